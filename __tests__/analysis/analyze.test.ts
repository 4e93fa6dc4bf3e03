/** What small stacks of layers weigh. Each `wasted` was found by asking what a squash would give back, not by running the code. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyze } from '../../src/analysis/analyze.ts';
import { bodyOf, entry, tar } from '../support/tar-bytes.ts';
import { imageOf, type Way, weighLayers } from '../support/weigh-layers.ts';

const file = (name: string, size: number, fill = 'x') => entry({ name }, bodyOf(size, fill));
const link = (name: string, target: string) => entry({ name, type: '1', link: target });
const symlink = (name: string, target: string) => entry({ name, type: '2', link: target });
const directory = (name: string) => entry({ name: `${name}/`, type: '5', mode: 0o755 });

/** A waste row: path, bytes, cause, storedIn, wastedIn. */
type Row = [string, number, string, number, number];

type Probe = { layers: Uint8Array[][]; total: number; wasted: number; waste?: Row[] };

const probes: Record<string, Probe> = {
  'a file that the next layer removes': {
    layers: [[file('a', 100)], [file('.wh.a', 0)]],
    total: 100,
    wasted: 100,
    waste: [['a', 100, 'removed', 0, 1]],
  },
  'a directory with files that the next layer removes': {
    layers: [[directory('d'), file('d/a', 100), file('d/b', 200)], [file('.wh.d', 0)]],
    total: 300,
    wasted: 300,
    waste: [
      ['d/b', 200, 'removed', 0, 1],
      ['d/a', 100, 'removed', 0, 1],
    ],
  },
  'the same with the directory left to be guessed': {
    layers: [[file('d/a', 100), file('d/b', 200)], [file('.wh.d', 0)]],
    total: 300,
    wasted: 300,
  },
  'an empty directory, filled and then removed': {
    layers: [[directory('d')], [file('d/a', 100)], [file('.wh.d', 0)]],
    total: 100,
    wasted: 100,
    waste: [['d/a', 100, 'removed', 1, 2]],
  },
  'an opaque directory that puts another file in place of one': {
    layers: [[file('d/a', 100)], [directory('d'), file('d/.wh..wh..opq', 0), file('d/b', 50)]],
    total: 150,
    wasted: 100,
    waste: [['d/a', 100, 'removed', 0, 1]],
  },
  'a file that other content of its size replaces': {
    layers: [[file('a', 100)], [file('a', 100, 'y')]],
    total: 200,
    wasted: 100,
    waste: [['a', 100, 'replaced', 0, 1]],
  },
  'a file that is stored again as it was': {
    layers: [[file('a', 100)], [entry({ name: 'a', mode: 0o755, uid: 7, mtime: 1 }, bodyOf(100))]],
    total: 200,
    wasted: 100,
    waste: [['a', 100, 'rewritten', 0, 1]],
  },
  'a file of 100, 200, then 300 bytes': {
    layers: [[file('a', 100)], [file('a', 200)], [file('a', 300)]],
    total: 600,
    wasted: 300,
    waste: [
      ['a', 200, 'replaced', 1, 2],
      ['a', 100, 'replaced', 0, 1],
    ],
  },
  'a file of 1,000 bytes that is cut to one': { layers: [[file('a', 1000)], [file('a', 1)]], total: 1001, wasted: 1000 },
  'a hard link within one layer': { layers: [[file('a', 100), link('b', 'a')]], total: 100, wasted: 0 },
  'a hard link that another file replaces': { layers: [[file('a', 100), link('b', 'a')], [file('b', 100)]], total: 200, wasted: 0 },
  'the first name of a hard link that is overwritten': {
    layers: [[file('a', 100), link('b', 'a')], [file('a', 100)]],
    total: 200,
    wasted: 0,
  },
  'both names of a hard link that are overwritten, the last with the same content': {
    layers: [[file('a', 100), link('b', 'a')], [file('a', 100)], [file('b', 100)]],
    total: 300,
    wasted: 100,
    waste: [['b', 100, 'rewritten', 0, 2]],
  },
  'a symlink that a file replaces': { layers: [[symlink('a', 'elsewhere')], [file('a', 100)]], total: 100, wasted: 0 },
  'a whiteout of what is not there, and a file that is stored again': {
    layers: [
      [file('a', 100), file('z', 500)],
      [file('.wh.nothing', 0), file('z', 500)],
    ],
    total: 1100,
    wasted: 500,
    waste: [['z', 500, 'rewritten', 0, 1]],
  },
  'directories that are repeated': { layers: [[directory('etc'), file('etc/a', 20)], [directory('etc')]], total: 20, wasted: 0 },
  'one path twice in one tar': {
    layers: [[file('a', 100), file('./a', 70)]],
    total: 170,
    wasted: 100,
    waste: [['a', 100, 'shadowed', 0, 0]],
  },
  'the same content under two names': { layers: [[file('a', 100)], [file('b', 100)]], total: 200, wasted: 0 },
  'a file that is removed and comes back': {
    layers: [[file('a', 100)], [file('.wh.a', 0)], [file('a', 100)]],
    total: 200,
    wasted: 100,
    waste: [['a', 100, 'removed', 0, 1]],
  },
  'a file that is removed and comes back in one layer': {
    layers: [[file('a', 100)], [file('a', 100), file('.wh.a', 0)]],
    total: 200,
    wasted: 100,
    waste: [['a', 100, 'rewritten', 0, 1]],
  },
  'a directory that a file replaces': {
    layers: [[file('d/a', 100)], [file('d', 5)]],
    total: 105,
    wasted: 100,
    waste: [['d/a', 100, 'replaced', 0, 1]],
  },
  'a file that a directory replaces': {
    layers: [[file('f', 100)], [file('f/a', 7)]],
    total: 107,
    wasted: 100,
    waste: [['f', 100, 'replaced', 0, 1]],
  },
  'a whiteout within the first layer': { layers: [[file('a', 10), file('.wh.a', 0), file('b', 10)]], total: 20, wasted: 0 },
  'one layer twice': {
    layers: [[file('a', 200)], [file('a', 200)]],
    total: 400,
    wasted: 200,
    waste: [['a', 200, 'rewritten', 0, 1]],
  },
  'a whiteout that carries bytes': { layers: [[file('.wh.a', 30)]], total: 30, wasted: 30, waste: [['a', 30, 'shadowed', 0, 0]] },
  'the books of aufs': { layers: [[file('.wh..wh.plnk/1.2', 30), file('.wh..wh.aufs', 5)]], total: 35, wasted: 5 },
  'a bare .wh. that names nothing': { layers: [[file('.wh.', 30)]], total: 30, wasted: 0 },
  'a file at the root itself': { layers: [[file('.', 30), file('a/..', 4)]], total: 34, wasted: 34 },
  'a whiteout behind the entry of its own layer': {
    layers: [[file('d/a', 100)], [file('d/b', 5), file('.wh.d', 0)]],
    total: 105,
    wasted: 100,
  },
  'a path that climbs': { layers: [[file('../../a', 100)], [file('a', 100)]], total: 200, wasted: 100 },
  'a link to nothing': { layers: [[file('a', 100), link('b', 'nowhere')]], total: 100, wasted: 0 },
  'a link to itself': { layers: [[file('a', 100), link('a', './a')]], total: 100, wasted: 0 },
  'a lower file that a link of the same content replaces': {
    layers: [[file('a', 100)], [file('b', 100), link('a', 'b')]],
    total: 200,
    wasted: 100,
    waste: [['a', 100, 'rewritten', 0, 1]],
  },
  'an entry twice in one tar, the last as it was below': {
    layers: [[file('a', 100)], [file('a', 100, 'y'), file('a', 100)]],
    total: 300,
    wasted: 200,
    waste: [
      ['a', 100, 'rewritten', 0, 1],
      ['a', 100, 'shadowed', 1, 1],
    ],
  },
  'a file under a symlink of its own layer': {
    layers: [[file('usr/lib/a', 100)], [symlink('lib', 'usr/lib'), file('lib/a', 100)]],
    total: 200,
    wasted: 100,
    waste: [['usr/lib/a', 100, 'rewritten', 0, 1]],
  },
  'a hard link under a symlink of its own layer': {
    layers: [
      [directory('usr/lib'), symlink('lib', 'usr/lib'), file('lib/a', 100), link('lib/b', 'lib/a')],
      [file('.wh.lib', 0), file('usr/lib/.wh.a', 0)],
    ],
    total: 100,
    wasted: 0,
  },
  'a symlink that becomes a directory within its layer': {
    layers: [[directory('b'), symlink('a', 'b'), file('a/f', 10), directory('a'), file('a/g', 20)], [file('.wh.b', 0)]],
    total: 30,
    wasted: 10,
    waste: [['b/f', 10, 'removed', 0, 1]],
  },
  'a file that takes the place of the symlink that led to it': {
    layers: [[symlink('b', '.'), file('b/b', 10), file('b/a', 20)]],
    total: 30,
    wasted: 10,
    waste: [['b', 10, 'shadowed', 0, 0]],
  },
  'a file under a symlink of a layer below, which it replaces': {
    layers: [[file('usr/lib/a', 100), symlink('lib', 'usr/lib')], [file('lib/a', 100)], [file('.wh.usr', 0)]],
    total: 200,
    wasted: 100,
    waste: [['usr/lib/a', 100, 'removed', 0, 2]],
  },
  'symlinks that go round in circles': { layers: [[symlink('a', 'b'), symlink('b', 'a'), file('a/f', 10)]], total: 10, wasted: 0 },
  'no entries at all': { layers: [[], []], total: 0, wasted: 0 },
};

describe('analyze', () => {
  for (const [name, { layers, total, wasted, waste }] of Object.entries(probes))
    it(`weighs ${name}`, async () => {
      const tars = layers.map((pieces) => tar(...pieces));
      for (const way of ['file', 'gzip', 'mixed'] satisfies Way[]) {
        const { analysis } = await weighLayers(tars, way);
        assert.deepEqual(analysis.sizes, { total, live: total - wasted, wasted }, way);
        assert.equal(analysis.efficiency, total === 0 ? 1 : (total - wasted) / total);
        const rows = analysis.waste.map((row): Row => [row.path, row.bytes, row.cause, row.storedIn, row.wastedIn]);
        if (waste !== undefined) assert.deepEqual(rows, waste, way);
      }
    });

  it('says that a layer has no end mark, and that links lead nowhere', async () => {
    const { analysis } = await weighLayers([Buffer.concat([file('a', 1), link('b', 'nowhere')])]);
    assert.deepEqual(analysis.notes, ['layer 0 has no end mark', 'layer 0 holds hard links to files that do not exist (1)']);
  });

  it('knows the checksum of a body that comes after many entries without one', async () => {
    const directories = Array.from({ length: 2000 }, (_, index) => directory(`d${index}`));
    const late = (fill: string) => tar(...directories, file('late', 100, fill));
    const { analysis, files } = await weighLayers([late('x'), late('y'), late('y')], 'gzip');
    assert.deepEqual(
      analysis.waste.map(({ cause }) => cause),
      ['replaced', 'rewritten'],
    );
    assert.match(files[0]!.content!, /^crc32:[0-9a-f]{8}$/);
  });

  it('refuses more layers than it can number', async () => {
    const layers = Array.from({ length: 65_536 }, () => undefined);
    await assert.rejects(analyze('app.tar', { ...imageOf([]), layers: [] }, layers), {
      code: 'unsupported',
      message: 'weighing app.tar: found 65536 layers, where 65535 are the most',
    });
  });

  it('counts whiteouts among the entries of a layer', async () => {
    const { analysis } = await weighLayers([tar(file('a', 1)), tar(file('.wh.a', 0), file('b', 2))]);
    assert.deepEqual(
      analysis.layers.map(({ entries, total, wasted }) => [entries, total, wasted]),
      [
        [1, 1, 1],
        [2, 2, 0],
      ],
    );
  });
});
