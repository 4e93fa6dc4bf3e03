/** Sizes and percentages: what is read, what is refused and with which suggestion, and what is written. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  formatApart,
  formatBytes,
  formatPercent,
  formatPercentApart,
  formatPercentChange,
  formatSize,
  formatSizeChange,
  parseSize,
  readPercent,
  readSize,
} from '../src/bytes.ts';
import { ExpectedError } from '../src/errors.ts';

const sizes: [string | number, number][] = [
  [0, 0],
  [4096, 4096],
  ['0', 0],
  ['4096', 4096],
  ['12 B', 12],
  ['4 kB', 4_000],
  ['250 MB', 250_000_000],
  ['250MB', 250_000_000],
  ['1.5 GB', 1_500_000_000],
  ['2 TB', 2_000_000_000_000],
  ['4 KiB', 4_096],
  ['1.5 MiB', 1_572_864],
  ['1.1 MiB', 1_153_433],
  ['3 GiB', 3_221_225_472],
  ['1 TiB', 1_099_511_627_776],
  ['  7 kB ', 7_000],
  ['0.3 kB', 300],
  ['1.0000000000 MB', 1_000_000],
];

const refusedSizes: [string | number, string, string | undefined][] = [
  ['500 megs', 'has the unit "megs"', '500 MB'],
  ['500 mb', 'has the unit "mb"', '500 MB'],
  ['500 Mb', 'has the unit "Mb"', '500 MB'],
  ['10K', 'has the unit "K"', '10 kB (or 10 KiB)'],
  ['10 m', 'has the unit "m"', '10 MB (or 10 MiB)'],
  ['10 KB', 'has the unit "KB"', '10 kB'],
  ['10 Ki', 'has the unit "Ki"', '10 KiB'],
  ['10 kib', 'has the unit "kib"', '10 KiB'],
  ['10 mebibytes', 'has the unit "mebibytes"', '10 MiB'],
  ['1.5 gig', 'has the unit "gig"', '1.5 GB'],
  ['3 bytes', 'has the unit "bytes"', '3 B'],
  ['3 parsecs', 'has the unit "parsecs"', undefined],
  ['1,5 MB', 'is not a plain number', '1.5 MB'],
  ['1,500 MB', 'is not a plain number', '1500 MB'],
  ['1_000', 'is not a plain number', '1000'],
  ['+5 mb', 'is not a plain number', '5 MB'],
  ['-5 MB', 'is below 0', '5 MB'],
  ['1.5', 'is not a whole number of bytes', '1'],
  ['1.5 B', 'is not a whole number of bytes', '1 B'],
  ['', 'is empty', undefined],
  ['big', 'is not a size', undefined],
  ['1e6', 'is not a size', undefined],
  ['99999 TB', 'is more than any image can weigh', undefined],
  [1.5, 'is not a whole number of bytes', '1'],
  [-3, 'is below 0', '3'],
  [Number.NaN, 'is not a number', undefined],
  [2 ** 60, 'is more than any image can weigh', undefined],
];

describe('readSize', () => {
  for (const [text, bytes] of sizes)
    it(`reads ${JSON.stringify(text)} as ${bytes}`, () => assert.deepEqual(readSize(text), { value: bytes }));
  for (const [text, problem, suggestion] of refusedSizes) {
    it(`refuses ${typeof text === 'number' ? text : JSON.stringify(text)}`, () => {
      assert.deepEqual(readSize(text), suggestion === undefined ? { problem } : { problem, suggestion });
    });
  }
});

describe('parseSize', () => {
  it('throws an ExpectedError that quotes the text and suggests the right one', () => {
    assert.throws(
      () => parseSize('500 megs'),
      (error: unknown) => {
        assert.ok(error instanceof ExpectedError);
        assert.equal(error.code, 'option');
        assert.match(error.message, /^"500 megs" has the unit "megs"; a size is a whole number of bytes, or/);
        assert.equal(error.hint, 'Write 500 MB.');
        return true;
      },
    );
  });
});

describe('readPercent', () => {
  const read: [string, number][] = [
    ['3%', 30_000],
    ['0.05%', 500],
    ['100 %', 1_000_000],
    ['0%', 0],
    ['150.5%', 1_505_000],
    ['0.000100%', 1],
  ];
  for (const [text, ppm] of read) it(`reads ${text} as ${ppm} ppm`, () => assert.deepEqual(readPercent(text), { value: ppm }));

  const refused: [string | number, string, string | undefined][] = [
    ['3', 'has no percent sign', '3%'],
    [3, 'has no percent sign', '3%'],
    ['3 percent', 'is not a percentage', '3%'],
    ['3,5%', 'is not a percentage', '3.5%'],
    ['-3%', 'is below 0', '3%'],
    ['0.00001%', 'is finer than 0.0001%', '0.0001%'],
    ['lots', 'is not a percentage', undefined],
    ['%', 'is not a percentage', undefined],
  ];
  for (const [text, problem, suggestion] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readPercent(text), suggestion === undefined ? { problem } : { problem, suggestion });
    });
  }
});

describe('formatSize', () => {
  const si: [number, string][] = [
    [0, '0 B'],
    [999, '999 B'],
    [1_000, '1 kB'],
    [1_050, '1.1 kB'],
    [241_900_000, '241.9 MB'],
    [250_000_000, '250 MB'],
    [999_949, '999.9 kB'],
    [999_950, '1 MB'],
    [1_999_999_999, '2 GB'],
    [9_007_199_254_740_991, '9007.2 TB'],
    [-4_900_000, '−4.9 MB'],
  ];
  for (const [bytes, text] of si) it(`writes ${bytes} as ${text}`, () => assert.equal(formatSize(bytes, 'si'), text));

  const iec: [number, string][] = [
    [1_023, '1023 B'],
    [1_024, '1 KiB'],
    [1_048_575, '1 MiB'],
    [1_572_864, '1.5 MiB'],
    [2 ** 40, '1 TiB'],
  ];
  for (const [bytes, text] of iec) it(`writes ${bytes} as ${text}`, () => assert.equal(formatSize(bytes, 'iec'), text));

  it('writes what parseSize reads back to within the last shown digit', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 2 ** 31 - 1 }),
        fc.nat({ max: 20 }),
        fc.constantFrom('si' as const, 'iec' as const),
        (head, shift, units) => {
          const bytes = head * 2 ** shift;
          const again = parseSize(formatSize(bytes, units));
          assert.ok(Math.abs(again - bytes) <= Math.max(1, bytes * 0.05), `${bytes} became ${again}`);
          assert.equal(formatSize(again, units), formatSize(bytes, units));
        },
      ),
    );
  });
});

describe('formatSizeChange', () => {
  it('always shows the sign', () => {
    assert.equal(formatSizeChange(12_400_000), '+12.4 MB');
    assert.equal(formatSizeChange(-4_900_000), '−4.9 MB');
    assert.equal(formatSizeChange(0), '±0 B');
    assert.equal(formatSizeChange(-1_024, 'iec'), '−1 KiB');
  });
});

describe('formatApart', () => {
  it('takes no more digits than are needed', () => {
    assert.deepEqual(formatApart(254_300_000, 250_000_000), ['254.3 MB', '250 MB']);
    assert.deepEqual(formatApart(250_010_000, 250_000_000), ['250.01 MB', '250 MB']);
    assert.deepEqual(formatApart(250_000_000, 250_000_000), ['250 MB', '250 MB']);
  });
  it('falls back to bytes where a byte decides', () => {
    assert.deepEqual(formatApart(250_000_001, 250_000_000), ['250,000,001 B', '250,000,000 B']);
  });
  it('never writes two sizes alike', () => {
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.integer({ min: 1, max: 100_000 }),
        fc.constantFrom('si' as const, 'iec' as const),
        (size, over, units) => {
          const [one, other] = formatApart(size, size + over, units);
          assert.notEqual(one, other);
        },
      ),
    );
  });
});

describe('formatBytes', () => {
  it('groups the digits', () => {
    assert.equal(formatBytes(999), '999 B');
    assert.equal(formatBytes(1_000), '1,000 B');
    assert.equal(formatBytes(-1_234_567), '−1,234,567 B');
  });
});

describe('formatPercent', () => {
  it('drops zeros at the end', () => {
    assert.equal(formatPercent(0.051), '5.1%');
    assert.equal(formatPercent(1.02), '102%');
    assert.equal(formatPercent(0), '0%');
    assert.equal(formatPercent(1), '100%');
    assert.equal(formatPercent(0.1, 0), '10%');
    assert.equal(formatPercent(-0.02), '−2%');
    assert.equal(formatPercent(-0.000001), '0%');
    assert.equal(formatPercent(Number.POSITIVE_INFINITY), '∞%');
  });
  it('shows the sign of a change', () => {
    assert.equal(formatPercentChange(0.051), '+5.1%');
    assert.equal(formatPercentChange(-0.02), '−2%');
    assert.equal(formatPercentChange(0), '±0%');
    assert.equal(formatPercentChange(-0.000001), '±0%');
  });
  it('tells a ratio from its limit', () => {
    assert.deepEqual(formatPercentApart(0.94996, 0.95), ['94.996%', '95%']);
    assert.deepEqual(formatPercentApart(0.9, 0.95), ['90%', '95%']);
    assert.deepEqual(formatPercentApart(0.95, 0.95), ['95%', '95%']);
  });
});
