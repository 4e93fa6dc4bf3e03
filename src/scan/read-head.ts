/** The first bytes of content in a file: enough to tell its compression. */
import { readSync } from 'node:fs';
import type { Content } from '../image/source.ts';

export function readHead(content: Content & { kind: 'file' }): Uint8Array {
  const head = new Uint8Array(Math.min(8, content.length));
  return head.subarray(0, readSync(content.fd, head, 0, head.length, content.offset));
}
