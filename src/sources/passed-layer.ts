/** A layer of a tar that passes once: scanned as it passes, or passed over where its bytes were read before. */
import { ExpectedError } from '../errors.ts';
import { sniffCompression } from '../scan/decompress.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { checkAbort, type ScanOptions, takeAllowance } from '../scan/scan-options.ts';
import { scanPassing } from '../scan/scan-passing.ts';
import { blockSize, type HeaderFields, isZeroBlock, parseHeader, TarFault } from '../scan/tar-header.ts';

/** Scans of blobs by their digest, from runs before: found only for bytes that had that digest. */
export type KnownBlobs = {
  findBlob(digest: string): LayerScan | undefined;
  keepBlob(digest: string, scan: LayerScan): void;
};

export type PassingOptions = Pick<ScanOptions, 'verify' | 'allowance' | 'signal' | 'onBytes'> & {
  /** Layers in here are passed over; not asked with `verify`. */
  blobs?: KnownBlobs;
};

/** A layer, or what was wrong with it: that matters only if the image has it. */
export type Passed = { length: number; head: Uint8Array; scan: LayerScan | ExpectedError };

/** What is neither compressed nor a tar is a document, whatever it is called. */
export function looksLikeLayer(head: Buffer): boolean {
  if (sniffCompression(head) !== 'none') return true;
  if (head.length < blockSize) return false;
  if (isZeroBlock(head, 0)) return true;
  const fields: HeaderFields = { format: 'v7', typeflag: 0, mode: 0, uid: 0, gid: 0, size: 0, mtime: 0, device: 0 };
  try {
    parseHeader(head, 0, fields);
    return true;
  } catch (error) {
    if (error instanceof TarFault) return false;
    throw error;
  }
}

/**
 * The digest that a layer's name claims: in a layout, and as podman and buildah name plain layers. Docker up to 24 names them by what lies
 * below them too, which says nothing of their bytes.
 */
function digestOf(name: string): string | undefined {
  const [, blob, tar] = /^(?:blobs\/sha256\/([0-9a-f]{64})|([0-9a-f]{64})\.tar)$/.exec(name) ?? [];
  const hex = blob ?? tar;
  return hex === undefined ? undefined : `sha256:${hex}`;
}

/**
 * @param bytes all of the member, `head` included
 * @param head its first block
 */
export async function passLayer(
  bytes: AsyncGenerator<Buffer>,
  head: Buffer,
  { name, size, what }: { name: string; size: number; what: string },
  options: PassingOptions,
): Promise<Passed> {
  const digest = digestOf(name);
  const passed = { length: size, head: new Uint8Array(head.subarray(0, 8)) };
  const rest = { [Symbol.asyncIterator]: () => ({ next: () => bytes.next() }) };
  const compression = sniffCompression(head);
  const blobs = options.verify === true ? undefined : options.blobs;
  const known = digest === undefined ? undefined : blobs?.findBlob(digest);
  if (known !== undefined) {
    // An image that unpacks to too much is refused, whoever has unpacked it.
    takeAllowance(known.tarBytes, { ...options, what });
    // So that it is held against what the image declares, as if it had been read.
    if (compression === 'none') known.diffID = known.digest;
    for await (const _ of rest) checkAbort(options.signal);
    return { ...passed, scan: known };
  }
  try {
    const scan = await scanPassing(rest, compression, { ...options, what });
    if (digest !== undefined && scan.digest === digest) blobs?.keepBlob(digest, scan);
    return { ...passed, scan };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === 'too-large' || error.code === 'interrupted') throw error;
    for await (const _ of rest);
    return { ...passed, scan: error };
  }
}
