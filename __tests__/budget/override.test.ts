/** A verdict that a label lets pass. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from '../../src/budget/judge.ts';
import { overrideVerdict } from '../../src/budget/override.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import type { Verdict } from '../../src/budget/verdict.ts';
import { measuredImage, weighing } from './measured.ts';

const by = { label: 'allow-image-growth', by: 'octocat' };
const judged = (limits: string, rest = ''): Verdict => {
  const budget = parseBudget(`version: 1\nimages: { api: { limits: { ${limits} } } }\n${rest}`, { file: 'plimsoll.yml' });
  return judge(budget, [measuredImage(weighing(100, 50))], { today: '2026-06-15' });
};

describe('overrideVerdict', () => {
  it('turns failures into warnings that name the label and the person, and leaves the rest', () => {
    const before = judged('total: { max: 90, warn: 80 }, live: 60, wasted: 10');
    const after = overrideVerdict(before, by);
    assert.equal(before.outcome, 'fail', 'the verdict itself stays');
    assert.equal(after.outcome, 'warn');
    assert.deepEqual(after.overridden, by);
    assert.deepEqual(
      after.results.map(({ metric, kind, outcome, note }) => [metric, kind, outcome, note]),
      [
        ['total', 'max', 'warn', 'allowed by the label allow-image-growth, which octocat set'],
        ['total', 'warn', 'warn', undefined],
        ['live', 'max', 'pass', undefined],
        ['wasted', 'max', 'warn', 'allowed by the label allow-image-growth, which octocat set'],
      ],
    );
    assert.deepEqual(after.notes, ['What is over the budget is allowed by the label allow-image-growth, which octocat set']);
    assert.deepEqual(after.figures, before.figures);
    assert.equal(after.results[0]!.overBy, 10);
  });

  it('keeps the notes that there are', () => {
    const rest = 'exceptions: [{ image: api, metric: total, max: 200, until: 2026-01-31, reason: CUDA 13 }]\n';
    const before = judged('total: 90', rest);
    const { results, notes } = overrideVerdict(before, by);
    assert.equal(
      results[0]!.note,
      'the exception for it expired on 2026-01-31: CUDA 13; allowed by the label allow-image-growth, which octocat set',
    );
    assert.deepEqual(notes.slice(0, -1), before.notes);
    assert.equal(before.notes.length, 1);
  });

  it('leaves warnings what they are, and says that they are allowed', () => {
    const verdict = judged('total: { warn: 90 }');
    const allowed = overrideVerdict(verdict, by);
    assert.deepEqual([allowed.outcome, allowed.results, allowed.overridden], ['warn', verdict.results, by]);
    assert.match(allowed.notes.at(-1) ?? '', /over a warning line is allowed by the label/);
  });

  it('returns a verdict that passes as it is', () => {
    for (const limits of ['total: 100', '']) {
      const verdict = judged(limits);
      assert.equal(verdict.outcome, 'pass');
      assert.equal(overrideVerdict(verdict, by), verdict);
    }
  });
});
