import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  OciLayout
} from "./chunk-ZYTXOB37.js";
import {
  fetchManifest,
  findManifests,
  isImageRole
} from "./chunk-OHHQZVAT.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

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

export {
  chooseManifest
};
