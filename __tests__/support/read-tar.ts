/** The tar reader driven in its three ways: a whole buffer, pieces of any size, and a seekable file with bodies passed over. */
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedError } from '../../src/errors.ts';
import { hashAttributes } from '../../src/scan/entry-attributes.ts';
import { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanFile } from '../../src/scan/scan-file.ts';
import type { TarEntry } from '../../src/scan/tar-entry.ts';
import { TarFault } from '../../src/scan/tar-header.ts';
import { TarReader } from '../../src/scan/tar-reader.ts';

/** Entries as read until the end or the fault. */
export type ReadTar = { entries: TarEntry[]; bodies: Buffer[]; hasEndMark: boolean; fault?: string };

/** Pushes the bytes in pieces of the given sizes, over and over; all at once without any. */
export function readPieces(bytes: Uint8Array, sizes: readonly number[] = []): ReadTar {
  const entries: TarEntry[] = [];
  const bodies: Buffer[] = [];
  let pieces: Buffer[] = [];
  const reader = new TarReader({
    entry(entry) {
      // Names are views of what is read: whoever keeps them copies them.
      entries.push({ ...entry, name: Uint8Array.from(entry.name), linkName: Uint8Array.from(entry.linkName) });
      bodies.push(Buffer.alloc(0));
      pieces = [];
      return true;
    },
    body: (chunk, start, end) => void pieces.push(Buffer.from(chunk.subarray(start, end))),
    bodyEnd() {
      bodies[bodies.length - 1] = Buffer.concat(pieces);
    },
  });
  try {
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const size = sizes.length === 0 ? bytes.length : sizes[turn % sizes.length]!;
      // A piece of its own, so that a reader that kept it would be found out.
      const piece = Buffer.from(bytes.subarray(at, at + size));
      reader.write(piece);
      piece.fill(0xee);
      at += size;
    }
    return { entries, bodies, hasEndMark: reader.end() };
  } catch (error) {
    if (!(error instanceof TarFault)) throw error;
    return { entries, bodies, hasEndMark: false, fault: error.message };
  }
}

/** Scans the bytes as a file that stands behind other bytes, bodies unread. */
export async function scanBytes(bytes: Uint8Array, before = 7): Promise<LayerScan> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tar-'));
  const file = join(folder, 'layer.tar');
  writeFileSync(file, Buffer.concat([Buffer.alloc(before, '?'), bytes, Buffer.alloc(before, '!')]));
  const fd = openSync(file, 'r');
  try {
    const scan = new LayerScan();
    await scanFile({ kind: 'file', fd, offset: before, length: bytes.length }, scan, { what: 'the layer' });
    scan.trim();
    return scan;
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

/** Reads in all three ways, demands the same of each, and gives what was read. */
export async function readTar(bytes: Uint8Array): Promise<ReadTar> {
  const whole = readPieces(bytes);
  for (const sizes of [[1], [511], [513, 3, 512], [700, 1, 1, 10_000]])
    assert.deepEqual(readPieces(bytes, sizes), whole, `in pieces of ${sizes}`);
  const scan = await scanBytes(bytes).catch((error: unknown) => error);
  if (whole.fault !== undefined) {
    assert.ok(scan instanceof ExpectedError, 'the file driver reads what the others refuse');
    assert.equal(scan.code, 'content');
    assert.ok(scan.message.includes(whole.fault), `${scan.message} is not about ${whole.fault}`);
    return whole;
  }
  if (!(scan instanceof LayerScan)) throw scan;
  const expected = new LayerScan();
  for (const entry of whole.entries) expected.add(entry, hashAttributes(entry));
  assert.deepEqual(columns(scan), columns(expected), 'from a file');
  assert.equal(scan.notes.includes('has no end mark'), !whole.hasEndMark && bytes.length > 0);
  return whole;
}

/** All of a scan as plain values. */
export function columns(scan: LayerScan) {
  return Array.from({ length: scan.count }, (_, index) => ({
    kind: scan.kind(index),
    path: Buffer.from(scan.path(index)).toString('latin1'),
    size: scan.size(index),
    offset: scan.bodyOffset(index),
    link: Buffer.from(scan.link(index)).toString('latin1'),
    attributes: scan.attributes(index),
  }));
}

/** One entry in few words, for comparing with what another reader says. */
export function summary(entry: TarEntry) {
  return {
    type: entry.type,
    name: Buffer.from(entry.name).toString('latin1'),
    size: entry.logicalSize,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    mtime: entry.mtime,
    link: Buffer.from(entry.linkName).toString('latin1'),
  };
}
