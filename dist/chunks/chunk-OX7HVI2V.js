import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isListed,
  isLoopback
} from "./chunk-GHHV2QTC.js";
import {
  registryHostLimits,
  registryHostSyntax
} from "./chunk-IRSMJQLC.js";
import {
  SplitLayer,
  TarSplitFault
} from "./chunk-EVG6426J.js";
import {
  FetchFault,
  faultOf
} from "./chunk-WTL5UKUZ.js";
import {
  isIndexType,
  isManifestType,
  layerKind,
  maxManifestBytes,
  mediaTypes,
  sha256
} from "./chunk-HUFAO3EZ.js";
import {
  formatImageName
} from "./chunk-NTYIXUAT.js";
import {
  decompressed
} from "./chunk-MCXDM5AR.js";
import {
  LayerScan,
  finish,
  hashAttributes,
  takeAllowance
} from "./chunk-IGIL577L.js";
import {
  TarFault,
  TarReader,
  Verifier,
  blockSize,
  normalizePath,
  padding
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/registry/connection-fault.ts
var ProxyFault = class extends FetchFault {
};
var wantsLogin = "proxy-login";
function proxyRefusal(proxy, status) {
  return byWayOf(proxy, new FetchFault(`it answers ${status}`, status === 407 ? wantsLogin : "proxy"));
}
function wantsProxyLogin(code = "") {
  return code === wantsLogin;
}
var certificateFaults = /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$|ERR_TLS_CERT_|HOSTNAME_MISMATCH$)/;
function isOfCertificate(code = "") {
  return certificateFaults.test(code);
}
var notTls = "ERR_SSL_WRONG_VERSION_NUMBER";
function isNotTls(code = "") {
  return code === notTls;
}
function isOfHandshake(code = "") {
  return !isNotTls(code) && (code === "EPROTO" || code.startsWith("ERR_SSL_"));
}
var clauses = {
  ECONNRESET: "the connection was cut",
  ERR_STREAM_PREMATURE_CLOSE: "the connection was cut",
  HPE_HEADER_OVERFLOW: "its header is larger than any honest one"
};
function connectionFault(error) {
  if (error instanceof FetchFault) return error;
  const { code, message } = error;
  if (isOfCertificate(code)) return new FetchFault(`its certificate is not trusted (${code})`, code);
  if (code !== void 0 && Object.hasOwn(clauses, code)) return new FetchFault(clauses[code], code);
  return isNotTls(code) || isOfHandshake(code) ? handshakeFault(code, message) : faultOf(error ?? message);
}
function handshakeFault(code, message) {
  if (isNotTls(code) || /:error:0A00010B:/.test(message)) return new FetchFault("it does not speak TLS", notTls);
  const [, reason = code] = /:SSL routines:[^:]*:(?:(?:sslv3|tlsv1\d?|ssl\/tls) )?(?:alert )?([^:]+):/.exec(message) ?? [];
  const [, alert] = /:SSL alert number (\d+)/.exec(message) ?? [];
  return new FetchFault(`TLS could not be agreed on (${alert === void 0 ? "" : `alert ${alert}, `}${reason})`, code);
}
function byWayOf(proxy, error) {
  const { message, code } = connectionFault(error);
  return new ProxyFault(`by way of the proxy ${proxy.host}, ${message}`, code);
}

// src/sources/registry/host.ts
import { BlockList } from "node:net";
var nearby = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16]
])
  nearby.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["fe80::", 10],
  ["fc00::", 7]
])
  nearby.addSubnet(network, bits, "ipv6");
nearby.addAddress("::", "ipv6");
function isPrivate(hostname) {
  return isLoopback(hostname) || isListed(nearby, hostname);
}
function isNamedBy(named, url) {
  return parseUrl(`${url.protocol}//${named}`)?.host === url.host;
}
function apiHost(host) {
  return host === "docker.io" || host === "index.docker.io" ? "registry-1.docker.io" : host;
}
function parseUrl(text3, base) {
  return URL.canParse(text3, base?.href) ? new URL(text3, base) : void 0;
}

// src/sources/registry/asked-host.ts
var AskedHost = class {
  /** HOST[:PORT] */
  host;
  /** `elsewhere` where the registry sends us for what is no blob. */
  role;
  /** The registry, as images name it. */
  registry;
  /** Also where it gives its tokens itself. */
  isRegistry;
  constructor(url, role, registry) {
    this.host = url.host;
    this.role = role;
    this.registry = registry;
    this.isRegistry = role === "registry" || role === "tokens" && isNamedBy(apiHost(registry), url);
  }
  /** The subject of a sentence. */
  get words() {
    const { host, role, registry } = this;
    if (this.isRegistry) return apiHost(registry) === registry ? registry : `${registry} (${host})`;
    if (role === "storage") return `${host}, where ${registry} keeps its blobs,`;
    if (role === "elsewhere") return `${host}, where ${registry} sends us,`;
    return `${host}, which gives the tokens of ${registry},`;
  }
  /** As somebody in a hint. */
  get who() {
    return this.isRegistry ? "the registry" : this.host;
  }
};
var HostFault = class extends FetchFault {
  at;
  #fault;
  #hint;
  /** @param hint where more is known than the fault's code says */
  constructor(at, fault, hint) {
    super(fault.message, fault.code);
    this.at = at;
    this.#fault = fault;
    this.#hint = hint;
  }
  explain(doing) {
    return new ExpectedError("registry", `${doing}: ${this.at.words} cannot be asked: ${this.message}`, {
      hint: this.#hint ?? hintFor(this.at, this.#fault),
      cause: this.#fault
    });
  }
};
async function blame(at, act) {
  try {
    return await act();
  } catch (error) {
    throw error instanceof FetchFault && !(error instanceof HostFault) ? new HostFault(at, error) : error;
  }
}
var unknownAuthorities = [
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_GET_ISSUER_CERT"
];
function hintFor({ host, role, registry, isRegistry }, fault) {
  const { code = "" } = fault;
  if (fault instanceof ProxyFault && isOfCertificate(code)) return "give the authority of the proxy with NODE_EXTRA_CA_CERTS=FILE";
  if (fault instanceof ProxyFault && wantsProxyLogin(code))
    return "see that HTTPS_PROXY and HTTP_PROXY have the user and the password of the proxy, http://USER:PASSWORD@HOST:PORT";
  if (fault instanceof ProxyFault)
    return `see that HTTPS_PROXY and HTTP_PROXY name the right proxy and that it lets ${host} through, or name the host in NO_PROXY`;
  const insecure = `--insecure ${isRegistry ? registry : host}`;
  if (unknownAuthorities.includes(code))
    return `if it is yours, give its authority with NODE_EXTRA_CA_CERTS=FILE, or name it with ${insecure}, which trusts whoever answers`;
  if (isOfCertificate(code))
    return `see that its certificate is for that name and in date, also by the clock here; ${insecure} trusts whoever answers`;
  if (isOfHandshake(code)) return `see that ${host} is the right name and port, and that it offers TLS 1.2 or later for that name`;
  if (isNotTls(code))
    return role === "registry" ? `a registry that speaks plain HTTP has to be named: ${insecure}` : `${registry} names it with https://: see that it is set up with the right address, and that nothing between here and there stops TLS`;
  return isRegistry ? "see that the name of the registry is right and that it can be reached from here, and try again" : `${registry} sends us there: see that ${host} can be reached from here, through a firewall or a proxy too, and try again`;
}

// src/sources/registry/challenge.ts
var token = /[!#$%&'*+.^_`|~\w-]+/y;
var quoted = /"((?:[^"\\]|\\.)*)"/y;
function parseChallenges(header) {
  const challenges = [];
  let at = 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(header) ?? void 0;
    if (match !== void 0) at = pattern.lastIndex;
    return match;
  };
  while (at < header.length) {
    take(/[\s,]*/y);
    const word = take(token)?.[0];
    if (word === void 0) break;
    const isParameter = take(/\s*=\s*/y) !== void 0;
    if (!isParameter) {
      challenges.push({ scheme: word.toLowerCase(), parameters: {} });
      continue;
    }
    const text3 = take(quoted)?.[1]?.replaceAll(/\\(.)/g, "$1") ?? take(token)?.[0];
    const current = challenges.at(-1);
    if (text3 === void 0 || current === void 0) break;
    const name = word.toLowerCase();
    if (!Object.hasOwn(current.parameters, name)) current.parameters[name] = text3;
  }
  return challenges;
}

// src/sources/registry/credentials.ts
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

// src/sources/registry/credential-helper.ts
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
var HelperFault = class extends Error {
};
var patience = 3e4;
var maxOutput = 1 << 20;
async function askHelper(name, server, environment) {
  const program = `docker-credential-${name}`;
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) throw new HelperFault("a credential helper has a name that is none");
  const child = spawn(program, ["get"], { env: environment, stdio: ["pipe", "pipe", "ignore"] });
  const timer = setTimeout(() => {
    child.kill("SIGKILL");
    child.stdout.destroy();
  }, patience);
  const ended = new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  child.stdin.on("error", () => {
  });
  child.stdin.end(server);
  let output;
  let code;
  try {
    [output, code] = await Promise.all([text(child.stdout), ended]);
  } catch (error) {
    const { code: code2 } = error;
    if (child.killed) throw new HelperFault(`${program} does not answer within ${patience / 1e3} s`);
    throw new HelperFault(whyNotRun(program, code2), { cause: error });
  } finally {
    clearTimeout(timer);
  }
  if (code === 0 && output.length <= maxOutput) return readAnswer(output, program);
  if (/credentials not found|no credentials server URL/i.test(output)) return void 0;
  throw new HelperFault(`${program} failed with ${code ?? "a signal"}`);
}
function whyNotRun(program, code) {
  if (code === "ENOENT") return `there is no program ${program}`;
  if (code === "EACCES") return `${program} may not be run, or a folder of PATH may not be searched for it (EACCES)`;
  return `${program} cannot be run (${code})`;
}
function readAnswer(output, program) {
  try {
    const { Username: user, Secret: secret } = JSON.parse(output);
    if (typeof user === "string" && typeof secret === "string") return { user, secret };
  } catch {
  }
  throw new HelperFault(`the answer of ${program} is none`);
}

// src/sources/registry/credentials.ts
async function findCredential({ host, repository }, { environment, onProblem }) {
  for (const file of readAuthFiles(environment, onProblem)) {
    const found = await fromHelper(file, host, environment, onProblem) ?? fromFile(file, host, repository);
    if (found !== void 0) return found;
  }
  return void 0;
}
function readAuthFiles(environment, onProblem) {
  const home = environment.HOME || homedir();
  const { DOCKER_AUTH_CONFIG: inline, REGISTRY_AUTH_FILE: named, DOCKER_CONFIG: docker, XDG_RUNTIME_DIR: runtime } = environment;
  const files = [
    ...named ? [named] : [],
    join(docker || join(home, ".docker"), "config.json"),
    ...runtime ? [join(runtime, "containers", "auth.json")] : [],
    join(environment.XDG_CONFIG_HOME || join(home, ".config"), "containers", "auth.json")
  ];
  const read2 = files.flatMap((file) => {
    try {
      return [parseAuthFile(file, readFileSync(file, "utf8"))];
    } catch (error) {
      const { code } = error;
      if (error instanceof ExpectedError) throw error;
      if (code !== "ENOENT" && code !== "ENOTDIR") onProblem?.(`the credentials in ${file} cannot be read (${code})`);
      return [];
    }
  });
  return inline ? [parseAuthFile("DOCKER_AUTH_CONFIG", inline), ...read2] : read2;
}
function parseAuthFile(file, text3) {
  let json;
  try {
    json = text3.trim() === "" ? {} : JSON.parse(text3);
  } catch {
    throw new ExpectedError("registry", `reading the credentials in ${file}: it is not JSON`, {
      hint: "mend the file, or make it anew with docker login or podman login"
    });
  }
  const { auths, credHelpers, credsStore } = record(json);
  return { file, auths: record(auths), helpers: record(credHelpers), store: typeof credsStore === "string" ? credsStore : void 0 };
}
async function fromHelper({ file, helpers, store }, host, environment, onProblem) {
  const key = Object.keys(helpers).find((one) => plainKey(one) === host);
  const name = key === void 0 ? store : helpers[key];
  if (typeof name !== "string" || name === "") return void 0;
  try {
    const found = await askHelper(name, host === "docker.io" ? "https://index.docker.io/v1/" : host, environment);
    const origin = `docker-credential-${name}, which ${file} names`;
    if (found === void 0) return void 0;
    if (found.user === "<token>") return { kind: "identity", token: found.secret, origin };
    return { kind: "password", user: found.user, password: found.secret, origin };
  } catch (error) {
    if (!(error instanceof HelperFault)) throw error;
    onProblem?.(`the credentials for ${host} cannot be had: ${file} names docker-credential-${name}, and ${error.message}`);
    return void 0;
  }
}
function fromFile({ file, auths }, host, repository) {
  const name = `${host}/${repository}`;
  const [key] = Object.keys(auths).filter((each) => name === plainKey(each) || name.startsWith(`${plainKey(each)}/`)).toSorted((one, other) => plainKey(other).length - plainKey(one).length);
  if (key === void 0) return void 0;
  const entry = record(auths[key]);
  const text3 = (field) => {
    const value = entry[field];
    return typeof value === "string" && value !== "" ? value : void 0;
  };
  const [registryToken, identity, auth] = [text3("registrytoken"), text3("identitytoken"), text3("auth")];
  if (registryToken !== void 0) return { kind: "token", token: registryToken, origin: file };
  if (identity !== void 0) return { kind: "identity", token: identity, origin: file };
  const decoded = auth === void 0 ? void 0 : /^([^:]*):(.*)$/s.exec(Buffer.from(auth, "base64").toString().replace(/\0+$/, ""));
  const user = decoded?.[1] ?? text3("username");
  const password = decoded?.[2] ?? text3("password");
  if (user === void 0 || password === void 0) return void 0;
  if (user === "<token>") return { kind: "identity", token: password, origin: file };
  return { kind: "password", user, password, origin: file };
}
function plainKey(key) {
  const plain = key.replace(/^https?:\/\//, "").replace(/\/(?:v[12]\/?)?$/, "");
  return plain === "index.docker.io" || plain === "registry-1.docker.io" ? "docker.io" : plain;
}
function record(json) {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? json : {};
}

// src/sources/registry/retry.ts
import { setTimeout as setTimeout2 } from "node:timers/promises";
var maxTries = 5;
var busy = [429, 502, 503, 504];
async function sendPatiently(send, transport) {
  for (let tries = 1; ; tries++) {
    let answer;
    try {
      answer = await send();
    } catch (error) {
      if (!(error instanceof FetchFault) || !isPassing(error) || tries === maxTries) throw error;
    }
    if (answer !== void 0 && (!busy.includes(answer.statusCode ?? 0) || tries === maxTries)) return answer;
    const asked = answer === void 0 ? void 0 : retryAfter(answer);
    if (answer !== void 0 && asked !== void 0 && asked > transport.patience.longestPause) return answer;
    answer?.destroy();
    await pause(asked ?? backOff(tries, transport), transport);
  }
}
function backOff(failures, { patience: patience2 }) {
  return failures <= 1 ? 0 : patience2.pause * 2 ** (failures - 2) * (1 + Math.random() / 2);
}
async function pause(milliseconds, { signal }) {
  try {
    await setTimeout2(milliseconds, void 0, signal === void 0 ? {} : { signal });
  } catch (error) {
    throw new ExpectedError("interrupted", "interrupted while waiting for a registry", { cause: error });
  }
}
function retryAfter({ headers }) {
  const text3 = headers["retry-after"];
  if (text3 === void 0) return void 0;
  if (/^\d+$/.test(text3)) return Number(text3) * 1e3;
  const date = Date.parse(text3);
  return Number.isNaN(date) ? void 0 : Math.max(0, date - Date.now());
}
function isPassing({ code }) {
  return code === void 0 || ["ECONNRESET", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "ERR_STREAM_PREMATURE_CLOSE"].includes(code);
}

// src/sources/registry/refusal.ts
function loginHint(registry) {
  return `see that the name is right, and that you may pull it: docker login ${registry}`;
}
function refusalOf(doing, at, answer, names, shown) {
  const { statusCode: status = 0 } = answer;
  const found = `${doing}: ${at.words} answers ${status}${names === "" ? "" : ` (${names})`}`;
  if (at.role !== "registry") return refusalOfOther(found, at, answer);
  if (status === 429) return tooManyRequests(found, answer, shown, at.registry);
  if (status === 401 || status === 403) {
    return new ExpectedError("registry", `${found}: it is not there, or may not be pulled ${shown.who}`, { hint: loginHint(at.registry) });
  }
  return new ExpectedError("registry", `${found}${askedWait(answer)}`, { hint: laterHint(at) });
}
function tooManyRequests(found, answer, { who, isAnonymous }, registry) {
  return new ExpectedError("registry", `${found}, too many requests${askedWait(answer)}, ${who}`, {
    hint: `try again later, or ${isAnonymous ? `log in, which allows more: docker login ${registry}` : "with an account that is allowed more"}`
  });
}
function refusalOfOther(found, at, answer) {
  return new ExpectedError("registry", `${found}${answer.statusCode === 429 ? ", too many requests" : ""}${askedWait(answer)}`, {
    hint: hintOfOther(at, answer)
  });
}
function hintOfOther(at, { statusCode: status, headers }) {
  if (status === 401 && headers["www-authenticate"] !== void 0)
    return `it wants a login of its own, and none of ${at.registry} is shown there: name the image as ${at.host} has it`;
  return status === 403 ? `see that no firewall or proxy stands between here and ${at.host}, and try again` : laterHint(at);
}
function laterHint({ who }) {
  return `try again later; the log of ${who} says more`;
}
function askedWait(answer) {
  const wait = retryAfter(answer) ?? 0;
  return wait === 0 || !Number.isFinite(wait) ? "" : `, and asks to wait for ${Math.ceil(wait / 1e3)} s`;
}

// src/sources/registry/transport.ts
import { Agent, request } from "node:http";
import { request as requestSecurely, Agent as SecureAgent } from "node:https";
import { isIP as isIP2 } from "node:net";
import { connect } from "node:tls";

// src/sources/registry/proxy.ts
import { BlockList as BlockList2, isIP } from "node:net";
function chooseProxy(url, environment) {
  const usual = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const name = environment[usual] ? usual : usual.toLowerCase();
  const text3 = environment[name];
  if (text3 === void 0 || text3 === "" || isLoopback(url.hostname)) return void 0;
  if (isExempt(url, environment.NO_PROXY || environment.no_proxy || "")) return void 0;
  const proxy = parseUrl(text3.includes("://") ? text3 : `http://${text3}`);
  if (proxy !== void 0 && (proxy.protocol === "http:" || proxy.protocol === "https:") && proxy.hostname !== "") return proxy;
  throw new ExpectedError("registry", `asking ${url.host}: ${name} does not name a proxy that can be used`, {
    hint: "it is http://HOST:PORT or https://HOST:PORT"
  });
}
function isExempt(url, noProxy) {
  const host = url.hostname.replace(/^\[(.*)\]$/, "$1").toLowerCase();
  const port = url.port === "" ? url.protocol === "https:" ? "443" : "80" : url.port;
  return noProxy.split(",").map((entry) => entry.trim().toLowerCase()).filter((entry) => entry !== "").some((entry) => {
    if (entry === "*") return true;
    if (entry.includes("/")) return isWithin(host, entry);
    const [, bracketed, plain = "", wantedPort] = /^(?:\[(.*)\]|([^:]*|[^[\]]*:[^[\]]*:[^[\]]*))(?::(\d+))?$/.exec(entry) ?? [];
    if (wantedPort !== void 0 && wantedPort !== port) return false;
    const name = bracketed ?? plain;
    if (isIP(name) !== 0 || isIP(host) !== 0) return host === plainAddress(name);
    const below = name.replace(/^\*?\./, ".");
    return below.startsWith(".") ? host.endsWith(below) : name !== "" && (host === name || host.endsWith(`.${name}`));
  });
}
function plainAddress(address) {
  return isIP(address) === 6 ? parseUrl(`http://[${address}]`)?.hostname.slice(1, -1) ?? "" : address;
}
function isWithin(host, network) {
  const family = isIP(host);
  const [address = "", bits = ""] = network.split("/");
  if (family === 0 || isIP(address) !== family || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const kind = family === 4 ? "ipv4" : "ipv6";
  const list = new BlockList2();
  list.addSubnet(address, Number(bits), kind);
  return list.check(host, kind);
}

// src/sources/registry/transport.ts
var usualPatience = { answer: 3e4, piece: 3e4, pause: 500, longestPause: 12e4 };
var Transport = class {
  patience;
  signal;
  #environment;
  #insecure;
  #plain = new Agent({ keepAlive: true });
  #secure = new SecureAgent({ keepAlive: true });
  #tunnels = /* @__PURE__ */ new Map();
  constructor({ environment, insecure = [], signal, patience: patience2 }) {
    this.#environment = environment;
    this.#insecure = insecure;
    this.signal = signal;
    this.patience = { ...usualPatience, ...patience2 };
  }
  /** Whether nobody has to prove who it is that answers there. */
  isInsecure(url) {
    return isLoopback(url.hostname) || this.#insecure.some((named) => isNamedBy(named, url));
  }
  /**
   * The answer, whatever its status; redirects are not followed.
   * @throws FetchFault where there is none, ExpectedError `interrupted` or `registry`
   */
  send(url, { method = "GET", headers = {}, body } = {}) {
    const { signal, patience: patience2 } = this;
    return new Promise((resolve, reject) => {
      const proxy = chooseProxy(url, this.#environment);
      const sent = this.#open(url, proxy, {
        method,
        // A body that is packed for its way has neither the length nor the digest that was declared.
        headers: { "User-Agent": "plimsoll", "Accept-Encoding": "identity", ...headers },
        ...signal === void 0 ? {} : { signal }
      });
      const timer = setTimeout(
        () => sent.destroy(new FetchFault(`it does not answer within ${patience2.answer / 1e3} s`, "silent")),
        patience2.answer
      );
      sent.on("error", (error) => {
        clearTimeout(timer);
        reject(this.faultOf(proxy === void 0 || url.protocol === "https:" ? error : byWayOf(proxy, error)));
      });
      sent.once("response", (answer) => {
        clearTimeout(timer);
        answer.on("error", () => {
        });
        if (proxy === void 0 || url.protocol === "https:" || answer.statusCode !== 407) return resolve(answer);
        answer.destroy();
        reject(proxyRefusal(proxy, 407));
      });
      sent.end(body);
    });
  }
  /**
   * The body, piece by piece. Time counts only while a piece is waited for.
   * @throws FetchFault, ExpectedError `interrupted`
   */
  async *pieces(answer) {
    const chunks = answer[Symbol.asyncIterator]();
    const late = () => answer.destroy(new FetchFault(`nothing came for ${this.patience.piece / 1e3} s`));
    try {
      for (; ; ) {
        const timer = setTimeout(late, this.patience.piece);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done === true) return;
        yield next.value;
      }
    } catch (error) {
      throw this.faultOf(error);
    } finally {
      answer.destroy();
    }
  }
  /** What went wrong with a connection, or that the run was interrupted. */
  faultOf(error) {
    if (this.signal?.aborted === true) return new ExpectedError("interrupted", "interrupted while asking a registry");
    if (error instanceof ExpectedError) return error;
    return connectionFault(error);
  }
  /** Ends every connection, also those on which a body is still coming. */
  close() {
    for (const agent of [this.#plain, this.#secure, ...this.#tunnels.values()]) agent.destroy();
  }
  #open(url, proxy, options) {
    if (url.protocol === "https:") {
      const agent = proxy === void 0 ? this.#secure : this.#tunnelThrough(proxy);
      return requestSecurely(url, { ...options, agent, rejectUnauthorized: !this.isInsecure(url) });
    }
    if (proxy === void 0) return request(url, { ...options, agent: this.#plain });
    const headers = { ...options.headers, Host: url.host, ...proxyAuthorization(proxy) };
    const asked = { ...options, headers, path: url.href };
    return proxy.protocol === "https:" ? requestSecurely(bare(proxy), { ...asked, agent: this.#secure }) : request(bare(proxy), { ...asked, agent: this.#plain });
  }
  #tunnelThrough(proxy) {
    const known = this.#tunnels.get(proxy.href) ?? new TunnelAgent(proxy, this.signal);
    this.#tunnels.set(proxy.href, known);
    return known;
  }
};
var TunnelAgent = class extends SecureAgent {
  #proxy;
  #signal;
  constructor(proxy, signal) {
    super({ keepAlive: true });
    this.#proxy = proxy;
    this.#signal = signal;
  }
  createConnection({
    host,
    port,
    servername,
    rejectUnauthorized
  }, done) {
    const fail = done;
    this.#connect(`${host?.includes(":") ? `[${host}]` : host}:${port}`).then((socket) => {
      const name = servername ?? host ?? "";
      done(
        null,
        connect({
          socket,
          rejectUnauthorized: rejectUnauthorized !== false,
          ...isIP2(name) === 0 ? { servername: name } : { host: name }
        })
      );
    }, fail);
  }
  #connect(target) {
    const proxy = this.#proxy;
    const asked = {
      method: "CONNECT",
      path: target,
      agent: false,
      headers: { Host: target, ...proxyAuthorization(proxy) },
      ...this.#signal === void 0 ? {} : { signal: this.#signal }
    };
    return new Promise((resolve, reject) => {
      const sent = proxy.protocol === "https:" ? requestSecurely(bare(proxy), asked) : request(bare(proxy), asked);
      sent.setTimeout(usualPatience.answer, () => sent.destroy(new FetchFault("it does not answer", "silent")));
      sent.on("error", (error) => reject(byWayOf(proxy, error)));
      sent.once("connect", ({ statusCode }, socket) => {
        socket.setTimeout(0);
        if (statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(proxyRefusal(proxy, statusCode));
      });
      sent.end();
    });
  }
};
function bare(proxy) {
  return new URL(proxy.origin);
}
function proxyAuthorization({ username, password }) {
  if (username === "" && password === "") return {};
  return { "Proxy-Authorization": basic(decodeURIComponent(username), decodeURIComponent(password)) };
}
function basic(user, password) {
  return `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
}

// src/sources/registry/authorizer.ts
var maxTokenBytes = 1 << 20;
var notSetUp = "see that the registry is set up with the right token server";
var Authorizer = class {
  #transport;
  #of;
  #environment;
  #onProblem;
  #credential;
  #header;
  #renewing;
  #origin;
  constructor(of, transport, { environment, onProblem }) {
    this.#of = of;
    this.#transport = transport;
    this.#environment = environment;
    this.#onProblem = onProblem;
  }
  /** The header `Authorization`, for the registry itself and nobody else. */
  get header() {
    return this.#header;
  }
  /** In words, whose credentials were shown. */
  get who() {
    return this.#origin === void 0 ? "without credentials" : `with the credentials of ${this.#origin}`;
  }
  get isAnonymous() {
    return this.#origin === void 0;
  }
  /**
   * Answers the challenge of a 401, once for all requests that met it.
   * @param shown what the refused request carried
   * @throws ExpectedError `registry`, HostFault
   */
  async renew(answer, registry, shown) {
    if (shown !== this.#header) return;
    const challenges = parseChallenges([answer.headers["www-authenticate"] ?? []].flat().join(", "));
    this.#renewing ??= this.#answer(challenges, registry).finally(() => {
      this.#renewing = void 0;
    });
    await this.#renewing;
  }
  async #answer(challenges, registry) {
    this.#credential ??= findCredential(this.#of, { environment: this.#environment, onProblem: this.#onProblem });
    const credential = await this.#credential;
    this.#origin = credential?.origin;
    const bearer = challenges.find(({ scheme }) => scheme === "bearer");
    if (credential?.kind === "token" && bearer !== void 0) this.#header = `Bearer ${this.#checkOwnToken(credential)}`;
    else if (bearer !== void 0) this.#header = `Bearer ${await this.#fetchToken(bearer, registry, credential)}`;
    else if (challenges.some(({ scheme }) => scheme === "basic") && credential?.kind === "password")
      this.#header = basic(credential.user, credential.password);
  }
  async #fetchToken({ parameters }, registry, credential) {
    const realm = this.#checkRealm(parameters.realm ?? "", registry);
    const offered = parameters.scope ?? "";
    const scope = offered === "" || offered.startsWith("repository:") ? `repository:${this.#of.repository}:pull` : offered;
    const asked = { scope, ...parameters.service === void 0 ? {} : { service: parameters.service } };
    if (credential?.kind === "identity") return this.#exchange(realm, asked, credential);
    const url = new URL(realm);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const password = credential?.kind === "password" ? credential : void 0;
    const headers = password === void 0 ? void 0 : { Authorization: basic(password.user, password.password) };
    const answer = await this.#send(url, headers === void 0 ? {} : { headers });
    if (answer.statusCode === 200) return this.#readToken(answer, realm);
    answer.destroy();
    if (headers === void 0 || !mayBeOfLogin(answer)) throw this.#refusal(realm, answer);
    const anonymous = await this.#send(url);
    if (anonymous.statusCode !== 200) {
      anonymous.destroy();
      throw isOfServer(anonymous) ? this.#refusalOfBoth(realm, anonymous) : this.#refusal(realm, answer);
    }
    this.#onProblem?.(`${realm.host} refuses the credentials of ${this.#origin}, and is asked without`);
    this.#origin = void 0;
    return this.#readToken(anonymous, realm);
  }
  /** https://distribution.github.io/distribution/spec/auth/oauth */
  async #exchange(realm, asked, { token: token2 }) {
    const form = new URLSearchParams({ grant_type: "refresh_token", client_id: "plimsoll", ...asked, refresh_token: token2 });
    const answer = await this.#send(realm, {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: form.toString()
    });
    if (answer.statusCode === 200) return this.#readToken(answer, realm);
    answer.destroy();
    throw this.#refusal(realm, answer, mayBeOfLogin(answer) || answer.statusCode === 400);
  }
  #tokenServer(realm) {
    return new AskedHost(realm, "tokens", this.#of.host);
  }
  #send(url, sending) {
    return blame(this.#tokenServer(url), () => sendPatiently(() => this.#transport.send(url, sending), this.#transport));
  }
  /** A registry says where passwords are sent to: not in the clear, and not to what only this machine can reach. @throws ExpectedError `registry` */
  #checkRealm(text3, registry) {
    const { host } = this.#of;
    const realm = parseUrl(text3);
    const refuse = (found, hint) => new ExpectedError("registry", `asking ${host} for leave to pull: it sends us to a token server, ${found}`, { hint });
    if (realm === void 0 || !/^https?:$/.test(realm.protocol)) throw refuse("which is no address", notSetUp);
    if (realm.username !== "" || realm.password !== "") throw refuse(`${realm.host}, with credentials of its own`, notSetUp);
    if (isPrivate(realm.hostname) && !isPrivate(registry.hostname) && !this.#transport.isInsecure(registry))
      throw refuse(
        `${realm.host}, at a private address, which is not its own`,
        `credentials are not sent there; if the registry is yours, name it with --insecure ${host}`
      );
    if (realm.protocol === "http:" && !this.#transport.isInsecure(realm))
      throw refuse(`${realm.host} in the clear`, `credentials are not sent there; if it is yours, name it with --insecure ${realm.host}`);
    return realm;
  }
  /** @throws ExpectedError `registry`, HostFault */
  async #readToken(answer, realm) {
    const body = (await blame(this.#tokenServer(realm), () => this.#readBody(answer))).toString();
    let token2;
    try {
      const json = JSON.parse(body);
      token2 = json.token ?? json.access_token;
    } catch {
    }
    if (typeof token2 === "string" && isToken(token2)) return token2;
    const found = typeof token2 === "string" && token2 !== "" ? "its token has characters that no token has" : "there is no token in its answer";
    throw new ExpectedError("registry", `asking ${realm.host} for leave to pull from ${this.#of.host}: ${found}`, {
      hint: notSetUp
    });
  }
  async #readBody(answer) {
    const pieces = [];
    let length = 0;
    for await (const piece of this.#transport.pieces(answer)) {
      length += piece.length;
      if (length > maxTokenBytes) break;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }
  /** @throws ExpectedError `registry` */
  #checkOwnToken({ token: token2, origin }) {
    if (isToken(token2)) return token2;
    throw new ExpectedError(
      "registry",
      `asking ${this.#of.host} for leave to pull: the token of ${origin} has characters that no token has`,
      {
        hint: `keep a new one: docker login ${this.#of.host}`
      }
    );
  }
  /** @param isOfLogin whether it may be that another login helps */
  #refusal(realm, answer, isOfLogin = mayBeOfLogin(answer)) {
    const { statusCode: status } = answer;
    const found = `${this.#asking(realm)}: it answers ${status}`;
    if (isOfServer(answer)) return this.#refusalOfServer(found, realm, answer, this);
    return new ExpectedError("registry", `${found}, ${this.who}`, { hint: isOfLogin ? loginHint(this.#of.host) : notSetUp });
  }
  /** Where the password was refused, and the answer is to being asked without. */
  #refusalOfBoth(realm, answer) {
    const found = `${this.#asking(realm)}: it refuses the credentials of ${this.#origin}, and then answers ${answer.statusCode}`;
    return this.#refusalOfServer(found, realm, answer, { who: "without credentials", isAnonymous: true });
  }
  #refusalOfServer(found, realm, answer, shown) {
    if (answer.statusCode === 429) return tooManyRequests(found, answer, shown, this.#of.host);
    return new ExpectedError("registry", `${found}${askedWait(answer)}`, { hint: laterHint(this.#tokenServer(realm)) });
  }
  #asking(realm) {
    return `asking ${realm.host} for leave to pull ${this.#of.repository} from ${this.#of.host}`;
  }
};
function mayBeOfLogin({ statusCode: status }) {
  return status === 401 || status === 403;
}
function isOfServer({ statusCode: status = 0 }) {
  return status === 429 || status >= 500;
}
function isToken(text3) {
  return /^[\x21-\x7e]+$/.test(text3);
}

// src/sources/registry/registry-client.ts
var maxRedirects = 5;
var maxChallenges = 2;
var maxErrorBytes = 64 << 10;
var maxDocumentTries = 4;
var RegistryClient = class {
  host;
  transport;
  #repository;
  #authorizer;
  #base;
  constructor(of, { onProblem, ...options }) {
    this.host = of.host;
    this.#repository = of.repository;
    this.transport = new Transport({ ...options, insecure: (options.insecure ?? []).map(apiHost) });
    this.#authorizer = new Authorizer(of, this.transport, { environment: options.environment, onProblem });
  }
  close() {
    this.transport.close();
  }
  /**
   * The answer to a request below the repository, such as `blobs/sha256:…`.
   * @throws ExpectedError `registry`, `interrupted`
   */
  async ask(path, { doing, method = "GET", headers = {}, understood = [] }) {
    try {
      this.#base ??= this.#findBase(doing);
      const base = await this.#base;
      const url = new URL(`/v2/${this.#repository}/${path}`, base);
      const away = path.startsWith("blobs/") ? "storage" : "elsewhere";
      for (let challenges = 0; ; challenges++) {
        const shown = this.#authorizer.header;
        let last = url;
        const answer = await sendPatiently(async () => {
          const { answer: answer2, at } = await this.#follow(url, { base, away, method, headers, shown });
          last = at;
          return answer2;
        }, this.transport);
        const { statusCode: status = 0 } = answer;
        const from = this.#hostAt(last, base, away);
        if (status === 200 || understood.includes(status)) return { answer, from };
        if (status !== 401 || last.origin !== base.origin || challenges === maxChallenges) throw await this.#refusal(doing, answer, from);
        await this.#authorizer.renew(answer, base, shown);
        if (this.#authorizer.header === shown) throw await this.#refusal(doing, answer, from);
        answer.destroy();
      }
    } catch (error) {
      throw this.#explain(doing, error);
    }
  }
  /**
   * A small document, whole; undefined where the registry has none of that name.
   * @throws ExpectedError `registry`, `interrupted`, `content` where it is larger than `maxBytes`
   */
  async readDocument(path, maxBytes, asking) {
    for (let tries = 1; ; tries++) {
      const { answer, from } = await this.ask(path, { ...asking, understood: [404] });
      const { "content-type": type = "", "docker-content-digest": digest } = answer.headers;
      if (answer.statusCode === 404) {
        answer.destroy();
        return void 0;
      }
      try {
        const bytes = await blame(from, () => this.#readWhole(answer, maxBytes, asking.doing));
        return {
          bytes,
          mediaType: type.split(";")[0].trim().toLowerCase(),
          digest: typeof digest === "string" ? digest : void 0,
          from
        };
      } catch (error) {
        if (!(error instanceof FetchFault) || tries === maxDocumentTries) throw this.#explain(asking.doing, error);
        await pause(backOff(tries, this.transport), this.transport);
      }
    }
  }
  async #readWhole(answer, maxBytes, doing) {
    const declared = Number(answer.headers["content-length"] ?? Number.NaN);
    const pieces = [];
    let length = 0;
    try {
      for await (const piece of this.transport.pieces(answer)) {
        length += piece.length;
        if (Math.max(length, declared || 0) > maxBytes) {
          throw new ExpectedError("content", `${doing}: it is larger than the ${maxBytes} bytes that such a document may have`, {
            hint: "the image is damaged, or was made to harm"
          });
        }
        pieces.push(piece);
      }
    } finally {
      answer.destroy();
    }
    if (length < declared) throw new FetchFault("the connection was cut");
    return Buffer.concat(pieces);
  }
  /** A host that may speak plain HTTP is asked for TLS first. @throws ExpectedError `registry`, `interrupted` */
  async #findBase(doing) {
    const secure = parseUrl(`https://${apiHost(this.host)}`);
    const plain = parseUrl(`http://${apiHost(this.host)}`);
    if (secure === void 0 || plain === void 0) {
      throw new ExpectedError("registry", `${doing}: there can be no host ${this.host}`, {
        hint: `see that the name of the registry is right: ${registryHostSyntax}, ${registryHostLimits}`
      });
    }
    if (!this.transport.isInsecure(plain)) return secure;
    try {
      (await this.transport.send(new URL("/v2/", secure))).destroy();
      return secure;
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      return plain;
    }
  }
  /** @throws HostFault, ExpectedError `registry` */
  async #follow(url, {
    base,
    away,
    method,
    headers,
    shown
  }) {
    let at = url;
    for (let redirects = 0; ; redirects++) {
      const authorization = shown === void 0 || at.origin !== base.origin ? {} : { Authorization: shown };
      const from = this.#hostAt(at, base, away);
      const answer = await blame(from, () => this.transport.send(at, { method, headers: { ...headers, ...authorization } }));
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === void 0) return { answer, at };
      answer.destroy();
      at = this.#redirected(parseUrl(location, at), redirects, from, base);
    }
  }
  /** Where a redirect leads, if it may. @throws HostFault */
  #redirected(next, redirects, from, base) {
    const refuse = (why, hint = `see that ${this.host} is set up with the right address, and that no proxy answers in its place`) => new HostFault(from, new FetchFault(why, "redirect"), hint);
    if (redirects === maxRedirects) throw refuse(`it redirects more than ${maxRedirects} times`);
    if (next === void 0 || !/^https?:$/.test(next.protocol)) throw refuse("it redirects to what is no address");
    if (next.protocol === "http:" && base.protocol === "https:" && !this.transport.isInsecure(next))
      throw refuse(`it redirects to ${next.host} in the clear`, `if that is right, name the host with --insecure ${next.host}`);
    return next;
  }
  /** Who answers at `url`. */
  #hostAt(url, base, away) {
    return new AskedHost(url, url.host === base.host ? "registry" : away, this.host);
  }
  async #refusal(doing, answer, from) {
    return refusalOf(doing, from, answer, await this.#errorNames(answer), this.#authorizer);
  }
  /** Only the names of errors are told: a sentence of a stranger could hold anything. */
  async #errorNames(answer) {
    if (answer.destroyed) return "";
    try {
      const bytes = await this.#readWhole(answer, maxErrorBytes, "");
      const { errors } = JSON.parse(bytes.toString());
      const names = (errors ?? []).map(({ code }) => code).filter((code) => typeof code === "string" && /^[A-Z_]{1,40}$/.test(code));
      return [...new Set(names)].slice(0, 3).join(", ");
    } catch {
      return "";
    }
  }
  #explain(doing, error) {
    return error instanceof HostFault ? error.explain(doing) : error;
  }
};

// src/sources/registry/registry-source.ts
import { Readable as Readable3 } from "node:stream";

// src/scan/toc.ts
var TocFault = class extends Error {
};
var maxTocEntries = 5e5;
var maxTocOpenings = 2 * (maxTocEntries + 1);
var types = {
  reg: "file",
  dir: "directory",
  symlink: "symlink",
  hardlink: "link",
  char: "character-device",
  block: "block-device",
  fifo: "fifo"
};
function parseToc(json) {
  checkOpenings(json);
  const { version, entries: stated, tarSplitDigest } = parseJson(json);
  const list = stated ?? [];
  if (version !== 1 || !Array.isArray(list)) throw new TocFault("it is no table of version 1");
  if (list.length > maxTocEntries) throw new TocFault(`it has ${list.length} entries, where ${maxTocEntries} are the most`);
  const entries = [];
  let last;
  let file;
  for (const fields of list) {
    if (!isObject(fields)) throw new TocFault("an entry is no object");
    if (fields.type === "chunk") {
      if (file === void 0 || fields.name !== file.name) throw new TocFault("a chunk follows no file of its name");
    } else {
      const read2 = readEntry(fields);
      entries.push(read2);
      file = read2.entry.type === "file" ? { name: fields.name, size: read2.entry.size } : void 0;
    }
    if (file === void 0 || file.size === 0) continue;
    const chunk = readChunk(fields, file.size);
    if (last === void 0 || chunk.offset > last.offset || chunk.offset === last.offset && chunk.innerOffset > last.innerOffset)
      last = chunk;
  }
  return { entries, last, tarSplitDigest: typeof tarSplitDigest === "string" ? tarSplitDigest : void 0 };
}
function scanToc({ entries }, extra) {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumKind = "sha256-32";
  scan.listedFrom = "table";
  scan.keepsOrder = false;
  const paths = /* @__PURE__ */ new Set();
  for (const { entry, checksum, isFaithful } of extra === void 0 ? entries : [...entries, extra]) {
    if (!isFaithful) throw new TocFault("a name in it is not the one in the tar");
    paths.add(pathKey(entry.name));
    const index = scan.add(entry, hashAttributes(entry));
    if (checksum !== void 0) scan.setChecksum(index, checksum);
    if (paths.size !== scan.count) throw new TocFault("a path stands in it twice");
    scan.tarBytes += blockSize + entry.size + padding(entry.size);
  }
  scan.trim();
  return scan;
}
function pathKey(name) {
  return Buffer.from(normalizePath(name)).toString("latin1");
}
function shortenDigest(digest) {
  return typeof digest === "string" && /^sha256:[0-9a-f]{64}$/.test(digest) ? Number.parseInt(digest.slice(7, 15), 16) : void 0;
}
function checkOpenings(json) {
  let count = 0;
  for (const opening of ["{", "["])
    for (let at = json.indexOf(opening); at >= 0; at = json.indexOf(opening, at + 1))
      if (++count > maxTocOpenings) throw new TocFault(`it has more than ${maxTocOpenings} objects and lists`);
}
function parseJson(json) {
  try {
    const parsed = JSON.parse(json.toString());
    if (isObject(parsed)) return parsed;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new TocFault("it is no JSON object");
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function readEntry(fields) {
  const type = typeof fields.type === "string" && Object.hasOwn(types, fields.type) ? types[fields.type] : void 0;
  if (type === void 0) throw new TocFault(`an entry is of an unknown type (${String(fields.type).slice(0, 20)})`);
  const isFile = type === "file";
  const isLink = type === "link" || type === "symlink";
  const size = isFile ? number(fields, "size") : 0;
  const linkName = isLink ? text2(fields, "linkName") : "";
  if (isLink && linkName === "") throw new TocFault("a link has no target");
  const checksum = size > 0 ? shortenDigest(fields.digest) : void 0;
  if (size > 0 && checksum === void 0) throw new TocFault("a file has no SHA-256");
  const name = text2(fields, "name");
  const isDevice = type === "character-device" || type === "block-device";
  const entry = {
    type,
    unknownType: false,
    name: Buffer.from(name),
    linkName: Buffer.from(linkName),
    size,
    logicalSize: size,
    // Some writers keep the bits of the file's type, others do not.
    mode: number(fields, "mode") & 4095,
    uid: number(fields, "uid"),
    gid: number(fields, "gid"),
    mtime: readTime(fields.modtime),
    device: isDevice ? number(fields, "devMajor") * 2 ** 20 + number(fields, "devMinor") : 0,
    xattrs: readXattrs(fields.xattrs),
    bodyOffset: 0
  };
  const keys = isObject(fields.xattrs) ? Object.keys(fields.xattrs) : [];
  return { entry, checksum, isFaithful: ![name, linkName, ...keys].some((each) => each.includes("�")) };
}
function readChunk(fields, size) {
  const start = number(fields, "chunkOffset");
  const bytes = number(fields, "chunkSize") || size - start;
  if (bytes < 0 || start + bytes > size) throw new TocFault("a chunk reaches beyond its file");
  return { offset: number(fields, "offset"), innerOffset: number(fields, "innerOffset"), bytes, padding: padding(size) };
}
function readTime(time) {
  const milliseconds = typeof time === "string" ? Date.parse(time) : Number.NaN;
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1e3);
}
function readXattrs(xattrs) {
  if (xattrs === void 0) return [];
  if (!isObject(xattrs)) throw new TocFault("extended attributes are no object");
  return Object.keys(xattrs).map((key) => Buffer.concat([Buffer.from(`SCHILY.xattr.${key}=`), Buffer.from(text2(xattrs, key), "base64")]));
}
function number(fields, key) {
  const value = fields[key];
  if (value === void 0) return 0;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw new TocFault(`${key} is no whole number below 2^53`);
  return value;
}
function text2(fields, key) {
  const value = fields[key];
  if (typeof value !== "string" || value.includes("\0")) throw new TocFault(`${key} is no text`);
  return value;
}

// src/sources/registry/blob-range.ts
var RangeFault = class extends Error {
  /** Whether the registry sends whole blobs in place of parts, of this one as of all others. */
  isGeneral;
  constructor(message, isGeneral = false) {
    super(message);
    this.isGeneral = isGeneral;
  }
};
var refusals = [400, 404, 405, 416, 501];
async function readRange(client, { digest, size }, offset, length, doing) {
  const end = offset + length - 1;
  const { answer, from } = await client.ask(`blobs/${digest}`, {
    doing,
    headers: { Range: `bytes=${offset}-${end}` },
    understood: [206, ...refusals]
  });
  try {
    const { statusCode, headers } = answer;
    if (statusCode !== 206) throw new RangeFault(`${from.words} answers ${statusCode} to a request for a part of it`, statusCode === 200);
    const stated = headers["content-range"] ?? "";
    if (stated !== `bytes ${offset}-${end}/${size}` && stated !== `bytes ${offset}-${end}/*`)
      throw new RangeFault(`${from.words} sends another part of it than was asked for`);
    const pieces = [];
    let got = 0;
    for await (const piece of client.transport.pieces(answer)) {
      got += piece.length;
      if (got > length) throw new RangeFault(`${from.words} sends more than the part that was asked for`);
      pieces.push(piece);
    }
    if (got < length) throw new RangeFault("the connection was cut");
    return Buffer.concat(pieces);
  } finally {
    answer.destroy();
  }
}

// src/sources/registry/blob-stream.ts
import { Readable } from "node:stream";
var maxCuts = 5;
var worthwhileBytes = 8 << 20;
function blobStream(client, blob, doing) {
  return Readable.from(blobPieces(client, blob, doing), { objectMode: false, highWaterMark: 1 << 20 });
}
async function* blobPieces(client, blob, doing) {
  let at = 0;
  let cuts = 0;
  let atLastCut = 0;
  while (at < blob.size || blob.size === 0) {
    const { answer, from } = await ask(client, blob, at, doing);
    let passOver = answer.statusCode === 206 ? 0 : at;
    try {
      for await (const piece of client.transport.pieces(answer)) {
        const fresh = piece.subarray(passOver);
        passOver -= piece.length - fresh.length;
        at += fresh.length;
        if (at > blob.size) throw wrongSize(doing, "more bytes came", blob);
        if (fresh.length > 0) yield fresh;
      }
      if (at === blob.size) return;
      throw new FetchFault("the connection was cut");
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      cuts = at - atLastCut >= worthwhileBytes ? 1 : cuts + 1;
      atLastCut = at;
      if (cuts < maxCuts) await pause(backOff(cuts, client.transport), client.transport);
      else
        throw new ExpectedError(
          "registry",
          `${doing}: ${from.words} broke off ${cuts} times, the last time behind byte ${at} of ${blob.size}: ${error.message}`,
          {
            hint: `try again; the log of ${from.who}, or of a proxy before it, says more`,
            cause: error
          }
        );
    }
  }
}
async function ask(client, { digest, size }, at, doing) {
  const range = at === 0 ? {} : { Range: `bytes=${at}-` };
  const answered = await client.ask(`blobs/${digest}`, { doing, headers: range, understood: at === 0 ? [404] : [206, 404, 416] });
  const fault = faultOf2(answered, { digest, size }, at, doing);
  if (fault === void 0) return answered;
  answered.answer.destroy();
  throw fault;
}
function faultOf2({ answer, from }, { digest, size }, at, doing) {
  const { statusCode, headers } = answer;
  if (statusCode === 404) {
    return new ExpectedError("content", `${doing}: ${from.words} does not hold ${digest}, which the image names`, {
      hint: "push the image again, whole"
    });
  }
  const length = headers["content-length"];
  if (statusCode === 200)
    return length === void 0 || Number(length) === size ? void 0 : wrongSize(doing, `${from.words} has ${length} bytes`, { digest, size });
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers["content-range"] ?? "") ?? [];
  if (statusCode === 206 && Number(first) === at && (total === "*" || Number(total) === size)) return void 0;
  return new ExpectedError("registry", `${doing}: asked for what follows byte ${at}, ${from.words} sends something else`, {
    hint: `try again; a proxy before ${from.who} may be at fault`
  });
}
function wrongSize(doing, found, { size }) {
  return new ExpectedError("content", `${doing}: ${found}, where ${size} were declared`, {
    hint: "the image is damaged: push or build it again"
  });
}

// src/sources/registry/list-layer.ts
import { Readable as Readable2 } from "node:stream";

// src/scan/estargz.ts
var footerBytes = 51;
var footerStart = Buffer.from("1f8b0804", "hex");
var subfield = Buffer.from("1a0053471600", "hex");
var tableName = "stargz.index.json";
function readFooter(footer) {
  const offset = /^([0-9a-f]{16})STARGZ$/.exec(footer.toString("latin1", 16, 38))?.[1];
  const isFooter = footer.subarray(0, 4).equals(footerStart) && footer.subarray(10, 16).equals(subfield);
  if (footer.length !== footerBytes || !isFooter || offset === void 0) throw new TocFault("the blob has no footer of eStargz");
  return Number.parseInt(offset, 16);
}
function readTableMember(member) {
  let table;
  read([member], (entry) => {
    if (table !== void 0 || pathKey(entry.name) !== tableName) throw new TocFault("something else stands in its place");
    table = { start: entry.bodyOffset, end: entry.bodyOffset + entry.size };
  });
  if (table === void 0 || table.end > member.length) throw new TocFault("it is cut off");
  return member.subarray(table.start, table.end);
}
function tailOffset(last) {
  return last?.offset ?? 0;
}
function findTableEntry({ entries, last }, tail, member) {
  const bodyEnd = last === void 0 ? 0 : last.innerOffset + last.bytes + last.padding;
  if (bodyEnd > tail.length) throw new TocFault("the tar does not end where the table says");
  const known = new Set(entries.map(({ entry }) => pathKey(entry.name)));
  const rest = tail.subarray(bodyEnd);
  let found;
  read([rest, member], (entry, start) => {
    if (known.has(pathKey(entry.name))) return;
    if (found !== void 0 || pathKey(entry.name) !== tableName || start < rest.length)
      throw new TocFault("the tar ends with what the table does not name");
    found = { ...entry, name: Buffer.from(entry.name) };
  });
  return found;
}
function read(pieces, visit) {
  const reader = new TarReader({
    entry: (entry) => {
      visit(entry, entry.bodyOffset);
      return false;
    }
  });
  try {
    for (const piece of pieces) reader.write(piece);
    reader.end();
  } catch (error) {
    if (error instanceof TarFault) throw new TocFault(`its tar holds ${error.message}`);
    throw error;
  }
}

// src/scan/scan-listed-split.ts
async function scanListedSplit(toc, index, options) {
  const scan = new ListedScan(toc);
  const layer = new SplitLayer(scan);
  scan.checksumsAreInternal = false;
  scan.checksumKind = "sha256-32";
  scan.listedFrom = "tar-split";
  try {
    for await (const piece of index) layer.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    layer.end();
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    const isOdd = error instanceof TarSplitFault || error instanceof TarFault || error instanceof SyntaxError;
    throw isOdd ? new TocFault(`the index of the tar beside it does not add up: ${error.message}`) : error;
  }
  if (scan.count !== toc.entries.length) throw new TocFault("it has more entries than the index of the tar beside it");
  takeAllowance(scan.tarBytes, options);
  scan.trim();
  return scan;
}
var ListedScan = class extends LayerScan {
  #toc;
  constructor(toc) {
    super();
    this.#toc = toc;
  }
  add(entry, attributes) {
    const told = this.#toc.entries[this.count];
    const isSame = told?.entry.type === entry.type && told.entry.size === entry.logicalSize;
    if (!isSame || told.isFaithful && pathKey(told.entry.name) !== pathKey(entry.name))
      throw new TocFault("it tells of other entries than the index of the tar beside it");
    const index = super.add(entry, attributes);
    if (told.checksum !== void 0) super.setChecksum(index, told.checksum);
    return index;
  }
  setChecksum() {
  }
};

// src/sources/registry/find-table.ts
var eStargzDigest = "containerd.io/snapshot/stargz/toc.digest";
var eStargzTarBytes = "io.containers.estargz.uncompressed-size";
var chunkedPrefixes = ["io.github.containers.zstd-chunked.", "io.containers.zstd-chunked."];
function findTable({ mediaType, annotations = {}, size = 0 }) {
  const kind = layerKind(mediaType);
  const compression = "compression" in kind ? kind.compression : "none";
  if (compression === "gzip" && annotations[eStargzDigest] !== void 0) {
    const tarBytes = annotations[eStargzTarBytes];
    return {
      form: "eStargz",
      digest: checkDigest(annotations[eStargzDigest]),
      tarBytes: tarBytes === void 0 ? void 0 : number2(tarBytes)
    };
  }
  const prefix = chunkedPrefixes.find((each) => annotations[`${each}manifest-checksum`] !== void 0);
  if (compression !== "zstd" || prefix === void 0) return void 0;
  const tarSplit = annotations[`${prefix}tarsplit-position`];
  return {
    form: "zstd:chunked",
    digest: checkDigest(annotations[`${prefix}manifest-checksum`]),
    // The last number says of which kind the table is, and there is one kind.
    table: readPlace(/^(.*):1$/.exec(annotations[`${prefix}manifest-position`] ?? "")?.[1], size),
    tarSplit: tarSplit === void 0 ? void 0 : readPlace(tarSplit, size)
  };
}
function checkDigest(digest) {
  if (!/^sha256:[0-9a-f]{64}$/.test(digest)) throw new TocFault("the checksum that the manifest states for it is no SHA-256");
  return digest;
}
function readPlace(text3, size) {
  const parts = /^(\d+):(\d+):(\d+)$/.exec(text3 ?? "");
  if (parts === null) throw new TocFault("the manifest does not say where it lies");
  const [offset = 0, length = 0, unpacked = 0] = parts.slice(1).map(number2);
  if (length === 0 || offset + length > size) throw new TocFault("the place that the manifest states for it is not within the blob");
  return { offset, length, unpacked };
}
function number2(text3) {
  const value = Number(text3);
  if (!/^\d+$/.test(text3) || !Number.isSafeInteger(value)) throw new TocFault("the manifest states odd numbers for it");
  return value;
}

// src/sources/registry/list-layer.ts
var maxStoredBytes = 64 << 20;
var maxTableBytes = 96 << 20;
var maxTarSplitBytes = 2 ** 31;
var maxTailBytes = 16 << 20;
var maxUnpackedTailBytes = 64 << 20;
async function listLayer(descriptor, readPart, options) {
  const place = findTable(descriptor);
  if (place === void 0) return void 0;
  if (place.form === "eStargz") return listEStargz(place, descriptor.size ?? 0, readPart, options);
  const { table, tarSplit } = place;
  checkLength(table.length, maxStoredBytes);
  checkLength(table.unpacked, maxTableBytes);
  const stored = await readPart(table.offset, table.length);
  checkDigest2(stored, place.digest);
  const json = await unpack(stored, "zstd", table.unpacked, options);
  if (json.length !== table.unpacked) throw new TocFault("it does not unpack to what the manifest states");
  const toc = parseToc(json);
  return tarSplit === void 0 ? finish2(scanToc(toc), options) : listTarSplit(toc, tarSplit, readPart, options);
}
async function listEStargz({ digest, tarBytes }, size, readPart, options) {
  const footerAt = size - footerBytes;
  if (footerAt < 0) throw new TocFault("the blob has no footer of eStargz");
  const tableAt = readFooter(await readPart(footerAt, footerBytes));
  if (tableAt >= footerAt) throw new TocFault("its place is not within the blob");
  checkLength(footerAt - tableAt, maxStoredBytes);
  const member = await unpack(await readPart(tableAt, footerAt - tableAt), "gzip", maxTableBytes, options);
  const json = readTableMember(member);
  checkDigest2(json, digest);
  const toc = parseToc(json);
  const tailAt = tailOffset(toc.last);
  if (tailAt > tableAt) throw new TocFault("a file in it lies behind it");
  checkLength(tableAt - tailAt, maxTailBytes);
  const tail = tailAt === tableAt ? Buffer.alloc(0) : await unpack(await readPart(tailAt, tableAt - tailAt), "gzip", maxUnpackedTailBytes, options);
  const itself = findTableEntry(toc, tail, member);
  const scan = scanToc(toc, itself === void 0 ? void 0 : { entry: itself, checksum: shortenDigest(digest), isFaithful: true });
  if (tarBytes !== void 0 && scan.tarBytes > tarBytes) throw new TocFault("its files are larger than the tar");
  return finish2(scan, options);
}
async function listTarSplit(toc, place, readPart, options) {
  if (toc.tarSplitDigest === void 0) throw new TocFault("it has no checksum of the tar-split index");
  checkLength(place.length, maxStoredBytes);
  checkLength(place.unpacked, maxTarSplitBytes);
  const stored = await readPart(place.offset, place.length);
  checkDigest2(stored, toc.tarSplitDigest);
  return scanListedSplit(toc, bounded(decompressed(Readable2.from([stored]), "zstd", options.what), place.unpacked), options);
}
function finish2(scan, options) {
  takeAllowance(scan.tarBytes, options);
  return scan;
}
function checkLength(length, most) {
  if (length > most) throw new TocFault(`a part of ${length} bytes is needed for it, where ${most} are the most`);
}
function checkDigest2(bytes, digest) {
  if (sha256(bytes) !== digest) throw new TocFault("its checksum is not the one that was stated");
}
async function unpack(bytes, compression, most, { what }) {
  const pieces = [];
  for await (const piece of bounded(decompressed(Readable2.from([bytes]), compression, what), most)) pieces.push(piece);
  return Buffer.concat(pieces);
}
async function* bounded(pieces, most) {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw new TocFault(`a part of it unpacks to more than ${most} bytes`);
    yield piece;
  }
}

// src/sources/registry/registry-source.ts
var accepted = [mediaTypes.index, mediaTypes.dockerList, mediaTypes.manifest, mediaTypes.dockerManifest].join(", ");
var RegistrySource = class {
  kind = "registry";
  mayBeUnpacked = false;
  notes = [];
  name;
  #client;
  #wanted;
  #onStep;
  #sendsParts = true;
  #root;
  constructor(client, name, onStep) {
    this.#onStep = onStep;
    this.name = `docker://${formatImageName(name)}`;
    this.#client = client;
    this.#wanted = name.digest ?? name.tag ?? "latest";
  }
  /** @throws ExpectedError `not-found`, `registry`, `content`, `unsupported` */
  async resolve() {
    const doing = `reading ${this.name}`;
    const digest = this.#wanted.includes(":") ? this.#wanted : void 0;
    if (digest !== void 0) checkAlgorithm(doing, digest);
    const document = await this.#readManifest(this.#wanted, doing);
    if (document === void 0) {
      throw new ExpectedError("not-found", `looking for ${this.name}: ${this.#client.host} has no such image`, {
        hint: "check the name and the tag; a repository that may not be pulled may look like one that is not there"
      });
    }
    const { bytes, mediaType } = document;
    if (digest === void 0) checkStated(document, doing);
    const type = /^application\/vnd\.(?:oci|docker)\./.test(mediaType) ? mediaType : "";
    const descriptor = { mediaType: type, digest: digest ?? sha256(bytes), ...digest === void 0 ? { size: bytes.length } : {} };
    this.#root = { descriptor, bytes };
    return descriptor;
  }
  /** What a registry names it holds, as a rule; layers that may stand elsewhere are asked for. */
  async has({ digest = "", mediaType }) {
    if (layerKind(mediaType).kind !== "foreign") return true;
    const doing = `looking for the foreign layer ${digest} of ${this.name}`;
    const { answer } = await this.#client.ask(`blobs/${digest}`, { doing, method: "HEAD", understood: [400, 403, 404, 405] });
    answer.destroy();
    return answer.statusCode === 200;
  }
  async fetch(descriptor) {
    const { digest = "", size = 0, mediaType } = descriptor;
    const doing = `reading ${digest} of ${this.name}`;
    checkAlgorithm(doing, digest);
    if (digest === this.#root?.descriptor.digest) return contentOf(this.#root.bytes);
    if (isIndexType(mediaType) || isManifestType(mediaType)) return contentOf(await this.#readChild(digest, doing));
    const untyped = mediaType === "" ? await this.#readManifest(digest, doing) : void 0;
    return untyped === void 0 ? { kind: "stream", stream: blobStream(this.#client, { digest, size }, doing), length: size } : contentOf(untyped.bytes);
  }
  async listLayer(descriptor, options) {
    const { digest = "", size = 0 } = descriptor;
    if (!this.#sendsParts || Verifier.for(digest) === void 0) return void 0;
    let bytes = 0;
    const readPart = (offset, length) => {
      bytes += length;
      return readRange(this.#client, { digest, size }, offset, length, `reading ${options.what}`);
    };
    try {
      const scan = await listLayer(descriptor, readPart, options);
      if (scan !== void 0) this.#onStep?.(`${options.what} is listed from its table of contents: ${bytes} of ${size} bytes`, "debug");
      return scan;
    } catch (error) {
      if (!isPassing2(error)) throw error;
      if (error instanceof RangeFault && error.isGeneral) this.#sendsParts = false;
      this.#onStep?.(`${options.what} is read whole, as its table of contents cannot be used: ${error.message}`, "debug");
      return void 0;
    }
  }
  async [Symbol.asyncDispose]() {
    this.#client.close();
  }
  async #readChild(digest, doing) {
    const document = await this.#readManifest(digest, doing);
    if (document !== void 0) return document.bytes;
    throw new ExpectedError("content", `${doing}: the registry does not hold it, though the image's index names it`, {
      hint: "push the image again, with all of its platforms, or ask for another platform"
    });
  }
  async #readManifest(reference, doing) {
    const document = await this.#client.readDocument(`manifests/${reference}`, maxManifestBytes, { doing, headers: { Accept: accepted } });
    if (document === void 0 || !/html/.test(document.mediaType)) return document;
    const { role, words, registry, host } = document.from;
    const found = role === "registry" ? `${words} answers with a web page` : `${registry} redirects to a web page of ${host}`;
    throw new ExpectedError("registry", `${doing}: ${found}, where a manifest was expected`, {
      hint: "see that it is a registry that answers there, and not a page to log in on, or of a proxy"
    });
  }
};
function isPassing2(error) {
  if (error instanceof ExpectedError) return ["registry", "content", "unsupported"].includes(error.code);
  return [TocFault, RangeFault, FetchFault].some((fault) => error instanceof fault);
}
function contentOf(bytes) {
  return { kind: "stream", stream: Readable3.from([bytes]), length: bytes.length };
}
function checkAlgorithm(doing, digest) {
  if (Verifier.for(digest) !== void 0) return;
  throw new ExpectedError("unsupported", `${doing}: its digest cannot be checked, as it is neither sha256 nor sha512`, {
    hint: "build or copy the image with a tool that uses sha256"
  });
}
function checkStated({ bytes, digest }, doing) {
  const verifier = Verifier.for(digest);
  verifier?.update(bytes);
  const found = verifier?.digest();
  if (found === void 0 || found === digest) return;
  throw new ExpectedError("content", `${doing}: its bytes have the digest ${found}, where the registry says ${digest}`, {
    hint: "something between here and the registry changes what it sends"
  });
}

// src/sources/registry/open-registry.ts
function openRegistryImage(name, options = {}) {
  const { environment = process.env, insecure, patience: patience2, signal, onStep } = options;
  const client = new RegistryClient(
    { host: name.domain, repository: name.path },
    {
      environment,
      ...insecure === void 0 ? {} : { insecure },
      ...patience2 === void 0 ? {} : { patience: patience2 },
      ...signal === void 0 ? {} : { signal },
      onProblem: (problem) => onStep?.(problem, "note")
    }
  );
  return new RegistrySource(client, name, onStep);
}

export {
  openRegistryImage
};
