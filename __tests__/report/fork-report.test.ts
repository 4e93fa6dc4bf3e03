/** What a fork's run leaves is whole numbers and plain names, and whoever reads it believes no more than that. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ExpectedError } from '../../src/errors.ts';
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  type MeasuredFork,
} from '../../src/report/fork-report.ts';
import { examples } from './examples.ts';
import { foreignInput } from './foreign-input.ts';
import { foreignText } from './foreign-text.ts';

const about = { head: '9f3c2e1'.padEnd(40, '0'), run: { id: 12, attempt: 2 } };
const run = { ...about, baseline: '4be21c7'.padEnd(40, '0'), behind: 2 };

const encoded = encodeForkReport(examples['several-images']!, run);
const report = () => JSON.parse(encoded) as MeasuredFork;
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
    assert.ok(values.includes('measured') && !/limit|fail|250/.test(values.join(' ')));
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

  it('rounds an efficiency down, so that one that is just below its limit stays below it', () => {
    const [image] = examples['over-budget']!.images;
    const analysis = { ...image!.analysis, efficiency: 0.9499999 };
    const fork = encodeForkReport({ ...examples['over-budget']!, images: [{ ...image!, analysis }] }, run);
    assert.equal((JSON.parse(fork) as MeasuredFork).images[0]!.now.efficiency, 949_999);
  });

  it('has what the path budgets hold in their order, each once', () => {
    const input = examples['over-budget']!;
    const limit = {
      image: 'api',
      platform: 'linux/amd64',
      metric: 'path',
      kind: 'max',
      limit: 1,
      limitText: '1 B',
      outcome: 'fail',
    } as const;
    const results = [
      { ...limit, path: '/b', actual: 7, baseline: 6 },
      { ...limit, path: '/b', kind: 'warn' as const, actual: 7, baseline: 6 },
      { ...limit, path: '/a', actual: 9 },
    ];
    const fork = encodeForkReport({ ...input, verdict: { outcome: 'fail', results, figures: [], notes: [] } }, run);
    assert.deepEqual((JSON.parse(fork) as MeasuredFork).images[0]!.paths, [{ now: 7, base: 6 }, { now: 9 }]);
  });

  it('says of a run that could not check nothing but that', () => {
    assert.deepEqual(JSON.parse(encodeForkFailure(about)), { version: 1, ...about, outcome: 'error' });
    assert.equal(decodeForkReport(Buffer.from(encodeForkFailure(about))).outcome, 'error');
  });
});

describe('decodeForkReport', () => {
  const wrong: [string, (document: MeasuredFork & Record<string, unknown>) => unknown][] = [
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
    ['a verdict', (document) => ({ ...document, outcome: 'pass' })],
    ['a limit', (document) => ({ ...document, images: [{ ...document.images[0]!, limits: [] }] })],
    ['when to comment', (document) => ({ ...document, when: 'never' })],
    ['no run', ({ run: _, ...document }) => document],
    ['an attempt that is none', (document) => ({ ...document, run: { id: 1, attempt: 0 } })],
    ['figures of a run that could not check', (document) => ({ ...document, outcome: 'error' })],
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
