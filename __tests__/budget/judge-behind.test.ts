/** Growth over the record of an earlier commit than the right one warns, unless the budget is strict. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Budget } from '../../src/budget/budget.ts';
import { judge, type MeasuredImage } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import type { LimitResult } from '../../src/budget/verdict.ts';
import { analysisOf, inventoryOf, measuredImage, weighing } from './measured.ts';

const budgetOf = (text: string): Budget => parseBudget(`version: 1\n${text}\n`, { file: 'plimsoll.yml' });
const grown = measuredImage(weighing(110), { baseline: weighing(100) });
const judged = (text: string, behind: number | undefined, one: MeasuredImage = grown) =>
  judge(budgetOf(text), [one], { today: '2026-06-15', behind });
const said = ({ kind, outcome, note }: LimitResult) => [kind, outcome, note];

describe('judge, with a baseline that is behind', () => {
  const growth = 'images: { api: { limits: { total: { max-increase: 5 } } } }';

  it('lets growth that would fail warn, and says how far behind', () => {
    const { outcome, results } = judged(growth, 3);
    assert.equal(outcome, 'warn');
    assert.deepEqual(results.map(said), [['max-increase', 'warn', 'the baseline is 3 commits behind']]);
    assert.equal(results[0]!.overBy, 5);
    assert.deepEqual(judged(growth, 1).results.map(said), [['max-increase', 'warn', 'the baseline is 1 commit behind']]);
  });

  it('fails with the right baseline', () => {
    for (const behind of [undefined, 0]) assert.deepEqual(judged(growth, behind).results.map(said), [['max-increase', 'fail', undefined]]);
  });

  it('fails where the budget is strict', () => {
    assert.deepEqual(judged(`${growth}\nbaseline: { strict: true }`, 3).results.map(said), [['max-increase', 'fail', undefined]]);
  });

  it('passes what passes, and says nothing of it', () => {
    assert.deepEqual(judged(growth.replace('5', '10'), 3).results.map(said), [['max-increase', 'pass', undefined]]);
  });

  it('holds what does not depend on the baseline', () => {
    const { outcome, results } = judged('images: { api: { limits: { total: { max: 109, warn: 105 }, efficiency: 100% } } }', 3);
    assert.equal(outcome, 'fail');
    assert.deepEqual(results.map(said), [
      ['max', 'fail', undefined],
      ['warn', 'warn', undefined],
      ['min', 'pass', undefined],
    ]);
  });

  it('says that there is no baseline where there is none', () => {
    assert.deepEqual(judged(growth, 3, measuredImage(weighing(110))).results.map(said), [['max-increase', 'pass', 'no baseline yet']]);
  });

  it('counts for paths, layers and groups too', () => {
    const text = [
      'images: { api: { limits: { layers: { max-increase: 0 } }, paths: { "/a": { max-increase: 0 } } } }',
      'groups: { all: { images: [api], limits: { total: { max-increase: 0 } } } }',
    ].join('\n');
    const more = { baseline: analysisOf({ total: 1 }, [1]), inventory: inventoryOf({ a: 2 }), baselineInventory: inventoryOf({ a: 1 }) };
    const { results } = judged(text, 2, measuredImage(analysisOf({ total: 2 }, [1, 1]), more));
    assert.deepEqual(
      results.map(({ image, metric, outcome, note }) => [image, metric, outcome, note]),
      [
        ['api', 'layers', 'warn', 'the baseline is 2 commits behind'],
        ['api', 'path', 'warn', 'the baseline is 2 commits behind'],
        ['group:all', 'total', 'warn', 'the baseline is 2 commits behind'],
      ],
    );
  });

  it('is said after an exception that expired', () => {
    const rest = 'exceptions: [{ image: api, metric: total, max-increase: 20, until: 2026-01-31, reason: CUDA 13 }]';
    assert.deepEqual(judged(`${growth}\n${rest}`, 3).results.map(said), [
      ['max-increase', 'warn', 'the exception for it expired on 2026-01-31: CUDA 13; the baseline is 3 commits behind'],
    ]);
  });
});
