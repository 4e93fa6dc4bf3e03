/** Limits on own and base: what the base grew is not the image's, and no guess fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis, BaseImage } from '../../src/analysis/analysis.ts';
import { measure } from '../../src/analysis/metrics.ts';
import { judge } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { sampleAnalysis, sampleLayer } from '../analysis/sample-analysis.ts';
import { measuredImage } from './measured.ts';

const parse = (limits: string) => parseBudget(`version: 1\nimages: { api: { source: a, limits: ${limits} } }\n`, { file: 'plimsoll.yml' });
const today = '2026-01-01';
const known: BaseImage = { name: 'debian:12', layers: 1, knownBy: 'budget' };

function image(base: number, own: number, more: Partial<Analysis> = { base: known }): Analysis {
  const layers = [sampleLayer('a', { total: base }), sampleLayer('b', { total: own })];
  return sampleAnalysis({ layers, sizes: { total: base + own, live: base + own, wasted: 0 }, waste: [], ...more });
}

const guessed: BaseImage = { layers: 1, knownBy: 'history' };
const outcome = (limits: string, now: Analysis, baseline?: Analysis) =>
  judge(parse(limits), [measuredImage(now, baseline === undefined ? {} : { baseline })], { today }).results[0];

describe('own and base', () => {
  it('add up to total, and are absent where the base is not known', () => {
    assert.deepEqual([measure(image(70, 30)).own, measure(image(70, 30)).base], [30, 70]);
    assert.deepEqual(Object.hasOwn(measure(image(70, 30, {})), 'own'), false);
    const { total: _, ...unread } = sampleLayer('b');
    const half = image(70, 30, { base: known, layers: [sampleLayer('a', { total: 70 }), unread] });
    assert.deepEqual([measure(half).own, measure(half).base], [undefined, 70]);
  });

  it('are limited like other sizes', () => {
    assert.equal(outcome('{ own: 30 }', image(70, 30))?.outcome, 'pass');
    assert.equal(outcome('{ own: 29 }', image(70, 30))?.outcome, 'fail');
    assert.equal(outcome('{ base: 69 }', image(70, 30))?.outcome, 'fail');
  });

  it('do not count what the base grew as growth of own', () => {
    assert.equal(outcome('{ total: { max-increase: 0 } }', image(90, 30), image(70, 30))?.outcome, 'fail');
    assert.equal(outcome('{ own: { max-increase: 0 } }', image(90, 30), image(70, 30))?.outcome, 'pass');
    assert.equal(outcome('{ own: { max-increase: 0 } }', image(70, 31), image(90, 30))?.outcome, 'fail');
  });

  it('only warn where a side is a guess, and say so', () => {
    for (const [now, before] of [
      [image(70, 31, { base: guessed }), image(70, 30)],
      [image(70, 31), image(70, 30, { base: guessed })],
    ] as const) {
      const result = outcome('{ own: { max-increase: 0 } }', now, before);
      assert.equal(result?.outcome, 'warn');
      assert.equal(result?.note, 'a guess: where the base image ends is told by the history alone');
    }
    assert.equal(outcome('{ own: 1 }', image(70, 30, { base: guessed }))?.outcome, 'warn');
  });

  it('are an error where the base is not known, and why', () => {
    assert.throws(() => outcome('{ own: 30 }', image(70, 30, {})), {
      code: 'unknown-metric',
      message: /own of api \(linux\/amd64\), limited at plimsoll\.yml:2:\d+: its base image is not known: nothing names it/,
    });
    const named = 'Name the base image in the budget, as `base: REF` beside `source`. Or take the limit out.';
    assert.throws(() => outcome('{ own: 30, base: 70 }', image(70, 30, {})), { hint: named });
    const parted = image(70, 30, { unknown: [{ metric: 'own', reason: 'it parts at layer 1' }] });
    assert.throws(() => outcome('{ own: 30 }', parted), {
      message: /it parts at layer 1/,
      hint: 'Let `base` name the version of the base image that the image was built on; a digest never moves. Or take the limit out.',
    });
  });

  it('have the next step of each figure that is not known, once', () => {
    const bare = image(70, 30, { unknown: [{ metric: 'compressed', reason: 'the engine keeps its layers unpacked' }] });
    const all = '{ compressed: 1, own: 30, base: 70, update: 1 }';
    assert.throws(() => outcome(all, bare, bare), {
      hint:
        'Weigh a source that keeps its blobs as a registry stores them: the registry itself, or an OCI layout. ' +
        'Name the base image in the budget, as `base: REF` beside `source`. Or take the limit out.',
    });
    const { base: _, ...unread } = image(70, 30);
    const half = { ...unread, sizes: {}, base: known, layers: [sampleLayer('a', { total: 1 }), { ...sampleLayer('b'), total: undefined }] };
    assert.throws(() => outcome('{ own: 30 }', half as Analysis), {
      hint: 'Weigh a source that has the bytes of every layer. Or take the limit out.',
    });
  });

  it('have no growth where the baseline does not know its base', () => {
    const result = outcome('{ own: { max-increase: 0 } }', image(70, 30), image(70, 10, {}));
    assert.deepEqual([result?.outcome, result?.note], ['pass', 'the baseline does not know its own']);
  });
});
