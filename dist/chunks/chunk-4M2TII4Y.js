import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  FetchFault,
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  sparseMember
} from "./chunk-AIL643C2.js";
import {
  maxConfigBytes
} from "./chunk-HUFAO3EZ.js";
import {
  readTar
} from "./chunk-XVTP6P6O.js";
import {
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  LayerScan,
  checkAbort,
  collector,
  explained,
  finish,
  takeAllowance
} from "./chunk-IGIL577L.js";
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

// src/sources/passed-members.ts
import { Readable as Readable2 } from "node:stream";

// src/scan/scan-passing.ts
import { createHash } from "node:crypto";
import { Readable } from "node:stream";
async function scanPassing(chunks, compression, options) {
  if (compression !== "none") return scanCompressed(chunks, compression, options);
  const scan = new PlainScan(options);
  for await (const chunk of chunks) {
    scan.write(chunk);
    checkAbort(options.signal);
  }
  return scan.end();
}
var PlainScan = class {
  #options;
  #scan = new LayerScan();
  #reader = new TarReader(collector(this.#scan, true));
  #hash = createHash("sha256");
  #bytes = 0;
  constructor(options) {
    this.#options = options;
    this.#scan.hasChecksums = true;
    this.#scan.checksumsAreInternal = options.verify !== true;
  }
  /** @throws ExpectedError `content`, `too-large`; nothing more can be read then */
  write(chunk) {
    this.#bytes += chunk.length;
    takeAllowance(chunk.length, this.#options);
    this.#hash.update(chunk);
    this.#explain(() => this.#reader.write(chunk));
  }
  /** @throws ExpectedError `content` */
  end() {
    const scan = this.#scan;
    this.#explain(() => finish(this.#reader, scan, this.#bytes));
    scan.digest = `sha256:${this.#hash.digest("hex")}`;
    scan.diffID = scan.digest;
    scan.trim();
    return scan;
  }
  #explain(read) {
    try {
      read();
    } catch (error) {
      throw explained(error, this.#reader, this.#options);
    }
  }
};
async function scanCompressed(chunks, compression, options) {
  const scan = new LayerScan();
  const storedHash = createHash("sha256");
  const tarHash = options.verify === true ? createHash("sha256") : void 0;
  async function* stored() {
    for await (const chunk of chunks) {
      storedHash.update(chunk);
      yield chunk;
    }
  }
  await readTar(Readable.from(stored(), { objectMode: false, highWaterMark: 1 << 20 }), compression, { scan, tarHash }, options);
  scan.digest = `sha256:${storedHash.digest("hex")}`;
  if (tarHash !== void 0) scan.diffID = `sha256:${tarHash.digest("hex")}`;
  scan.trim();
  return scan;
}

// src/sources/passed-layer.ts
import { once } from "node:events";
import { PassThrough } from "node:stream";
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
function takeLayer(head, { name, size, what }, options) {
  const digest = digestOf(name);
  const compression = sniffCompression(head);
  const passed = { length: size, head: new Uint8Array(head.subarray(0, 8)) };
  const blobs = options.verify === true ? void 0 : options.blobs;
  const known = digest === void 0 ? void 0 : blobs?.findBlob(digest);
  if (known !== void 0) {
    takeAllowance(known.tarBytes, { ...options, what });
    if (compression === "none") known.diffID = known.digest;
    return { write: () => void 0, end: () => ({ ...passed, scan: known }) };
  }
  const end = (scan) => {
    if (!(scan instanceof ExpectedError) && digest !== void 0 && scan.digest === digest) blobs?.keepBlob(digest, scan);
    return { ...passed, scan };
  };
  return compression === "none" ? takePlain({ ...options, what }, end) : takeCompressed(compression, { ...options, what }, end);
}
function faultOfLayer(error) {
  if (!(error instanceof ExpectedError) || error.code === "too-large" || error.code === "interrupted") throw error;
  return error;
}
function takePlain(options, end) {
  const scan = new PlainScan(options);
  let fault;
  const attempt = (work) => {
    try {
      return fault === void 0 ? work() : void 0;
    } catch (error) {
      fault = faultOfLayer(error);
      return void 0;
    }
  };
  return {
    write: (chunk) => void attempt(() => scan.write(chunk)),
    end: () => end(attempt(() => scan.end()) ?? fault)
  };
}
function takeCompressed(compression, options, end) {
  const stored = new PassThrough({ highWaterMark: 1 << 20 });
  stored.on("error", () => {
  });
  let result;
  const scanning = scanPassing(stored, compression, options).catch((error) => error).then((settled) => {
    result = settled;
  });
  const ended = () => result instanceof LayerScan ? result : faultOfLayer(result);
  return {
    write: (chunk) => {
      if (result !== void 0) return void ended();
      return stored.write(Buffer.from(chunk)) ? void 0 : Promise.race([scanning, once(stored, "drain").then(() => {
      })]);
    },
    end: async () => {
      stored.end();
      await scanning;
      return end(ended());
    },
    close: async () => {
      stored.destroy();
      await scanning;
    }
  };
}

// src/sources/member-reader.ts
var maxHeldBytes = 4 * maxConfigBytes;
var MemberReader = class {
  #path;
  #options;
  #members = /* @__PURE__ */ new Map();
  #tar;
  #coming;
  #heldBytes = 0;
  /** What is behind the step that is being done, in order, with bytes of its own. */
  #steps = [];
  #busy;
  /** @param path what the archive is, for messages, behind "the archive" */
  constructor(path, options) {
    this.#path = path;
    this.#options = options;
    this.#tar = new TarReader({
      entry: (entry) => this.#begin(entry),
      body: (bytes, start, end) => this.#pass(bytes.subarray(start, end)),
      bodyEnd: () => this.#do(() => this.#end())
    });
  }
  /**
   * @param bytes valid only during the call
   * @returns what to wait for, if anything; what is written before that is kept in memory
   * @throws TarFault, ExpectedError `too-large`, `interrupted`, `unsupported`
   */
  write(bytes) {
    this.#tar.write(bytes);
    return this.#busy;
  }
  /** The members by their names. @throws TarFault where the tar is cut off, and as `write` */
  async end() {
    this.#tar.end();
    await this.#busy;
    return this.#members;
  }
  /** Ends what still runs. */
  async close() {
    this.#steps = [];
    await this.#coming?.layer?.close?.();
    await this.#busy?.catch(() => {
    });
  }
  #do(step) {
    if (this.#busy !== void 0) {
      this.#steps.push(step);
      return;
    }
    const doing = step();
    if (doing !== void 0) this.#busy = this.#goOn(doing);
  }
  /** Does what came meanwhile. After a fault nothing is done any more. */
  async #goOn(doing) {
    await doing;
    for (let step = this.#steps.shift(); step !== void 0; step = this.#steps.shift()) await step();
    this.#busy = void 0;
  }
  #begin({ type, name: bytes, linkName, size, logicalSize }) {
    const name = keyOf(bytes);
    if (type === "file") {
      if (logicalSize !== size) throw sparseMember(`the archive ${this.#path}`, name);
      this.#do(() => {
        this.#coming = { name, size, is: "unknown", held: [], heldBytes: 0 };
        return void 0;
      });
    } else if (type === "link") this.#keep(name, { link: keyOf(linkName) });
    else if (type === "symlink") {
      const path = normalizePath(bytes);
      const directory = path.subarray(0, Math.max(0, path.lastIndexOf(47)));
      this.#keep(name, { link: decodePath(resolveLink(directory, linkName)) });
    }
    return type === "file";
  }
  /** Of several members of one name the last one counts. */
  #keep(name, member) {
    this.#do(() => void this.#members.set(name, member));
  }
  #pass(bytes) {
    const piece = this.#busy === void 0 ? bytes : Buffer.from(bytes);
    this.#do(() => this.#take(piece));
  }
  #take(bytes) {
    const coming = this.#coming;
    if (coming.is === "layer") return coming.layer?.write(bytes);
    if (coming.is === "neither") return void 0;
    coming.held.push(Buffer.from(bytes));
    coming.heldBytes += bytes.length;
    return coming.is === "unknown" && coming.heldBytes >= blockSize ? this.#recognise(coming) : void 0;
  }
  #recognise(coming) {
    const { name, size } = coming;
    const head = Buffer.concat(coming.held);
    if (!looksLikeLayer(head)) {
      coming.is = size > Math.min(maxHeldBytes - this.#heldBytes, maxConfigBytes) ? "neither" : "document";
      return void 0;
    }
    coming.is = "layer";
    coming.held = [];
    coming.layer = takeLayer(head, { name, size, what: `${name} of the archive ${this.#path}` }, this.#options);
    return coming.layer.write(head);
  }
  #end() {
    const coming = this.#coming;
    if (coming.is === "unknown") {
      const waiting = this.#recognise(coming);
      if (waiting !== void 0) return waiting.then(() => this.#end());
    }
    const { name, layer } = coming;
    if (layer !== void 0) return this.#endLayer(name, layer);
    if (coming.is !== "document") return void 0;
    this.#heldBytes += coming.heldBytes;
    this.#members.set(name, { bytes: Buffer.concat(coming.held) });
    return void 0;
  }
  #endLayer(name, layer) {
    const passed = layer.end();
    if (passed instanceof Promise) return passed.then((each) => void this.#members.set(name, each));
    this.#members.set(name, passed);
    return void 0;
  }
};
function keyOf(name) {
  return decodePath(normalizePath(name));
}

// src/sources/passed-members.ts
var maxLinks = 16;
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
    const members = new MemberReader(path, options);
    let length = 0;
    let tail = Buffer.alloc(0);
    try {
      await tar((chunk) => {
        checkAbort(options.signal);
        length += chunk.length;
        const last = chunk.subarray(-tailBytes);
        tail = last.length === tailBytes ? Buffer.from(last) : Buffer.concat([tail, last]).subarray(-tailBytes);
        options.onBytes?.(chunk.length);
        return members.write(chunk);
      });
      return new _PassedMembers(path, await members.end());
    } catch (error) {
      checkAbort(options.signal);
      if (!(error instanceof FetchFault || error instanceof TarFault || typeof error.syscall === "string"))
        throw error;
      throw brokenOff(path, length, tail, error);
    } finally {
      await members.close();
    }
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
    let key = keyOf(Buffer.from(name));
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
