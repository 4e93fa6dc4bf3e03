/** Scans a layer while its bytes pass, before it is known what they should be: both digests are found and checked later. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { collector } from './collector.ts';
import { type Compression, decompressed } from './decompress.ts';
import { LayerScan } from './layer-scan.ts';
import { attempt, checkAbort, finish, isOddTail, oddTail, type ScanOptions, takeAllowance } from './scan-options.ts';
import { TarReader } from './tar-reader.ts';

/**
 * Reads `chunks` to their end. The digest of the stored bytes is always found, that of a compressed layer's tar only with `verify`.
 * A plain layer's checksums are internal, unless every byte was asked to be read: the same layer in a file has none.
 * @throws ExpectedError as scanLayer does
 */
export async function scanPassing(
  chunks: AsyncIterable<Uint8Array>,
  compression: Compression,
  options: Pick<ScanOptions, 'what' | 'verify' | 'allowance' | 'signal'>,
): Promise<LayerScan> {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumsAreInternal = compression === 'none' && options.verify !== true;
  const reader = new TarReader(collector(scan, true));
  const storedHash = createHash('sha256');
  const tarHash = compression !== 'none' && options.verify === true ? createHash('sha256') : undefined;
  let tarBytes = 0;
  async function* stored(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      storedHash.update(chunk);
      yield chunk;
    }
  }
  const source = stored();
  const read = (chunk: Uint8Array) => {
    tarBytes += chunk.length;
    takeAllowance(chunk.length, options);
    tarHash?.update(chunk);
    reader.write(chunk);
    checkAbort(options.signal);
  };
  await attempt(reader, options, async () => {
    if (compression === 'none') for await (const chunk of source) read(chunk);
    else await readCompressed(source, compression, { scan, reader, what: options.what }, read);
    finish(reader, scan, tarBytes);
  });
  scan.digest = `sha256:${storedHash.digest('hex')}`;
  if (compression === 'none') scan.diffID = scan.digest;
  else if (tarHash !== undefined) scan.diffID = `sha256:${tarHash.digest('hex')}`;
  scan.trim();
  return scan;
}

async function readCompressed(
  source: AsyncGenerator<Uint8Array>,
  compression: Compression,
  { scan, reader, what }: { scan: LayerScan; reader: TarReader; what: string },
  read: (chunk: Uint8Array) => void,
): Promise<void> {
  const bytes = Readable.from(source, { objectMode: false, highWaterMark: 1 << 20 });
  try {
    for await (const chunk of decompressed(bytes, compression, what)) read(chunk);
  } catch (error: unknown) {
    // The tar is complete at its end mark, and the digest still has to be right.
    if (!reader.done || !(error instanceof ExpectedError) || error.code !== 'content' || !isOddTail(error.cause)) throw error;
    scan.notes.push(oddTail);
  }
  // Whatever is left belongs to the stored bytes.
  for await (const _ of bytes);
}
