import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  Verifier
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/image/digest.ts
import { createHash } from "node:crypto";
var grammar = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
var hexLengths = { sha256: 64, sha512: 128 };
function isDigest(text) {
  if (!grammar.test(text)) return false;
  const colon = text.indexOf(":");
  const length = Object.hasOwn(hexLengths, text.slice(0, colon)) ? hexLengths[text.slice(0, colon)] : void 0;
  const encoded = text.slice(colon + 1);
  return length === void 0 || encoded.length === length && /^[a-f0-9]+$/.test(encoded);
}
function sha256(bytes) {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

// src/image/media-types.ts
var mediaTypes = {
  index: "application/vnd.oci.image.index.v1+json",
  manifest: "application/vnd.oci.image.manifest.v1+json",
  config: "application/vnd.oci.image.config.v1+json",
  layer: "application/vnd.oci.image.layer.v1.tar",
  gzipLayer: "application/vnd.oci.image.layer.v1.tar+gzip",
  zstdLayer: "application/vnd.oci.image.layer.v1.tar+zstd",
  dockerList: "application/vnd.docker.distribution.manifest.list.v2+json",
  dockerManifest: "application/vnd.docker.distribution.manifest.v2+json",
  dockerConfig: "application/vnd.docker.container.image.v1+json"
};
function isIndexType(mediaType) {
  return mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;
}
function isManifestType(mediaType) {
  return mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;
}
function isConfigType(mediaType) {
  return mediaType === mediaTypes.config || mediaType === mediaTypes.dockerConfig;
}
var compressions = { "": "none", gzip: "gzip", zstd: "zstd" };
function layerKind(mediaType) {
  if (/^application\/vnd\.(?:oci|docker)\.image\..*\+encrypted$/.test(mediaType)) return { kind: "encrypted" };
  const match = /^application\/vnd\.oci\.image\.layer\.(?<foreign>nondistributable\.)?v1\.tar(?:\+(?<compression>gzip|zstd))?$/.exec(mediaType) ?? /^application\/vnd\.docker\.image\.rootfs\.(?<foreign>foreign\.)?diff\.tar(?:\.(?<compression>gzip|zstd))?$/.exec(mediaType);
  if (match === null) return { kind: "unknown" };
  const { foreign, compression = "" } = match.groups ?? {};
  return { kind: foreign === void 0 ? "layer" : "foreign", compression: compressions[compression] ?? "none" };
}
function descriptorRole(descriptor) {
  const { mediaType, platform, annotations, artifactType } = descriptor;
  if (annotations?.["vnd.docker.reference.type"] !== void 0) return "attestation";
  if (artifactType !== void 0 && artifactType !== "" && !isConfigType(artifactType)) return "artifact";
  if (isIndexType(mediaType)) return "index";
  if (!isManifestType(mediaType)) return "other";
  return platform?.os === "unknown" && platform.architecture === "unknown" ? "attestation" : "manifest";
}

// src/image/fetch-document.ts
import { readSync } from "node:fs";
var maxManifestBytes = 8 << 20;
var maxConfigBytes = 32 << 20;
async function fetchDocument(source, descriptor, maxBytes, what) {
  const bytes = await readContent(await source.fetch(descriptor), maxBytes, what);
  const { digest, size } = descriptor;
  const hint = "the image is damaged: save, copy or build it again";
  if (size !== void 0 && bytes.length !== size)
    throw new ExpectedError("content", `reading ${what}: it has ${bytes.length} bytes, where ${size} were declared`, { hint });
  if (digest === void 0) return bytes;
  const verifier = Verifier.for(digest);
  if (verifier === void 0)
    throw new ExpectedError("unsupported", `reading ${what}: its digest cannot be checked, as it is neither sha256 nor sha512`, {
      hint: "build or copy the image with a tool that uses sha256"
    });
  verifier.update(bytes);
  const found = verifier.digest();
  if (found !== digest)
    throw new ExpectedError("content", `reading ${what}: its bytes have the digest ${found}, where ${digest} was declared`, { hint });
  return bytes;
}
async function readContent(content, maxBytes, what) {
  const checkLength = (length2) => {
    if (length2 > maxBytes)
      throw new ExpectedError("content", `reading ${what}: it is larger than the ${maxBytes} bytes that such a document may have`, {
        hint: "the image is damaged, or was made to harm"
      });
  };
  checkLength(content.length ?? 0);
  if (content.kind === "file") {
    const bytes = Buffer.alloc(content.length);
    return bytes.subarray(0, readSync(content.fd, bytes, 0, bytes.length, content.offset));
  }
  const chunks = [];
  let length = 0;
  for await (const chunk of content.stream) {
    length += chunk.length;
    checkLength(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export {
  mediaTypes,
  isIndexType,
  isManifestType,
  isConfigType,
  layerKind,
  descriptorRole,
  isDigest,
  sha256,
  maxManifestBytes,
  maxConfigBytes,
  fetchDocument,
  readContent
};
