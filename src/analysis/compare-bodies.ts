/** Tells files that were stored again with the same content from those that were replaced by other content. */
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { crc32 } from 'node:zlib';
import { ExpectedError } from '../errors.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { FileTree } from './file-tree.ts';

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

/**
 * The layers that have to be read whole, since a file of theirs must be told from one of another layer, and the checksums that their
 * tables give are not of the kind that the other layer's are. None where a layer is missing: then nothing is compared.
 * @returns their indexes
 */
export function findIncomparable(scans: readonly (LayerScan | undefined)[]): number[] {
  if (new Set(scans.map((scan) => scan?.checksumKind)).size < 2 || scans.includes(undefined)) return [];
  const tree = new FileTree(scans.reduce((sum, scan) => sum + scan!.count, 0));
  for (const scan of scans) tree.apply(scan!);
  const found = new Set<number>();
  for (const { dead, by } of tree.replacements) {
    const pair = [tree.inodes.layer(dead), tree.inodes.layer(by)];
    const [one, other] = pair.map((layer) => scans[layer]!.checksumKind);
    if (one === other || tree.sizeOf(dead) === 0) continue;
    for (const layer of pair) if (scans[layer]!.listedFrom !== undefined) found.add(layer);
  }
  return [...found];
}

class BodyReader {
  readonly #one = Buffer.allocUnsafe(pieceBytes);
  readonly #other = Buffer.allocUnsafe(pieceBytes);

  /** Both bodies have the same size. */
  isEqual(one: Body, other: Body): boolean {
    const size = one.scan.size(one.entry);
    if (size === 0 || (one.scan === other.scan && one.entry === other.entry)) return true;
    if (one.scan.checksumKind !== other.scan.checksumKind) throw new Error('checksums of two kinds cannot be compared');
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
