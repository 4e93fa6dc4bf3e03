/** A folder for a build's result, which goes with whatever becomes of the run. */
import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, realpath, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '../errors.ts';

export type TemporaryFolder = AsyncDisposable & { path: string };

/**
 * Makes a folder in `parent`, or in the platform's temporary folder. It is removed when it is disposed of, and when the process exits.
 * @throws ExpectedError `write`
 */
export async function makeTemporaryFolder(parent: string = tmpdir()): Promise<TemporaryFolder> {
  let path: string;
  try {
    await mkdir(parent, { recursive: true });
    path = await mkdtemp(join(await realpath(parent), 'plimsoll-build-'));
  } catch (error) {
    throw new ExpectedError('write', `making a folder for the built image in ${parent}: ${(error as Error).message}`, { cause: error });
  }
  // A program that was killed a moment ago may still be writing there.
  const removeNow = () => rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', removeNow);
  return {
    path,
    async [Symbol.asyncDispose]() {
      process.removeListener('exit', removeNow);
      await rm(path, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Bytes of the files in a folder. */
export async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = entries.filter((each) => each.isFile()).map(async (each) => (await stat(join(each.parentPath, each.name))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** Bytes that this user may still write where `folder` lies. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
