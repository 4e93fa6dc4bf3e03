/** An archive that cannot be read at random (compressed, or from a pipe) becomes a file that can: nameless, so that nothing is left behind. */
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { type Compression, decompressed, peekCompression } from '../scan/decompress.ts';
import { FileStream } from '../scan/file-stream.ts';
import { blockSize, isZeroBlock, TarFault } from '../scan/tar-header.ts';
import { TarReader } from '../scan/tar-reader.ts';
import { notAnImage } from './not-an-image.ts';
import { readFault } from './read-fault.ts';

export type SpoolOptions = { temporaryDirectory?: string; maxUncompressedBytes?: number; signal?: AbortSignal };

/**
 * Writes the uncompressed bytes into a file of its own and gives its descriptor. What does not begin as a tar does is refused at once.
 * @param from.length of a regular file; absent for a pipe, which is read as it comes
 * @throws ExpectedError `not-an-image`, `content`, `too-large`, `write`, `interrupted`
 */
export async function spool(
  from: { fd: number; path: string; length?: number },
  options: SpoolOptions,
): Promise<{ fd: number; length: number }> {
  const parent = options.temporaryDirectory ?? tmpdir();
  const fd = openNameless(parent);
  const firstBlock = new Uint8Array(blockSize);
  let length = 0;
  try {
    // A file is read by position: a read that is still under way after a fault must not move where another reader of the descriptor's number stands.
    const input = from.length === undefined ? new FileStream(from.fd) : new FileStream(from.fd, { offset: 0, length: from.length });
    const { compression, bytes } = await peekCompression(input);
    checkCompression(compression, from.path);
    for await (const chunk of decompressed(bytes, compression, from.path)) {
      if (options.signal?.aborted === true) throw new ExpectedError('interrupted', `interrupted while unpacking ${from.path}`);
      if (length + chunk.length > (options.maxUncompressedBytes ?? Number.POSITIVE_INFINITY)) {
        throw new ExpectedError(
          'too-large',
          `unpacking ${from.path}: it unpacks to more than the ${options.maxUncompressedBytes} bytes that --max-uncompressed allows`,
          { hint: 'if the image is meant to be that large, raise --max-uncompressed' },
        );
      }
      if (length < blockSize) {
        firstBlock.set(chunk.subarray(0, blockSize - length), length);
        if (length + chunk.length >= blockSize) checkFirstBlock(firstBlock, from.path);
      }
      for (let at = 0; at < chunk.length; ) at += writeSpool(fd, chunk, at, { parent, path: from.path, length });
      length += chunk.length;
    }
    return { fd, length };
  } catch (error) {
    closeSync(fd);
    if (error instanceof ExpectedError) throw error;
    throw readFault(from.path, error);
  }
}

function checkCompression(compression: Compression, path: string): void {
  if (compression !== 'bzip2' && compression !== 'xz') return;
  throw new ExpectedError(
    'unsupported',
    `opening ${path}: found an archive compressed with ${compression}, expected a plain one, gzip or zstd`,
    {
      hint: `unpack it first: ${compression === 'xz' ? 'xz' : 'bzip2'} -dk ${path}`,
    },
  );
}

/** A pipe that never ends, such as /dev/zero, would otherwise fill the disk before anyone looks at what it holds. */
function checkFirstBlock(block: Uint8Array, path: string): void {
  // An archive without a member is one, but whatever follows its end mark is not part of it.
  if (isZeroBlock(block, 0)) throw notAnImage(path, 'an empty archive');
  try {
    new TarReader({ entry: () => false }).write(block);
  } catch (error) {
    throw error instanceof TarFault ? notAnImage(path, error.message) : error;
  }
}

function openNameless(parent: string): number {
  let folder: string;
  try {
    folder = mkdtempSync(join(parent, 'plimsoll-'));
  } catch (error) {
    throw writeFault(parent, error, 'the archive to be unpacked');
  }
  try {
    // Without a name the file goes when it is closed, whatever becomes of this process.
    return openSync(join(folder, 'archive.tar'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes what it can and says how much. @throws ExpectedError `write` */
export function writeSpool(fd: number, chunk: Uint8Array, at: number, of: { parent: string; path: string; length: number }): number {
  try {
    return writeSync(fd, chunk, at);
  } catch (error) {
    throw writeFault(of.parent, error, `${of.path}, after ${of.length} bytes of it`);
  }
}

function writeFault(parent: string, error: unknown, what: string): ExpectedError {
  const { code } = error as NodeJS.ErrnoException;
  const found = code === 'ENOSPC' ? 'the disk is full' : `the system says ${code}`;
  return new ExpectedError('write', `unpacking ${what} into ${parent}: ${found}`, {
    hint: 'a compressed archive is unpacked once to be read at random: make room there, set TMPDIR to where there is room, or unpack it yourself',
    cause: error,
  });
}
