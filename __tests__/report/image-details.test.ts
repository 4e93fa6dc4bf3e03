/** Why an image weighs otherwise: layers, and what stands with them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { describeImage } from '../../src/report/image-details.ts';
import { plainText } from '../../src/report/sentence.ts';
import { buildAnalysis, buildComparison, digestOf, type LayerSketch, printsOf } from '../support/analysis-builder.ts';

const layer = (createdBy: string, total: number, more: Partial<LayerSketch> = {}): LayerSketch => ({ createdBy, total, ...more });
const options = { units: 'si', top: 3 } as const;

describe('describeImage', () => {
  it('lists layers that came, went and changed, the largest change first, and counts the rest', () => {
    const base = buildAnalysis({ layers: [layer('a', 10), layer('b', 10), layer('c', 500)] });
    const head = buildAnalysis({ layers: [layer('a', 10), layer('b', 40), layer('d', 7), layer('e', 1)] });
    const { causes, layers } = describeImage('api', head, buildComparison(base, head), options);
    assert.deepEqual(
      causes.items.map(({ change, became, index }) => [change, became, index]),
      [
        ['−500 B', 'gone', undefined],
        ['+30 B', 'changed', 1],
        ['+7 B', 'new', 2],
      ],
    );
    assert.equal(causes.more, 1);
    assert.deepEqual(
      layers.map(({ became }) => became),
      ['same', 'changed', 'gone', 'new', 'new'],
    );
  });

  it('says of layers rebuilt with the same files that only the pull pays', () => {
    const sketch = (id: string) => [
      layer('a', 10, { compressed: 5_000, id: `a${id}`, content: 'crc32:1', fingerprints: printsOf({ times: id }) }),
      layer('b', 10, { compressed: 5_000, id: `b${id}`, content: 'crc32:2', fingerprints: printsOf({ times: id }) }),
      layer('c', 10, { compressed: 1 }),
      layer('d', 10, { compressed: 1, id: `d${id}`, content: 'crc32:3', fingerprints: printsOf({ times: id }) }),
    ];
    const [base, head] = [buildAnalysis({ layers: sketch('1') }), buildAnalysis({ layers: sketch('2') })];
    const { rebuilt, causes } = describeImage('api', head, buildComparison(base, head), options);
    assert.equal(
      rebuilt && plainText(rebuilt),
      'layers 0, 1 and 3 were rebuilt with the same files, and only their times differ: 10 kB compressed to pull again (avoided by a build cache that is kept, or SOURCE_DATE_EPOCH with rewrite-timestamp=true)',
    );
    assert.deepEqual(causes.items, []);
  });

  /** What is said of a layer whose fingerprints became others. */
  const saidOf = (prints: Parameters<typeof printsOf>[0], content: [string, string] = ['crc32:1', 'crc32:1']) => {
    const sketch = (id: number, fingerprints: LayerSketch['fingerprints']) =>
      buildAnalysis({ layers: [layer('a', 10, { compressed: 5, id: `${id}`, content: content[id]!, fingerprints })] });
    const files = `${content[0].split(':')[0]}:f0`;
    const [base, head] = [sketch(0, printsOf({ files })), sketch(1, printsOf({ files, ...prints }))];
    const { rebuilt, causes } = describeImage('api', head, buildComparison(base, head), options);
    assert.deepEqual(causes.items, []);
    return rebuilt && plainText(rebuilt).replace(': 5 B compressed to pull again', ':');
  };

  it('says why a layer was rebuilt, and what avoids it', () => {
    const same = 'layer 0 a was rebuilt with the same files, and only';
    assert.equal(saidOf({ order: '1' }), `${same} their order differs: (avoided by a build cache that is kept)`);
    assert.equal(saidOf({ times: '1', order: '1' }), `${same} their times and order differ: (avoided by a build cache that is kept)`);
    assert.equal(
      saidOf({}),
      `${same} details of the tar differ, like its format or names of owners: (avoided by the same builder in every build)`,
    );
  });

  it('says of layers with the same files that their owners or modes are others', () => {
    const same = 'layer 0 a was rebuilt with the same files, and only their';
    const content: [string, string] = ['crc32:1', 'crc32:2'];
    assert.equal(
      saidOf({ owners: '1' }, content),
      `${same} owners differ: (avoided by fixed owners, as by COPY --chown and useradd --uid)`,
    );
    assert.equal(
      saidOf({ modes: '1', times: '1' }, content),
      `${same} modes and times differ: (avoided by fixed modes, as by COPY --chmod, and a build cache that is kept, or SOURCE_DATE_EPOCH with rewrite-timestamp=true)`,
    );
  });

  it('claims no more than what was compared', () => {
    const same = 'layer 0 a was rebuilt with files of the same names and sizes';
    assert.equal(saidOf({ times: '1' }, ['size:1', 'size:1']), `${same}, but other times:`);
    assert.equal(saidOf({}, ['size:1', 'size:1']), `${same}:`);
  });

  it('does not claim the same files where contents could not be compared', () => {
    const base = buildAnalysis({ layers: [layer('a', 10, { id: '1', content: 'size:1' })] });
    const head = buildAnalysis({ layers: [layer('a', 10, { id: '2', content: 'size:1' })] });
    const comparison = buildComparison(base, head);
    const { rebuilt } = describeImage(
      'api',
      head,
      { ...comparison, layers: comparison.layers.map((one) => ({ ...one, certain: false })) },
      options,
    );
    assert.equal(rebuilt && plainText(rebuilt), 'layer 0 a was rebuilt with files of the same names and sizes');
  });

  it('tells apart what was built again and what was only compressed another way', () => {
    const blob = (analysis: Analysis, name: string): Analysis => ({
      ...analysis,
      layers: analysis.layers.map((one, index) => (index === 1 ? { ...one, digest: digestOf(name) } : one)),
    });
    const sketch = (id: string) => [
      layer('a', 10, { compressed: 5_000, id: `a${id}`, content: 'crc32:1' }),
      layer('b', 10, { compressed: 3_000, id: 'b', content: 'crc32:2' }),
    ];
    const base = blob(buildAnalysis({ layers: sketch('1') }), 'gzip');
    const head = blob(buildAnalysis({ layers: sketch('2') }), 'zstd');
    const comparison = buildComparison(base, head);
    assert.deepEqual(
      comparison.layers.map(({ kind, differs }) => [kind, differs]),
      [
        ['rebuilt', undefined],
        ['same', ['compression']],
      ],
    );
    const { rebuilt } = describeImage('api', head, comparison, options);
    assert.equal(
      rebuilt && plainText(rebuilt),
      'layer 0 a was rebuilt with the same files: 5 kB compressed to pull again; layer 1 b is the same in another compression: 3 kB compressed to pull again (avoided by the same builder with the same compression)',
    );
    assert.equal(describeImage('api', base, buildComparison(base, base), options).rebuilt, undefined);
  });

  it('puts new waste with the layer that makes it, and nowhere else', () => {
    const base = buildAnalysis({ layers: [layer('a', 10)] });
    const head = buildAnalysis({
      layers: [layer('a', 10), layer('chmod', 10)],
      waste: [{ cause: 'rewritten', storedIn: 0, wastedIn: 1, bytes: 10 }],
    });
    const { causes, waste } = describeImage('api', head, buildComparison(base, head), options);
    assert.equal(causes.items[0]?.waste.length, 1);
    assert.deepEqual(waste.items, []);
  });

  it('lists layers and the heaviest directories but the root where there is no base', () => {
    const head = buildAnalysis({
      layers: [layer('a', 10)],
      directories: [
        ['', 10, 2],
        ['usr', 9, 1],
      ],
    });
    const details = describeImage('api', head, undefined, options);
    assert.equal(details.compared, false);
    assert.deepEqual(details.layers, [{ index: 0, total: '10 B', instruction: 'a' }]);
    assert.deepEqual(details.directories.items, [{ path: '/usr/', size: '9 B', files: '1 file' }]);
  });

  it('says unknown of a layer whose bytes are not at hand', () => {
    assert.equal(describeImage('api', buildAnalysis({ layers: [{ compressed: 4 }] }), undefined, options).layers[0]?.total, 'unknown');
  });
});
