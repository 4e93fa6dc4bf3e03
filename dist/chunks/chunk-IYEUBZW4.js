import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  StoreFault,
  findEngineImage,
  ownFiles,
  readIndexes,
  sudoFiles
} from "./chunk-GADISLZI.js";
import {
  UnpackedImage
} from "./chunk-PHF7NIVV.js";
import {
  DirectoryStore
} from "./chunk-TMFPA2JO.js";
import {
  loadImages
} from "./chunk-CFTPMO3C.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  EngineSource
} from "./chunk-WM5VD6C7.js";
import {
  FetchFault,
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  OciLayout
} from "./chunk-JRTMWUF4.js";
import {
  parseConfig
} from "./chunk-JC374NSG.js";
import {
  maxConfigBytes,
  sha256
} from "./chunk-TYJF4ATT.js";
import {
  makeAllowance
} from "./chunk-IGIL577L.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/engine/open-engine.ts
import { join as join4 } from "node:path";

// src/sources/engine/classic-store.ts
import { join } from "node:path";
var maxDigestFileBytes = 1024;
async function readClassicStore({ root, driver }, image, reading) {
  const store = join(root, "image", driver);
  const config = await reading.files.read(join(store, "imagedb/content/sha256", hexOf(image.id)), maxConfigBytes);
  if (sha256(config) !== image.id) throw new StoreFault("the config in the store is not the one that the engine names");
  const diffIDs = readDiffIDs(config, reading.what);
  if (diffIDs.join() !== image.diffIDs.join()) throw new StoreFault("the config in the store names other layers than the engine");
  const places = [];
  let parent;
  for (const diffID of diffIDs) {
    const chainID = parent === void 0 ? diffID : sha256(Buffer.from(`${parent} ${diffID}`));
    const folder = join(store, "layerdb/sha256", hexOf(chainID));
    await checkLayer(folder, { diffID, parent }, reading.files);
    places.push({ diffID, index: join(folder, "tar-split.json.gz") });
    parent = chainID;
  }
  return new UnpackedImage(reading.what, config, await readIndexes(places, reading));
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
  const read = async (name) => (await files.read(join(folder, name), maxDigestFileBytes)).toString().trim();
  if (await read("diff") !== diffID) throw new StoreFault(`${folder} holds another layer than expected`);
  if (parent !== void 0 && await read("parent") !== parent) throw new StoreFault(`${folder} lies on another layer than expected`);
}

// src/sources/engine/connect-engine.ts
import { homedir } from "node:os";

// src/sources/engine/endpoint.ts
import { join as join3 } from "node:path";

// src/sources/engine/docker-context.ts
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join as join2 } from "node:path";
function readCurrentContext(configFolder) {
  const config = readJson(join2(configFolder, "config.json"));
  return typeof config?.currentContext === "string" && config.currentContext !== "" ? config.currentContext : void 0;
}
function readContext(configFolder, name) {
  const key = createHash("sha256").update(name).digest("hex");
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
import { isIP as isIP2 } from "node:net";

// src/sources/engine/dial-ssh.ts
import { spawn } from "node:child_process";
import { Duplex } from "node:stream";
var maxSaidBytes = 4096;
function dialSsh({ host, port, user, path }) {
  const there = path === void 0 ? [] : ["--host", `unix://${path}`];
  const child = spawn(
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
    said = `${said}${chunk}`.slice(-maxSaidBytes);
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
import { connect, isIP } from "node:net";
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
        if (!/\n\r?\n$/.test(text)) return;
        this.#readHead(text);
        break;
      case "chunk-size": {
        const [, size] = /^([0-9a-f]{1,12})[ \t]*(?:;.*)?\r?\n$/i.exec(text) ?? [];
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
    const fields = new Map(lines.map((line) => [line.split(":", 1)[0].toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]));
    const length = fields.get("content-length");
    if (length !== void 0 && !/^\d{1,15}$/.test(length)) throw noHttp();
    this.status = Number(status);
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

// src/sources/engine/download.ts
var bufferBytes = 256 << 10;
var maxTextBytes = 64 << 10;
async function download(endpoint, path, take, signal) {
  let text = "";
  const taking = [];
  const answer = new AnswerReader((bytes) => {
    if (answer.status !== 200) text = `${text}${Buffer.from(bytes)}`.slice(0, maxTextBytes);
    else {
      const taken = take(bytes);
      if (taken !== void 0) taking.push(taken);
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
    const go = (work) => {
      try {
        work();
      } catch (error) {
        stop(error);
        return false;
      }
      const mayGoOn = taking.length === 0 && !answer.isDone;
      if (taking.length > 0) Promise.all(taking.splice(0)).then(() => answer.isDone ? stop() : void connection.resume(), stop);
      else if (answer.isDone) stop();
      return mayGoOn;
    };
    const connection = dial(endpoint, (bytes) => go(() => answer.write(bytes)));
    connection.on("error", (error) => stop(faultOf(error)));
    for (const event of ["end", "close"]) connection.on(event, () => go(() => answer.end()));
    signal?.addEventListener("abort", abort, { once: true });
    connection.write(`GET ${path} HTTP/1.1\r
Host: docker\r
User-Agent: plimsoll\r
Connection: close\r
\r
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
      const { verify, ...certificates } = tls;
      const options = { host, port, servername: isIP(host) === 0 ? host : "", rejectUnauthorized: verify, ...certificates, onread };
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
      return requestSecurely({
        ...common,
        host,
        port,
        servername: isIP2(host) === 0 ? host : "",
        rejectUnauthorized: verify,
        ...certificates
      });
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
  const { exportImage } = await import("./export-image-S7UZBRFW.js");
  return exportImage(client, image, { where, hasContentStore: hasContentStore(info), ...options });
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
  if (typeof root !== "string" || typeof driver !== "string") throw new StoreFault("the engine does not say where it is");
  if (!/^[a-z0-9-]+$/.test(driver)) throw new StoreFault(`the engine's storage driver has an odd name (${driver})`);
  if (hasContentStore(info)) {
    if (engineRead === "sudo") throw new StoreFault("sudo is not used for containerd's store");
    return openContentStore(image, root, where);
  }
  const isSudo = engineRead === "sudo";
  if (isSudo) onStep?.(`reading ${client.isPodman ? "podman's" : "Docker's"} store in ${root} with sudo`, "note");
  const reading = {
    files: isSudo ? sudoFiles : ownFiles,
    what: where,
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) }
  };
  const source = client.isPodman ? await (await import("./stored-image-LJCYWFQU.js")).openPodmanImage(image, { root, driver }, reading) : await readClassicStore({ root, driver }, image, reading);
  onStep?.(`${where} is read directly from ${root}`, "debug");
  return source;
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
  openEngineImage,
  notDirect,
  cannotVerify
};
