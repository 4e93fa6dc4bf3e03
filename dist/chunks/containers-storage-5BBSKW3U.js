import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExportedImage,
  PassedMembers,
  StoreFault,
  cannotVerify,
  imageNotFound,
  notDirect,
  ownFiles,
  readIndex,
  readStoreFile,
  sudoFiles
} from "./chunk-DUQ7BXVV.js";
import "./chunk-M5EO7XL6.js";
import "./chunk-WTL5UKUZ.js";
import {
  PulledImage,
  UnpackedImage
} from "./chunk-6SEC7P4D.js";
import {
  DockerArchive,
  parseConfig,
  parseRoot
} from "./chunk-MNO4ENMA.js";
import {
  isSameImageName,
  maxConfigBytes,
  maxManifestBytes,
  parseImageName,
  sha256
} from "./chunk-3MOFPOIJ.js";
import "./chunk-A423ZOMY.js";
import {
  makeAllowance
} from "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/sources/engine/containers-storage.ts
import { homedir } from "node:os";

// src/sources/engine/containers-store.ts
import { join } from "node:path";
var maxListBytes = 256 << 20;
var maxLockBytes = 4096;
var maxAttempts = 3;
var drivers = ["overlay", "vfs", "btrfs", "zfs"];
async function readStore(root, driver, files) {
  if (driver !== void 0) return readLists(root, driver, files);
  let fault;
  for (const each of drivers) {
    try {
      return await readLists(root, each, files);
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      fault ??= error;
    }
  }
  throw fault;
}
async function readLists(root, driver, files) {
  const images = join(root, `${driver}-images`);
  const layers = join(root, `${driver}-layers`);
  const readMarks = async () => {
    const marks = [join(layers, "layers.lock"), join(images, "images.lock")].map((lock) => readStoreFile(files, lock, maxLockBytes));
    return (await Promise.all(marks)).map((mark) => mark.toString("hex")).join();
  };
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const before = await readMarks();
    const store = {
      images: readImages(await readList(files, join(images, "images.json")), images),
      layers: readLayers(await readList(files, join(layers, "layers.json")), layers)
    };
    if (await readMarks() === before) return store;
  }
  throw new StoreFault(`${root} is being written to`);
}
async function readList(files, path) {
  try {
    const list = JSON.parse((await readStoreFile(files, path, maxListBytes)).toString());
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
  const manifest = await readStoreFile(files, join(image.folder, "manifest"), maxManifestBytes);
  const expected = image.digests.manifest;
  if (expected !== void 0 && sha256(manifest) !== expected)
    throw new StoreFault(`the manifest of ${image.id} is not the one that was stored`);
  const digest = readConfigDigest(manifest);
  const config = await readStoreFile(files, join(image.folder, fileNameOf(digest)), maxConfigBytes);
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

// src/sources/engine/export-by-program.ts
import { spawn } from "node:child_process";
var exporters = [
  { program: "buildah", args: (name) => ["push", "--quiet", name, "docker-archive:/dev/stdout"] },
  { program: "podman", args: (name) => ["save", "--quiet", "--format", "docker-archive", name] }
];
var maxSaidBytes = 4096;
async function exportByProgram(name, { store, environment, ...options }) {
  for (const { program, args } of exporters) {
    const place = store === void 0 ? [] : ["--root", store.root, "--storage-driver", store.driver];
    if (store?.runRoot !== void 0) place.push("--runroot", store.runRoot);
    const members = await run(program, [...place, ...args(name)], { name, environment, options });
    if (members !== void 0) return members;
  }
  throw new ExpectedError("engine", `looking for the image ${name}: neither podman nor buildah is here to export it`, {
    hint: "install one of them, or run as a user who may read the store: --engine-read direct says what stands in the way"
  });
}
var piped = '{ "$@"; echo $? >&3; } | cat 3>&-';
var notThere = 127;
async function run(program, args, { name, environment, options }) {
  const child = spawn("sh", ["-c", piped, "sh", program, ...args], {
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    env: environment
  });
  const said = collect(child.stderr);
  const told = collect(child.stdio[3]);
  const ended = new Promise((resolve) => {
    child.on("error", () => resolve());
    child.on("close", () => resolve());
  });
  const stop = () => void child.kill();
  options.signal?.addEventListener("abort", stop, { once: true });
  let fault;
  const members = await PassedMembers.read(child.stdout, `that ${program} writes of ${name}`, options).catch(
    (error) => {
      fault = error;
      stop();
      return void 0;
    }
  );
  await ended;
  options.signal?.removeEventListener("abort", stop);
  const status = told() === "" ? void 0 : Number(told());
  if (status === notThere) return void 0;
  if (fault instanceof ExpectedError && fault.code !== "engine") throw fault;
  if (members !== void 0 && status === 0) return members;
  throw new ExpectedError(
    /not known|no such image|does not exist/i.test(said()) ? "not-found" : "engine",
    `exporting the image ${name} by ${program}: ${said().trim().split("\n").at(-1)?.trim() || `it ended with ${status ?? "a signal"}`}`,
    { hint: `${program} images lists what is there`, cause: fault }
  );
}
function collect(stream) {
  let text = "";
  stream.on("data", (chunk) => {
    text = `${text}${chunk}`.slice(-maxSaidBytes);
  });
  stream.on("error", () => {
  });
  return () => text;
}

// src/sources/engine/find-stored-image.ts
function findStoredImage(images, wanted, where) {
  const withTag = isTagged(wanted) ? wanted : `${wanted}:latest`;
  const id = /^(?:sha256:)?([0-9a-f]{3,64})$/.exec(wanted)?.[1];
  const [repository = "", digest] = wanted.split("@");
  const byName = (isMeant) => images.filter(({ names }) => names.some(isMeant));
  const tests = [
    () => byName((name) => name === withTag || name === `localhost/${withTag}`),
    () => byName((name) => isSameImageName(name, withTag)),
    () => byName((name) => name.endsWith(`/${withTag}`)),
    () => id === void 0 ? [] : images.filter((image) => image.id.startsWith(id)),
    () => digest === void 0 ? [] : images.filter(
      ({ names, digests }) => Object.values(digests).includes(digest) && names.some((name) => isSameRepository(name, repository))
    )
  ];
  for (const test of tests) {
    const [first, ...others] = test();
    if (first === void 0) continue;
    if (others.length === 0) return first;
    const list = [first, ...others].map(({ names, id: id2 }) => names[0] ?? id2).join(", ");
    throw new ExpectedError("which-image", `choosing ${wanted} in ${where}: it may be each of ${others.length + 1}: ${list}`, {
      hint: "name one of these in full"
    });
  }
  throw imageNotFound(
    wanted,
    images.flatMap(({ names }) => names),
    where,
    "podman images, or buildah images,"
  );
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
import { join as join2 } from "node:path";
function findStores({ environment, home, userID = process.getuid?.() }) {
  const isRootless = userID !== void 0 && userID !== 0;
  const ownConf = join2(environment.XDG_CONFIG_HOME || join2(home, ".config"), "containers/storage.conf");
  const files = ["/etc/containers/storage.conf", "/usr/share/containers/storage.conf"];
  if (environment.CONTAINERS_STORAGE_CONF) files.unshift(environment.CONTAINERS_STORAGE_CONF);
  else if (isRootless) files.unshift(ownConf);
  const found = files.map(readConf).find((conf2) => conf2 !== void 0);
  const { conf = "", isOwn = false } = found === void 0 ? {} : { conf: found.text, isOwn: found.file === files[0] && files.length > 2 };
  const expand = (path) => path.replaceAll(
    /\$\{?(HOME|UID|USER)\}?/g,
    (_, name) => name === "HOME" ? home : name === "UID" ? String(userID) : environment.USER ?? ""
  );
  const dataHome = environment.XDG_DATA_HOME || join2(home, ".local/share");
  const graphRoot = isRootless && !isOwn ? void 0 : stringOf(conf, "graphroot");
  const rootless = isRootless ? stringOf(conf, "rootless_storage_path") : void 0;
  const standard = isRootless ? join2(dataHome, "containers/storage") : "/var/lib/containers/storage";
  const driver = environment.STORAGE_DRIVER || stringOf(conf, "driver");
  return {
    roots: [expand(rootless ?? graphRoot ?? standard), ...listOf(conf, "additionalimagestores").map(expand)],
    ...driver ? { driver } : {}
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
  return new RegExp(`^\\s*${key}\\s*=\\s*"([^"]*)"`, "m").exec(conf)?.[1] || void 0;
}
function listOf(conf, key) {
  const list = new RegExp(`^\\s*${key}\\s*=\\s*\\[([^\\]]*)\\]`, "m").exec(conf)?.[1] ?? "";
  return [...list.matchAll(/^[^#"]*"([^"]+)"|,\s*"([^"]+)"/gm)].map(([, first, other]) => first ?? other);
}

// src/sources/engine/containers-storage.ts
async function openContainersStorage({ name, store }, options) {
  const { engineRead = "auto", environment = process.env, signal, verify, maxUncompressedBytes, onStep } = options;
  if (engineRead === "direct" && verify === true) throw cannotVerify();
  const common = {
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) }
  };
  if (engineRead !== "export" && verify !== true) {
    const places = store === void 0 ? findStores({ environment, home: environment.HOME || homedir() }) : { roots: [store.root], driver: store.driver };
    const where = `the image ${name} in the store ${places.roots.join(", ")}`;
    const isSudo = engineRead === "sudo";
    if (isSudo) onStep?.(`reading the store in ${places.roots[0]} with sudo`, "note");
    try {
      const source = await openStored(name, places, { ...common, files: isSudo ? sudoFiles : ownFiles, what: where });
      onStep?.(`${where} is read directly`, "debug");
      return source;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      if (engineRead === "direct") throw notDirect(where, error);
      onStep?.(`${where} is exported, as its store cannot be read: ${error.message}`, isSudo ? "note" : "debug");
    }
  }
  const passing = { ...common, ...verify === void 0 ? {} : { verify } };
  const members = await exportByProgram(name, { ...passing, environment, ...store === void 0 ? {} : { store } });
  return new ExportedImage(new DockerArchive(members, void 0), members, {
    name: `the image ${name} in containers-storage`,
    options: passing
  });
}
async function openStored(name, { roots, driver }, reading) {
  const [first = "", ...others] = roots;
  const stores = [await readStore(first, driver, reading.files)];
  for (const root of others) {
    const store = await readStore(root, driver, reading.files).catch((error) => error);
    if (!(store instanceof Error)) stores.push(store);
  }
  const layers = new Map(stores.flatMap((store) => [...store.layers]));
  const image = findStoredImage(
    stores.flatMap((store) => store.images),
    name,
    `the store ${roots.join(", ")}`
  );
  return readImage(image, layersOf(image, layers), reading);
}
async function readImage(image, layers, reading) {
  const { manifest, config } = await readDocuments(image, reading.files);
  const documents = parseDocuments(manifest, config, reading.what);
  const diffIDs = documents.config.rootfs.diff_ids;
  if (diffIDs.join() !== layers.map(({ diffID }) => diffID).join()) throw new StoreFault("its layers are not those that its config names");
  const scanned = [];
  const known = /* @__PURE__ */ new Map();
  for (const [number, { index }] of layers.entries()) {
    const diffID = diffIDs[number];
    const scan = known.get(diffID) ?? await readIndex(index, `layer ${number} of ${reading.what}`, reading);
    known.set(diffID, scan);
    scanned.push({ diffID, scan });
  }
  const blobs = documents.manifest.layers;
  const isPulled = layers.some(({ blob }) => blob !== void 0) && blobs.length === layers.length && layers.every(({ blob, diffID }, number) => {
    const { digest, size } = blobs[number];
    return blob === void 0 ? digest === diffID : blob.digest === digest && blob.size === size;
  });
  return isPulled ? new PulledImage(reading.what, config, scanned, manifest) : new UnpackedImage(reading.what, config, scanned);
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
  openContainersStorage
};
