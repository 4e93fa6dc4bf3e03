/** A tar in a file as a store of members: one pass over its headers makes an index, then any member can be read. */
import { closeSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import { decodePath, normalizePath, resolveLink } from '../scan/path.ts';
import type { TarEntry } from '../scan/tar-entry.ts';
import { TarFault } from '../scan/tar-header.ts';
import { TarReader } from '../scan/tar-reader.ts';
import { walkFile } from '../scan/walk-file.ts';
import { type FileContent, type MemberStore, sparseMember } from './member-store.ts';
import { notAnImage } from './not-an-image.ts';

/** `docker save` of old links a repeated layer to its first copy, sometimes before that copy comes. */
type Member = { offset: number; length: number; isSparse: boolean } | { link: string };

const maxLinks = 16;

export class ArchiveStore implements MemberStore {
  readonly path: string;
  readonly kind = 'archive';
  readonly notes: readonly string[];
  readonly #fd: number;
  readonly #members: Map<string, Member>;

  private constructor(fd: number, path: string, members: Map<string, Member>, notes: string[]) {
    this.#fd = fd;
    this.path = path;
    this.#members = members;
    this.notes = notes;
  }

  /**
   * Indexes the tar in an open file, which then belongs to the store.
   * @throws ExpectedError `not-an-image`, `content`, `interrupted`
   */
  static async open(fd: number, length: number, path: string, signal?: AbortSignal): Promise<ArchiveStore> {
    const members = new Map<string, Member>();
    const notes: string[] = [];
    const reader = new TarReader({
      entry(entry) {
        const member = makeMember(entry);
        // The last of several members of one name is the one that unpacking would leave.
        if (member !== undefined) members.set(decodePath(normalizePath(entry.name)), member);
        return false;
      },
    });
    try {
      await walkFile({ fd, offset: 0, length }, reader, () => {
        if (signal?.aborted === true) throw new ExpectedError('interrupted', `interrupted while reading ${path}`);
      });
      if (!reader.end() && members.size > 0) notes.push('the archive has no end mark: it may have been cut off behind what was needed');
    } catch (error) {
      if (!(error instanceof TarFault)) throw error;
      if (members.size === 0) throw notAnImage(path, error.message);
      throw new ExpectedError('content', `reading ${path}: found ${error.message} at byte ${reader.position}`, {
        hint: 'the archive was cut off or is damaged: save or copy it again',
      });
    }
    return new ArchiveStore(fd, path, members, notes);
  }

  find(name: string): FileContent | undefined {
    let key = decodePath(normalizePath(Buffer.from(name)));
    for (let links = 0; links <= maxLinks; links++) {
      const member = this.#members.get(key);
      if (member === undefined) return undefined;
      if (!('link' in member)) {
        if (member.isSparse) throw sparseMember(this.path, name);
        return { kind: 'file', fd: this.#fd, offset: member.offset, length: member.length };
      }
      key = member.link;
    }
    throw new ExpectedError(
      'content',
      `reading ${this.path}: its member ${name} is a link that is not at its end after ${maxLinks} steps`,
      {
        hint: 'the archive is damaged: save it again',
      },
    );
  }

  topNames(): string[] {
    return [...new Set([...this.#members.keys()].map((name) => name.split('/', 1)[0]!))];
  }

  close(): void {
    closeSync(this.#fd);
  }
}

function makeMember(entry: TarEntry): Member | undefined {
  if (entry.type === 'file') return { offset: entry.bodyOffset, length: entry.size, isSparse: entry.logicalSize !== entry.size };
  if (entry.type === 'link') return { link: decodePath(normalizePath(entry.linkName)) };
  if (entry.type !== 'symlink') return undefined;
  const path = normalizePath(entry.name);
  return { link: decodePath(resolveLink(path.subarray(0, Math.max(0, path.lastIndexOf(0x2f))), entry.linkName)) };
}
