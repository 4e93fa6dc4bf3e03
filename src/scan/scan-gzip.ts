/**
 * Reads a gzip layer in a file without leaving its thread: inflate, checksum and reader work on a piece while it is in the cache.
 * That takes half the processor time of a stream that goes through the thread pool.
 */
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { Gunzip } from 'minizlib';
import type { Content } from '../image/source.ts';
import { Verifier } from '../image/verifier.ts';
import { collector } from './collector.ts';
import type { LayerScan } from './layer-scan.ts';
import {
  attempt,
  checkAbort,
  checksTar,
  contentError,
  finish,
  isOddTail,
  oddTail,
  type ScanOptions,
  takeAllowance,
  verifyDigest,
} from './scan-options.ts';
import { TarReader } from './tar-reader.ts';

/** Read at a time. All that comes of one piece is in memory at once: at gzip's best ratio of 1,032 this much becomes 68 MB. */
const storedPieceBytes = 1 << 16;
const inflatedPieceBytes = 1 << 18;
const pauseMilliseconds = 50;

/** Passed through to node's zlib; the package's types do not name it. */
const gunzipOptions: ConstructorParameters<typeof Gunzip>[0] & { chunkSize: number } = { chunkSize: inflatedPieceBytes };

/** Inflates what is written to it at once, in this thread; what comes out of one piece is handed on before the next one is taken. */
export class Inflater {
  /** What zlib found wrong. Nothing comes any more then. */
  fault: Error | undefined;
  readonly #gunzip = new Gunzip(gunzipOptions);

  constructor(onData: (chunk: Buffer) => void) {
    this.#gunzip.on('error', (error: unknown) => {
      this.fault ??= error as Error;
    });
    this.#gunzip.on('data', onData);
  }

  write(stored: Buffer): void {
    this.#gunzip.write(stored);
  }

  end(): void {
    if (this.fault === undefined) this.#gunzip.end();
  }
}

/** Inflating failed in a piece, and what came of that piece before the fault is lost. */
export class GzipFault extends Error {
  /** Where the piece begins: from there on bytes must be given one by one. */
  readonly at: number;
  /** What was taken off the allowance. */
  readonly tarBytes: number;

  constructor(at: number, tarBytes: number) {
    super(`inflating failed behind byte ${at}`);
    this.at = at;
    this.tarBytes = tarBytes;
  }
}

/**
 * @param slowFrom where a first try failed: from there on every byte that comes before the fault is seen
 * @throws GzipFault in a first try, ExpectedError
 */
export async function scanGzip(
  content: Content & { kind: 'file' },
  scan: LayerScan,
  options: ScanOptions,
  slowFrom?: number,
): Promise<void> {
  const reader = new TarReader(collector(scan, true));
  scan.hasChecksums = true;
  const blobVerifier = Verifier.for(options.digest);
  const tarVerifier = checksTar(options) ? Verifier.for(options.diffID) : undefined;
  let tarBytes = 0;
  const gunzip = new Inflater((chunk) => {
    tarBytes += chunk.length;
    takeAllowance(chunk.length, options);
    tarVerifier?.update(chunk);
    reader.write(chunk);
  });
  const piece = Buffer.allocUnsafe(storedPieceBytes);
  const inflate = (stored: Buffer, at: number): void => {
    const step = slowFrom !== undefined && at >= slowFrom ? 1 : stored.length;
    for (let from = 0; from < stored.length && gunzip.fault === undefined; from += step) gunzip.write(stored.subarray(from, from + step));
  };
  let lastPause = performance.now();
  await attempt(reader, options, async () => {
    for (let at = 0; at < content.length; ) {
      const count = readSync(content.fd, piece, 0, Math.min(piece.length, content.length - at), content.offset + at);
      if (count === 0) throw contentError(options, `the file ends ${content.length - at} bytes too early`);
      const stored = piece.subarray(0, count);
      blobVerifier?.update(stored);
      inflate(stored, at);
      if (gunzip.fault !== undefined && slowFrom === undefined) throw new GzipFault(at, tarBytes);
      at += count;
      options.onBytes?.(count);
      if (performance.now() - lastPause < pauseMilliseconds) continue;
      // Others shall run, and a signal be heard.
      await setImmediate();
      checkAbort(options.signal);
      lastPause = performance.now();
    }
    gunzip.end();
    const { fault } = gunzip;
    if (fault !== undefined) {
      // The tar is complete at its end mark, and the digest still has to be right.
      if (!reader.done || !isOddTail(fault))
        throw contentError(options, `its gzip stream is corrupt or cut off (${fault.message.replace(/^zlib: /, '')})`);
      scan.notes.push(oddTail);
    }
    finish(reader, scan, tarBytes);
  });
  scan.digest = verifyDigest(blobVerifier, 'the stored bytes', options);
  scan.diffID = verifyDigest(tarVerifier, 'the uncompressed bytes', options);
}
