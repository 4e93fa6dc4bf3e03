/** Annotations point at the limit that is passed, and no more of them are made than are shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LimitResult } from '../../src/budget/verdict.ts';
import { buildAnnotations } from '../../src/report/annotations.ts';
import { verdict } from './examples.ts';

const place = (line: number) => ({ file: 'plimsoll.yml', line, column: 19 });
const over = (fields: Partial<LimitResult> = {}): LimitResult => ({
  image: 'api',
  platform: 'linux/amd64',
  metric: 'total',
  kind: 'max',
  actual: 254_300_000,
  limit: 250_000_000,
  limitText: '250 MB',
  overBy: 4_300_000,
  outcome: 'fail',
  place: place(7),
  ...fields,
});

describe('buildAnnotations', () => {
  it('makes an error or a warning of each limit that is passed, at its line', () => {
    const warning = over({ kind: 'warn', limit: 230_000_000, overBy: 24_300_000, outcome: 'warn', place: place(8) });
    const passed = over({ metric: 'layers', outcome: 'pass' });
    assert.deepEqual(buildAnnotations(verdict([warning, passed, over()], ['An exception expired']), 'si'), [
      { level: 'error', message: 'api (linux/amd64) is 4.3 MB over its total budget of 250 MB', place: place(7) },
      { level: 'warning', message: 'api (linux/amd64) is 24.3 MB over the total warning line of 230 MB', place: place(8) },
      { level: 'notice', message: 'An exception expired' },
    ]);
  });

  it('says by whose leave a limit is passed', () => {
    const [only] = buildAnnotations({ ...verdict([over({ outcome: 'warn' })]), overridden: { label: 'allow-growth', by: 'mona' } }, 'si');
    assert.deepEqual([only?.level, only?.message.split(', ')[1]], ['warning', 'allowed by the label allow-growth']);
  });

  it('makes at most ten of a level, the worst first, and counts the others in the last', () => {
    const results = Array.from({ length: 17 }, (_, index) => over({ overBy: 1_000 + index, place: place(index + 1) }));
    const warnings = Array.from({ length: 11 }, () => over({ outcome: 'warn', kind: 'warn' }));
    const annotations = buildAnnotations(verdict([...results, ...warnings]), 'si');
    const errors = annotations.filter(({ level }) => level === 'error');
    assert.deepEqual(
      errors.map((one) => one.place?.line),
      [17, 16, 15, 14, 13, 12, 11, 10, 9, 8],
    );
    assert.match(errors[9]!.message, /; and 7 more limits$/);
    assert.doesNotMatch(errors[8]!.message, /more/);
    assert.equal(annotations.length, 20);
    assert.match(annotations[19]!.message, /; and 1 more limit$/);
  });

  it('makes fewer of a level of which the step has made some already', () => {
    const warnings = Array.from({ length: 11 }, () => over({ outcome: 'warn', kind: 'warn' }));
    const build = (taken: number) =>
      buildAnnotations(verdict([over(), ...warnings]), 'si', { taken: { error: 0, warning: taken, notice: 9 } });
    const made = build(3);
    assert.deepEqual(
      ['error', 'warning'].map((level) => made.filter((one) => one.level === level).length),
      [1, 7],
    );
    assert.match(made[7]!.message, /; and 4 more limits$/);
    assert.match(build(9)[1]!.message, /; and 10 more limits$/);
    for (const taken of [10, 12]) assert.equal(build(taken).length, 1);
  });

  it('is one line of what can be seen, and of bearable length', () => {
    const [one] = buildAnnotations(verdict([over({ metric: 'path', path: `a\n\u202e::error::${'x'.repeat(5_000)}` })]), 'si');
    assert.doesNotMatch(one!.message, /[\p{Cc}\p{Cf}]/u);
    assert.equal(one!.message.length, 1_000);
  });

  it('says nothing where nothing is judged, or all is well', () => {
    assert.deepEqual(buildAnnotations(undefined, 'si'), []);
    assert.deepEqual(buildAnnotations(verdict([over({ outcome: 'pass' })]), 'si'), []);
  });
});
