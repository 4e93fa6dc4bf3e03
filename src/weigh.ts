/** From a reference to what it weighs: open the source, load its images, scan their layers, analyze. */
import type { Analysis, Weighed } from './analysis/analysis.ts';
import { analyze } from './analysis/analyze.ts';
import type { BuildEvidence } from './base/find-base-here.ts';
import type { ScanCache } from './cache/scan-cache.ts';
import type { Image } from './image/image.ts';
import { loadImages } from './image/load-images.ts';
import { locateImage } from './image/reference.ts';
import type { ImageSource } from './image/source.ts';
import type { KnownBase } from './known-base.ts';
import { type KnownLayers, lasting, type Progress, readLayers } from './read-layers.ts';
import type { EngineOptions, Opening } from './sources/engine/open-engine.ts';
import { openSource } from './sources/open-source.ts';
import type { RegistryOptions } from './sources/registry/open-registry.ts';

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

/**
 * Weighs each platform of the image that `reference` names (`docker-archive:app.tar`, `oci:dir:tag`, a bare path, …), in the order asked.
 * What lies behind the inventories belongs to memory alone: the source is closed when this returns.
 * @throws ExpectedError
 */
export async function weigh(reference: string, options: WeighOptions = {}): Promise<Weighed[]> {
  const { directory = '.', shownAs = reference, onProgress, signal, ...opening } = options;
  await using source = await openSource(locateImage(reference, directory), {
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
    const scans =
      sizesOnly === true ? image.layers.map(() => undefined) : await readLayers(source, image, reference, { ...options, known });
    const found = sizesOnly === true ? {} : await findBase(source, image, options);
    const { analysis, ...rest } = await analyze(reference, image, scans, signal);
    weighed.push({ ...rest, analysis: withKnownBase(analysis, found) });
  }
  for (const [key, scan] of lasting(known)) options.known?.set(key, scan);
  options.cache?.trim();
  return weighed;
}

/** Loaded only where something may tell it: most images say nothing of their base. */
async function findBase(source: ImageSource, image: Image, { base = {}, ...options }: WeighOptions): Promise<KnownBase> {
  const { attestations, annotations, baseLabels } = image;
  const isTold = [attestations, annotations, baseLabels, ...Object.values(base)].some((each) => each !== undefined);
  if (base === 'named' || !isTold) return {};
  const { findKnownBase } = await import('./known-base.ts');
  return await findKnownBase(source, image, base, options);
}

/** What is known takes the place of a guess; why it is not is said where there is none. */
function withKnownBase(analysis: Analysis, { base, reason }: KnownBase): Analysis {
  if (base !== undefined) return { ...analysis, base };
  if (reason === undefined || analysis.base !== undefined) return analysis;
  return { ...analysis, unknown: [...(analysis.unknown ?? []), ...['own', 'base'].map((metric) => ({ metric, reason }))] };
}

/** An export passes before its layers are known: its progress is told by the length that can be expected of it, which is about right. */
function tellOpening(reference: string, onProgress: (progress: Progress) => void): (opening: Opening, bytes: number) => void {
  let came = 0;
  let current: Opening | undefined;
  return (opening, bytes) => {
    // Where one program fails, another begins anew.
    came = (opening === current ? came : 0) + bytes;
    current = opening;
    const { platform, totalBytes, totalLayers } = opening;
    onProgress({ reference, platform, doneBytes: Math.min(came, totalBytes ?? came), totalBytes, doneLayers: 0, totalLayers });
  };
}
