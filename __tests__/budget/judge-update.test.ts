/** Limits on what an update pulls: they need a baseline, and no guess fails. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { judge } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { tightenBudget } from '../../src/budget/tighten.ts';
import { ExpectedError } from '../../src/errors.ts';
import { sampleAnalysis, sampleDigest, sampleLayer } from '../analysis/sample-analysis.ts';
import { measuredImage } from './measured.ts';

const text = (limits: string, rest = '') => `version: 1\nimages: { api: { source: a, limits: ${limits} } }\n${rest}`;
const parse = (limits: string, rest = '') => parseBudget(text(limits, rest), { file: 'plimsoll.yml' });
const today = '2026-01-01';

/** One layer; `blob` is what it is called, `content` which files it has. */
function image(blob: string, content: string | undefined, compressed?: number): Analysis {
  const known = { ...(content === undefined ? {} : { content }), ...(compressed === undefined ? {} : { compressed }) };
  return sampleAnalysis({ layers: [sampleLayer(blob, { digest: sampleDigest(`${blob}.gz`), ...known })], waste: [] });
}

const before = image('a', 'crc32:1', 100);
const after = measuredImage(image('b', 'crc32:2', 60), { baseline: before });
const rebuilt = measuredImage(image('b', 'crc32:1', 60), { baseline: before });

describe('a limit on update or churn', () => {
  it('passes what equals it, fails one byte more, and warns above its warning line', () => {
    const outcomes = (limit: string) => judge(parse(limit), [after], { today }).results.map(({ outcome, overBy }) => [outcome, overBy]);
    assert.deepEqual(outcomes('{ update: 60 }'), [['pass', undefined]]);
    assert.deepEqual(outcomes('{ update: 59 }'), [['fail', 1]]);
    assert.deepEqual(outcomes('{ update: { max: 60, warn: 50 } }'), [
      ['pass', undefined],
      ['warn', 10],
    ]);
    assert.deepEqual(outcomes('{ churn: 0 }'), [['pass', undefined]]);
    assert.equal(judge(parse('{ churn: 0 }'), [rebuilt], { today }).outcome, 'fail');
  });

  it('passes without a baseline, with no figure and a note', () => {
    const { results } = judge(parse('{ update: 1 }'), [measuredImage(before)], { today });
    const place = { file: 'plimsoll.yml', line: 2, column: 47 };
    assert.deepEqual(results, [
      {
        image: 'api',
        platform: 'linux/amd64',
        metric: 'update',
        kind: 'max',
        limit: 1,
        limitText: '1',
        outcome: 'pass',
        note: 'no baseline yet',
        place,
      },
    ]);
  });

  it('is an error where the figure is not known', () => {
    const unsized = measuredImage(image('b', 'crc32:2'), { baseline: before });
    assert.throws(() => judge(parse('{ update: 1 }'), [unsized], { today }), {
      code: 'unknown-metric',
      message:
        /update of api \(linux\/amd64\), limited at plimsoll\.yml:2:47: the source does not know how large a registry stores a layer/,
    });
    const unread = measuredImage(image('b', undefined, 60), { baseline: before });
    assert.equal(judge(parse('{ update: 60 }'), [unread], { today }).outcome, 'pass');
    assert.throws(() => judge(parse('{ churn: 60 }'), [unread], { today }), { message: /the files of a new layer cannot be compared/ });
  });

  it('says what would make it known', () => {
    const hintFor = (limits: string, blob: Analysis) => {
      try {
        judge(parse(limits), [measuredImage(blob, { baseline: before })], { today });
      } catch (error) {
        assert.ok(error instanceof ExpectedError);
        return error.hint ?? '';
      }
      return '';
    };
    assert.match(hintFor('{ churn: 60 }', image('b', 'sha256-32:1', 60)), /^Weigh the image and its baseline again, both with --verify/);
    assert.match(hintFor('{ churn: 60 }', image('b', undefined, 60)), /the bytes of every layer/);
    for (const limits of ['{ churn: 60 }', '{ update: 60 }'])
      assert.match(hintFor(limits, image('b', 'sha256-32:1')), /keeps its blobs as a registry stores them/);
  });

  it('only warns over an older baseline, unless the budget is strict', () => {
    const [result] = judge(parse('{ update: 1 }'), [after], { today, behind: 3 }).results;
    assert.equal(result?.outcome, 'warn');
    assert.equal(result?.note, 'the baseline is 3 commits behind');
    assert.equal(judge(parse('{ update: 1 }', 'baseline: { strict: true }'), [after], { today, behind: 3 }).outcome, 'fail');
  });

  it('does not fail on a guess', () => {
    const guessed = measuredImage(image('b', 'size:1', 60), { baseline: image('a', 'size:1', 100) });
    const [update, churn] = judge(parse('{ update: 1, churn: 1 }'), [guessed], { today }).results;
    assert.deepEqual([update?.outcome, churn?.outcome], ['fail', 'warn']);
    assert.match(churn?.note ?? '', /^a guess: /);
  });

  it('may be raised by an exception', () => {
    const exception = 'exceptions: [{ image: api, metric: update, max: 60, until: 2026-02-01, reason: new base }]';
    assert.equal(judge(parse('{ update: 1 }', exception), [after], { today }).outcome, 'pass');
  });

  it('has no growth, and stands in no group', () => {
    assert.throws(() => parse('{ update: { max-increase: 1 } }'), { message: /unknown key "max-increase"; accepted: max, warn/ });
    const group = 'groups: { all: { images: [api], limits: { update: 1 } } }';
    assert.throws(() => parse('{}', group), { message: /unknown key "update"; accepted: total, compressed, live, wasted/ });
  });

  it('is left by tighten: one update says nothing of the next', () => {
    const budget = text('{ update: 500, churn: 500, layers: 5 }');
    const { changes } = tightenBudget(budget, [after], { headroomPpm: 0, file: 'plimsoll.yml' });
    assert.deepEqual(
      changes.map(({ metric }) => metric),
      ['layers'],
    );
  });
});
