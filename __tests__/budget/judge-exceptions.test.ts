/** The verdict: exceptions and groups. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge, type MeasuredImage } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { analysisOf, measuredImage, weighing } from './measured.ts';

const judgeOn = (today: string, text: string, measured: MeasuredImage[]) =>
  judge(parseBudget(`version: 1\n${text}`, { file: 'plimsoll.yml' }), measured, { today });

describe('exceptions', () => {
  const budget = (exception: string, limits = 'total: { max: 100, max-increase: 1% }, wasted: 1%') =>
    `images: { api: { limits: { ${limits} } } }\nexceptions: [ { image: api, until: 2027-01-31, reason: CUDA 13, ${exception} } ]\n`;
  const outcomes = (today: string, exception: string, now = weighing(150), baseline = weighing(100)) => {
    const { results, notes } = judgeOn(today, budget(exception), [measuredImage(now, { baseline })]);
    return { results: results.map(({ kind, outcome, limit, limitText, note }) => [kind, outcome, limit, limitText, note]), notes };
  };

  it('raises a limit up to and including its last day', () => {
    const { results, notes } = outcomes('2027-01-31', 'metric: total, max: 150, max-increase: 50%, ref: "#412"');
    assert.deepEqual(results, [
      ['max', 'pass', 150, '150', 'an exception allows 150 instead of 100 until 2027-01-31: CUDA 13 (#412)'],
      ['max-increase', 'pass', 50, '50%', 'an exception allows 50% instead of 1% until 2027-01-31: CUDA 13 (#412)'],
      ['max', 'pass', 1, '1%', undefined],
    ]);
    assert.deepEqual(notes, [
      'The exception for total of api at plimsoll.yml:3:15 is in force until 2027-01-31: max is 150, max-increase is 50%: CUDA 13 (#412)',
    ]);
  });
  it('no longer counts on the day after, and both the limit and the verdict say so', () => {
    const { results, notes } = outcomes('2027-02-01', 'metric: total, max: 150');
    assert.deepEqual(results[0], ['max', 'fail', 100, '100', 'the exception for it expired on 2027-01-31: CUDA 13']);
    assert.deepEqual(notes, ['The exception for total of api at plimsoll.yml:3:15 expired on 2027-01-31 and no longer counts: CUDA 13']);
  });
  it('fails what is larger than it allows', () => {
    assert.deepEqual(outcomes('2027-01-01', 'metric: total, max: 149').results[0]!.slice(0, 3), ['max', 'fail', 149]);
  });
  it('never lowers a limit', () => {
    assert.deepEqual(outcomes('2027-01-01', 'metric: total, max: 90', weighing(95)).results[0], ['max', 'pass', 100, '100', undefined]);
  });
  it('compares a size with a share', () => {
    const { results } = outcomes('2027-01-01', 'metric: wasted, max: 5', weighing(100, 5));
    assert.deepEqual(results[2]!.slice(0, 4), ['max', 'pass', 5, '5']);
  });
  it('counts only for its platform and its metric', () => {
    assert.equal(outcomes('2027-01-01', 'metric: total, platform: linux/arm64, max: 150').results[0]![1], 'fail');
    assert.equal(outcomes('2027-01-01', 'metric: live, max: 150').results[0]![1], 'fail');
  });
  it('says that there is nothing to raise', () => {
    assert.deepEqual(outcomes('2027-01-01', 'metric: live, max: 150').notes, [
      'The exception for live of api at plimsoll.yml:3:15 raises nothing: there is no max of live',
    ]);
  });
  it('says that it raises nothing where it is not above the limit, also of one that is a share', () => {
    const note = (exception: string, limits?: string) =>
      judgeOn('2027-01-01', budget(exception, limits), [measuredImage(weighing(95, 5), { baseline: weighing(90) })]).notes[0]!.replace(
        /^The exception for \w+ of api at plimsoll\.yml:3:15 /,
        '',
      );
    assert.equal(note('metric: total, max: 90'), 'raises nothing: its max, 90, is not above the limit, 100');
    assert.equal(note('metric: total, max: 100'), 'raises nothing: its max, 100, is not above the limit, 100');
    assert.equal(note('metric: wasted, max: 5', 'wasted: 10%'), 'raises nothing: its max, 5, is not above the limit, 10%');
    assert.equal(note('metric: wasted, max: 20', 'wasted: 10%'), 'is in force until 2027-01-31: max is 20: CUDA 13');
    assert.equal(
      note('metric: total, max: 90, max-increase: 50%'),
      'is in force until 2027-01-31: max-increase is 50%; but its max, 90, is not above the limit, 100: CUDA 13',
    );
    assert.equal(
      note('metric: total, max: 150, max-increase: 5', 'total: 100'),
      'is in force until 2027-01-31: max is 150; but there is no max-increase of total: CUDA 13',
    );
  });
});

describe('groups', () => {
  const groups =
    'images: { api: {}, web: {} }\ngroups: { all: { images: ["*"], limits: { total: { max: 100, max-increase: 10 }, wasted: 10% } } }\n';
  const api = measuredImage(weighing(40, 4), { baseline: weighing(38) });
  const web = (total: number, platform = 'linux/amd64', baseline?: number): MeasuredImage =>
    measuredImage(weighing(total, 6), { image: 'web', platform, ...(baseline === undefined ? {} : { baseline: weighing(baseline) }) });
  const results = (measured: MeasuredImage[]) =>
    judgeOn('2026-01-01', groups, measured).results.map(({ image, platform, metric, kind, actual, limit, outcome, note }) => [
      image,
      platform,
      metric,
      kind,
      actual,
      limit,
      outcome,
      note,
    ]);

  it('sums over the images, for each its largest platform', () => {
    assert.deepEqual(results([api, web(50), web(60, 'linux/arm64')]), [
      ['group:all', undefined, 'total', 'max', 100, 100, 'pass', undefined],
      ['group:all', undefined, 'total', 'max-increase', 100, 10, 'pass', 'no baseline yet for all images of the group'],
      ['group:all', undefined, 'wasted', 'max', 10, 9, 'fail', undefined],
    ]);
    assert.equal(results([api, web(50), web(61, 'linux/arm64')])[0]![6], 'fail');
  });
  it('holds the growth of the sum against the sum of the baselines', () => {
    assert.equal(results([api, web(50, 'linux/amd64', 42)])[1]![6], 'pass');
    assert.equal(results([api, web(50, 'linux/amd64', 41)])[1]![6], 'fail');
  });
  it('is not judged where an image was not weighed, and that is said', () => {
    const { results: none, notes } = judgeOn('2026-01-01', groups, [api]);
    assert.deepEqual(none, []);
    assert.deepEqual(notes, ['The group all is not judged: web was not weighed']);
  });
  it('is an error where an image does not know the metric', () => {
    assert.throws(
      () => judgeOn('2026-01-01', groups, [api, measuredImage(analysisOf({}), { image: 'web' })]),
      /total of web \(linux\/amd64\), limited in the group all at plimsoll\.yml:3:/,
    );
  });
});
