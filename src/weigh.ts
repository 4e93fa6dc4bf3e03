/** From a reference to what it weighs: open the source, load its images, scan their layers, analyze. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import type { Weighed } from './analysis/analysis.ts';
import { analyze } from './analysis/analyze.ts';
import { ExpectedError } from './errors.ts';
import type { Image, Layer } from './image/image.ts';
import { loadImages } from './image/load-images.ts';
import { parseImageReference } from './image/reference.ts';
import type { ImageSource } from './image/source.ts';
import type { LayerScan } from './scan/layer-scan.ts';
import { scanLayer } from './scan/scan-layer.ts';
import { makeAllowance } from './scan/scan-options.ts';
import type { EngineOptions, Opening } from './sources/engine/open-engine.ts';
import { isScanned } from './sources/engine/scanned-image.ts';
import { openSource } from './sources/open-source.ts';

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
  /** Which of several images in one archive, by tag or reference. */
  tag?: string;
  /** Read every byte and check every digest, also where neither is needed. */
  verify?: boolean;
  /** Refuse an image that unpacks to more; a guard against decompression bombs. */
  maxUncompressedBytes?: number;
  /** Folder for temporary files; the platform's by default. */
  temporaryDirectory?: string;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
} & Pick<EngineOptions, 'engineRead' | 'environment' | 'onStep'>;

/**
 * Weighs each platform of the image that `reference` names (`docker-archive:app.tar`, `oci:dir:tag`, a bare path, …), in the order asked.
 * What lies behind the inventories belongs to memory alone: the source is closed when this returns.
 * @throws ExpectedError
 */
export async function weigh(reference: string, options: WeighOptions = {}): Promise<Weighed[]> {
  const { platforms, directory = '.', onProgress, signal, ...opening } = options;
  const parsed = parseImageReference(reference, (path) => existsSync(resolve(directory, path)));
  const located = 'path' in parsed && !isAbsolute(parsed.path) ? { ...parsed, path: join(directory, parsed.path) } : parsed;
  await using source = await openSource(located, {
    ...opening,
    ...(signal === undefined ? {} : { signal }),
    ...(onProgress === undefined ? {} : { onOpening: tellOpening(reference, onProgress) }),
  });
  const images = await loadImages(source, {
    ...(platforms === undefined ? {} : { platforms }),
    ...(signal === undefined ? {} : { signal }),
  });
  // Platforms may share layers, and an image may hold one twice: each is read once.
  const known = new Map<string, LayerScan>();
  const weighed: Weighed[] = [];
  for (const image of images) {
    const scans = await scanLayers(source, image, known, reference, options);
    weighed.push(await analyze(reference, image, scans, signal));
  }
  return weighed;
}

/** An export passes before its layers are known: its progress is told by what the engine calls the image's size, which is about right. */
function tellOpening(reference: string, onProgress: (progress: Progress) => void): (opening: Opening, bytes: number) => void {
  let came = 0;
  return ({ platform, totalBytes, totalLayers }, bytes) => {
    came += bytes;
    onProgress({ reference, platform, doneBytes: Math.min(came, totalBytes), totalBytes, doneLayers: 0, totalLayers });
  };
}

/** What makes two layers of one source the same bytes. */
function layerKey(layer: Layer): string {
  // One blob under two diffIDs is two claims, of which at most one is true.
  return `${layer.descriptor.at ?? layer.descriptor.digest ?? ''} ${layer.diffID}`;
}

async function scanLayers(
  source: ImageSource,
  image: Image,
  known: Map<string, LayerScan>,
  reference: string,
  options: WeighOptions,
): Promise<(LayerScan | undefined)[]> {
  const { signal, maxUncompressedBytes, onProgress } = options;
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
    if (!known.has(key)) {
      const running = pending.get(key) ?? scanContent(index, layer);
      pending.set(key, running);
      known.set(key, await running);
    }
    progress.doneLayers++;
    onProgress?.(progress);
  };
  const scanContent = async (index: number, layer: Layer): Promise<LayerScan> => {
    const { digest } = layer.descriptor;
    const what = `layer ${index} (${layer.diffID.slice(0, 19)}…) of ${source.name}`;
    if (isScanned(source)) {
      const scan = await source.takeScan(layer, what);
      progress.doneBytes += layer.descriptor.size ?? 0;
      return scan;
    }
    return scanLayer(await source.fetch(layer.descriptor), {
      what,
      diffID: layer.diffID,
      ...(digest === undefined ? {} : { digest }),
      ...(options.verify === undefined ? {} : { verify: options.verify }),
      ...(allowance === undefined ? {} : { allowance }),
      ...(signal === undefined ? {} : { signal }),
      onBytes: (count) => {
        progress.doneBytes += count;
        onProgress?.(progress);
      },
    });
  };
  const workers = Array.from({ length: Math.min(availableParallelism(), queue.length) }, async () => {
    try {
      for (let index = queue.shift(); index !== undefined; index = queue.shift()) await scanOne(index);
    } catch (error) {
      // Whatever went wrong with one layer, the others are not worth beginning.
      queue.length = 0;
      throw error;
    }
  });
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  if (signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while reading the image');
  return image.layers.map((layer) => (layer.present ? known.get(layerKey(layer)) : undefined));
}
