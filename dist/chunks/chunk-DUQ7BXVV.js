import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  require_tar_stream
} from "./chunk-M5EO7XL6.js";
import {
  FetchFault,
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  UnpackedImage
} from "./chunk-6SEC7P4D.js";
import {
  DirectoryStore,
  DockerArchive,
  OciLayout,
  chooseManifest,
  loadImages,
  parseConfig
} from "./chunk-MNO4ENMA.js";
import {
  maxConfigBytes,
  parseImageName,
  sha256
} from "./chunk-3MOFPOIJ.js";
import {
  didYouMean,
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  LayerScan,
  attempt,
  checkAbort,
  collector,
  contentError,
  finish,
  makeAllowance,
  oddTail,
  takeAllowance
} from "./chunk-7ZM2TGLH.js";
import {
  TarFault,
  TarReader,
  blockSize,
  decodePath,
  decompressed,
  isZeroBlock,
  normalizePath,
  parseHeader,
  resolveLink,
  sniffCompression
} from "./chunk-UMDBVFCF.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import {
  __toESM
} from "./chunk-G7GWBHRU.js";

// src/sources/engine/open-engine.ts
import { join as join4 } from "node:path";

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
    if (!reader.done || !(error instanceof ExpectedError) || error.code !== "content") throw error;
    scan.notes.push(oddTail);
  }
  for await (const _ of bytes) ;
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
  if (looksLikeLayer(head)) return scanMember(all(), head, { size, what }, options);
  if (size > Math.min(maxBytes, maxConfigBytes)) return drained(entry, void 0);
  const bytes = [];
  for await (const chunk of all()) bytes.push(chunk);
  return { bytes: Buffer.concat(bytes) };
}
async function drained(entry, member) {
  for await (const _ of entry) ;
  return member;
}
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
async function scanMember(bytes, head, { size, what }, options) {
  const passed = { length: size, head: new Uint8Array(head.subarray(0, 8)) };
  const rest = { [Symbol.asyncIterator]: () => ({ next: () => bytes.next() }) };
  try {
    return { ...passed, scan: await scanPassing(rest, sniffCompression(head), { ...options, what }) };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === "too-large" || error.code === "interrupted") throw error;
    for await (const _ of rest) ;
    return { ...passed, scan: error };
  }
}
function brokenOff(path, length, tail, cause) {
  const said = /\{"(?:errorDetail":\{"message|message|error)":\s*"((?:[^"\\]|\\.)*)"/.exec(tail.toString())?.[1];
  const why = said === void 0 ? faultOf(cause).message : said.replaceAll(/\\(.)/g, "$1");
  return new ExpectedError("engine", `reading the archive ${path}: it broke off after ${length} bytes (${why})`, {
    hint: "try again; the engine's log says more",
    cause
  });
}

// src/sources/store-files.ts
import { spawn } from "node:child_process";
import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
var StoreFault = class extends Error {
  /** Whether it is a file that is not there. */
  isMissing;
  constructor(message, { isMissing = false } = {}) {
    super(message);
    this.isMissing = isMissing;
  }
};
var ownFiles = {
  open(path) {
    const file = createReadStream(path);
    const stream = new PassThrough();
    file.on("error", (error) => stream.destroy(faultOf2(path, error.code)));
    stream.on("close", () => file.destroy());
    return file.pipe(stream);
  }
};
var maxSaidBytes = 2048;
var sudoFiles = {
  open(path) {
    const child = spawn("sudo", ["-n", "--", "cat", "--", path], { stdio: ["ignore", "pipe", "pipe"] });
    const stream = new PassThrough();
    let said = "";
    child.stderr.on("data", (chunk) => {
      said = `${said}${chunk}`.slice(-maxSaidBytes);
    });
    child.on(
      "error",
      (error) => stream.destroy(new StoreFault(error.code === "ENOENT" ? "there is no sudo here" : `sudo cannot be run (${error.code})`))
    );
    child.stdout.pipe(stream, { end: false });
    child.on("close", (status) => {
      if (status === 0) stream.end();
      else {
        const last = said.trim().split("\n").at(-1) || `it ended with ${status}`;
        stream.destroy(new StoreFault(`sudo could not read ${path} (${last})`, { isMissing: /No such file/.test(last) }));
      }
    });
    stream.on("close", () => child.kill());
    return stream;
  }
};
function faultOf2(path, code) {
  const clauses = { ENOENT: "is not there", ENOTDIR: "is not there", EACCES: "may not be read by this user" };
  return new StoreFault(`${path} ${clauses[code ?? ""] ?? `cannot be read (${code})`}`, { isMissing: code === "ENOENT" });
}
async function readStoreFile(files, path, maxBytes) {
  const chunks = [];
  let length = 0;
  for await (const chunk of files.open(path)) {
    length += chunk.length;
    if (length > maxBytes) throw new StoreFault(`${path} is larger than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

// src/sources/engine/classic-store.ts
import { join } from "node:path";
import { createGunzip } from "node:zlib";

// src/scan/scan-tar-split.ts
var maxLineBytes = 8 << 20;
var newline = 10;
var TarSplitFault = class extends Error {
};
var segmentStart = Buffer.from('{"type":2,"payload":"');
var quote = 34;
var segmentType = 2;
var bodyType = 1;
async function scanTarSplit(index, options) {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumsAreInternal = true;
  const layer = new SplitLayer(scan);
  try {
    let rest;
    for await (const chunk of index) {
      const bytes = rest === void 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        layer.read(bytes, start, end);
        start = end + 1;
      }
      rest = start === bytes.length ? void 0 : bytes.subarray(start);
      if (rest !== void 0 && rest.length > maxLineBytes) throw new TarSplitFault("a line of the index is too long");
      checkAbort(options.signal);
    }
    if (rest !== void 0) layer.read(rest, 0, rest.length);
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    if (error instanceof TarFault || error instanceof SyntaxError) throw new TarSplitFault(`the index holds ${error.message}`);
    throw error;
  } finally {
    index.destroy();
  }
  takeAllowance(layer.reader.position, options);
  scan.trim();
  return scan;
}
var SplitLayer = class {
  reader;
  #scan;
  #segment = Buffer.allocUnsafe(1 << 16);
  /** The file whose body must come next. */
  #awaited;
  constructor(scan) {
    this.#scan = scan;
    const sink = collector(scan, false);
    this.reader = new TarReader({
      entry: (entry) => {
        sink.entry(entry);
        if (entry.size > 0) this.#awaited = entry;
        return false;
      }
    });
  }
  /** Half of all lines are segments, and most bytes: their payload is taken without looking at the rest of the line. */
  read(bytes, start, end) {
    const payloadStart = start + segmentStart.length;
    if (payloadStart < end && bytes.compare(segmentStart, 0, segmentStart.length, start, payloadStart) === 0) {
      const payloadEnd = bytes.indexOf(quote, payloadStart);
      if (payloadEnd > 0 && payloadEnd < end) {
        this.#readSegment(bytes.toString("latin1", payloadStart, payloadEnd));
        return;
      }
    }
    this.#readLine(bytes.toString("latin1", start, end));
  }
  #readLine(text) {
    if (text === "") return;
    const { type, size = 0, payload } = JSON.parse(text);
    if (type === segmentType && typeof payload === "string") this.#readSegment(payload);
    else if (type === segmentType && payload === null) return;
    else if (type === bodyType) this.#passBody(size, payload ?? void 0);
    else throw new TarSplitFault(`a line of an unknown type (${type})`);
  }
  #readSegment(payload) {
    if (payload.length === 0) return;
    if (this.#awaited !== void 0) throw new TarSplitFault("a body is missing");
    if (payload.length > this.#segment.length) this.#segment = Buffer.allocUnsafe(payload.length);
    this.reader.write(this.#segment, 0, this.#segment.write(payload, "base64"));
  }
  #passBody(size, checksum) {
    const entry = this.#awaited;
    if (entry === void 0) {
      if (size !== 0) throw new TarSplitFault(`a body of ${size} bytes stands where none was expected`);
      return;
    }
    if (size !== entry.size && size !== entry.logicalSize)
      throw new TarSplitFault(`a body of ${size} bytes stands where ${entry.size} were expected`);
    if (checksum === void 0) throw new TarSplitFault("a body has no checksum");
    this.#awaited = void 0;
    this.#scan.setChecksum(this.#scan.count - 1, fold(checksum));
    this.reader.skip(entry.size);
  }
};
function fold(checksum) {
  const bytes = Buffer.from(checksum, "base64");
  if (bytes.length !== 8) throw new TarSplitFault("a checksum is not one");
  const high = bytes.readUInt32BE(0);
  return (Math.imul(high ^ high >>> 15, 2246822507) ^ bytes.readUInt32BE(4)) >>> 0;
}

// src/sources/engine/classic-store.ts
var maxDigestFileBytes = 1024;
async function readClassicStore({ root, driver }, image, reading) {
  if (!/^[a-z0-9-]+$/.test(driver)) throw new StoreFault(`the engine's storage driver has an odd name (${driver})`);
  const store = join(root, "image", driver);
  const config = await readStoreFile(reading.files, join(store, "imagedb/content/sha256", hexOf(image.id)), maxConfigBytes);
  if (sha256(config) !== image.id) throw new StoreFault("the config in the store is not the one that the engine names");
  const diffIDs = readDiffIDs(config, reading.what);
  if (diffIDs.join() !== image.diffIDs.join()) throw new StoreFault("the config in the store names other layers than the engine");
  const layers = [];
  const known = /* @__PURE__ */ new Map();
  let parent;
  for (const diffID of diffIDs) {
    const chainID = parent === void 0 ? diffID : sha256(Buffer.from(`${parent} ${diffID}`));
    const folder = join(store, "layerdb/sha256", hexOf(chainID));
    await checkLayer(folder, { diffID, parent }, reading.files);
    const scan = known.get(diffID) ?? await readIndex(join(folder, "tar-split.json.gz"), `layer ${layers.length} of ${reading.what}`, reading);
    known.set(diffID, scan);
    layers.push({ diffID, scan });
    parent = chainID;
  }
  return { config, layers };
}
function hexOf(digest) {
  const hex = /^sha256:([0-9a-f]{64})$/.exec(digest)?.[1];
  if (hex === void 0) throw new StoreFault(`${digest} is not a digest that the store uses`);
  return hex;
}
function readDiffIDs(config, what) {
  try {
    return parseConfig(config, `the config of ${what}`).rootfs.diff_ids;
  } catch (error) {
    if (error instanceof ExpectedError) throw new StoreFault(error.message);
    throw error;
  }
}
async function checkLayer(folder, { diffID, parent }, files) {
  const read = async (name) => (await readStoreFile(files, join(folder, name), maxDigestFileBytes)).toString().trim();
  if (await read("diff") !== diffID) throw new StoreFault(`${folder} holds another layer than expected`);
  if (parent !== void 0 && await read("parent") !== parent) throw new StoreFault(`${folder} lies on another layer than expected`);
}
async function readIndex(path, what, { files, ...options }) {
  const stored = files.open(path);
  const index = createGunzip({ chunkSize: 1 << 18 });
  stored.on("error", (error) => index.destroy(error));
  try {
    return await scanTarSplit(stored.pipe(index), { ...options, what });
  } catch (error) {
    if (error instanceof TarSplitFault) throw new StoreFault(`${path}: ${error.message}`);
    if (error instanceof Error && "code" in error && String(error.code).startsWith("Z_"))
      throw new StoreFault(`${path} is not gzip (${error.message})`);
    throw error;
  } finally {
    stored.destroy();
  }
}

// src/sources/engine/connect-engine.ts
import { homedir } from "node:os";

// src/sources/engine/endpoint.ts
import { join as join3 } from "node:path";

// src/sources/engine/docker-context.ts
import { createHash as createHash2 } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join as join2 } from "node:path";
function readCurrentContext(configFolder) {
  const config = readJson(join2(configFolder, "config.json"));
  return typeof config?.currentContext === "string" && config.currentContext !== "" ? config.currentContext : void 0;
}
function readContext(configFolder, name) {
  const key = createHash2("sha256").update(name).digest("hex");
  const folder = join2(configFolder, "contexts");
  const context = readJson(join2(folder, "meta", key, "meta.json"));
  if (context === void 0) {
    const names = contextNames(folder);
    throw new ExpectedError("engine", `looking for the container engine: there is no docker context ${name}${didYouMean(name, names)}`, {
      hint: `choose one with DOCKER_CONTEXT or docker context use: ${["default", ...names].join(", ")}`
    });
  }
  const host = context.Endpoints?.docker?.Host;
  if (typeof host !== "string" || host === "") {
    throw new ExpectedError("engine", `looking for the container engine: the docker context ${name} names none`, {
      hint: "choose another with DOCKER_CONTEXT, or name the engine with DOCKER_HOST"
    });
  }
  const skips = context.Endpoints?.docker?.SkipTLSVerify === true;
  const certificates = readCertificates(join2(folder, "tls", key, "docker"));
  const isTls = skips || Object.keys(certificates).length > 0;
  return isTls ? { host, tls: { verify: !skips, ...certificates } } : { host };
}
function contextNames(folder) {
  try {
    return readdirSync(join2(folder, "meta")).flatMap((key) => {
      const name = readJson(join2(folder, "meta", key, "meta.json"))?.Name;
      return typeof name === "string" ? [name] : [];
    });
  } catch {
    return [];
  }
}
function readJson(file) {
  const bytes = readIfThere(file);
  if (bytes === void 0) return void 0;
  try {
    const json = JSON.parse(bytes.toString());
    return typeof json === "object" && json !== null ? json : void 0;
  } catch (error) {
    throw new ExpectedError("engine", `looking for the container engine: ${file} is not JSON`, {
      hint: "mend the file, or name the engine with DOCKER_HOST",
      cause: error
    });
  }
}
function readCertificates(folder) {
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readIfThere(join2(folder, name)));
  return { ...ca === void 0 ? {} : { ca }, ...cert === void 0 ? {} : { cert }, ...key === void 0 ? {} : { key } };
}
function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error;
    if (code === "ENOENT" || code === "ENOTDIR") return void 0;
    throw new ExpectedError("engine", `looking for the container engine: ${file} cannot be read (${code})`, {
      hint: "see that this user may read it, or name the engine with DOCKER_HOST",
      cause: error
    });
  }
}

// src/sources/engine/endpoint.ts
function findEndpoints(around) {
  const { environment, home } = around;
  const configFolder = environment.DOCKER_CONFIG || join3(home, ".docker");
  if (environment.DOCKER_HOST) return [parseEndpoint(environment.DOCKER_HOST, "DOCKER_HOST", tlsOfEnvironment(environment, configFolder))];
  const context = environment.DOCKER_CONTEXT || readCurrentContext(configFolder);
  if (context !== void 0 && context !== "default") {
    const { host, tls } = readContext(configFolder, context);
    return [parseEndpoint(host, `the docker context ${context}`, tls)];
  }
  if (environment.CONTAINER_HOST) return [parseEndpoint(environment.CONTAINER_HOST, "CONTAINER_HOST")];
  return usualEndpoints(around);
}
function usualEndpoints({ environment, home, platform = process.platform, userID = process.getuid?.() }) {
  if (platform === "win32") return [socketAt("//./pipe/docker_engine"), socketAt("//./pipe/podman-machine-default")];
  const runtime = environment.XDG_RUNTIME_DIR || (userID === void 0 ? void 0 : `/run/user/${userID}`);
  const places = [
    "/var/run/docker.sock",
    // Rootless Docker.
    ...runtime === void 0 ? [] : [`${runtime}/docker.sock`],
    // Docker Desktop, OrbStack, Colima and Rancher Desktop where they were not allowed to put a link at the first place.
    ...[".docker/run", ".docker/desktop", ".orbstack/run", ".colima/default", ".rd"].map((folder) => join3(home, folder, "docker.sock")),
    ...runtime === void 0 ? [] : [`${runtime}/podman/podman.sock`],
    "/run/podman/podman.sock"
  ];
  return [...new Set(places)].map(socketAt);
}
function socketAt(path) {
  return { url: `${path.startsWith("//") ? "npipe" : "unix"}://${path}`, connection: { kind: "socket", path } };
}
function tlsOfEnvironment(environment, configFolder) {
  const verify = Boolean(environment.DOCKER_TLS_VERIFY);
  if (!verify && !environment.DOCKER_TLS) return void 0;
  return { verify, ...readCertificates(environment.DOCKER_CERT_PATH || configFolder) };
}
var plainPort = 2375;
var tlsPort = 2376;
function parseEndpoint(text, origin, tls) {
  const [, scheme = "", rest = ""] = /^([a-z]+):\/\/(.+)$/.exec(text) ?? [];
  if (scheme === "unix" || scheme === "npipe") return { url: text, origin, connection: { kind: "socket", path: rest } };
  const url = ["tcp", "http", "https", "ssh"].includes(scheme) ? asUrl(text) : void 0;
  if (url === void 0 || url.hostname === "") {
    throw new ExpectedError(
      "engine",
      `looking for the container engine: ${origin} does not name one that can be reached (${scheme || "no"} scheme)`,
      {
        hint: "it is unix://PATH, tcp://HOST:PORT or ssh://USER@HOST"
      }
    );
  }
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1");
  const shown = `${scheme}://${url.host}`;
  if (scheme === "ssh") {
    return {
      url: shown,
      origin,
      connection: {
        kind: "ssh",
        host,
        ...url.port === "" ? {} : { port: Number(url.port) },
        ...url.username === "" ? {} : { user: decodeURIComponent(url.username) },
        ...url.pathname.length > 1 ? { path: url.pathname } : {}
      }
    };
  }
  const secure = tls ?? (scheme === "https" ? { verify: true } : void 0);
  const port = url.port === "" ? secure === void 0 ? plainPort : tlsPort : Number(url.port);
  return { url: shown, origin, connection: { kind: "tcp", host, port, ...secure === void 0 ? {} : { tls: secure } } };
}
function asUrl(text) {
  try {
    return new URL(text.replace(/^[a-z]+:/, "engine:"));
  } catch {
    return void 0;
  }
}

// src/sources/engine/engine-client.ts
import { request } from "node:http";
import { request as requestSecurely } from "node:https";

// src/sources/engine/dial-ssh.ts
import { spawn as spawn2 } from "node:child_process";
import { Duplex } from "node:stream";
var maxSaidBytes2 = 4096;
function dialSsh({ host, port, user, path }) {
  const there = path === void 0 ? [] : ["--host", `unix://${path}`];
  const child = spawn2(
    "ssh",
    [
      // Nobody is there to be asked for a password.
      ...["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=15"],
      ...user === void 0 ? [] : ["-l", user],
      ...port === void 0 ? [] : ["-p", String(port)],
      ...["--", host, "docker", ...there, "system", "dial-stdio"]
    ],
    { stdio: "pipe" }
  );
  let said = "";
  child.stderr.on("data", (chunk) => {
    said = `${said}${chunk}`.slice(-maxSaidBytes2);
  });
  const connection = new Duplex({
    read: () => void child.stdout.resume(),
    // What cannot be written is told by the end of ssh, which says why.
    write: (chunk, _encoding, done) => void child.stdin.write(chunk, () => done()),
    final: (done) => void child.stdin.end(() => done()),
    destroy: (error, done) => {
      child.kill();
      done(error);
    }
  });
  child.stdin.on("error", () => {
  });
  child.stdout.on("data", (chunk) => {
    if (!connection.push(chunk)) child.stdout.pause();
  });
  child.on("error", (error) => {
    connection.destroy(new FetchFault(error.code === "ENOENT" ? "the program ssh is not there" : `ssh cannot be run (${error.code})`));
  });
  child.on("close", (status) => {
    if (status === 0) connection.push(null);
    else if (!connection.destroyed) {
      const last = said.trim().split("\n").at(-1);
      connection.destroy(new FetchFault(`ssh ended with ${status ?? "a signal"}${last ? `: ${last.trim()}` : ""}`));
    }
  });
  return connection;
}

// src/sources/engine/engine-client.ts
var latestVersion = "1.51";
var pingMilliseconds = 15e3;
var maxDocumentBytes = 64 << 20;
var EngineClient = class _EngineClient {
  endpoint;
  /** Of the API, agreed on: `1.41`. */
  version;
  isPodman;
  #signal;
  constructor(endpoint, version, isPodman, signal) {
    this.endpoint = endpoint;
    this.version = version;
    this.isPodman = isPodman;
    this.#signal = signal;
  }
  /** Asks the engine for its version. @throws FetchFault where none answers, ExpectedError `interrupted` */
  static async connect(endpoint, signal) {
    const answer = await send(endpoint, "/_ping", { ...signal === void 0 ? {} : { signal }, milliseconds: pingMilliseconds });
    answer.resume();
    const { "api-version": offered, "libpod-api-version": podman } = answer.headers;
    if (answer.statusCode !== 200 && offered === void 0) throw new FetchFault(`it answers ${answer.statusCode}, which no engine does`);
    const version = typeof offered === "string" && isOlder(offered, latestVersion) ? offered : latestVersion;
    return new _EngineClient(endpoint, version, podman !== void 0, signal);
  }
  /**
   * The answer, whatever its status.
   * @param path below the version: `/images/api:ci/json`
   * @throws ExpectedError `engine`, `interrupted`
   */
  async get(path) {
    try {
      return await send(this.endpoint, `/v${this.version}${path}`, this.#signal === void 0 ? {} : { signal: this.#signal });
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      throw new ExpectedError("engine", `asking the engine at ${this.endpoint.url}: ${error.message}`, {
        hint: "see that the engine is running, and try again",
        cause: error
      });
    }
  }
  /** The document of a successful answer, undefined for 404. @throws ExpectedError `engine` for every other status */
  async getDocument(path) {
    const answer = await this.get(path);
    const text = await this.#readText(answer);
    if (answer.statusCode === 404) return void 0;
    if (answer.statusCode !== 200) throw this.refusal(path, answer.statusCode, text);
    try {
      const json = JSON.parse(text);
      if (typeof json === "object" && json !== null) return json;
    } catch {
    }
    throw new ExpectedError("engine", `asking the engine at ${this.endpoint.url} for ${path}: its answer is not the document expected`, {
      hint: "see that it is a container engine that listens there"
    });
  }
  /** What the engine said when it refused, as our error. */
  refusal(path, status, text) {
    return new ExpectedError(
      "engine",
      `asking the engine at ${this.endpoint.url} for ${path}: it answers ${status}, ${readMessage(text)}`,
      {
        hint: "the engine's log says more"
      }
    );
  }
  /** A short answer as text. @throws ExpectedError `engine` */
  async readText(answer) {
    return this.#readText(answer);
  }
  async #readText(answer) {
    const chunks = [];
    let length = 0;
    try {
      for await (const chunk of answer) {
        length += chunk.length;
        if (length > maxDocumentBytes) throw new FetchFault(`its answer is longer than ${maxDocumentBytes} bytes`);
        chunks.push(chunk);
      }
    } catch (error) {
      throw new ExpectedError("engine", `asking the engine at ${this.endpoint.url}: ${faultOf(error).message}`, {
        hint: "see that the engine is running, and try again",
        cause: error
      });
    }
    return Buffer.concat(chunks).toString();
  }
};
function readMessage(text) {
  try {
    const { message, cause } = JSON.parse(text);
    if (typeof message === "string") return message.trim();
    if (typeof cause === "string") return cause.trim();
  } catch {
  }
  return text.trim().slice(0, 500) || "and says nothing more";
}
function isOlder(one, other) {
  const [major = 0, minor = 0] = one.split(".").map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split(".").map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}
function send(endpoint, path, { signal, milliseconds }) {
  return new Promise((resolve, reject) => {
    let sent;
    const fail = (error) => {
      if (signal?.aborted === true) reject(new ExpectedError("interrupted", "interrupted while asking the container engine"));
      else reject(faultOf(error));
    };
    try {
      sent = open(endpoint, { path, method: "GET", agent: false, ...signal === void 0 ? {} : { signal } });
    } catch (error) {
      fail(error);
      return;
    }
    const patience = milliseconds === void 0 ? void 0 : setTimeout(() => sent.destroy(new FetchFault(`it does not answer within ${milliseconds / 1e3} s`)), milliseconds);
    sent.on("error", (error) => {
      clearTimeout(patience);
      fail(error);
    });
    sent.on("response", (answer) => {
      clearTimeout(patience);
      resolve(answer);
    });
    sent.end();
  });
}
function open({ connection }, options) {
  const common = { ...options, headers: { Host: "docker", "User-Agent": "plimsoll" } };
  switch (connection.kind) {
    case "socket":
      return request({ ...common, socketPath: connection.path });
    case "ssh":
      return request({ ...common, agent: void 0, createConnection: () => dialSsh(connection) });
    case "tcp": {
      const { host, port, tls } = connection;
      if (tls === void 0) return request({ ...common, host, port });
      const { verify, ...certificates } = tls;
      return requestSecurely({ ...common, host, port, servername: host, rejectUnauthorized: verify, ...certificates });
    }
  }
}

// src/sources/engine/connect-engine.ts
async function connectEngine(what, { environment, signal }) {
  const tried = [];
  for (const endpoint of findEndpoints({ environment, home: environment.HOME || homedir() })) {
    try {
      return await EngineClient.connect(endpoint, signal);
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      tried.push({ endpoint, fault: error });
    }
  }
  throw nobodyAnswers(what, tried);
}
function nobodyAnswers(what, tried) {
  const clauses = /* @__PURE__ */ new Map();
  for (const { endpoint, fault } of tried) {
    const place = endpoint.origin === void 0 ? endpoint.url : `${endpoint.url}, which ${endpoint.origin} names`;
    clauses.set(fault.message, [...clauses.get(fault.message) ?? [], place]);
  }
  const list = [...clauses].map(([clause, places]) => `${places.join(", ")}: ${clause}`);
  const forbidden = tried.find(({ fault }) => fault.code === "EACCES" || fault.code === "EPERM");
  const chosen = tried.find(({ endpoint }) => endpoint.origin !== void 0)?.endpoint.origin;
  const hint = forbidden !== void 0 ? `run as a user who may open ${forbidden.endpoint.url}: root, or a member of the group docker (sudo usermod -aG docker USER, then log in again)` : chosen !== void 0 ? `start that engine, or change ${chosen}` : "start Docker, or podman's socket (systemctl --user start podman.socket), or name the engine with DOCKER_HOST; an image that was saved to a file needs none";
  return new ExpectedError("engine", `looking for ${what}: no container engine answers. Tried ${list.join("; ")}`, { hint });
}

// src/sources/engine/engine-source.ts
var EngineSource = class {
  name;
  kind;
  mayBeUnpacked;
  #inner;
  constructor(inner, { name, mayBeUnpacked = inner.mayBeUnpacked }) {
    this.name = name;
    this.kind = inner.kind;
    this.mayBeUnpacked = mayBeUnpacked;
    this.#inner = inner;
  }
  get notes() {
    return this.#inner.notes;
  }
  resolve() {
    return this.#inner.resolve();
  }
  has(descriptor) {
    return this.#inner.has(descriptor);
  }
  fetch(descriptor) {
    return this.#inner.fetch(descriptor);
  }
  [Symbol.asyncDispose]() {
    return this.#inner[Symbol.asyncDispose]();
  }
};
var ExportedImage = class extends EngineSource {
  #members;
  #options;
  constructor(inner, members, { options, ...named }) {
    super(inner, named);
    this.#members = members;
    this.#options = options;
  }
  /** What passed before the manifest was known is checked against it now. */
  async takeScan({ descriptor, diffID }, what) {
    const { digest = "" } = descriptor;
    const scan = await this.#members.scanOf(descriptor.at ?? `blobs/${digest.replace(":", "/")}`, what, this.#options);
    const faults = [
      ["the stored bytes", scan.digest, digest],
      ["the uncompressed bytes", scan.diffID, diffID]
    ];
    for (const [of, found, expected] of faults) {
      if (found === void 0 || !expected.startsWith("sha256:") || found === expected) continue;
      throw contentError({ what }, `${of} have the digest ${found}, where ${expected} was declared`);
    }
    return scan;
  }
};

// src/sources/engine/find-image.ts
var maxNames = 5;
async function findEngineImage(client, name) {
  const found = await client.getDocument(`/images/${escapePath(name)}/json`);
  if (found === void 0) throw await notThere(client, name);
  const { Id: id, Os: os, Architecture: architecture, Variant: variant, Size: bytes, RootFS: root } = found;
  const layers = root?.Layers ?? [];
  if (typeof id !== "string" || !/^sha256:[0-9a-f]{64}$/.test(id) || !Array.isArray(layers))
    throw new ExpectedError(
      "engine",
      `asking the engine at ${client.endpoint.url} for ${name}: its answer does not say which image that is`,
      {
        hint: "see that it is a container engine that listens there"
      }
    );
  return {
    name,
    id,
    platform: [os, architecture, variant].filter((part) => typeof part === "string" && part !== "").join("/"),
    bytes: typeof bytes === "number" ? bytes : 0,
    diffIDs: layers.filter((layer) => typeof layer === "string")
  };
}
function escapePath(name) {
  return encodeURIComponent(name).replaceAll(/%2F|%3A|%40/g, decodeURIComponent);
}
async function notThere(client, name) {
  const list = await client.getDocument("/images/json") ?? [];
  const names = (Array.isArray(list) ? list : []).flatMap(({ RepoTags: tags }) => Array.isArray(tags) ? tags : []).filter((tag) => typeof tag === "string" && !tag.includes("<none>"));
  return imageNotFound(name, names, `the engine at ${client.endpoint.url}`, "docker images");
}
function imageNotFound(name, names, where, listing) {
  const near = nearNames(name, names);
  const images = names.length === 1 ? "one other image" : `${names.length} others`;
  const found = near.length > 0 ? `it has ${near.slice(0, maxNames).join(", ")}${near.length > maxNames ? `, and ${near.length - maxNames} more like it` : ""}` : names.length > 0 ? `it has ${images}, none of them like it` : "it has no image with a name";
  return new ExpectedError("not-found", `looking for the image ${name} in ${where}: it is not there; ${found}`, {
    hint: `build or pull the image first; ${listing} lists what is there`
  });
}
function nearNames(name, names) {
  const wanted = parseImageName(name);
  const last = (path) => path.split("/").at(-1);
  const alike = names.filter((each) => {
    const other = parseImageName(each);
    return wanted !== void 0 && other !== void 0 && last(other.path) === last(wanted.path);
  });
  if (alike.length > 0) return alike;
  const repository = findNearest(last(wanted?.path ?? name), new Set(names.map((each) => last(parseImageName(each)?.path ?? each))));
  return repository === void 0 ? [] : names.filter((each) => last(parseImageName(each)?.path ?? each) === repository);
}

// src/sources/engine/open-engine.ts
async function openEngineImage(name, options) {
  const { engineRead = "auto", onStep } = options;
  if (engineRead === "direct" && options.verify === true) throw cannotVerify();
  const { client, image } = await find(name, options);
  const info = await client.getDocument("/info") ?? {};
  const where = `the image ${name} in the engine at ${client.endpoint.url}`;
  onStep?.(`${where} is ${image.id}; its API is ${client.version}`, "debug");
  if (engineRead !== "export" && options.verify !== true) {
    try {
      return await openStore(client, image, info, { where, ...options });
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === "direct") throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, engineRead === "sudo" ? "note" : "debug");
    }
  }
  return exportImage(client, image, info, { where, ...options });
}
async function find(name, { environment = process.env, signal, mayBeFile }) {
  try {
    const client = await connectEngine(`the image ${name}`, { environment, ...signal === void 0 ? {} : { signal } });
    return { client, image: await findEngineImage(client, name) };
  } catch (error) {
    if (mayBeFile !== true || !(error instanceof ExpectedError) || error.code !== "not-found" && error.code !== "engine") throw error;
    const elsewhere = `no file or directory is called ${name}, and an image in a registry is written docker://${name}`;
    throw new ExpectedError(error.code, `${error.message}; ${elsewhere}`, {
      ...error.hint === void 0 ? {} : { hint: error.hint },
      cause: error
    });
  }
}
function hasContentStore({ DriverStatus: status }) {
  return Array.isArray(status) && status.some((pair) => Array.isArray(pair) && pair[1] === "io.containerd.snapshotter.v1");
}
async function openStore(client, image, info, { where, engineRead, signal, maxUncompressedBytes, onStep }) {
  const { DockerRootDir: root, Driver: driver } = info;
  if (client.endpoint.connection.kind !== "socket" || process.platform !== "linux")
    throw new StoreFault("the engine is not on this machine");
  if (client.isPodman) throw new StoreFault("it is podman's; containers-storage:NAME reads it");
  if (typeof root !== "string" || typeof driver !== "string") throw new StoreFault("the engine does not say where it is");
  if (hasContentStore(info)) {
    if (engineRead === "sudo") throw new StoreFault("sudo is not used for containerd's store");
    return openContentStore(image, root, where);
  }
  const isSudo = engineRead === "sudo";
  if (isSudo) onStep?.(`reading Docker's store in ${root} with sudo`, "note");
  const { config, layers } = await readClassicStore({ root, driver }, image, {
    files: isSudo ? sudoFiles : ownFiles,
    what: where,
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) }
  });
  onStep?.(`${where} is read directly from ${root}`, "debug");
  return new UnpackedImage(where, config, layers);
}
async function openContentStore(image, root, where) {
  const folders = [join4(root, "containerd", "daemon"), "/var/lib/containerd"].map(
    (folder) => join4(folder, "io.containerd.content.v1.content")
  );
  for (const folder of folders) {
    const store = new DirectoryStore(folder, folder);
    try {
      const layout = new OciLayout(store, void 0, { mediaType: "", digest: image.id });
      if (!await layout.has({ mediaType: "", digest: image.id })) continue;
      await loadImages(layout);
      return new EngineSource(layout, { name: where });
    } catch (error) {
      store.close();
      if (error instanceof ExpectedError && error.code !== "interrupted") throw new StoreFault(error.message);
      throw error;
    }
  }
  throw new StoreFault(`${image.id} is not in ${folders.join(" or ")}`);
}
async function exportImage(client, image, info, { where, verify, signal, maxUncompressedBytes, onOpening }) {
  const path = `/images/${image.id}/get`;
  const answer = await client.get(path);
  if (answer.statusCode !== 200) throw client.refusal(path, answer.statusCode, await client.readText(answer));
  const opening = { platform: image.platform, totalBytes: image.bytes, totalLayers: image.diffIDs.length };
  const options = {
    ...verify === void 0 ? {} : { verify },
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) },
    onBytes: (bytes) => onOpening?.(opening, bytes)
  };
  const members = await PassedMembers.read(answer, `that the engine at ${client.endpoint.url} exports of ${image.name}`, options);
  if (hasContentStore(info)) {
    const layout = new OciLayout(members, void 0, { mediaType: "", digest: image.id });
    return new ExportedImage(layout, members, { name: where, mayBeUnpacked: false, options });
  }
  if (members.find("manifest.json") === void 0)
    throw new ExpectedError("engine", `reading the archive ${members.path}: it ended before its manifest.json`, {
      hint: "try again; the engine's log says more"
    });
  const docker = new DockerArchive(members, image.id);
  const inner = members.find("index.json") === void 0 ? docker : await chooseManifest(docker, members, void 0);
  return new ExportedImage(inner, members, { name: where, options });
}
function notDirect(where, fault) {
  return new ExpectedError("engine", `reading ${where} directly from its store: ${fault.message}`, {
    hint: "run as a user who may read the store (root, as a rule), or let the engine export the image: --engine-read auto",
    cause: fault
  });
}
function cannotVerify() {
  return new ExpectedError("option", "--verify reads every byte, and --engine-read direct none but the headers: both cannot be had", {
    hint: "leave out one of them; the export of an engine can be verified"
  });
}

export {
  PassedMembers,
  StoreFault,
  ownFiles,
  sudoFiles,
  readStoreFile,
  readIndex,
  ExportedImage,
  imageNotFound,
  openEngineImage,
  notDirect,
  cannotVerify
};
