/** A directory as a store of members. Files are opened as they are asked for and stay open until the store is closed. */
import { closeSync, fstatSync, openSync, readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, normalize, sep } from 'node:path';
import type { FileContent, MemberStore } from './member-store.ts';
import { readFault } from './read-fault.ts';

export class DirectoryStore implements MemberStore {
  readonly path: string;
  readonly kind = 'directory';
  readonly notes: readonly string[] = [];
  readonly #directory: string;
  readonly #open = new Map<string, FileContent | undefined>();

  constructor(directory: string, path: string) {
    this.path = path;
    this.#directory = directory;
  }

  find(name: string): FileContent | undefined {
    // Digests and member names come from the image: none may lead out of the directory.
    const relative = normalize(name);
    if (isAbsolute(relative) || relative.split(sep)[0] === '..') return undefined;
    if (!this.#open.has(relative)) this.#open.set(relative, this.#openFile(relative));
    return this.#open.get(relative);
  }

  #openFile(relative: string): FileContent | undefined {
    let fd: number;
    try {
      // A pipe in a layout is no content, and opening it would wait for ever.
      if (!statSync(join(this.#directory, relative)).isFile()) return undefined;
      fd = openSync(join(this.#directory, relative), 'r');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw readFault(join(this.path, relative), error);
    }
    const stats = fstatSync(fd);
    if (stats.isFile()) return { kind: 'file', fd, offset: 0, length: stats.size };
    closeSync(fd);
    return undefined;
  }

  topNames(): string[] {
    try {
      return readdirSync(this.#directory);
    } catch (error) {
      throw readFault(this.path, error);
    }
  }

  close(): void {
    for (const content of this.#open.values()) if (content !== undefined) closeSync(content.fd);
    this.#open.clear();
  }
}
