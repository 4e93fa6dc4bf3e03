/** A layer is explained by a few files, or by directories where no few files do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Comparison, PathChange } from '../../src/comparison/comparison.ts';
import { layerPaths } from '../../src/report/layer-paths.ts';
import { buildAnalysis, buildComparison } from '../support/analysis-builder.ts';

const came = (path: string, change: number, layer = 1): PathChange => ({ path, head: change, change, layer });

/** `listed` says whether the list is all there is. */
function compared(files: PathChange[], directories: string[], listed = true): Comparison {
  const none = { files: 0, change: 0 };
  const sum = { files: listed ? files.length : files.length + 1_000, change: 0 };
  return buildComparison(buildAnalysis(), buildAnalysis(), {
    files,
    fileSums: { came: sum, gone: none, grew: none, shrank: none },
    directories: directories.map((path) => ({ path, change: 1 })),
  });
}

const layer = (change: number) => ({ kind: 'added', head: 1, change }) as const;

describe('layerPaths', () => {
  it('names the few files that make most of the change, and counts the rest', () => {
    const files = [came('usr/bin/big', 900), came('opt/other', 800, 2), came('a', 20), came('b', 10), came('c', 10)];
    assert.deepEqual(layerPaths(compared(files, []), layer(940), 'si'), { items: [{ path: '/usr/bin/big', size: '+900 B' }], more: 3 });
  });

  it('names directories where no few files make it', () => {
    const files = Array.from({ length: 9 }, (_, index) => came(`data/2027/${index}.json`, 100));
    assert.deepEqual(layerPaths(compared(files, ['data', 'data/2027']), layer(900), 'si'), {
      items: [{ path: '/data/2027/', files: 9 }],
      more: 0,
    });
    const two = [...files, ...files.map((file) => ({ ...file, path: `lib/${file.path}` }))];
    assert.deepEqual(layerPaths(compared(two, ['lib']), layer(1_801), 'si')?.items, [
      { path: '/data/2027/', files: 9, size: '+900 B' },
      { path: '/lib/', files: 9, size: '+900 B' },
    ]);
  });

  it('claims no sums where only the largest files are known', () => {
    const files = Array.from({ length: 9 }, (_, index) => came(`data/${index}`, 100));
    assert.deepEqual(layerPaths(compared(files, [], false), layer(5_000), 'si'), { items: [{ path: '/data/' }] });
    assert.deepEqual(layerPaths(compared([came('x', 900)], [], false), layer(5_000), 'si'), { items: [{ path: '/x', size: '+900 B' }] });
  });

  it('knows nothing of a layer without files of its own, or that is gone', () => {
    assert.equal(layerPaths(compared([came('x', 9, 0)], []), layer(9), 'si'), undefined);
    assert.equal(layerPaths(compared([came('x', 9)], []), { kind: 'removed', base: 1 }, 'si'), undefined);
  });
});
