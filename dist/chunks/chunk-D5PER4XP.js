import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  readHead,
  readWhole
} from "./chunk-PXAIPW27.js";
import {
  wasteCauses
} from "./chunk-NITVEDXZ.js";
import {
  DirectoryStore,
  DockerArchive,
  OciLayout,
  chooseManifest,
  isImageID,
  isScanned,
  loadImages,
  parseImageName,
  readFault
} from "./chunk-BBZSYQWC.js";
import {
  FileStream,
  LayerScan,
  TarFault,
  TarReader,
  attempt,
  blockSize,
  checkAbort,
  collector,
  decodePath,
  decompressed,
  entryKinds,
  finish,
  isZeroBlock,
  kindCode,
  makeAllowance,
  normalizePath,
  peekCompression,
  resolveLink,
  sniffCompression,
  takeAllowance
} from "./chunk-HY6VNNEV.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import {
  __callDispose,
  __using
} from "./chunk-G7GWBHRU.js";

// src/image/reference.ts
import { existsSync } from "node:fs";
var pathTransports = ["docker-archive", "oci-archive", "oci"];
var otherTransports = ["docker", "dir", "ostree", "sif", "tarball", "registry"];
function parseImageReference(text, exists = existsSync) {
  if (text === "") throw new ExpectedError("option", "an image reference is empty, where a path or a reference was expected");
  const colon = text.indexOf(":");
  const transport = colon < 0 ? "" : text.slice(0, colon);
  const rest = text.slice(colon + 1);
  const kind = pathTransports.find((known) => known === transport);
  if (kind !== void 0) return { kind, ...splitPath(text, rest, exists) };
  if (exists(text)) return { kind: "path", path: text };
  if (transport === "docker-daemon") return { kind: "docker-daemon", name: checkName(text, rest), bare: false };
  if (transport === "containers-storage") return { kind: "containers-storage", ...splitStore(text, rest) };
  if (otherTransports.includes(transport)) throw unsupported(text, transport, rest);
  if (looksLikePath(text))
    throw new ExpectedError("not-found", `looking for the image ${text}: there is no such file or directory`, {
      hint: "check the path, or name an archive, an OCI layout or its directory, or an image in the local engine"
    });
  return { kind: "docker-daemon", name: text, bare: true };
}
function looksLikePath(text) {
  return /^[./~]|\.(?:tar|tgz|gz|zst|oci|json)$/i.test(text) || parseImageName(text) === void 0 && !isImageID(text);
}
function checkName(text, name) {
  if (parseImageName(name) !== void 0 || isImageID(name)) return name;
  throw new ExpectedError("option", `the image reference ${text} names no image behind its transport (${name === "" ? "nothing" : name})`, {
    hint: "write the name as docker images shows it: docker-daemon:api:ci"
  });
}
function splitStore(text, rest) {
  const [, driver, root2, name] = /^\[([a-z0-9-]+)@([^\]+:]+)[^\]]*\](.*)$/.exec(rest) ?? [];
  if (driver === void 0 || root2 === void 0 || name === void 0) return { name: checkName(text, rest) };
  return { name: checkName(text, name), store: { driver, root: root2 } };
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
  const isRegistry = transport === "docker";
  return new ExpectedError(
    "not-supported-yet",
    `the image ${text} cannot be weighed where it lies: ${isRegistry ? "images in a registry are" : `${transport}: is`} not supported yet`,
    {
      hint: isRegistry ? `copy it to a file first, then weigh that: skopeo copy docker://${name} oci-archive:${fileFor(name)}` : `copy it first, then weigh the copy: skopeo copy ${text} oci-archive:image.tar`
    }
  );
}
function fileFor(name) {
  const last = parseImageName(name)?.path.split("/").at(-1);
  return `${last ?? "image"}.tar`;
}

// src/weigh.ts
import { existsSync as existsSync2 } from "node:fs";
import { availableParallelism } from "node:os";
import { isAbsolute, join as join2, resolve } from "node:path";

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
    if (scan.namesContents) hash.number(scan.checksum(entry));
    hash.finish();
    low = low + hash.low | 0;
    high = high + hash.high | 0;
  }
  const hex = (value) => (value >>> 0).toString(16).padStart(8, "0");
  return `${scan.namesContents ? "crc32" : "size"}:${hex(high)}${hex(low)}${hex(scan.count)}`;
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
        ...scan.namesContents ? { content: `crc32:${scan.checksum(inodes.entry(inode)).toString(16).padStart(8, "0")}` } : {}
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
    const missing = image.layers.findIndex((layer) => !layer.present);
    const reason = `layer ${missing} (${image.layers[missing]?.diffID ?? "unknown"}) is a foreign layer, and its bytes are not in this source`;
    for (const metric of ["total", "live", "wasted", "efficiency", "layer"]) unknown.push({ metric, reason });
  }
  if (compressed === void 0) {
    const reason = "this source keeps its layers uncompressed, so that what a registry would store is not known";
    unknown.push({ metric: "compressed", reason });
  }
  return unknown;
}

// src/scan/walk-file.ts
import { readSync as readSync2 } from "node:fs";
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
    const count = readSync2(fd, window, 0, Math.min(wanted, length - at), offset + at);
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
import { closeSync as closeSync3, fstatSync, open, readSync as readSync3 } from "node:fs";
import { promisify } from "node:util";

// src/sources/archive-store.ts
import { closeSync } from "node:fs";

// src/sources/not-an-image.ts
function notAnImage(path, found, expected = "a docker archive or an OCI layout", hint = "name an archive made by docker save, podman save, skopeo or buildx, or a directory with an OCI layout") {
  return new ExpectedError("not-an-image", `opening ${path}: found ${found}, expected ${expected}`, { hint });
}

// src/sources/archive-store.ts
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
        const member = makeMember(entry);
        if (member !== void 0) members.set(decodePath(normalizePath(entry.name)), member);
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
      if (members.size === 0) throw notAnImage(path, error.message);
      throw new ExpectedError("content", `reading ${path}: found ${error.message} at byte ${reader.position}`, {
        hint: "the archive was cut off or is damaged: save or copy it again"
      });
    }
    return new _ArchiveStore(fd, path, members, notes);
  }
  find(name) {
    let key = decodePath(normalizePath(Buffer.from(name)));
    for (let links = 0; links <= maxLinks2; links++) {
      const member = this.#members.get(key);
      if (member === void 0) return void 0;
      if (!("link" in member)) {
        if (member.isSparse) throw this.#sparseMember(name);
        return { kind: "file", fd: this.#fd, offset: member.offset, length: member.length };
      }
      key = member.link;
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

// src/sources/spool.ts
import { closeSync as closeSync2, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
async function spool(from, options) {
  const parent = options.temporaryDirectory ?? tmpdir();
  const fd = openNameless(parent);
  const firstBlock = new Uint8Array(blockSize);
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
      if (length < blockSize) {
        firstBlock.set(chunk.subarray(0, blockSize - length), length);
        if (length + chunk.length >= blockSize) checkFirstBlock(firstBlock, from.path);
      }
      for (let at = 0; at < chunk.length; ) at += writeSpool(fd, chunk, at, { parent, path: from.path, length });
      length += chunk.length;
    }
    return { fd, length };
  } catch (error) {
    closeSync2(fd);
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
function checkFirstBlock(block, path) {
  if (isZeroBlock(block, 0)) throw notAnImage(path, "an empty archive");
  try {
    new TarReader({ entry: () => false }).write(block);
  } catch (error) {
    throw error instanceof TarFault ? notAnImage(path, error.message) : error;
  }
}
function openNameless(parent) {
  let folder;
  try {
    folder = mkdtempSync(join(parent, "plimsoll-"));
  } catch (error) {
    throw writeFault(parent, error, "the archive to be unpacked");
  }
  try {
    return openSync(join(folder, "archive.tar"), "wx+", 384);
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
  if (reference.kind === "docker-daemon") {
    const { openEngineImage } = await import("./open-engine-BXTZ6CAL.js");
    return openEngineImage(reference.name, { ...options, mayBeFile: reference.bare });
  }
  if (reference.kind === "containers-storage") {
    const { openContainersStorage } = await import("./containers-storage-OX27YHZV.js");
    return openContainersStorage(reference, options);
  }
  return openPath(reference, options);
}
async function openPath(reference, options) {
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
  const stats = fstatSync(fd);
  if (stats.isDirectory()) {
    closeSync3(fd);
    return new DirectoryStore(reference.path, shown);
  }
  let file = { fd, length: stats.size };
  try {
    if (!stats.isFile() || isCompressed(fd)) {
      file = await spool({ fd, path: shown, ...stats.isFile() ? { length: stats.size } : {} }, options);
      closeSync3(fd);
    }
    return await ArchiveStore.open(file.fd, file.length, shown, options.signal);
  } catch (error) {
    closeSync3(file.fd);
    throw error;
  }
}
function isCompressed(fd) {
  const head = Buffer.alloc(8);
  const count = readSync3(fd, head, 0, head.length, 0);
  return sniffCompression(head.subarray(0, count)) !== "none";
}
async function chooseSource(reference, store, wanted) {
  const hasIndex = store.find("index.json") !== void 0;
  const isOci = hasIndex || store.find("oci-layout") !== void 0;
  const isDocker = store.find("manifest.json") !== void 0 || !isOci && store.find("repositories") !== void 0;
  switch (reference.kind) {
    case "oci":
    case "oci-archive":
      if (!isOci) throw nothingIn(store, `an OCI layout, which has an index.json${isDocker ? " (this is a docker archive)" : ""}`);
      return new OciLayout(store, wanted);
    case "docker-archive":
      if (!isDocker) throw nothingIn(store, `a docker archive, which has a manifest.json${isOci ? " (this is an OCI layout)" : ""}`);
      break;
    default:
      if (!isDocker && !isOci) throw nothingIn(store, "a docker archive (manifest.json) or an OCI layout (index.json)");
      if (!isDocker) return new OciLayout(store, wanted);
  }
  const docker = new DockerArchive(store, wanted);
  return hasIndex ? chooseManifest(docker, store, wanted) : docker;
}
function nothingIn(store, expected) {
  const names = store.topNames();
  const isFileSystem = ["etc", "usr", "bin"].some((name) => names.includes(name));
  const inner = names.length === 1 && ["manifest.json", "index.json"].some((name) => store.find(`${names[0]}/${name}`) !== void 0);
  const remedy = inner ? `the image lies in ${names[0]}: make the archive of what is in it (tar -C ${names[0]} -cf FILE .), or name that directory` : isFileSystem ? "this is a file system, as docker export writes it, and has no layers: use docker save" : void 0;
  const shown = names.slice(0, 5).join(", ") + (names.length > 5 ? `, and ${names.length - 5} more` : "");
  return notAnImage(store.path, shown || "nothing in it", expected, remedy);
}

// src/weigh.ts
async function weigh(reference, options = {}) {
  var _stack = [];
  try {
    const { platforms, directory = ".", onProgress, signal, ...opening } = options;
    const parsed = parseImageReference(reference, (path) => existsSync2(resolve(directory, path)));
    const located = "path" in parsed && !isAbsolute(parsed.path) ? { ...parsed, path: join2(directory, parsed.path) } : parsed;
    const source = __using(_stack, await openSource(located, {
      ...opening,
      ...signal === void 0 ? {} : { signal },
      ...onProgress === void 0 ? {} : { onOpening: tellOpening(reference, onProgress) }
    }), true);
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
function tellOpening(reference, onProgress) {
  let came = 0;
  return ({ platform, totalBytes, totalLayers }, bytes) => {
    came += bytes;
    onProgress({ reference, platform, doneBytes: Math.min(came, totalBytes), totalBytes, doneLayers: 0, totalLayers });
  };
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
    const what = `layer ${index} (${layer.diffID.slice(0, 19)}…) of ${source.name}`;
    if (isScanned(source)) {
      const scan = await source.takeScan(layer, what);
      progress.doneBytes += layer.descriptor.size ?? 0;
      return scan;
    }
    return scanLayer(await source.fetch(layer.descriptor), {
      what,
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
  parseImageReference,
  weigh
};
