/** From a reference to what it weighs: open the source, load its images, scan their layers, analyze. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { BaseImage, Weighed } from './analysis/analysis.ts';
import { analyze } from './analysis/analyze.ts';
import { findIncomparable } from './analysis/compare-bodies.ts';
import type { BuildEvidence } from './base/find-base-here.ts';
import type { ScanCache } from './cache/scan-cache.ts';
import { ExpectedError } from './errors.ts';
import type { Image, Layer } from './image/image.ts';
import { loadImages } from './image/load-images.ts';
import { parseImageReference } from './image/reference.ts';
import type { ImageSource } from './image/source.ts';
import type { LayerScan } from './scan/layer-scan.ts';
import { scanLayer } from './scan/scan-layer.ts';
import { giveBack, makeAllowance, takeAllowance } from './scan/scan-options.ts';
import type { EngineOptions, Opening } from './sources/engine/open-engine.ts';
import { isScanned } from './sources/engine/scanned-image.ts';
import { openSource } from './sources/open-source.ts';
import { isListing } from './sources/registry/listing-source.ts';
import type { RegistryOptions } from './sources/registry/open-registry.ts';

/** How far a weighing has come. Bytes are those of the stored layer blobs; skipped ones count as done. */
export type Progress = {
  reference: string;
  platform: string;
  doneBytes: number;
  totalBytes: number;
  doneLayers: number;
  totalLayers: number;
};

export type WeighOptions = {
  /** Where relative paths in the reference begin; the current folder by default. */
  directory?: string;
  /** Platforms wanted, `os/arch[/variant]`; absent: every platform that the image has. */
  platforms?: readonly string[];
  /** What reports call the image, where that is not the reference. */
  shownAs?: string;
  /** Which of several images in one archive, by tag or reference. */
  tag?: string;
  /** Read every byte and check every digest, also where neither is needed. */
  verify?: boolean;
  /** Refuse an image that unpacks to more; a guard against decompression bombs. */
  maxUncompressedBytes?: number;
  /**
   * Read no layer: the Analysis has what the manifest says, `compressed` and the number of layers, and says that the rest was not looked at.
   */
  sizesOnly?: boolean;
  /** Layers that were read before in this run, and where those of this image are added: none is read twice. */
  known?: KnownLayers;
  /** Layers that were read before; not asked with `verify`. */
  cache?: ScanCache;
  /** What is known of the build of the image, to know its base image by; `named` where somebody else says what that is. */
  base?: BuildEvidence | 'named';
  /** Folder for temporary files; the platform's by default. */
  temporaryDirectory?: string;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
} & Pick<EngineOptions, 'engineRead' | 'environment' | 'onStep'> &
  Pick<RegistryOptions, 'insecure'>;

/** Scans by what makes two layers the same bytes. */
export type KnownLayers = Map<string, LayerScan>;

/** What a registry is asked for at once. */
const maxDownloads = 4;

/**
 * Weighs each platform of the image that `reference` names (`docker-archive:app.tar`, `oci:dir:tag`, a bare path, …), in the order asked.
 * What lies behind the inventories belongs to memory alone: the source is closed when this returns.
 * @throws ExpectedError
 */
export async function weigh(reference: string, options: WeighOptions = {}): Promise<Weighed[]> {
  const { directory = '.', shownAs = reference, onProgress, signal, ...opening } = options;
  const parsed = parseImageReference(reference, (path) => existsSync(resolve(directory, path)));
  const located = 'path' in parsed && !isAbsolute(parsed.path) ? { ...parsed, path: join(directory, parsed.path) } : parsed;
  await using source = await openSource(located, {
    ...opening,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onOpening: tellOpening(shownAs, onProgress) }),
  });
  // Awaited here: the source is closed behind this.
  return await weighSource(source, shownAs, options);
}

/**
 * Weighs each platform of the image that a source holds.
 * @param reference what the image is called in the Analysis and in messages
 * @throws ExpectedError
 */
export async function weighSource(source: ImageSource, reference: string, options: WeighOptions = {}): Promise<Weighed[]> {
  const { platforms, sizesOnly, signal } = options;
  const images = await loadImages(source, {
    ...(platforms === undefined ? {} : { platforms }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Platforms may share layers, and an image may hold one twice: each is read once.
  const known: KnownLayers = new Map(options.known);
  const weighed: Weighed[] = [];
  for (const image of images) {
    const scans = sizesOnly === true ? image.layers.map(() => undefined) : await scanLayers(source, image, known, reference, options);
    const base = sizesOnly === true ? undefined : await findBase(source, image, options);
    const { analysis, ...rest } = await analyze(reference, image, scans, signal);
    weighed.push({ ...rest, analysis: base === undefined ? analysis : { ...analysis, base } });
  }
  for (const [key, scan] of known) if (isLasting(scan)) options.known?.set(key, scan);
  options.cache?.trim();
  return weighed;
}

/** Loaded only where something may tell it: most images say nothing of their base. */
async function findBase(source: ImageSource, image: Image, { base = {}, ...options }: WeighOptions): Promise<BaseImage | undefined> {
  const { attestations, annotations, baseLabels } = image;
  const isTold = [attestations, annotations, baseLabels, ...Object.values(base)].some((each) => each !== undefined);
  if (base === 'named' || !isTold) return undefined;
  const { findKnownBase } = await import('./known-base.ts');
  return await findKnownBase(source, image, base, options);
}

/** An export passes before its layers are known: its progress is told by what the engine calls the image's size, which is about right. */
function tellOpening(reference: string, onProgress: (progress: Progress) => void): (opening: Opening, bytes: number) => void {
  let came = 0;
  return ({ platform, totalBytes, totalLayers }, bytes) => {
    came += bytes;
    onProgress({ reference, platform, doneBytes: Math.min(came, totalBytes), totalBytes, doneLayers: 0, totalLayers });
  };
}

/** Whether a scan tells all by itself: what lies in a file can be read again only while its source is open. */
function isLasting({ file, namesContents, digest }: LayerScan): boolean {
  return file === undefined && namesContents && digest !== undefined;
}

/** What makes two layers of one source the same bytes. */
function layerKey(layer: Layer): string {
  // One blob under two diffIDs is two claims, of which at most one is true.
  return `${layer.descriptor.at ?? layer.descriptor.digest ?? ''} ${layer.diffID}`;
}

async function scanLayers(
  source: ImageSource,
  image: Image,
  known: KnownLayers,
  reference: string,
  options: WeighOptions,
): Promise<(LayerScan | undefined)[]> {
  const { signal, maxUncompressedBytes, onProgress } = options;
  const cut = new AbortController();
  const either = signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal]);
  const sizes = image.layers.map((layer) => (layer.present ? (layer.descriptor.size ?? 0) : 0));
  const progress: Progress = {
    reference,
    platform: image.platform,
    doneBytes: 0,
    totalBytes: sizes.reduce((sum, size) => sum + size, 0),
    doneLayers: 0,
    totalLayers: image.layers.length,
  };
  const allowance = maxUncompressedBytes === undefined ? undefined : makeAllowance(maxUncompressedBytes);
  // The largest first, so that the last ones to end are short.
  const queue = image.layers.map((_, index) => index).sort((one, other) => sizes[other]! - sizes[one]!);
  const pending = new Map<string, Promise<LayerScan>>();
  const scanOne = async (index: number): Promise<void> => {
    const layer = image.layers[index]!;
    const key = layerKey(layer);
    if (!layer.present) return;
    // What a scanned source gives is compared by checksums of its own: scans of another kind would not fit to them.
    const before = isScanned(source) ? undefined : known.get(key);
    if (before !== undefined) {
      progress.doneBytes += sizes[index]!;
      // What another image was unpacked for counts for this one too.
      if (options.known?.has(key)) takeAllowance(before.tarBytes, { what: source.name, ...(allowance === undefined ? {} : { allowance }) });
    } else {
      const running = pending.get(key) ?? scanContent(index, layer);
      pending.set(key, running);
      known.set(key, await running);
    }
    progress.doneLayers++;
    onProgress?.(progress);
  };
  const scanContent = async (index: number, layer: Layer, wholly = false): Promise<LayerScan> => {
    const { digest } = layer.descriptor;
    const what = `layer ${index} (${layer.diffID.slice(0, 19)}…) of ${source.name}`;
    const reading = { what, ...(allowance === undefined ? {} : { allowance }) };
    if (isScanned(source)) {
      const scan = await source.takeScan(layer, what);
      progress.doneBytes += layer.descriptor.size ?? 0;
      return scan;
    }
    const cache = options.verify === true ? undefined : options.cache;
    const kept = cache?.find(layer);
    if (kept !== undefined) {
      // An image that unpacks to too much is refused, whoever has unpacked it.
      takeAllowance(kept.tarBytes, reading);
      progress.doneBytes += layer.descriptor.size ?? 0;
      return kept;
    }
    if (isListing(source) && !wholly && options.verify !== true) {
      const listed = await source.listLayer(layer.descriptor, { ...reading, signal: either });
      if (listed !== undefined) {
        progress.doneBytes += layer.descriptor.size ?? 0;
        return listed;
      }
    }
    const scan = await scanLayer(await source.fetch(layer.descriptor), {
      ...reading,
      diffID: layer.diffID,
      ...(digest === undefined ? {} : { digest }),
      ...(options.verify === undefined ? {} : { verify: options.verify }),
      signal: either,
      onBytes: (count) => {
        progress.doneBytes += count;
        onProgress?.(progress);
      },
    });
    cache?.keep(layer, scan);
    return scan;
  };
  const atOnce = source.kind === 'registry' ? maxDownloads : availableParallelism();
  let failed: { reason: unknown } | undefined;
  const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
    try {
      for (let index = queue.shift(); index !== undefined; index = queue.shift()) await scanOne(index);
    } catch (reason) {
      // Whatever went wrong with one layer, the others are not worth beginning, nor ending.
      failed ??= { reason };
      queue.length = 0;
      cut.abort();
    }
  });
  await Promise.all(workers);
  if (failed !== undefined) throw failed.reason;
  if (signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while reading the image');
  const take = () => image.layers.map((layer) => (layer.present ? known.get(layerKey(layer)) : undefined));
  // What a table of contents tells of a file cannot be compared with what was read of another: where it would have to be, the layer is read.
  for (let scans = take(); ; scans = take()) {
    const indexes = findIncomparable(scans);
    if (indexes.length === 0) return scans;
    for (const index of indexes) {
      const key = layerKey(image.layers[index]!);
      if (known.get(key) !== scans[index]) continue;
      giveBack(scans[index]!.tarBytes, { what: source.name, ...(allowance === undefined ? {} : { allowance }) });
      progress.doneBytes -= sizes[index]!;
      known.set(key, await scanContent(index, image.layers[index]!, true));
    }
  }
}
