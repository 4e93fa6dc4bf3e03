import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runPlimsoll } from './support/cli-run.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

describe('check with a baseline file of several images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-baselines-'));
  after(() => rmSync(folder, { recursive: true }));
  writeTinyLayout(join(folder, 'one'), { 'linux/amd64': [{ 'etc/a': 1000 }] });
  writeTinyLayout(join(folder, 'two'), { 'linux/amd64': [{ 'etc/a': 5000 }] });
  writeTinyLayout(join(folder, 'three'), { 'linux/amd64': [{ 'etc/a': 7000 }] });
  const limits = 'limits: { total: { max-increase: 0 } }';
  const budget = (third: string) => `version: 1\nimages:\n  one: { source: one, ${limits} }\n  two: { source: ${third}, ${limits} }\n`;

  it('compares each image with the one that was called the same', async () => {
    assert.equal((await runPlimsoll(['analyze', 'one', 'two', '--output', 'json=all.json'], { cwd: folder })).code, 0);
    writeFileSync(join(folder, 'plimsoll.yml'), budget('two'));
    const { code, stdout } = await runPlimsoll(['check', '--baseline', 'all.json', '--format', 'json'], { cwd: folder });
    const { results } = JSON.parse(stdout) as { results: { image: string; change: number }[] };
    assert.equal(code, 0);
    assert.deepEqual(
      results.map(({ image, change }) => [image, change]),
      [
        ['one', 0],
        ['two', 0],
      ],
    );
  });

  it('refuses to guess where none is called the same', async () => {
    writeFileSync(join(folder, 'plimsoll.yml'), budget('three'));
    const { code, stdout, stderr } = await runPlimsoll(['check', '--baseline', 'all.json'], { cwd: folder });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /choosing the baseline of two \(linux\/amd64\): the file holds 2 images of that platform: one, two/);
  });
});
