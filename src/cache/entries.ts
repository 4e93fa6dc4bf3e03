/** The files of the cache, for whoever counts, lists or removes them. Nothing else in the folder is ever touched. */
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** One scan that is kept. */
export type CacheEntry = {
  file: string;
  /** Of the layer's blob, or of the tar in it where no other is known. */
  digest: string;
  size: number;
  lastUsed: Date;
};

const entryName = /^(sha256|sha512)-([0-9a-f]{64,128})\.(?:blob|tar)-v\d+$/;
const unfinishedName = /\.(?:blob|tar)-v\d+\.[0-9a-f-]{36}\.tmp$/;
/** A process that writes for longer than this was killed. */
const patienceMilliseconds = 3_600_000;

/** Where the scans lie in the cache's folder. */
export function scanFolder(root: string): string {
  return join(root, 'scans');
}

/** What is kept, the last used first; what a process left behind half written is removed. Other processes may remove files meanwhile. */
export function listEntries(folder: string): CacheEntry[] {
  const entries: CacheEntry[] = [];
  for (const name of namesIn(folder)) {
    const file = join(folder, name);
    const [, algorithm, hex] = entryName.exec(name) ?? [];
    if (hex === undefined && !unfinishedName.test(name)) continue;
    const stats = lstatSync(file, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) continue;
    if (hex !== undefined) entries.push({ file, digest: `${algorithm}:${hex}`, size: stats.size, lastUsed: stats.mtime });
    else if (stats.mtimeMs < Date.now() - patienceMilliseconds) rmSync(file, { force: true });
  }
  return entries.sort((one, other) => other.lastUsed.getTime() - one.lastUsed.getTime());
}

/** Removes all that is kept, of every version. @returns what was removed */
export function clearEntries(folder: string): CacheEntry[] {
  const entries = listEntries(folder);
  for (const { file } of entries) rmSync(file, { force: true });
  return entries;
}

function namesIn(folder: string): string[] {
  try {
    // A symlink in its place leads to files that are not the cache's.
    return lstatSync(folder).isDirectory() ? readdirSync(folder) : [];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
