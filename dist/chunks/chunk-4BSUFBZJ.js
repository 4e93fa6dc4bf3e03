import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  require_tar_stream
} from "./chunk-IKEM4NZN.js";
import {
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  maxConfigBytes
} from "./chunk-TYJF4ATT.js";
import {
  decompressed,
  sniffCompression
} from "./chunk-FOM4KPNH.js";
import {
  LayerScan,
  attempt,
  checkAbort,
  collector,
  finish,
  isOddTail,
  oddTail,
  takeAllowance
} from "./chunk-PAZWRSQF.js";
import {
  TarFault,
  TarReader,
  blockSize,
  decodePath,
  isZeroBlock,
  normalizePath,
  parseHeader,
  resolveLink
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __toESM
} from "./chunk-QWRNOYTG.js";

// src/sources/passed-members.ts
var import_tar_stream = __toESM(require_tar_stream(), 1);
import { Readable as Readable2 } from "node:stream";
import { pipeline } from "node:stream/promises";

// src/scan/scan-passing.ts
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
async function scanPassing(chunks, compression, options) {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumsAreInternal = compression === "none" && options.verify !== true;
  const reader = new TarReader(collector(scan, true));
  const storedHash = createHash("sha256");
  const tarHash = compression !== "none" && options.verify === true ? createHash("sha256") : void 0;
  let tarBytes = 0;
  async function* stored() {
    for await (const chunk of chunks) {
      storedHash.update(chunk);
      yield chunk;
    }
  }
  const source = stored();
  const read = (chunk) => {
    tarBytes += chunk.length;
    takeAllowance(chunk.length, options);
    tarHash?.update(chunk);
    reader.write(chunk);
    checkAbort(options.signal);
  };
  await attempt(reader, options, async () => {
    if (compression === "none") for await (const chunk of source) read(chunk);
    else await readCompressed(source, compression, { scan, reader, what: options.what }, read);
    finish(reader, scan, tarBytes);
  });
  scan.digest = `sha256:${storedHash.digest("hex")}`;
  if (compression === "none") scan.diffID = scan.digest;
  else if (tarHash !== void 0) scan.diffID = `sha256:${tarHash.digest("hex")}`;
  scan.trim();
  return scan;
}
async function readCompressed(source, compression, { scan, reader, what }, read) {
  const bytes = Readable.from(source, { objectMode: false, highWaterMark: 1 << 20 });
  try {
    for await (const chunk of decompressed(bytes, compression, what)) read(chunk);
  } catch (error) {
    if (!reader.done || !(error instanceof ExpectedError) || error.code !== "content" || !isOddTail(error.cause)) throw error;
    scan.notes.push(oddTail);
  }
  for await (const _ of bytes) ;
}

// src/sources/passed-layer.ts
function looksLikeLayer(head) {
  if (sniffCompression(head) !== "none") return true;
  if (head.length < blockSize) return false;
  if (isZeroBlock(head, 0)) return true;
  const fields = { format: "v7", typeflag: 0, mode: 0, uid: 0, gid: 0, size: 0, mtime: 0, device: 0 };
  try {
    parseHeader(head, 0, fields);
    return true;
  } catch (error) {
    if (error instanceof TarFault) return false;
    throw error;
  }
}
function digestOf(name) {
  const [, blob, tar] = /^(?:blobs\/sha256\/([0-9a-f]{64})|([0-9a-f]{64})\.tar)$/.exec(name) ?? [];
  const hex = blob ?? tar;
  return hex === void 0 ? void 0 : `sha256:${hex}`;
}
async function passLayer(bytes, head, { name, size, what }, options) {
  const digest = digestOf(name);
  const passed = { length: size, head: new Uint8Array(head.subarray(0, 8)) };
  const rest = { [Symbol.asyncIterator]: () => ({ next: () => bytes.next() }) };
  const compression = sniffCompression(head);
  const blobs = options.verify === true ? void 0 : options.blobs;
  const known = digest === void 0 ? void 0 : blobs?.findBlob(digest);
  if (known !== void 0) {
    takeAllowance(known.tarBytes, { ...options, what });
    if (compression === "none") known.diffID = known.digest;
    for await (const _ of rest) checkAbort(options.signal);
    return { ...passed, scan: known };
  }
  try {
    const scan = await scanPassing(rest, compression, { ...options, what });
    if (digest !== void 0 && scan.digest === digest) blobs?.keepBlob(digest, scan);
    return { ...passed, scan };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === "too-large" || error.code === "interrupted") throw error;
    for await (const _ of rest) ;
    return { ...passed, scan: error };
  }
}

// src/sources/passed-members.ts
var maxLinks = 16;
var maxHeldBytes = 4 * maxConfigBytes;
var tailBytes = 2048;
var PassedMembers = class _PassedMembers {
  path;
  kind = "archive";
  notes = [];
  #members;
  constructor(path, members) {
    this.path = path;
    this.#members = members;
  }
  /**
   * Reads the tar to its end.
   * @param path what it is, for messages, behind "the archive"
   * @throws ExpectedError `engine` where it breaks off, `too-large`, `interrupted`
   */
  static async read(tar, path, options) {
    const members = /* @__PURE__ */ new Map();
    let length = 0;
    let heldBytes = 0;
    let tail = Buffer.alloc(0);
    tar.on("data", (chunk) => {
      length += chunk.length;
      tail = chunk.length >= tailBytes ? chunk.subarray(-tailBytes) : Buffer.concat([tail, chunk]).subarray(-tailBytes);
      options.onBytes?.(chunk.length);
    });
    const entries = (0, import_tar_stream.extract)();
    const piping = pipeline(tar, entries).catch((error) => error);
    try {
      for await (const entry of entries) {
        const member = await readMember(entry, maxHeldBytes - heldBytes, `${entry.header.name} of the archive ${path}`, options);
        if (member === void 0) continue;
        if ("bytes" in member) heldBytes += member.bytes.length;
        members.set(keyOf(entry.header.name), member);
      }
      checkAbort(options.signal);
    } catch (error) {
      checkAbort(options.signal);
      if (error instanceof ExpectedError) throw error;
      throw brokenOff(path, length, tail, error);
    } finally {
      tar.destroy();
      await piping;
    }
    return new _PassedMembers(path, members);
  }
  find(name) {
    const member = this.#find(name);
    if (member === void 0) return void 0;
    return "bytes" in member ? new Held(member.bytes) : new PastContent(member, name);
  }
  /**
   * The scan of a layer by the name of its member.
   * @throws ExpectedError what was wrong with it
   */
  async scanOf(name, what, options) {
    const member = this.#find(name);
    if (member === void 0) throw new Error(`${name} was never there`);
    if ("bytes" in member) return scanPassing(Readable2.from([member.bytes]), sniffCompression(member.bytes), { ...options, what });
    if (member.scan instanceof ExpectedError) throw member.scan;
    return member.scan;
  }
  topNames() {
    return [...new Set([...this.#members.keys()].map((name) => name.split("/", 1)[0]))];
  }
  close() {
  }
  #find(name) {
    let key = keyOf(name);
    for (let links = 0; links <= maxLinks; links++) {
      const member = this.#members.get(key);
      if (member === void 0 || !("link" in member)) return member;
      key = member.link;
    }
    return void 0;
  }
};
var Held = class {
  kind = "stream";
  #bytes;
  constructor(bytes) {
    this.#bytes = bytes;
  }
  get length() {
    return this.#bytes.length;
  }
  get head() {
    return this.#bytes;
  }
  get stream() {
    return Readable2.from([this.#bytes]);
  }
};
var PastContent = class {
  kind = "stream";
  length;
  head;
  #name;
  constructor({ length, head }, name) {
    this.length = length;
    this.head = head;
    this.#name = name;
  }
  get stream() {
    throw new Error(`the bytes of ${this.#name} have passed and are kept nowhere`);
  }
};
function keyOf(name) {
  return decodePath(normalizePath(Buffer.from(name)));
}
async function readMember(entry, maxBytes, what, options) {
  const { type, name, linkname, size = 0 } = entry.header;
  if (type === "link") return drained(entry, { link: keyOf(linkname ?? "") });
  if (type === "symlink") {
    const folder = normalizePath(Buffer.from(name));
    const directory = folder.subarray(0, Math.max(0, folder.lastIndexOf(47)));
    return drained(entry, { link: decodePath(resolveLink(directory, Buffer.from(linkname ?? ""))) });
  }
  if (type !== "file") return drained(entry, void 0);
  const chunks = entry[Symbol.asyncIterator]();
  const first = [];
  let firstBytes = 0;
  for (let next = firstBytes < blockSize ? await chunks.next() : void 0; next?.done === false; ) {
    first.push(next.value);
    firstBytes += next.value.length;
    next = firstBytes < blockSize ? await chunks.next() : void 0;
  }
  const head = Buffer.concat(first);
  async function* all() {
    yield head;
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  if (looksLikeLayer(head)) return passLayer(all(), head, { name, size, what }, options);
  if (size > Math.min(maxBytes, maxConfigBytes)) return drained(entry, void 0);
  const bytes = [];
  for await (const chunk of all()) bytes.push(chunk);
  return { bytes: Buffer.concat(bytes) };
}
async function drained(entry, member) {
  for await (const _ of entry) ;
  return member;
}
function brokenOff(path, length, tail, cause) {
  const said = /\{"(?:errorDetail":\{"message|message|error)":\s*"((?:[^"\\]|\\.)*)"/.exec(tail.toString())?.[1];
  const why = said === void 0 ? faultOf(cause).message : said.replaceAll(/\\(.)/g, "$1");
  return new ExpectedError("engine", `reading the archive ${path}: it broke off after ${length} bytes (${why})`, {
    hint: "try again; the engine's log says more",
    cause
  });
}

export {
  PassedMembers
};
