import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  PassedMembers
} from "./chunk-BFFLNO27.js";
import {
  ExportedImage
} from "./chunk-WM5VD6C7.js";
import "./chunk-WTL5UKUZ.js";
import {
  chooseManifest
} from "./chunk-PTVYIMF5.js";
import {
  DockerArchive
} from "./chunk-ESYM3VSD.js";
import {
  OciLayout
} from "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import {
  makeAllowance
} from "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/sources/engine/export-image.ts
async function exportImage(client, image, {
  where,
  hasContentStore,
  verify,
  signal,
  maxUncompressedBytes,
  cache,
  onOpening
}) {
  const tar = (take) => client.download(`/images/${image.id}/get`, take);
  const opening = { platform: image.platform, totalBytes: image.bytes, totalLayers: image.diffIDs.length };
  const options = {
    ...verify === void 0 ? {} : { verify },
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) },
    ...cache === void 0 ? {} : { blobs: cache },
    onBytes: (bytes) => onOpening?.(opening, bytes)
  };
  const members = await PassedMembers.read(tar, `that the engine at ${client.endpoint.url} exports of ${image.name}`, options);
  if (hasContentStore) {
    const layout = new OciLayout(members, void 0, { mediaType: "", digest: image.id });
    return new ExportedImage(layout, members, { name: where, mayBeUnpacked: false, options });
  }
  if (members.find("manifest.json") === void 0)
    throw new ExpectedError("engine", `reading the archive ${members.path}: it ended before its manifest.json`, {
      hint: "try again; the engine's log says more"
    });
  const docker = new DockerArchive(members, image.id);
  const inner = members.find("index.json") === void 0 ? docker : await chooseManifest(docker, members, void 0);
  return new ExportedImage(inner, members, { name: where, options });
}
export {
  exportImage
};
