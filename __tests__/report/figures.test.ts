/** The table: which rows there are, and that a figure and its limit never contradict each other. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { measure } from '../../src/analysis/metrics.ts';
import type { LimitResult } from '../../src/budget/verdict.ts';
import { formatUsed, groupRows, imageRows } from '../../src/report/figures.ts';
import { offence } from '../../src/report/offence.ts';
import { plainText } from '../../src/report/sentence.ts';
import { buildAnalysis } from '../support/analysis-builder.ts';

const result = (fields: Partial<LimitResult>): LimitResult => ({
  image: 'api',
  platform: 'linux/amd64',
  metric: 'total',
  kind: 'max',
  actual: 0,
  limitText: '',
  outcome: 'pass',
  ...fields,
});

describe('imageRows', () => {
  const analysis = buildAnalysis({ layers: [{ total: 250_000_001, compressed: 90_000_000 }] });

  it('shows total, compressed and wasted whether limited or not', () => {
    assert.deepEqual(
      imageRows({ now: measure(analysis) }, [], 'si').map(({ label, now, outcome }) => ({ label, now, outcome })),
      [
        { label: 'total', now: '250 MB', outcome: undefined },
        { label: 'compressed', now: '90 MB', outcome: undefined },
        { label: 'wasted', now: '0 B', outcome: undefined },
      ],
    );
  });

  it('says that a metric is unknown, not that it is 0', () => {
    const rows = imageRows({ now: measure(buildAnalysis({ layers: [{ total: 5 }] })) }, [], 'si');
    assert.equal(rows.find(({ label }) => label === 'compressed')?.now, 'unknown');
  });

  it('never shows a figure like the limit that it exceeds', () => {
    const over = result({ actual: 250_000_001, limit: 250_000_000, limitText: '250 MB', overBy: 1, outcome: 'fail' });
    const row = imageRows({ now: measure(analysis) }, [over], 'si')[0];
    assert.equal(row?.now, '250,000,001 B');
    assert.equal(row?.budget, '250,000,000 B');
    assert.notEqual(row?.used, '100%');
  });

  it('tells different sizes apart and equal ones not, for any size and limit', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.nat(3), fc.constantFrom('si' as const, 'iec' as const), (limit, more, units) => {
        const actual = limit + more;
        const [row] = imageRows({ now: { total: actual } }, [result({ actual, limit, outcome: more > 0 ? 'fail' : 'pass' })], units);
        assert.equal(row?.now === row?.budget, more === 0);
        if (limit > 0) assert.equal(row?.used === '100%', more === 0);
      }),
    );
  });

  it('shows a limit with as many decimals as the budget has it, and the figure beside it with no fewer', () => {
    const shown = (fields: Partial<LimitResult>, units: 'si' | 'iec' = 'si') => {
      const one = result(fields);
      const [row] = imageRows({ now: { total: one.actual ?? 0, efficiency: one.actual ?? 0 } }, [one], units).filter(
        ({ metric }) => metric === one.metric,
      );
      return [row?.now, row?.budget];
    };
    assert.deepEqual(shown({ actual: 1770, limit: 1780, limitText: '1.78 kB' }), ['1.77 kB', '1.78 kB']);
    assert.deepEqual(shown({ actual: 9, limit: 1_234_500_000, limitText: '1.2345 GB' }), ['9 B', '1.2345 GB']);
    assert.deepEqual(shown({ actual: 9, limit: 83_780_000, limitText: '83780000' }), ['9 B', '83.78 MB']);
    assert.deepEqual(shown({ actual: 9, limit: 2 ** 30, limitText: '1 GiB' }), ['9 B', '1.1 GB']);
    assert.deepEqual(shown({ actual: 9, limit: 1_234_567, limitText: '3%' }), ['9 B', '1.2 MB (3%)']);
    assert.deepEqual(shown({ kind: 'max-increase', actual: 9, change: 4, limit: 1750, limitText: '1.75 kB' }), ['9 B', '+1.75 kB']);
    assert.deepEqual(shown({ actual: 9, limit: 1331, limitText: '1.3 KiB' }, 'iec'), ['9 B', '1.3 KiB']);
    assert.deepEqual(shown({ metric: 'efficiency', kind: 'min', actual: 0.9524, limit: 0.9525, limitText: '95.25%' }), [
      '95.24%',
      '≥ 95.25%',
    ]);
    assert.deepEqual(shown({ metric: 'efficiency', kind: 'min', actual: 0.5, limit: 0.95, limitText: '0.95' }), ['50%', '≥ 95%']);
    const words = plainText(
      offence(result({ metric: 'wasted', actual: 2000, limit: 1750, overBy: 250, limitText: '1.75 kB', outcome: 'fail' }), 'si'),
    );
    assert.equal(words, 'api (linux/amd64) is 250 B over its wasted budget of 1.75 kB');
  });

  it('shows the limit that is exceeded before the one that is not', () => {
    const limits = [
      result({ actual: 250_000_001, limit: 260_000_000, limitText: '260 MB' }),
      result({ kind: 'warn', actual: 250_000_001, limit: 230_000_000, limitText: '230 MB', outcome: 'warn' }),
    ];
    assert.deepEqual(imageRows({ now: measure(analysis) }, limits, 'si')[0], {
      label: 'total',
      metric: 'total',
      now: '250 MB',
      budget: '230 MB warn',
      used: '109%',
      outcome: 'warn',
    });
  });

  it('gives growth its own row only where its limit is exceeded and the size has a limit too', () => {
    const size = result({ actual: 250_000_001, limit: 260_000_000, limitText: '260 MB' });
    const growth = (outcome: 'pass' | 'fail') =>
      result({ kind: 'max-increase', actual: 250_000_001, limit: 7_000_000, limitText: '3%', change: 8_000_000, outcome });
    const labels = (limits: LimitResult[]) => imageRows({ now: measure(analysis) }, limits, 'si').map(({ label }) => label);
    assert.deepEqual(labels([size, growth('pass')]), ['total', 'compressed', 'wasted']);
    assert.deepEqual(labels([size, growth('fail')]), ['total', 'its growth', 'compressed', 'wasted']);
    assert.deepEqual(labels([growth('fail')]), ['total', 'compressed', 'wasted']);
    assert.equal(imageRows({ now: measure(analysis) }, [growth('fail')], 'si')[0]?.budget, '+7 MB (3%)');
  });

  it('writes counts, ratios and an increase without a baseline in their own way', () => {
    const limits = [
      result({ metric: 'layers', actual: 1, limit: 20, limitText: '20' }),
      result({ metric: 'efficiency', kind: 'min', actual: 0.94996, limit: 0.95, limitText: '95%', outcome: 'fail' }),
      result({ metric: 'compressed', kind: 'max-increase', actual: 90_000_000, limitText: '3%' }),
    ];
    const rows = imageRows({ now: { ...measure(analysis), efficiency: 0.94996 } }, limits, 'si');
    const row = (label: string) => rows.find((one) => one.label === label);
    assert.deepEqual(row('layers'), { label: 'layers', metric: 'layers', now: '1', budget: '20', used: '5%', outcome: 'pass' });
    assert.deepEqual(row('efficiency'), { label: 'efficiency', metric: 'efficiency', now: '94.996%', budget: '≥ 95%', outcome: 'fail' });
    assert.deepEqual(row('compressed'), { label: 'compressed', metric: 'compressed', now: '90 MB', budget: '+3%', outcome: 'pass' });
  });

  it('shows the change from the baseline, without a percentage that says nothing', () => {
    const base = buildAnalysis({ layers: [{ total: 1_000, compressed: 89_999_999 }] });
    const rows = imageRows({ now: measure(analysis), base: measure(base) }, [], 'si', {
      bytes: { unit: 'bytes', value: 0, text: '0', place: { file: 'plimsoll.yml', line: 1, column: 1 } },
    });
    assert.deepEqual(rows[0], { label: 'total', metric: 'total', base: '1 kB', now: '250 MB', change: '+250 MB', changed: true });
    assert.deepEqual(rows[1], { label: 'compressed', metric: 'compressed', base: '90 MB', now: '90 MB', change: '+1 B', changed: true });
    const [, usual] = imageRows({ now: measure(analysis), base: measure(base) }, [], 'si');
    assert.deepEqual([usual?.change, usual?.changed], ['+1 B', undefined], 'what is noise by default is shown, and no change');
  });
});

describe('groupRows', () => {
  it('shows what the limits are held against', () => {
    const sum = result({ image: 'group:all', actual: 604_000_000, limit: 900_000_000, limitText: '900 MB', baseline: 600_000_000 });
    const glob = result({ image: 'group:all', metric: 'path', path: '/x/**', actual: 0, limit: 0, limitText: '0' });
    assert.deepEqual(groupRows([sum, glob], 'si'), [
      {
        label: 'total',
        metric: 'total',
        base: '600 MB',
        now: '604 MB',
        change: '+4 MB',
        changed: true,
        changePercent: '+0.7%',
        budget: '900 MB',
        used: '67%',
        outcome: 'pass',
      },
      { label: '/x/**', path: true, now: '0 B', budget: '0 B', outcome: 'pass' },
    ]);
  });
});

describe('formatUsed', () => {
  it('says 100% only of exactly that', () => {
    assert.deepEqual([0.5, 0.9951, 0.99999, 1, 1.00001, 1.02].map(formatUsed), ['50%', '99.5%', '99.999%', '100%', '100.001%', '102%']);
    assert.deepEqual([1 - 1e-12, 1 + 1e-12].map(formatUsed), ['<100%', '>100%']);
  });
});
