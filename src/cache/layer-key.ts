/**
 * By what name a layer's scan is kept, and which scans may be kept at all: what is taken from the cache has to be what would have been read.
 *
 * - A scan is kept under a digest only if the bytes that were read had that digest. What an archive merely claims is never written down.
 * - The blob's digest is the name where there is one: it is checked whenever a blob is read, and equal blobs give equal scans. The diffID
 *   is then not checked, in a run with a cache as in one without, and so it plays no part. Where nothing but the diffID is known (a docker
 *   archive with compressed layers), reading checks that, and it is the name.
 * - A scan that is found stands for bytes that are not read. The image names them by a digest, and whoever pulls or loads the image gets
 *   those bytes or an error; that the copy at hand is damaged is seen by reading it, which is what `--verify` is for. With it no scan is taken.
 * - Of an export every byte is hashed, and what its members are called is no more than a claim: what had the digest of its name is kept.
 * - Of a plain layer in a file the headers alone are read. Nothing tells that they are of the bytes that were declared, so it is not kept.
 */
import type { Layer } from '../image/image.ts';
import { layerKind } from '../image/media-types.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { oddTail } from '../scan/scan-options.ts';

/** `digest` is of the stored blob, or of the tar in it. */
export type LayerKey = { of: 'blob' | 'tar'; digest: string };

/** @returns undefined for a layer whose bytes cannot be checked, or need not be kept */
export function layerKey({ descriptor, diffID }: Layer): LayerKey | undefined {
  const digest = descriptor.digest ?? diffID;
  const key = blobKey(digest);
  if (key === undefined || descriptor.digest !== undefined) return key;
  // The same tar may lie plain in another archive, where it is read another way.
  const kind = layerKind(descriptor.mediaType);
  return 'compression' in kind && kind.compression !== 'none' ? { of: 'tar', digest } : undefined;
}

/** @returns undefined for a digest that cannot be checked */
export function blobKey(digest: string): LayerKey | undefined {
  // Of no other algorithm can it be checked; and it becomes the name of a file.
  return /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/.test(digest) ? { of: 'blob', digest } : undefined;
}

/** Whether the scan is of the bytes that the key names, whatever they lie in. */
export function isScanOf({ of, digest }: LayerKey, scan: LayerScan): boolean {
  if (!scan.hasChecksums) return false;
  return of === 'blob' ? scan.digest === digest : scan.diffID === digest && !scan.notes.includes(oddTail);
}
