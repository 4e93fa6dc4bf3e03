/** What weighs otherwise within one layer: the few files that explain it, or where many small ones do, their directories. */
import { formatSizeChange, type Units } from '../bytes.ts';
import type { Comparison, FileSums, LayerChange, PathChange } from '../comparison/comparison.ts';

export type LayerPaths = {
  /** The largest change first. `size` is absent where it is the layer's own or not known exactly; `files` stand in a directory. */
  items: { path: string; size?: string; files?: number }[];
  /** How many files of the layer changed besides; absent where only the largest are known. */
  more?: number;
};

const mostNamed = 3;
/** Files are named if so few make this share of what changed in the layer. */
const explainingShare = 0.7;
/** A file that makes less than this share is not worth its words. */
const leastShare = 0.05;

/** Undefined where no file of the layer is known to have changed. */
export function layerPaths(comparison: Comparison, layer: LayerChange, units: Units): LayerPaths | undefined {
  const listed = comparison.files ?? [];
  const files = layer.head === undefined ? [] : listed.filter((file) => file.layer === layer.head && file.change !== 0);
  if (files.length === 0) return undefined;
  const whole = isWhole(listed, comparison.fileSums);
  const share = (bytes: number, of: number) => Math.abs(bytes) >= of * Math.max(1, moved(files));
  const named = files.slice(0, mostNamed).filter(({ change }) => share(change, leastShare));
  const sized = (change: number) => (change === layer.change ? {} : { size: formatSizeChange(change, units) });
  const explained = moved(named);
  if (explained >= explainingShare * moved(files)) {
    const items = named.map(({ path, change }) => ({ path: `/${path}`, ...sized(change) }));
    return { items, ...(whole ? { more: files.length - named.length } : {}) };
  }
  const groups = inDirectories(files, comparison.directories).slice(0, mostNamed);
  const items = groups.map(({ path, files, change }) => ({
    path,
    ...(files === undefined ? {} : { files }),
    ...(whole ? sized(change) : {}),
  }));
  const told = groups.reduce((sum, { files = 1 }) => sum + files, 0);
  // Of a directory only the files that are listed are counted.
  return whole ? { items, more: files.length - told } : { items: items.map(({ files: _, ...item }) => item) };
}

function moved(files: readonly PathChange[]): number {
  return files.reduce((sum, { change }) => sum + Math.abs(change), 0);
}

/** Whether the list of files is all of them. */
function isWhole(listed: readonly PathChange[], sums: FileSums | undefined): boolean {
  if (sums === undefined) return false;
  return sums.came.files + sums.gone.files + sums.grew.files + sums.shrank.files === listed.length;
}

/** Files that stand alone in their directory stand for themselves. */
function inDirectories(
  files: readonly PathChange[],
  directories: readonly PathChange[],
): { path: string; files?: number; change: number }[] {
  const groups = new Map<string, { first: PathChange; files: number; change: number }>();
  for (const file of files) {
    const key = directoryOf(file.path, directories) ?? file.path;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: file, files: 1, change: file.change });
    else {
      group.files++;
      group.change += file.change;
    }
  }
  return [...groups]
    .map(([key, { first, files, change }]) => (files === 1 ? { path: `/${first.path}`, change } : { path: `/${key}/`, files, change }))
    .toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change));
}

/** The deepest of the directories that changed, or the one that the file stands in. */
function directoryOf(path: string, directories: readonly PathChange[]): string | undefined {
  let deepest: string | undefined;
  for (const { path: directory } of directories) {
    if (directory === '' || !path.startsWith(`${directory}/`)) continue;
    if (deepest === undefined || directory.length > deepest.length) deepest = directory;
  }
  if (deepest !== undefined) return deepest;
  const end = path.lastIndexOf('/');
  return end <= 0 ? undefined : path.slice(0, end);
}
