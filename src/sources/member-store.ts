/** Where a source keeps its members: an unpacked directory or a tar, behind one small promise. */
import { readSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import type { Content } from '../image/source.ts';
import { type Compression, sniffCompression } from '../scan/decompress.ts';

/** Bytes that lie in an open file. */
export type FileContent = Content & { kind: 'file' };

/** Bytes that are in memory, or have passed: then only their beginning is left. */
export type HeldContent = Content & { kind: 'stream'; length: number; head: Uint8Array };

export interface MemberStore {
  /** The medium's path as the user wrote it. */
  readonly path: string;
  readonly kind: 'archive' | 'directory';
  /** What is odd about the medium, but no error, a sentence each. */
  readonly notes: readonly string[];
  /** The member of that name, links followed; undefined where there is none. */
  find(name: string): FileContent | HeldContent | undefined;
  /** Names of the members at the top, for messages. */
  topNames(): string[];
  close(): void;
}

/** Tells a member's compression by its first bytes; its name says nothing. */
export function sniffMember(content: FileContent | HeldContent): Compression {
  if (content.kind === 'stream') return sniffCompression(content.head);
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}

/** A member whose bytes in the archive are not those of the file. @param path the medium's, as people write it */
export function sparseMember(path: string, name: string): ExpectedError {
  return new ExpectedError('unsupported', `reading ${path}: its member ${name} is stored with holes, where a plain member was expected`, {
    hint: 'make the archive again without --sparse',
  });
}
