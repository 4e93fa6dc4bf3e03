import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  TarFault,
  normalizePath
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

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
function isOddTail(fault) {
  const { message } = fault;
  return !/incorrect (?:data|length) check|checksum|unexpected end of file|the stream ends within/.test(message);
}
function finish(reader, scan, tarBytes) {
  scan.tarBytes = tarBytes;
  if (!reader.end() && tarBytes > 0) scan.notes.push("has no end mark");
}
function explained(error, reader, options) {
  return error instanceof TarFault ? contentError(options, `found ${error.message} at byte ${reader.position} of its tar`) : error;
}
async function attempt(reader, options, read) {
  try {
    await read();
  } catch (error) {
    throw explained(error, reader, options);
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

// src/scan/entry-attributes.ts
function mix(hash, value) {
  return Math.imul(hash ^ (value | 0), 16777619) ^ hash >>> 15;
}
function hashAttributes(entry) {
  const hash = mix(mix(mix(mix(2166136261, entry.mode), entry.uid), entry.gid), entry.device);
  return mix(hash, sumRecords(entry.xattrs)) >>> 0;
}
function hashProperties(entry) {
  return entry.device === 0 && entry.xattrs.length === 0 ? 0 : mix(mix(2166136261, entry.device), sumRecords(entry.xattrs));
}
function sumRecords(records) {
  let sum = 0;
  for (const record of records) {
    let one = 2166136261;
    for (const byte of record) one = mix(one, byte);
    sum = sum + one | 0;
  }
  return sum;
}

// src/scan/fingerprints.ts
var lowPrime = 16777619;
var highPrime = 2246822507;
function mix2(hash, value, prime) {
  return Math.imul(hash ^ value, prime) ^ hash >>> 15;
}
function stir(hash) {
  let value = Math.imul(hash ^ hash >>> 16, 2146121005);
  value = Math.imul(value ^ value >>> 15, 2221713035);
  return value ^ value >>> 16;
}
var lowZeros = [1, 2, 3, 4].reduce((product) => Math.imul(product, lowPrime), 1);
var highZeros = [1, 2, 3, 4].reduce((product) => Math.imul(product, highPrime), 1);
function upper(value) {
  return Math.floor(value / 2 ** 32) | 0;
}
var contentLow = 0;
var contentHigh = 1;
var filesLow = 2;
var filesHigh = 3;
var owners = 4;
var modes = 5;
var times = 6;
var order = 7;
var count = 8;
var Fingerprints = class {
  #sums = new Int32Array(count);
  /** Hashes of the entry that was begun, for `content` two FNV-1a of 32 bits side by side, and those for `files`. */
  #low = 0;
  #high = 0;
  #otherLow = 0;
  #otherHigh = 0;
  /**
   * Takes in an entry, all but its contents; `end` must follow.
   * @param path normalised, and of a whiteout what it removes
   * @param attributes a hash of mode, owner, device and extended attributes, of 32 bits
   */
  begin(path, kind, entry, attributes) {
    let low = 2166136261;
    let high = 2646966556;
    for (let index = 0; index < path.length; index++) {
      const byte = path[index];
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    const sums = this.#sums;
    const { size, linkName, mtime } = entry;
    sums[owners] += stir(mix2(mix2(low, entry.uid | 0, lowPrime), entry.gid | 0, lowPrime));
    sums[modes] += stir(mix2(high, entry.mode, highPrime));
    sums[times] += stir(mix2(mix2(low, mtime | 0, lowPrime), upper(mtime), lowPrime));
    sums[order] = mix2(sums[order], stir(low), highPrime);
    const properties = hashProperties(entry);
    let otherLow = mix2(mix2(mix2(mix2(low, kind, lowPrime), size | 0, lowPrime), upper(size), lowPrime), properties, lowPrime);
    let otherHigh = mix2(mix2(mix2(mix2(high, kind, highPrime), size | 0, highPrime), upper(size), highPrime), properties, highPrime);
    low = Math.imul(Math.imul(low, lowPrime) ^ kind, lowPrime);
    high = Math.imul(Math.imul(high, highPrime) ^ kind, highPrime);
    for (let shift = 0; shift < 32; shift += 8) {
      const byte = attributes >>> shift & 255;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    low = Math.imul(low, lowZeros);
    high = Math.imul(high, highZeros);
    for (let shift = 0; shift < 64; shift += 8) {
      const byte = (shift < 32 ? size : upper(size)) >>> shift & 255;
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
    }
    for (let index = 0; index < linkName.length; index++) {
      const byte = linkName[index];
      low = Math.imul(low ^ byte, lowPrime);
      high = Math.imul(high ^ byte, highPrime);
      otherLow = mix2(otherLow, byte, lowPrime);
      otherHigh = mix2(otherHigh, byte, highPrime);
    }
    this.#low = Math.imul(low, lowPrime);
    this.#high = Math.imul(high, highPrime);
    this.#otherLow = otherLow;
    this.#otherHigh = otherHigh;
  }
  /** @param checksum of the contents, of 32 bits, where it names them */
  end(checksum) {
    let [low, high, otherLow, otherHigh] = [this.#low, this.#high, this.#otherLow, this.#otherHigh];
    if (checksum !== void 0) {
      for (let shift = 0; shift < 32; shift += 8) {
        const byte = checksum >>> shift & 255;
        low = Math.imul(low ^ byte, lowPrime);
        high = Math.imul(high ^ byte, highPrime);
      }
      low = Math.imul(low, lowZeros);
      high = Math.imul(high, highZeros);
      otherLow = mix2(otherLow, checksum, lowPrime);
      otherHigh = mix2(otherHigh, checksum, highPrime);
    }
    const sums = this.#sums;
    sums[contentLow] += stir(low);
    sums[contentHigh] += stir(high);
    sums[filesLow] += stir(otherLow);
    sums[filesHigh] += stir(otherHigh);
  }
  /** All sums, as they pass between threads and are kept. */
  get sums() {
    return this.#sums;
  }
  /** Takes over sums that were made elsewhere. */
  adopt(sums) {
    this.#sums = sums;
  }
  /** Everything but times and order, in 16 hexadecimal digits. */
  get content() {
    return this.#hex(contentHigh) + this.#hex(contentLow);
  }
  /** The same without owners and modes. */
  get files() {
    return this.#hex(filesHigh) + this.#hex(filesLow);
  }
  /** In 8 digits, as those that follow. */
  get owners() {
    return this.#hex(owners);
  }
  get modes() {
    return this.#hex(modes);
  }
  get times() {
    return this.#hex(times);
  }
  get order() {
    return this.#hex(order);
  }
  #hex(place) {
    return (this.#sums[place] >>> 0).toString(16).padStart(8, "0");
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
  checksumKind = "crc32";
  /** What in the blob told the entries, where the tar itself was not read: its table of contents, or the tar-split index beside that. */
  listedFrom;
  /** Whether the entries come in the order of the tar: a table of contents need not keep it. */
  keepsOrder = true;
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
  #fingerprints = new Fingerprints();
  /** How many entries are in the fingerprints with their contents. */
  #fingerprinted = 0;
  /**
   * `attributes` is a hash of mode, owner, device and extended attributes: of all that a chmod, chown or setcap changes.
   * The checksum of an entry's body is to be set before the next entry, and what the checksums are before the second.
   */
  add(entry, attributes) {
    this.#endFingerprint();
    const index = this.count++;
    const { kind, path } = classify(entry);
    const code = kindCode[kind];
    this.#fingerprints.begin(path, code, entry, attributes);
    this.#paths.add(path);
    this.#kinds.set(index, code);
    this.#sizes.set(index, entry.size);
    this.#bodies.set(index, entry.bodyOffset);
    this.#linkNumbers.set(index, entry.linkName.length > 0 ? this.#links.add(entry.linkName) : -1);
    this.#attributes.set(index, attributes);
    this.totalBytes += entry.size;
    return index;
  }
  /** Whether the checksums name contents in other images too, among those of their kind. */
  get namesContents() {
    return this.hasChecksums && !this.checksumsAreInternal;
  }
  setChecksum(index, checksum) {
    this.#checksums.set(index, checksum);
  }
  #endFingerprint() {
    if (this.#fingerprinted === this.count) return;
    this.#fingerprints.end(this.namesContents ? this.#checksums.get(this.#fingerprinted) : void 0);
    this.#fingerprinted = this.count;
  }
  /** What tells this layer from another one, once it is trimmed. */
  get fingerprints() {
    return this.#fingerprints;
  }
  /** Ends the collecting, and gives back the memory that growing took. */
  trim() {
    this.#endFingerprint();
    this.#paths.trim();
    this.#links.trim();
    for (const column of [this.#kinds, this.#sizes, this.#bodies, this.#linkNumbers, this.#checksums, this.#attributes])
      column.trim(this.count);
  }
  /** The trimmed scan, for another thread; the columns may be moved there. */
  toData() {
    const { count: count2, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal, keepsOrder } = this;
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
      this.#attributes.values,
      this.#fingerprints.sums
    ];
    return { count: count2, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal, keepsOrder, columns };
  }
  static fromData(data) {
    const scan = new _LayerScan();
    const { columns, notes, ...plain } = data;
    Object.assign(scan, plain);
    scan.notes.push(...notes);
    const [paths, pathEnds, links, linkEnds, kinds, sizes, bodies, linkNumbers, checksums, attributes, sums] = columns;
    scan.#paths.adopt(paths, pathEnds);
    scan.#links.adopt(links, linkEnds);
    scan.#kinds.adopt(kinds);
    scan.#sizes.adopt(sizes);
    scan.#bodies.adopt(bodies);
    scan.#linkNumbers.adopt(linkNumbers);
    scan.#checksums.adopt(checksums);
    scan.#attributes.adopt(attributes);
    scan.#fingerprints.adopt(sums);
    scan.#fingerprinted = scan.count;
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
  /** Checksum of the body, of the scan's `checksumKind`; meaningful only with `hasChecksums`. */
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
  isOddTail,
  finish,
  explained,
  attempt,
  verifyDigest,
  hashAttributes,
  entryKinds,
  kindCode,
  LayerScan,
  collector
};
