import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  describeDescriptor,
  fetchManifest,
  findManifests,
  formatPlatform,
  matchPlatform,
  parsePlatform
} from "./chunk-OHHQZVAT.js";
import {
  parseConfig
} from "./chunk-I44IK55E.js";
import {
  fetchDocument,
  isConfigType,
  layerKind,
  maxConfigBytes
} from "./chunk-HUFAO3EZ.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

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
  const baseLabels = Object.entries(config.labels).filter(([name]) => name.startsWith("org.opencontainers.image.base."));
  return {
    platform: formatPlatform(platform),
    imageID,
    ...descriptor.digest === void 0 ? {} : { digest: descriptor.digest },
    layers,
    ...isAligned ? { history: config.history } : {},
    ...manifest.annotations === void 0 ? {} : { annotations: manifest.annotations },
    ...baseLabels.length === 0 ? {} : { baseLabels: Object.fromEntries(baseLabels) },
    ...source.uncompressed === void 0 ? {} : { uncompressed: source.uncompressed },
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
    const attestations = found.passedOver.filter((other) => isAttestationOf(other, image.digest));
    if (attestations.length > 0) image.attestations = attestations;
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
function isAttestationOf({ annotations = {} }, digest) {
  return digest !== void 0 && annotations["vnd.docker.reference.type"] === "attestation-manifest" && annotations["vnd.docker.reference.digest"] === digest;
}
function checkAbort(signal) {
  if (signal?.aborted === true) throw new ExpectedError("interrupted", "interrupted while reading the image");
}

export {
  loadImages
};
