import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  external_exports
} from "./chunk-OLXXVIGI.js";

// src/analysis/analysis.ts
var analysisVersion = 1;
var bytes = external_exports.int().min(0);
var digest = external_exports.string().regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/);
var wasteCauses = ["removed", "replaced", "rewritten", "shadowed"];
var layerSchema = external_exports.strictObject({
  diffID: digest.describe("Digest of the uncompressed layer tar, as the image config names it."),
  digest: digest.optional().describe("Digest of the layer blob as a registry stores it. Absent where the source keeps no blobs."),
  mediaType: external_exports.string().describe("Media type of the layer in the manifest."),
  total: bytes.optional().describe("Bytes of the regular-file entries stored in the layer. Absent where the layer's bytes are not at hand."),
  compressed: bytes.optional().describe("Size of the layer blob as stored in a registry."),
  wasted: bytes.optional().describe("Bytes stored in this layer that no path of the final filesystem reaches."),
  entries: external_exports.int().min(0).optional().describe("Number of tar entries in the layer, whiteouts included."),
  createdBy: external_exports.string().optional().describe("The history instruction that made the layer. Absent where the history does not match the layers."),
  content: external_exports.string().optional().describe(
    "Fingerprint of the layer's files without their times and order, written KIND:HEX. Equal fingerprints of one kind mean the same files. Kind `crc32` includes the contents, kind `size` only their lengths."
  )
});
var wasteSchema = external_exports.strictObject({
  path: external_exports.string().describe("Path without a leading slash. Bytes that are not UTF-8 are written as U+DC80 to U+DCFF."),
  bytes: bytes.describe("Bytes stored for the inode."),
  cause: external_exports.enum(wasteCauses).describe("removed: by a whiteout. replaced: by other content. rewritten: by the same content again. shadowed: within its own layer."),
  storedIn: external_exports.int().min(0).describe("Index of the layer that stores the bytes."),
  wastedIn: external_exports.int().min(0).describe("Index of the layer that made them unreachable.")
});
var directorySchema = external_exports.strictObject({
  path: external_exports.string().describe("Path of a directory, without a leading slash; empty for the root."),
  bytes: bytes.describe("Live bytes under it. An inode with names in several directories counts in that of its first name."),
  files: external_exports.int().min(0).describe("Live regular files under it.")
});
var analysisSchema = external_exports.strictObject({
  reference: external_exports.string().describe("What the image was called by whoever asked."),
  platform: external_exports.string().describe("os/architecture[/variant]."),
  imageID: digest.describe("Digest of the image config."),
  digest: digest.optional().describe("Digest of the image manifest. Absent for a docker archive, which has none."),
  sizes: external_exports.strictObject({
    total: bytes.optional().describe("Bytes of the regular-file entries stored in all layers."),
    compressed: bytes.optional().describe("Bytes of the layer blobs as a registry stores them: what a first pull transfers."),
    live: bytes.optional().describe("Bytes of the distinct inodes that are visible after all layers are applied."),
    wasted: bytes.optional().describe("total − live: what a perfect squash would give back.")
  }).describe("Each absent where the source cannot know it, never 0."),
  efficiency: external_exports.number().min(0).max(1).optional().describe("live / total, and 1 for an empty image."),
  layers: external_exports.array(layerSchema).describe("In manifest order, the base first."),
  waste: external_exports.array(wasteSchema).describe("One entry for each wasted inode, the largest first."),
  directories: external_exports.array(directorySchema).describe("The heaviest directories, the largest first: enough to compare with where no inventory is at hand."),
  unknown: external_exports.array(external_exports.strictObject({ metric: external_exports.string().describe("Name of the metric."), reason: external_exports.string().describe("Why, in a sentence.") })).optional().describe("Metrics that this source cannot know, each with the reason in a sentence."),
  notes: external_exports.array(external_exports.string()).optional().describe("What is odd about the image, but no error.")
});
var analysisFileSchema = external_exports.strictObject({
  version: external_exports.literal(analysisVersion).describe("Version of this document. A reader refuses any other."),
  analyses: external_exports.array(analysisSchema).describe("One for each platform of each image, in the order asked.")
});

export {
  analysisVersion,
  wasteCauses,
  analysisFileSchema
};
