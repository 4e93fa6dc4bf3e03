import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  parseRoot
} from "./chunk-I44IK55E.js";
import {
  descriptorRole,
  fetchDocument,
  maxManifestBytes
} from "./chunk-HUFAO3EZ.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

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

export {
  findManifests,
  fetchManifest,
  describeDescriptor,
  isImageRole,
  parsePlatform,
  formatPlatform,
  matchPlatform
};
