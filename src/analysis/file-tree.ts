/**
 * The final filesystem, built layer by layer: which stored inodes are still reachable, and what made the others unreachable.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#applying-changesets
 */
import { kindCode, type LayerScan } from '../scan/layer-scan.ts';
import { normalizePath, resolveLink } from '../scan/path.ts';
import type { WasteCause } from './analysis.ts';
import { InodeTable } from './inode-table.ts';
import { absent, NodeTable, partEnd, root } from './node-table.ts';

/** A dead inode and one that took a name of it, of equal size: whether the bytes are equal too is still to be found out. */
export type Replacement = { dead: number; by: number };

/** Symlinks followed for one path; one that leads through more is taken as it stands. Linux stops at 40 too. */
const maxLinks = 40;
const slash = 0x2f;
const nobody = -1;
const none = new Uint8Array(0);

export class FileTree {
  readonly nodes: NodeTable;
  readonly inodes: InodeTable;
  /** The layers that were applied, by index. */
  readonly scans: LayerScan[] = [];
  readonly replacements: Replacement[] = [];
  readonly notes: string[] = [];
  #layer = 0;
  #scan!: LayerScan;
  /** Each name that the present layer took from a file below: the inode and the node in turn. Its entries may bring the names back. */
  #lost: number[] = [];
  /** Entries follow their directory: the last one's node spares the walk from the root. */
  #lastDirectory: Uint8Array = none;
  #lastNode = root;
  /** Whether the last walk went through a symlink. */
  #hasFollowed = false;

  /** @param entries about how many will be applied, so that the tables need not grow */
  constructor(entries = 0) {
    this.nodes = new NodeTable(entries);
    this.inodes = new InodeTable(entries);
    this.nodes.set(root, kindCode.directory, nobody, 0);
  }

  /** Applies the next layer: first its whiteouts, which act on the layers below only, wherever they stand in the tar; then its entries. */
  apply(scan: LayerScan): void {
    this.#layer = this.scans.length;
    this.#scan = scan;
    this.scans.push(scan);
    this.#lost = [];
    this.#applyWhiteouts();
    this.#lastDirectory = none;
    this.#lastNode = root;
    let dangling = 0;
    for (let entry = 0; entry < scan.count; entry++) if (!this.#put(entry)) dangling++;
    this.#judgeLost();
    if (dangling > 0) this.notes.push(`layer ${this.#layer} holds hard links to files that do not exist (${dangling})`);
  }

  #applyWhiteouts(): void {
    for (let entry = 0; entry < this.#scan.count; entry++) {
      const kind = this.#scan.kind(entry);
      if (kind !== kindCode.whiteout && kind !== kindCode.opaque) continue;
      const node = this.nodes.find(this.#scan.path(entry));
      if (node < 0 || this.nodes.kind(node) === absent) continue;
      if (kind === kindCode.opaque) {
        if (this.nodes.kind(node) === kindCode.directory) this.#removeBelow(node, 'removed');
      } else if (node !== root) this.#removeNode(node, 'removed');
    }
  }

  /** @returns false for a hard link whose target is not there */
  #put(entry: number): boolean {
    const scan = this.#scan;
    const kind = scan.kind(entry);
    if (kind === kindCode.whiteout || kind === kindCode.opaque || kind === kindCode.metadata) {
      this.#putUnseen(entry);
      return true;
    }
    const path = scan.path(entry);
    if (path.length === 0) {
      // The root stays a directory, whatever a layer says it is.
      this.#putUnseen(entry);
      return true;
    }
    const nameStart = path.lastIndexOf(slash) + 1;
    const directory = this.#makeDirectory(path.subarray(0, Math.max(0, nameStart - 1)));
    const node = this.nodes.child(directory, path, nameStart, path.length, true);
    if (kind === kindCode.link) return this.#putLink(node, entry);
    if (kind === kindCode.directory) {
      if (this.nodes.kind(node) !== kindCode.directory) {
        this.#removeNode(node, 'replaced');
        this.nodes.set(node, kind, nobody, this.#layer);
      }
      return true;
    }
    this.#removeNode(node, 'replaced');
    this.nodes.set(node, kind, kind === kindCode.file ? this.inodes.add(this.#layer, entry, node) : entry, this.#layer);
    return true;
  }

  /** Bytes that are stored and never seen: of a whiteout, or of a builder's own books. */
  #putUnseen(entry: number): void {
    if (this.#scan.size(entry) > 0) this.inodes.bury(this.inodes.add(this.#layer, entry, nobody), nobody, 'shadowed', this.#layer);
  }

  #putLink(node: number, entry: number): boolean {
    const target = this.#findTarget(normalizePath(this.#scan.link(entry)));
    if (target < 0) return false;
    const kind = this.nodes.kind(target);
    if (kind === absent || kind === kindCode.directory) return false;
    if (target === node) return true;
    const value = this.nodes.value(target);
    // Linked before the old name goes: both may be names of one inode.
    if (kind === kindCode.file) this.inodes.link(value);
    this.#removeNode(node, 'replaced');
    this.nodes.set(node, kind, value, this.nodes.layer(target));
    return true;
  }

  /** The node that a hard link means: its directory may be reached through a symlink of the same layer. */
  #findTarget(path: Uint8Array): number {
    const nameStart = path.lastIndexOf(slash) + 1;
    const directory = this.#walk(path.subarray(0, Math.max(0, nameStart - 1)), false);
    return directory < 0 ? nobody : this.nodes.child(directory, path, nameStart, path.length, false);
  }

  /** The node of a directory, made where it is missing and put in place of whatever else stands there. */
  #makeDirectory(path: Uint8Array): number {
    if (this.nodes.kind(this.#lastNode) === kindCode.directory && equalBytes(path, this.#lastDirectory)) return this.#lastNode;
    const node = this.#walk(path, true);
    // A path through a symlink is looked up anew each time: what lies in the directory may take the symlink's place.
    this.#lastDirectory = this.#hasFollowed ? none : path;
    this.#lastNode = this.#hasFollowed ? root : node;
    return node;
  }

  /** Follows a path to a directory; where it leads to none, makes one (`create`) or returns -1. */
  #walk(path: Uint8Array, create: boolean): number {
    let links = 0;
    let rest = path;
    let node = root;
    this.#hasFollowed = false;
    for (let start = 0; start < rest.length; ) {
      const end = partEnd(rest, start);
      const child = this.nodes.child(node, rest, start, end, create);
      if (child < 0) return nobody;
      const kind = this.nodes.kind(child);
      if (kind === kindCode.symlink && this.nodes.layer(child) === this.#layer && links <= maxLinks) {
        // Only a symlink of the same layer is followed: engines unpack each layer into a folder of its own, where those below are not seen.
        const target = resolveLink(this.nodes.path(node), this.#scan.link(this.nodes.value(child)));
        rest = links++ < maxLinks ? normalizePath(Buffer.concat([target, Buffer.from('/'), rest.subarray(end + 1)])) : path;
        this.#hasFollowed = true;
        node = root;
        start = 0;
        continue;
      }
      if (kind !== kindCode.directory) {
        if (!create) return nobody;
        this.#removeNode(child, 'replaced');
        this.nodes.set(child, kindCode.directory, nobody, this.#layer);
      }
      node = child;
      start = end + 1;
    }
    return node;
  }

  /** Takes away what a node names, with all that lies below it. */
  #removeNode(node: number, cause: WasteCause): void {
    const kind = this.nodes.kind(node);
    if (kind === kindCode.directory) this.#removeBelow(node, cause);
    else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause);
    this.nodes.clear(node);
  }

  #removeBelow(directory: number, cause: WasteCause): void {
    const queue: number[] = [];
    this.nodes.takeChildren(directory, queue);
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const kind = this.nodes.kind(node);
      if (kind === kindCode.directory) this.nodes.takeChildren(node, queue);
      else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause);
      this.nodes.clear(node);
    }
  }

  #release(inode: number, node: number, cause: WasteCause): void {
    const isOwn = this.inodes.layer(inode) === this.#layer;
    if (!isOwn) this.#lost.push(inode, node);
    if (this.inodes.unlink(inode)) this.inodes.bury(inode, node, isOwn ? 'shadowed' : cause, this.#layer);
  }

  /**
   * A name that the layer took and in the end gives to a file again was replaced, whatever took it first: builders may write a whiteout
   * and then the path again, and an entry may stand twice in one tar.
   */
  #judgeLost(): void {
    for (let at = 0; at < this.#lost.length; at += 2) {
      const inode = this.#lost[at]!;
      const node = this.#lost[at + 1]!;
      if (this.inodes.isLive(inode) || this.nodes.kind(node) !== kindCode.file) continue;
      this.inodes.bury(inode, node, 'replaced', this.#layer);
      const by = this.nodes.value(node);
      if (this.sizeOf(inode) === this.sizeOf(by)) this.replacements.push({ dead: inode, by });
    }
    this.#lost = [];
  }

  /** Stored bytes of an inode. */
  sizeOf(inode: number): number {
    return this.scans[this.inodes.layer(inode)]!.size(this.inodes.entry(inode));
  }
}

function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let index = one.length - 1; index >= 0; index--) if (one[index] !== other[index]) return false;
  return true;
}
