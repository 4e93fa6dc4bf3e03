import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  EngineClient,
  StoreFault,
  findEngineImage,
  ownFiles,
  readIndexes,
  sudoFiles
} from "./chunk-4FGUEUIM.js";
import {
  UnpackedImage
} from "./chunk-SSLFGIHA.js";
import {
  DirectoryStore
} from "./chunk-TMFPA2JO.js";
import {
  loadImages
} from "./chunk-IUPM4RPA.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  EngineSource
} from "./chunk-P7DQNF6O.js";
import {
  FetchFault
} from "./chunk-WTL5UKUZ.js";
import {
  OciLayout
} from "./chunk-ZYTXOB37.js";
import {
  parseConfig
} from "./chunk-I44IK55E.js";
import {
  maxConfigBytes,
  sha256
} from "./chunk-HUFAO3EZ.js";
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
  const info = await askInfo(client);
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
  const { exportImage } = await import("./export-image-3ZXBYOGH.js");
  return exportImage(client, image, { where, totalBytes: exportedBytes(image, info), ...options });
}
function exportedBytes({ contentBytes, bytes }, info) {
  if (contentBytes !== void 0) return contentBytes;
  return info instanceof ExpectedError || hasContentStore(info) ? void 0 : bytes;
}
async function askInfo(client) {
  try {
    return await client.getDocument("/info") ?? {};
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "engine") return error;
    throw error;
  }
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
  if (client.endpoint.connection.kind !== "socket" || process.platform !== "linux")
    throw new StoreFault("the engine is not on this machine");
  if (info instanceof ExpectedError) throw new StoreFault(`the engine does not say where it is (${info.message})`);
  const { DockerRootDir: root, Driver: driver } = info;
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
  const source = client.isPodman ? await (await import("./stored-image-6HFJ5Z42.js")).openPodmanImage(image, { root, driver }, reading) : await readClassicStore({ root, driver }, image, reading);
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
