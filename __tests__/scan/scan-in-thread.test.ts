import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { ExpectedError } from '../../src/errors.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { readWhole } from '../../src/scan/read-whole.ts';
import { scanInThread } from '../../src/scan/scan-in-thread.ts';
import { makeAllowance, type ScanOptions } from '../../src/scan/scan-options.ts';
import { endMark, entry, tar } from '../support/tar-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-thread-'));
after(() => rmSync(folder, { recursive: true }));

async function withFile<T>(
  bytes: Uint8Array,
  use: (content: { kind: 'file'; fd: number; offset: number; length: number }) => Promise<T>,
): Promise<T> {
  const file = join(folder, randomBytes(6).toString('hex'));
  writeFileSync(file, bytes);
  const fd = openSync(file, 'r');
  try {
    return await use({ kind: 'file', fd, offset: 0, length: bytes.length });
  } finally {
    closeSync(fd);
  }
}

const inThread = (bytes: Uint8Array, options: Partial<ScanOptions> = {}) =>
  withFile(bytes, (content) => scanInThread(content, { what: 'layer 3', ...options }));
const rows = (scan: LayerScan) =>
  Array.from({ length: scan.count }, (_, index) => [
    Buffer.from(scan.path(index)).toString(),
    scan.kind(index),
    scan.size(index),
    scan.bodyOffset(index),
    Buffer.from(scan.link(index)).toString(),
    scan.checksum(index),
    scan.attributes(index),
  ]);

describe('scanInThread', () => {
  const body = randomBytes(3 << 20).toString('latin1');
  const layer = Buffer.concat([
    tar(
      entry({ name: 'a/big', mode: 0o755 }, body),
      entry({ name: 'a/link', type: '2', link: 'big' }),
      entry({ name: 'b/.wh.gone' }),
      entry({ name: 'c' }, 'three'),
    ),
    endMark,
  ]);

  it('gives the scan that the same bytes give in this thread', async () => {
    const blob = gzipSync(layer);
    const here = await withFile(blob, (content) => readWhole(content, { what: 'layer 3' }));
    const there = await inThread(blob);
    assert.equal(there.count, 4);
    assert.deepEqual(rows(there), rows(here));
    assert.deepEqual([there.totalBytes, there.hasChecksums, there.notes], [here.totalBytes, here.hasChecksums, here.notes]);
  });

  it('counts every byte once', async () => {
    const blob = gzipSync(layer);
    let done = 0;
    await inThread(blob, { onBytes: (count) => (done += count) });
    assert.equal(done, blob.length);
  });

  it('refuses in the same words: damage, a wrong digest, too many bytes', async () => {
    const damaged = gzipSync(layer);
    // The last byte of the trailer but four belongs to the checksum of the contents.
    damaged[damaged.length - 5]! ^= 0x55;
    const refused = (promise: Promise<unknown>) =>
      promise.then(
        () => assert.fail('it was accepted'),
        (error: unknown) => error as ExpectedError,
      );
    for (const [bytes, options, code] of [
      [damaged, {}, 'content'],
      [gzipSync(layer), { digest: `sha256:${'0'.repeat(64)}` }, 'content'],
      [gzipSync(layer), { allowance: makeAllowance(1 << 20) }, 'too-large'],
    ] as const) {
      const there = await refused(inThread(bytes, options));
      const again = 'allowance' in options ? { allowance: makeAllowance(1 << 20) } : options;
      const here = await refused(withFile(bytes, (content) => readWhole(content, { what: 'layer 3', ...again })));
      assert.ok(there instanceof ExpectedError);
      assert.deepEqual([there.code, there.message, there.hint], [code, here.message, here.hint]);
    }
  });

  it('ends once it is aborted', async () => {
    const aborter = new AbortController();
    const scan = inThread(gzipSync(layer), { signal: aborter.signal });
    aborter.abort();
    await assert.rejects(scan, { code: 'interrupted' });
  });
});
