/** Tells files that were stored again with the same content from those that were replaced by other content. */
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { ExpectedError } from '../errors.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import type { FileTree } from './file-tree.ts';

/** Read at a time: small enough to stay in the cache between reading and comparing. */
const pieceBytes = 1 << 17;

/** The tar of a layer in an open file, and a body in it. */
type Body = { scan: LayerScan; entry: number };

/**
 * Gives every nominated dead inode its cause: `rewritten` where the bytes that took its name are equal.
 * Checksums that the scan took are compared; where there are none, the two bodies are read, up to the first difference.
 * @throws ExpectedError `interrupted`, `content`
 */
export async function judgeReplacements(tree: FileTree, signal?: AbortSignal): Promise<void> {
  const { inodes, scans } = tree;
  const reader = new BodyReader();
  let lastPause = performance.now();
  for (const { dead, by } of tree.replacements) {
    const one = { scan: scans[inodes.layer(dead)]!, entry: inodes.entry(dead) };
    const other = { scan: scans[inodes.layer(by)]!, entry: inodes.entry(by) };
    if (reader.isEqual(one, other)) inodes.setCause(dead, 'rewritten');
    if (performance.now() - lastPause < 50) continue;
    await setImmediate();
    if (signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while comparing files of the image');
    lastPause = performance.now();
  }
}

class BodyReader {
  readonly #one = Buffer.allocUnsafe(pieceBytes);
  readonly #other = Buffer.allocUnsafe(pieceBytes);

  /** Both bodies have the same size. */
  isEqual(one: Body, other: Body): boolean {
    const size = one.scan.size(one.entry);
    if (size === 0 || (one.scan === other.scan && one.entry === other.entry)) return true;
    if (one.scan.hasChecksums || other.scan.hasChecksums) return this.#checksum(one, size) === this.#checksum(other, size);
    for (let at = 0; at < size; at += pieceBytes) {
      const length = Math.min(pieceBytes, size - at);
      read(one, at, this.#one, length);
      read(other, at, this.#other, length);
      if (this.#one.compare(this.#other, 0, length, 0, length) !== 0) return false;
    }
    return true;
  }

  #checksum(body: Body, size: number): number {
    if (body.scan.hasChecksums) return body.scan.checksum(body.entry);
    let checksum = 0;
    for (let at = 0; at < size; at += pieceBytes) {
      const length = Math.min(pieceBytes, size - at);
      read(body, at, this.#one, length);
      checksum = crc32(this.#one.subarray(0, length), checksum);
    }
    return checksum;
  }
}

function read(body: Body, at: number, into: Buffer, length: number): void {
  const { file } = body.scan;
  const count = file === undefined ? 0 : readSync(file.fd, into, 0, length, file.offset + body.scan.bodyOffset(body.entry) + at);
  if (count !== length)
    throw new ExpectedError('content', 'comparing files of the image: the archive changed while it was read', {
      hint: 'run it again once nothing writes to the archive',
    });
}
