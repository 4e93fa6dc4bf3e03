/** Stored files: which layer and entry holds their bytes, how many names reach them, and what made an unreachable one so. */
import { type WasteCause, wasteCauses } from './analysis.ts';

const live = 255;

export class InodeTable {
  count = 0;
  #layers: Uint16Array;
  #entries: Int32Array;
  #links: Int32Array;
  #nodes: Int32Array;
  #causes: Uint8Array;
  #wastedIn: Uint16Array;

  constructor(capacity = 0) {
    const size = Math.max(1024, capacity);
    this.#layers = new Uint16Array(size);
    this.#entries = new Int32Array(size);
    this.#links = new Int32Array(size);
    this.#nodes = new Int32Array(size);
    this.#causes = new Uint8Array(size);
    this.#wastedIn = new Uint16Array(size);
  }

  /** A new inode with one name. */
  add(layer: number, entry: number, node: number): number {
    const inode = this.count++;
    if (inode >= this.#layers.length) this.#grow(Math.ceil(this.#layers.length * 1.5));
    this.#layers[inode] = layer;
    this.#entries[inode] = entry;
    this.#links[inode] = 1;
    this.#nodes[inode] = node;
    this.#causes[inode] = live;
    return inode;
  }

  /** The layer that stores the bytes. */
  layer(inode: number): number {
    return this.#layers[inode]!;
  }
  /** The entry of that layer's scan that stores them. */
  entry(inode: number): number {
    return this.#entries[inode]!;
  }
  /** Number of names that reach it. */
  links(inode: number): number {
    return this.#links[inode]!;
  }
  /** The name it lost last, or while it is live the one it had first. */
  node(inode: number): number {
    return this.#nodes[inode]!;
  }
  isLive(inode: number): boolean {
    return this.#causes[inode] === live;
  }
  /** Of a dead inode. */
  cause(inode: number): WasteCause {
    return wasteCauses[this.#causes[inode]!]!;
  }
  wastedIn(inode: number): number {
    return this.#wastedIn[inode]!;
  }

  link(inode: number): void {
    this.#links[inode]!++;
  }

  /** Takes one name away. @returns whether it was the last */
  unlink(inode: number): boolean {
    this.#links[inode]!--;
    return this.#links[inode] === 0;
  }

  bury(inode: number, node: number, cause: WasteCause, layer: number): void {
    this.#nodes[inode] = node;
    this.#wastedIn[inode] = layer;
    this.setCause(inode, cause);
  }

  setCause(inode: number, cause: WasteCause): void {
    this.#causes[inode] = wasteCauses.indexOf(cause);
  }

  #grow(size: number): void {
    const words = (from: Int32Array) => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    const halfWords = (from: Uint16Array) => {
      const to = new Uint16Array(size);
      to.set(from);
      return to;
    };
    this.#layers = halfWords(this.#layers);
    this.#wastedIn = halfWords(this.#wastedIn);
    this.#entries = words(this.#entries);
    this.#links = words(this.#links);
    this.#nodes = words(this.#nodes);
    const causes = new Uint8Array(size);
    causes.set(this.#causes);
    this.#causes = causes;
  }
}
