/**
 * A slow and obvious model of applying layers: a map from path to what stands there, searched from end to end for every question.
 * Written from the definitions (docs/measuring.md) and the specification
 * (https://github.com/opencontainers/image-spec/blob/main/layer.md), to be compared with the fast one.
 */
import type { InventoryFile, WasteCause } from '../../src/analysis/analysis.ts';
import { bodyOf, entry, tar } from './tar-bytes.ts';

/** One entry of a layer. Paths are normal; `name` is how the tar writes it. A whiteout's path is what it removes. */
export type Operation = { path: string; name: string } & (
  | { kind: 'file'; size: number; fill: string }
  | { kind: 'whiteout'; size: number; fill: string }
  | { kind: 'opaque'; size: number; fill: string }
  | { kind: 'metadata'; size: number; fill: string }
  | { kind: 'link'; target: string }
  | { kind: 'symlink'; target: string }
  | { kind: 'directory' }
  | { kind: 'fifo' }
);

export function tarOf(layer: readonly Operation[]): Buffer {
  const types = { link: '1', symlink: '2', directory: '5', fifo: '6' };
  return tar(
    ...layer.map((operation) => {
      if ('size' in operation) return entry({ name: operation.name }, bodyOf(operation.size, operation.fill));
      return entry({ name: operation.name, type: types[operation.kind], link: 'target' in operation ? operation.target : '' });
    }),
  );
}

type Inode = { bytes: number; fill: string; layer: number; dead?: Death };
/** Where several names were lost at once, any of them may be the one that is told. */
type Death = { layer: number; cause: WasteCause; paths: string[] };
type Standing = { kind: 'directory' | 'fifo' } | { kind: 'symlink'; target: string; layer: number } | { kind: 'file'; inode: Inode };

export type ModelWaste = { paths: string[]; bytes: number; cause: WasteCause; storedIn: number; wastedIn: number };
export type ModelResult = {
  total: number;
  live: number;
  wasted: number;
  waste: ModelWaste[];
  wastedByLayer: number[];
  inventory: Omit<InventoryFile, 'content'>[];
  directories: Map<string, { bytes: number; files: number }>;
  danglingLinks: number[];
};

export function applyLayers(layers: readonly (readonly Operation[])[]): ModelResult {
  const model = new Model();
  for (const layer of layers) model.apply(layer);
  return model.result();
}

const parentOf = (path: string) => path.split('/').slice(0, -1).join('/');
/** The last part of a path, in a directory. */
const inside = (directory: string, path: string) => (directory === '' ? '' : `${directory}/`) + path.split('/').at(-1);
const isBelow = (path: string, directory: string) => path !== directory && (directory === '' || path.startsWith(`${directory}/`));

class Model {
  readonly standing = new Map<string, Standing>();
  readonly inodes: Inode[] = [];
  readonly danglingLinks: number[] = [];
  layer = -1;
  /** Names that the present layer took from files, and whether a whiteout took them. */
  lost: { inode: Inode; path: string; byWhiteout: boolean }[] = [];

  apply(operations: readonly Operation[]): void {
    this.layer++;
    this.lost = [];
    this.danglingLinks.push(0);
    for (const { kind, path } of operations) {
      if (kind === 'whiteout') this.remove(path, true);
      if (kind === 'opaque' && this.isDirectory(path)) this.removeBelow(path, true);
    }
    for (const operation of operations) this.put(operation);
    this.findDead();
  }

  isDirectory(path: string): boolean {
    return path === '' || this.standing.get(path)?.kind === 'directory';
  }

  remove(path: string, byWhiteout: boolean): void {
    if (this.isDirectory(path)) this.removeBelow(path, byWhiteout);
    const there = this.standing.get(path);
    if (there?.kind === 'file') this.lost.push({ inode: there.inode, path, byWhiteout });
    this.standing.delete(path);
  }

  removeBelow(directory: string, byWhiteout: boolean): void {
    for (const path of [...this.standing.keys()]) if (isBelow(path, directory) && this.standing.has(path)) this.remove(path, byWhiteout);
  }

  /** The directory that a path means, through symlinks of the present layer, or as it stands where they lead in circles. Made where `make` says so. */
  directory(path: string, make: boolean): string | undefined {
    const links = { left: 40 };
    const found = this.follow(path, make, links);
    return links.left < 0 ? this.follow(path, make, undefined) : found;
  }

  follow(path: string, make: boolean, links: { left: number } | undefined): string | undefined {
    if (path === '') return '';
    const parent = this.follow(parentOf(path), make, links);
    if (parent === undefined || (links !== undefined && links.left < 0)) return undefined;
    const real = inside(parent, path);
    const there = this.standing.get(real);
    if (there?.kind === 'directory') return real;
    if (there?.kind === 'symlink' && there.layer === this.layer && links !== undefined) {
      if (--links.left < 0) return undefined;
      return this.follow(normal(there.target.startsWith('/') ? there.target : `${parent}/${there.target}`), make, links);
    }
    if (!make) return undefined;
    this.remove(real, false);
    this.standing.set(real, { kind: 'directory' });
    return real;
  }

  put(operation: Operation): void {
    if (operation.kind === 'whiteout' || operation.kind === 'opaque' || operation.kind === 'metadata') {
      this.bury(operation.size, operation.path);
      return;
    }
    const parent = this.directory(parentOf(operation.path), true)!;
    const path = inside(parent, operation.path);
    if (operation.kind === 'link') {
      this.putLink(path, normal(operation.target));
      return;
    }
    if (operation.kind === 'directory' && this.isDirectory(path)) return;
    this.remove(path, false);
    this.standing.set(path, this.standingFor(operation));
  }

  standingFor(operation: Operation & { kind: 'file' | 'symlink' | 'directory' | 'fifo' }): Standing {
    if (operation.kind === 'symlink') return { kind: 'symlink', target: operation.target, layer: this.layer };
    if (operation.kind !== 'file') return { kind: operation.kind };
    const inode: Inode = { bytes: operation.size, fill: operation.fill, layer: this.layer };
    this.inodes.push(inode);
    return { kind: 'file', inode };
  }

  putLink(path: string, target: string): void {
    const parent = this.directory(parentOf(target), false);
    const real = parent === undefined || target === '' ? undefined : inside(parent, target);
    const there = real === undefined ? undefined : this.standing.get(real);
    if (real === undefined || there === undefined || there.kind === 'directory') {
      this.danglingLinks[this.layer]!++;
      return;
    }
    if (real === path) return;
    this.remove(path, false);
    this.standing.set(path, there);
  }

  /** Bytes that nothing will ever name. */
  bury(bytes: number, path: string): void {
    this.inodes.push({ bytes, fill: '', layer: this.layer, dead: { layer: this.layer, cause: 'shadowed', paths: [path] } });
  }

  findDead(): void {
    for (const inode of this.inodes) {
      if (inode.dead !== undefined || this.namesOf(inode).length > 0) continue;
      const lost = this.lost.filter((one) => one.inode === inode);
      const returned = inode.layer === this.layer ? [] : lost.filter(({ path }) => this.standing.get(path)?.kind === 'file');
      const paths = (returned.length > 0 ? returned : lost).map(({ path }) => path);
      inode.dead = { layer: this.layer, cause: this.causeOf(inode, lost), paths };
    }
  }

  causeOf(inode: Inode, lost: Model['lost']): WasteCause {
    if (inode.layer === this.layer) return 'shadowed';
    const now = lost.map(({ path }) => this.standing.get(path)).filter((there) => there?.kind === 'file');
    if (now.some((there) => there.inode.bytes === inode.bytes && there.inode.fill === inode.fill)) return 'rewritten';
    return now.length > 0 || lost.some(({ byWhiteout }) => !byWhiteout) ? 'replaced' : 'removed';
  }

  namesOf(inode: Inode): string[] {
    const names: string[] = [];
    for (const [path, there] of this.standing) if (there.kind === 'file' && there.inode === inode) names.push(path);
    return names.sort();
  }

  result(): ModelResult {
    const sum = (inodes: Inode[]) => inodes.reduce((bytes, inode) => bytes + inode.bytes, 0);
    const dead = this.inodes.filter((inode) => inode.dead !== undefined);
    const files = [...this.standing].flatMap(([path, there]) => (there.kind === 'file' ? [{ path, inode: there.inode }] : []));
    const inventory = files
      .map(({ path, inode }) => ({ path, bytes: this.namesOf(inode)[0] === path ? inode.bytes : 0, layer: inode.layer }))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
    const directories: ModelResult['directories'] = new Map();
    for (const directory of ['', ...this.standing.keys()]) {
      if (!this.isDirectory(directory)) continue;
      const below = inventory.filter(({ path }) => isBelow(path, directory));
      const bytes = below.reduce((total, file) => total + file.bytes, 0);
      if (bytes > 0) directories.set(directory, { bytes, files: below.length });
    }
    return {
      total: sum(this.inodes),
      live: sum(this.inodes.filter((inode) => inode.dead === undefined)),
      wasted: sum(dead),
      waste: dead
        .filter(({ bytes }) => bytes > 0)
        .map(({ bytes, layer, dead: death }) => ({
          bytes,
          paths: death!.paths,
          cause: death!.cause,
          storedIn: layer,
          wastedIn: death!.layer,
        })),
      wastedByLayer: this.danglingLinks.map((_, layer) => sum(dead.filter((inode) => inode.layer === layer))),
      inventory,
      directories,
      danglingLinks: this.danglingLinks,
    };
  }
}

/** `.` and empty parts dropped, `..` taking a part back and never leaving the root. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
