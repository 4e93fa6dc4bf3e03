/** The verdict: single limits, where they decide by one byte, and what is said about them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { emptyBudget } from '../../src/budget/budget.ts';
import { judge, type MeasuredImage } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import type { LimitResult } from '../../src/budget/verdict.ts';
import { analysisOf, inventoryOf, measuredImage, weighing } from './measured.ts';

const today = '2026-06-15';
const budgetOf = (text: string) => parseBudget(`version: 1\n${text}`, { file: 'plimsoll.yml' });
const limited = (limits: string, rest = '') => budgetOf(`images: { api: { limits: { ${limits} } } }\n${rest}`);
const judgeOne = (limits: string, analysis: Analysis, more: Partial<MeasuredImage> = {}, rest = '') =>
  judge(limited(limits, rest), [measuredImage(analysis, more)], { today });

/** The only result. */
function result(limits: string, analysis: Analysis, baseline?: Analysis, rest = ''): LimitResult {
  const { results } = judgeOne(limits, analysis, baseline === undefined ? {} : { baseline }, rest);
  assert.equal(results.length, 1);
  return results[0]!;
}

describe('judge', () => {
  it('passes what equals its limit, and fails one byte more', () => {
    assert.deepEqual(result('total: 250 MB', weighing(250_000_000)), {
      image: 'api',
      platform: 'linux/amd64',
      metric: 'total',
      kind: 'max',
      actual: 250_000_000,
      limit: 250_000_000,
      limitText: '250 MB',
      outcome: 'pass',
      place: { file: 'plimsoll.yml', line: 2, column: 35 },
    });
    const over = result('total: 250 MB', weighing(250_000_001));
    assert.equal(over.outcome, 'fail');
    assert.equal(over.overBy, 1);
  });

  const table: [string, string, Analysis, Analysis | undefined, 'pass' | 'warn' | 'fail', number | undefined][] = [
    ['a warning line reached', 'total: { warn: 100 }', weighing(100), undefined, 'pass', 100],
    ['a warning line passed', 'total: { warn: 100 }', weighing(101), undefined, 'warn', 100],
    ['waste at its share of total', 'wasted: 4%', weighing(1000, 40), undefined, 'pass', 40],
    ['waste above its share of total', 'wasted: 4%', weighing(1000, 41), undefined, 'fail', 40],
    ['waste at a share that is no whole byte', 'wasted: 4%', weighing(1024, 40), undefined, 'pass', 40],
    ['waste above a share that is no whole byte', 'wasted: 4%', weighing(1024, 41), undefined, 'fail', 40],
    ['no waste where none is allowed', 'wasted: 0', weighing(1000, 0), undefined, 'pass', 0],
    ['a byte of waste where none is allowed', 'wasted: 0', weighing(1000, 1), undefined, 'fail', 0],
    ['efficiency at its bound', 'efficiency: 95%', weighing(100, 5), undefined, 'pass', 0.95],
    ['efficiency a byte below its bound', 'efficiency: 95%', weighing(100_000_000, 5_000_001), undefined, 'fail', 0.95],
    ['efficiency as a ratio', 'efficiency: 0.07', weighing(100, 93), undefined, 'pass', 0.07],
    ['efficiency below its warning line', 'efficiency: { warn: 99% }', weighing(100, 2), undefined, 'warn', 0.99],
    ['the efficiency of an empty image', 'efficiency: 100%', weighing(0), undefined, 'pass', 1],
    ['the largest of several layers', 'layer: 50', analysisOf({}, [10, 51, 20]), undefined, 'fail', 50],
    ['as many layers as allowed', 'layers: 2', analysisOf({}, [1, 1]), undefined, 'pass', 2],
    ['a layer too many', 'layers: 2', analysisOf({}, [1, 1, 1]), undefined, 'fail', 2],
    ['growth as allowed', 'total: { max-increase: 5 }', weighing(105), weighing(100), 'pass', 5],
    ['growth a byte above what is allowed', 'total: { max-increase: 5 }', weighing(106), weighing(100), 'fail', 5],
    ['growth by the share allowed', 'total: { max-increase: 3% }', weighing(103), weighing(100), 'pass', 3],
    ['growth above the share allowed', 'total: { max-increase: 3% }', weighing(104), weighing(100), 'fail', 3],
    [
      'growth above a share that floating point would round away',
      'total: { max-increase: 0.0001% }',
      weighing(9_007_199_254_740_000),
      weighing(9_007_190_247_549_752),
      'fail',
      9_007_190_247,
    ],
    ['growth from nothing by a share', 'total: { max-increase: 50% }', weighing(1), weighing(0), 'fail', 0],
    ['a smaller image where no growth is allowed', 'total: { max-increase: 0 }', weighing(90), weighing(100), 'pass', 0],
    ['growth of the number of layers', 'layers: { max-increase: 0 }', analysisOf({}, [1, 1]), analysisOf({}, [1]), 'fail', 0],
  ];
  for (const [what, limits, now, before, outcome, limit] of table) {
    it(`answers ${outcome} to ${what}`, () => {
      const found = result(limits, now, before);
      assert.equal(found.outcome, outcome);
      assert.equal(found.limit, limit);
      assert.equal((found.overBy ?? 0) > 0, outcome !== 'pass');
    });
  }

  it('never fails for a warning, and fails if one limit fails', () => {
    assert.equal(judgeOne('total: { max: 200, warn: 100 }', weighing(150)).outcome, 'warn');
    const both = judgeOne('total: { max: 200, warn: 100 }', weighing(250));
    assert.equal(both.outcome, 'fail');
    assert.deepEqual(
      both.results.map(({ kind, outcome }) => [kind, outcome]),
      [
        ['max', 'fail'],
        ['warn', 'warn'],
      ],
    );
  });

  it('holds absolute limits without a baseline, and says of increases that there is none yet', () => {
    const { results, outcome } = judgeOne('total: { max: 100, max-increase: 5% }, live: { max-increase: 3 }', weighing(101));
    assert.equal(outcome, 'fail');
    assert.deepEqual(
      results.map(({ metric, kind, outcome: each, limit, note }) => [metric, kind, each, limit, note]),
      [
        ['total', 'max', 'fail', 100, undefined],
        ['total', 'max-increase', 'pass', undefined, 'no baseline yet'],
        ['live', 'max-increase', 'pass', 3, 'no baseline yet'],
      ],
    );
  });

  it('says that a baseline does not know a metric', () => {
    const found = result('compressed: { max-increase: 1 }', analysisOf({ compressed: 5 }), weighing(3));
    assert.equal(found.outcome, 'pass');
    assert.equal(found.note, 'the baseline does not know its compressed');
  });

  it('refuses limits on figures that are not known, all in one error that gives the reasons', () => {
    const analysis = analysisOf({}, [undefined], { unknown: [{ metric: 'total', reason: 'a foreign layer is not in the archive' }] });
    assert.throws(() => judgeOne('compressed: 9 MB, layer: { warn: 3 }, layers: 2', analysis), {
      name: 'ExpectedError',
      code: 'unknown-metric',
      message: [
        'Judging the budget: a limit on what is not known cannot be held:',
        'compressed of api (linux/amd64), limited at plimsoll.yml:2:40: this source does not know it',
        'layer of api (linux/amd64), limited at plimsoll.yml:2:61: a foreign layer is not in the archive',
      ].join('\n'),
    });
  });

  it('gives the figures of every image, also of one that the budget does not name', () => {
    const { figures, results } = judge(emptyBudget('.'), [measuredImage(weighing(10, 1), { baseline: weighing(8) })], { today });
    assert.deepEqual(results, []);
    assert.deepEqual(
      figures.find(({ metric }) => metric === 'total'),
      { image: 'api', platform: 'linux/amd64', metric: 'total', actual: 10, baseline: 8, change: 2 },
    );
    assert.deepEqual(
      figures.map(({ metric }) => metric),
      ['total', 'live', 'wasted', 'efficiency', 'layer', 'layers', 'update', 'churn'],
    );
  });

  it('orders images as the budget does', () => {
    const budget = budgetOf('images: { b: { limits: { total: 5 } }, a: { limits: { total: 5 } } }');
    const verdict = judge(budget, [measuredImage(weighing(1), { image: 'a' }), measuredImage(weighing(1), { image: 'b' })], { today });
    assert.deepEqual(
      verdict.results.map(({ image }) => image),
      ['b', 'a'],
    );
  });

  it('holds each platform against its own limits, and says which were not weighed', () => {
    const budget = budgetOf(
      'images: { api: { limits: { total: 10 }, platform-limits: { linux/arm64: { total: 20 }, linux/s390x: { total: 1 } } } }',
    );
    const verdict = judge(budget, [measuredImage(weighing(15)), measuredImage(weighing(15), { platform: 'linux/arm64' })], { today });
    assert.deepEqual(
      verdict.results.map(({ platform, outcome }) => [platform, outcome]),
      [
        ['linux/amd64', 'fail'],
        ['linux/arm64', 'pass'],
      ],
    );
    assert.deepEqual(verdict.notes, ['The limits of api for linux/s390x are not judged: that platform was not weighed']);
  });

  it('agrees with plain arithmetic', () => {
    const bytes = fc.nat({ max: 10_000 });
    fc.assert(
      fc.property(bytes, bytes, bytes, fc.nat({ max: 200 }), (now, before, limit, percent) => {
        const { results } = judgeOne(`total: { max: ${limit}, max-increase: ${percent}% }`, weighing(now), { baseline: weighing(before) });
        assert.equal(results[0]!.outcome, now > limit ? 'fail' : 'pass');
        assert.equal(results[1]!.outcome, (now - before) * 100 > before * percent ? 'fail' : 'pass');
      }),
    );
  });
});

describe('noise', () => {
  const noise = (text: string) => `defaults: { noise: { ${text} } }`;
  const outcome = (now: number, rest: string) => result('total: { max-increase: 0 }', weighing(now), weighing(1_000_000), rest);

  it('lets growth of at most the bytes given pass, and says so', () => {
    const found = outcome(1_004_096, noise('bytes: 4 KiB'));
    assert.equal(found.outcome, 'pass');
    assert.equal(found.note, 'growth within the noise (at most 4.096 kB)');
    assert.equal(found.overBy, undefined);
    assert.equal(outcome(1_004_097, noise('bytes: 4 KiB')).outcome, 'fail');
  });
  it('lets growth of at most the share given pass', () => {
    assert.equal(outcome(1_000_500, noise('percent: 0.05%')).outcome, 'pass');
    assert.equal(outcome(1_000_501, noise('percent: 0.05%')).outcome, 'fail');
  });
  it('counts only growth above both', () => {
    const both = noise('bytes: 4 KiB, percent: 0.05%');
    assert.equal(outcome(1_000_501, both).note, 'growth within the noise (at most 4.096 kB or 0.05% of the baseline)');
    assert.equal(outcome(1_004_097, both).outcome, 'fail');
  });
  it('says nothing of growth that is allowed anyway', () => {
    const found = result('total: { max-increase: 10 }', weighing(105), weighing(100), noise('bytes: 4 KiB'));
    assert.equal(found.note, undefined);
  });
  it('does not apply to the largest size, nor to the number of layers', () => {
    assert.equal(result('total: 100', weighing(101), undefined, noise('bytes: 4 KiB')).outcome, 'fail');
    assert.equal(result('layers: { max-increase: 0 }', analysisOf({}, [1, 1]), analysisOf({}, [1]), noise('bytes: 4 KiB')).outcome, 'fail');
  });
});

describe('path budgets', () => {
  const budget = budgetOf(
    'images: { api: { paths: { "/app/*.js": 10, "**/.git/**": 0, "/none/**": { max: 0, max-increase: 0 }, "/app/**": { max-increase: 5 } } } }',
  );
  const inventory = inventoryOf({ 'app/a.js': 6, 'app/.b.js': 5, 'app/c/d.js': 7, 'srv/.git/config': 1, 'app/line\nbreak': 2 });

  it('weighs what a glob holds, names that begin with a dot too, and a glob that holds nothing as 0', () => {
    const { results } = judge(budget, [measuredImage(weighing(21), { inventory })], { today });
    assert.deepEqual(
      results.map(({ metric, path, kind, actual, outcome, note }) => [metric, path, kind, actual, outcome, note]),
      [
        ['path', '/app/*.js', 'max', 11, 'fail', undefined],
        ['path', '**/.git/**', 'max', 1, 'fail', undefined],
        ['path', '/none/**', 'max', 0, 'pass', undefined],
        ['path', '/none/**', 'max-increase', 0, 'pass', 'no baseline yet'],
        ['path', '/app/**', 'max-increase', 20, 'pass', 'no baseline yet'],
      ],
    );
  });
  it('holds growth against the files of the baseline', () => {
    const baselineInventory = inventoryOf({ 'app/a.js': 14 });
    const { results } = judge(budget, [measuredImage(weighing(21), { inventory, baseline: weighing(14), baselineInventory })], { today });
    assert.deepEqual([results[4]!.baseline, results[4]!.change, results[4]!.overBy, results[4]!.outcome], [14, 6, 1, 'fail']);
  });
  it('says that the baseline has no list of files', () => {
    const { results } = judge(budget, [measuredImage(weighing(21), { inventory, baseline: weighing(14) })], { today });
    assert.equal(results[4]!.note, 'the baseline has no list of its files');
  });
  it('is an error without a list of files', () => {
    assert.throws(() => judge(budget, [measuredImage(weighing(21))], { today }), { code: 'unknown-metric' });
  });
});
