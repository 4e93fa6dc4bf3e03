/** Where a source keeps its members: an unpacked directory or a tar, behind one small promise. */
import type { Content } from '../image/source.ts';

/** Bytes that lie in an open file. */
export type FileContent = Content & { kind: 'file' };

export interface MemberStore {
  /** The medium's path as the user wrote it. */
  readonly path: string;
  /** The member of that name, links followed; undefined where there is none. */
  find(name: string): FileContent | undefined;
  /** Names of the members at the top, for messages. */
  topNames(): string[];
  close(): void;
}
