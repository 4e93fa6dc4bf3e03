import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  runThread
} from "./chunk-SSLFGIHA.js";
import {
  didYouMean,
  findNearest
} from "./chunk-A423ZOMY.js";
import {
  scanTarSplit,
  takeIndexes
} from "./chunk-VUSY7YSB.js";
import {
  TarSplitFault
} from "./chunk-EVG6426J.js";
import {
  FetchFault,
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  parseImageName
} from "./chunk-NTYIXUAT.js";
import {
  checkAbort
} from "./chunk-IGIL577L.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/sources/store-files.ts
import { spawn } from "node:child_process";
import { open } from "node:fs/promises";
import { PassThrough } from "node:stream";

// src/scan/scan-tar-splits.ts
import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
var threadWorthBytes = 4 << 20;
async function scanTarSplits(indexes, options) {
  const { signal, bytesPerThread = threadWorthBytes, ...common } = options;
  const sizes = new Map(indexes.map((index) => [index, sizeOf(index.path)]));
  const queue = [...indexes].sort((one, other) => sizes.get(other) - sizes.get(one));
  const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const atOnce = Math.min(availableParallelism(), queue.length, Math.floor(totalBytes / bytesPerThread));
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const found = /* @__PURE__ */ new Map();
  const onScan = (scan, number) => void found.set(queue[number], scan);
  const cut = new AbortController();
  const either = signal === void 0 ? cut.signal : AbortSignal.any([signal, cut.signal]);
  const readers = Array.from(
    { length: Math.max(0, atOnce - 1) },
    () => runThread({ kind: "indexes", indexes: queue, next, options: common }, { onScan }, either)
  );
  readers.push(takeIndexes(queue, next, { ...common, signal: either }, onScan));
  let failed;
  const stop = (reason) => {
    failed ??= { reason };
    cut.abort();
  };
  await Promise.all(readers.map((reader) => reader.catch(stop)));
  checkAbort(signal);
  if (failed !== void 0) throw failed.reason;
  return indexes.map((index) => found.get(index));
}
function sizeOf(path) {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

// src/sources/store-files.ts
var StoreFault = class extends Error {
  /** Whether it is a file that is not there. */
  isMissing;
  constructor(message, { isMissing = false } = {}) {
    super(message);
    this.isMissing = isMissing;
  }
};
var ownFiles = {
  async read(path, maxBytes) {
    try {
      var _stack = [];
      try {
        const file = __using(_stack, await open(path), true);
        const stats = await file.stat();
        if (!stats.isFile()) throw new StoreFault(`${path} is not a file`);
        const bytes = stats.size > maxBytes ? void 0 : await file.readFile();
        if (bytes === void 0 || bytes.length > maxBytes) throw tooLarge(path, maxBytes);
        return bytes;
      } catch (_) {
        var _error = _, _hasError = true;
      } finally {
        var _promise = __callDispose(_stack, _error, _hasError);
        _promise && await _promise;
      }
    } catch (error) {
      throw error instanceof StoreFault ? error : faultOf2(path, error.code);
    }
  },
  async scanIndexes(indexes, options) {
    try {
      return await scanTarSplits(indexes, options);
    } catch (error) {
      if (!(error instanceof TarSplitFault)) throw error;
      const { path = "", code } = error.place;
      throw code === void 0 ? new StoreFault(`${path}: ${error.message}`) : faultOf2(path, code);
    }
  }
};
var maxSaidBytes = 2048;
var sudoFiles = {
  async read(path, maxBytes) {
    const chunks = [];
    let length = 0;
    for await (const chunk of catBySudo(path)) {
      length += chunk.length;
      if (length > maxBytes) throw tooLarge(path, maxBytes);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  },
  async scanIndexes(indexes, options) {
    const scans = [];
    for (const { path, what } of indexes) {
      try {
        scans.push(await scanTarSplit(catBySudo(path), { ...options, what }));
      } catch (error) {
        throw error instanceof TarSplitFault ? new StoreFault(`${path}: ${error.message}`) : error;
      }
    }
    return scans;
  }
};
function catBySudo(path) {
  const env = { ...process.env, LC_ALL: "C" };
  const child = spawn("sudo", ["-n", "--", "cat", "--", path], { stdio: ["ignore", "pipe", "pipe"], env });
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
function faultOf2(path, code) {
  const clauses = { ENOENT: "is not there", ENOTDIR: "is not there", EACCES: "may not be read by this user" };
  return new StoreFault(`${path} ${clauses[code ?? ""] ?? `cannot be read (${code})`}`, { isMissing: code === "ENOENT" });
}
function tooLarge(path, maxBytes) {
  return new StoreFault(`${path} is larger than ${maxBytes} bytes`);
}

// src/sources/engine/read-indexes.ts
async function readIndexes(layers, { files, what, ...options }) {
  const first = /* @__PURE__ */ new Map();
  for (const [number, { diffID, index }] of layers.entries())
    if (!first.has(diffID)) first.set(diffID, { path: index, what: `layer ${number} of ${what}` });
  const scans = await files.scanIndexes([...first.values()], options);
  const known = new Map([...first.keys()].map((diffID, number) => [diffID, scans[number]]));
  return layers.map(({ diffID }) => ({ diffID, scan: known.get(diffID) }));
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

// src/sources/engine/download.ts
import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";

// src/sources/engine/answer-reader.ts
var maxHeadBytes = 64 << 10;
var lineFeed = 10;
var AnswerReader = class {
  /** Known once the head has come. */
  status;
  #take;
  #state = "head";
  /** Of the chunk or the whole body, still to come. */
  #remaining = 0;
  /** What has come of the head, the trailers or a chunk's size. */
  #text = "";
  constructor(take) {
    this.#take = take;
  }
  /** Whether the answer is complete. Nothing may follow. */
  get isDone() {
    return this.#state === "done";
  }
  /** @throws FetchFault where it is no HTTP */
  write(bytes) {
    for (let at = 0; at < bytes.length && this.#state !== "done"; ) {
      if (this.#state === "chunk" || this.#state === "counted" || this.#state === "until-close") at = this.#passBody(bytes, at);
      else at = this.#readLine(bytes, at);
    }
  }
  /** Says that the connection has ended. @throws FetchFault where the answer has not */
  end() {
    if (this.#state === "until-close") this.#state = "done";
    if (this.#state !== "done") throw new FetchFault("the connection was cut");
  }
  #passBody(bytes, start) {
    const end = this.#state === "until-close" ? bytes.length : Math.min(bytes.length, start + this.#remaining);
    this.#remaining -= end - start;
    this.#take(bytes.subarray(start, end));
    if (this.#remaining === 0 && this.#state === "chunk") this.#state = "chunk-end";
    else if (this.#remaining === 0 && this.#state === "counted") this.#state = "done";
    return end;
  }
  #readLine(bytes, start) {
    const found = bytes.indexOf(lineFeed, start);
    const end = found === -1 ? bytes.length : found + 1;
    if (this.#text.length + end - start > maxHeadBytes) throw noHttp();
    this.#text += Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString("latin1");
    if (found !== -1) this.#endLine();
    return end;
  }
  #endLine() {
    const text = this.#text;
    switch (this.#state) {
      case "head":
        if (/^\r?\n$/.test(text)) break;
        if (!/\n\r?\n$/.test(text)) return;
        this.#readHead(text);
        break;
      case "chunk-size": {
        const [, size] = /^0*([0-9a-f]{1,12})[ \t]*(?:;.*)?\r?\n$/i.exec(text) ?? [];
        if (size === void 0) throw noHttp();
        this.#remaining = Number.parseInt(size, 16);
        this.#state = this.#remaining === 0 ? "trailers" : "chunk";
        break;
      }
      case "chunk-end":
        if (!/^\r?\n$/.test(text)) throw noHttp();
        this.#state = "chunk-size";
        break;
      default:
        if (/^\r?\n$/.test(text)) this.#state = "done";
    }
    this.#text = "";
  }
  #readHead(head) {
    const [statusLine = "", ...lines] = head.trimEnd().split(/\r?\n/);
    const [, status] = /^HTTP\/1\.[01] ([1-5]\d\d)(?: |$)/.exec(statusLine) ?? [];
    if (status === void 0) throw noHttp();
    if (status.startsWith("1")) return;
    const fields = /* @__PURE__ */ new Map();
    for (const line of lines) {
      const [, name, value = ""] = /^([^\s:]+):(.*)$/.exec(line) ?? [];
      if (name === void 0) throw noHttp();
      const key = name.toLowerCase();
      if ((key === "content-length" || key === "transfer-encoding") && (fields.get(key) ?? value.trim()) !== value.trim()) throw noHttp();
      fields.set(key, value.trim());
    }
    if (fields.get("transfer-encoding")?.toLowerCase() === "identity") fields.delete("transfer-encoding");
    const length = fields.get("content-length");
    if (length !== void 0 && !/^\d{1,15}$/.test(length)) throw noHttp();
    this.status = Number(status);
    if (status === "204" || status === "304") {
      this.#state = "done";
      return;
    }
    const coding = fields.get("transfer-encoding");
    if (coding !== void 0) this.#state = stateIn(coding);
    else if (length === void 0) this.#state = "until-close";
    else {
      this.#remaining = Number(length);
      this.#state = this.#remaining === 0 ? "done" : "counted";
    }
  }
};
function stateIn(coding) {
  if (coding.toLowerCase() === "chunked") return "chunk-size";
  throw new FetchFault(`its answer has the transfer coding ${coding}, which was not asked for`);
}
function noHttp() {
  return new FetchFault("it does not speak HTTP");
}

// src/sources/engine/endpoint.ts
import { isIP } from "node:net";
import { join as join2 } from "node:path";

// src/sources/engine/docker-context.ts
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
function readCurrentContext(configFolder) {
  const config = readJson(join(configFolder, "config.json"));
  return typeof config?.currentContext === "string" && config.currentContext !== "" ? config.currentContext : void 0;
}
function readContext(configFolder, name) {
  const key = createHash("sha256").update(name).digest("hex");
  const folder = join(configFolder, "contexts");
  const context = readJson(join(folder, "meta", key, "meta.json"));
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
  const certificates = readCertificates(join(folder, "tls", key, "docker"));
  const isTls = skips || Object.keys(certificates).length > 0;
  return isTls ? { host, tls: { verify: !skips, ...certificates } } : { host };
}
function contextNames(folder) {
  try {
    return readdirSync(join(folder, "meta")).flatMap((key) => {
      const name = readJson(join(folder, "meta", key, "meta.json"))?.Name;
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
  const [ca, cert, key] = ["ca.pem", "cert.pem", "key.pem"].map((name) => readIfThere(join(folder, name)));
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
var requestHeaders = { Host: "docker", "User-Agent": "plimsoll" };
function secureOptions({ host, port, tls: { verify, ...certificates } }) {
  return { host, port, servername: isIP(host) === 0 ? host : "", rejectUnauthorized: verify, ...certificates };
}
function findEndpoints(around) {
  const { environment, home } = around;
  const configFolder = environment.DOCKER_CONFIG || join2(home, ".docker");
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
    ...[".docker/run", ".docker/desktop", ".orbstack/run", ".colima/default", ".rd"].map((folder) => join2(home, folder, "docker.sock")),
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

// src/sources/engine/download.ts
var bufferBytes = 256 << 10;
var maxTextBytes = 64 << 10;
async function download(endpoint, path, take, signal) {
  let text = "";
  let pending = 0;
  let wait = (_taken) => {
  };
  const answer = new AnswerReader((bytes) => {
    if (answer.status !== 200) text = `${text}${Buffer.from(bytes)}`.slice(0, maxTextBytes);
    else {
      const taken = take(bytes);
      if (taken !== void 0) wait(taken);
    }
  });
  signal?.throwIfAborted();
  await new Promise((resolve, reject) => {
    const abort = () => stop(signal?.reason);
    const stop = (error) => {
      signal?.removeEventListener("abort", abort);
      connection.destroy();
      if (error === void 0) resolve();
      else reject(error);
    };
    const mayGoOn = () => {
      if (pending === 0 && answer.isDone) stop();
      return pending === 0 && !answer.isDone;
    };
    wait = (taken) => {
      pending++;
      taken.then(() => {
        pending--;
        if (mayGoOn()) connection.resume();
      }, stop);
    };
    const go = (work) => {
      try {
        work();
        return mayGoOn();
      } catch (error) {
        stop(error);
        return false;
      }
    };
    const connection = dial(endpoint, (bytes) => go(() => answer.write(bytes)));
    connection.on("error", (error) => {
      if (!answer.isDone) stop(faultOf(error));
    });
    for (const event of ["end", "close"]) connection.on(event, () => go(() => answer.end()));
    signal?.addEventListener("abort", abort, { once: true });
    const headers = Object.entries({ ...requestHeaders, Connection: "close" }).map(([name, value]) => `${name}: ${value}\r
`);
    connection.write(`GET ${path} HTTP/1.1\r
${headers.join("")}\r
`);
  });
  return { status: answer.status, text };
}
function dial({ connection }, read) {
  const onread = {
    buffer: Buffer.allocUnsafe(bufferBytes),
    callback: (length, buffer) => read(buffer.subarray(0, length))
  };
  switch (connection.kind) {
    case "socket":
      return connect({ path: connection.path, onread });
    case "ssh": {
      const duplex = dialSsh(connection);
      return duplex.on("data", (bytes) => {
        if (!read(bytes)) duplex.pause();
      });
    }
    case "tcp": {
      const { host, port, tls } = connection;
      if (tls === void 0) return connect({ host, port, onread });
      const options = { ...secureOptions({ host, port, tls }), onread };
      return connectSecurely(options);
    }
  }
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
  async #get(path) {
    try {
      return await send(this.endpoint, `/v${this.version}${path}`, this.#signal === void 0 ? {} : { signal: this.#signal });
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      throw this.#unreachable(error);
    }
  }
  /**
   * Asks for what is long and hands it on as it comes.
   * @throws ExpectedError `engine` where the engine cannot be reached or answers with another status than 200, `interrupted`;
   *   FetchFault where it breaks off; what `take` throws
   */
  async download(path, take) {
    let hasBegun = false;
    const begin = (bytes) => {
      hasBegun = true;
      return take(bytes);
    };
    try {
      const { status, text } = await download(this.endpoint, `/v${this.version}${path}`, begin, this.#signal);
      if (status !== 200) throw this.#refusal(path, status, text);
    } catch (error) {
      if (this.#signal?.aborted === true) throw interrupted();
      if (hasBegun || !(error instanceof FetchFault)) throw error;
      throw this.#unreachable(error);
    }
  }
  /**
   * The document of a successful answer, undefined for 404.
   * @param path below the version: `/images/api:ci/json`
   * @throws ExpectedError `engine` for every other status and where the engine cannot be reached, `interrupted`
   */
  async getDocument(path) {
    const answer = await this.#get(path);
    const text = await this.#readText(answer);
    if (answer.statusCode === 404) return void 0;
    if (answer.statusCode !== 200) throw this.#refusal(path, answer.statusCode, text);
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
  #refusal(path, status, text) {
    return new ExpectedError(
      "engine",
      `asking the engine at ${this.endpoint.url} for ${path}: it answers ${status}, ${readMessage(text)}`,
      {
        hint: "the engine's log says more"
      }
    );
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
      throw this.#unreachable(faultOf(error));
    }
    return Buffer.concat(chunks).toString();
  }
  #unreachable(fault) {
    return new ExpectedError("engine", `asking the engine at ${this.endpoint.url}: ${fault.message}`, {
      hint: "see that the engine is running, and try again",
      cause: fault
    });
  }
};
function interrupted() {
  return new ExpectedError("interrupted", "interrupted while asking the container engine");
}
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
      if (signal?.aborted === true) reject(interrupted());
      else reject(faultOf(error));
    };
    try {
      sent = open2(endpoint, { path, method: "GET", agent: false, ...signal === void 0 ? {} : { signal } });
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
function open2({ connection }, options) {
  const common = { ...options, headers: requestHeaders };
  switch (connection.kind) {
    case "socket":
      return request({ ...common, socketPath: connection.path });
    case "ssh":
      return request({ ...common, agent: void 0, createConnection: () => dialSsh(connection) });
    case "tcp": {
      const { host, port, tls } = connection;
      if (tls === void 0) return request({ ...common, host, port });
      return requestSecurely({ ...common, ...secureOptions({ host, port, tls }) });
    }
  }
}

// src/sources/engine/find-image.ts
var firstWithManifests = "1.48";
var maxNames = 5;
async function findEngineImage(client, name) {
  const query = isOlder(client.version, firstWithManifests) ? "" : "?manifests=1";
  const found = await client.getDocument(`/images/${escapePath(name)}/json${query}`);
  if (found === void 0) throw await notThere(client, name);
  const { Id: id, Os: os, Architecture: architecture, Variant: variant, Size: bytes, RootFS: root } = found;
  const contentBytes = sumOfContents(found.Manifests);
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
    ...contentBytes === void 0 ? {} : { contentBytes },
    diffIDs: layers.filter((layer) => typeof layer === "string")
  };
}
function sumOfContents(manifests) {
  if (!Array.isArray(manifests) || manifests.length === 0) return void 0;
  const sizes = manifests.map((manifest) => manifest?.Size?.Content);
  return sizes.every((size) => typeof size === "number") ? sizes.reduce((sum, size) => sum + size, 0) : void 0;
}
function escapePath(name) {
  return encodeURIComponent(name).replaceAll(/%2F|%3A|%40/g, decodeURIComponent);
}
async function notThere(client, name) {
  const list = await client.getDocument("/images/json") ?? [];
  const names = (Array.isArray(list) ? list : []).flatMap(({ RepoTags: tags }) => Array.isArray(tags) ? tags : []).filter((tag) => typeof tag === "string" && !tag.includes("<none>"));
  return imageNotFound(name, names, `the engine at ${client.endpoint.url}`, client.isPodman ? "podman images" : "docker images");
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

export {
  StoreFault,
  ownFiles,
  sudoFiles,
  readIndexes,
  findEndpoints,
  EngineClient,
  findEngineImage,
  imageNotFound
};
