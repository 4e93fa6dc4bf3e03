/** The first budget: readable, right, and never over from the start. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { initBudget } from '../../src/budget/init.ts';
import { judge } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { withHeadroom, writePercentAbove, writeSizeAbove } from '../../src/budget/readable-limit.ts';
import { parseSize } from '../../src/bytes.ts';
import { golden } from '../support/golden.ts';
import { analysisOf, weighing } from './measured.ts';

describe('initBudget', () => {
  const api = analysisOf({ total: 231_412_345, live: 230_000_000, wasted: 1_412_345, compressed: 81_000_000 });
  const unknown = [{ metric: 'compressed', reason: 'a docker archive\nkeeps no blobs' }];
  const worker = ['linux/amd64', 'linux/arm64'].map((platform, index) =>
    analysisOf({ total: 9_000 + index, live: 9_000 + index, wasted: 0 }, [], { platform, unknown }),
  );
  const images = [
    { name: 'api', source: 'out/api.tar', analyses: [api] },
    { name: 'worker', source: 'oci:out/a b: #c', analyses: worker },
  ];

  it('writes what it is, in SI units', () => golden('budget/init-si.yml', initBudget(images, { headroomPpm: 100_000, units: 'si' })));
  it('writes what it is, in IEC units', () => golden('budget/init-iec.yml', initBudget(images, { headroomPpm: 25_000, units: 'iec' })));

  it('keeps the source as it was given', () => {
    for (const source of ['oci:out/a b: #c', 'docker://ghcr.io/o/api:pr', "it's", 'true', '- x', 'a\nb']) {
      const text = initBudget([{ name: 'true', source, analyses: [] }], { headroomPpm: 0, units: 'si' });
      assert.deepEqual(
        parseBudget(text, { file: 'plimsoll.yml' }).images.map((image) => [image.name, image.source]),
        [['true', source]],
      );
    }
  });

  it('never writes a budget that the image is over', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.nat({ max: 1000 }),
        fc.nat({ max: 300_000 }),
        fc.constantFrom('si' as const, 'iec' as const),
        (total, share, headroomPpm, units) => {
          const analysis = weighing(total, Math.floor((total * share) / 1000));
          const budget = parseBudget(initBudget([{ name: 'api', source: 'x', analyses: [analysis] }], { headroomPpm, units }), {
            file: 'plimsoll.yml',
          });
          const { outcome, results } = judge(budget, [{ image: 'api', platform: 'linux/amd64', analysis }], { today: '2026-01-01' });
          assert.equal(outcome, 'pass');
          assert.equal(results.length, 2);
        },
      ),
    );
  });
});

describe('writeSizeAbove', () => {
  const table: [number, 'si' | 'iec', string][] = [
    [0, 'si', '0 B'],
    [999, 'si', '999 B'],
    [1_000, 'si', '1 kB'],
    [1_001, 'si', '1.01 kB'],
    [254_123_456, 'si', '255 MB'],
    [1_234_567, 'si', '1.24 MB'],
    [12_340_001, 'si', '12.4 MB'],
    [999_000_001, 'si', '1 GB'],
    [1_048_577, 'iec', '1.01 MiB'],
    [1_073_741_823, 'iec', '1 GiB'],
    [2 ** 52, 'iec', '4096 TiB'],
  ];
  for (const [bytes, units, text] of table) it(`writes ${bytes} as ${text}`, () => assert.equal(writeSizeAbove(bytes, units), text));

  it('is at least the size and at most 1.1% more', () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 52 }), fc.constantFrom('si' as const, 'iec' as const), (bytes, units) => {
        const limit = parseSize(writeSizeAbove(bytes, units));
        assert.ok(limit >= bytes && limit <= bytes * 1.011 + 1, `${bytes} became ${limit}`);
      }),
    );
  });
});

describe('withHeadroom', () => {
  it('rounds up', () => {
    assert.equal(withHeadroom(100, 100_000), 110);
    assert.equal(withHeadroom(1, 1), 2);
    assert.equal(withHeadroom(7, 0), 7);
  });
});

describe('writePercentAbove', () => {
  it('writes tenths, rounded up', () => {
    assert.equal(writePercentAbove(41_200), '4.2%');
    assert.equal(writePercentAbove(40_000), '4%');
    assert.equal(writePercentAbove(1), '0.1%');
    assert.equal(writePercentAbove(0), '0%');
  });
});
