/** What is too little to be news: bytes by both thresholds, up or down; counts never. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Bound, Noise } from '../../src/budget/budget.ts';
import { isNews } from '../../src/budget/noise.ts';

const bound = (unit: Bound['unit'], value: number): Bound => ({
  unit,
  value,
  text: '',
  place: { file: 'plimsoll.yml', line: 1, column: 1 },
});
const bytes = (value: number): Noise => ({ bytes: bound('bytes', value) });
const share = (value: number): Noise => ({ ppm: bound('ppm', value) });

describe('isNews', () => {
  it('is a change of bytes beyond 4 KiB and beyond 0.05%, up or down', () => {
    const small = 1_000_000;
    for (const change of [-4_097, 4_097]) assert.equal(isNews('bytes', small, small + change), true, `${change}`);
    for (const change of [-4_096, -1, 0, 1, 4_096]) assert.equal(isNews('bytes', small, small + change), false, `${change}`);
    const large = 1_000_000_000;
    for (const change of [-500_001, 500_001]) assert.equal(isNews('bytes', large, large + change), true, `${change}`);
    for (const change of [-500_000, 4_097, 500_000]) assert.equal(isNews('bytes', large, large + change), false, `${change}`);
    assert.equal(isNews('bytes', 0, 4_096), false);
    assert.equal(isNews('bytes', 0, 4_097), true);
  });

  it('is by what the budget says where it says anything', () => {
    assert.equal(isNews('bytes', 1_000_000_000, 1_000_000_001, bytes(0)), true);
    assert.equal(isNews('bytes', 1_000_000_000, 1_000_100_000, bytes(100_000)), false);
    assert.equal(isNews('bytes', 1_000_000, 1_000_101, share(100)), true);
    assert.equal(isNews('bytes', 1_000_000, 1_000_100, share(100)), false);
    assert.equal(isNews('bytes', 1_000_000, 1_000_101, { ...share(100), ...bytes(200) }), false);
  });

  it('is any change of a count, and of a ratio by more than the share', () => {
    assert.equal(isNews('count', 1_000, 1_001), true);
    assert.equal(isNews('count', 7, 7), false);
    assert.equal(isNews('ratio', 0.95, 0.9504), false);
    assert.equal(isNews('ratio', 0.95, 0.9493), true);
    assert.equal(isNews('ratio', 0.95, 0.9504, share(100)), true);
    assert.equal(isNews('ratio', 0.95, 0.9504, bytes(1)), false);
  });
});
