/**
 * Scans of layers in a folder, one file each, that several processes may use at once.
 *
 * It only ever saves time: what is damaged, cut off or of another version is as if it were not there, and where the folder cannot be
 * written to nothing is kept. Whoever may write to the folder can say what a layer weighs, so that it is its owner's alone.
 */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Layer } from '../image/image.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { listEntries, scanFolder } from './entries.ts';
import { blobKey, isScanOf, type LayerKey, layerKey } from './layer-key.ts';
import { readScan, scannerVersion, serializeScan } from './scan-codec.ts';

export const defaultCacheBytes = 512 << 20;

export type ScanCacheOptions = {
  /** Beyond this the least recently used are removed. */
  maxBytes?: number;
  /** What went wrong, in a sentence; the first fault only, since the next ones are of the same kind. */
  onFault?: (sentence: string) => void;
};

export class ScanCache {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #onFault: ((sentence: string) => void) | undefined;
  #isFaulty = false;
  #hasGrown = false;

  /** @param root the cache's folder; made when the first scan is kept */
  constructor(root: string, { maxBytes = defaultCacheBytes, onFault }: ScanCacheOptions = {}) {
    this.#folder = scanFolder(root);
    this.#maxBytes = maxBytes;
    this.#onFault = onFault;
  }

  /** The scan of a layer that was read before. */
  find(layer: Layer): LayerScan | undefined {
    return this.#findBy(layerKey(layer));
  }

  /** Keeps what was read of a layer, where that is sound. */
  keep(layer: Layer, scan: LayerScan): void {
    this.#keepBy(layerKey(layer), scan);
  }

  /** The scan of a blob that was read before, whatever image it is of. */
  findBlob(digest: string): LayerScan | undefined {
    return this.#findBy(blobKey(digest));
  }

  /** Keeps what was read of a blob, where its bytes had that digest. */
  keepBlob(digest: string, scan: LayerScan): void {
    this.#keepBy(blobKey(digest), scan);
  }

  /** Removes what has not been used for longest, until the rest fits. */
  trim(): void {
    if (!this.#hasGrown) return;
    this.#hasGrown = false;
    this.#attempt(() => {
      let bytes = 0;
      for (const { file, size } of listEntries(this.#folder)) {
        bytes += size;
        if (bytes > this.#maxBytes) rmSync(file, { force: true });
      }
    });
  }

  #findBy(key: LayerKey | undefined): LayerScan | undefined {
    return key === undefined ? undefined : this.#attempt(() => this.#read(key));
  }

  #keepBy(key: LayerKey | undefined, scan: LayerScan): void {
    if (key !== undefined && isScanOf(key, scan)) this.#attempt(() => this.#write(key, serializeScan(scan)));
  }

  #read(key: LayerKey): LayerScan | undefined {
    if (!this.#isThere()) return undefined;
    const file = join(this.#folder, fileName(key));
    const fd = openPresent(file);
    if (fd === undefined) return undefined;
    try {
      const stats = fstatSync(fd);
      if (!isOwn(stats) || stats.size > this.#maxBytes) return undefined;
      const scan = readScan(readFileSync(fd));
      if (scan !== undefined && isScanOf(key, scan)) {
        touch(fd);
        return scan;
      }
    } finally {
      closeSync(fd);
    }
    rmSync(file, { force: true });
    return undefined;
  }

  /** Under its name there is a whole scan or none: it takes the name when it is written. */
  #write(key: LayerKey, bytes: Buffer): void {
    if (bytes.length > this.#maxBytes) return;
    mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    this.#isThere();
    const file = join(this.#folder, fileName(key));
    const unfinished = `${file}.${randomUUID()}.tmp`;
    try {
      writeFileSync(unfinished, bytes, { flag: 'wx', mode: 0o600 });
      renameSync(unfinished, file);
    } catch (error) {
      rmSync(unfinished, { force: true });
      throw error;
    }
    this.#hasGrown = true;
  }

  /** A symlink in its place may lead to files that are not the cache's. */
  #isThere(): boolean {
    const stats = lstatSync(this.#folder, { throwIfNoEntry: false });
    if (stats?.isDirectory() === false) throw new Error('it is not a directory');
    return stats !== undefined;
  }

  #attempt<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch (error) {
      if (!this.#isFaulty) this.#onFault?.(`the cache in ${this.#folder} cannot be used: ${(error as Error).message}`);
      this.#isFaulty = true;
      return undefined;
    }
  }
}

function fileName({ of, digest }: LayerKey): string {
  return `${digest.replace(':', '-')}.${of}-v${scannerVersion}`;
}

/** A symlink is not followed. */
function openPresent(file: string): number | undefined {
  try {
    // Windows has no such flag, and needs rights of its own for a symlink.
    return openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP' || code === 'EMLINK') return undefined;
    throw error;
  }
}

function touch(fd: number): void {
  const now = new Date();
  try {
    futimesSync(fd, now, now);
  } catch {
    // A cache that can only be read serves too.
  }
}

/** What another user put there is not believed; root believes whoever a restored folder belongs to. */
function isOwn(stats: Stats): boolean {
  const user = process.getuid?.() ?? 0;
  return stats.isFile() && (user === 0 || stats.uid === user);
}
