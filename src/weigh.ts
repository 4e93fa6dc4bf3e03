/** From a reference to what it weighs: open the source, load its images, scan their layers, analyze. */
import type { Weighed } from './analysis/analysis.ts';

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
};

/**
 * Weighs each platform of the image that `reference` names (`docker-archive:app.tar`, `oci:dir:tag`, a bare path, …), in the order asked.
 * @throws ExpectedError
 */
export async function weigh(_reference: string, _options: WeighOptions = {}): Promise<Weighed[]> {
  throw new Error('replaced in the next step');
}
