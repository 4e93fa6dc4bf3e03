import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  listEntries,
  scanFolder
} from "./chunk-OCEBOFHF.js";
import {
  layerKind
} from "./chunk-HUFAO3EZ.js";
import {
  LayerScan,
  oddTail
} from "./chunk-IGIL577L.js";

// src/cache/scan-cache.ts
import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync
} from "node:fs";
import { join } from "node:path";

// src/cache/layer-key.ts
function layerKey({ descriptor, diffID }) {
  const digest = descriptor.digest ?? diffID;
  const key = blobKey(digest);
  if (key === void 0 || descriptor.digest !== void 0) return key;
  const kind = layerKind(descriptor.mediaType);
  return "compression" in kind && kind.compression !== "none" ? { of: "tar", digest } : void 0;
}
function blobKey(digest) {
  return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest) ? { of: "blob", digest } : void 0;
}
function isScanOf({ of, digest }, scan) {
  if (!scan.hasChecksums) return false;
  return of === "blob" ? scan.digest === digest : scan.diffID === digest && !scan.notes.includes(oddTail);
}

// src/cache/scan-codec.ts
import { endianness } from "node:os";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
var scannerVersion = 2;
var magic = Buffer.from(`PLIMSCA${endianness()[0]}`);
var lengthAt = magic.length;
var checksumAt = lengthAt + 8;
var headerBytes = checksumAt + 4;
var headLengthBytes = 4;
function serializeScan(scan) {
  const { columns, ...plain } = scan.toData();
  const head = Buffer.from(JSON.stringify({ ...plain, lengths: columns.map(({ length }) => length) }));
  const headLength = Buffer.alloc(headLengthBytes);
  headLength.writeUInt32LE(head.length);
  const body = Buffer.concat([
    headLength,
    head,
    ...columns.map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength))
  ]);
  const packed = deflateRawSync(body, { level: 1 });
  const header = Buffer.alloc(headerBytes);
  magic.copy(header);
  header.writeDoubleLE(body.length, lengthAt);
  header.writeUInt32LE(crc32(packed), checksumAt);
  return Buffer.concat([header, packed]);
}
function readScan(bytes) {
  if (bytes.length < headerBytes || !bytes.subarray(0, magic.length).equals(magic)) return void 0;
  const packed = bytes.subarray(headerBytes);
  if (crc32(packed) !== bytes.readUInt32LE(checksumAt)) return void 0;
  try {
    const length = bytes.readDoubleLE(lengthAt);
    const body = inflateRawSync(packed, { maxOutputLength: Math.max(1, length) });
    return body.length === length ? readBody(body) : void 0;
  } catch {
    return void 0;
  }
}
function readBody(body) {
  const headEnd = headLengthBytes + body.readUInt32LE(0);
  const { lengths, ...plain } = JSON.parse(body.toString("utf8", headLengthBytes, headEnd));
  const columns = [];
  let start = headEnd;
  for (const [index, empty] of emptyColumns().entries()) {
    const end = start + (lengths[index] ?? 0) * empty.BYTES_PER_ELEMENT;
    const bytes = new Uint8Array(body.subarray(start, end));
    columns.push(new empty.constructor(bytes.buffer));
    start = end;
  }
  return start === body.length && lengths.length === columns.length ? LayerScan.fromData({ ...plain, columns }) : void 0;
}
function emptyColumns() {
  const scan = new LayerScan();
  scan.trim();
  return scan.toData().columns;
}

// src/cache/scan-cache.ts
var defaultCacheBytes = 512 << 20;
var ScanCache = class {
  #folder;
  #maxBytes;
  #onFault;
  #isFaulty = false;
  #hasGrown = false;
  /** @param root the cache's folder; made when the first scan is kept */
  constructor(root, { maxBytes = defaultCacheBytes, onFault } = {}) {
    this.#folder = scanFolder(root);
    this.#maxBytes = maxBytes;
    this.#onFault = onFault;
  }
  /** The scan of a layer that was read before. */
  find(layer) {
    return this.#findBy(layerKey(layer));
  }
  /** Keeps what was read of a layer, where that is sound. */
  keep(layer, scan) {
    this.#keepBy(layerKey(layer), scan);
  }
  /** The scan of a blob that was read before, whatever image it is of. */
  findBlob(digest) {
    return this.#findBy(blobKey(digest));
  }
  /** Keeps what was read of a blob, where its bytes had that digest. */
  keepBlob(digest, scan) {
    this.#keepBy(blobKey(digest), scan);
  }
  /** Removes what has not been used for longest, until the rest fits. */
  trim() {
    if (!this.#hasGrown) return;
    this.#hasGrown = false;
    this.#attempt(() => {
      let bytes = 0;
      for (const { file, size } of listEntries(this.#folder)) {
        bytes += size;
        if (bytes > this.#maxBytes) rmSync(file, { force: true });
      }
    });
  }
  #findBy(key) {
    return key === void 0 ? void 0 : this.#attempt(() => this.#read(key));
  }
  #keepBy(key, scan) {
    if (key !== void 0 && isScanOf(key, scan)) this.#attempt(() => this.#write(key, serializeScan(scan)));
  }
  #read(key) {
    if (!this.#isThere()) return void 0;
    const file = join(this.#folder, fileName(key));
    const fd = openPresent(file);
    if (fd === void 0) return void 0;
    try {
      const stats = fstatSync(fd);
      if (!isOwn(stats) || stats.size > this.#maxBytes) return void 0;
      const scan = readScan(readFileSync(fd));
      if (scan !== void 0 && isScanOf(key, scan)) {
        touch(fd);
        return scan;
      }
    } finally {
      closeSync(fd);
    }
    rmSync(file, { force: true });
    return void 0;
  }
  /** Under its name there is a whole scan or none: it takes the name when it is written. */
  #write(key, bytes) {
    if (bytes.length > this.#maxBytes) return;
    mkdirSync(this.#folder, { recursive: true, mode: 448 });
    this.#isThere();
    const file = join(this.#folder, fileName(key));
    const unfinished = `${file}.${randomUUID()}.tmp`;
    try {
      writeFileSync(unfinished, bytes, { flag: "wx", mode: 384 });
      renameSync(unfinished, file);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    this.#hasGrown = true;
  }
  /** A symlink in its place may lead to files that are not the cache's. */
  #isThere() {
    const stats = lstatSync(this.#folder, { throwIfNoEntry: false });
    if (stats?.isDirectory() === false) throw new Error("it is not a directory");
    return stats !== void 0;
  }
  #attempt(work) {
    try {
      return work();
    } catch (error) {
      if (!this.#isFaulty) this.#onFault?.(`the cache in ${this.#folder} cannot be used: ${error.message}`);
      this.#isFaulty = true;
      return void 0;
    }
  }
};
function fileName({ of, digest }) {
  return `${digest.replace(":", "-")}.${of}-v${scannerVersion}`;
}
function openPresent(file) {
  try {
    return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP" || code === "EMLINK") return void 0;
    throw error;
  }
}
function touch(fd) {
  const now = /* @__PURE__ */ new Date();
  try {
    futimesSync(fd, now, now);
  } catch {
  }
}
function isOwn(stats) {
  const user = process.getuid?.() ?? 0;
  return stats.isFile() && (user === 0 || stats.uid === user);
}

export {
  ScanCache
};
