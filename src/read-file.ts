/** Files read within a limit: a name may lead to a device that never ends, or to far more than was meant. */
import { type FileHandle, open, stat } from 'node:fs/promises';

/** Why a file was not read. The message is a clause that follows its name: `there is no such file`. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
  readonly reason: 'missing' | 'directory' | 'too-large' | 'other';

  constructor(reason: FileFault['reason'], message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}

/**
 * The bytes of a file or a pipe. Nothing is read of what is neither, and never more than one byte above the limit.
 * @param limit the most bytes that it may have
 * @throws FileFault
 */
export async function readBounded(path: string, limit: number): Promise<Buffer> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) throw new FileFault('directory', 'it is a directory');
    if (!stats.isFile() && !stats.isFIFO()) throw new FileFault('other', 'it is a device or a socket, expected a file');
    if (stats.size > limit) throw tooLarge(`it has ${stats.size} bytes`, limit);
    await using file = await open(path);
    return await readWithin(file, limit);
  } catch (error) {
    throw explainReadFault(error);
  }
}

async function readWithin(file: FileHandle, limit: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  // A file may grow while it is read, and a pipe has no size.
  for await (const part of file.createReadStream({ end: limit, autoClose: false })) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > limit) throw tooLarge(`it has more than ${limit} bytes`, limit);
  }
  return Buffer.concat(parts, size);
}

function tooLarge(found: string, limit: number): FileFault {
  return new FileFault('too-large', `${found}, and at most ${limit} are read`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOTDIR: 'a part of its path is a file',
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
  EIO: 'the device failed',
};

/** What the file system says, as a fault. What it does not say is a bug of ours and thrown as it is. */
export function explainReadFault(error: unknown): FileFault {
  if (error instanceof FileFault) return error;
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  if (code === 'ENOENT') return new FileFault('missing', 'there is no such file', error);
  return new FileFault('other', reasons[code] ?? `it cannot be read (${code})`, error);
}
