import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { makeAllowance } from '../../src/scan/scan-options.ts';
import { scanTarSplits } from '../../src/scan/scan-tar-splits.ts';
import { TarSplitFault } from '../../src/scan/split-layer.ts';
import { columns } from '../support/read-tar.ts';
import { endMark, header } from '../support/tar-bytes.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-splits-'));
after(() => rmSync(folder, { recursive: true }));

/** Threads are only worth it on several cores; here each index counts as worth one. */
const inThreads = { bytesPerThread: 1 };
const threads = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;

function indexOf(name: string, files: number): { path: string; what: string } {
  const lines = Array.from({ length: files }, () => {
    const head = header({ name: randomBytes(40).toString('hex'), size: 512 });
    const body = { type: 1, name, size: 512, payload: randomBytes(8).toString('base64') };
    return `${JSON.stringify({ type: 2, payload: head.toString('base64') })}\n${JSON.stringify(body)}\n`;
  });
  lines.push(JSON.stringify({ type: 2, payload: endMark.toString('base64') }));
  const path = join(folder, name);
  writeFileSync(path, gzipSync(lines.join('')));
  return { path, what: `layer ${name}` };
}

describe('scanTarSplits', () => {
  const indexes = [indexOf('0', 10), indexOf('1', 4000), indexOf('2', 0), indexOf('3', 2000), indexOf('4', 3000)];
  const files = [10, 4000, 0, 2000, 3000];

  it('gives the same in several threads as in this one, in the order asked for', async () => {
    const here = await scanTarSplits(indexes, {});
    const there = await scanTarSplits(indexes, inThreads);
    assert.deepEqual(
      here.map(({ count }) => count),
      files,
    );
    assert.deepEqual(there.map(columns), here.map(columns));
  });

  it('names the index that is not as expected, whoever has read it, and stops', async () => {
    const broken = { path: join(folder, 'broken'), what: 'layer 5' };
    writeFileSync(broken.path, 'no gzip');
    const missing = { path: join(folder, 'missing'), what: 'layer 6' };
    const loop = { path: join(folder, 'loop'), what: 'layer 7' };
    symlinkSync('loop', loop.path);
    const below = { path: join(broken.path, 'index'), what: 'layer 8' };
    for (const [index, code, message] of [
      [broken, undefined, /^it is not gzip/],
      [missing, 'ENOENT', /ENOENT/],
      [loop, 'ELOOP', /ELOOP/],
      [below, 'ENOTDIR', /ENOTDIR/],
    ] as const)
      for (const options of [{}, inThreads])
        await assert.rejects(scanTarSplits([...indexes, index], options), (error: unknown) => {
          assert.ok(error instanceof TarSplitFault);
          assert.deepEqual([error.place.path, error.place.code], [index.path, code]);
          assert.match(error.message, message);
          return true;
        });
    assert.equal(threads(), 0);
  });

  it('keeps to one allowance in all threads', async () => {
    const enough = () => makeAllowance(files.reduce((sum, count) => sum + count * 1024 + 1024, 0));
    await scanTarSplits(indexes, { ...inThreads, allowance: enough() });
    const allowance = enough();
    Atomics.sub(allowance.left, 0, 1n);
    await assert.rejects(scanTarSplits(indexes, { ...inThreads, allowance }), { code: 'too-large' });
  });

  it('leaves no thread behind where it is interrupted', async () => {
    const controller = new AbortController();
    const scanning = scanTarSplits(indexes, { ...inThreads, signal: controller.signal });
    controller.abort();
    await assert.rejects(scanning, { code: 'interrupted' });
    assert.equal(threads(), 0);
  });
});
