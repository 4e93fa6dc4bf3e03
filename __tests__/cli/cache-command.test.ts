/** The cache on the command line: what fills it, what does without it, and what shows and empties it. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runPlimsoll } from '../support/cli-run.ts';
import { ociLayout, sampleImage } from '../support/image-builder.ts';
import { newFolder, writeArchive } from '../support/image-files.ts';

const image = sampleImage('gzip');
const archive = writeArchive(ociLayout(image));
/** The first layer is there twice. */
const digests = new Set(image.layers.map(({ digest }) => digest));

const analyze = (folder: string, ...options: string[]) =>
  runPlimsoll(['analyze', archive, '--format', 'json', ...options], { env: { PLIMSOLL_CACHE: folder } });
const cache = (folder: string, ...words: string[]) => runPlimsoll(['cache', ...words], { env: { PLIMSOLL_CACHE: folder } });

describe('plimsoll cache', () => {
  it('lists what weighing kept, and clears it', async () => {
    const folder = newFolder();
    assert.match((await cache(folder, 'ls')).stdout, /^0 layers, 0 B, in .*scans\n$/);
    const first = await analyze(folder);
    const { code, stdout } = await cache(folder, 'ls');
    assert.equal(code, 0);
    const [head = '', ...lines] = stdout.trimEnd().split('\n');
    assert.equal(head.replace(/, [\d.]+ k?B,/, ','), `${digests.size} layers, in ${join(folder, 'scans')}`);
    for (const line of lines) assert.match(line, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +[\d.]+ k?B {2}sha256:[0-9a-f]{64}$/);
    assert.deepEqual(new Set(lines.map((line) => line.split('  ').at(-1))), digests);
    assert.equal((await analyze(folder)).stdout, first.stdout);
    assert.match((await cache(folder, 'clear')).stdout, /^removed 2 layers, [\d.]+ k?B, from /);
    assert.match((await cache(folder, 'ls')).stdout, /^0 layers/);
  });

  it('is neither read nor filled with --no-cache and --verify, and kept small by --cache-size', async () => {
    const folder = newFolder();
    for (const options of [['--no-cache'], ['--verify'], ['--cache-size', '10 B']]) {
      assert.equal((await analyze(folder, ...options)).code, 0);
      assert.match((await cache(folder, 'ls')).stdout, /^0 layers/, options.join(' '));
    }
  });

  it('says once that a folder that was named is of no use, and weighs all the same', async () => {
    const folder = join(newFolder(), 'file');
    writeFileSync(folder, '');
    const run = await analyze(folder);
    assert.equal(run.code, 0);
    assert.equal(run.stderr.match(/cannot be used/g)?.length, 1);
    assert.doesNotMatch((await analyze(folder, '--quiet')).stderr, /cannot be used/);
  });

  it('refuses what it cannot do', async () => {
    const unknown = await cache(newFolder(), 'clea');
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /the cache cannot be told to "clea" \(did you mean "clear"\?\); it knows ls and clear/);
    const homeless = await runPlimsoll(['cache', 'ls'], { env: {} });
    assert.equal(homeless.code, 2);
    assert.match(homeless.stderr, /looking for the cache: .*\n.*PLIMSOLL_CACHE/);
  });
});
