import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  EngineClient,
  StoreFault,
  findEndpoints,
  findEngineImage,
  ownFiles,
  readIndexes,
  sudoFiles
} from "./chunk-YKDGMEN5.js";
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
import { join as join2 } from "node:path";

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
  const { exportImage } = await import("./export-image-JOK6FWTB.js");
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
  const source = client.isPodman ? await (await import("./stored-image-H7MC7WZG.js")).openPodmanImage(image, { root, driver }, reading) : await readClassicStore({ root, driver }, image, reading);
  onStep?.(`${where} is read directly from ${root}`, "debug");
  return source;
}
async function openContentStore(image, root, where) {
  const folders = [join2(root, "containerd", "daemon"), "/var/lib/containerd"].map(
    (folder) => join2(folder, "io.containerd.content.v1.content")
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
