/** A build that failed for want of room: whose disk it was, and how much was written. */
import { formatSize } from '../bytes.ts';
import { ExpectedError } from '../errors.ts';
import { bytesIn, freeBytes } from './temporary-folder.ts';

/** Where less is free, the disk was full. */
const nothingFree = 1024 * 1024;

/** A full disk is told by the disk: builders say it in many ways, and mean their own as well. */
export async function explainFullDisk(error: unknown, doing: string, folder: string): Promise<unknown> {
  if (!(error instanceof ExpectedError) || error.code !== 'build') return error;
  const [written, free] = [await bytesIn(folder), await freeBytes(folder)];
  const isNamed = /no space left on device|disk quota exceeded/i.test(error.message);
  if (free >= nothingFree && !isNamed) return error;
  if (free >= nothingFree)
    return new ExpectedError('build', error.message, {
      hint: `There is room in ${folder} (${formatSize(free)}): it is the builder's own disk that is full. docker buildx prune makes room there.`,
      cause: error,
    });
  return new ExpectedError(
    'write',
    `${doing}: the disk of ${folder} is full: ${formatSize(written)} of the image were written there, ${formatSize(free)} are free, and all of its compressed layers were expected to fit\n${error.message}`,
    { hint: 'Make room there, or set TMPDIR (RUNNER_TEMP on GitHub) to a folder on a larger disk.', cause: error },
  );
}
