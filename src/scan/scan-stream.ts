/** Reads every byte of a layer: of a compressed one, of a stream, or because it shall be verified. */
import { ExpectedError } from '../errors.ts';
import type { Content } from '../image/source.ts';
import { Verifier } from '../image/verifier.ts';
import { collector } from './collector.ts';
import { contentStream, decompressed, peekCompression } from './decompress.ts';
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

export async function scanStream(content: Content, scan: LayerScan, options: ScanOptions): Promise<void> {
  const reader = new TarReader(collector(scan, true));
  scan.hasChecksums = true;
  const blobHash = Verifier.for(options.digest);
  const tarHash = checksTar(options) ? Verifier.for(options.diffID) : undefined;
  let storedBytes = 0;
  let tarBytes = 0;
  const source = contentStream(content, options);
  try {
    // Hears every chunk that is taken from the source.
    source.on('data', (chunk: Uint8Array) => {
      blobHash?.update(chunk);
      storedBytes += chunk.length;
      options.onBytes?.(chunk.length);
    });
    source.pause();
    const { compression, bytes } = await peekCompression(source);
    // A plain layer has no checksums where it lies in a file, and shall weigh the same wherever it comes from.
    scan.checksumsAreInternal = compression === 'none' && options.verify !== true;
    await attempt(reader, options, async () => {
      try {
        for await (const chunk of decompressed(bytes, compression, options.what)) {
          tarBytes += chunk.length;
          takeAllowance(chunk.length, options);
          tarHash?.update(chunk);
          reader.write(chunk);
          checkAbort(options.signal);
        }
      } catch (error: unknown) {
        // The tar is complete at its end mark, and the digest below still has to be right.
        if (!reader.done || !(error instanceof ExpectedError) || error.code !== 'content' || !isOddTail(error.cause)) throw error;
        scan.notes.push(oddTail);
        for await (const _ of bytes);
      }
      finish(reader, scan, tarBytes);
    });
  } finally {
    source.destroy();
  }
  if (content.length !== undefined && storedBytes !== content.length) {
    throw contentError(options, `${storedBytes} bytes came, where ${content.length} were declared`);
  }
  scan.digest = verifyDigest(blobHash, 'the stored bytes', options);
  scan.diffID = verifyDigest(tarHash, 'the uncompressed bytes', options);
}
