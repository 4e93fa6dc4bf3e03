/** The fast way to apply layers against the obvious one, on stacks that get in each other's way; and that it stays fast. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Waste } from '../../src/analysis/analysis.ts';
import { applyLayers, type ModelWaste, type Operation, tarOf } from '../support/model.ts';
import { randomLayers } from '../support/random-layers.ts';
import { type Way, type WeighedLayers, weighLayers } from '../support/weigh-layers.ts';

const rowOf = ({ bytes, cause, storedIn, wastedIn }: Omit<Waste, 'path'>) =>
  `${bytes} ${cause} stored in ${storedIn}, wasted in ${wastedIn}`;

/** Pairs rows with the model's, which leave open which of several names is told. */
function canPair(waste: readonly Waste[], expected: readonly ModelWaste[]): boolean {
  const [first, ...rest] = waste;
  if (first === undefined) return expected.length === 0;
  return expected.some(
    (one, index) => rowOf(one) === rowOf(first) && one.paths.includes(first.path) && canPair(rest, expected.toSpliced(index, 1)),
  );
}

function assertSameWaste(waste: readonly Waste[], expected: readonly ModelWaste[]): void {
  assert.deepEqual(waste.map(rowOf).sort(), expected.map(rowOf).sort());
  for (const row of new Set(waste.map(rowOf))) {
    const [ours, theirs] = [waste.filter((one) => rowOf(one) === row), expected.filter((one) => rowOf(one) === row)];
    assert.ok(canPair(ours, theirs), `${row}: ${ours.map(({ path }) => path)} for ${JSON.stringify(theirs)}`);
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** What must hold of any analysis. */
function assertSums({ analysis, files }: WeighedLayers): void {
  const { total, live, wasted } = analysis.sizes;
  assert.equal(live! + wasted!, total);
  assert.equal(sum(analysis.waste.map(({ bytes }) => bytes)), wasted);
  assert.equal(sum(analysis.layers.map((layer) => layer.wasted!)), wasted);
  assert.equal(sum(analysis.layers.map((layer) => layer.total!)), total);
  assert.equal(sum(files.map(({ bytes }) => bytes)), live);
  assert.equal(analysis.directories.find(({ path }) => path === '')?.bytes ?? 0, live);
  const paths = files.map(({ path }) => path);
  assert.deepEqual(paths, [...new Set(paths)].sort());
}

async function assertAsModel(layers: readonly (readonly Operation[])[], way: Way): Promise<WeighedLayers> {
  const model = applyLayers(layers);
  const weighed = await weighLayers(layers.map(tarOf), way);
  const { analysis, files } = weighed;
  assertSums(weighed);
  assert.deepEqual(analysis.sizes, { total: model.total, live: model.live, wasted: model.wasted });
  assertSameWaste(analysis.waste, model.waste);
  assert.deepEqual(
    analysis.layers.map((layer) => layer.wasted),
    model.wastedByLayer,
  );
  assert.deepEqual(
    files.map(({ path, bytes, layer }) => ({ path, bytes, layer })),
    model.inventory,
  );
  assert.deepEqual(
    new Map(analysis.directories.map(({ path, bytes, files: count }) => [path, { bytes, files: count }])),
    model.directories,
  );
  const notes = model.danglingLinks.flatMap((count, layer) =>
    count > 0 ? [`layer ${layer} holds hard links to files that do not exist (${count})`] : [],
  );
  assert.deepEqual(analysis.notes ?? [], notes);
  return weighed;
}

describe('FileTree against the model', () => {
  it('weighs random stacks as the model does, by checksums and by bodies alike', async () => {
    let rewritten = 0;
    await fc.assert(
      fc.asyncProperty(randomLayers, async (layers) => {
        const [byBodies, byChecksums] = [await assertAsModel(layers, 'file'), await assertAsModel(layers, 'gzip')];
        assert.deepEqual(byBodies.analysis.waste, byChecksums.analysis.waste);
        await assertAsModel(layers, 'mixed');
        if (byBodies.analysis.waste.some(({ cause }) => cause === 'rewritten')) rewritten++;
      }),
      { numRuns: Number(process.env.PLIMSOLL_RUNS ?? 300) },
    );
    // A generator whose layers never met would prove little.
    assert.ok(rewritten > 10, `only ${rewritten} stacks rewrite a file`);
  });
});
