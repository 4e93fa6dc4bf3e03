/** Files written whole or not at all: what stood there before stays until all of the new bytes are on the disk. */
import { randomUUID } from 'node:crypto';
import type { Stats } from 'node:fs';
import { type FileHandle, open, readlink, realpath, rename, stat, unlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { ExpectedError } from './errors.ts';

export type FileContent = string | Uint8Array | AsyncIterable<Uint8Array>;

/** A file that is written, but not yet in its place. One of the two must be called. */
export type StagedFile = {
  /** Puts it in its place, in one step. */
  commit(): Promise<void>;
  /** Throws it away; nothing has changed. */
  discard(): Promise<void>;
};

/**
 * Writes a file in one step: the bytes go to a new file beside it, which then takes its name. A symlink stays, and what it leads to is replaced.
 * A device, a pipe or /dev/stdout cannot be replaced and is written directly.
 * @throws ExpectedError `write`; what stood there before is then still there
 */
export async function writeFileAtomically(path: string, content: FileContent): Promise<void> {
  const staged = await stageFile(path, content);
  await staged.commit();
}

/**
 * The first half of writeFileAtomically, for several files that belong together: write all, then commit all.
 * @throws ExpectedError `write`
 */
export async function stageFile(path: string, content: FileContent): Promise<StagedFile> {
  try {
    const present = await statIfPresent(path);
    if (present?.isDirectory()) throw new ExpectedError('write', `writing ${path}: it is a directory`, { hint: 'Name a file.' });
    if (isStandardStream(path) || (present && !present.isFile())) {
      return { commit: () => writeDirectly(path, content), discard: async () => {} };
    }
    return await stageBeside(path, present, content);
  } catch (error) {
    throw failed(path, error);
  }
}

/** Where the shell sends a standard stream to a file, replacing that file would part it from what else the stream writes. */
function isStandardStream(path: string): boolean {
  return /^\/(?:dev\/(?:std|fd\/)|proc\/)/.test(path);
}

async function writeDirectly(path: string, content: FileContent): Promise<void> {
  try {
    await writeFile(path, content, { flag: 'a' });
  } catch (error) {
    throw failed(path, error);
  }
}

async function stageBeside(path: string, present: Stats | undefined, content: FileContent): Promise<StagedFile> {
  const target = present ? await realpath(path) : await endOfLink(path);
  const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`);
  await using file = await open(temporary, 'wx');
  const discard = async () => {
    await unlink(temporary).catch(() => {});
  };
  try {
    await fill(file, present, content);
  } catch (error) {
    await discard();
    throw error;
  }
  const commit = async () => {
    try {
      await rename(temporary, target);
    } catch (error) {
      await discard();
      throw failed(path, error);
    }
    await syncDirectory(dirname(target));
  };
  return { commit, discard };
}

/** Where a symlink leads whose end does not exist yet; the path itself where it is none. */
async function endOfLink(path: string): Promise<string> {
  try {
    return resolve(dirname(path), await readlink(path));
  } catch {
    return path;
  }
}

async function fill(file: FileHandle, present: Stats | undefined, content: FileContent): Promise<void> {
  if (present) await file.chmod(present.mode & 0o777);
  await file.writeFile(content);
  await file.sync();
}

/** Makes the new name last through a power cut, where the file system can be told to. */
async function syncDirectory(path: string): Promise<void> {
  try {
    await using directory = await open(path);
    await directory.sync();
  } catch {
    // Some file systems do not open directories; the file itself is whole either way.
  }
}

async function statIfPresent(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'what should be its folder is a file',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: "this user's quota is used up",
  EFBIG: 'it is larger than files may be here',
  ENAMETOOLONG: 'its name is too long',
};

/** Why something was not written, as a clause. */
export function explainWriteFault(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return reasons[code] ?? message;
}

function failed(path: string, error: unknown): unknown {
  if (error instanceof ExpectedError) return error;
  const { code } = error as NodeJS.ErrnoException;
  // Without a code it is the content that failed, and that is not about writing.
  if (code === undefined || !/^E[A-Z]+$/.test(code)) return error;
  return new ExpectedError('write', `writing ${path}: ${explainWriteFault(error)}`, {
    hint: 'Name a place that can be written to; what stood there before is unchanged.',
    cause: error,
  });
}
