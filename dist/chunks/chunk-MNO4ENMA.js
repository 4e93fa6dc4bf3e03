import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  descriptorRole,
  fetchDocument,
  isConfigType,
  isDigest,
  isSameImageName,
  layerKind,
  maxConfigBytes,
  maxManifestBytes,
  mediaTypes,
  parseImageName,
  readContent,
  sha256
} from "./chunk-3MOFPOIJ.js";
import {
  sniffCompression
} from "./chunk-UMDBVFCF.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";

// src/image/shape.ts
var ShapeFault = class _ShapeFault extends Error {
  place;
  constructor(place, message) {
    super(message);
    this.place = place;
  }
  static of({ json, place }, expected) {
    return new _ShapeFault(place, `expected ${expected}, found ${kindOf(json)}`);
  }
};
function kindOf(json) {
  if (json === void 0 || json === null) return "nothing";
  return Array.isArray(json) ? "array" : typeof json;
}
function readObject({ json, place }) {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw ShapeFault.of({ json, place }, "object");
  return json;
}
function member(of, key) {
  return { json: readObject(of)[key], place: of.place === "" ? key : `${of.place}.${key}` };
}
function readList({ json, place }, read) {
  if (json === void 0) return [];
  if (!Array.isArray(json)) throw ShapeFault.of({ json, place }, "array");
  return Array.from(json, (each, index) => read({ json: each, place: `${place}[${index}]` }));
}
function readString({ json, place }) {
  if (typeof json !== "string") throw ShapeFault.of({ json, place }, "string");
  return json;
}
function optional(value, read) {
  return value.json === void 0 ? void 0 : read(value);
}
function readSize({ json, place }) {
  if (typeof json !== "number") throw ShapeFault.of({ json, place }, "number");
  if (!Number.isSafeInteger(json) || json < 0) throw new ShapeFault(place, `expected an integer from 0 to 2^53, found ${json}`);
  return json;
}

// src/image/documents.ts
function readDigest(value) {
  const digest = readString(value);
  if (!isDigest(digest)) throw new ShapeFault(value.place, "expected a digest, ALGORITHM:HEX");
  return digest;
}
function tolerated(value, read) {
  try {
    return optional(value, read);
  } catch (error) {
    if (error instanceof ShapeFault) return void 0;
    throw error;
  }
}
function readPlatform(value) {
  const text = (key) => readString(member(value, key));
  const variant = optional(member(value, "variant"), readString);
  return { os: text("os"), architecture: text("architecture"), ...variant === void 0 ? {} : { variant } };
}
function readTexts(value) {
  const entries = Object.keys(readObject(value)).flatMap((key) => {
    const text = optional(member(value, key), readString);
    return text === void 0 ? [] : [[key, text]];
  });
  return Object.fromEntries(entries);
}
function readDescriptor(value) {
  const platform = tolerated(member(value, "platform"), readPlatform);
  const annotations = tolerated(member(value, "annotations"), readTexts);
  const artifactType = optional(member(value, "artifactType"), readString);
  return {
    mediaType: optional(member(value, "mediaType"), readString) ?? "",
    digest: readDigest(member(value, "digest")),
    size: readSize(member(value, "size")),
    ...platform === void 0 ? {} : { platform },
    ...annotations === void 0 ? {} : { annotations },
    ...artifactType === void 0 ? {} : { artifactType }
  };
}
function readPresentedDescriptor(value) {
  const digest = optional(member(value, "digest"), readDigest);
  return {
    mediaType: readString(member(value, "mediaType")),
    size: readSize(member(value, "size")),
    at: readString(member(value, "at")),
    ...digest === void 0 ? {} : { digest }
  };
}
function readIndex(value) {
  return { mediaType: optional(member(value, "mediaType"), readString), manifests: readList(member(value, "manifests"), readDescriptor) };
}
function readManifest(value, pointer) {
  return {
    mediaType: optional(member(value, "mediaType"), readString),
    artifactType: optional(member(value, "artifactType"), readString),
    config: pointer(member(value, "config")),
    layers: readList(member(value, "layers"), pointer),
    annotations: tolerated(member(value, "annotations"), readTexts)
  };
}
function readHistory(value) {
  const isEmpty = member(value, "empty_layer");
  if (isEmpty.json !== void 0 && typeof isEmpty.json !== "boolean") throw ShapeFault.of(isEmpty, "boolean");
  return {
    created_by: optional(member(value, "created_by"), readString),
    created: optional(member(value, "created"), readString),
    comment: tolerated(member(value, "comment"), readString),
    empty_layer: isEmpty.json === true
  };
}
function readConfig(value) {
  return {
    os: optional(member(value, "os"), readString) ?? "unknown",
    architecture: optional(member(value, "architecture"), readString) ?? "unknown",
    variant: optional(member(value, "variant"), readString),
    rootfs: { diff_ids: readList(member(member(value, "rootfs"), "diff_ids"), readDigest) },
    history: tolerated(member(value, "history"), (list2) => readList(list2, readHistory)) ?? []
  };
}
function readDockerManifest(value) {
  if (value.json === void 0) throw ShapeFault.of(value, "array");
  return readList(value, (entry) => ({
    Config: readString(member(entry, "Config")),
    RepoTags: readList(member(entry, "RepoTags"), readString),
    Layers: readList(member(entry, "Layers"), readString)
  }));
}
var damaged = "the image is damaged or was cut off: save, copy or build it again";
function validate(read, json, what) {
  try {
    return read({ json, place: "" });
  } catch (error) {
    if (!(error instanceof ShapeFault)) throw error;
    throw new ExpectedError("content", `reading ${what}: ${error.place || "the document"} is not what it should be: ${error.message}`, {
      hint: "the image is damaged, or was written by a tool that does not follow the specification"
    });
  }
}
function parseJson(bytes, what) {
  try {
    return JSON.parse(bytes.toString("utf8"), (_key, value) => value === null ? void 0 : value);
  } catch (error) {
    throw new ExpectedError("content", `reading ${what}: it is not JSON (${bytes.length} bytes)`, { hint: damaged, cause: error });
  }
}
function parseRoot(bytes, what, options = {}) {
  const json = parseJson(bytes, what);
  const { mediaType, schemaVersion, manifests, layers, config: itsConfig } = json ?? {};
  if (schemaVersion === 1)
    throw new ExpectedError("unsupported", `reading ${what}: it is a schema 1 manifest, which says nothing of sizes`, {
      hint: "push or save the image again with a builder of this decade"
    });
  if (manifests !== void 0 && (layers !== void 0 || itsConfig !== void 0))
    throw new ExpectedError("content", `reading ${what}: it is an index and a manifest at once, where one of them was expected`, {
      hint: "tools would disagree about what it is: build the image again"
    });
  const declared = options.mediaType ?? "";
  if (declared !== "" && typeof mediaType === "string" && mediaType !== declared)
    throw new ExpectedError("content", `reading ${what}: it says that it is ${mediaType}, where ${declared} was declared`, {
      hint: damaged
    });
  const isIndex = manifests !== void 0 || layers === void 0 && itsConfig === void 0 && isIndexName(mediaType ?? declared);
  if (isIndex) return { index: validate(readIndex, json, what) };
  const pointer = options.presented === true ? readPresentedDescriptor : readDescriptor;
  return { manifest: validate((value) => readManifest(value, pointer), json, what) };
}
function isIndexName(mediaType) {
  return typeof mediaType === "string" && /index|manifest\.list/.test(mediaType);
}
function parseIndex(bytes, what) {
  const json = parseJson(bytes, what);
  if (json?.manifests === void 0 && !isIndexName(json?.mediaType))
    throw new ExpectedError("content", `reading ${what}: it has no list of manifests, where an index was expected`, {
      hint: "name an OCI layout; its index.json lists its images"
    });
  return validate(readIndex, json, what);
}
function parseConfig(bytes, what) {
  return validate(readConfig, parseJson(bytes, what), what);
}
function parseDockerManifest(bytes, what) {
  return validate(readDockerManifest, parseJson(bytes, what), what);
}
function parseLayoutVersion(bytes, what) {
  return validate((value) => readString(member(value, "imageLayoutVersion")), parseJson(bytes, what), what);
}

// src/image/find-manifests.ts
var maxDepth = 8;
var maxDocuments = 1e3;
async function findManifests(source, root) {
  const found = { manifests: [], missing: [], passedOver: [] };
  const seen = /* @__PURE__ */ new Set();
  const visit = async (descriptor, above) => {
    const key = descriptor.digest ?? descriptor.at ?? "";
    const fail = (problem) => new ExpectedError("content", `reading ${describeDescriptor(descriptor)} of ${source.name}: ${problem}`, {
      hint: "no honest tool writes this: build the image again"
    });
    if (above.includes(key)) throw fail("the index contains itself");
    if (seen.has(key)) return;
    seen.add(key);
    if (above.length > maxDepth) throw fail(`its indexes are nested more than ${maxDepth} deep`);
    if (seen.size > maxDocuments) throw fail(`it leads to more than ${maxDocuments} manifests`);
    if (above.length > 0 && descriptorRole(descriptor) === "manifest") {
      found.manifests.push({ descriptor });
      return;
    }
    const document = await fetchRoot(source, descriptor);
    if ("manifest" in document) {
      found.manifests.push({ descriptor, manifest: document.manifest });
      return;
    }
    for (const child of document.index.manifests) {
      if (!isImageRole(child)) found.passedOver.push(child);
      else if (!await source.has(child)) found.missing.push(child);
      else await visit(child, [...above, key]);
    }
  };
  await visit(root, []);
  return found;
}
async function fetchRoot(source, descriptor) {
  const what = `${describeDescriptor(descriptor)} of ${source.name}`;
  return parseRoot(await fetchDocument(source, descriptor, maxManifestBytes, what), what, {
    mediaType: descriptor.mediaType,
    presented: source.kind === "docker-archive"
  });
}
async function fetchManifest(source, { descriptor, manifest }) {
  if (manifest !== void 0) return manifest;
  const document = await fetchRoot(source, descriptor);
  if ("manifest" in document) return document.manifest;
  throw new ExpectedError(
    "content",
    `reading ${describeDescriptor(descriptor)} of ${source.name}: found an index, where a manifest was declared`,
    {
      hint: "the image is damaged: copy or build it again"
    }
  );
}
function describeDescriptor({ digest, at, mediaType }) {
  return digest ?? at ?? (mediaType || "the root");
}
function isImageRole(descriptor) {
  const role = descriptorRole(descriptor);
  return role === "index" || role === "manifest" || role === "other" && descriptor.mediaType === "";
}

// src/image/platform.ts
var part = /^[a-z0-9][a-z0-9._-]*$/i;
function parsePlatform(text) {
  const parts = text.split("/");
  const [os, architecture, variant] = parts;
  if (os === void 0 || architecture === void 0 || parts.length > 3 || !parts.every((one) => part.test(one)))
    throw new ExpectedError("option", `${text} is not a platform, where os/architecture[/variant] was expected`, {
      hint: parts.length === 1 && part.test(text) ? `write linux/${text}` : "write linux/amd64, for instance"
    });
  return normalizePlatform({ os, architecture, ...variant === void 0 ? {} : { variant } });
}
function normalizePlatform(platform) {
  const os = platform.os.toLowerCase() === "macos" ? "darwin" : platform.os.toLowerCase();
  const variant = platform.variant?.toLowerCase() ?? "";
  const [architecture, known] = normalizeArchitecture(platform.architecture.toLowerCase(), variant);
  return known === "" ? { os, architecture } : { os, architecture, variant: known };
}
function normalizeArchitecture(architecture, variant) {
  switch (architecture) {
    case "i386":
      return ["386", ""];
    case "x86_64":
    case "x86-64":
    case "amd64":
      return ["amd64", variant === "v1" ? "" : variant];
    case "aarch64":
    case "arm64":
      return ["arm64", variant === "8" || variant === "v8" ? "" : variant];
    case "armhf":
      return ["arm", "v7"];
    case "armel":
      return ["arm", "v6"];
    case "arm":
      return ["arm", variant === "" ? "v7" : /^\d$/.test(variant) ? `v${variant}` : variant];
    default:
      return [architecture, variant];
  }
}
function formatPlatform(platform) {
  const { os, architecture, variant } = normalizePlatform(platform);
  return variant === void 0 ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`;
}
function matchPlatform(wanted, available) {
  const names = available.map(formatPlatform);
  for (const name of servedBy(normalizePlatform(wanted))) {
    const index = names.indexOf(name);
    if (index >= 0) return index;
  }
  return -1;
}
function servedBy(wanted) {
  const { os, architecture, variant = "" } = wanted;
  const newest = /^v(\d)$/.exec(variant);
  const name = formatPlatform(wanted);
  if (newest === null || architecture !== "arm" && architecture !== "amd64") return [name];
  const oldest = architecture === "arm" ? 5 : 1;
  const versions = Array.from({ length: Math.max(0, Number(newest[1]) - oldest + 1) }, (_, back) => Number(newest[1]) - back);
  return [name, ...versions.map((version) => formatPlatform({ os, architecture, variant: `v${version}` }))];
}

// src/image/describe-image.ts
async function describeImage(source, { manifest, config, descriptor, imageID, platform }) {
  const kinds = layerKinds(manifest, source);
  const diffIDs = config.rootfs.diff_ids;
  if (diffIDs.length !== manifest.layers.length) {
    throw new ExpectedError(
      "content",
      `reading ${source.name}: its manifest names ${manifest.layers.length} layers and its config ${diffIDs.length}`,
      { hint: "the image is damaged: save, copy or build it again" }
    );
  }
  const history = config.history.filter(({ empty_layer }) => empty_layer !== true);
  const isAligned = history.length === diffIDs.length;
  const sizeIsCompressed = !source.mayBeUnpacked || kinds.some(({ compression }) => compression !== "none");
  const layers = [];
  for (const [index, layer] of manifest.layers.entries()) {
    const { created_by: createdBy, created } = (isAligned ? history[index] : void 0) ?? {};
    const present = await source.has(layer);
    if (!present && kinds[index]?.kind !== "foreign") {
      throw new ExpectedError("content", `reading ${source.name}: layer ${index}, ${describeDescriptor(layer)}, is missing`, {
        hint: "save or copy the image again, whole"
      });
    }
    layers.push({
      descriptor: layer,
      diffID: diffIDs[index],
      ...createdBy === void 0 ? {} : { createdBy },
      ...created === void 0 ? {} : { created },
      sizeIsCompressed,
      present
    });
  }
  const notes = [...source.notes];
  if (!isAligned && history.length > 0)
    notes.push(`the history has ${history.length} instructions for ${diffIDs.length} layers, so that none is shown`);
  return {
    platform: formatPlatform(platform),
    imageID,
    ...descriptor.digest === void 0 ? {} : { digest: descriptor.digest },
    layers,
    ...isAligned ? { history: config.history } : {},
    ...manifest.annotations === void 0 ? {} : { annotations: manifest.annotations },
    notes
  };
}
function layerKinds({ layers }, source) {
  return layers.map(({ mediaType }, index) => {
    const kind = layerKind(mediaType);
    if ("compression" in kind) return kind;
    const isEncrypted = kind.kind === "encrypted";
    throw new ExpectedError(
      "unsupported",
      `reading ${source.name}: layer ${index} is ${isEncrypted ? "encrypted" : `of a type that is not known`} (${mediaType || "no media type"})`,
      { hint: isEncrypted ? "decrypt the image first" : "only tar layers, plain or compressed with gzip or zstd, can be weighed" }
    );
  });
}

// src/image/load-images.ts
async function loadImages(source, options = {}) {
  const found = await findManifests(source, await source.resolve());
  const known = await withPlatforms(source, found, options.signal);
  if (known.length === 0) throw nothingFound(source, found);
  const images = [];
  for (const { entry, twins } of choose(known, options.platforms, found, source)) {
    checkAbort(options.signal);
    const candidate = entry.candidate ?? await loadCandidate(source, entry.found);
    if (candidate === void 0) throw notAnImage(source, entry.found);
    const image = await describeImage(source, candidate);
    if (twins > 0) image.notes.push(`the index holds ${twins + 1} images for ${image.platform}, and the first is weighed`);
    if (options.platforms === void 0) image.notes.push(...found.missing.map((missing) => missingNote(missing)));
    images.push(image);
  }
  return images;
}
async function withPlatforms(source, found, signal) {
  const entries = [];
  for (const each of found.manifests) {
    checkAbort(signal);
    const { platform } = each.descriptor;
    if (platform !== void 0 && each.manifest === void 0) {
      entries.push({ found: each, platform });
      continue;
    }
    const candidate = await loadCandidate(source, each);
    if (candidate !== void 0) entries.push({ found: each, platform: candidate.platform, candidate });
    else if (found.manifests.length === 1) throw notAnImage(source, { ...each, manifest: await fetchManifest(source, each) });
  }
  return entries;
}
async function loadCandidate(source, found) {
  const { descriptor } = found;
  const manifest = await fetchManifest(source, found);
  if (isArtifact(manifest)) return void 0;
  const what = `the config of ${source.name}`;
  if (!await source.has(manifest.config)) {
    throw new ExpectedError("content", `reading ${source.name}: its config ${describeDescriptor(manifest.config)} is missing`, {
      hint: "save or copy the image again, whole"
    });
  }
  const config = parseConfig(await fetchDocument(source, manifest.config, maxConfigBytes, what), what);
  return { descriptor, manifest, config, imageID: manifest.config.digest ?? "", platform: descriptor.platform ?? config };
}
function isArtifact({ artifactType, config, layers }) {
  if (artifactType !== void 0 && artifactType !== "" && !isConfigType(artifactType)) return true;
  if (config.mediaType !== "" && !isConfigType(config.mediaType)) return true;
  return layers.length > 0 && layers.every(({ mediaType }) => mediaType === "application/vnd.in-toto+json");
}
function choose(entries, platforms, found, source) {
  const names = entries.map(({ platform }) => formatPlatform(platform));
  const available = [...new Set(names)];
  const wanted = platforms === void 0 || platforms.includes("all") ? available : platforms;
  return wanted.map((text) => {
    const platform = entries[names.indexOf(text)]?.platform ?? parsePlatform(text);
    const index = matchPlatform(
      platform,
      entries.map((entry2) => entry2.platform)
    );
    const entry = entries[index];
    if (entry !== void 0) return { entry, twins: names.filter((name) => name === names[index]).length - 1 };
    const absent = found.missing.find((missing) => missing.platform !== void 0 && matchPlatform(platform, [missing.platform]) === 0);
    throw new ExpectedError(
      "platform",
      `looking for ${text} in ${source.name}: ${absent === void 0 ? "" : `its manifest ${describeDescriptor(absent)} is missing, and `}it has ${available.join(", ")}`,
      {
        hint: absent === void 0 ? "ask for a platform that the image has, or build it for the one that is missing" : "copy the image again, with all of its platforms"
      }
    );
  });
}
function missingNote(descriptor) {
  const platform = descriptor.platform === void 0 ? describeDescriptor(descriptor) : formatPlatform(descriptor.platform);
  return `the index names ${platform} too, but its manifest is not here, so that it is not weighed`;
}
function nothingFound(source, { missing, passedOver }) {
  const [first] = missing;
  if (first !== void 0)
    return new ExpectedError("content", `looking for an image in ${source.name}: its manifest ${describeDescriptor(first)} is missing`, {
      hint: "save or copy the image again, whole"
    });
  const others = [...new Set(passedOver.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(", ");
  return new ExpectedError(
    others === "" ? "content" : "unsupported",
    `looking for an image in ${source.name}: its index names ${others === "" ? "nothing" : `none, only ${others}`}`,
    { hint: "name what holds the image itself" }
  );
}
function notAnImage(source, { manifest }) {
  const type = manifest?.artifactType || manifest?.config.mediaType || "of a type that it does not state";
  return new ExpectedError("unsupported", `reading ${source.name}: found an artifact (${type}), where a container image was expected`, {
    hint: "name the image itself"
  });
}
function checkAbort(signal) {
  if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
}

// src/sources/oci-layout.ts
import { Readable } from "node:stream";

// src/sources/choose-descriptors.ts
var refName = "org.opencontainers.image.ref.name";
var containerdName = "io.containerd.image.name";
function chooseDescriptors(all, wanted, where) {
  const images = all.filter(isImageRole).filter(isFirstOfItsKind);
  if (images.length === 0) {
    const others = [...new Set(all.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(", ");
    throw new ExpectedError(
      others === "" ? "content" : "unsupported",
      `looking for an image in ${where}: its index.json names ${others === "" ? "nothing" : `none, only ${others}`}`,
      { hint: "name what holds the image itself, or build it again" }
    );
  }
  const chosen = wanted === void 0 ? images : findDescriptors(images, wanted);
  if (chosen.length === 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${images.length} there: ${list(images)}`, {
      hint: "name one of these with --tag"
    });
  const digests = new Set(chosen.map(({ digest }) => digest));
  if (digests.size === 1) return chosen.slice(0, 1);
  if (isFlatIndex(chosen)) return chosen;
  throw new ExpectedError(
    "which-image",
    `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${digests.size}: ${list(chosen)}`,
    {
      hint: "name one of these with --tag, by its digest where names are equal"
    }
  );
}
function isFirstOfItsKind(descriptor, index, all) {
  const key = (each) => [each.digest, ...namesOf(each)].join(" ");
  return all.findIndex((each) => key(each) === key(descriptor)) === index;
}
function namesOf({ annotations }) {
  return [annotations?.[containerdName], annotations?.[refName]].filter((name) => name !== void 0);
}
function findDescriptors(images, wanted) {
  const tests = [
    ({ digest }) => digest === wanted,
    ({ annotations }) => isSameImageName(annotations?.[containerdName] ?? "", wanted),
    ({ annotations }) => annotations?.[refName] === wanted,
    ({ annotations }) => isSameImageName(annotations?.[refName] ?? "", wanted),
    // A bare tag stands for a name that ends in it, and a name for a bare tag.
    (descriptor) => namesOf(descriptor).some((name) => parseImageName(name)?.tag === wanted),
    ({ annotations }) => annotations?.[refName] !== void 0 && annotations[refName] === parseImageName(wanted)?.tag
  ];
  for (const test of tests) {
    const found = images.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}
function isFlatIndex(chosen) {
  const names = new Set(chosen.map((each) => namesOf(each)[0]));
  const platforms = chosen.map(({ platform }) => platform && formatPlatform(platform));
  return names.size === 1 && !platforms.includes(void 0) && new Set(platforms).size === chosen.length;
}
function list(descriptors) {
  const names = descriptors.map((each) => namesOf(each)[0]);
  return descriptors.map(({ digest = "" }, index) => {
    const name = names[index];
    if (name === void 0) return digest;
    return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${digest})`;
  }).join(", ");
}

// src/sources/oci-layout.ts
var presented = "index.json/";
var maxLayoutFileBytes = 4096;
var OciLayout = class {
  kind;
  mayBeUnpacked;
  name;
  notes;
  #store;
  #wanted;
  #root;
  #index;
  /**
   * @param wanted a tag, a reference or a digest that chooses among several images
   * @param root the descriptor that is wanted, where it is known already
   */
  constructor(store, wanted, root) {
    this.kind = store.kind === "archive" ? "oci-archive" : "oci-layout";
    this.name = `OCI ${store.kind === "archive" ? "archive" : "layout"} ${store.path}`;
    this.notes = [...store.notes];
    this.mayBeUnpacked = store.find("manifest.json") !== void 0;
    this.#store = store;
    this.#wanted = wanted;
    this.#root = root;
  }
  async resolve() {
    if (this.#root !== void 0) return this.#root;
    await this.#checkVersion();
    const chosen = chooseDescriptors((await this.readIndex()).manifests, this.#wanted, this.name);
    const [first] = chosen;
    if (chosen.length === 1 && first !== void 0) this.#root = first;
    else {
      this.#index = Buffer.from(JSON.stringify({ mediaType: mediaTypes.index, manifests: chosen }));
      this.#root = { mediaType: mediaTypes.index, size: this.#index.length, at: presented };
    }
    return this.#root;
  }
  /** @throws ExpectedError `content` */
  async readIndex() {
    const what = `index.json of ${this.name}`;
    const content = this.#store.find("index.json");
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its index.json is missing`, {
        hint: "an OCI layout has one: copy the image again, whole"
      });
    return parseIndex(await readContent(content, maxManifestBytes, what), what);
  }
  async has(descriptor) {
    return descriptor.at === presented || this.#find(descriptor) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented && this.#index !== void 0)
      return { kind: "stream", stream: Readable.from([this.#index]), length: this.#index.length };
    const content = this.#find(descriptor);
    const { digest = "without a digest", size } = descriptor;
    if (content === void 0)
      throw new ExpectedError("content", `reading ${this.name}: its blob ${digest} is missing`, { hint: "copy the image again, whole" });
    if (size !== void 0 && size !== content.length)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: its blob ${digest} has ${content.length} bytes, where ${size} were declared`,
        {
          hint: "the image is damaged or was cut off: copy it again"
        }
      );
    return content;
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  /** A digest becomes a file's name: the documents' reader has let none through that could lead elsewhere. */
  #find({ digest }) {
    return digest === void 0 ? void 0 : this.#store.find(`blobs/${digest.replace(":", "/")}`);
  }
  async #checkVersion() {
    const content = this.#store.find("oci-layout");
    if (content === void 0) {
      this.notes.push("the layout has no oci-layout file, which the specification demands");
      return;
    }
    const what = `oci-layout of ${this.name}`;
    const version = parseLayoutVersion(await readContent(content, maxLayoutFileBytes, what), what);
    if (/^1\./.test(version)) return;
    throw new ExpectedError("unsupported", `reading ${what}: found layout version ${version}, where 1.0.0 was expected`, {
      hint: "write the layout with another version of the tool that made it"
    });
  }
};

// src/sources/both-manifests.ts
async function chooseManifest(docker, store, wanted) {
  const root = await docker.resolve();
  const { config, layers } = JSON.parse(await readText(docker, root));
  const layout = new OciLayout(store, wanted);
  try {
    for (const descriptor of (await layout.readIndex()).manifests.filter(isImageRole)) {
      if (!await layout.has(descriptor)) continue;
      const { manifests } = await findManifests(layout, descriptor);
      for (const found of manifests) {
        const manifest = await fetchManifest(layout, found);
        if (manifest.config.digest !== config.digest) continue;
        if (manifests.length > 1) return new OciLayout(store, wanted, descriptor);
        if (!isSameSet(manifest.layers, layers))
          docker.notes.push("its manifest.json and its index.json name different layers, and manifest.json is believed");
        return docker;
      }
    }
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    docker.notes.push(`its index.json cannot be followed, and manifest.json is believed (${error.message})`);
  }
  return docker;
}
function isSameSet(one, other) {
  const digests = (layers) => [...new Set(layers.map(({ digest }) => digest))].sort().join(" ");
  return other.some(({ digest }) => digest === void 0) || digests(one) === digests(other);
}
async function readText(source, descriptor) {
  const content = await source.fetch(descriptor);
  if (content.kind === "file") return "";
  return Buffer.concat(await content.stream.toArray()).toString();
}

// src/sources/directory-store.ts
import { closeSync, fstatSync, openSync, readdirSync, statSync } from "node:fs";
import { isAbsolute, join, normalize, sep } from "node:path";

// src/sources/read-fault.ts
var sentences = {
  ENOENT: { found: "there is no such file or directory", hint: "check the path" },
  ENOTDIR: { found: "a part of the path is not a directory", hint: "check the path" },
  EACCES: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EPERM: { found: "this user may not read it", hint: "run as a user who may, or change its permissions" },
  EISDIR: { found: "it is a directory", hint: "name a file, or an OCI layout with oci:DIRECTORY" },
  EMFILE: { found: "too many files are open", hint: "raise the limit (ulimit -n)" },
  EIO: { found: "the device failed to read it", hint: "check the disk, or copy the file again" }
};
function readFault(path, error) {
  const code = error.code ?? "unknown error";
  const { found, hint } = sentences[code] ?? { found: `the system says ${code}`, hint: "check the path and the device it is on" };
  return new ExpectedError(code === "ENOENT" || code === "ENOTDIR" ? "not-found" : "not-readable", `opening ${path}: ${found}`, {
    hint,
    cause: error
  });
}

// src/sources/directory-store.ts
var DirectoryStore = class {
  path;
  kind = "directory";
  notes = [];
  #directory;
  #open = /* @__PURE__ */ new Map();
  constructor(directory, path) {
    this.path = path;
    this.#directory = directory;
  }
  find(name) {
    const relative = normalize(name);
    if (isAbsolute(relative) || relative.split(sep)[0] === "..") return void 0;
    if (!this.#open.has(relative)) this.#open.set(relative, this.#openFile(relative));
    return this.#open.get(relative);
  }
  #openFile(relative) {
    let fd;
    try {
      if (!statSync(join(this.#directory, relative)).isFile()) return void 0;
      fd = openSync(join(this.#directory, relative), "r");
    } catch (error) {
      const { code } = error;
      if (code === "ENOENT" || code === "ENOTDIR") return void 0;
      throw readFault(join(this.path, relative), error);
    }
    const stats = fstatSync(fd);
    if (stats.isFile()) return { kind: "file", fd, offset: 0, length: stats.size };
    closeSync(fd);
    return void 0;
  }
  topNames() {
    try {
      return readdirSync(this.#directory);
    } catch (error) {
      throw readFault(this.path, error);
    }
  }
  close() {
    for (const content of this.#open.values()) if (content !== void 0) closeSync(content.fd);
    this.#open.clear();
  }
};

// src/sources/docker-archive.ts
import { Readable as Readable2 } from "node:stream";

// src/sources/choose-entry.ts
async function chooseEntry(entries, wanted, where, imageID) {
  const matching = wanted === void 0 ? [...entries] : await findEntries(entries, wanted, imageID);
  const [first, ...others] = matching;
  if (first !== void 0 && others.every((other) => isSameEntry(first, other))) return first;
  const list2 = (await Promise.all((first === void 0 ? entries : matching).map((entry) => describe(entry, imageID)))).join(", ");
  if (first === void 0)
    throw new ExpectedError("not-found", `choosing ${wanted} in ${where}: it is none of the ${entries.length} there: ${list2}`, {
      hint: "name one of these with --tag"
    });
  throw new ExpectedError("which-image", `choosing ${wanted ?? "an image"} in ${where}: it may be each of ${matching.length}: ${list2}`, {
    hint: "name one of these with --tag"
  });
}
async function findEntries(entries, wanted, imageID) {
  const byTag = (isMeant) => entries.filter(({ RepoTags }) => RepoTags.some(isMeant));
  const named = byTag((tag) => tag === wanted || isSameImageName(tag, wanted));
  if (named.length > 0) return named;
  const tagged = byTag((tag) => parseImageName(tag)?.tag === wanted);
  if (tagged.length > 0) return tagged;
  const id = /^(?:sha256:)?([0-9a-f]{7,64})$/.exec(wanted)?.[1];
  if (id === void 0) return [];
  const ids = await Promise.all(entries.map(imageID));
  return entries.filter((_, index) => ids[index]?.startsWith(`sha256:${id}`));
}
function isSameEntry(one, other) {
  return one.Config === other.Config && one.Layers.join("\n") === other.Layers.join("\n");
}
async function describe(entry, imageID) {
  return entry.RepoTags.length > 0 ? entry.RepoTags.join(" = ") : await imageID(entry);
}

// src/sources/member-store.ts
import { readSync } from "node:fs";
function sniffMember(content) {
  if (content.kind === "stream") return sniffCompression(content.head);
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}

// src/sources/docker-archive.ts
var presented2 = "manifest.json/";
var DockerArchive = class {
  kind = "docker-archive";
  mayBeUnpacked = true;
  name;
  notes;
  #store;
  #wanted;
  #chosen;
  #manifest;
  /** @param wanted a tag, a reference or an image ID that chooses among several images */
  constructor(store, wanted) {
    this.name = `docker ${store.kind} ${store.path}`;
    this.notes = [...store.notes];
    this.#store = store;
    this.#wanted = wanted;
  }
  async resolve() {
    this.#manifest ??= Buffer.from(JSON.stringify(await this.#present(await this.choose())));
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented2 };
  }
  /** The entry of manifest.json that is wanted. @throws ExpectedError `not-found`, `which-image`, `content` */
  async choose() {
    this.#chosen ??= await chooseEntry(
      await this.#readManifest(),
      this.#wanted,
      this.name,
      async (entry) => sha256(await this.#readConfig(entry))
    );
    return this.#chosen;
  }
  async has(descriptor) {
    return descriptor.at === presented2 || descriptor.at !== void 0 && this.#store.find(descriptor.at) !== void 0;
  }
  async fetch(descriptor) {
    if (descriptor.at === presented2 && this.#manifest !== void 0)
      return { kind: "stream", stream: Readable2.from([this.#manifest]), length: this.#manifest.length };
    return this.#member(descriptor.at ?? descriptor.digest ?? "");
  }
  async [Symbol.asyncDispose]() {
    this.#store.close();
  }
  #member(name) {
    const content = this.#store.find(name);
    if (content !== void 0) return content;
    throw new ExpectedError("content", `reading ${this.name}: its manifest.json names ${name}, which is not there`, {
      hint: "the archive was cut off or is damaged: save or copy it again"
    });
  }
  async #readManifest() {
    const what = `manifest.json of ${this.name}`;
    const content = this.#store.find("manifest.json");
    if (content === void 0) {
      throw new ExpectedError("unsupported", `reading ${this.name}: it has no manifest.json, as archives from before Docker 1.10`, {
        hint: "load it into an engine and save it again"
      });
    }
    const entries = parseDockerManifest(await readContent(content, maxManifestBytes, what), what);
    if (entries.length === 0) throw new ExpectedError("content", `reading ${what}: it names no image`, { hint: "save the image again" });
    return entries;
  }
  async #readConfig({ Config: name }) {
    const what = `the config ${name} of ${this.name}`;
    const bytes = await readContent(this.#member(name), maxConfigBytes, what);
    const declared = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
    const found = sha256(bytes);
    if (declared !== void 0 && found !== `sha256:${declared}`)
      throw new ExpectedError("content", `reading ${what}: its bytes have the digest ${found}, which is not that in its name`, {
        hint: "the archive is damaged or was changed by hand: save the image again"
      });
    return bytes;
  }
  /** The entry in an OCI manifest's words. */
  async #present(entry) {
    const bytes = await this.#readConfig(entry);
    const config = parseConfig(bytes, `the config ${entry.Config} of ${this.name}`);
    return {
      config: { mediaType: mediaTypes.config, digest: sha256(bytes), size: bytes.length, at: entry.Config },
      layers: entry.Layers.map((name, index) => this.#presentLayer(name, index, config))
    };
  }
  #presentLayer(name, index, config) {
    const content = this.#member(name);
    const compression = sniffMember(content);
    const diffID = config.rootfs.diff_ids[index];
    const inName = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(name);
    const blob = inName === null ? void 0 : `${inName[1]}:${inName[2]}`;
    const isTar = compression !== "gzip" && compression !== "zstd";
    const digest = isTar ? diffID : blob;
    if (isTar && diffID !== void 0 && blob !== diffID && blob?.startsWith(diffID.slice(0, 7)) === true)
      throw new ExpectedError(
        "content",
        `reading ${this.name}: layer ${index} is the uncompressed blob ${blob}, where the config declares the diffID ${diffID}`,
        { hint: "the archive is damaged or was put together wrongly: save the image again" }
      );
    const mediaType = isTar ? mediaTypes.layer : compression === "gzip" ? mediaTypes.gzipLayer : mediaTypes.zstdLayer;
    return { mediaType, at: name, size: content.length, ...digest === void 0 ? {} : { digest } };
  }
};

export {
  parseRoot,
  parseConfig,
  loadImages,
  OciLayout,
  chooseManifest,
  readFault,
  DirectoryStore,
  DockerArchive
};
