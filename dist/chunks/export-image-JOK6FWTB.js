import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  PassedMembers
} from "./chunk-4M2TII4Y.js";
import {
  ExportedImage
} from "./chunk-P7DQNF6O.js";
import "./chunk-WTL5UKUZ.js";
import {
  chooseManifest
} from "./chunk-A5TMYYZ7.js";
import {
  DockerArchive
} from "./chunk-AIL643C2.js";
import {
  OciLayout
} from "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
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
  totalBytes,
  verify,
  signal,
  maxUncompressedBytes,
  cache,
  onOpening
}) {
  const tar = (take) => client.download(`/images/${image.id}/get`, take);
  const opening = { platform: image.platform, totalBytes, totalLayers: image.diffIDs.length };
  const options = {
    ...verify === void 0 ? {} : { verify },
    ...signal === void 0 ? {} : { signal },
    ...maxUncompressedBytes === void 0 ? {} : { allowance: makeAllowance(maxUncompressedBytes) },
    ...cache === void 0 ? {} : { blobs: cache },
    onBytes: (bytes) => onOpening?.(opening, bytes)
  };
  const members = await PassedMembers.read(tar, `that the engine at ${client.endpoint.url} exports of ${image.name}`, options);
  if (isContentStore(members, image)) {
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
function isContentStore(members, { id }) {
  const blob = members.find(`blobs/${id.replace(":", "/")}`);
  if (blob === void 0 || blob.head.length < blob.length) return false;
  try {
    const document = JSON.parse(Buffer.from(blob.head).toString());
    return document?.rootfs === void 0 && (document?.manifests !== void 0 || document?.layers !== void 0);
  } catch {
    return false;
  }
}
export {
  exportImage
};
