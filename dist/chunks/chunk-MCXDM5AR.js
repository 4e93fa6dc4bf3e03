import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/scan/decompress.ts
import { Readable as Readable3 } from "node:stream";
import { createGunzip } from "node:zlib";

// src/scan/file-stream.ts
import { read } from "node:fs";
import { Readable } from "node:stream";
var pieceBytes = 1 << 20;
var FileStream = class extends Readable {
  #fd;
  /** Where to read next; null reads on from where the descriptor stands, as a pipe demands. */
  #position;
  #leftBytes;
  #isReading = false;
  #afterReading;
  /** @param range absent: all that comes, from where the descriptor stands */
  constructor(fd, range) {
    super({ highWaterMark: pieceBytes });
    this.#fd = fd;
    this.#position = range?.offset ?? null;
    this.#leftBytes = range?.length ?? Number.POSITIVE_INFINITY;
  }
  _read() {
    const wanted = Math.min(pieceBytes, this.#leftBytes);
    if (wanted === 0) {
      this.push(null);
      return;
    }
    this.#isReading = true;
    read(this.#fd, Buffer.allocUnsafe(wanted), 0, wanted, this.#position, (error, count, buffer) => {
      this.#isReading = false;
      this.#afterReading?.();
      if (this.destroyed) return;
      if (error !== null) {
        this.destroy(deviceFault(error));
        return;
      }
      this.#leftBytes -= count;
      if (this.#position !== null) this.#position += count;
      this.push(count === 0 ? null : buffer.subarray(0, count));
    });
  }
  /** Closes once no read is under way, so that the descriptor's owner may close it after that. */
  _destroy(error, done) {
    if (this.#isReading) this.#afterReading = () => done(error);
    else done(error);
  }
};
function deviceFault(error) {
  return new ExpectedError("not-readable", `reading the image: the device failed (${error.code})`, {
    hint: "check the disk, or copy the image elsewhere and try again",
    cause: error
  });
}

// src/scan/zstd.ts
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Readable as Readable2 } from "node:stream";
import * as zlib from "node:zlib";

// src/scan/zstd-frames.ts
var ZstdFault = class extends Error {
  code = "ZSTD_fault";
};
var frameMagic = 4247762216;
var dictionaryBytes = [0, 1, 2, 4];
var contentSizeBytes = [0, 2, 4, 8];
var ByteQueue = class {
  #bytes = new Uint8Array(0);
  #chunks;
  constructor(input) {
    this.#chunks = input[Symbol.asyncIterator]();
  }
  async #more() {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#bytes = this.#bytes.length === 0 ? next.value : Buffer.concat([this.#bytes, next.value]);
    return true;
  }
  /** Takes exactly `count` bytes; fewer only at the end of the stream. */
  async take(count) {
    while (this.#bytes.length < count && await this.#more()) ;
    return this.takeUpTo(count);
  }
  /** Takes what is at hand, at most `count` bytes, and waits only where there is nothing. */
  async takeSome(count) {
    if (this.#bytes.length === 0) await this.#more();
    return this.takeUpTo(count);
  }
  takeUpTo(count) {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(taken.length);
    return taken;
  }
};
async function* splitFrames(input) {
  const queue = new ByteQueue(input);
  for (; ; ) {
    const magic = await queue.take(4);
    if (magic.length === 0) return void 0;
    const value = littleEndian(magic, 4);
    if ((value & 4294967280) >>> 0 === 407710288) {
      await skip(queue, littleEndian(await queue.take(4), 4));
      continue;
    }
    if (value !== frameMagic) throw new ZstdFault("bytes that begin no frame");
    yield* frame(queue, magic);
  }
}
async function* frame(queue, magic) {
  const descriptor = await queue.take(1);
  const flags = littleEndian(descriptor, 1);
  const isSingle = (flags & 32) !== 0;
  const hasChecksum = (flags & 4) !== 0;
  const sizeFlag = flags >> 6;
  const rest = (isSingle ? 0 : 1) + dictionaryBytes[flags & 3] + (sizeFlag === 0 && isSingle ? 1 : contentSizeBytes[sizeFlag]);
  yield { bytes: Buffer.concat([magic, descriptor, await exactly(queue, rest)]), last: false };
  for (; ; ) {
    const header = await exactly(queue, 3);
    const value = littleEndian(header, 3);
    const isLast = (value & 1) !== 0;
    const isRepeat = (value >> 1 & 3) === 1;
    yield { bytes: header, last: isLast && value >> 3 === 0 && !hasChecksum };
    for (let left = isRepeat ? 1 : value >> 3; left > 0; ) {
      const bytes = await queue.takeSome(left);
      if (bytes.length === 0) throw new ZstdFault("the stream ends within a block");
      left -= bytes.length;
      yield { bytes, last: isLast && left === 0 && !hasChecksum };
    }
    if (!isLast) continue;
    if (hasChecksum) yield { bytes: await exactly(queue, 4), last: true };
    return;
  }
}
async function exactly(queue, count) {
  const bytes = await queue.take(count);
  if (bytes.length < count) throw new ZstdFault("the stream ends within a frame");
  return bytes;
}
async function skip(queue, count) {
  for (let left = count; left > 0; ) {
    const bytes = await queue.takeSome(left);
    if (bytes.length === 0) throw new ZstdFault("the stream ends within a skipped frame");
    left -= bytes.length;
  }
}
function littleEndian(bytes, length) {
  if (bytes.length < length) throw new ZstdFault("the stream ends within a header");
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = value * 256 + bytes[index];
  return value;
}

// src/scan/zstd.ts
var smallFrameBytes = 1 << 20;
var maxSmallOutputBytes = 32 << 20;
function chooseZstdDecoder() {
  if (typeof zlib.createZstdDecompress === "function") return "zlib";
  return (process.env.PATH ?? "").split(delimiter).some((folder) => folder !== "" && existsSync(join(folder, "zstd"))) ? "command" : "javascript";
}
async function* decompressZstd(input, decoder = chooseZstdDecoder()) {
  if (decoder === "zlib") yield* byZlib(input);
  else if (decoder === "command") yield* byCommand(input);
  else yield* byJavaScript(input);
}
async function* byZlib(input) {
  const params = { [zlib.constants.ZSTD_d_windowLogMax]: 31 };
  const pieces = splitFrames(input);
  let frame2 = [];
  let frameBytes = 0;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    const { bytes, last } = next.value;
    frame2.push(bytes);
    frameBytes += bytes.length;
    if (frameBytes > smallFrameBytes && !last) {
      const rest = Readable2.from(restOfFrame(frame2, pieces), { objectMode: false });
      const stream = zlib.createZstdDecompress({ chunkSize: 1 << 18, params });
      rest.once("error", (error) => stream.destroy(error));
      yield* rest.pipe(stream);
    } else if (last) yield* wholeFrame(Buffer.concat(frame2), params);
    else continue;
    frame2 = [];
    frameBytes = 0;
  }
}
async function* restOfFrame(begun, pieces) {
  yield* begun;
  for (let next = await pieces.next(); next.done !== true; next = await pieces.next()) {
    yield next.value.bytes;
    if (next.value.last) return;
  }
}
async function* wholeFrame(frame2, params) {
  let output;
  try {
    output = zlib.zstdDecompressSync(frame2, { params, maxOutputLength: maxSmallOutputBytes });
  } catch (error) {
    if (error.code !== "ERR_BUFFER_TOO_LARGE") throw error;
  }
  if (output !== void 0) yield output;
  else yield* Readable2.from([frame2]).pipe(zlib.createZstdDecompress({ chunkSize: 1 << 18, params }));
}
async function* byCommand(input) {
  const child = spawn("zstd", ["-d", "-c", "-q", "--long=31"], { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (chunk) => {
    complaint = (complaint + chunk).slice(-300);
  });
  child.stdin.on("error", () => void 0);
  input.once("error", (error) => child.stdout.destroy(error));
  const closed = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  closed.catch(() => void 0);
  try {
    input.pipe(child.stdin);
    yield* child.stdout;
    if (await closed !== 0) throw new ZstdFault(complaint.trim().replace(/^.*?: /, "") || "the zstd command failed");
  } finally {
    child.kill();
  }
}
async function* byJavaScript(input) {
  const { Decompress } = await import("./esm-E6F4SUAV.js");
  const output = [];
  let decoder;
  for await (const { bytes, last } of splitFrames(input)) {
    decoder ??= new Decompress((chunk) => output.push(chunk));
    try {
      decoder.push(bytes, last);
    } catch (error) {
      throw new ZstdFault(error instanceof Error ? error.message : String(error));
    }
    if (last) decoder = void 0;
    yield* output.splice(0);
  }
}

// src/scan/decompress.ts
var signatures = [
  ["gzip", [31, 139]],
  ["zstd", [40, 181, 47, 253]],
  ["bzip2", [66, 90, 104]],
  ["xz", [253, 55, 122, 88, 90, 0]]
];
var signatureBytes = 6;
function sniffCompression(head) {
  const found = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (found !== void 0) return found[0];
  const isSkippable = (head[0] & 240) === 80 && head[1] === 42 && head[2] === 77 && head[3] === 24;
  return isSkippable ? "zstd" : "none";
}
async function peekCompression(stream) {
  const chunks = stream[Symbol.asyncIterator]();
  const first = [];
  let length = 0;
  while (length < signatureBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all() {
    yield* first.splice(0);
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  const compression = sniffCompression(Buffer.concat(first));
  return { compression, bytes: Readable3.from(all(), { objectMode: false, highWaterMark: 1 << 20 }) };
}
var inflatedPieceBytes = 1 << 16;
function contentStream(content, options = {}) {
  const stream = openContent(content);
  const { signal } = options;
  if (signal === void 0) return stream;
  const abort = () => stream.destroy(new ExpectedError("interrupted", "interrupted while reading the image"));
  if (signal.aborted) abort();
  else {
    signal.addEventListener("abort", abort, { once: true });
    stream.once("close", () => signal.removeEventListener("abort", abort));
  }
  return stream;
}
function openContent(content) {
  return content.kind === "stream" ? content.stream : new FileStream(content.fd, content);
}
async function* decompressed(input, compression, what, zstd) {
  if (compression === "none") {
    yield* input;
    return;
  }
  if (compression === "bzip2" || compression === "xz") {
    throw new ExpectedError("unsupported", `reading ${what}: found ${compression}, expected a tar, gzip or zstd`, {
      hint: "build or push the image again with gzip or zstd layers"
    });
  }
  try {
    if (compression === "zstd") yield* decompressZstd(input, zstd);
    else {
      const gunzip = createGunzip({ chunkSize: inflatedPieceBytes });
      input.once("error", (error) => gunzip.destroy(error));
      gunzip.on("error", () => {
      });
      yield* input.pipe(gunzip);
    }
  } catch (error) {
    if (error instanceof ExpectedError || !isStreamFault(error)) throw error;
    throw new ExpectedError("content", `reading ${what}: its ${compression} stream is corrupt or cut off (${error.message})`, {
      hint: "the image is damaged or was cut off: save, copy or build it again",
      cause: error
    });
  }
}
function isStreamFault(error) {
  const code = error.code;
  return error instanceof Error && typeof code === "string" && (code.startsWith("Z_") || code.startsWith("ZSTD_") || code === "ERR_ZSTD" || code === "ERR_BUFFER_TOO_LARGE");
}

export {
  FileStream,
  sniffCompression,
  peekCompression,
  contentStream,
  decompressed
};
