import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  StoreFault,
  imageNotFound,
  readIndexes
} from "./chunk-YKDGMEN5.js";
import {
  PulledImage,
  UnpackedImage
} from "./chunk-SSLFGIHA.js";
import {
  parseConfig,
  parseRoot
} from "./chunk-I44IK55E.js";
import {
  maxConfigBytes,
  maxManifestBytes,
  sha256
} from "./chunk-HUFAO3EZ.js";
import {
  isSameImageName,
  parseImageName
} from "./chunk-NTYIXUAT.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/sources/engine/containers-store.ts
import { join } from "node:path";
var NoStore = class extends StoreFault {
};
var maxListBytes = 256 << 20;
var maxLockBytes = 4096;
var maxAttempts = 3;
var drivers = ["overlay", "vfs", "btrfs", "zfs"];
async function readStore(root, driver, files, indexRoot = root) {
  if (driver !== void 0) return readLists(root, driver, files, indexRoot);
  let fault;
  for (const each of drivers) {
    try {
      return await readLists(root, each, files, indexRoot);
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (fault === void 0 || fault instanceof NoStore && !(error instanceof NoStore)) fault = error;
    }
  }
  throw fault;
}
async function readLists(root, driver, files, indexRoot) {
  const images = join(root, `${driver}-images`);
  const layers = join(root, `${driver}-layers`);
  const readMarks = async () => {
    const marks = [join(layers, "layers.lock"), join(images, "images.lock")].map((lock) => files.read(lock, maxLockBytes));
    try {
      return (await Promise.all(marks)).map((mark) => mark.toString("hex")).join();
    } catch (error) {
      throw error instanceof StoreFault && error.isMissing ? new NoStore(error.message, { isMissing: true }) : error;
    }
  };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = await readMarks();
    const store = {
      images: readImages(await readList(files, join(images, "images.json")), images),
      layers: readLayers(await readList(files, join(layers, "layers.json")), join(indexRoot, `${driver}-layers`))
    };
    if (await readMarks() === before) return store;
  }
  throw new StoreFault(`${root} is being written to`);
}
async function readList(files, path) {
  try {
    const list = JSON.parse((await files.read(path, maxListBytes)).toString());
    if (Array.isArray(list) && list.every((each) => typeof each === "object" && each !== null)) return list;
  } catch (error) {
    if (error instanceof StoreFault && error.isMissing) return [];
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new StoreFault(`${path} is not the list that it should be`);
}
function readImages(list, folder) {
  return list.flatMap(({ id, names, layer, "big-data-digests": digests }) => {
    if (!isID(id)) return [];
    return [
      {
        id,
        names: Array.isArray(names) ? names.filter((name) => typeof name === "string") : [],
        digests: Object.fromEntries(Object.entries(digests ?? {}).filter((pair) => typeof pair[1] === "string")),
        folder: join(folder, id),
        ...isID(layer) ? { layer } : {}
      }
    ];
  });
}
var plainCompression = 0;
function readLayers(list, folder) {
  const layers = /* @__PURE__ */ new Map();
  for (const fields of list) {
    const { id, parent, "diff-digest": diffID, "compressed-diff-digest": digest, "compressed-size": size, compression, flags } = fields;
    if (!isID(id) || flags?.incomplete === true) continue;
    const isCompressed = typeof compression === "number" && compression !== plainCompression;
    layers.set(id, {
      id,
      index: join(folder, `${id}.tar-split.gz`),
      ...isID(parent) ? { parent } : {},
      ...typeof diffID === "string" ? { diffID } : {},
      ...isCompressed && typeof digest === "string" && typeof size === "number" ? { blob: { digest, size } } : {}
    });
  }
  return layers;
}
function isID(value) {
  return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
function layersOf({ layer }, layers) {
  const found = [];
  for (let id = layer; id !== void 0; ) {
    const next = layers.get(id);
    if (next === void 0 || found.length > layers.size) throw new StoreFault(`layer ${id} is not in the store`);
    found.unshift(next);
    id = next.parent;
  }
  return found;
}
async function readDocuments(image, files) {
  const manifest = await files.read(join(image.folder, "manifest"), maxManifestBytes);
  const expected = image.digests.manifest;
  if (expected !== void 0 && sha256(manifest) !== expected)
    throw new StoreFault(`the manifest of ${image.id} is not the one that was stored`);
  const digest = readConfigDigest(manifest);
  const config = await files.read(join(image.folder, fileNameOf(digest)), maxConfigBytes);
  if (sha256(config) !== digest) throw new StoreFault(`the config of ${image.id} is not the one that its manifest names`);
  return { manifest, config };
}
function readConfigDigest(manifest) {
  try {
    const { config } = JSON.parse(manifest.toString());
    if (typeof config?.digest === "string" && /^sha256:[0-9a-f]{64}$/.test(config.digest)) return config.digest;
  } catch {
  }
  throw new StoreFault("the manifest in the store names no config");
}
function fileNameOf(name) {
  return /^[a-z0-9.]+$/.test(name) ? name : `=${Buffer.from(name).toString("base64")}`;
}
function asStoreFault(error) {
  return error instanceof ExpectedError && (error.code === "content" || error.code === "unsupported") ? new StoreFault(error.message) : error;
}

// src/sources/engine/find-stored-image.ts
function findStoredImage(stores, wanted, where) {
  const withTag = isTagged(wanted) ? wanted : `${wanted}:latest`;
  const id = /^(?:sha256:)?([0-9a-f]{3,64})$/.exec(wanted)?.[1];
  const [repository = "", digest] = wanted.split("@");
  const byName = (isMeant) => ({ names }) => names.some(isMeant);
  const tests = [
    byName((name) => name === withTag || name === `localhost/${withTag}`),
    byName((name) => isSameImageName(name, withTag)),
    byName((name) => name.endsWith(`/${withTag}`)),
    (image) => id !== void 0 && image.id.startsWith(id),
    ({ names, digests }) => digest !== void 0 && Object.values(digests).includes(digest) && names.some((name) => isSameRepository(name, repository))
  ];
  for (const test of tests) {
    const matches = stores.map((images) => images.filter(test)).find(({ length }) => length > 0);
    if (matches === void 0) continue;
    const [first, ...others] = matches;
    if (others.length === 0) return first;
    const list = matches.map(({ names, id: id2 }) => names[0] ?? id2).join(", ");
    throw new ExpectedError("which-image", `choosing ${wanted} in ${where}: it may be each of ${matches.length}: ${list}`, {
      hint: "name one of these in full"
    });
  }
  throw imageNotFound(wanted, [...new Set(stores.flat().flatMap(({ names }) => names))], where, "podman images, or buildah images,");
}
function isTagged(name) {
  const parsed = parseImageName(name);
  return parsed === void 0 || parsed.tag !== void 0 || parsed.digest !== void 0;
}
function isSameRepository(name, repository) {
  const path = name.replace(/@.*$/, "").replace(/:[^/]*$/, "");
  const wanted = repository.replace(/:[^/]*$/, "");
  return path === wanted || path.endsWith(`/${wanted}`) || isSameImageName(path, wanted);
}

// src/sources/engine/storage-conf.ts
import { readFileSync } from "node:fs";
import { join as join2, resolve } from "node:path";
function placesOfImages({ imageStore, roots }) {
  return imageStore === void 0 ? roots : [imageStore, ...roots];
}
function findStores({ environment, home, userID = process.getuid?.() }) {
  const isRootless = userID !== void 0 && userID !== 0;
  const ownConf = join2(environment.XDG_CONFIG_HOME || join2(home, ".config"), "containers/storage.conf");
  const files = ["/etc/containers/storage.conf", "/usr/share/containers/storage.conf"];
  if (environment.CONTAINERS_STORAGE_CONF) files.unshift(environment.CONTAINERS_STORAGE_CONF);
  else if (isRootless) files.unshift(ownConf);
  const found = files.map(readConf).find((conf2) => conf2 !== void 0);
  const { conf = "", isOwn = false } = found === void 0 ? {} : { conf: found.text, isOwn: found.file === files[0] && files.length > 2 };
  const expand = (path) => resolve(
    path.replaceAll(
      /\$\{?(HOME|UID|USER)\}?/g,
      (_, name) => name === "HOME" ? home : name === "UID" ? String(userID) : environment.USER ?? ""
    )
  );
  const dataHome = environment.XDG_DATA_HOME || join2(home, ".local/share");
  const [graphRoot, imageStore] = isRootless && !isOwn ? [] : [stringOf(conf, "graphroot"), stringOf(conf, "imagestore")];
  const rootless = isRootless ? stringOf(conf, "rootless_storage_path") : void 0;
  const standard = isRootless ? join2(dataHome, "containers/storage") : "/var/lib/containers/storage";
  const driver = environment.STORAGE_DRIVER || stringOf(conf, "driver");
  return {
    roots: [...new Set([rootless ?? graphRoot ?? standard, ...listOf(conf, "additionalimagestores")].map(expand))],
    ...driver ? { driver } : {},
    ...imageStore === void 0 ? {} : { imageStore: expand(imageStore) }
  };
}
function readConf(file) {
  try {
    return { file, text: readFileSync(file, "utf8") };
  } catch {
    return void 0;
  }
}
function stringOf(conf, key) {
  const [, basic, literal] = new RegExp(`^\\s*${key}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, "m").exec(conf) ?? [];
  return basic || literal || void 0;
}
function listOf(conf, key) {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(conf)?.[1] ?? "";
  return [...list.matchAll(/#.*|"([^"]*)"|'([^']*)'/g)].map(([, basic, literal]) => basic || literal || "").filter((path) => path !== "");
}

// src/sources/engine/stored-image.ts
var ofPulledAlone = "podman and buildah know it of pulled images alone, and tell it only where their store is read directly (--engine-read direct, without --verify)";
async function openStored(name, places, reading) {
  const { roots, driver } = places;
  const [first = "", ...others] = roots;
  const stores = [...await readImageStore(places, reading), await readStore(first, driver, reading.files)];
  for (const root of others) {
    const store = await readStore(root, driver, reading.files).catch((error) => error);
    if (!(store instanceof Error)) stores.push(store);
  }
  const image = findStoredImage(
    stores.map((store) => store.images),
    name,
    `the store ${placesOfImages(places).join(", ")}`
  );
  const layers = layersOf(image, new Map(stores.toReversed().flatMap((store) => [...store.layers])));
  const { manifest, config, diffIDs, blobs } = await readChecked(image, layers, reading);
  const scanned = await readIndexes(placesOf(layers, diffIDs), reading);
  const isPulled = layers.some(({ blob }) => blob !== void 0) && blobs.length === layers.length && layers.every(({ blob, diffID }, number) => {
    const { digest, size } = blobs[number];
    return blob === void 0 ? digest === diffID : blob.digest === digest && blob.size === size;
  });
  return isPulled ? new PulledImage(reading.what, config, scanned, manifest) : new UnpackedImage(reading.what, config, scanned, ofPulledAlone);
}
async function readImageStore({ imageStore, roots, driver }, { files }) {
  if (imageStore === void 0) return [];
  try {
    return [await readStore(imageStore, driver, files, roots[0])];
  } catch (error) {
    if (error instanceof NoStore) return [];
    throw error;
  }
}
async function openPodmanImage(image, { root, driver }, reading) {
  const store = await readStore(root, driver, reading.files);
  const stored = store.images.find(({ id }) => `sha256:${id}` === image.id);
  if (stored === void 0) throw new StoreFault(`${image.id} is not in ${root}`);
  const layers = layersOf(stored, store.layers);
  const { config, diffIDs } = await readChecked(stored, layers, reading);
  if (sha256(config) !== image.id) throw new StoreFault("the config in the store is not the one that the engine names");
  if (diffIDs.join() !== image.diffIDs.join()) throw new StoreFault("the config in the store names other layers than the engine");
  return new UnpackedImage(reading.what, config, await readIndexes(placesOf(layers, diffIDs), reading));
}
function placesOf(layers, diffIDs) {
  return layers.map(({ index }, number) => ({ diffID: diffIDs[number], index }));
}
async function readChecked(image, layers, { files, what }) {
  const { manifest, config } = await readDocuments(image, files);
  const documents = parseDocuments(manifest, config, what);
  const diffIDs = documents.config.rootfs.diff_ids;
  if (diffIDs.join() !== layers.map(({ diffID }) => diffID).join()) throw new StoreFault("its layers are not those that its config names");
  return { manifest, config, diffIDs, blobs: documents.manifest.layers };
}
function parseDocuments(manifest, config, what) {
  try {
    const root = parseRoot(manifest, `the manifest of ${what}`, { mediaType: "", presented: false });
    if ("manifest" in root) return { manifest: root.manifest, config: parseConfig(config, `the config of ${what}`) };
  } catch (error) {
    throw asStoreFault(error);
  }
  throw new StoreFault("its manifest is an index");
}

export {
  NoStore,
  placesOfImages,
  findStores,
  ofPulledAlone,
  openStored,
  openPodmanImage
};
