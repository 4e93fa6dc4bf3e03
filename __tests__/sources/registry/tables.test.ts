/** A layer with a table of contents is listed from it, and weighs what it weighs when it is read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerSpec } from '../../support/image-builder.ts';
import { chunked, eStargz } from './table-layers.ts';
import { compared, files, noise, note, run } from './table-runs.ts';

describe('a layer with a table of contents', () => {
  for (const [form, layer, requests] of [
    ['eStargz, by BuildKit', eStargz({ files }), 3],
    ['eStargz, by others', eStargz({ files, isEntry: true }), 3],
    ['zstd:chunked', chunked(files), 1],
  ] as const)
    it(`is listed from it (${form})`, async () => {
      const { analysis, parts, wholes, steps } = await compared([layer]);
      assert.equal(parts.length, requests);
      assert.deepEqual(wholes, []);
      assert.match(analysis.notes!.join(), note);
      assert.match(
        steps.join('\n'),
        /^debug: layer 0 \(sha256:.*\) of docker:\/\/.* is listed from its table of contents: \d+ of \d+ bytes$/m,
      );
      const bytes = parts
        .map(({ range }) => /(\d+)-(\d+)/.exec(range!)!.slice(1).map(Number))
        .reduce((sum, [from, to]) => sum + to! - from! + 1, 0);
      assert.ok(bytes < layer.blob.length / 10, `${bytes} of ${layer.blob.length} bytes`);
    });

  it('counts for the limit on what an image may unpack to', async () => {
    await assert.rejects(run([eStargz({ files })], { maxUncompressedBytes: noise.length }), { code: 'too-large' });
  });

  it('is listed beside others that are read, where no file of the one replaces one of the others', async () => {
    const { parts, wholes, analysis } = await compared([
      eStargz({ files }),
      { files: { 'etc/motd': 'a longer welcome' }, compression: 'gzip' },
    ]);
    assert.deepEqual([parts.length, wholes.length], [3, 1]);
    assert.deepEqual(
      analysis.waste.map(({ cause }) => cause),
      ['replaced'],
    );
  });

  for (const [cause, content] of [
    ['rewritten', 'welcome'],
    ['replaced', 'WELCOME'],
  ] as const)
    it(`is read where a file of another layer has to be told from one of its own (${cause})`, async () => {
      const above: LayerSpec = { files: { 'etc/motd': content }, compression: 'gzip' };
      for (const layers of [
        [eStargz({ files }), above],
        [above, eStargz({ files })],
      ]) {
        const { parts, wholes, analysis } = await compared(layers);
        assert.deepEqual([parts.length, wholes.length], [3, 2]);
        assert.deepEqual(
          analysis.waste.map((waste) => waste.cause),
          [cause],
        );
        assert.equal(analysis.notes, undefined);
      }
      // Two tables tell their files apart by themselves.
      const tables = await compared([eStargz({ files }), chunked([['etc/motd', content]])]);
      assert.deepEqual(tables.wholes, []);
      assert.deepEqual(
        tables.analysis.waste.map((waste) => waste.cause),
        [cause],
      );
    });

  it('is read where files of it are replaced in a layer that the image has twice', async () => {
    const layer = eStargz({ files });
    const { wholes } = await compared([layer, { files: { 'etc/motd': 'WELCOME' }, compression: 'gzip' }, layer]);
    assert.equal(wholes.length, 2);
  });
});
