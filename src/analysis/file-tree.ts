/**
 * The final filesystem, built layer by layer: which stored inodes are still reachable, and what made the others unreachable.
 * https://github.com/opencontainers/image-spec/blob/main/layer.md#applying-changesets
 */
import { kindCode, type LayerScan } from '../scan/layer-scan.ts';
import { normalizePath, resolveLink } from '../scan/path.ts';
import type { WasteCause } from './analysis.ts';
import { InodeTable } from './inode-table.ts';
import { absent, NodeTable, partEnd, root } from './node-table.ts';

/** A dead inode and the one that took its name, of equal size: whether the bytes are equal too is still to be found out. */
export type Replacement = { dead: number; by: number };

/** Symlinks followed for one path before it is taken as it stands; Linux stops at 40 too. */
const maxLinks = 40;
const slash = 0x2f;
const nobody = -1;

export class FileTree {
  readonly nodes = new NodeTable();
  readonly inodes = new InodeTable();
  /** The layers that were applied, by index. */
  readonly scans: LayerScan[] = [];
  readonly replacements: Replacement[] = [];
  readonly notes: string[] = [];
  #layer = 0;
  #scan!: LayerScan;
  /** Inodes that a whiteout of the present layer killed: its entries may bring their paths back. */
  #removed: number[] = [];
  /** Entries follow their directory: the last one's node spares the walk from the root. */
  #lastDirectory: Uint8Array = new Uint8Array(0);
  #lastNode = root;

  constructor() {
    this.nodes.set(root, kindCode.directory, nobody, 0);
  }

  /** Applies the next layer: first its whiteouts, which act on the layers below only, wherever they stand in the tar; then its entries. */
  apply(scan: LayerScan): void {
    this.#layer = this.scans.length;
    this.#scan = scan;
    this.scans.push(scan);
    this.#removed = [];
    this.#applyWhiteouts();
    this.#lastDirectory = new Uint8Array(0);
    this.#lastNode = root;
    let dangling = 0;
    for (let entry = 0; entry < scan.count; entry++) if (!this.#put(entry)) dangling++;
    this.#judgeReturned();
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
      } else if (node !== root) this.#removeNode(node, 'removed', nobody);
    }
  }

  /** @returns false for a hard link whose target is not there */
  #put(entry: number): boolean {
    const scan = this.#scan;
    const kind = scan.kind(entry);
    if (kind === kindCode.whiteout || kind === kindCode.opaque || kind === kindCode.metadata) {
      // Bytes in a whiteout are stored and never seen.
      if (scan.size(entry) > 0) this.inodes.bury(this.inodes.add(this.#layer, entry, nobody), nobody, 'shadowed', this.#layer);
      return true;
    }
    const path = scan.path(entry);
    if (path.length === 0) return true;
    const nameStart = path.lastIndexOf(slash) + 1;
    const directory = this.#makeDirectory(path.subarray(0, Math.max(0, nameStart - 1)));
    const node = this.nodes.child(directory, path, nameStart, path.length, true);
    if (kind === kindCode.link) return this.#putLink(node, entry);
    if (kind === kindCode.directory) {
      if (this.nodes.kind(node) !== kindCode.directory) {
        this.#removeNode(node, 'replaced', nobody);
        this.nodes.set(node, kind, nobody, this.#layer);
      }
      return true;
    }
    const inode = kind === kindCode.file ? this.inodes.add(this.#layer, entry, node) : nobody;
    this.#removeNode(node, 'replaced', inode);
    this.nodes.set(node, kind, kind === kindCode.file ? inode : entry, this.#layer);
    return true;
  }

  #putLink(node: number, entry: number): boolean {
    const target = this.nodes.find(normalizePath(this.#scan.link(entry)));
    if (target < 0) return false;
    const kind = this.nodes.kind(target);
    if (kind === absent || kind === kindCode.directory) return false;
    if (target === node) return true;
    const value = this.nodes.value(target);
    const isFile = kind === kindCode.file;
    // Linked before the old name goes: it may be the target's own last one.
    if (isFile) this.inodes.link(value);
    this.#removeNode(node, 'replaced', isFile ? value : nobody);
    this.nodes.set(node, kind, value, this.nodes.layer(target));
    return true;
  }

  /** The node of a directory, made where it is missing and put in place of whatever else stands there. */
  #makeDirectory(path: Uint8Array): number {
    if (this.nodes.kind(this.#lastNode) === kindCode.directory && equalBytes(path, this.#lastDirectory)) return this.#lastNode;
    const node = this.#walk(path);
    this.#lastDirectory = path;
    this.#lastNode = node;
    return node;
  }

  #walk(path: Uint8Array): number {
    let links = 0;
    let rest = path;
    let node = root;
    for (let start = 0; start < rest.length; ) {
      const end = partEnd(rest, start);
      const child = this.nodes.child(node, rest, start, end, true);
      const kind = this.nodes.kind(child);
      if (kind === kindCode.symlink && this.nodes.layer(child) === this.#layer && links++ < maxLinks) {
        // Only a symlink of the same layer is followed: engines unpack each layer into a folder of its own, where those below are not seen.
        const target = resolveLink(this.nodes.path(node), this.#scan.link(this.nodes.value(child)));
        rest = Buffer.concat([target, Buffer.from('/'), rest.subarray(end + 1)]);
        rest = normalizePath(rest);
        node = root;
        start = 0;
        continue;
      }
      if (kind !== kindCode.directory) {
        if (kind !== absent) this.#removeNode(child, 'replaced', nobody);
        this.nodes.set(child, kindCode.directory, nobody, this.#layer);
      }
      node = child;
      start = end + 1;
    }
    return node;
  }

  /** Takes away what a node names, with all that lies below it. `by` is the inode that takes its name. */
  #removeNode(node: number, cause: WasteCause, by: number): void {
    const kind = this.nodes.kind(node);
    if (kind === kindCode.directory) this.#removeBelow(node, cause);
    else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause, by);
    this.nodes.clear(node);
  }

  #removeBelow(directory: number, cause: WasteCause): void {
    const queue: number[] = [];
    this.nodes.takeChildren(directory, queue);
    for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
      const kind = this.nodes.kind(node);
      if (kind === kindCode.directory) this.nodes.takeChildren(node, queue);
      else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause, nobody);
      this.nodes.clear(node);
    }
  }

  #release(inode: number, node: number, cause: WasteCause, by: number): void {
    if (!this.inodes.unlink(inode)) return;
    const isOwn = this.inodes.layer(inode) === this.#layer;
    this.inodes.bury(inode, node, isOwn ? 'shadowed' : cause, this.#layer);
    if (isOwn) return;
    if (cause === 'removed') this.#removed.push(inode);
    else if (by !== nobody) this.#nominate(inode, by);
  }

  /** Builders may write a whiteout and then the path again: that replaced the file, it did not remove it. */
  #judgeReturned(): void {
    for (const inode of this.#removed) {
      const node = this.inodes.node(inode);
      if (this.nodes.kind(node) !== kindCode.file) continue;
      const by = this.nodes.value(node);
      if (this.inodes.layer(by) !== this.#layer) continue;
      this.inodes.setCause(inode, 'replaced');
      this.#nominate(inode, by);
    }
  }

  #nominate(dead: number, by: number): void {
    if (this.sizeOf(dead) === this.sizeOf(by)) this.replacements.push({ dead, by });
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
