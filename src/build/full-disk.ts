/** A build that failed for want of room: whose disk it was, how much was written, and how much it needs at least. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatSize } from '../bytes.ts';
import { ExpectedError } from '../errors.ts';
import { bytesIn, freeBytes } from './temporary-folder.ts';

/** Where less is free, the disk was full. */
const nothingFree = 1024 * 1024;

/** A full disk is told by the disk: builders say it in many ways, and mean their own as well. */
export async function explainFullDisk(error: unknown, doing: string, folder: string): Promise<unknown> {
  if (!(error instanceof ExpectedError) || error.code !== 'build') return error;
  const [written, free] = [await bytesIn(folder), await freeBytes(folder)];
  const lines = error.message.split('\n');
  const named = lines.filter((line) => /no space left on device|disk quota exceeded/i.test(line));
  if (free >= nothingFree && named.length === 0) return error;
  // Some remove what they could not end: then what is free again was not enough.
  const isHere = named.some((line) => line.includes(folder));
  const needed = written + Math.max(isHere ? free : 0, await bytesToCome(folder).catch(() => 0));
  if (free >= nothingFree && !isHere)
    return new ExpectedError('build', lines, {
      hint: `There is room in ${folder} (${formatSize(free)}): it is the builder's own disk that is full. docker buildx prune makes room there.`,
      cause: error,
    });
  return new ExpectedError(
    'write',
    [
      `${doing}: the disk of ${folder} is full: the image needs at least ${formatSize(needed)} there, of which ${formatSize(written)} were written, and ${formatSize(free)} are free`,
      ...lines,
    ],
    {
      hint: `Make room there, or set TMPDIR (RUNNER_TEMP on GitHub) to a folder on a disk with more than ${formatSize(needed)} free.`,
      cause: error,
    },
  );
}

/**
 * What is known to be still to come: of each blob that is under way its declared size, less what has come of it. Blobs that were not begun
 * are not known. As containerd's content store keeps them, which buildx writes with: `ingest/ID/data`, and the size in `ingest/ID/total`.
 */
async function bytesToCome(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const begun = entries.filter((each) => each.isFile() && each.name === 'total' && each.parentPath.includes('/ingest/'));
  const left = begun.map(async ({ parentPath }) => {
    const said = await readFile(join(parentPath, 'total'), 'latin1').catch(() => '');
    const total = /^\d{1,15}$/.test(said.trim()) ? Number(said) : 0;
    return Math.max(0, total - (await bytesIn(parentPath)));
  });
  return (await Promise.all(left)).reduce((sum, bytes) => sum + bytes, 0);
}
