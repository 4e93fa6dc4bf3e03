/** From an image and the scans of its layers to its Analysis and inventory. */
import { ExpectedError } from '../errors.ts';
import type { Image, Layer } from '../image/image.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { decodePath } from '../scan/path.ts';
import type { Analysis, LayerAnalysis, Waste, Weighed } from './analysis.ts';
import { findBase } from './base-image.ts';
import { judgeReplacements } from './compare-bodies.ts';
import { withoutSecrets } from './created-by.ts';
import { FileTree } from './file-tree.ts';
import { fingerprint } from './fingerprint.ts';
import { listingNotes } from './listing-notes.ts';
import { sumDirectories, takeInventory } from './live-files.ts';

/** Layers are numbered in 16 bits. Engines stop at a few hundred. */
const maxLayers = 0xffff;

/**
 * Weighs an image. `scans` has one scan for each layer, or undefined where its bytes are not at hand (a foreign layer) or were not read;
 * then the metrics that need them are absent, and `unknown` says why.
 * @throws ExpectedError
 */
export async function analyze(
  reference: string,
  image: Image,
  scans: readonly (LayerScan | undefined)[],
  signal?: AbortSignal,
): Promise<Weighed> {
  if (scans.length > maxLayers)
    throw new ExpectedError('unsupported', `weighing ${reference}: found ${scans.length} layers, where ${maxLayers} are the most`, {
      hint: 'no engine runs an image of so many layers: build it again with fewer instructions',
    });
  const tree = new FileTree(scans.reduce((sum, scan) => sum + (scan?.count ?? 0), 0));
  const isWhole = scans.every((scan) => scan !== undefined);
  if (isWhole) {
    for (const scan of scans) tree.apply(scan as LayerScan);
    await judgeReplacements(tree, signal);
  }
  const { waste, wastedByLayer } = isWhole ? listWaste(tree) : { waste: [], wastedByLayer: [] };
  const layers = image.layers.map((layer, index) => analyzeLayer(layer, scans[index], isWhole ? (wastedByLayer[index] ?? 0) : undefined));
  const compressed = addUp(image.layers.map((layer) => (layer.sizeIsCompressed ? layer.descriptor.size : undefined)));
  const total = isWhole ? addUp(layers.map((layer) => layer.total)) : undefined;
  const wasted = waste.reduce((sum, { bytes }) => sum + bytes, 0);
  const notes = [
    ...image.notes,
    ...scans.flatMap((scan, index) => (scan?.notes ?? []).map((note) => `layer ${index} ${note}`)),
    ...tree.notes,
    ...listingNotes(scans),
  ];
  const isUnread = image.layers.some(({ present }, index) => present && scans[index] === undefined);
  const { base } = findBase(image);
  const unknown = listUnknown(image, { total, compressed, isUnread });
  const analysis: Analysis = {
    reference,
    platform: image.platform,
    imageID: image.imageID,
    ...(image.digest === undefined ? {} : { digest: image.digest }),
    sizes: {
      ...(total === undefined ? {} : { total }),
      ...(compressed === undefined ? {} : { compressed }),
      ...(total === undefined ? {} : { live: total - wasted, wasted }),
    },
    ...(total === undefined ? {} : { efficiency: total === 0 ? 1 : (total - wasted) / total }),
    layers,
    ...(base === undefined ? {} : { base }),
    waste,
    directories: isWhole ? sumDirectories(tree) : [],
    ...(unknown.length === 0 ? {} : { unknown }),
    ...(notes.length === 0 ? {} : { notes }),
  };
  return isWhole ? { analysis, inventory: takeInventory(tree, image) } : { analysis };
}

function addUp(sizes: readonly (number | undefined)[]): number | undefined {
  let sum = 0;
  for (const size of sizes) {
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}

function analyzeLayer(layer: Layer, scan: LayerScan | undefined, wasted: number | undefined): LayerAnalysis {
  const { descriptor, diffID, createdBy } = layer;
  return {
    diffID,
    ...(descriptor.digest === undefined ? {} : { digest: descriptor.digest }),
    mediaType: descriptor.mediaType,
    ...(scan === undefined ? {} : { total: scan.totalBytes }),
    ...(layer.sizeIsCompressed && descriptor.size !== undefined ? { compressed: descriptor.size } : {}),
    ...(wasted === undefined ? {} : { wasted }),
    ...(scan === undefined ? {} : { entries: scan.count }),
    ...(createdBy === undefined ? {} : { createdBy: withoutSecrets(createdBy) }),
    ...(scan === undefined ? {} : fingerprint(scan)),
  };
}

/** Every inode that holds bytes and that no name reaches. An inode of 0 bytes wastes nothing. */
function listWaste(tree: FileTree): { waste: Waste[]; wastedByLayer: number[] } {
  const { inodes, nodes, scans } = tree;
  const waste: Waste[] = [];
  const wastedByLayer = scans.map(() => 0);
  for (let inode = 0; inode < inodes.count; inode++) {
    const bytes = tree.sizeOf(inode);
    if (bytes === 0 || inodes.isLive(inode)) continue;
    const storedIn = inodes.layer(inode);
    const node = inodes.node(inode);
    const path = node < 0 ? scans[storedIn]!.path(inodes.entry(inode)) : nodes.path(node);
    waste.push({ path: decodePath(path), bytes, cause: inodes.cause(inode), storedIn, wastedIn: inodes.wastedIn(inode) });
    wastedByLayer[storedIn]! += bytes;
  }
  waste.sort(
    (one, other) => other.bytes - one.bytes || (one.path < other.path ? -1 : one.path > other.path ? 1 : one.storedIn - other.storedIn),
  );
  return { waste, wastedByLayer };
}

function listUnknown(
  image: Image,
  { total, compressed, isUnread }: { total: number | undefined; compressed: number | undefined; isUnread: boolean },
): NonNullable<Analysis['unknown']> {
  const unknown: NonNullable<Analysis['unknown']> = [];
  if (total === undefined) {
    const missing = image.layers.findIndex((layer) => !layer.present);
    const reason = isUnread
      ? 'no layer was read, as nothing but the sizes in the manifest was asked for'
      : `layer ${missing} (${image.layers[missing]?.diffID ?? 'unknown'}) is a foreign layer, and its bytes are not in this source`;
    for (const metric of ['total', 'live', 'wasted', 'efficiency', 'layer']) unknown.push({ metric, reason });
  }
  if (compressed === undefined) {
    const reason = image.uncompressed ?? 'this source keeps its layers uncompressed, so that what a registry would store is not known';
    unknown.push({ metric: 'compressed', reason });
  }
  return unknown;
}
