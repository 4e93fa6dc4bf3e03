/** What a fork measured is judged by the budget, and by nothing that the fork says of it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { renderForkComment } from '../../src/report/fork-figures.ts';
import { decodeForkReport, encodeForkReport, type MeasuredFork } from '../../src/report/fork-report.ts';
import { judgeFork } from '../../src/report/fork-verdict.ts';
import { golden } from '../support/golden.ts';
import { examples } from './examples.ts';

const about = { head: '9f3c2e1'.padEnd(40, '0'), run: { id: 12, attempt: 2 }, baseline: '4be21c7'.padEnd(40, '0') };
const page = { limit: 60_000, runUrl: 'https://github.example/o/r/actions/runs/1', version: '0.1.0' };
const today = '2026-06-15';

const several = (behind = 0) =>
  decodeForkReport(Buffer.from(encodeForkReport(examples['several-images']!, { ...about, behind }))) as MeasuredFork;
const budget = (text: string) => parseBudget(`version: 1\n${text}`, { file: 'plimsoll.yml' });
const usual = budget(`
images:
  api: { limits: { total: { max: 250 MB, max-increase: 5 MB }, compressed: 90 MB, wasted: { warn: 8 MB } } }
  worker: { limits: { total: 120 MB } }
groups: { all: { images: ["*"], limits: { total: 900 MB } } }
`);
const comment = (fork: MeasuredFork, by = usual) => renderForkComment(fork, { verdict: judgeFork(fork, by, today), remarks: [] }, page);

/** One image of `app` with these figures. */
function fork(now: MeasuredFork['images'][number]['now'], rest: Partial<MeasuredFork['images'][number]> = {}, behind = 0): MeasuredFork {
  const { head, run, baseline: commit } = about;
  const image = { name: 'app', platform: 'linux/amd64', now, paths: [], ...rest };
  return { version: 1, head, run, outcome: 'measured', baseline: { commit, behind }, units: 'si', images: [image] };
}
const judged = (one: MeasuredFork, limits: string, rest = '') =>
  judgeFork(one, budget(`images: { app: { ${limits} } }\n${rest}`), today).results.map(({ kind, outcome }) => [kind, outcome]);

describe('the comment on a fork', () => {
  it('reads like any other comment, and says where the rest is', () => golden('report/fork.md', comment(several(2)).body));

  it('says the same of the verdict as the run that measured', () => {
    const { outcome, news } = comment(several());
    assert.deepEqual([outcome, news], ['fail', { changed: true, warn: true, fail: true }]);
  });

  it('has no verdict where there is no budget', () => {
    const { body, outcome } = renderForkComment(several(), { remarks: [['No budget was found']] }, page);
    assert.equal(outcome, 'pass');
    assert.match(body, /^### 1 of 3 images changed, .* it grew by 12\.4 MB/);
    assert.match(body, /^- No budget was found$/m);
  });

  it('takes what is within the noise for no news', () => {
    const one = fork({ total: 10_000_100 }, { base: { total: 10_000_000 } });
    const news = (noise: object) => renderForkComment(one, { remarks: [], noise }, page).news.changed;
    assert.deepEqual(
      [news({}), news(budget('images: { app: {} }\ndefaults: { noise: { bytes: 10 B, percent: 0% } }').noise)],
      [false, true],
    );
  });

  it('quotes what is foreign', () => {
    const { body } = renderForkComment(several(), { remarks: [['It loosens: ', { code: 'the label @octocat #12 was added' }]] }, page);
    assert.match(body, /^- It loosens: <code>the label <wbr>&#64;octocat &#35;12 was added<\/code>$/m);
  });

  it('fits with as many images as there may be', () => {
    const one = several();
    one.images = Array.from({ length: 200 }, (_, index) => ({ ...one.images[0]!, name: `image-${index}`.padEnd(64, 'x') }));
    const { body } = renderForkComment(one, { verdict: judgeFork(one, usual, today), remarks: [] }, { ...page, limit: 20_000 });
    assert.ok(Buffer.byteLength(body) <= 20_000);
  });
});

describe('judgeFork', () => {
  it('holds each kind of limit, and equal passes', () => {
    const limits = 'limits: { total: { max: 100 B, warn: 90 B, max-increase: 5 B }, efficiency: { min: 95% } }';
    const sides = (total: number) => fork({ total, live: total, efficiency: 1_000_000 }, { base: { total: 95 } });
    assert.deepEqual(judged(sides(100), limits), [
      ['max', 'pass'],
      ['warn', 'warn'],
      ['max-increase', 'pass'],
      ['min', 'pass'],
    ]);
    assert.deepEqual(judged(sides(101), limits), [
      ['max', 'fail'],
      ['warn', 'warn'],
      ['max-increase', 'fail'],
      ['min', 'pass'],
    ]);
  });

  it('holds an efficiency by total and live where both are there, else by its own figure', () => {
    const limits = 'limits: { efficiency: 95% }';
    assert.deepEqual(judged(fork({ total: 10_000_000, live: 9_499_999, efficiency: 1_000_000 }), limits), [['min', 'fail']]);
    assert.deepEqual(judged(fork({ efficiency: 949_999 }), limits), [['min', 'fail']]);
    assert.deepEqual(judged(fork({ efficiency: 950_000 }), limits), [['min', 'pass']]);
    assert.deepEqual(judged(fork({}), limits), [['min', 'pass']]);
  });

  it('lets growth over an older baseline warn, unless the budget is strict; a size never', () => {
    const limits = 'limits: { total: { max: 100 B, max-increase: 5 B } }';
    const one = fork({ total: 120 }, { base: { total: 95 } }, 2);
    assert.deepEqual(judged(one, limits), [
      ['max', 'fail'],
      ['max-increase', 'warn'],
    ]);
    assert.deepEqual(judged(one, limits, 'baseline: { strict: true }').at(-1), ['max-increase', 'fail']);
  });

  it('counts an exception up to its last day, and says so', () => {
    const exception = (until: string) => `exceptions: [{ image: app, metric: total, max: 300 B, until: ${until}, reason: CUDA }]`;
    const limits = 'limits: { total: 250 B }';
    assert.deepEqual(judged(fork({ total: 280 }), limits, exception(today)), [['max', 'pass']]);
    assert.deepEqual(judged(fork({ total: 280 }), limits, exception('2026-06-14')), [['max', 'fail']]);
    assert.deepEqual(judged(fork({ total: 301 }), limits, exception(today)), [['max', 'fail']]);
    const named = judgeFork(fork({ total: 280 }), budget(`images: { app: { ${limits} } }\n${exception(today)}`), today).notes;
    assert.match(named.join(), /^The exception for total of app at plimsoll\.yml:3:14 is in force until 2026-06-15: max is 300 B: CUDA$/);
  });

  it('judges paths by their order, and none where there are more or fewer than the budget has', () => {
    const limits = 'paths: { "/a": 10 B, "/b": { max-increase: 5 B } }';
    assert.deepEqual(judged(fork({}, { paths: [{ now: 11 }, { now: 20, base: 14 }] }), limits), [
      ['max', 'fail'],
      ['max-increase', 'fail'],
    ]);
    assert.deepEqual(judged(fork({}, { paths: [{ now: 11 }] }), limits), [
      ['max', 'pass'],
      ['max-increase', 'pass'],
    ]);
  });

  it('says what is not judged: a figure that the report lacks, an image that was not weighed', () => {
    const { results, notes } = judgeFork(fork({}), budget('images: { app: { limits: { total: 1 B } }, web: {} }'), today);
    assert.deepEqual([results[0]?.outcome, results[0]?.note], ['pass', 'the report of the run does not hold this figure']);
    assert.deepEqual(notes, ['Not weighed by this run, and not judged: `web`']);
  });

  it('adds up a group by the largest platform of each image, where all of them were weighed', () => {
    const by = budget(
      'images: { app: {}, web: {} }\ngroups: { all: { images: ["*"], limits: { total: { max: 100 B, max-increase: 5 B } } } }',
    );
    const one = fork({ total: 50 }, { base: { total: 50 } });
    assert.deepEqual(judgeFork(one, by, today).results, []);
    const [app] = one.images;
    one.images.push({ ...app!, platform: 'linux/arm64', now: { total: 60 } }, { ...app!, name: 'web', now: { total: 41 } });
    const shown = judgeFork(one, by, today).results.map(({ image, kind, actual, outcome }) => [image, kind, actual, outcome]);
    assert.deepEqual(shown, [
      ['group:all', 'max', 101, 'fail'],
      ['group:all', 'max-increase', 101, 'pass'],
    ]);
  });
});
