import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  analysisVersion,
  baseSigns,
  wasteCauses
} from "./chunk-JVTTIVCO.js";
import {
  _enum,
  array,
  int,
  literal,
  number,
  strictObject,
  string
} from "./chunk-7U6DWAOW.js";

// src/analysis/schema.ts
var bytes = int().min(0);
var digest = string().regex(/^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/);
var fingerprintsSchema = strictObject({
  files: string().describe("As `content`, without the owners and modes of the files."),
  owners: string().describe("Of the numbers of user and group that each path belongs to."),
  modes: string().describe("Of the mode of each path."),
  times: string().describe("Of the modification time of each path, in whole seconds."),
  order: string().optional().describe("Of the order of the paths. Absent where the layer was read from a table of contents that does not keep it.")
});
var layerSchema = strictObject({
  diffID: digest.describe("Digest of the uncompressed layer tar, as the image config names it."),
  digest: digest.optional().describe("Digest of the layer blob as a registry stores it. Absent where the source keeps no blobs."),
  mediaType: string().describe("Media type of the layer in the manifest."),
  total: bytes.optional().describe("Bytes of the regular-file entries stored in the layer. Absent where the layer's bytes are not at hand."),
  compressed: bytes.optional().describe("Size of the layer blob as stored in a registry."),
  wasted: bytes.optional().describe("Bytes stored in this layer that no path of the final filesystem reaches."),
  entries: int().min(0).optional().describe("Number of tar entries in the layer, whiteouts included."),
  createdBy: string().optional().describe(
    "The history instruction that made the layer, without the values of build arguments that are secrets by their names. Absent where the history does not match the layers."
  ),
  content: string().optional().describe(
    "Fingerprint of the layer's files without their times and order, written KIND:HEX. Equal fingerprints of one kind mean the same files. Kind `crc32` includes the contents, kind `sha256-32` as well, by what a table of contents tells of them; kind `size` only their lengths."
  ),
  fingerprints: fingerprintsSchema.optional().describe(
    "What tells why a layer with the same files is another one: of two layers, whatever has another fingerprint differs. Absent in older documents."
  )
});
var wasteSchema = strictObject({
  path: string().describe("Path without a leading slash. Bytes that are not UTF-8 are written as U+DC80 to U+DCFF."),
  bytes: bytes.describe("Bytes stored for the inode."),
  cause: _enum(wasteCauses).describe("removed: by a whiteout. replaced: by other content. rewritten: by the same content again. shadowed: within its own layer."),
  storedIn: int().min(0).describe("Index of the layer that stores the bytes."),
  wastedIn: int().min(0).describe("Index of the layer that made them unreachable.")
});
var directorySchema = strictObject({
  path: string().describe("Path of a directory, without a leading slash; empty for the root."),
  bytes: bytes.describe("Live bytes under it. An inode with names in several directories counts in that of its first name."),
  files: int().min(0).describe("Live regular files under it.")
});
var baseSchema = strictObject({
  name: string().optional().describe("What the base image is called. Absent where only its layers are known."),
  digest: digest.optional().describe("Digest of the manifest of the base image, or of its index."),
  layers: int().min(0).describe("How many of the layers, from the first on, are those of the base image."),
  knownBy: _enum(baseSigns).describe(
    "budget: the budget names it. provenance: BuildKit tells it of the build. dockerfile: the Dockerfile that was built fits to the history. annotation: the image names it. Where somebody names it, its layers are the first of this image. history: guessed from the instructions."
  )
});
var analysisSchema = strictObject({
  reference: string().describe("What the image was called by whoever asked."),
  platform: string().describe("os/architecture[/variant]."),
  imageID: digest.describe("Digest of the image config."),
  digest: digest.optional().describe("Digest of the image manifest. Absent for a docker archive, which has none."),
  sizes: strictObject({
    total: bytes.optional().describe("Bytes of the regular-file entries stored in all layers."),
    compressed: bytes.optional().describe("Bytes of the layer blobs as a registry stores them: what a first pull transfers."),
    live: bytes.optional().describe("Bytes of the distinct inodes that are visible after all layers are applied."),
    wasted: bytes.optional().describe("total − live: what a perfect squash would give back.")
  }).describe("Each absent where the source cannot know it, never 0."),
  efficiency: number().min(0).max(1).optional().describe("live / total, and 1 for an empty image."),
  layers: array(layerSchema).describe("In manifest order, the base first."),
  base: baseSchema.optional().describe("The base image. Absent where it is not known."),
  waste: array(wasteSchema).describe("One entry for each wasted inode, the largest first."),
  directories: array(directorySchema).describe("The heaviest directories, the largest first: enough to compare with where no inventory is at hand."),
  unknown: array(strictObject({ metric: string().describe("Name of the metric."), reason: string().describe("Why, in a sentence.") })).optional().describe("Metrics that this source cannot know, each with the reason in a sentence."),
  notes: array(string()).optional().describe("What is odd about the image, but no error.")
});
var analysisFileSchema = strictObject({
  version: literal(analysisVersion).describe("Version of this document. A reader refuses any other."),
  analyses: array(analysisSchema).min(1).describe("One for each platform of each image, in the order asked.")
});
function checkAnalyses(analyses) {
  return analysisFileSchema.parse({ version: analysisVersion, analyses }).analyses;
}

export {
  analysisFileSchema,
  checkAnalyses
};
