/** Decompresses in a process of its own, whose memory holds nothing of other tests. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { ZstdDecoder } from '../../src/scan/zstd.ts';

/** @returns how many bytes came out, and how many the process grew by at most */
export function inflateAlone(stream: Uint8Array, compression: 'gzip' | 'zstd', decoder?: ZstdDecoder): { bytes: number; grown: number } {
  const argv = ['--expose-gc', join(import.meta.dirname, 'inflate-input.ts'), compression, ...(decoder === undefined ? [] : [decoder])];
  return JSON.parse(execFileSync(process.execPath, argv, { input: stream, encoding: 'utf8' })) as { bytes: number; grown: number };
}
