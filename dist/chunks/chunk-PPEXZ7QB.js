import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  FileStream,
  LayerScan,
  TarFault,
  TarReader,
  Verifier,
  attempt,
  checkAbort,
  collector,
  decodePath,
  decompressed,
  entryKinds,
  finish,
  kindCode,
  makeAllowance,
  normalizePath,
  peekCompression,
  readHead,
  readWhole,
  resolveLink,
  sniffCompression,
  takeAllowance
} from "./chunk-4RFMAXQW.js";
import {
  wasteCauses
} from "./chunk-NITVEDXZ.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import {
  __callDispose,
  __using
} from "./chunk-G7GWBHRU.js";

// src/weigh.ts
import { existsSync as existsSync2 } from "node:fs";
import { availableParallelism } from "node:os";
import { isAbsolute as isAbsolute2, join as join3, resolve } from "node:path";

// src/analysis/compare-bodies.ts
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";
var pieceBytes = 1 << 17;
async function judgeReplacements(tree, signal) {
  const { inodes, scans } = tree;
  const reader = new BodyReader();
  let lastPause = performance.now();
  for (const { dead, by } of tree.replacements) {
    const one = { scan: scans[inodes.layer(dead)], entry: inodes.entry(dead) };
    const other = { scan: scans[inodes.layer(by)], entry: inodes.entry(by) };
    if (reader.isEqual(one, other)) inodes.setCause(dead, "rewritten");
    if (performance.now() - lastPause < 50) continue;
    await setImmediate();
    if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while comparing files of the image");
    lastPause = performance.now();
  }
}
var BodyReader = class {
  #one = Buffer.allocUnsafe(pieceBytes);
  #other = Buffer.allocUnsafe(pieceBytes);
  /** Both bodies have the same size. */
  isEqual(one, other) {
    const size = one.scan.size(one.entry);
    if (size === 0 || one.scan === other.scan && one.entry === other.entry) return true;
    if (one.scan.hasChecksums || other.scan.hasChecksums) return this.#checksum(one, size) === this.#checksum(other, size);
    for (let at = 0; at < size; at += pieceBytes) {
      const length = Math.min(pieceBytes, size - at);
      read(one, at, this.#one, length);
      read(other, at, this.#other, length);
      if (this.#one.compare(this.#other, 0, length, 0, length) !== 0) return false;
    }
    return true;
  }
  #checksum(body, size) {
    if (body.scan.hasChecksums) return body.scan.checksum(body.entry);
    let checksum = 0;
    for (let at = 0; at < size; at += pieceBytes) {
      const length = Math.min(pieceBytes, size - at);
      read(body, at, this.#one, length);
      checksum = crc32(this.#one.subarray(0, length), checksum);
    }
    return checksum;
  }
};
function read(body, at, into, length) {
  const { file } = body.scan;
  const count = file === void 0 ? 0 : readSync(file.fd, into, 0, length, file.offset + body.scan.bodyOffset(body.entry) + at);
  if (count !== length)
    throw new ExpectedError("content", "comparing files of the image: the archive changed while it was read", {
      hint: "run it again once nothing writes to the archive"
    });
}

// src/analysis/inode-table.ts
var live = 255;
var InodeTable = class {
  count = 0;
  #layers;
  #entries;
  #links;
  #nodes;
  #causes;
  #wastedIn;
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
  add(layer, entry, node) {
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
  layer(inode) {
    return this.#layers[inode];
  }
  /** The entry of that layer's scan that stores them. */
  entry(inode) {
    return this.#entries[inode];
  }
  /** Number of names that reach it. */
  links(inode) {
    return this.#links[inode];
  }
  /** The name it lost last, or while it is live the one it had first. */
  node(inode) {
    return this.#nodes[inode];
  }
  isLive(inode) {
    return this.#causes[inode] === live;
  }
  /** Of a dead inode. */
  cause(inode) {
    return wasteCauses[this.#causes[inode]];
  }
  wastedIn(inode) {
    return this.#wastedIn[inode];
  }
  link(inode) {
    this.#links[inode]++;
  }
  /** Takes one name away. @returns whether it was the last */
  unlink(inode) {
    this.#links[inode]--;
    return this.#links[inode] === 0;
  }
  bury(inode, node, cause, layer) {
    this.#nodes[inode] = node;
    this.#wastedIn[inode] = layer;
    this.setCause(inode, cause);
  }
  setCause(inode, cause) {
    this.#causes[inode] = wasteCauses.indexOf(cause);
  }
  #grow(size) {
    const words = (from) => {
      const to = new Int32Array(size);
      to.set(from);
      return to;
    };
    const halfWords = (from) => {
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
};

// src/analysis/node-table.ts
var root = 0;
var absent = entryKinds.length;
var slash = 47;
var nothing = -1;
var NodeTable = class {
  count = 1;
  #parents;
  #firstChildren;
  #nextSiblings;
  #values;
  #layers;
  #kinds;
  #attached;
  #nameStarts;
  #nameLengths;
  #names;
  #namesLength = 0;
  /** Open addressing; 0 is empty, since the root is never looked up. */
  #slots;
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
  kind(node) {
    return this.#kinds[node];
  }
  /** For a file its inode, for a symlink its entry in the layer. */
  value(node) {
    return this.#values[node];
  }
  /** The layer that put what the node names now. */
  layer(node) {
    return this.#layers[node];
  }
  parent(node) {
    return this.#parents[node];
  }
  name(node) {
    const start = this.#nameStarts[node];
    return this.#names.subarray(start, start + this.#nameLengths[node]);
  }
  /** Lets the node name something. Coming back from absence, it joins its parent's children again. */
  set(node, kind, value, layer) {
    this.#kinds[node] = kind;
    this.#values[node] = value;
    this.#layers[node] = layer;
    if (this.#attached[node] === 0 && node !== root) {
      const parent = this.#parents[node];
      this.#nextSiblings[node] = this.#firstChildren[parent];
      this.#firstChildren[parent] = node;
      this.#attached[node] = 1;
    }
  }
  /** Lets the node name nothing. It stays in its parent's list, which a later removal of the parent clears at no extra cost. */
  clear(node) {
    this.#kinds[node] = absent;
  }
  /** Takes all children off a directory and appends them to `into`; each is paid for once, however often directories are emptied. */
  takeChildren(node, into) {
    for (let child = this.#firstChildren[node]; child !== nothing; child = this.#nextSiblings[child]) {
      this.#attached[child] = 0;
      into.push(child);
    }
    this.#firstChildren[node] = nothing;
  }
  /** The children that name something, in no order. */
  children(node) {
    const children = [];
    for (let child = this.#firstChildren[node]; child !== nothing; child = this.#nextSiblings[child]) {
      if (this.#kinds[child] !== absent) children.push(child);
    }
    return children;
  }
  /** The node of a normalised path, or -1. It may be absent. */
  find(path) {
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
  child(parent, bytes, start, end, create) {
    const mask = this.#slots.length - 1;
    let slot = hashName(parent, bytes, start, end) & mask;
    for (; ; ) {
      const node2 = this.#slots[slot];
      if (node2 === 0) break;
      if (this.#parents[node2] === parent && this.#hasName(node2, bytes, start, end)) return node2;
      slot = slot + 1 & mask;
    }
    if (!create) return nothing;
    const node = this.#add(parent, bytes, start, end);
    this.#slots[slot] = node;
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return node;
  }
  /** The path of a node as bytes; the root's is empty. */
  path(node) {
    let length = -1;
    for (let at = node; at !== root; at = this.#parents[at]) length += this.#nameLengths[at] + 1;
    const path = new Uint8Array(Math.max(0, length));
    for (let at = node, end = length; at !== root; at = this.#parents[at]) {
      const name = this.name(at);
      path.set(name, end - name.length);
      end -= name.length + 1;
      if (end >= 0) path[end] = slash;
    }
    return path;
  }
  #hasName(node, bytes, start, end) {
    const length = end - start;
    if (this.#nameLengths[node] !== length) return false;
    const from = this.#nameStarts[node];
    for (let index = 0; index < length; index++) if (this.#names[from + index] !== bytes[start + index]) return false;
    return true;
  }
  #add(parent, bytes, start, end) {
    const node = this.count++;
    if (node >= this.#parents.length) this.#grow(Math.ceil(this.#parents.length * 1.5));
    const length = end - start;
    if (this.#namesLength + length > this.#names.length) {
      this.#names = grown(
        this.#names,
        Math.max(this.#namesLength + length, Math.ceil(this.#names.length * 1.5)),
        (size) => new Uint8Array(size)
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
  #grow(size) {
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
  #rehash() {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let node = 1; node < this.count; node++) {
      const start = this.#nameStarts[node];
      let slot = hashName(this.#parents[node], this.#names, start, start + this.#nameLengths[node]) & mask;
      while (slots[slot] !== 0) slot = slot + 1 & mask;
      slots[slot] = node;
    }
    this.#slots = slots;
  }
};
function grown(from, size, make) {
  const to = make(size);
  to.set(from);
  return to;
}
function partEnd(path, start) {
  const end = path.indexOf(slash, start);
  return end < 0 ? path.length : end;
}
function hashName(parent, bytes, start, end) {
  let hash = Math.imul(parent ^ 2166136261, 2654435761);
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ bytes[index], 16777619);
  hash ^= hash >>> 15;
  hash = Math.imul(hash, 739982445);
  return (hash ^ hash >>> 13) >>> 0;
}

// src/analysis/file-tree.ts
var maxLinks = 40;
var slash2 = 47;
var nobody = -1;
var none = new Uint8Array(0);
var FileTree = class {
  nodes;
  inodes;
  /** The layers that were applied, by index. */
  scans = [];
  replacements = [];
  notes = [];
  #layer = 0;
  #scan;
  /** Each name that the present layer took from a file below: the inode and the node in turn. Its entries may bring the names back. */
  #lost = [];
  /** Entries follow their directory: the last one's node spares the walk from the root. */
  #lastDirectory = none;
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
  apply(scan) {
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
  #applyWhiteouts() {
    for (let entry = 0; entry < this.#scan.count; entry++) {
      const kind = this.#scan.kind(entry);
      if (kind !== kindCode.whiteout && kind !== kindCode.opaque) continue;
      const node = this.nodes.find(this.#scan.path(entry));
      if (node < 0 || this.nodes.kind(node) === absent) continue;
      if (kind === kindCode.opaque) {
        if (this.nodes.kind(node) === kindCode.directory) this.#removeBelow(node, "removed");
      } else if (node !== root) this.#removeNode(node, "removed");
    }
  }
  /** @returns false for a hard link whose target is not there */
  #put(entry) {
    const scan = this.#scan;
    const kind = scan.kind(entry);
    if (kind === kindCode.whiteout || kind === kindCode.opaque || kind === kindCode.metadata) {
      this.#putUnseen(entry);
      return true;
    }
    const path = scan.path(entry);
    if (path.length === 0) {
      this.#putUnseen(entry);
      return true;
    }
    const nameStart = path.lastIndexOf(slash2) + 1;
    const directory = this.#makeDirectory(path.subarray(0, Math.max(0, nameStart - 1)));
    const node = this.nodes.child(directory, path, nameStart, path.length, true);
    if (kind === kindCode.link) return this.#putLink(node, entry);
    if (kind === kindCode.directory) {
      if (this.nodes.kind(node) !== kindCode.directory) {
        this.#removeNode(node, "replaced");
        this.nodes.set(node, kind, nobody, this.#layer);
      }
      return true;
    }
    this.#removeNode(node, "replaced");
    this.nodes.set(node, kind, kind === kindCode.file ? this.inodes.add(this.#layer, entry, node) : entry, this.#layer);
    return true;
  }
  /** Bytes that are stored and never seen: of a whiteout, or of a builder's own books. */
  #putUnseen(entry) {
    if (this.#scan.size(entry) > 0) this.inodes.bury(this.inodes.add(this.#layer, entry, nobody), nobody, "shadowed", this.#layer);
  }
  #putLink(node, entry) {
    const target = this.#findTarget(normalizePath(this.#scan.link(entry)));
    if (target < 0) return false;
    const kind = this.nodes.kind(target);
    if (kind === absent || kind === kindCode.directory) return false;
    if (target === node) return true;
    const value = this.nodes.value(target);
    if (kind === kindCode.file) this.inodes.link(value);
    this.#removeNode(node, "replaced");
    this.nodes.set(node, kind, value, this.nodes.layer(target));
    return true;
  }
  /** The node that a hard link means: its directory may be reached through a symlink of the same layer. */
  #findTarget(path) {
    const nameStart = path.lastIndexOf(slash2) + 1;
    const directory = this.#walk(path.subarray(0, Math.max(0, nameStart - 1)), false);
    return directory < 0 ? nobody : this.nodes.child(directory, path, nameStart, path.length, false);
  }
  /** The node of a directory, made where it is missing and put in place of whatever else stands there. */
  #makeDirectory(path) {
    if (this.nodes.kind(this.#lastNode) === kindCode.directory && equalBytes(path, this.#lastDirectory)) return this.#lastNode;
    const node = this.#walk(path, true);
    this.#lastDirectory = this.#hasFollowed ? none : path;
    this.#lastNode = this.#hasFollowed ? root : node;
    return node;
  }
  /** Follows a path to a directory; where it leads to none, makes one (`create`) or returns -1. */
  #walk(path, create) {
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
        const target = resolveLink(this.nodes.path(node), this.#scan.link(this.nodes.value(child)));
        rest = links++ < maxLinks ? normalizePath(Buffer.concat([target, Buffer.from("/"), rest.subarray(end + 1)])) : path;
        this.#hasFollowed = true;
        node = root;
        start = 0;
        continue;
      }
      if (kind !== kindCode.directory) {
        if (!create) return nobody;
        this.#removeNode(child, "replaced");
        this.nodes.set(child, kindCode.directory, nobody, this.#layer);
      }
      node = child;
      start = end + 1;
    }
    return node;
  }
  /** Takes away what a node names, with all that lies below it. */
  #removeNode(node, cause) {
    const kind = this.nodes.kind(node);
    if (kind === kindCode.directory) this.#removeBelow(node, cause);
    else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause);
    this.nodes.clear(node);
  }
  #removeBelow(directory, cause) {
    const queue = [];
    this.nodes.takeChildren(directory, queue);
    for (let node = queue.pop(); node !== void 0; node = queue.pop()) {
      const kind = this.nodes.kind(node);
      if (kind === kindCode.directory) this.nodes.takeChildren(node, queue);
      else if (kind === kindCode.file) this.#release(this.nodes.value(node), node, cause);
      this.nodes.clear(node);
    }
  }
  #release(inode, node, cause) {
    const isOwn = this.inodes.layer(inode) === this.#layer;
    if (!isOwn) this.#lost.push(inode, node);
    if (this.inodes.unlink(inode)) this.inodes.bury(inode, node, isOwn ? "shadowed" : cause, this.#layer);
  }
  /**
   * A name that the layer took and in the end gives to a file again was replaced, whatever took it first: builders may write a whiteout
   * and then the path again, and an entry may stand twice in one tar.
   */
  #judgeLost() {
    for (let at = 0; at < this.#lost.length; at += 2) {
      const inode = this.#lost[at];
      const node = this.#lost[at + 1];
      if (this.inodes.isLive(inode) || this.nodes.kind(node) !== kindCode.file) continue;
      this.inodes.bury(inode, node, "replaced", this.#layer);
      const by = this.nodes.value(node);
      if (this.sizeOf(inode) === this.sizeOf(by)) this.replacements.push({ dead: inode, by });
    }
    this.#lost = [];
  }
  /** Stored bytes of an inode. */
  sizeOf(inode) {
    return this.scans[this.inodes.layer(inode)].size(this.inodes.entry(inode));
  }
};
function equalBytes(one, other) {
  if (one.length !== other.length) return false;
  for (let index = one.length - 1; index >= 0; index--) if (one[index] !== other[index]) return false;
  return true;
}

// src/analysis/fingerprint.ts
var PairHash = class {
  low = 0;
  high = 0;
  start() {
    this.low = 2166136261;
    this.high = 2646966556;
  }
  byte(value) {
    this.low = Math.imul(this.low ^ value, 16777619);
    this.high = Math.imul(this.high ^ value, 2246822507);
  }
  bytes(values) {
    for (let index = 0; index < values.length; index++) this.byte(values[index]);
    this.byte(0);
  }
  number(value) {
    const high = Math.floor(value / 2 ** 32);
    for (let shift = 0; shift < 32; shift += 8) this.byte(value >>> shift & 255);
    for (let shift = 0; shift < 32; shift += 8) this.byte(high >>> shift & 255);
  }
  finish() {
    this.low = stir(this.low);
    this.high = stir(this.high);
  }
};
function stir(hash) {
  let value = Math.imul(hash ^ hash >>> 16, 2146121005);
  value = Math.imul(value ^ value >>> 15, 2221713035);
  return value ^ value >>> 16;
}
function fingerprint(scan) {
  const hash = new PairHash();
  let low = 0;
  let high = 0;
  for (let entry = 0; entry < scan.count; entry++) {
    hash.start();
    hash.bytes(scan.path(entry));
    hash.byte(scan.kind(entry));
    hash.number(scan.attributes(entry));
    hash.number(scan.size(entry));
    hash.bytes(scan.link(entry));
    if (scan.hasChecksums) hash.number(scan.checksum(entry));
    hash.finish();
    low = low + hash.low | 0;
    high = high + hash.high | 0;
  }
  const hex = (value) => (value >>> 0).toString(16).padStart(8, "0");
  return `${scan.hasChecksums ? "crc32" : "size"}:${hex(high)}${hex(low)}${hex(scan.count)}`;
}

// src/analysis/live-files.ts
var maxDirectories = 250;
function firstNames(tree) {
  const { nodes, inodes } = tree;
  const best = /* @__PURE__ */ new Map();
  for (let node = 1; node < nodes.count; node++) {
    if (nodes.kind(node) !== kindCode.file || inodes.links(nodes.value(node)) < 2) continue;
    const inode = nodes.value(node);
    const path = decodePath(nodes.path(node));
    const known = best.get(inode);
    if (known === void 0 || path < known.path) best.set(inode, { node, path });
  }
  return new Map([...best].map(([inode, { node }]) => [inode, node]));
}
function eachFile(tree, visit) {
  const { nodes, inodes } = tree;
  const first = firstNames(tree);
  for (let node = 1; node < nodes.count; node++) {
    if (nodes.kind(node) !== kindCode.file) continue;
    const inode = nodes.value(node);
    visit(node, inode, inodes.links(inode) < 2 || first.get(inode) === node);
  }
}
function sumDirectories(tree) {
  const { nodes } = tree;
  const bytes = new Float64Array(nodes.count);
  const files = new Uint32Array(nodes.count);
  eachFile(tree, (node, inode, counts) => {
    files[node] = 1;
    if (counts) bytes[node] = tree.sizeOf(inode);
  });
  for (let node = nodes.count - 1; node > root; node--) {
    const parent = nodes.parent(node);
    bytes[parent] += bytes[node];
    files[parent] += files[node];
  }
  const directories = [];
  for (let node = 0; node < nodes.count; node++) if (nodes.kind(node) === kindCode.directory && bytes[node] > 0) directories.push(node);
  const heaviest = directories.sort((one, other) => bytes[other] - bytes[one] || one - other).slice(0, maxDirectories);
  return heaviest.map((node) => ({ path: decodePath(nodes.path(node)), bytes: bytes[node], files: files[node] })).sort((one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : 1));
}
function takeInventory(tree, of) {
  let count = 0;
  for (let node = 1; node < tree.nodes.count; node++) if (tree.nodes.kind(node) === kindCode.file) count++;
  return { ...of, count, files: { [Symbol.iterator]: () => walkFiles(tree) } };
}
function* walkFiles(tree) {
  const { nodes, inodes, scans } = tree;
  const first = firstNames(tree);
  const stack = [{ node: root, path: "" }];
  for (let next = stack.pop(); next !== void 0; next = stack.pop()) {
    const { node, path } = next;
    if (nodes.kind(node) === kindCode.directory) {
      const children = nodes.children(node).map((child) => ({
        node: child,
        path: `${path}${decodePath(nodes.name(child))}${nodes.kind(child) === kindCode.directory ? "/" : ""}`
      }));
      children.sort((one, other) => one.path < other.path ? 1 : -1);
      for (const child of children) stack.push(child);
    } else if (nodes.kind(node) === kindCode.file) {
      const inode = nodes.value(node);
      const layer = inodes.layer(inode);
      const scan = scans[layer];
      const counts = inodes.links(inode) < 2 || first.get(inode) === node;
      yield {
        path,
        bytes: counts ? tree.sizeOf(inode) : 0,
        layer,
        ...scan.hasChecksums ? { content: `crc32:${scan.checksum(inodes.entry(inode)).toString(16).padStart(8, "0")}` } : {}
      };
    }
  }
}

// src/analysis/analyze.ts
var maxLayers = 65535;
async function analyze(reference, image, scans, signal) {
  if (scans.length > maxLayers)
    throw new ExpectedError("unsupported", `weighing ${reference}: found ${scans.length} layers, where ${maxLayers} are the most`, {
      hint: "no engine runs an image of so many layers: build it again with fewer instructions"
    });
  const tree = new FileTree(scans.reduce((sum, scan) => sum + (scan?.count ?? 0), 0));
  const isWhole = scans.every((scan) => scan !== void 0);
  if (isWhole) {
    for (const scan of scans) tree.apply(scan);
    await judgeReplacements(tree, signal);
  }
  const { waste, wastedByLayer } = isWhole ? listWaste(tree) : { waste: [], wastedByLayer: [] };
  const layers = image.layers.map((layer, index) => analyzeLayer(layer, scans[index], isWhole ? wastedByLayer[index] ?? 0 : void 0));
  const compressed = addUp(image.layers.map((layer) => layer.sizeIsCompressed ? layer.descriptor.size : void 0));
  const total = isWhole ? addUp(layers.map((layer) => layer.total)) : void 0;
  const wasted = waste.reduce((sum, { bytes }) => sum + bytes, 0);
  const notes = [
    ...image.notes,
    ...scans.flatMap((scan, index) => (scan?.notes ?? []).map((note) => `layer ${index} ${note}`)),
    ...tree.notes
  ];
  const unknown = listUnknown(image, total, compressed);
  const analysis = {
    reference,
    platform: image.platform,
    imageID: image.imageID,
    ...image.digest === void 0 ? {} : { digest: image.digest },
    sizes: {
      ...total === void 0 ? {} : { total },
      ...compressed === void 0 ? {} : { compressed },
      ...total === void 0 ? {} : { live: total - wasted, wasted }
    },
    ...total === void 0 ? {} : { efficiency: total === 0 ? 1 : (total - wasted) / total },
    layers,
    waste,
    directories: isWhole ? sumDirectories(tree) : [],
    ...unknown.length === 0 ? {} : { unknown },
    ...notes.length === 0 ? {} : { notes }
  };
  return isWhole ? { analysis, inventory: takeInventory(tree, image) } : { analysis };
}
function addUp(sizes) {
  let sum = 0;
  for (const size of sizes) {
    if (size === void 0) return void 0;
    sum += size;
  }
  return sum;
}
function analyzeLayer(layer, scan, wasted) {
  const { descriptor, diffID, createdBy } = layer;
  return {
    diffID,
    ...descriptor.digest === void 0 ? {} : { digest: descriptor.digest },
    mediaType: descriptor.mediaType,
    ...scan === void 0 ? {} : { total: scan.totalBytes },
    ...layer.sizeIsCompressed && descriptor.size !== void 0 ? { compressed: descriptor.size } : {},
    ...wasted === void 0 ? {} : { wasted },
    ...scan === void 0 ? {} : { entries: scan.count },
    ...createdBy === void 0 ? {} : { createdBy },
    ...scan === void 0 ? {} : { content: fingerprint(scan) }
  };
}
function listWaste(tree) {
  const { inodes, nodes, scans } = tree;
  const waste = [];
  const wastedByLayer = scans.map(() => 0);
  for (let inode = 0; inode < inodes.count; inode++) {
    const bytes = tree.sizeOf(inode);
    if (bytes === 0 || inodes.isLive(inode)) continue;
    const storedIn = inodes.layer(inode);
    const node = inodes.node(inode);
    const path = node < 0 ? scans[storedIn].path(inodes.entry(inode)) : nodes.path(node);
    waste.push({ path: decodePath(path), bytes, cause: inodes.cause(inode), storedIn, wastedIn: inodes.wastedIn(inode) });
    wastedByLayer[storedIn] += bytes;
  }
  waste.sort(
    (one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : one.path > other.path ? 1 : one.storedIn - other.storedIn)
  );
  return { waste, wastedByLayer };
}
function listUnknown(image, total, compressed) {
  const unknown = [];
  if (total === void 0) {
    const missing2 = image.layers.findIndex((layer) => !layer.present);
    const reason = `layer ${missing2} (${image.layers[missing2]?.diffID ?? "unknown"}) is a foreign layer, and its bytes are not in this source`;
    for (const metric of ["total", "live", "wasted", "efficiency", "layer"]) unknown.push({ metric, reason });
  }
  if (compressed === void 0) {
    const reason = "this source keeps its layers uncompressed, so that what a registry would store is not known";
    unknown.push({ metric: "compressed", reason });
  }
  return unknown;
}

// src/image/digest.ts
import { createHash } from "node:crypto";
var grammar = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
var hexLengths = { sha256: 64, sha512: 128 };
function isDigest(text) {
  if (!grammar.test(text)) return false;
  const colon = text.indexOf(":");
  const length = Object.hasOwn(hexLengths, text.slice(0, colon)) ? hexLengths[text.slice(0, colon)] : void 0;
  const encoded = text.slice(colon + 1);
  return length === void 0 || encoded.length === length && /^[a-f0-9]+$/.test(encoded);
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// src/image/shape.ts
var ShapeFault = class _ShapeFault extends Error {
  place;
  constructor(place, message) {
    super(message);
    this.place = place;
  }
  static of({ json, place }, expected) {
    return new _ShapeFault(place, `expected ${expected}, found ${kindOf(json)}`);
  }
};
function kindOf(json) {
  if (json === void 0 || json === null) return "nothing";
  return Array.isArray(json) ? "array" : typeof json;
}
function readObject({ json, place }) {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw ShapeFault.of({ json, place }, "object");
  return json;
}
function member(of, key) {
  return { json: readObject(of)[key], place: of.place === "" ? key : `${of.place}.${key}` };
}
function readList({ json, place }, read2) {
  if (json === void 0) return [];
  if (!Array.isArray(json)) throw ShapeFault.of({ json, place }, "array");
  return Array.from(json, (each, index) => read2({ json: each, place: `${place}[${index}]` }));
}
function readString({ json, place }) {
  if (typeof json !== "string") throw ShapeFault.of({ json, place }, "string");
  return json;
}
function optional(value, read2) {
  return value.json === void 0 ? void 0 : read2(value);
}
function readSize({ json, place }) {
  if (typeof json !== "number") throw ShapeFault.of({ json, place }, "number");
  if (!Number.isSafeInteger(json) || json < 0) throw new ShapeFault(place, `expected an integer from 0 to 2^53, found ${json}`);
  return json;
}

// src/image/documents.ts
function readDigest(value) {
  const digest = readString(value);
  if (!isDigest(digest)) throw new ShapeFault(value.place, "expected a digest, ALGORITHM:HEX");
  return digest;
}
function tolerated(value, read2) {
  try {
    return optional(value, read2);
  } catch (error) {
    if (error instanceof ShapeFault) return void 0;
    throw error;
  }
}
function readPlatform(value) {
  const text = (key) => readString(member(value, key));
  const variant = optional(member(value, "variant"), readString);
  return { os: text("os"), architecture: text("architecture"), ...variant === void 0 ? {} : { variant } };
}
function readTexts(value) {
  const entries = Object.keys(readObject(value)).flatMap((key) => {
    const text = optional(member(value, key), readString);
    return text === void 0 ? [] : [[key, text]];
  });
  return Object.fromEntries(entries);
}
function readDescriptor(value) {
  const platform = tolerated(member(value, "platform"), readPlatform);
  const annotations = tolerated(member(value, "annotations"), readTexts);
  const artifactType = optional(member(value, "artifactType"), readString);
  return {
    mediaType: optional(member(value, "mediaType"), readString) ?? "",
    digest: readDigest(member(value, "digest")),
    size: readSize(member(value, "size")),
    ...platform === void 0 ? {} : { platform },
    ...annotations === void 0 ? {} : { annotations },
    ...artifactType === void 0 ? {} : { artifactType }
  };
}
function readPresentedDescriptor(value) {
  const digest = optional(member(value, "digest"), readDigest);
  return {
    mediaType: readString(member(value, "mediaType")),
    size: readSize(member(value, "size")),
    at: readString(member(value, "at")),
    ...digest === void 0 ? {} : { digest }
  };
}
function readIndex(value) {
  return { mediaType: optional(member(value, "mediaType"), readString), manifests: readList(member(value, "manifests"), readDescriptor) };
}
function readManifest(value, pointer) {
  return {
    mediaType: optional(member(value, "mediaType"), readString),
    artifactType: optional(member(value, "artifactType"), readString),
    config: pointer(member(value, "config")),
    layers: readList(member(value, "layers"), pointer)
  };
}
function readHistory(value) {
  const isEmpty = member(value, "empty_layer");
  if (isEmpty.json !== void 0 && typeof isEmpty.json !== "boolean") throw ShapeFault.of(isEmpty, "boolean");
  return {
    created_by: optional(member(value, "created_by"), readString),
    created: optional(member(value, "created"), readString),
    empty_layer: isEmpty.json === true
  };
}
function readConfig(value) {
  return {
    os: optional(member(value, "os"), readString) ?? "unknown",
    architecture: optional(member(value, "architecture"), readString) ?? "unknown",
    variant: optional(member(value, "variant"), readString),
    rootfs: { diff_ids: readList(member(member(value, "rootfs"), "diff_ids"), readDigest) },
    history: tolerated(member(value, "history"), (list2) => readList(list2, readHistory)) ?? []
  };
}
function readDockerManifest(value) {
  if (value.json === void 0) throw ShapeFault.of(value, "array");
  return readList(value, (entry) => ({
    Config: readString(member(entry, "Config")),
    RepoTags: readList(member(entry, "RepoTags"), readString),
    Layers: readList(member(entry, "Layers"), readString)
  }));
}
var damaged = "the image is damaged or was cut off: save, copy or build it again";
function validate(read2, json, what) {
  try {
    return read2({ json, place: "" });
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    throw new ExpectedError("content", `reading ${what}: ${error.place || "the document"} is not what it should be: ${error.message}`, {
      hint: "the image is damaged, or was written by a tool that does not follow the specification"
    });
  }
}
function parseJson(bytes, what) {
  try {
    return JSON.parse(bytes.toString("utf8"), (_key, value) => value === null ? void 0 : value);
  } catch (error) {
    throw new ExpectedError("content", `reading ${what}: it is not JSON (${bytes.length} bytes)`, { hint: damaged, cause: error });
  }
}
function parseRoot(bytes, what, options = {}) {
  const json = parseJson(bytes, what);
  const { mediaType, schemaVersion, manifests, layers, config: itsConfig } = json ?? {};
  if (schemaVersion === 1)
    throw new ExpectedError("unsupported", `reading ${what}: it is a schema 1 manifest, which says nothing of sizes`, {
      hint: "push or save the image again with a builder of this decade"
    });
  if (manifests !== void 0 && (layers !== void 0 || itsConfig !== void 0))
    throw new ExpectedError("content", `reading ${what}: it is an index and a manifest at once, where one of them was expected`, {
      hint: "tools would disagree about what it is: build the image again"
    });
  const declared = options.mediaType ?? "";
  if (declared !== "" && typeof mediaType === "string" && mediaType !== declared)
    throw new ExpectedError("content", `reading ${what}: it says that it is ${mediaType}, where ${declared} was declared`, {
      hint: damaged
    });
  const isIndex = manifests !== void 0 || layers === void 0 && itsConfig === void 0 && isIndexName(mediaType ?? declared);
  if (isIndex) return { index: validate(readIndex, json, what) };
  const pointer = options.presented === true ? readPresentedDescriptor : readDescriptor;
  return { manifest: validate((value) => readManifest(value, pointer), json, what) };
}
function isIndexName(mediaType) {
  return typeof mediaType === "string" && /index|manifest\.list/.test(mediaType);
}
function parseIndex(bytes, what) {
  const json = parseJson(bytes, what);
  if (json?.manifests === void 0 && !isIndexName(json?.mediaType))
    throw new ExpectedError("content", `reading ${what}: it has no list of manifests, where an index was expected`, {
      hint: "name an OCI layout; its index.json lists its images"
    });
  return validate(readIndex, json, what);
}
function parseConfig(bytes, what) {
  return validate(readConfig, parseJson(bytes, what), what);
}
function parseDockerManifest(bytes, what) {
  return validate(readDockerManifest, parseJson(bytes, what), what);
}
function parseLayoutVersion(bytes, what) {
  return validate((value) => readString(member(value, "imageLayoutVersion")), parseJson(bytes, what), what);
}

// src/image/fetch-document.ts
import { readSync as readSync2 } from "node:fs";
var maxManifestBytes = 8 << 20;
var maxConfigBytes = 32 << 20;
async function fetchDocument(source, descriptor, maxBytes, what) {
  const bytes = await readContent(await source.fetch(descriptor), maxBytes, what);
  const { digest, size } = descriptor;
  const hint = "the image is damaged: save, copy or build it again";
  if (size !== void 0 && bytes.length !== size)
    throw new ExpectedError("content", `reading ${what}: it has ${bytes.length} bytes, where ${size} were declared`, { hint });
  if (digest === void 0) return bytes;
  const verifier = Verifier.for(digest);
  if (verifier === void 0)
    throw new ExpectedError("unsupported", `reading ${what}: its digest cannot be checked, as it is neither sha256 nor sha512`, {
      hint: "build or copy the image with a tool that uses sha256"
    });
  verifier.update(bytes);
  const found = verifier.digest();
  if (found !== digest)
    throw new ExpectedError("content", `reading ${what}: its bytes have the digest ${found}, where ${digest} was declared`, { hint });
  return bytes;
}
async function readContent(content, maxBytes, what) {
  const checkLength = (length2) => {
    if (length2 > maxBytes)
      throw new ExpectedError("content", `reading ${what}: it is larger than the ${maxBytes} bytes that such a document may have`, {
        hint: "the image is damaged, or was made to harm"
      });
  };
  checkLength(content.length ?? 0);
  if (content.kind === "file") {
    const bytes = Buffer.alloc(content.length);
    return bytes.subarray(0, readSync2(content.fd, bytes, 0, bytes.length, content.offset));
  }
  const chunks = [];
  let length = 0;
  for await (const chunk of content.stream) {
    length += chunk.length;
    checkLength(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// src/image/media-types.ts
var mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  gzipLayer: "application/vnd.oci.image.layer.v1.tar+gzip",
  zstdLayer: "application/vnd.oci.image.layer.v1.tar+zstd",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json"
};
function isIndexType(mediaType) {
  return mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
}
function isManifestType(mediaType) {
  return mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
}
function isConfigType(mediaType) {
  return mediaType === mediaTypes.config || mediaType === mediaTypes.dockerConfig;
}
var compressions = { "": "none", gzip: "gzip", zstd: "zstd" };
function layerKind(mediaType) {
  if (/^application\/vnd\.(?:oci|docker)\.image\..*\+encrypted$/.test(mediaType)) return { kind: "encrypted" };
  const match = /^application\/vnd\.oci\.image\.layer\.(?<foreign>nondistributable\.)?v1\.tar(?:\+(?<compression>gzip|zstd))?$/.exec(mediaType) ?? /^application\/vnd\.docker\.image\.rootfs\.(?<foreign>foreign\.)?diff\.tar(?:\.(?<compression>gzip|zstd))?$/.exec(mediaType);
  if (match === null) return { kind: "unknown" };
  const { foreign, compression = "" } = match.groups ?? {};
  return { kind: foreign === void 0 ? "layer" : "foreign", compression: compressions[compression] ?? "none" };
}
function descriptorRole(descriptor) {
  const { mediaType, platform, annotations, artifactType } = descriptor;
  if (annotations?.["vnd.docker.reference.type"] !== void 0) return "attestation";
  if (artifactType !== void 0 && artifactType !== "" && !isConfigType(artifactType)) return "artifact";
  if (isIndexType(mediaType)) return "index";
  if (!isManifestType(mediaType)) return "other";
  return platform?.os === "unknown" && platform.architecture === "unknown" ? "attestation" : "manifest";
}

// src/image/find-manifests.ts
var maxDepth = 8;
var maxDocuments = 1e3;
async function findManifests(source, root2) {
  const found = { manifests: [], missing: [], passedOver: [] };
  const seen = /* @__PURE__ */ new Set();
  const visit = async (descriptor, above) => {
    const key = descriptor.digest ?? descriptor.at ?? "";
    const fail = (problem) => new ExpectedError("content", `reading ${describeDescriptor(descriptor)} of ${source.name}: ${problem}`, {
      hint: "no honest tool writes this: build the image again"
    });
    if (above.includes(key)) throw fail("the index contains itself");
    if (seen.has(key)) return;
    seen.add(key);
    if (above.length > maxDepth) throw fail(`its indexes are nested more than ${maxDepth} deep`);
    if (seen.size > maxDocuments) throw fail(`it leads to more than ${maxDocuments} manifests`);
    if (above.length > 0 && descriptorRole(descriptor) === "manifest") {
      found.manifests.push({ descriptor });
      return;
    }
    const document = await fetchRoot(source, descriptor);
    if ("manifest" in document) {
      found.manifests.push({ descriptor, manifest: document.manifest });
      return;
    }
    for (const child of document.index.manifests) {
      if (!isImageRole(child)) found.passedOver.push(child);
      else if (!await source.has(child)) found.missing.push(child);
      else await visit(child, [...above, key]);
    }
  };
  await visit(root2, []);
  return found;
}
async function fetchRoot(source, descriptor) {
  const what = `${describeDescriptor(descriptor)} of ${source.name}`;
  return parseRoot(await fetchDocument(source, descriptor, maxManifestBytes, what), what, {
    mediaType: descriptor.mediaType,
    presented: source.kind === "docker-archive"
  });
}
async function fetchManifest(source, { descriptor, manifest }) {
  if (manifest !== void 0) return manifest;
  const document = await fetchRoot(source, descriptor);
  if ("manifest" in document) return document.manifest;
  throw new ExpectedError(
    "content",
    `reading ${describeDescriptor(descriptor)} of ${source.name}: found an index, where a manifest was declared`,
    {
      hint: "the image is damaged: copy or build it again"
    }
  );
}
function describeDescriptor({ digest, at, mediaType }) {
  return digest ?? at ?? (mediaType || "the root");
}
function isImageRole(descriptor) {
  const role = descriptorRole(descriptor);
  return role === "index" || role === "manifest" || role === "other" && descriptor.mediaType === "";
}

// src/image/platform.ts
var part = /^[a-z0-9][a-z0-9._-]*$/i;
function parsePlatform(text) {
  const parts = text.split("/");
  const [os, architecture, variant] = parts;
  if (os === void 0 || architecture === void 0 || parts.length > 3 || !parts.every((one) => part.test(one)))
    throw new ExpectedError("option", `${text} is not a platform, where os/architecture[/variant] was expected`, {
      hint: parts.length === 1 && part.test(text) ? `write linux/${text}` : "write linux/amd64, for instance"
    });
  return normalizePlatform({ os, architecture, ...variant === void 0 ? {} : { variant } });
}
function normalizePlatform(platform) {
  const os = platform.os.toLowerCase() === "macos" ? "darwin" : platform.os.toLowerCase();
  const variant = platform.variant?.toLowerCase() ?? "";
  const [architecture, known] = normalizeArchitecture(platform.architecture.toLowerCase(), variant);
  return known === "" ? { os, architecture } : { os, architecture, variant: known };
}
function normalizeArchitecture(architecture, variant) {
  switch (architecture) {
    case "i386":
      return ["386", ""];
    case "x86_64":
    case "x86-64":
    case "amd64":
      return ["amd64", variant === "v1" ? "" : variant];
    case "aarch64":
    case "arm64":
      return ["arm64", variant === "8" || variant === "v8" ? "" : variant];
    case "armhf":
      return ["arm", "v7"];
    case "armel":
      return ["arm", "v6"];
    case "arm":
      return ["arm", variant === "" ? "v7" : /^\d$/.test(variant) ? `v${variant}` : variant];
    default:
      return [architecture, variant];
  }
}
function formatPlatform(platform) {
  const { os, architecture, variant } = normalizePlatform(platform);
  return variant === void 0 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
function matchPlatform(wanted, available) {
  const names = available.map(formatPlatform);
  for (const name of servedBy(normalizePlatform(wanted))) {
    const index = names.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}
function servedBy(wanted) {
  const { os, architecture, variant = "" } = wanted;
  const newest = /^v(\d)$/.exec(variant);
  const name = formatPlatform(wanted);
  if (newest === null || architecture !== "arm" && architecture !== "amd64") return [name];
  const oldest = architecture === "arm" ? 5 : 1;
  const versions = Array.from({ length: Math.max(0, Number(newest[1]) - oldest + 1) }, (_, back) => Number(newest[1]) - back);
  return [name, ...versions.map((version) => formatPlatform({ os, architecture, variant: `v${version}` }))];
}

// src/image/describe-image.ts
async function describeImage(source, { manifest, config, descriptor, imageID, platform }) {
  const kinds = layerKinds(manifest, source);
  const diffIDs = config.rootfs.diff_ids;
  if (diffIDs.length !== manifest.layers.length) {
    throw new ExpectedError(
      "content",
      `reading ${source.name}: its manifest names ${manifest.layers.length} layers and its config ${diffIDs.length}`,
      { hint: "the image is damaged: save, copy or build it again" }
    );
  }
  const history = config.history.filter(({ empty_layer }) => empty_layer !== true);
  const isAligned = history.length === diffIDs.length;
  const sizeIsCompressed = !source.mayBeUnpacked || kinds.some(({ compression }) => compression !== "none");
  const layers = [];
  for (const [index, layer] of manifest.layers.entries()) {
    const { created_by: createdBy, created } = (isAligned ? history[index] : void 0) ?? {};
    const present = await source.has(layer);
    if (!present && kinds[index]?.kind !== "foreign") {
      throw new ExpectedError("content", `reading ${source.name}: layer ${index}, ${describeDescriptor(layer)}, is missing`, {
        hint: "save or copy the image again, whole"
      });
    }
    layers.push({
      descriptor: layer,
      diffID: diffIDs[index],
      ...createdBy === void 0 ? {} : { createdBy },
      ...created === void 0 ? {} : { created },
      sizeIsCompressed,
      present
    });
  }
  const notes = [...source.notes];
  if (!isAligned && history.length > 0)
    notes.push(`the history has ${history.length} instructions for ${diffIDs.length} layers, so that none is shown`);
  return {
    platform: formatPlatform(platform),
    imageID,
    ...descriptor.digest === void 0 ? {} : { digest: descriptor.digest },
    layers,
    notes
  };
}
function layerKinds({ layers }, source) {
  return layers.map(({ mediaType }, index) => {
    const kind = layerKind(mediaType);
    if ("compression" in kind) return kind;
    const isEncrypted = kind.kind === "encrypted";
    throw new ExpectedError(
      "unsupported",
      `reading ${source.name}: layer ${index} is ${isEncrypted ? "encrypted" : `of a type that is not known`} (${mediaType || "no media type"})`,
      { hint: isEncrypted ? "decrypt the image first" : "only tar layers, plain or compressed with gzip or zstd, can be weighed" }
    );
  });
}

// src/image/load-images.ts
async function loadImages(source, options = {}) {
  const found = await findManifests(source, await source.resolve());
  const known = await withPlatforms(source, found, options.signal);
  if (known.length === 0) throw nothingFound(source, found);
  const images = [];
  for (const { entry, twins } of choose(known, options.platforms, found, source)) {
    checkAbort2(options.signal);
    const candidate = entry.candidate ?? await loadCandidate(source, entry.found);
    if (candidate === void 0) throw notAnImage(source, entry.found);
    const image = await describeImage(source, candidate);
    if (twins > 0) image.notes.push(`the index holds ${twins + 1} images for ${image.platform}, and the first is weighed`);
    if (options.platforms === void 0) image.notes.push(...found.missing.map((missing2) => missingNote(missing2)));
    images.push(image);
  }
  return images;
}
async function withPlatforms(source, found, signal) {
  const entries = [];
  for (const each of found.manifests) {
    checkAbort2(signal);
    const { platform } = each.descriptor;
    if (platform !== void 0 && each.manifest === void 0) {
      entries.push({ found: each, platform });
      continue;
    }
    const candidate = await loadCandidate(source, each);
    if (candidate !== void 0) entries.push({ found: each, platform: candidate.platform, candidate });
    else if (found.manifests.length === 1) throw notAnImage(source, { ...each, manifest: await fetchManifest(source, each) });
  }
  return entries;
}
async function loadCandidate(source, found) {
  const { descriptor } = found;
  const manifest = await fetchManifest(source, found);
  if (isArtifact(manifest)) return void 0;
  const what = `the config of ${source.name}`;
  if (!await source.has(manifest.config)) {
    throw new ExpectedError("content", `reading ${source.name}: its config ${describeDescriptor(manifest.config)} is missing`, {
      hint: "save or copy the image again, whole"
    });
  }
  const config = parseConfig(await fetchDocument(source, manifest.config, maxConfigBytes, what), what);
  return { descriptor, manifest, config, imageID: manifest.config.digest ?? "", platform: descriptor.platform ?? config };
}
function isArtifact({ artifactType, config, layers }) {
  if (artifactType !== void 0 && artifactType !== "" && !isConfigType(artifactType)) return true;
  if (config.mediaType !== "" && !isConfigType(config.mediaType)) return true;
  return layers.length > 0 && layers.every(({ mediaType }) => mediaType === "application/vnd.in-toto+json");
}
function choose(entries, platforms, found, source) {
  const names = entries.map(({ platform }) => formatPlatform(platform));
  const available = [...new Set(names)];
  const wanted = platforms === void 0 || platforms.includes("all") ? available : platforms;
  return wanted.map((text) => {
    const platform = entries[names.indexOf(text)]?.platform ?? parsePlatform(text);
    const index = matchPlatform(
      platform,
      entries.map((entry2) => entry2.platform)
    );
    const entry = entries[index];
    if (entry !== void 0) return { entry, twins: names.filter((name) => name === names[index]).length - 1 };
    const absent2 = found.missing.find((missing2) => missing2.platform !== void 0 && matchPlatform(platform, [missing2.platform]) === 0);
    throw new ExpectedError(
      "platform",
      `looking for ${text} in ${source.name}: ${absent2 === void 0 ? "" : `its manifest ${describeDescriptor(absent2)} is missing, and `}it has ${available.join(", ")}`,
      {
        hint: absent2 === void 0 ? "ask for a platform that the image has, or build it for the one that is missing" : "copy the image again, with all of its platforms"
      }
    );
  });
}
function missingNote(descriptor) {
  const platform = descriptor.platform === void 0 ? describeDescriptor(descriptor) : formatPlatform(descriptor.platform);
  return `the index names ${platform} too, but its manifest is not here, so that it is not weighed`;
}
function nothingFound(source, { missing: missing2, passedOver }) {
  const [first] = missing2;
  if (first !== void 0)
    return new ExpectedError("content", `looking for an image in ${source.name}: its manifest ${describeDescriptor(first)} is missing`, {
      hint: "save or copy the image again, whole"
    });
  const others = [...new Set(passedOver.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(", ");
  return new ExpectedError(
    others === "" ? "content" : "unsupported",
    `looking for an image in ${source.name}: its index names ${others === "" ? "nothing" : `none, only ${others}`}`,
    { hint: "name what holds the image itself" }
  );
}
function notAnImage(source, { manifest }) {
  const type = manifest?.artifactType || manifest?.config.mediaType || "of a type that it does not state";
  return new ExpectedError("unsupported", `reading ${source.name}: found an artifact (${type}), where a container image was expected`, {
    hint: "name the image itself"
  });
}
function checkAbort2(signal) {
  if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
}

// src/image/reference.ts
import { existsSync } from "node:fs";

// src/image/image-name.ts
var component = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
var host = /^(?:(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])(?:\.(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9]))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
var tagPattern = /^\w[\w.-]{0,127}$/;
var digestPattern = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;
var maxPathLength = 255;
function parseImageName(text) {
  let rest = text;
  let digest;
  const at = rest.indexOf("@");
  if (at >= 0) {
    digest = rest.slice(at + 1);
    if (!digestPattern.test(digest)) return void 0;
    rest = rest.slice(0, at);
  }
  let tag;
  const colon = rest.lastIndexOf(":");
  if (colon > rest.lastIndexOf("/")) {
    tag = rest.slice(colon + 1);
    if (!tagPattern.test(tag)) return void 0;
    rest = rest.slice(0, colon);
  }
  const name = splitDomain(rest);
  if (name === void 0) return void 0;
  return { ...name, ...tag === void 0 ? {} : { tag }, ...digest === void 0 ? {} : { digest } };
}
function isImageID(text) {
  return /^[a-f0-9]{64}$/.test(text);
}
function splitDomain(name) {
  if (isImageID(name)) return void 0;
  const slash3 = name.indexOf("/");
  const first = slash3 < 0 ? "" : name.slice(0, slash3);
  let domain = "docker.io";
  let path = name;
  if (/[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase()) {
    domain = first;
    path = name.slice(slash3 + 1);
  }
  if (domain === "index.docker.io") domain = "docker.io";
  if (!host.test(domain)) return void 0;
  if (path.length > maxPathLength || !path.split("/").every((part2) => component.test(part2))) return void 0;
  if (domain === "docker.io" && !path.includes("/")) path = `library/${path}`;
  return { domain, path };
}
function formatImageName({ domain, path, tag, digest }) {
  return `${domain}/${path}${digest === void 0 ? `:${tag ?? "latest"}` : `@${digest}`}`;
}
function isSameImageName(one, other) {
  const [left, right] = [parseImageName(one), parseImageName(other)];
  return left !== void 0 && right !== void 0 && formatImageName(left) === formatImageName(right);
}

// src/image/reference.ts
var pathTransports = ["docker-archive", "oci-archive", "oci"];
var otherTransports = ["docker-daemon", "containers-storage", "docker", "dir", "ostree", "sif", "tarball", "registry"];
function parseImageReference(text, exists = existsSync) {
  if (text === "") throw new ExpectedError("option", "an image reference is empty, where a path or a reference was expected");
  const colon = text.indexOf(":");
  const transport = colon < 0 ? "" : text.slice(0, colon);
  const kind = pathTransports.find((known) => known === transport);
  if (kind !== void 0) return { kind, ...splitPath(text, text.slice(colon + 1), exists) };
  if (exists(text)) return { kind: "path", path: text };
  if (otherTransports.includes(transport)) throw unsupported(text, transport, text.slice(colon + 1));
  throw missing(text);
}
function splitPath(text, rest, exists) {
  for (let end = rest.length; end > 0; end = rest.lastIndexOf(":", end - 1)) {
    const path2 = rest.slice(0, end);
    if (!exists(path2)) continue;
    const name = rest.slice(end + 1);
    return name === "" ? { path: path2 } : { path: path2, name };
  }
  const path = rest.split(":", 1)[0] ?? "";
  if (path === "") throw new ExpectedError("option", `the image reference ${text} names no path behind its transport`);
  throw new ExpectedError("not-found", `looking for the image ${text}: there is no file or directory ${path}`, {
    hint: "check the path; it is taken from the current directory, or, in a budget, from the directory of the budget file"
  });
}
function unsupported(text, transport, rest) {
  const name = rest.replace(/^\/\//, "") || "IMAGE";
  const hints = {
    "docker-daemon": saveHint("docker", name),
    "containers-storage": saveHint("podman", name),
    docker: `copy it to a file first, then weigh that: skopeo copy docker://${name} oci-archive:${fileFor(name)}`
  };
  const what = {
    "docker-daemon": "images in Docker's store are",
    "containers-storage": "images in podman's store are",
    docker: "images in a registry are"
  };
  throw new ExpectedError(
    "not-supported-yet",
    `the image ${text} cannot be weighed where it lies: ${what[transport] ?? `${transport}: is`} not supported yet`,
    {
      hint: hints[transport] ?? `copy it first, then weigh the copy: skopeo copy ${text} oci-archive:image.tar`
    }
  );
}
function missing(text) {
  const looksLikePath = /^[./~]|\.(?:tar|tgz|gz|zst|oci)$/i.test(text) || parseImageName(text) === void 0;
  return new ExpectedError(
    "not-found",
    looksLikePath ? `looking for the image ${text}: there is no such file or directory` : `looking for the image ${text}: there is no file or directory of that name, and images in an engine or a registry are not supported yet`,
    { hint: looksLikePath ? "check the path, or name an archive, an OCI layout or its directory" : saveHint("docker", text) }
  );
}
function saveHint(engine, name) {
  const file = fileFor(name);
  return `save it first, then weigh the file: ${engine} save -o ${file} ${name} && plimsoll analyze ${file}`;
}
function fileFor(name) {
  const last = parseImageName(name)?.path.split("/").at(-1);
  return `${last ?? "image"}.tar`;
}

// src/scan/walk-file.ts
import { readSync as readSync3 } from "node:fs";
import { setImmediate as setImmediate2 } from "node:timers/promises";
var wideWindow = 64 * 1024;
var narrowWindow = 2 * 1024;
var bytesWorthACall = 16 * 1024;
var pauseMilliseconds = 50;
async function walkFile(file, reader, onPause) {
  const { fd, offset, length } = file;
  const window = new Uint8Array(wideWindow);
  let at = 0;
  let wanted = wideWindow;
  let lastPause = performance.now();
  while (at < length && !reader.done) {
    const count = readSync3(fd, window, 0, Math.min(wanted, length - at), offset + at);
    if (count === 0) throw new TarFault("the end of the file");
    const before = reader.entries;
    const used = feed(reader, window, count, length - at);
    const isDense = used < (reader.entries - before + 1) * bytesWorthACall;
    wanted = isDense ? wideWindow : narrowWindow;
    at += used;
    if (performance.now() - lastPause < pauseMilliseconds) continue;
    onPause(at);
    await setImmediate2();
    lastPause = performance.now();
  }
}
function feed(reader, window, count, length) {
  let used = 0;
  while (used < count && !reader.done) {
    const skippable = Math.min(reader.skippable, length - used);
    if (skippable > 0) {
      reader.skip(skippable);
      used += skippable;
    } else {
      const step = Math.min(512, count - used);
      reader.write(window, used, used + step);
      used += step;
    }
  }
  return used;
}

// src/scan/scan-file.ts
async function scanFile(content, scan, options) {
  const { fd, offset, length } = content;
  takeAllowance(length, options);
  scan.file = { fd, offset };
  const reader = new TarReader(collector(scan, false));
  let reported = 0;
  await attempt(reader, options, async () => {
    await walkFile(content, reader, (position) => {
      options.onBytes?.(position - reported);
      reported = position;
      checkAbort(options.signal);
    });
    finish(reader, scan, length);
  });
  options.onBytes?.(length - reported);
}

// src/scan/scan-in-thread.ts
import { once } from "node:events";
import { Worker } from "node:worker_threads";
var threadFile = new URL(import.meta.url.endsWith(".ts") ? "./scan-thread.ts" : "../scan-thread.js", import.meta.url);
async function scanInThread(content, options) {
  const { signal, onBytes, ...rest } = options;
  checkAbort(signal);
  const task = { content, options: rest };
  const thread = new Worker(threadFile, { workerData: task });
  const stop = () => void thread.terminate();
  signal?.addEventListener("abort", stop, { once: true });
  let scan;
  let fault;
  thread.on("message", (message) => {
    if (message.kind === "bytes") onBytes?.(message.count);
    else if (message.kind === "scan") scan = LayerScan.fromData(message.data);
    else fault = new ExpectedError(message.code, message.message, message.hint === void 0 ? {} : { hint: message.hint });
  });
  thread.on("error", (error) => {
    fault = error;
  });
  await once(thread, "exit");
  signal?.removeEventListener("abort", stop);
  checkAbort(signal);
  if (fault !== void 0) throw fault;
  if (scan === void 0) throw new Error(`the thread that read ${options.what} ended without a result`);
  return scan;
}

// src/scan/scan-layer.ts
var threadWorthBytes = 4 << 20;
async function scanLayer(content, options) {
  if (content.kind === "file" && options.verify !== true && sniffCompression(readHead(content)) === "none") {
    const scan = new LayerScan();
    await scanFile(content, scan, options);
    scan.trim();
    return scan;
  }
  return content.kind === "file" && content.length >= threadWorthBytes ? scanInThread(content, options) : readWhole(content, options);
}

// src/sources/open-source.ts
import { closeSync as closeSync4, fstatSync as fstatSync2, open, readSync as readSync5 } from "node:fs";
import { promisify } from "node:util";

// src/sources/archive-store.ts
import { closeSync } from "node:fs";
var maxLinks2 = 16;
var ArchiveStore = class _ArchiveStore {
  path;
  kind = "archive";
  notes;
  #fd;
  #members;
  constructor(fd, path, members, notes) {
    this.#fd = fd;
    this.path = path;
    this.#members = members;
    this.notes = notes;
  }
  /**
   * Indexes the tar in an open file, which then belongs to the store.
   * @throws ExpectedError `not-an-image`, `content`, `interrupted`
   */
  static async open(fd, length, path, signal) {
    const members = /* @__PURE__ */ new Map();
    const notes = [];
    const reader = new TarReader({
      entry(entry) {
        const member2 = makeMember(entry);
        if (member2 !== void 0) members.set(decodePath(normalizePath(entry.name)), member2);
        return false;
      }
    });
    try {
      await walkFile({ fd, offset: 0, length }, reader, () => {
        if (signal?.aborted === true) throw new ExpectedError("interrupted", `interrupted while reading ${path}`);
      });
      if (!reader.end() && members.size > 0) notes.push("the archive has no end mark: it may have been cut off behind what was needed");
    } catch (error) {
      if (!(error instanceof TarFault)) throw error;
      if (members.size === 0) {
        throw new ExpectedError("not-an-image", `opening ${path}: found ${error.message}, expected a docker archive or an OCI layout`, {
          hint: "name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout"
        });
      }
      throw new ExpectedError("content", `reading ${path}: found ${error.message} at byte ${reader.position}`, {
        hint: "the archive was cut off or is damaged: save or copy it again"
      });
    }
    return new _ArchiveStore(fd, path, members, notes);
  }
  find(name) {
    let key = decodePath(normalizePath(Buffer.from(name)));
    for (let links = 0; links <= maxLinks2; links++) {
      const member2 = this.#members.get(key);
      if (member2 === void 0) return void 0;
      if (!("link" in member2)) {
        if (member2.isSparse) throw this.#sparseMember(name);
        return { kind: "file", fd: this.#fd, offset: member2.offset, length: member2.length };
      }
      key = member2.link;
    }
    throw new ExpectedError(
      "content",
      `reading ${this.path}: its member ${name} is a link that is not at its end after ${maxLinks2} steps`,
      {
        hint: "the archive is damaged: save it again"
      }
    );
  }
  #sparseMember(name) {
    return new ExpectedError(
      "unsupported",
      `reading ${this.path}: its member ${name} is stored with holes, where a plain member was expected`,
      {
        hint: "make the archive again without --sparse"
      }
    );
  }
  topNames() {
    return [...new Set([...this.#members.keys()].map((name) => name.split("/", 1)[0]))];
  }
  close() {
    closeSync(this.#fd);
  }
};
function makeMember(entry) {
  if (entry.type === "file") return { offset: entry.bodyOffset, length: entry.size, isSparse: entry.logicalSize !== entry.size };
  if (entry.type === "link") return { link: decodePath(normalizePath(entry.linkName)) };
  if (entry.type !== "symlink") return void 0;
  const path = normalizePath(entry.name);
  return { link: decodePath(resolveLink(path.subarray(0, Math.max(0, path.lastIndexOf(47))), entry.linkName)) };
}

// src/sources/oci-layout.ts
import { Readable } from "node:stream";

// src/sources/choose-descriptors.ts
var refName = "org.opencontainers.image.ref.name";
var containerdName = "io.containerd.image.name";
function chooseDescriptors(all, wanted, where) {
  const images = all.filter(isImageRole).filter(isFirstOfItsKind);
  if (images.length === 0) {
    const others = [...new Set(all.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(", ");
    throw new ExpectedError(
      others === "" ? "content" : "unsupported",
      `looking for an image in ${where}: its index.json names ${others === "" ? "nothing" : `none, only ${others}`}`,
      { hint: "name what holds the image itself, or build it again" }
    );
  }
  const chosen = wanted === void 0 ? images : findDescriptors(images, wanted);
  if (chosen.length === 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${images.length} there: ${list(images)}`, {
      hint: "name one of these with --tag"
    });
  const digests = new Set(chosen.map(({ digest }) => digest));
  if (digests.size === 1) return chosen.slice(0, 1);
  if (isFlatIndex(chosen)) return chosen;
  throw new ExpectedError(
    "which-image",
    `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${digests.size}: ${list(chosen)}`,
    {
      hint: "name one of these with --tag, by its digest where names are equal"
    }
  );
}
function isFirstOfItsKind(descriptor, index, all) {
  const key = (each) => [each.digest, ...namesOf(each)].join(" ");
  return all.findIndex((each) => key(each) === key(descriptor)) === index;
}
function namesOf({ annotations }) {
  return [annotations?.[containerdName], annotations?.[refName]].filter((name) => name !== void 0);
}
function findDescriptors(images, wanted) {
  const tests = [
    ({ digest }) => digest === wanted,
    ({ annotations }) => isSameImageName(annotations?.[containerdName] ?? "", wanted),
    ({ annotations }) => annotations?.[refName] === wanted,
    ({ annotations }) => isSameImageName(annotations?.[refName] ?? "", wanted),
    // A bare tag stands for a name that ends in it, and a name for a bare tag.
    (descriptor) => namesOf(descriptor).some((name) => parseImageName(name)?.tag === wanted),
    ({ annotations }) => annotations?.[refName] !== void 0 && annotations[refName] === parseImageName(wanted)?.tag
  ];
  for (const test of tests) {
    const found = images.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}
function isFlatIndex(chosen) {
  const names = new Set(chosen.map((each) => namesOf(each)[0]));
  const platforms = chosen.map(({ platform }) => platform && formatPlatform(platform));
  return names.size === 1 && !platforms.includes(void 0) && new Set(platforms).size === chosen.length;
}
function list(descriptors) {
  const names = descriptors.map((each) => namesOf(each)[0]);
  return descriptors.map(({ digest = "" }, index) => {
    const name = names[index];
    if (name === void 0) return digest;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${digest})`;
  }).join(", ");
}

// src/sources/oci-layout.ts
var presented = "index.json/";
var maxLayoutFileBytes = 4096;
var OciLayout = class {
  kind;
  mayBeUnpacked;
  name;
  notes;
  #store;
  #wanted;
  #root;
  #index;
  /**
   * @param wanted a tag, a reference or a digest that chooses among several images
   * @param root the descriptor that is wanted, where it is known already
   */
  constructor(store, wanted, root2) {
    this.kind = store.kind === "archive" ? "oci-archive" : "oci-layout";
    this.name = `OCI ${store.kind === "archive" ? "archive" : "layout"} ${store.path}`;
    this.notes = [...store.notes];
    this.mayBeUnpacked = store.find("manifest.json") !== void 0;
    this.#store = store;
    this.#wanted = wanted;
    this.#root = root2;
  }
  async resolve() {
    if (this.#root !== void 0) return this.#root;
    await this.#checkVersion();
    const chosen = chooseDescriptors((await this.readIndex()).manifests, this.#wanted, this.name);
    const [first] = chosen;
    if (chosen.length === 1 && first !== void 0) this.#root = first;
    else {
      this.#index = Buffer.from(JSON.stringify({ mediaType: mediaTypes.index, manifests: chosen }));
      this.#root = { mediaType: mediaTypes.index, size: this.#index.length, at: presented };
    }
    return this.#root;
  }
  /** @throws ExpectedError `content` */
  async readIndex() {
    const what = `index.json of ${this.name}`;
    const content = this.#store.find("index.json");
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its index.json is missing`, {
        hint: "an OCI layout has one: copy the image again, whole"
      });
    return parseIndex(await readContent(content, maxManifestBytes, what), what);
  }
  async has(descriptor) {
    return descriptor.at === presented || this.#find(descriptor) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented && this.#index !== void 0)
      return { kind: "stream", stream: Readable.from([this.#index]), length: this.#index.length };
    const content = this.#find(descriptor);
    const { digest = "without a digest", size } = descriptor;
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its blob ${digest} is missing`, { hint: "copy the image again, whole" });
    if (size !== void 0 && size !== content.length)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: its blob ${digest} has ${content.length} bytes, where ${size} were declared`,
        {
          hint: "the image is damaged or was cut off: copy it again"
        }
      );
    return content;
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  /** A digest becomes a file's name: the documents' reader has let none through that could lead elsewhere. */
  #find({ digest }) {
    return digest === void 0 ? void 0 : this.#store.find(`blobs/${digest.replace(":", "/")}`);
  }
  async #checkVersion() {
    const content = this.#store.find("oci-layout");
    if (content === void 0) {
      this.notes.push("the layout has no oci-layout file, which the specification demands");
      return;
    }
    const what = `oci-layout of ${this.name}`;
    const version = parseLayoutVersion(await readContent(content, maxLayoutFileBytes, what), what);
    if (/^1\./.test(version)) return;
    throw new ExpectedError("unsupported", `reading ${what}: found layout version ${version}, where 1.0.0 was expected`, {
      hint: "write the layout with another version of the tool that made it"
    });
  }
};

// src/sources/both-manifests.ts
async function chooseManifest(docker, store, wanted) {
  const root2 = await docker.resolve();
  const { config, layers } = JSON.parse(await readText(docker, root2));
  const layout = new OciLayout(store, wanted);
  try {
    for (const descriptor of (await layout.readIndex()).manifests.filter(isImageRole)) {
      if (!await layout.has(descriptor)) continue;
      const { manifests } = await findManifests(layout, descriptor);
      for (const found of manifests) {
        const manifest = await fetchManifest(layout, found);
        if (manifest.config.digest !== config.digest) continue;
        if (manifests.length > 1) return new OciLayout(store, wanted, descriptor);
        if (!isSameSet(manifest.layers, layers))
          docker.notes.push("its manifest.json and its index.json name different layers, and manifest.json is believed");
        return docker;
      }
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    docker.notes.push(`its index.json cannot be followed, and manifest.json is believed (${error.message})`);
  }
  return docker;
}
function isSameSet(one, other) {
  const digests = (layers) => [...new Set(layers.map(({ digest }) => digest))].sort().join(" ");
  return other.some(({ digest }) => digest === void 0) || digests(one) === digests(other);
}
async function readText(source, descriptor) {
  const content = await source.fetch(descriptor);
  if (content.kind === "file") return "";
  return Buffer.concat(await content.stream.toArray()).toString();
}

// src/sources/directory-store.ts
import { closeSync as closeSync2, fstatSync, openSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, sep } from "node:path";

// src/sources/read-fault.ts
var sentences = {
  ENOENT: { found: "there is no such file or directory", hint: "check the path" },
  ENOTDIR: { found: "a part of the path is not a directory", hint: "check the path" },
  EACCES: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EPERM: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EISDIR: { found: "it is a directory", hint: "name a file, or an OCI layout with oci:DIRECTORY" },
  EMFILE: { found: "too many files are open", hint: "raise the limit (ulimit -n)" },
  EIO: { found: "the device failed to read it", hint: "check the disk, or copy the file again" }
};
function readFault(path, error) {
  const code = error.code ?? "unknown error";
  const { found, hint } = sentences[code] ?? { found: `the system says ${code}`, hint: "check the path and the device it is on" };
  return new ExpectedError(code === "ENOENT" || code === "ENOTDIR" ? "not-found" : "not-readable", `opening ${path}: ${found}`, {
    hint,
    cause: error
  });
}

// src/sources/directory-store.ts
var DirectoryStore = class {
  path;
  kind = "directory";
  notes = [];
  #directory;
  #open = /* @__PURE__ */ new Map();
  constructor(directory, path) {
    this.path = path;
    this.#directory = directory;
  }
  find(name) {
    const relative = normalize(name);
    if (isAbsolute(relative) || relative.split(sep)[0] === "..") return void 0;
    if (!this.#open.has(relative)) this.#open.set(relative, this.#openFile(relative));
    return this.#open.get(relative);
  }
  #openFile(relative) {
    let fd;
    try {
      if (!statSync(join(this.#directory, relative)).isFile()) return void 0;
      fd = openSync(join(this.#directory, relative), "r");
    } catch (error) {
      const { code } = error;
      if (code === "ENOENT" || code === "ENOTDIR") return void 0;
      throw readFault(join(this.path, relative), error);
    }
    const stats = fstatSync(fd);
    if (stats.isFile()) return { kind: "file", fd, offset: 0, length: stats.size };
    closeSync2(fd);
    return void 0;
  }
  topNames() {
    try {
      return readdirSync(this.#directory);
    } catch (error) {
      throw readFault(this.path, error);
    }
  }
  close() {
    for (const content of this.#open.values()) if (content !== void 0) closeSync2(content.fd);
    this.#open.clear();
  }
};

// src/sources/docker-archive.ts
import { Readable as Readable2 } from "node:stream";

// src/sources/choose-entry.ts
async function chooseEntry(entries, wanted, where, imageID) {
  const matching = wanted === void 0 ? [...entries] : await findEntries(entries, wanted, imageID);
  const [first, ...others] = matching;
  if (first !== void 0 && others.every((other) => isSameEntry(first, other))) return first;
  const list2 = (await Promise.all((first === void 0 ? entries : matching).map((entry) => describe(entry, imageID)))).join(", ");
  if (first === void 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${entries.length} there: ${list2}`, {
      hint: "name one of these with --tag"
    });
  throw new ExpectedError("which-image", `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${matching.length}: ${list2}`, {
    hint: "name one of these with --tag"
  });
}
async function findEntries(entries, wanted, imageID) {
  const byTag = (isMeant) => entries.filter(({ RepoTags }) => RepoTags.some(isMeant));
  const named = byTag((tag) => tag === wanted || isSameImageName(tag, wanted));
  if (named.length > 0) return named;
  const tagged = byTag((tag) => parseImageName(tag)?.tag === wanted);
  if (tagged.length > 0) return tagged;
  const id = /^(?:sha256:)?([0-9a-f]{7,64})$/.exec(wanted)?.[1];
  if (id === void 0) return [];
  const ids = await Promise.all(entries.map(imageID));
  return entries.filter((_, index) => ids[index]?.startsWith(`sha256:${id}`));
}
function isSameEntry(one, other) {
  return one.Config === other.Config && one.Layers.join("\n") === other.Layers.join("\n");
}
async function describe(entry, imageID) {
  return entry.RepoTags.length > 0 ? entry.RepoTags.join(" = ") : await imageID(entry);
}

// src/sources/member-store.ts
import { readSync as readSync4 } from "node:fs";
function sniffMember(content) {
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync4(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}

// src/sources/docker-archive.ts
var presented2 = "manifest.json/";
var DockerArchive = class {
  kind = "docker-archive";
  mayBeUnpacked = true;
  name;
  notes;
  #store;
  #wanted;
  #chosen;
  #manifest;
  /** @param wanted a tag, a reference or an image ID that chooses among several images */
  constructor(store, wanted) {
    this.name = `docker ${store.kind} ${store.path}`;
    this.notes = [...store.notes];
    this.#store = store;
    this.#wanted = wanted;
  }
  async resolve() {
    this.#manifest ??= Buffer.from(JSON.stringify(await this.#present(await this.choose())));
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented2 };
  }
  /** The entry of manifest.json that is wanted. @throws ExpectedError `not-found`, `which-image`, `content` */
  async choose() {
    this.#chosen ??= await chooseEntry(
      await this.#readManifest(),
      this.#wanted,
      this.name,
      async (entry) => sha256(await this.#readConfig(entry))
    );
    return this.#chosen;
  }
  async has(descriptor) {
    return descriptor.at === presented2 || descriptor.at !== void 0 && this.#store.find(descriptor.at) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented2 && this.#manifest !== void 0)
      return { kind: "stream", stream: Readable2.from([this.#manifest]), length: this.#manifest.length };
    return this.#member(descriptor.at ?? descriptor.digest ?? "");
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  #member(name) {
    const content = this.#store.find(name);
    if (content !== void 0) return content;
    throw new ExpectedError("content", `reading ${this.name}: its manifest.json names ${name}, which is not there`, {
      hint: "the archive was cut off or is damaged: save or copy it again"
    });
  }
  async #readManifest() {
    const what = `manifest.json of ${this.name}`;
    const content = this.#store.find("manifest.json");
    if (content === void 0) {
      throw new ExpectedError("unsupported", `reading ${this.name}: it has no manifest.json, as archives from before Docker 1.10`, {
        hint: "load it into an engine and save it again"
      });
    }
    const entries = parseDockerManifest(await readContent(content, maxManifestBytes, what), what);
    if (entries.length === 0) throw new ExpectedError("content", `reading ${what}: it names no image`, { hint: "save the image again" });
    return entries;
  }
  async #readConfig({ Config: name }) {
    const what = `the config ${name} of ${this.name}`;
    const bytes = await readContent(this.#member(name), maxConfigBytes, what);
    const declared = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
    const found = sha256(bytes);
    if (declared !== void 0 && found !== `sha256:${declared}`)
      throw new ExpectedError("content", `reading ${what}: its bytes have the digest ${found}, which is not that in its name`, {
        hint: "the archive is damaged or was changed by hand: save the image again"
      });
    return bytes;
  }
  /** The entry in an OCI manifest's words. */
  async #present(entry) {
    const bytes = await this.#readConfig(entry);
    const config = parseConfig(bytes, `the config ${entry.Config} of ${this.name}`);
    return {
      config: { mediaType: mediaTypes.config, digest: sha256(bytes), size: bytes.length, at: entry.Config },
      layers: entry.Layers.map((name, index) => this.#presentLayer(name, index, config))
    };
  }
  #presentLayer(name, index, config) {
    const content = this.#member(name);
    const compression = sniffMember(content);
    const diffID = config.rootfs.diff_ids[index];
    const inName = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(name);
    const blob = inName === null ? void 0 : `${inName[1]}:${inName[2]}`;
    const isTar = compression !== "gzip" && compression !== "zstd";
    const digest = isTar ? diffID : blob;
    if (isTar && diffID !== void 0 && blob !== diffID && blob?.startsWith(diffID.slice(0, 7)) === true)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: layer ${index} is the uncompressed blob ${blob}, where the config declares the diffID ${diffID}`,
        { hint: "the archive is damaged or was put together wrongly: save the image again" }
      );
    const mediaType = isTar ? mediaTypes.layer : compression === "gzip" ? mediaTypes.gzipLayer : mediaTypes.zstdLayer;
    return { mediaType, at: name, size: content.length, ...digest === void 0 ? {} : { digest } };
  }
};

// src/sources/spool.ts
import { closeSync as closeSync3, mkdtempSync, openSync as openSync2, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as join2 } from "node:path";
async function spool(from, options) {
  const parent = options.temporaryDirectory ?? tmpdir();
  const fd = openNameless(parent);
  let length = 0;
  try {
    const input = from.length === void 0 ? new FileStream(from.fd) : new FileStream(from.fd, { offset: 0, length: from.length });
    const { compression, bytes } = await peekCompression(input);
    checkCompression(compression, from.path);
    for await (const chunk of decompressed(bytes, compression, from.path)) {
      if (options.signal?.aborted === true) throw new ExpectedError("interrupted", `interrupted while unpacking ${from.path}`);
      if (length + chunk.length > (options.maxUncompressedBytes ?? Number.POSITIVE_INFINITY)) {
        throw new ExpectedError(
          "too-large",
          `unpacking ${from.path}: it unpacks to more than the ${options.maxUncompressedBytes} bytes that --max-uncompressed allows`,
          { hint: "if the image is meant to be that large, raise --max-uncompressed" }
        );
      }
      for (let at = 0; at < chunk.length; ) at += writeSpool(fd, chunk, at, { parent, path: from.path, length });
      length += chunk.length;
    }
    return { fd, length };
  } catch (error) {
    closeSync3(fd);
    if (error instanceof ExpectedError) throw error;
    throw readFault(from.path, error);
  }
}
function checkCompression(compression, path) {
  if (compression !== "bzip2" && compression !== "xz") return;
  throw new ExpectedError(
    "unsupported",
    `opening ${path}: found an archive compressed with ${compression}, expected a plain one, gzip or zstd`,
    {
      hint: `unpack it first: ${compression === "xz" ? "xz" : "bzip2"} -dk ${path}`
    }
  );
}
function openNameless(parent) {
  let folder;
  try {
    folder = mkdtempSync(join2(parent, "plimsoll-"));
  } catch (error) {
    throw writeFault(parent, error, "the archive to be unpacked");
  }
  try {
    return openSync2(join2(folder, "archive.tar"), "wx+", 384);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
function writeSpool(fd, chunk, at, of) {
  try {
    return writeSync(fd, chunk, at);
  } catch (error) {
    throw writeFault(of.parent, error, `${of.path}, after ${of.length} bytes of it`);
  }
}
function writeFault(parent, error, what) {
  const { code } = error;
  const found = code === "ENOSPC" ? "the disk is full" : `the system says ${code}`;
  return new ExpectedError("write", `unpacking ${what} into ${parent}: ${found}`, {
    hint: "a compressed archive is unpacked once to be read at random: make room there, set TMPDIR to where there is room, or unpack it yourself",
    cause: error
  });
}

// src/sources/open-source.ts
var openFile = promisify(open);
async function openSource(reference, options = {}) {
  const store = await openStore(reference, options);
  try {
    return await chooseSource(reference, store, reference.kind === "path" ? options.tag : reference.name ?? options.tag);
  } catch (error) {
    store.close();
    throw error;
  }
}
async function openStore(reference, options) {
  const shown = reference.path;
  let fd;
  try {
    fd = await openFile(reference.path, "r");
  } catch (error) {
    throw readFault(shown, error);
  }
  const stats = fstatSync2(fd);
  if (stats.isDirectory()) {
    closeSync4(fd);
    return new DirectoryStore(reference.path, shown);
  }
  let file = { fd, length: stats.size };
  try {
    if (!stats.isFile() || isCompressed(fd)) {
      file = await spool({ fd, path: shown, ...stats.isFile() ? { length: stats.size } : {} }, options);
      closeSync4(fd);
    }
    return await ArchiveStore.open(file.fd, file.length, shown, options.signal);
  } catch (error) {
    closeSync4(file.fd);
    throw error;
  }
}
function isCompressed(fd) {
  const head = Buffer.alloc(8);
  const count = readSync5(fd, head, 0, head.length, 0);
  return sniffCompression(head.subarray(0, count)) !== "none";
}
async function chooseSource(reference, store, wanted) {
  const hasIndex = store.find("index.json") !== void 0;
  const isOci = hasIndex || store.find("oci-layout") !== void 0;
  const isDocker = store.find("manifest.json") !== void 0 || !isOci && store.find("repositories") !== void 0;
  switch (reference.kind) {
    case "oci":
    case "oci-archive":
      if (!isOci) throw notAnImage2(store, `an OCI layout, which has an index.json${isDocker ? " (this is a docker archive)" : ""}`);
      return new OciLayout(store, wanted);
    case "docker-archive":
      if (!isDocker) throw notAnImage2(store, `a docker archive, which has a manifest.json${isOci ? " (this is an OCI layout)" : ""}`);
      break;
    default:
      if (!isDocker && !isOci) throw notAnImage2(store, "a docker archive (manifest.json) or an OCI layout (index.json)");
      if (!isDocker) return new OciLayout(store, wanted);
  }
  const docker = new DockerArchive(store, wanted);
  return hasIndex ? chooseManifest(docker, store, wanted) : docker;
}
function notAnImage2(store, expected) {
  const names = store.topNames();
  const isFileSystem = ["etc", "usr", "bin"].some((name) => names.includes(name));
  const inner = names.length === 1 && ["manifest.json", "index.json"].some((name) => store.find(`${names[0]}/${name}`) !== void 0);
  const remedy = inner ? `the image lies in ${names[0]}: make the archive of what is in it (tar -C ${names[0]} -cf FILE .), or name that directory` : isFileSystem ? "this is a file system, as docker export writes it, and has no layers: use docker save" : "name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout";
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? `, and ${names.length - 5} more` : "");
  return new ExpectedError("not-an-image", `opening ${store.path}: found ${shown || "nothing in it"}, expected ${expected}`, {
    hint: remedy
  });
}

// src/weigh.ts
async function weigh(reference, options = {}) {
  var _stack = [];
  try {
    const { tag, temporaryDirectory, maxUncompressedBytes, signal, platforms, directory = "." } = options;
    const parsed = parseImageReference(reference, (path) => existsSync2(resolve(directory, path)));
    const source = __using(_stack, await openSource(
      { ...parsed, path: isAbsolute2(parsed.path) ? parsed.path : join3(directory, parsed.path) },
      {
        ...tag === void 0 ? {} : { tag },
        ...temporaryDirectory === void 0 ? {} : { temporaryDirectory },
        ...maxUncompressedBytes === void 0 ? {} : { maxUncompressedBytes },
        ...signal === void 0 ? {} : { signal }
      }
    ), true);
    const images = await loadImages(source, {
      ...platforms === void 0 ? {} : { platforms },
      ...signal === void 0 ? {} : { signal }
    });
    const known = /* @__PURE__ */ new Map();
    const weighed = [];
    for (const image of images) {
      const scans = await scanLayers(source, image, known, reference, options);
      weighed.push(await analyze(reference, image, scans, signal));
    }
    return weighed;
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function layerKey(layer) {
  return `${layer.descriptor.at ?? layer.descriptor.digest ?? ""} ${layer.diffID}`;
}
async function scanLayers(source, image, known, reference, options) {
  const { signal, maxUncompressedBytes, onProgress } = options;
  const sizes = image.layers.map((layer) => layer.present ? layer.descriptor.size ?? 0 : 0);
  const progress = {
    reference,
    platform: image.platform,
    doneBytes: 0,
    totalBytes: sizes.reduce((sum, size) => sum + size, 0),
    doneLayers: 0,
    totalLayers: image.layers.length
  };
  const allowance = maxUncompressedBytes === void 0 ? void 0 : makeAllowance(maxUncompressedBytes);
  const queue = image.layers.map((_, index) => index).sort((one, other) => sizes[other] - sizes[one]);
  const pending = /* @__PURE__ */ new Map();
  const scanOne = async (index) => {
    const layer = image.layers[index];
    const key = layerKey(layer);
    if (!layer.present) return;
    if (!known.has(key)) {
      const running = pending.get(key) ?? scanContent(index, layer);
      pending.set(key, running);
      known.set(key, await running);
    }
    progress.doneLayers++;
    onProgress?.(progress);
  };
  const scanContent = async (index, layer) => {
    const { digest } = layer.descriptor;
    return scanLayer(await source.fetch(layer.descriptor), {
      what: `layer ${index} (${layer.diffID.slice(0, 19)}…) of ${source.name}`,
      diffID: layer.diffID,
      ...digest === void 0 ? {} : { digest },
      ...options.verify === void 0 ? {} : { verify: options.verify },
      ...allowance === void 0 ? {} : { allowance },
      ...signal === void 0 ? {} : { signal },
      onBytes: (count) => {
        progress.doneBytes += count;
        onProgress?.(progress);
      }
    });
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), queue.length) }, async () => {
    try {
      for (let index = queue.shift(); index !== void 0; index = queue.shift()) await scanOne(index);
    } catch (error) {
      queue.length = 0;
      throw error;
    }
  });
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== void 0) throw failed.reason;
  if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
  return image.layers.map((layer) => layer.present ? known.get(layerKey(layer)) : void 0);
}

export {
  weigh
};
