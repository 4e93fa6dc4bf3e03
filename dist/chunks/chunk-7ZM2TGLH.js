import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  TarFault,
  normalizePath
} from "./chunk-UMDBVFCF.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";

// src/scan/scan-options.ts
function makeAllowance(maxBytes) {
  const left = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  left[0] = BigInt(maxBytes);
  return { maxBytes, left };
}
function checksTar({ verify, digest }) {
  return verify === true || digest === void 0;
}
function takeAllowance(bytes, options) {
  const { allowance } = options;
  if (allowance === void 0) return;
  const before = Atomics.sub(allowance.left, 0, BigInt(bytes));
  if (before >= BigInt(bytes)) return;
  throw new ExpectedError(
    "too-large",
    `reading ${options.what}: the image unpacks to more than the ${allowance.maxBytes} bytes that --max-uncompressed allows`,
    {
      hint: "if the image is meant to be that large, raise --max-uncompressed"
    }
  );
}
function giveBack(bytes, { allowance }) {
  if (allowance !== void 0) Atomics.add(allowance.left, 0, BigInt(bytes));
}
function checkAbort(signal) {
  if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
}
function contentError(options, found) {
  return new ExpectedError("content", `reading ${options.what}: ${found}`, {
    hint: "the image is damaged or was cut off: save, copy or build it again"
  });
}
var oddTail = "holds bytes behind its end that do not decompress";
function finish(reader, scan, tarBytes) {
  scan.tarBytes = tarBytes;
  if (!reader.end() && tarBytes > 0) scan.notes.push("has no end mark");
}
async function attempt(reader, options, read) {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof TarFault)) throw error;
    throw contentError(options, `found ${error.message} at byte ${reader.position} of its tar`);
  }
}
function verifyDigest(verifier, of, options) {
  if (verifier === void 0) return void 0;
  const found = verifier.digest();
  if (found !== verifier.expected) throw contentError(options, `${of} have the digest ${found}, where ${verifier.expected} was declared`);
  return found;
}

// src/scan/columns.ts
var chunkBits = 11;
var chunkLength = 1 << chunkBits;
var Column = class {
  #chunks = [];
  #values;
  #make;
  constructor(make) {
    this.#make = make;
  }
  /** The whole column as one array, once it is trimmed. */
  get values() {
    this.#values ??= this.#make(0);
    return this.#values;
  }
  get(index) {
    if (this.#values !== void 0) return this.#values[index];
    return this.#chunks[index >>> chunkBits]?.[index & chunkLength - 1] ?? 0;
  }
  /** Rows may be set here and there only; those that never are count 0. */
  set(index, value) {
    const chunk = index >>> chunkBits;
    this.#chunks[chunk] ??= this.#make(chunkLength);
    this.#chunks[chunk][index & chunkLength - 1] = value;
  }
  /** Ends the growing: no row may be set any more. */
  trim(length) {
    if (this.#values !== void 0) return;
    const values = this.#make(length);
    for (const [index, chunk] of this.#chunks.entries()) {
      const start = index * chunkLength;
      if (chunk !== void 0 && start < length) values.set(chunk.subarray(0, length - start), start);
    }
    this.adopt(values);
  }
  /** Takes over values that were trimmed elsewhere. */
  adopt(values) {
    this.#values = values;
    this.#chunks = [];
  }
};
var byteChunkLength = 1 << 15;
var Pieces = class {
  ends = new Column((length) => new Float64Array(length));
  count = 0;
  #length = 0;
  #parts = [];
  #partFill = 0;
  #bytes;
  /** All bytes, once they are trimmed. */
  get bytes() {
    this.#bytes ??= new Uint8Array(0);
    return this.#bytes;
  }
  /** @returns the number of the piece */
  add(piece) {
    const last = this.#parts.at(-1);
    if (last === void 0 || this.#partFill + piece.length > last.length) this.#startPart(Math.max(piece.length, byteChunkLength));
    this.#parts.at(-1).set(piece, this.#partFill);
    this.#partFill += piece.length;
    this.#length += piece.length;
    this.ends.set(this.count, this.#length);
    return this.count++;
  }
  #startPart(length) {
    const last = this.#parts.pop();
    if (last !== void 0) this.#parts.push(last.subarray(0, this.#partFill));
    this.#parts.push(new Uint8Array(length));
    this.#partFill = 0;
  }
  at(index) {
    if (this.#bytes === void 0) this.trim();
    return this.#bytes.subarray(index === 0 ? 0 : this.ends.get(index - 1), this.ends.get(index));
  }
  /** Takes over pieces that were trimmed elsewhere. */
  adopt(bytes, ends) {
    this.#bytes = bytes;
    this.ends.adopt(ends);
    this.count = ends.length;
    this.#parts = [];
  }
  /** Ends the growing: no piece may be added any more. */
  trim() {
    if (this.#bytes !== void 0) return;
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part.subarray(0, Math.min(part.length, this.#length - at)), at);
      at += part.length;
    }
    this.#bytes = bytes;
    this.#parts = [];
    this.ends.trim(this.count);
  }
};

// src/scan/layer-scan.ts
var entryKinds = [
  "file",
  "link",
  "symlink",
  "directory",
  "character-device",
  "block-device",
  "fifo",
  "whiteout",
  "opaque",
  "metadata"
];
var kindCode = Object.fromEntries(entryKinds.map((kind, code) => [kind, code]));
var LayerScan = class _LayerScan {
  /** Number of entries, whiteouts included. */
  count = 0;
  /** Bytes of the regular-file entries stored in the layer. */
  totalBytes = 0;
  /** Bytes of the tar itself, headers and padding included. */
  tarBytes = 0;
  /** What is odd about the tar, but no error. */
  notes = [];
  /** Digest of the stored blob and of the tar in it, where the bytes were read to the end. */
  digest;
  diffID;
  /** Whether the contents' checksums are known. */
  hasChecksums = false;
  /**
   * Whether they tell bodies of this image apart and no more: they are no CRC-32s of the whole, or the same layer read another way
   * would have none. Then they stand in no Analysis.
   */
  checksumsAreInternal = false;
  /** Where the tar's bytes can be had again at random, for comparing two bodies: an open file and the place of the tar in it. */
  file;
  #paths = new Pieces();
  #links = new Pieces();
  #kinds = new Column((length) => new Uint8Array(length));
  #sizes = new Column((length) => new Float64Array(length));
  #bodies = new Column((length) => new Float64Array(length));
  #linkNumbers = new Column((length) => new Int32Array(length));
  #checksums = new Column((length) => new Uint32Array(length));
  #attributes = new Column((length) => new Uint32Array(length));
  /** `attributes` is a hash of mode, owner, device and extended attributes: of all that a chmod, chown or setcap changes. */
  add(entry, attributes) {
    const index = this.count++;
    const { kind, path } = classify(entry);
    this.#paths.add(path);
    this.#kinds.set(index, kindCode[kind]);
    this.#sizes.set(index, entry.size);
    this.#bodies.set(index, entry.bodyOffset);
    this.#linkNumbers.set(index, entry.linkName.length > 0 ? this.#links.add(entry.linkName) : -1);
    this.#attributes.set(index, attributes);
    this.totalBytes += entry.size;
    return index;
  }
  /** Whether the checksums are CRC-32s that name contents wherever the layer is read. */
  get namesContents() {
    return this.hasChecksums && !this.checksumsAreInternal;
  }
  setChecksum(index, checksum) {
    this.#checksums.set(index, checksum);
  }
  /** Gives back the memory that growing took. */
  trim() {
    this.#paths.trim();
    this.#links.trim();
    for (const column of [this.#kinds, this.#sizes, this.#bodies, this.#linkNumbers, this.#checksums, this.#attributes])
      column.trim(this.count);
  }
  /** The trimmed scan, for another thread; the columns may be moved there. */
  toData() {
    const { count, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal } = this;
    const columns = [
      this.#paths.bytes,
      this.#paths.ends.values,
      this.#links.bytes,
      this.#links.ends.values,
      this.#kinds.values,
      this.#sizes.values,
      this.#bodies.values,
      this.#linkNumbers.values,
      this.#checksums.values,
      this.#attributes.values
    ];
    return { count, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal, columns };
  }
  static fromData(data) {
    const scan = new _LayerScan();
    const { columns, notes, ...plain } = data;
    Object.assign(scan, plain);
    scan.notes.push(...notes);
    const [paths, pathEnds, links, linkEnds, kinds, sizes, bodies, linkNumbers, checksums, attributes] = columns;
    scan.#paths.adopt(paths, pathEnds);
    scan.#links.adopt(links, linkEnds);
    scan.#kinds.adopt(kinds);
    scan.#sizes.adopt(sizes);
    scan.#bodies.adopt(bodies);
    scan.#linkNumbers.adopt(linkNumbers);
    scan.#checksums.adopt(checksums);
    scan.#attributes.adopt(attributes);
    return scan;
  }
  /** Index into entryKinds. */
  kind(index) {
    return this.#kinds.get(index);
  }
  /** Normalised. For a whiteout the path it removes, for an opaque one the directory it empties. */
  path(index) {
    return this.#paths.at(index);
  }
  /** Stored bytes. */
  size(index) {
    return this.#sizes.get(index);
  }
  /** Bytes from the start of the tar to the body. */
  bodyOffset(index) {
    return this.#bodies.get(index);
  }
  /** Target of a link or symlink as stored, empty if there is none. */
  link(index) {
    const number = this.#linkNumbers.get(index);
    return number < 0 ? new Uint8Array(0) : this.#links.at(number);
  }
  /** CRC-32 of the body; meaningful only with `hasChecksums`, and another checksum where these are internal. */
  checksum(index) {
    return this.#checksums.get(index);
  }
  attributes(index) {
    return this.#attributes.get(index);
  }
};
var prefix = Buffer.from(".wh.");
var opaque = Buffer.from(".wh..wh..opq");
var reserved = Buffer.from(".wh..wh.");
function startsWith(bytes, from, text) {
  for (let index = 0; index < text.length; index++) if (bytes[from + index] !== text[index]) return false;
  return true;
}
function classify(entry) {
  const path = normalizePath(entry.name);
  let start = path.length;
  while (start > 0 && path[start - 1] !== 47) start--;
  if (path.length - start <= prefix.length || !startsWith(path, start, prefix)) return { kind: entry.type, path };
  const directory = path.subarray(0, Math.max(0, start - 1));
  if (path.length - start === opaque.length && startsWith(path, start, opaque)) return { kind: "opaque", path: directory };
  if (startsWith(path, start, reserved)) return { kind: "metadata", path };
  const removed = new Uint8Array(path.length - prefix.length);
  removed.set(path.subarray(0, start));
  removed.set(path.subarray(start + prefix.length), start);
  return { kind: "whiteout", path: removed };
}

// src/scan/collector.ts
import { crc32 } from "node:zlib";

// src/scan/entry-attributes.ts
function mix(hash, value) {
  return Math.imul(hash ^ (value | 0), 16777619) ^ hash >>> 15;
}
function hashAttributes(entry) {
  let hash = mix(mix(mix(mix(2166136261, entry.mode), entry.uid), entry.gid), entry.device);
  let records = 0;
  for (const record of entry.xattrs) {
    let one = 2166136261;
    for (const byte of record) one = mix(one, byte);
    records = records + one | 0;
  }
  hash = mix(hash, records);
  return hash >>> 0;
}

// src/scan/collector.ts
function collector(scan, checksums) {
  const fileCode = kindCode.file;
  let current = 0;
  let checksum = 0;
  let unknownTypes = 0;
  return {
    entry(entry) {
      current = scan.add(entry, hashAttributes(entry));
      checksum = 0;
      if (entry.unknownType && unknownTypes++ === 0)
        scan.notes.push("holds entries of a type that no tar format defines; they are weighed as files");
      return checksums && entry.size > 0 && scan.kind(current) === fileCode;
    },
    body(chunk, start, end) {
      checksum = crc32(chunk.subarray(start, end), checksum);
    },
    bodyEnd() {
      scan.setChecksum(current, checksum);
    }
  };
}

export {
  makeAllowance,
  checksTar,
  takeAllowance,
  giveBack,
  checkAbort,
  contentError,
  oddTail,
  finish,
  attempt,
  verifyDigest,
  entryKinds,
  kindCode,
  LayerScan,
  collector
};
