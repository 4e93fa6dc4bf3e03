/** Whether a path leads to an image, told by its first bytes alone: for whoever takes an image or something else. */
import { type FileHandle, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sniffCompression } from '../scan/decompress.ts';
import { blockSize } from '../scan/tar-header.ts';
import { TarReader } from '../scan/tar-reader.ts';

/**
 * Whether a file begins as an archive does (a tar, or something compressed), or a directory is laid out as an image is.
 * False where there is nothing, or nothing that can be read; a pipe is not looked into.
 */
export async function looksLikeImage(path: string): Promise<boolean> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return await isImageDirectory(path);
    return stats.isFile() && isArchive(await readStart(path, blockSize));
  } catch {
    return false;
  }
}

/** Kept analyses may be called index.json and manifest.json too, so that these names say nothing by themselves. */
async function isImageDirectory(path: string): Promise<boolean> {
  if ((await kindOf(join(path, 'oci-layout'))) === 'file') return true;
  if ((await kindOf(join(path, 'index.json'))) === 'file' && (await kindOf(join(path, 'blobs'))) === 'directory') return true;
  if ((await kindOf(join(path, 'manifest.json'))) !== 'file') return false;
  const head = await readStart(join(path, 'manifest.json'), blockSize);
  return /^\ufeff?\s*\[/.test(head.toString('utf8'));
}

async function kindOf(path: string): Promise<'file' | 'directory' | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  return stats.isDirectory() ? 'directory' : 'file';
}

function isArchive(head: Uint8Array): boolean {
  if (sniffCompression(head) !== 'none') return true;
  if (head.length < blockSize || head[0] === 0) return false;
  try {
    new TarReader({ entry: () => false }).write(head);
    return true;
  } catch {
    return false;
  }
}

async function readStart(path: string, bytes: number): Promise<Buffer> {
  await using file: FileHandle = await open(path);
  const head = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(head, 0, bytes, 0);
  return head.subarray(0, bytesRead);
}
