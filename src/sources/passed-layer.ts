/** A layer of a tar that passes once: scanned as it passes, or passed over where its bytes were read before. */
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { type Compression, sniffCompression } from '../scan/decompress.ts';
import { LayerScan } from '../scan/layer-scan.ts';
import { type ScanOptions, takeAllowance } from '../scan/scan-options.ts';
import { PlainScan, scanPassing } from '../scan/scan-passing.ts';
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

/** Takes the bytes of a layer as they come; they may change after each call. The next ones are given when a promise is kept. */
export interface LayerTaker {
  /** @throws ExpectedError `too-large`, `interrupted`: whatever else is wrong is told at the end */
  write(chunk: Uint8Array): Promise<void> | undefined;
  /** @throws ExpectedError as `write` */
  end(): Passed | Promise<Passed>;
  /** Ends what runs for a layer of which no more will come. */
  close?(): Promise<void>;
}

/** @param head its first bytes, which are still to be written */
export function takeLayer(
  head: Uint8Array,
  { name, size, what }: { name: string; size: number; what: string },
  options: PassingOptions,
): LayerTaker {
  const digest = digestOf(name);
  const compression = sniffCompression(head);
  const passed = { length: size, head: new Uint8Array(head.subarray(0, 8)) };
  const blobs = options.verify === true ? undefined : options.blobs;
  const known = digest === undefined ? undefined : blobs?.findBlob(digest);
  if (known !== undefined) {
    // An image that unpacks to too much is refused, whoever has unpacked it.
    takeAllowance(known.tarBytes, { ...options, what });
    // So that it is held against what the image declares, as if it had been read.
    if (compression === 'none') known.diffID = known.digest;
    return { write: () => undefined, end: () => ({ ...passed, scan: known }) };
  }
  const end = (scan: LayerScan | ExpectedError): Passed => {
    if (!(scan instanceof ExpectedError) && digest !== undefined && scan.digest === digest) blobs?.keepBlob(digest, scan);
    return { ...passed, scan };
  };
  return compression === 'none' ? takePlain({ ...options, what }, end) : takeCompressed(compression, { ...options, what }, end);
}

type LayerOptions = PassingOptions & { what: string };
type End = (scan: LayerScan | ExpectedError) => Passed;

/** What is wrong with a layer matters only if the image has it. @throws what ends the reading of all */
function faultOfLayer(error: unknown): ExpectedError {
  if (!(error instanceof ExpectedError) || error.code === 'too-large' || error.code === 'interrupted') throw error;
  return error;
}

function takePlain(options: LayerOptions, end: End): LayerTaker {
  const scan = new PlainScan(options);
  let fault: ExpectedError | undefined;
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return fault === undefined ? work() : undefined;
    } catch (error) {
      fault = faultOfLayer(error);
      return undefined;
    }
  };
  return {
    write: (chunk) => void attempt(() => scan.write(chunk)),
    end: () => end(attempt(() => scan.end()) ?? fault!),
  };
}

/** Inflating goes on in other threads while more bytes come. */
function takeCompressed(compression: Compression, options: LayerOptions, end: End): LayerTaker {
  const stored = new PassThrough({ highWaterMark: 1 << 20 });
  // What ends the scan too early it says itself.
  stored.on('error', () => {});
  let result: unknown;
  const scanning = scanPassing(stored, compression, options)
    .catch((error: unknown) => error)
    .then((settled) => {
      result = settled;
    });
  const ended = () => (result instanceof LayerScan ? result : faultOfLayer(result));
  return {
    write: (chunk) => {
      // What still comes is of no use to anybody.
      if (result !== undefined) return void ended();
      return stored.write(Buffer.from(chunk)) ? undefined : Promise.race([scanning, once(stored, 'drain').then(() => {})]);
    },
    end: async () => {
      stored.end();
      await scanning;
      return end(ended());
    },
    close: async () => {
      stored.destroy();
      await scanning;
    },
  };
}
