import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { actionOutputs, computeOutputs } from '../../src/action/outputs.ts';
import type { Analysis } from '../../src/analysis/analysis.ts';
import type { LimitResult } from '../../src/budget/verdict.ts';
import type { Checked, CheckedImage } from '../../src/check.ts';
import { type AnalysisSketch, buildAnalysis } from '../support/analysis-builder.ts';

const paths = { json: '/tmp/report.json', markdown: '/tmp/report.md', record: false };
const none = { kind: 'none' } as const;

function analysisOf(total: number | undefined, wasted = 0, sketch: AnalysisSketch = {}): Analysis {
  const waste = wasted === 0 ? [] : [{ cause: 'removed' as const, storedIn: 0, wastedIn: 0, bytes: wasted }];
  return buildAnalysis({ layers: [total === undefined ? {} : { total }], waste, ...sketch });
}
function image(name: string, total: number | undefined, baseline?: number, platform = 'linux/amd64'): CheckedImage {
  const analysis = analysisOf(total, 0, { platform });
  const base = baseline === undefined ? {} : { baseline: { analysis: analysisOf(baseline, 0, { platform }) } };
  return { name, platform, analysis, weighed: { analysis }, ...base };
}
function checked(images: CheckedImage[], results: LimitResult[] = []): Checked {
  const outcome = results.some((result) => result.outcome === 'fail') ? 'fail' : 'pass';
  return { images, outcome, units: 'si', verdict: { outcome, results, figures: [], notes: [] } };
}
function outputs(images: CheckedImage[], results: LimitResult[] = []) {
  return computeOutputs({ checked: checked(images, results), decision: none }, paths);
}
function result(name: string, overBy: number, limit: number, more: Partial<LimitResult> = {}): LimitResult {
  return {
    image: name,
    metric: 'total',
    kind: 'max',
    actual: limit + overBy,
    limit,
    overBy,
    limitText: String(limit),
    outcome: 'fail',
    ...more,
  };
}

describe('actionOutputs', () => {
  it('describes each in whole sentences, on one line', () => {
    for (const [name, description] of Object.entries(actionOutputs)) assert.match(description, /^\S.*\.$/, name);
  });
});

describe('computeOutputs', () => {
  it('has a text for each output that is declared', () => {
    const all = outputs([image('api', 100)]);
    assert.deepEqual(Object.keys(all), Object.keys(actionOutputs));
    for (const [name, value] of Object.entries(all)) assert.equal(typeof value, 'string', name);
  });

  it('leaves empty what is not known', () => {
    assert.deepEqual(outputs([image('api', undefined)]), {
      outcome: 'pass',
      total: '',
      change: '',
      'change-percent': '',
      wasted: '',
      'over-by': '',
      'worst-image': '',
      'worst-metric': '',
      'baseline-sha': '',
      'baseline-kind': 'none',
      'baseline-distance': '',
      'comment-url': '',
      json: '/tmp/report.json',
      markdown: '/tmp/report.md',
      record: 'false',
    });
  });

  it('adds up images, each by its largest platform, on both sides', () => {
    const {
      total,
      change,
      'change-percent': percent,
    } = outputs([image('api', 100, 90), image('api', 120, 150, 'linux/arm64'), image('web', 30, 50)]);
    assert.deepEqual({ total, change, percent }, { total: '150', change: '-50', percent: '-25' });
  });

  it('knows no sum where one part is not known', () => {
    assert.equal(outputs([image('api', 100), image('web', undefined)]).total, '');
    assert.equal(outputs([image('api', 100, 90), image('web', 10)]).change, '');
    assert.equal(outputs([image('api', 100, 90), image('web', 10)]).total, '110');
  });

  for (const [now, before, percent] of [
    [10_513, 10_000, '5.13'],
    [100_000, 100_001, '0'],
    [100, 300, '-66.67'],
    [0, 0, '0'],
    [5, 0, ''],
  ] as const)
    it(`says ${percent || 'nothing'} of a change from ${before} to ${now}`, () =>
      assert.equal(outputs([image('api', now, before)])['change-percent'], percent));

  it('sums what is wasted', () => {
    const analysis = analysisOf(100, 40);
    assert.equal(outputs([{ name: 'api', platform: 'linux/amd64', analysis, weighed: { analysis } }]).wasted, '40');
  });

  it('names the limit that is passed by most in proportion, a failure before a warning', () => {
    const all = outputs(
      [image('api', 100)],
      [
        result('api', 900, 100, { outcome: 'warn', kind: 'warn' }),
        result('api', 50, 1000),
        result('web', 20, 100, { metric: 'wasted' }),
        result('db', 0, 10, { outcome: 'pass' }),
      ],
    );
    assert.deepEqual([all['over-by'], all['worst-image'], all['worst-metric'], all.outcome], ['20', 'web', 'wasted', 'fail']);
  });

  it('says what was compared with, and where it was told', () => {
    const commit = 'a'.repeat(40);
    const told = { ...paths, record: true, commentUrl: 'https://github.com/o/r/pull/1#issuecomment-1' };
    const exact = computeOutputs({ checked: checked([]), decision: { kind: 'exact', commit } }, told);
    const ancestor = computeOutputs({ checked: checked([]), decision: { kind: 'ancestor', commit, behind: 3 } }, told);
    assert.deepEqual([exact['baseline-sha'], exact['baseline-kind'], exact['baseline-distance']], [commit, 'exact', '0']);
    assert.deepEqual([ancestor['baseline-kind'], ancestor['baseline-distance']], ['ancestor', '3']);
    assert.deepEqual([exact['comment-url'], exact.record], [told.commentUrl, 'true']);
  });
});
