/** Names in a filesystem as a tree in typed arrays, with a hash table from (parent, name) to node. */
import { entryKinds } from '../scan/layer-scan.ts';

export const root = 0;
/** The kind of a node that names nothing (any more). Kinds are otherwise the codes of entryKinds. */
export const absent = entryKinds.length;

const slash = 0x2f;
const nothing = -1;

export class NodeTable {
  count = 1;
  #parents: Int32Array;
  #firstChildren: Int32Array;
  #nextSiblings: Int32Array;
  #values: Int32Array;
  #layers: Uint16Array;
  #kinds: Uint8Array;
  #attached: Uint8Array;
  #nameStarts: Float64Array;
  #nameLengths: Uint32Array;
  #names: Uint8Array;
  #namesLength = 0;
  /** Open addressing; 0 is empty, since the root is never looked up. */
  #slots: Int32Array;

  /** @param capacity about how many names there will be */
  constructor(capacity = 0) {
    const size = Math.max(1024, Math.ceil(capacity * 1.1));
    this.#parents = new Int32Array(size);
    this.#firstChildren = new Int32Array(size).fill(nothing, 0, 1);
    this.#nextSiblings = new Int32Array(size).fill(nothing, 0, 1);
    this.#values = new Int32Array(size).fill(nothing, 0, 1);
    this.#layers = new Uint16Array(size);
    this.#kinds = new Uint8Array(size).fill(absent, 0, 1);
    this.#attached = new Uint8Array(size);
    this.#nameStarts = new Float64Array(size);
    this.#nameLengths = new Uint32Array(size);
    this.#names = new Uint8Array(size * 16);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(size * 2)));
  }

  kind(node: number): number {
    return this.#kinds[node]!;
  }
  /** For a file its inode, for a symlink its entry in the layer. */
  value(node: number): number {
    return this.#values[node]!;
  }
  /** The layer that put what the node names now. */
  layer(node: number): number {
    return this.#layers[node]!;
  }
  parent(node: number): number {
    return this.#parents[node]!;
  }
  name(node: number): Uint8Array {
    const start = this.#nameStarts[node]!;
    return this.#names.subarray(start, start + this.#nameLengths[node]!);
  }

  /** Lets the node name something. Coming back from absence, it joins its parent's children again. */
  set(node: number, kind: number, value: number, layer: number): void {
    this.#kinds[node] = kind;
    this.#values[node] = value;
    this.#layers[node] = layer;
    if (this.#attached[node] === 0 && node !== root) {
      const parent = this.#parents[node]!;
      this.#nextSiblings[node] = this.#firstChildren[parent]!;
      this.#firstChildren[parent] = node;
      this.#attached[node] = 1;
    }
  }

  /** Lets the node name nothing. It stays in its parent's list, which a later removal of the parent clears at no extra cost. */
  clear(node: number): void {
    this.#kinds[node] = absent;
  }

  /** Takes all children off a directory and appends them to `into`; each is paid for once, however often directories are emptied. */
  takeChildren(node: number, into: number[]): void {
    for (let child = this.#firstChildren[node]!; child !== nothing; child = this.#nextSiblings[child]!) {
      this.#attached[child] = 0;
      into.push(child);
    }
    this.#firstChildren[node] = nothing;
  }

  /** The children that name something, in no order. */
  children(node: number): number[] {
    const children: number[] = [];
    for (let child = this.#firstChildren[node]!; child !== nothing; child = this.#nextSiblings[child]!) {
      if (this.#kinds[child] !== absent) children.push(child);
    }
    return children;
  }

  /** The node of a normalised path, or -1. It may be absent. */
  find(path: Uint8Array): number {
    let node = root;
    for (let start = 0; start < path.length; ) {
      const end = partEnd(path, start);
      node = this.child(node, path, start, end, false);
      if (node < 0) return node;
      start = end + 1;
    }
    return node;
  }

  /** The child of that name, made (absent) where `create` says so; else -1. */
  child(parent: number, bytes: Uint8Array, start: number, end: number, create: boolean): number {
    const mask = this.#slots.length - 1;
    let slot = hashName(parent, bytes, start, end) & mask;
    for (;;) {
      const node = this.#slots[slot]!;
      if (node === 0) break;
      if (this.#parents[node] === parent && this.#hasName(node, bytes, start, end)) return node;
      slot = (slot + 1) & mask;
    }
    if (!create) return nothing;
    const node = this.#add(parent, bytes, start, end);
    this.#slots[slot] = node;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return node;
  }

  /** The path of a node as bytes; the root's is empty. */
  path(node: number): Uint8Array {
    let length = -1;
    for (let at = node; at !== root; at = this.#parents[at]!) length += this.#nameLengths[at]! + 1;
    const path = new Uint8Array(Math.max(0, length));
    for (let at = node, end = length; at !== root; at = this.#parents[at]!) {
      const name = this.name(at);
      path.set(name, end - name.length);
      end -= name.length + 1;
      if (end >= 0) path[end] = slash;
    }
    return path;
  }

  #hasName(node: number, bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start;
    if (this.#nameLengths[node] !== length) return false;
    const from = this.#nameStarts[node]!;
    for (let index = 0; index < length; index++) if (this.#names[from + index] !== bytes[start + index]) return false;
    return true;
  }

  #add(parent: number, bytes: Uint8Array, start: number, end: number): number {
    const node = this.count++;
    if (node >= this.#parents.length) this.#grow(Math.ceil(this.#parents.length * 1.5));
    const length = end - start;
    if (this.#namesLength + length > this.#names.length) {
      this.#names = grown(
        this.#names,
        Math.max(this.#namesLength + length, Math.ceil(this.#names.length * 1.5)),
        (size) => new Uint8Array(size),
      );
    }
    this.#names.set(bytes.subarray(start, end), this.#namesLength);
    this.#nameStarts[node] = this.#namesLength;
    this.#nameLengths[node] = length;
    this.#namesLength += length;
    this.#parents[node] = parent;
    this.#firstChildren[node] = nothing;
    this.#nextSiblings[node] = nothing;
    this.#values[node] = nothing;
    this.#kinds[node] = absent;
    return node;
  }

  #grow(size: number): void {
    this.#parents = grown(this.#parents, size, (length) => new Int32Array(length));
    this.#firstChildren = grown(this.#firstChildren, size, (length) => new Int32Array(length));
    this.#nextSiblings = grown(this.#nextSiblings, size, (length) => new Int32Array(length));
    this.#values = grown(this.#values, size, (length) => new Int32Array(length));
    this.#layers = grown(this.#layers, size, (length) => new Uint16Array(length));
    this.#kinds = grown(this.#kinds, size, (length) => new Uint8Array(length));
    this.#attached = grown(this.#attached, size, (length) => new Uint8Array(length));
    this.#nameStarts = grown(this.#nameStarts, size, (length) => new Float64Array(length));
    this.#nameLengths = grown(this.#nameLengths, size, (length) => new Uint32Array(length));
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let node = 1; node < this.count; node++) {
      const start = this.#nameStarts[node]!;
      let slot = hashName(this.#parents[node]!, this.#names, start, start + this.#nameLengths[node]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
}

function grown<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array>(
  from: T,
  size: number,
  make: (length: number) => T,
): T {
  const to = make(size);
  to.set(from);
  return to;
}

/** Index behind the part of a path that begins at `start`. */
export function partEnd(path: Uint8Array, start: number): number {
  const end = path.indexOf(slash, start);
  return end < 0 ? path.length : end;
}

/** FNV-1a over the name, begun with the parent and stirred at the end, as slots are taken from the low bits. */
function hashName(parent: number, bytes: Uint8Array, start: number, end: number): number {
  let hash = Math.imul(parent ^ 0x811c9dc5, 0x9e3779b1);
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
