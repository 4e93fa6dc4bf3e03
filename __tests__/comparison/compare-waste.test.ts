/** Waste is new only where it was not wasted before, and is told with who stored and who wasted it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis, Waste } from '../../src/analysis/analysis.ts';
import { compareWaste } from '../../src/comparison/compare-waste.ts';
import type { WasteChange } from '../../src/comparison/comparison.ts';
import { matchLayers } from '../../src/comparison/match-layers.ts';
import { sampleAnalysis, sampleLayer } from '../analysis/sample-analysis.ts';

/** Layers by name, each made by the instruction `RUN name`; waste written `cause path bytes storedIn wastedIn`. */
function imageOf(layers: string[], ...waste: string[]): Analysis {
  return sampleAnalysis({
    layers: layers.map((name) => sampleLayer(name, { createdBy: `RUN ${name.replace(/\d+$/, '')}` })),
    waste: waste.map((line) => {
      const [cause, path, bytes, storedIn, wastedIn] = line.split(' ');
      return { cause, path, bytes: Number(bytes), storedIn: Number(storedIn), wastedIn: Number(wastedIn) } as Waste;
    }),
  });
}

function written(changes: WasteChange[]): string[] {
  return changes.map(({ cause, side, storedIn, wastedIn, storedBy, wastedBy, base, head, change, paths }) => {
    const sizes = `${base.files}/${base.bytes}>${head.files}/${head.bytes} ${change > 0 ? '+' : ''}${change}`;
    return `${cause} ${side} ${storedIn}:${storedBy} ${wastedIn}:${wastedBy} ${sizes} ${paths.join(' ')}`;
  });
}

function compared(base: Analysis, head: Analysis): { new: string[]; gone: string[] } {
  const found = compareWaste(base, head, matchLayers(base.layers, head.layers));
  return { new: written(found.new), gone: written(found.gone) };
}

describe('compareWaste', () => {
  it('groups what a new layer stores again, and names the largest paths', () => {
    const base = imageOf(['from', 'copy']);
    const head = imageOf(
      ['from', 'copy', 'chmod'],
      'rewritten app/a 50 1 2',
      'rewritten app/b 90 1 2',
      'rewritten app/c 10 1 2',
      'rewritten app/d 20 1 2',
    );
    assert.deepEqual(compared(base, head), {
      new: ['rewritten head 1:RUN copy 2:RUN chmod 0/0>4/170 +170 app/b app/a app/d'],
      gone: [],
    });
    assert.deepEqual(compared(head, base), {
      new: [],
      gone: ['rewritten base 1:RUN copy 2:RUN chmod 4/170>0/0 -170 app/b app/a app/d'],
    });
  });

  it('says nothing of waste that was there before, also when its layers were rebuilt, moved or edited', () => {
    const base = imageOf(['from', 'apt', 'clean'], 'removed var/cache/x 50 1 2', 'removed var/cache/x 50 1 2');
    for (const layers of [
      ['from', 'apt2', 'clean2'],
      ['from', 'other', 'apt', 'clean'],
      ['from', 'apt-new', 'clean-new'],
    ]) {
      const [storedIn, wastedIn] = [layers.length - 2, layers.length - 1];
      const line = `removed var/cache/x 50 ${storedIn} ${wastedIn}`;
      assert.deepEqual(compared(base, imageOf(layers, line, line)), { new: [], gone: [] }, layers.join());
    }
  });

  it('gives the change of a group, with the paths that grew it', () => {
    const base = imageOf(['from', 'rm'], 'removed a 50 0 1', 'removed b 50 0 1', 'removed old 5 0 1');
    const head = imageOf(['from', 'rm2'], 'removed a 50 0 1', 'removed b 70 0 1', 'removed c 1 0 1');
    assert.deepEqual(compared(base, head).new, ['removed head 0:RUN from 1:RUN rm 3/105>3/121 +16 b c']);
    assert.deepEqual(compared(head, base).gone, ['removed head 0:RUN from 1:RUN rm 3/121>3/105 -16 b c']);
  });

  it('keeps causes apart, and one more copy of a path is new', () => {
    const base = imageOf(['from', 'one', 'two'], 'replaced a 10 0 1');
    const head = imageOf(['from', 'one', 'two'], 'replaced a 10 0 1', 'replaced a 30 1 2', 'removed b 20 0 2');
    assert.deepEqual(compared(base, head).new, [
      'replaced head 1:RUN one 2:RUN two 0/0>1/30 +30 a',
      'removed head 0:RUN from 2:RUN two 0/0>1/20 +20 b',
    ]);
  });

  it('pairs the copies of a path by their sizes where the layers do not tell', () => {
    const base = imageOf(['one', 'two', 'three'], 'removed a 10 0 1', 'removed a 30 1 2');
    const head = imageOf(['other', 'else'], 'removed a 30 0 1');
    assert.deepEqual(compared(base, head), { new: [], gone: ['removed base 0:RUN one 1:RUN two 1/10>0/0 -10 a'] });
  });

  it('takes a hundred thousand wasted files in one group', () => {
    const lines = Array.from({ length: 100_000 }, (_, i) => `rewritten app/${i} 1 0 1`);
    const found = compareWaste(imageOf(['from', 'chmod']), imageOf(['from', 'chmod'], ...lines), []);
    assert.deepEqual(
      found.new.map(({ head }) => head),
      [{ files: 100_000, bytes: 100_000 }],
    );
  });
});
