import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isScanned,
  runThread
} from "./chunk-SSLFGIHA.js";
import {
  openSource,
  walkFile
} from "./chunk-GT3TMP24.js";
import {
  findBase
} from "./chunk-6JUU46EK.js";
import {
  loadImages
} from "./chunk-IUPM4RPA.js";
import {
  withoutSecrets
} from "./chunk-NJCJ6VFJ.js";
import {
  locateImage
} from "./chunk-KJI7O4S7.js";
import {
  wasteCauses
} from "./chunk-JVTTIVCO.js";
import {
  readHead,
  readWhole
} from "./chunk-AVBWNE4X.js";
import {
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  LayerScan,
  attempt,
  checkAbort,
  collector,
  entryKinds,
  finish,
  giveBack,
  kindCode,
  makeAllowance,
  takeAllowance
} from "./chunk-IGIL577L.js";
import {
  TarReader,
  decodePath,
  normalizePath,
  resolveLink
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/analysis/compare-bodies.ts
import { readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { crc32 } from "node:zlib";

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

// src/analysis/compare-bodies.ts
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
function findIncomparable(scans) {
  if (new Set(scans.map((scan) => scan?.checksumKind)).size < 2 || scans.includes(void 0)) return [];
  const tree = new FileTree(scans.reduce((sum, scan) => sum + scan.count, 0));
  for (const scan of scans) tree.apply(scan);
  const found = /* @__PURE__ */ new Set();
  for (const { dead, by } of tree.replacements) {
    const pair = [tree.inodes.layer(dead), tree.inodes.layer(by)];
    const [one, other] = pair.map((layer) => scans[layer].checksumKind);
    if (one === other || tree.sizeOf(dead) === 0) continue;
    for (const layer of pair) if (scans[layer].listedFrom !== void 0) found.add(layer);
  }
  return [...found];
}
var BodyReader = class {
  #one = Buffer.allocUnsafe(pieceBytes);
  #other = Buffer.allocUnsafe(pieceBytes);
  /** Both bodies have the same size. */
  isEqual(one, other) {
    const size = one.scan.size(one.entry);
    if (size === 0 || one.scan === other.scan && one.entry === other.entry) return true;
    if (one.scan.checksumKind !== other.scan.checksumKind) throw new Error("checksums of two kinds cannot be compared");
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

// src/analysis/fingerprint.ts
function fingerprint(scan) {
  const { content, files, owners, modes, times, order } = scan.fingerprints;
  const kind = scan.namesContents ? scan.checksumKind : "size";
  const count = scan.count.toString(16).padStart(8, "0");
  return {
    content: `${kind}:${content}${count}`,
    fingerprints: { files: `${kind}:${files}${count}`, owners, modes, times, ...scan.keepsOrder ? { order } : {} }
  };
}

// src/analysis/listing-notes.ts
function listingNotes(scans) {
  const listed = (from) => scans.flatMap((scan, index) => scan?.listedFrom === from ? [index] : []);
  const [tables, indexes] = [listed("table"), listed("tar-split")];
  return [
    ...tables.length === 0 ? [] : [`${nameLayers(tables)} listed from the table of contents in it, and not read: what a layer stores twice by itself is not seen`],
    ...indexes.length === 0 ? [] : [`${nameLayers(indexes)} listed from the index of the tar in it, and not read`]
  ];
}
function nameLayers(indexes) {
  if (indexes.length === 1) return `layer ${indexes[0]} was`;
  const runs = [];
  for (const index of indexes) {
    if (runs.at(-1)?.at(-1) === index - 1) runs.at(-1).push(index);
    else runs.push([index]);
  }
  return `each of layers ${runs.map((run) => run.length < 3 ? run.join(", ") : `${run[0]} to ${run.at(-1)}`).join(", ")} was`;
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
        ...scan.namesContents ? { content: `${scan.checksumKind}:${scan.checksum(inodes.entry(inode)).toString(16).padStart(8, "0")}` } : {}
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
    ...tree.notes,
    ...listingNotes(scans)
  ];
  const isUnread = image.layers.some(({ present }, index) => present && scans[index] === void 0);
  const { base } = findBase(image);
  const unknown = listUnknown(image, { total, compressed, isUnread });
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
    ...base === void 0 ? {} : { base },
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
    ...createdBy === void 0 ? {} : { createdBy: withoutSecrets(createdBy) },
    ...scan === void 0 ? {} : fingerprint(scan)
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
function listUnknown(image, { total, compressed, isUnread }) {
  const unknown = [];
  if (total === void 0) {
    const missing = image.layers.findIndex((layer) => !layer.present);
    const reason = isUnread ? "no layer was read, as nothing but the sizes in the manifest was asked for" : `layer ${missing} (${image.layers[missing]?.diffID ?? "unknown"}) is a foreign layer, and its bytes are not in this source`;
    for (const metric of ["total", "live", "wasted", "efficiency", "layer"]) unknown.push({ metric, reason });
  }
  if (compressed === void 0) {
    const reason = image.uncompressed ?? "this source keeps its layers uncompressed, so that what a registry would store is not known";
    unknown.push({ metric: "compressed", reason });
  }
  return unknown;
}

// src/read-layers.ts
import { availableParallelism } from "node:os";

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
async function scanInThread(content, options) {
  const { signal, onBytes, ...rest } = options;
  let scan;
  const onScan = (found) => {
    scan = found;
  };
  await runThread({ kind: "layer", content, options: rest }, { onScan, ...onBytes === void 0 ? {} : { onBytes } }, signal);
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

// src/sources/registry/listing-source.ts
function isListing(source) {
  return "listLayer" in source;
}

// src/read-layers.ts
var maxDownloads = 4;
async function readLayers(source, image, reference, options) {
  const reading = new Reading(source, image, reference, options);
  await reading.readAll();
  return await reading.readIncomparable();
}
function lasting(known) {
  return [...known].filter(([, { file, namesContents, digest }]) => file === void 0 && namesContents && digest !== void 0);
}
function layerKey(layer) {
  return `${layer.descriptor.at ?? layer.descriptor.digest ?? ""} ${layer.diffID}`;
}
function storedBytes({ present, descriptor }) {
  return present ? descriptor.size ?? 0 : 0;
}
var Reading = class {
  #source;
  #layers;
  #options;
  #allowance;
  #progress;
  /** Whatever goes wrong with one layer, the others are not worth beginning, nor ending. */
  #cut = new AbortController();
  #signal;
  #pending = /* @__PURE__ */ new Map();
  /** The layers that were taken off what the image may unpack to. */
  #counted = /* @__PURE__ */ new Set();
  constructor(source, { platform, layers }, reference, options) {
    const { signal, maxUncompressedBytes } = options;
    this.#source = source;
    this.#layers = layers;
    this.#options = options;
    this.#signal = signal === void 0 ? this.#cut.signal : AbortSignal.any([signal, this.#cut.signal]);
    this.#allowance = maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
    const totalBytes = layers.reduce((sum, layer) => sum + storedBytes(layer), 0);
    this.#progress = { reference, platform, doneBytes: 0, totalBytes, doneLayers: 0, totalLayers: layers.length };
  }
  async readAll() {
    await this.#each(
      this.#layers.filter(({ present }) => present),
      (layer) => this.#take(layer)
    );
  }
  async #each(layers, work) {
    const queue = layers.toSorted((one, other) => storedBytes(other) - storedBytes(one));
    const atOnce = this.#source.kind === "registry" ? maxDownloads : availableParallelism();
    let failed;
    const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
      try {
        for (let layer = queue.shift(); layer !== void 0; layer = queue.shift()) await work(layer);
      } catch (reason) {
        failed ??= { reason };
        queue.length = 0;
        this.#cut.abort();
      }
    });
    await Promise.all(workers);
    if (failed !== void 0) throw failed.reason;
    this.#checkAbort();
  }
  /** What a table of contents tells of a file cannot be compared with what was read of another: where it would have to be, the layer is read. */
  async readIncomparable() {
    const { known } = this.#options;
    const take = () => this.#layers.map((layer) => layer.present ? known.get(layerKey(layer)) : void 0);
    for (let scans = take(); ; scans = take()) {
      const indexes = findIncomparable(scans);
      if (indexes.length === 0) return scans;
      const layers = new Map(indexes.map((index) => [layerKey(this.#layers[index]), this.#layers[index]]));
      await this.#each([...layers.values()], async (layer) => {
        const key = layerKey(layer);
        giveBack(known.get(key).tarBytes, { what: this.#source.name, ...this.#allowance });
        this.#progress.doneBytes -= storedBytes(layer);
        known.set(key, await this.#read(layer));
      });
    }
  }
  async #take(layer) {
    const { known, onProgress } = this.#options;
    const key = layerKey(layer);
    const there = isScanned(this.#source) ? void 0 : known.get(key);
    if (there !== void 0) {
      this.#progress.doneBytes += storedBytes(layer);
      if (!this.#counted.has(key)) takeAllowance(there.tarBytes, { what: this.#source.name, ...this.#allowance });
      this.#counted.add(key);
    } else {
      const running = this.#pending.get(key) ?? this.#scan(layer);
      this.#pending.set(key, running);
      this.#counted.add(key);
      known.set(key, await running);
    }
    this.#progress.doneLayers++;
    onProgress?.(this.#progress);
  }
  /** By whatever costs least: the source that has read it, the cache, a table of contents, its bytes. */
  async #scan(layer) {
    const known = await this.#scanOutright(layer);
    if (known === void 0) return await this.#read(layer);
    this.#progress.doneBytes += storedBytes(layer);
    return known;
  }
  async #scanOutright(layer) {
    const what = this.#name(layer);
    if (isScanned(this.#source)) return await this.#source.takeScan(layer, what);
    if (this.#options.verify === true) return void 0;
    const kept = this.#options.cache?.find(layer);
    if (kept !== void 0) takeAllowance(kept.tarBytes, { what, ...this.#allowance });
    if (kept !== void 0 || !isListing(this.#source)) return kept;
    return await this.#source.listLayer(layer.descriptor, { what, ...this.#allowance, signal: this.#signal });
  }
  async #read(layer) {
    const { verify, cache, onProgress } = this.#options;
    const { digest } = layer.descriptor;
    const scan = await scanLayer(await this.#source.fetch(layer.descriptor), {
      what: this.#name(layer),
      ...this.#allowance,
      diffID: layer.diffID,
      ...digest === void 0 ? {} : { digest },
      ...verify === void 0 ? {} : { verify },
      signal: this.#signal,
      onBytes: (count) => {
        this.#progress.doneBytes += count;
        onProgress?.(this.#progress);
      }
    });
    if (verify !== true) cache?.keep(layer, scan);
    return scan;
  }
  #name(layer) {
    return `layer ${this.#layers.indexOf(layer)} (${layer.diffID.slice(0, 19)}…) of ${this.#source.name}`;
  }
  #checkAbort() {
    if (this.#options.signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
  }
};

// src/weigh.ts
async function weigh(reference, options = {}) {
  var _stack = [];
  try {
    const { directory = ".", shownAs = reference, onProgress, signal, ...opening } = options;
    const source = __using(_stack, await openSource(locateImage(reference, directory), {
      ...opening,
      ...signal === void 0 ? {} : { signal },
      ...onProgress === void 0 ? {} : { onOpening: tellOpening(shownAs, onProgress) }
    }), true);
    return await weighSource(source, shownAs, options);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function weighSource(source, reference, options = {}) {
  const { platforms, sizesOnly, signal } = options;
  const images = await loadImages(source, {
    ...platforms === void 0 ? {} : { platforms },
    ...signal === void 0 ? {} : { signal }
  });
  const known = new Map(options.known);
  const weighed = [];
  for (const image of images) {
    const scans = sizesOnly === true ? image.layers.map(() => void 0) : await readLayers(source, image, reference, { ...options, known });
    const found = sizesOnly === true ? {} : await findBase2(source, image, options);
    const { analysis, ...rest } = await analyze(reference, image, scans, signal);
    weighed.push({ ...rest, analysis: withKnownBase(analysis, found) });
  }
  for (const [key, scan] of lasting(known)) options.known?.set(key, scan);
  options.cache?.trim();
  return weighed;
}
async function findBase2(source, image, { base = {}, ...options }) {
  const { attestations, annotations, baseLabels } = image;
  const isTold = [attestations, annotations, baseLabels, ...Object.values(base)].some((each) => each !== void 0);
  if (base === "named" || !isTold) return {};
  const { findKnownBase } = await import("./known-base-5WR7ZHCF.js");
  return await findKnownBase(source, image, base, options);
}
function withKnownBase(analysis, { base, reason }) {
  if (base !== void 0) return { ...analysis, base };
  if (reason === void 0 || analysis.base !== void 0) return analysis;
  return { ...analysis, unknown: [...analysis.unknown ?? [], ...["own", "base"].map((metric) => ({ metric, reason }))] };
}
function tellOpening(reference, onProgress) {
  let came = 0;
  let current;
  return (opening, bytes) => {
    came = (opening === current ? came : 0) + bytes;
    current = opening;
    const { platform, totalBytes, totalLayers } = opening;
    onProgress({ reference, platform, doneBytes: Math.min(came, totalBytes ?? came), totalBytes, doneLayers: 0, totalLayers });
  };
}

export {
  weigh
};
