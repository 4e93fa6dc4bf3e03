import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isDigest
} from "./chunk-HUFAO3EZ.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

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
    history: tolerated(member(value, "history"), (list) => readList(list, readHistory)) ?? [],
    labels: tolerated(member(value, "config"), (config) => optional(member(config, "Labels"), readTexts)) ?? {}
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

export {
  ShapeFault,
  readObject,
  member,
  readList,
  readString,
  optional,
  parseRoot,
  parseIndex,
  parseConfig,
  parseDockerManifest,
  parseLayoutVersion
};
