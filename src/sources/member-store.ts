/** Where a source keeps its members: an unpacked directory or a tar, behind one small promise. */
import { readSync } from 'node:fs';
import type { Content } from '../image/source.ts';
import { type Compression, sniffCompression } from '../scan/decompress.ts';

/** Bytes that lie in an open file. */
export type FileContent = Content & { kind: 'file' };

export interface MemberStore {
  /** The medium's path as the user wrote it. */
  readonly path: string;
  readonly kind: 'archive' | 'directory';
  /** What is odd about the medium, but no error, a sentence each. */
  readonly notes: readonly string[];
  /** The member of that name, links followed; undefined where there is none. */
  find(name: string): FileContent | undefined;
  /** Names of the members at the top, for messages. */
  topNames(): string[];
  close(): void;
}

/** Tells a member's compression by its first bytes; its name says nothing. */
export function sniffMember(content: FileContent): Compression {
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}
