/** Scans a layer while its bytes pass, before it is known what they should be: both digests are found and checked later. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { collector } from './collector.ts';
import type { Compression } from './decompress.ts';
import { LayerScan } from './layer-scan.ts';
import { readTar } from './read-tar.ts';
import { checkAbort, explained, finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import { TarReader } from './tar-reader.ts';

type Options = Pick<ScanOptions, 'what' | 'verify' | 'allowance' | 'signal'>;

/**
 * Reads `chunks` to their end. The digest of the stored bytes is always found, that of a compressed layer's tar only with `verify`.
 * @throws ExpectedError as scanLayer does
 */
export async function scanPassing(chunks: AsyncIterable<Uint8Array>, compression: Compression, options: Options): Promise<LayerScan> {
  if (compression !== 'none') return scanCompressed(chunks, compression, options);
  const scan = new PlainScan(options);
  for await (const chunk of chunks) {
    scan.write(chunk);
    checkAbort(options.signal);
  }
  return scan.end();
}

/**
 * Reads a plain layer as its bytes are written. They may change after each call.
 * Its checksums are internal, unless every byte was asked to be read: the same layer in a file has none.
 */
export class PlainScan {
  readonly #options: Options;
  readonly #scan = new LayerScan();
  readonly #reader = new TarReader(collector(this.#scan, true));
  readonly #hash = createHash('sha256');
  #bytes = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#scan.hasChecksums = true;
    this.#scan.checksumsAreInternal = options.verify !== true;
  }

  /** @throws ExpectedError `content`, `too-large`; nothing more can be read then */
  write(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    takeAllowance(chunk.length, this.#options);
    this.#hash.update(chunk);
    this.#explain(() => this.#reader.write(chunk));
  }

  /** @throws ExpectedError `content` */
  end(): LayerScan {
    const scan = this.#scan;
    this.#explain(() => finish(this.#reader, scan, this.#bytes));
    scan.digest = `sha256:${this.#hash.digest('hex')}`;
    scan.diffID = scan.digest;
    scan.trim();
    return scan;
  }

  #explain(read: () => void): void {
    try {
      read();
    } catch (error) {
      throw explained(error, this.#reader, this.#options);
    }
  }
}

async function scanCompressed(chunks: AsyncIterable<Uint8Array>, compression: Compression, options: Options): Promise<LayerScan> {
  const scan = new LayerScan();
  const storedHash = createHash('sha256');
  const tarHash = options.verify === true ? createHash('sha256') : undefined;
  async function* stored(): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      storedHash.update(chunk);
      yield chunk;
    }
  }
  await readTar(Readable.from(stored(), { objectMode: false, highWaterMark: 1 << 20 }), compression, { scan, tarHash }, options);
  scan.digest = `sha256:${storedHash.digest('hex')}`;
  if (tarHash !== undefined) scan.diffID = `sha256:${tarHash.digest('hex')}`;
  scan.trim();
  return scan;
}
