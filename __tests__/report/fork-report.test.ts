/** What a fork's run leaves is whole numbers and plain names, and whoever reads it believes no more than that. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExpectedError } from '../../src/errors.ts';
import {
  decodeForkReport,
  encodeForkReport,
  type ForkReport,
  forkReportByteLimit,
  renderForkComment,
} from '../../src/report/fork-report.ts';
import { golden } from '../support/golden.ts';
import { examples } from './examples.ts';
import { foreignInput } from './foreign-input.ts';
import { foreignText } from './foreign-text.ts';

const run = { head: '9f3c2e1'.padEnd(40, '0'), when: 'changed', baseline: '4be21c7'.padEnd(40, '0'), behind: 2 } as const;
const page = { limit: 60_000, runUrl: 'https://github.example/o/r/actions/runs/1', version: '0.1.0' };

const encoded = encodeForkReport(examples['several-images']!, run);
const report = () => JSON.parse(encoded) as ForkReport;
const decode = (document: unknown) => decodeForkReport(Buffer.from(JSON.stringify(document)));
const refused = (bytes: Buffer, pattern = /^reading the report that the run left: /) =>
  assert.throws(
    () => decodeForkReport(bytes),
    (error: unknown) => error instanceof ExpectedError && error.code === 'analysis' && pattern.test(error.message),
  );

describe('encodeForkReport', () => {
  it('holds whole numbers and allow-listed words alone', () => {
    const values: unknown[] = [];
    JSON.parse(encodeForkReport(examples['over-budget']!, run), (_, value) => {
      if (typeof value !== 'object') values.push(value);
      return value;
    });
    for (const value of values) {
      if (typeof value === 'number') assert.ok(Number.isSafeInteger(value) && value >= 0, String(value));
      else assert.match(String(value), /^(?:[a-z-]{1,20}|linux\/amd64|[0-9a-f]{40})$/);
    }
  });

  it('is read again as it was written', () => assert.deepEqual(decode(report()), report()));

  it('leaves no text of an image, whatever it is, or refuses it', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        assert.throws(() => encodeForkReport(foreignInput(`${text}|`), run), ExpectedError);
      }),
    );
  });

  it('keeps an efficiency that is just below its limit below it', () => {
    const input = examples['over-budget']!;
    const [image] = input.images;
    const analysis = { ...image!.analysis, efficiency: 0.9499999 };
    const limit = { image: 'api', platform: 'linux/amd64', metric: 'efficiency', kind: 'min', actual: 0.9499999, limit: 0.95 } as const;
    const results = [{ ...limit, limitText: '95%', overBy: 1e-7, outcome: 'fail' as const }];
    const fork = encodeForkReport(
      { ...input, images: [{ ...image!, analysis }], verdict: { outcome: 'fail', results, figures: [], notes: [] } },
      run,
    );
    assert.equal(renderForkComment(decodeForkReport(Buffer.from(fork)), page).outcome, 'fail');
  });

  it('leaves out a limit that passes for a reason it does not tell', () => {
    const input = examples['over-budget']!;
    const results = input.verdict!.results.map((result) => ({ ...result, outcome: 'pass' as const, note: 'growth within the noise' }));
    const fork = JSON.parse(encodeForkReport({ ...input, verdict: { ...input.verdict!, outcome: 'pass', results } }, run)) as ForkReport;
    assert.ok(!fork.images[0]!.limits.some(({ kind }) => kind === 'max-increase'));
  });
});

describe('decodeForkReport', () => {
  const wrong: [string, (document: ForkReport & Record<string, unknown>) => unknown][] = [
    ['another version', (document) => ({ ...document, version: 2 })],
    ['a key that is not known', (document) => ({ ...document, title: 'x' })],
    ['a commit that is none', (document) => ({ ...document, head: 'main' })],
    ['a name with markup', (document) => ({ ...document, images: [{ ...document.images[0]!, name: '**api**' }] })],
    ['a platform with more in it', (document) => ({ ...document, images: [{ ...document.images[0]!, platform: 'linux/amd64 @x' }] })],
    ['a metric that is not known', (document) => ({ ...document, images: [{ ...document.images[0]!, now: { '@x': 1 } }] })],
    ['a figure below 0', (document) => ({ ...document, images: [{ ...document.images[0]!, now: { total: -1 } }] })],
    ['a figure with a fraction', (document) => ({ ...document, images: [{ ...document.images[0]!, now: { total: 0.5 } }] })],
    ['a figure that is no safe integer', (document) => ({ ...document, images: [{ ...document.images[0]!, now: { total: 2 ** 53 } }] })],
    ['a figure in words', (document) => ({ ...document, images: [{ ...document.images[0]!, now: { total: '1' } }] })],
    ['an image twice', (document) => ({ ...document, images: [document.images[0], document.images[0]] })],
    [
      'more than 200 images',
      (document) => ({ ...document, images: Array.from({ length: 201 }, (_, index) => ({ ...document.images[0], name: `a${index}` })) }),
    ],
    ['a list', (document) => [document]],
    ['nothing', () => null],
  ];
  for (const [what, change] of wrong) it(`refuses ${what}`, () => refused(Buffer.from(JSON.stringify(change(report())))));

  it('refuses what is too long, no JSON or no UTF-8', () => {
    refused(Buffer.alloc(forkReportByteLimit + 1, ' '), /1048577 bytes, and at most 1048576/);
    refused(Buffer.from('{'), /not JSON/);
    refused(Buffer.from([0x22, 0xff, 0x22]), /not JSON in UTF-8/);
    refused(Buffer.from(encoded.replace('"units"', '"__proto__":{"units":1},"units"')));
    refused(Buffer.from('['.repeat(1_000_000)));
  });

  it('repeats nothing of what it refuses', () => {
    assert.throws(
      () => decode({ ...report(), '::error::@evil': 1 }),
      (error: Error) => !error.message.includes('evil'),
    );
    assert.throws(
      () => decode({ ...report(), images: [{ ...report().images[0], now: { '@evil': 1 } }] }),
      (error: Error) => !error.message.includes('evil'),
    );
  });
});

describe('renderForkComment', () => {
  it('reads like any other comment, and says where the rest is', () =>
    golden('report/fork.md', renderForkComment(decode(report()), page).body));

  it('says the same of the verdict as the run that measured', () => {
    const { outcome, news } = renderForkComment(decode(report()), page);
    assert.deepEqual([outcome, news], ['fail', { changed: true, warn: true, fail: true }]);
  });

  it('does not believe that what is passed has passed', () => {
    const lie = report();
    lie.outcome = 'pass';
    for (const { limits } of lie.images) for (const limit of limits) limit.outcome = 'pass';
    const { body, outcome } = renderForkComment(decode(lie), page);
    assert.equal(outcome, 'fail');
    assert.match(body, /^### ❌ /);
  });

  it('does not believe that what is within its limit has failed', () => {
    const fork = report();
    fork.outcome = 'fail';
    for (const image of fork.images) image.limits = [{ metric: 'total', kind: 'max', limit: 10 ** 12, outcome: 'fail' }];
    assert.equal(renderForkComment(decode(fork), page).outcome, 'pass');
  });

  it('believes that a limit only warns where it is passed', () => {
    const fork = report();
    for (const { limits } of fork.images) for (const limit of limits) limit.outcome = 'warn';
    assert.equal(renderForkComment(decode(fork), page).outcome, 'warn');
  });

  it('counts path budgets, whose paths it does not know', () => {
    const fork = report();
    for (const image of fork.images) image.limits = [];
    fork.images[0]!.paths = { pass: 1, warn: 0, fail: 2 };
    const { body, outcome } = renderForkComment(decode(fork), page);
    assert.equal(outcome, 'fail');
    assert.match(body, /^### ❌ 2 path budgets of <code>api<\/code> \(linux\/amd64\) are exceeded\n/);
    assert.match(body, /\| path budgets \|.*\*\*2 of 3 exceeded\*\*.*❌/);
  });

  it('fits with as many images as there may be', () => {
    const fork = report();
    fork.images = Array.from({ length: 200 }, (_, index) => ({ ...fork.images[0]!, name: `image-${index}`.padEnd(64, 'x') }));
    const { body } = renderForkComment(decode(fork), { ...page, limit: 20_000 });
    assert.ok(Buffer.byteLength(body) <= 20_000);
  });
});
