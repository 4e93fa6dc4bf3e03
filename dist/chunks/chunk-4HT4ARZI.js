import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/scan/tar-header.ts
var blockSize = 512;
var TarFault = class extends Error {
};
var space = 32;
var zero = 48;
var seven = 55;
function isZeroBlock(block, start) {
  for (let index = start, end = start + blockSize; index < end; index++) if (block[index] !== 0) return false;
  return true;
}
function textEnd(bytes, start, end) {
  for (let index = start; index < end; index++) if (bytes[index] === 0) return index;
  return end;
}
function octal(block, start, end, field) {
  let from = start;
  let to = end;
  while (from < to && (block[from] === space || block[from] === 0)) from++;
  while (to > from && (block[to - 1] === space || block[to - 1] === 0)) to--;
  let value = 0;
  for (let index = from; index < to; index++) {
    const digit = block[index];
    if (digit === 0) break;
    if (digit < zero || digit > seven) throw new TarFault(`a ${field} field that is not an octal number`);
    value = value * 8 + (digit - zero);
  }
  return value;
}
function parseNumeric(block, start, length, field) {
  const first = block[start];
  if ((first & 128) === 0) return octal(block, start, start + length, field);
  const negative = (first & 64) !== 0;
  let value = negative ? (first & 63) - 64 : first & 63;
  for (let index = start + 1; index < start + length; index++) value = value * 256 + block[index];
  if (value >= 2 ** 63 || value < -(2 ** 63)) throw new TarFault(`a ${field} field of more than 63 bits`);
  return value;
}
function sumBytes(block, start) {
  let sum = 8 * space;
  for (let index = 0; index < blockSize; index += 4) {
    const at = start + index;
    if (index !== 148 && index !== 152) sum += block[at] + block[at + 1] + block[at + 2] + block[at + 3];
  }
  return sum;
}
function sumSignedBytes(block, start) {
  let sum = sumBytes(block, start);
  for (let index = 0; index < blockSize; index++) if (block[start + index] > 127 && (index < 148 || index >= 156)) sum -= 256;
  return sum;
}
function isChecksumRight(block, start) {
  let stored;
  try {
    stored = octal(block, start + 148, start + 156, "checksum");
  } catch {
    return false;
  }
  return stored === sumBytes(block, start) || stored === sumSignedBytes(block, start);
}
function matches(block, start, text2) {
  for (let index = 0; index < text2.length; index++) if (block[start + index] !== text2.charCodeAt(index)) return false;
  return true;
}
function parseFormat(block, start) {
  if (matches(block, start + 257, "ustar\0")) return matches(block, start + 508, "tar\0") ? "star" : "ustar";
  return matches(block, start + 257, "ustar  \0") ? "gnu" : "v7";
}
function parseHeader(block, start, into) {
  if (!isChecksumRight(block, start)) throw new TarFault("a block whose checksum is not that of a tar header");
  into.format = parseFormat(block, start);
  into.typeflag = block[start + 156];
  into.mode = parseNumeric(block, start + 100, 8, "mode");
  into.uid = parseNumeric(block, start + 108, 8, "uid");
  into.gid = parseNumeric(block, start + 116, 8, "gid");
  into.size = parseNumeric(block, start + 124, 12, "size");
  into.mtime = parseNumeric(block, start + 136, 12, "mtime");
  into.device = 0;
  if (into.format === "v7") return;
  into.device = parseNumeric(block, start + 329, 8, "device") * 2 ** 20 + parseNumeric(block, start + 337, 8, "device");
  if (into.format !== "star") return;
  parseNumeric(block, start + 476, 12, "atime");
  parseNumeric(block, start + 488, 12, "ctime");
}
function headerName(block, start, format) {
  const nameEnd = textEnd(block, start, start + 100);
  const prefixEnd = prefixEndOf(block, start, format);
  const prefixStart = start + 345;
  if (prefixEnd === prefixStart) return block.subarray(start, nameEnd);
  const name = new Uint8Array(prefixEnd - prefixStart + 1 + nameEnd - start);
  name.set(block.subarray(prefixStart, prefixEnd));
  name[prefixEnd - prefixStart] = 47;
  name.set(block.subarray(start, nameEnd), prefixEnd - prefixStart + 1);
  return name;
}
function prefixEndOf(block, start, format) {
  const prefixStart = start + 345;
  if (format === "v7") return prefixStart;
  if (format !== "gnu") return textEnd(block, prefixStart, prefixStart + (format === "star" ? 131 : 155));
  try {
    if (block[prefixStart] !== 0) parseNumeric(block, prefixStart, 12, "atime");
    if (block[prefixStart + 12] !== 0) parseNumeric(block, prefixStart + 12, 12, "ctime");
    return prefixStart;
  } catch {
    const end = textEnd(block, prefixStart, prefixStart + 155);
    return block.subarray(prefixStart, end).every((byte) => byte < 128) ? end : prefixStart;
  }
}
function headerLinkName(block, start) {
  return block.subarray(start + 157, textEnd(block, start + 157, start + 257));
}

// src/scan/path.ts
var slash = 47;
var dot = 46;
function isNormal(name) {
  let partStart = 0;
  for (let index = 0; index <= name.length; index++) {
    if (index < name.length && name[index] !== slash) continue;
    const length = index - partStart;
    if (length === 0) return name.length === 0;
    if (name[partStart] === dot && (length === 1 || length === 2 && name[partStart + 1] === dot)) return false;
    partStart = index + 1;
  }
  return true;
}
function normalizePath(name) {
  if (isNormal(name)) return name;
  const parts = [];
  let partStart = 0;
  for (let index = 0; index <= name.length; index++) {
    if (index < name.length && name[index] !== slash) continue;
    const part = name.subarray(partStart, index);
    partStart = index + 1;
    if (part.length === 0 || part.length === 1 && part[0] === dot) continue;
    if (part.length === 2 && part[0] === dot && part[1] === dot) parts.pop();
    else parts.push(part);
  }
  const length = parts.reduce((sum, part) => sum + part.length + 1, -1);
  const path = new Uint8Array(Math.max(0, length));
  let at = 0;
  for (const part of parts) {
    path.set(part, at);
    at += part.length;
    if (at < path.length) path[at++] = slash;
  }
  return path;
}
function resolveLink(directory, target) {
  if (target[0] === slash || directory.length === 0) return normalizePath(target);
  const joined = new Uint8Array(directory.length + 1 + target.length);
  joined.set(directory);
  joined[directory.length] = slash;
  joined.set(target, directory.length + 1);
  return normalizePath(joined);
}
var utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
function decodePath(path) {
  const buffer = Buffer.from(path.buffer, path.byteOffset, path.byteLength);
  const text2 = buffer.toString("latin1");
  if (/^[\x00-\x7f]*$/.test(text2)) return text2;
  try {
    return utf8.decode(buffer);
  } catch {
    return escapeInvalid(buffer);
  }
}
function escapeInvalid(bytes) {
  let text2 = "";
  for (let index = 0; index < bytes.length; ) {
    const length = sequenceLength(bytes[index]);
    let piece;
    if (length > 0 && index + length <= bytes.length) {
      try {
        piece = utf8.decode(bytes.subarray(index, index + length));
      } catch {
        piece = void 0;
      }
    }
    text2 += piece ?? String.fromCharCode(56320 + bytes[index]);
    index += piece === void 0 ? 1 : length;
  }
  return text2;
}
function sequenceLength(first) {
  if (first < 128) return 1;
  if (first < 194) return 0;
  if (first < 224) return 2;
  return first < 240 ? 3 : first < 245 ? 4 : 0;
}

// src/image/verifier.ts
import { createHash } from "node:crypto";
var algorithms = ["sha256", "sha512"];
var Verifier = class _Verifier {
  expected;
  #hash;
  #algorithm;
  constructor(expected, algorithm) {
    this.expected = expected;
    this.#algorithm = algorithm;
    this.#hash = createHash(algorithm);
  }
  /** None where no digest is known, or one of an algorithm that can be carried but not checked. */
  static for(digest) {
    const algorithm = digest?.split(":", 1)[0] ?? "";
    return digest !== void 0 && algorithms.includes(algorithm) ? new _Verifier(digest, algorithm) : void 0;
  }
  update(chunk) {
    this.#hash.update(chunk);
  }
  /** The digest of all bytes that passed. */
  digest() {
    return `${this.#algorithm}:${this.#hash.digest("hex")}`;
  }
};

// src/scan/pax-numbers.ts
function parseInteger(text2, key) {
  const value = Number(text2);
  if (!/^[+-]?\d+$/.test(text2) || Math.abs(value) >= 2 ** 63) throw new TarFault(`a PAX record ${key} that is not an integer`);
  return value;
}
function parseSeconds(text2, key) {
  const parts = /^([+-]?\d+)(?:\.(\d*))?$/.exec(text2);
  if (parts === null) throw new TarFault(`a PAX record ${key} that is not a time`);
  const seconds = parseInteger(parts[1], key);
  const isBelow = text2.startsWith("-") && /[1-9]/.test((parts[2] ?? "").slice(0, 9));
  return isBelow ? seconds - 1 : seconds;
}

// src/scan/sparse-map.ts
var newline = 10;
var SparseRegions = class {
  #size;
  #offset;
  #end = 0;
  /** @throws TarFault for a negative size */
  constructor(size) {
    if (size < 0) throw new TarFault("a sparse file of a negative size");
    this.#size = size;
  }
  /** Takes an offset and the length that belongs to it in turn. */
  add(number) {
    if (number < 0) throw new TarFault("a sparse map with a negative number");
    if (this.#offset === void 0) {
      this.#offset = number;
      return;
    }
    const end = this.#offset + number;
    if (this.#offset < this.#end || end > this.#size) throw new TarFault("a sparse map whose regions overlap or leave the file");
    this.#end = end;
    this.#offset = void 0;
  }
};
var SparseMap = class {
  /** Bytes read so far, whole blocks. */
  bytes = 0;
  #regions;
  #text = "";
  /** Numbers still to come; unknown before the first. */
  #expected;
  constructor(logicalSize) {
    this.#regions = new SparseRegions(logicalSize);
  }
  /**
   * Reads one block.
   * @returns whether the map is complete
   */
  read(block, start) {
    this.bytes += blockSize;
    for (let index = start; index < start + blockSize && this.#expected !== 0; index++) {
      const byte = block[index];
      if (byte === newline) this.#endNumber();
      else this.#text += String.fromCharCode(byte);
    }
    return this.#expected === 0;
  }
  #endNumber() {
    const number = parseInteger(this.#text, "of a sparse map");
    this.#text = "";
    if (this.#expected === void 0) {
      if (number < 0) throw new TarFault("a sparse map of a negative length");
      this.#expected = number * 2;
      return;
    }
    this.#regions.add(number);
    this.#expected--;
  }
};
var maxOldBlocks = 2047;
var OldSparseMap = class {
  logicalSize;
  #isComplete;
  #blocks = 0;
  #regions;
  /** @param start of the header */
  constructor(header, start) {
    this.logicalSize = parseNumeric(header, start + 483, 12, "real size");
    if (!Number.isSafeInteger(this.logicalSize)) throw new TarFault("a sparse file of more than 2^53 bytes");
    this.#regions = new SparseRegions(this.logicalSize);
    this.#add(header, start + 386, 4);
    this.#isComplete = header[start + 482] === 0;
  }
  get isComplete() {
    return this.#isComplete;
  }
  read(block, start) {
    if (++this.#blocks > maxOldBlocks) throw new TarFault("a sparse map that is longer than engines read");
    this.#add(block, start, 21);
    this.#isComplete = block[start + 504] === 0;
  }
  #add(block, start, count) {
    for (let at = start; at < start + count * 24 && block[at] !== 0; at += 24) {
      this.#regions.add(parseNumeric(block, at, 12, "sparse offset"));
      this.#regions.add(parseNumeric(block, at + 12, 12, "sparse length"));
    }
  }
};

// src/scan/pax-sparse.ts
function setSparseRecord(into, key, value, text2) {
  switch (key) {
    case "major":
    case "minor":
    case "map":
    case "numblocks":
    case "size":
    case "realsize":
      into[key] = text2;
      return;
    case "name":
      into.name = value.slice();
      return;
    case "offset":
    case "numbytes":
      if (into.pairs.length % 2 === 0 !== (key === "offset") || text2.includes(","))
        throw new TarFault("sparse records that are not pairs of an offset and a length");
      into.pairs.push(text2);
  }
}
function sparseForm(records) {
  if (records === void 0) return void 0;
  const { major = "", minor = "", map = "" } = records;
  if (major === "1" && minor === "0") return "body";
  if (major === "0" && (minor === "0" || minor === "1")) return "records";
  if (major !== "" || minor !== "" || map === "") return void 0;
  return "records";
}
function logicalSizeOf(records) {
  const text2 = records.size || records.realsize;
  return text2 ? parseInteger(text2, "GNU.sparse.size") : void 0;
}
function checkSparseRecords({ numblocks = "", map = "" }, size) {
  const numbers = map === "" ? [] : map.split(",");
  if (parseInteger(numblocks, "GNU.sparse.numblocks") * 2 !== numbers.length)
    throw new TarFault("a sparse map with another number of regions than it says");
  const regions = new SparseRegions(size);
  for (const number of numbers) regions.add(parseInteger(number, "GNU.sparse.map"));
}

// src/scan/pax.ts
var space2 = 32;
var equals = 61;
var newline2 = 10;
var plus = 43;
var xattrPrefix = "SCHILY.xattr.";
var sparsePrefix = "GNU.sparse.";
function parsePax(body, into) {
  for (let at = 0; at < body.length; ) {
    let length = 0;
    let cursor = at;
    if (body[cursor] === plus) cursor++;
    for (; cursor < body.length && body[cursor] !== space2; cursor++) {
      const digit = body[cursor] - 48;
      if (digit < 0 || digit > 9) throw new TarFault("a PAX record without a length");
      length = length * 10 + digit;
    }
    const end = at + length;
    if (length <= cursor - at + 1 || end > body.length || body[end - 1] !== newline2)
      throw new TarFault("a PAX record whose length is wrong");
    const separator = body.indexOf(equals, cursor + 1);
    if (separator < 0 || separator >= end || separator === cursor + 1) throw new TarFault("a PAX record without a key");
    const key = latin1(body.subarray(cursor + 1, separator));
    setRecord(into, key, body.subarray(separator + 1, end - 1), body.subarray(cursor + 1, end - 1));
    at = end;
  }
  if (into.sparse !== void 0 && into.sparse.pairs.length > 0) into.sparse.map = into.sparse.pairs.join(",");
}
function latin1(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
function setRecord(into, key, value, record) {
  switch (key) {
    case "path":
      into.name = text(value, key).slice();
      return;
    case "linkpath":
      into.linkName = text(value, key).slice();
      return;
    case "uname":
    case "gname":
      text(value, key);
      return;
    case "size":
    case "uid":
    case "gid":
    case "mtime":
    case "atime":
    case "ctime":
      into[key] = latin1(value);
      return;
  }
  if (key.includes("\0")) throw new TarFault("a PAX key that holds a NUL byte");
  if (key.startsWith(xattrPrefix)) {
    into.xattrs ??= [];
    into.xattrs.push(record.slice());
  } else if (key.startsWith(sparsePrefix)) {
    into.sparse ??= { pairs: [] };
    setSparseRecord(into.sparse, key.slice(sparsePrefix.length), value, latin1(value));
  }
}
function text(value, key) {
  if (value.includes(0)) throw new TarFault(`a PAX ${key} that holds a NUL byte`);
  return value;
}

// src/scan/extended-headers.ts
var none = new Uint8Array(0);
var maxExtensionBytes = 1 << 20;
var paxFlag = "x".charCodeAt(0);
var globalFlag = "g".charCodeAt(0);
var longNameFlag = "L".charCodeAt(0);
var longLinkFlag = "K".charCodeAt(0);
function isExtensionFlag(typeflag) {
  return typeflag === paxFlag || typeflag === globalFlag || typeflag === longNameFlag || typeflag === longLinkFlag;
}
var ExtendedHeaders = class {
  #flag = 0;
  #body = none;
  #fill = 0;
  #extensions = {};
  #longName = none;
  #longLink = none;
  /** A header has been read whose body follows. @throws TarFault where it is larger than engines read */
  begin({ typeflag, size }) {
    if (size < 0 || size > maxExtensionBytes)
      throw new TarFault(`an extended header of ${size} bytes, where ${maxExtensionBytes} are the most that engines read`);
    this.#flag = typeflag;
    this.#body = new Uint8Array(size);
    this.#fill = 0;
  }
  /** Bytes of the body, those that are still to come included. */
  get size() {
    return this.#body.length;
  }
  /** Whether the body is all there. */
  get isComplete() {
    return this.#fill === this.#body.length;
  }
  /** Takes what it needs of the bytes. @returns how many it took */
  read(chunk, start, end) {
    const count = Math.min(end - start, this.#body.length - this.#fill);
    this.#body.set(chunk.subarray(start, start + count), this.#fill);
    this.#fill += count;
    return count;
  }
  /** Says that the body is complete. @throws TarFault where Go's reader would refuse it */
  finish() {
    const body = this.#body;
    switch (this.#flag) {
      case paxFlag:
        this.#extensions = {};
        parsePax(body, this.#extensions);
        break;
      case longNameFlag:
        this.#longName = body.subarray(0, textEnd(body, 0, body.length));
        break;
      case longLinkFlag:
        this.#longLink = body.subarray(0, textEnd(body, 0, body.length));
        break;
      default:
        parsePax(body, {});
        this.#forget();
    }
  }
  /** What they say of the entry that has come; what follows begins anew. */
  take() {
    const extensions = this.#extensions;
    if (this.#longName.length > 0) extensions.name = this.#longName;
    if (this.#longLink.length > 0) extensions.linkName = this.#longLink;
    this.#forget();
    return extensions;
  }
  #forget() {
    this.#extensions = {};
    this.#longName = none;
    this.#longLink = none;
  }
};

// src/scan/tar-entry.ts
var none2 = new Uint8Array(0);
var noRecords = [];
var types = {
  49: "link",
  50: "symlink",
  51: "character-device",
  52: "block-device",
  53: "directory",
  54: "fifo"
};
var fileFlags = new Set(["\0", "0", "7", "S"].map((flag) => flag.charCodeAt(0)));
var slash2 = 47;
var oldSparseFlag = "S".charCodeAt(0);
function makeEntry(block, start, fields, extensions) {
  const { typeflag } = fields;
  let type = types[typeflag] ?? "file";
  if (type === "file" && fields.size < 0) throw new TarFault("a negative size");
  const size = numberOf(extensions.size, "size") ?? fields.size;
  let name = nonEmpty(extensions.name) ?? headerName(block, start, fields.format);
  if (name.at(-1) === slash2 && (typeflag === 0 || typeflag === 48 && size === 0)) type = "directory";
  const isFile = type === "file";
  if (isFile && (size < 0 || !Number.isSafeInteger(size))) throw new TarFault(size < 0 ? "a negative size" : "a size of more than 2^53");
  let logicalSize = isFile ? size : 0;
  const form = typeflag === oldSparseFlag ? void 0 : sparseForm(extensions.sparse);
  if (form !== void 0) {
    const records = extensions.sparse;
    if (!isFile) throw new TarFault("a sparse map of something that is no file");
    name = nonEmpty(records.name) ?? name;
    logicalSize = logicalSizeOf(records) ?? size;
    if (form === "records") checkSparseRecords(records, logicalSize);
  }
  const isDevice = type === "character-device" || type === "block-device";
  const isLink = type === "link" || type === "symlink";
  for (const key of ["atime", "ctime"]) if (extensions[key]) parseSeconds(extensions[key], key);
  return {
    type,
    unknownType: isFile && !fileFlags.has(typeflag),
    name,
    linkName: isLink ? nonEmpty(extensions.linkName) ?? headerLinkName(block, start) : none2,
    // Links, directories and devices have no body, whatever their size field says.
    size: isFile ? size : 0,
    logicalSize,
    mode: fields.mode & 4095,
    uid: numberOf(extensions.uid, "uid") ?? fields.uid,
    gid: numberOf(extensions.gid, "gid") ?? fields.gid,
    mtime: extensions.mtime ? parseSeconds(extensions.mtime, "mtime") : fields.mtime,
    device: isDevice ? fields.device : 0,
    xattrs: extensions.xattrs ?? noRecords,
    bodyOffset: 0
  };
}
function nonEmpty(name) {
  return name?.length === 0 ? void 0 : name;
}
function numberOf(text2, key) {
  return text2 ? parseInteger(text2, key) : void 0;
}
function padding(size) {
  return (blockSize - size % blockSize) % blockSize;
}

// src/scan/tar-reader.ts
var TarReader = class {
  #sink;
  #state = "header";
  #entries = 0;
  /** Bytes from the start of the tar to the next unread byte. */
  #position = 0;
  /** What is still to come of the extension, body or padding. */
  #remaining = 0;
  #wanted = false;
  #block = new Uint8Array(blockSize);
  #blockFill = 0;
  #extended = new ExtendedHeaders();
  /** The entry whose sparse map is being read. */
  #pending;
  #map;
  #oldMap;
  #bodyStart = 0;
  #fields = { format: "v7", typeflag: 0, mode: 0, uid: 0, gid: 0, size: 0, mtime: 0, device: 0 };
  constructor(sink) {
    this.#sink = sink;
  }
  /** Whether the end mark was read; whatever follows is not part of the archive. */
  get done() {
    return this.#state === "done";
  }
  /** Number of entries handed out. */
  get entries() {
    return this.#entries;
  }
  /** Bytes from the start of the tar to the next unread byte. */
  get position() {
    return this.#position;
  }
  /** How many of the next bytes may be passed over with `skip` instead of being written. */
  get skippable() {
    if (this.#state === "body" && !this.#wanted) return this.#remaining + padding(this.#position - this.#bodyStart + this.#remaining);
    return this.#state === "padding" ? this.#remaining : 0;
  }
  /** Passes over `count` bytes, at most `skippable`. */
  skip(count) {
    const ofBody = this.#state === "body" ? Math.min(count, this.#remaining) : 0;
    if (ofBody > 0) this.#passBody(ofBody);
    const rest = count - ofBody;
    if (rest > 0) {
      this.#remaining -= rest;
      this.#position += rest;
      if (this.#remaining === 0) this.#state = "header";
    }
  }
  /** @throws TarFault where Go's reader would fail; `position` then tells where */
  write(chunk, start = 0, end = chunk.length) {
    let at = start;
    while (at < end) {
      switch (this.#state) {
        case "done":
          this.#position += end - at;
          return;
        case "body": {
          const count = Math.min(end - at, this.#remaining);
          if (this.#wanted) this.#sink.body?.(chunk, at, at + count);
          this.#passBody(count);
          at += count;
          break;
        }
        case "padding": {
          const count = Math.min(end - at, this.#remaining);
          this.#remaining -= count;
          this.#position += count;
          at += count;
          if (this.#remaining === 0) this.#state = "header";
          break;
        }
        case "extension": {
          const count = this.#extended.read(chunk, at, end);
          this.#position += count;
          at += count;
          if (this.#extended.isComplete) this.#endExtension();
          break;
        }
        default:
          if (this.#blockFill === 0 && end - at >= blockSize) {
            this.#readBlock(chunk, at);
            at += blockSize;
          } else {
            const count = Math.min(end - at, blockSize - this.#blockFill);
            this.#block.set(chunk.subarray(at, at + count), this.#blockFill);
            this.#blockFill += count;
            at += count;
            if (this.#blockFill === blockSize) {
              this.#blockFill = 0;
              this.#readBlock(this.#block, 0);
            }
          }
      }
    }
  }
  /**
   * Says that no more bytes follow.
   * @returns whether the end mark was there: engines do without it
   * @throws TarFault where the archive ends within an entry
   */
  end() {
    if (this.#state === "body" && this.#remaining > 0)
      throw new TarFault(`the end of the data, ${this.#remaining} bytes before the end of a file's body`);
    if (this.#blockFill > 0) throw new TarFault("the end of the data within a header");
    if (this.#state === "extension" || this.#state === "sparse-blocks" || this.#state === "sparse-map")
      throw new TarFault("the end of the data within an extended header");
    return this.#state === "done";
  }
  #passBody(count) {
    this.#remaining -= count;
    this.#position += count;
    if (this.#remaining === 0) this.#endBody();
  }
  #endBody() {
    if (this.#wanted) this.#sink.bodyEnd?.();
    this.#remaining = padding(this.#position - this.#bodyStart);
    this.#state = this.#remaining > 0 ? "padding" : "header";
  }
  #readBlock(block, start) {
    switch (this.#state) {
      case "sparse-blocks":
        this.#position += blockSize;
        this.#oldMap.read(block, start);
        if (this.#oldMap.isComplete) this.#startBody(this.#pending);
        return;
      case "sparse-map":
        this.#readSparseMap(block, start);
        return;
      case "end-mark":
        if (!isZeroBlock(block, start)) throw new TarFault("a single block of zeros with data behind it");
        this.#position += blockSize;
        this.#state = "done";
        return;
      default:
        if (block[start] === 0 && isZeroBlock(block, start)) {
          this.#position += blockSize;
          this.#state = "end-mark";
        } else this.#readHeader(block, start);
    }
  }
  #readHeader(block, start) {
    const fields = this.#fields;
    parseHeader(block, start, fields);
    this.#position += blockSize;
    if (isExtensionFlag(fields.typeflag)) {
      this.#startExtension(fields);
      return;
    }
    const extensions = this.#extended.take();
    const entry = makeEntry(block, start, fields, extensions);
    if (fields.typeflag === oldSparseFlag) this.#startOldSparse(block, start, entry);
    else if (sparseForm(extensions.sparse) === "body") {
      this.#pending = kept(entry);
      this.#map = new SparseMap(entry.logicalSize);
      this.#state = "sparse-map";
    } else this.#startBody(entry);
  }
  #startOldSparse(block, start, entry) {
    if (this.#fields.format !== "gnu") throw new TarFault("an old sparse file without the magic of GNU tar");
    this.#oldMap = new OldSparseMap(block, start);
    entry.logicalSize = this.#oldMap.logicalSize;
    this.#pending = kept(entry);
    this.#state = "sparse-blocks";
    if (this.#oldMap.isComplete) this.#startBody(entry);
  }
  #startExtension(fields) {
    this.#extended.begin(fields);
    this.#state = "extension";
    if (this.#extended.isComplete) this.#endExtension();
  }
  #endExtension() {
    this.#extended.finish();
    this.#remaining = padding(this.#extended.size);
    this.#state = this.#remaining > 0 ? "padding" : "header";
  }
  #readSparseMap(block, start) {
    this.#position += blockSize;
    const entry = this.#pending;
    const map = this.#map;
    const isComplete = map.read(block, start);
    if (map.bytes > Math.min(entry.size, maxExtensionBytes)) throw new TarFault("a sparse map that is longer than its file");
    if (!isComplete) return;
    entry.size -= map.bytes;
    this.#startBody(entry);
  }
  #startBody(entry) {
    this.#pending = void 0;
    entry.bodyOffset = this.#position;
    this.#bodyStart = this.#position;
    this.#entries++;
    this.#wanted = this.#sink.entry(entry);
    this.#remaining = entry.size;
    this.#state = "body";
    if (entry.size === 0) this.#endBody();
  }
};
function kept(entry) {
  entry.name = new Uint8Array(entry.name);
  return entry;
}

export {
  blockSize,
  TarFault,
  isZeroBlock,
  parseHeader,
  normalizePath,
  resolveLink,
  decodePath,
  Verifier,
  padding,
  TarReader
};
