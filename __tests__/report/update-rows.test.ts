/** What an update pulls, as the table, the headline and the comment of a fork tell it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import type { LimitResult, Verdict } from '../../src/budget/verdict.ts';
import { imageRows } from '../../src/report/figures.ts';
import { renderForkComment } from '../../src/report/fork-figures.ts';
import { decodeForkReport, encodeForkReport, type MeasuredFork } from '../../src/report/fork-report.ts';
import { judgeFork } from '../../src/report/fork-verdict.ts';
import { writeHeadline } from '../../src/report/headline.ts';
import { figuresOf, isChanged } from '../../src/report/image-figures.ts';
import { rowsThatMatter } from '../../src/report/markdown-figures.ts';
import { buildReport, type ReportInput } from '../../src/report/report.ts';
import { plainText } from '../../src/report/sentence.ts';
import { buildAnalysis, buildComparison } from '../support/analysis-builder.ts';

const layer = (id: string, compressed: number, content: string) => ({ createdBy: 'COPY . /app', total: 100, compressed, id, content });
const before = buildAnalysis({ layers: [layer('a', 50_000_000, 'crc32:1')] });
const rebuilt = buildAnalysis({ layers: [layer('b', 50_000_000, 'crc32:1')] });
const changed = buildAnalysis({ layers: [layer('b', 50_000_000, 'crc32:2')] });

function limited(outcome: LimitResult['outcome'], fields: Partial<LimitResult>): LimitResult {
  return {
    image: 'api',
    platform: 'linux/amd64',
    metric: 'update',
    kind: 'max',
    limit: 40_000_000,
    limitText: '40 MB',
    outcome,
    ...fields,
  };
}

function input(now: typeof before, results: LimitResult[], then: typeof before | null = before): ReportInput {
  const sides: Partial<ReportInput['images'][number]> = then === null ? {} : { baseline: then, comparison: buildComparison(then, now) };
  const verdict: Verdict = { outcome: results.some((one) => one.outcome === 'fail') ? 'fail' : 'pass', results, figures: [], notes: [] };
  const images = [{ name: 'api', platform: 'linux/amd64', analysis: now, ...sides }];
  return { images, units: 'si', top: 10, version: '', ...(results.length === 0 ? {} : { verdict }) };
}

const shown = (one: ReportInput) => buildReport(one).figures[0]!;
const rowOf = (one: ReportInput, metric: string) => shown(one).rows.find((row) => row.metric === metric);

describe('the rows of update and churn', () => {
  it('stand there where something is pulled, with no figure of the base', () => {
    assert.deepEqual(rowOf(input(changed, []), 'update'), { label: 'update', metric: 'update', now: '50 MB' });
    assert.equal(rowOf(input(changed, []), 'churn'), undefined);
    assert.deepEqual(rowOf(input(rebuilt, []), 'churn'), { label: 'churn', metric: 'churn', now: '50 MB' });
    assert.equal(rowOf(input(before, []), 'update'), undefined);
    assert.equal(rowOf(input(changed, [], null), 'update'), undefined);
  });

  it('say of a limit without a baseline that the figure is unknown', () => {
    const one = input(before, [limited('pass', { note: 'no baseline yet' })], null);
    assert.deepEqual(rowOf(one, 'update'), { label: 'update', metric: 'update', now: 'unknown', budget: '40 MB', outcome: 'pass' });
    assert.equal(plainText(buildReport(one).remarks[0]!), 'update of api (linux/amd64): no baseline yet');
  });

  it('are no change of the image by themselves', () => {
    assert.equal(isChanged(figuresOf(input(rebuilt, []).images[0]!)), false);
    assert.equal(shown(input(rebuilt, [])).changed, false);
  });

  it('matter where the group does, and where their limit is passed', () => {
    const metrics = (one: ReportInput) => rowsThatMatter(shown(one)).map(({ metric }) => metric);
    assert.deepEqual(metrics(input(rebuilt, [])), ['total', 'compressed']);
    const over = limited('fail', { actual: 50_000_000, overBy: 10_000_000 });
    assert.deepEqual(metrics(input(rebuilt, [over])), ['total', 'update', 'churn']);
  });

  it('are taken from the two analyses where no comparison was made', () => {
    const { comparison: _, ...image } = input(rebuilt, []).images[0]!;
    const { now } = figuresOf(image);
    assert.deepEqual([now.update, now.churn], [50_000_000, 50_000_000]);
    assert.equal(imageRows({ now }, [], 'si').length, 5);
  });
});

describe('the headline', () => {
  const headline = (one: ReportInput) =>
    plainText(writeHeadline({ images: one.images.map(figuresOf), units: 'si', verdict: one.verdict! }));

  it('says by how much an update is over its budget', () => {
    const over = limited('fail', { actual: 50_000_000, overBy: 10_000_000 });
    assert.equal(headline(input(changed, [over])), 'api (linux/amd64) is 10 MB over its update budget of 40 MB');
  });

  it('names it as the closest, and never where there is no figure', () => {
    const within = limited('pass', { actual: 50_000_000, limit: 100_000_000, limitText: '100 MB' });
    assert.equal(headline(input(changed, [within])), 'api (linux/amd64) is within budget; closest: update at 50% of 100 MB');
    assert.equal(headline(input(changed, [limited('pass', { note: 'no baseline yet' })], null)), 'api (linux/amd64) is within budget');
  });
});

describe('the report of a fork', () => {
  const run = { head: '9f3c2e1'.padEnd(40, '0'), run: { id: 1, attempt: 1 } };
  const budget = parseBudget('version: 1\nimages:\n  api:\n    limits:\n      update: 40 MB\n      churn: 10 MB\n', {
    file: 'plimsoll.yml',
  });
  const left = (one: ReportInput, behind = 0) =>
    decodeForkReport(Buffer.from(encodeForkReport(one, { ...run, baseline: '4be21c7'.padEnd(40, '0'), behind }))) as MeasuredFork;
  const judged = (one: ReportInput, behind?: number) => judgeFork(left(one, behind), budget, '2026-01-01');
  const outcomes = (one: ReportInput, behind?: number) => judged(one, behind).results.map(({ metric, outcome }) => [metric, outcome]);

  it('has the update and the churn judged', () => {
    const one = input(rebuilt, []);
    assert.deepEqual(outcomes(one), [
      ['update', 'fail'],
      ['churn', 'fail'],
    ]);
    const { body } = renderForkComment(left(one), { verdict: judged(one), remarks: [] }, { limit: 60_000 });
    assert.match(body, /40 MB over its churn budget of 10 MB; 1 more limit is exceeded/);
  });

  it('only warns of a growth over an older baseline', () => assert.equal(judged(input(rebuilt, []), 3).outcome, 'warn'));

  it('leaves out a churn that is a guess, and says that it is not judged', () => {
    const guessed = buildAnalysis({ layers: [layer('b', 50_000_000, 'size:1')] });
    const then = buildAnalysis({ layers: [layer('a', 50_000_000, 'size:1')] });
    const one = input(guessed, [], then);
    assert.equal(left(one).images[0]!.now.churn, undefined);
    const churn = judged(one).results.find(({ metric }) => metric === 'churn');
    assert.deepEqual([churn?.outcome, churn?.note], ['pass', 'the report of the run does not hold this figure']);
  });

  it('has no such figure without a baseline', () => {
    assert.equal(left(input(before, [], null)).images[0]!.now.update, undefined);
    assert.deepEqual(
      judged(input(before, [], null)).results.map(({ outcome, note }) => [outcome, note]),
      [
        ['pass', 'no baseline yet'],
        ['pass', 'no baseline yet'],
      ],
    );
  });
});
