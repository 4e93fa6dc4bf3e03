/** Reads the tar of a layer whose stored bytes come as a stream. */
import type { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { collector } from './collector.ts';
import { type Compression, decompressed } from './decompress.ts';
import type { LayerScan } from './layer-scan.ts';
import { attempt, checkAbort, finish, isOddTail, oddTail, type ScanOptions, takeAllowance } from './scan-options.ts';
import { TarReader } from './tar-reader.ts';

/**
 * @param bytes are read to their end, also behind that of the tar
 * @param tarHash is given the tar
 * @throws ExpectedError as scanLayer does; nothing is checked against a digest yet
 */
export async function readTar(
  bytes: Readable,
  compression: Compression,
  { scan, tarHash }: { scan: LayerScan; tarHash: { update(chunk: Uint8Array): unknown } | undefined },
  options: Pick<ScanOptions, 'what' | 'allowance' | 'signal'>,
): Promise<void> {
  const reader = new TarReader(collector(scan, true));
  scan.hasChecksums = true;
  let tarBytes = 0;
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
      // The tar is complete at its end mark, and the digest still has to be right.
      if (!reader.done || !(error instanceof ExpectedError) || error.code !== 'content' || !isOddTail(error.cause)) throw error;
      scan.notes.push(oddTail);
    }
    // Whatever is left belongs to the stored bytes.
    for await (const _ of bytes);
    finish(reader, scan, tarBytes);
  });
}
