/** From the bytes of a layer blob to its tar. Compression is told by content: names and media types lie. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { ExpectedError } from '../errors.ts';
import type { Content } from '../image/source.ts';
import { FileStream } from './file-stream.ts';
import { decompressZstd, type ZstdDecoder } from './zstd.ts';

export type Compression = 'none' | 'gzip' | 'zstd' | 'bzip2' | 'xz';

const signatures: [Compression, readonly number[]][] = [
  ['gzip', [0x1f, 0x8b]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
];

/** The longest signature in bytes. */
const signatureBytes = 6;

/** Tells the compression of a blob from its first bytes (6 are enough). */
export function sniffCompression(head: Uint8Array): Compression {
  const found = signatures.find(([, bytes]) => bytes.every((byte, index) => head[index] === byte));
  if (found !== undefined) return found[0];
  // A zstd stream may begin with a frame to be skipped: https://www.rfc-editor.org/rfc/rfc8878#section-3.1.2
  const isSkippable = (head[0]! & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return isSkippable ? 'zstd' : 'none';
}

/** Tells a stream's compression from its first bytes. `bytes` is the stream from its beginning, to be read in its place. */
export async function peekCompression(stream: Readable): Promise<{ compression: Compression; bytes: Readable }> {
  const chunks: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let length = 0;
  while (length < signatureBytes) {
    const next = await chunks.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* first.splice(0);
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  const compression = sniffCompression(Buffer.concat(first));
  return { compression, bytes: Readable.from(all(), { objectMode: false, highWaterMark: 1 << 20 }) };
}

/** Larger pieces mean fewer turns through the thread pool; beyond this size nothing is gained. */
const inflatedPieceBytes = 1 << 16;

/**
 * The stored bytes as a stream. A file's descriptor stays open, also when the stream is destroyed.
 * The stream fails with an ExpectedError `interrupted` on abort and `not-readable` where the device fails.
 */
export function contentStream(content: Content, options: { signal?: AbortSignal } = {}): Readable {
  const stream = openContent(content);
  const { signal } = options;
  if (signal === undefined) return stream;
  const abort = () => stream.destroy(new ExpectedError('interrupted', 'interrupted while reading the image'));
  if (signal.aborted) abort();
  else {
    signal.addEventListener('abort', abort, { once: true });
    stream.once('close', () => signal.removeEventListener('abort', abort));
  }
  return stream;
}

function openContent(content: Content): Readable {
  return content.kind === 'stream' ? content.stream : new FileStream(content.fd, content);
}

/**
 * The uncompressed bytes.
 * @param what the layer in words, for messages
 * @throws ExpectedError `content` for a corrupt or truncated stream, `unsupported` for a compression that layers do not use
 */
export async function* decompressed(
  input: Readable,
  compression: Compression,
  what: string,
  zstd?: ZstdDecoder,
): AsyncGenerator<Uint8Array> {
  if (compression === 'none') {
    yield* input;
    return;
  }
  if (compression === 'bzip2' || compression === 'xz') {
    throw new ExpectedError('unsupported', `reading ${what}: found ${compression}, expected a tar, gzip or zstd`, {
      hint: 'build or push the image again with gzip or zstd layers',
    });
  }
  try {
    if (compression === 'zstd') yield* decompressZstd(input, zstd);
    else {
      const gunzip = createGunzip({ chunkSize: inflatedPieceBytes });
      input.once('error', (error) => gunzip.destroy(error));
      // Whoever reads it hears of a fault. Behind the last member nobody does, and what is left of the input still runs into it.
      gunzip.on('error', () => {});
      yield* input.pipe(gunzip);
    }
  } catch (error) {
    if (error instanceof ExpectedError || !isStreamFault(error)) throw error;
    throw new ExpectedError('content', `reading ${what}: its ${compression} stream is corrupt or cut off (${error.message})`, {
      hint: 'the image is damaged or was cut off: save, copy or build it again',
      cause: error,
    });
  }
}

function isStreamFault(error: unknown): error is Error {
  const code = (error as { code?: unknown }).code;
  return (
    error instanceof Error &&
    typeof code === 'string' &&
    (code.startsWith('Z_') || code.startsWith('ZSTD_') || code === 'ERR_ZSTD' || code === 'ERR_BUFFER_TOO_LARGE')
  );
}
