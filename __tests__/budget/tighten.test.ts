/** Lowering limits: what changes, and that nothing else does. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judge, type MeasuredImage } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { tightenBudget } from '../../src/budget/tighten.ts';
import { golden } from '../support/golden.ts';
import { analysisOf, inventoryOf, measuredImage, weighing } from './measured.ts';

const file = 'plimsoll.yml';
const before = readFileSync(join(import.meta.dirname, '..', 'golden', 'budget', 'tighten-before.yml'), 'utf8');
const tighten = (text: string, measured: MeasuredImage[], headroomPpm = 100_000) => tightenBudget(text, measured, { headroomPpm, file });
const lines = (...images: string[]) => ['version: 1', 'images:', ...images.map((image) => `  ${image}`), ''].join('\n');

describe('tightenBudget', () => {
  const api = analysisOf({ total: 181_234_567, live: 180_000_000, wasted: 1_234_567, compressed: 41_943_041 }, [90_000_001, 1]);
  const web = analysisOf({ total: 50_000_000, live: 49_000_000, wasted: 1_000_000 }, [50_000_000]);
  const measured = [
    measuredImage(api, { inventory: inventoryOf({ 'app/x': 12_345_678, 'tmp/y': 1_100 }) }),
    measuredImage(web, { image: 'web', platform: 'linux/arm64' }),
  ];

  it('lowers what can be lower and keeps comments, order, spacing, quotes and units', () => {
    golden('budget/tighten-after.yml', tighten(before, measured).text);
  });

  it('lists what it lowered, in the order of the file', () => {
    const changes = tighten(before, measured).changes.map(
      ({ image, metric, path, kind, from, to, place }) =>
        `${place.line}:${place.column} ${image} ${path ?? metric} ${kind}: ${from} → ${to}`,
    );
    golden('budget/tighten-changes.txt', `${changes.join('\n')}\n`);
  });

  it('changes nothing the second time', () => {
    const once = tighten(before, measured).text;
    assert.deepEqual(tighten(once, measured), { text: once, changes: [] });
  });

  it('never raises: an image that is over its limit, or within its headroom, keeps it', () => {
    const text = lines('api: { limits: { total: 100 MB } }');
    for (const total of [120_000_000, 100_000_000, 95_000_000]) assert.equal(tighten(text, [measuredImage(weighing(total))]).text, text);
    assert.equal(tighten(text, [measuredImage(weighing(80_000_000))]).text, text.replace('100 MB', '88 MB'));
  });

  it('leaves a limit that also holds for what was not measured', () => {
    const shared = lines('api: {}', 'web: {}').replace('images:', 'defaults: { limits: { total: 100 MB } }\nimages:');
    assert.equal(tighten(shared, [measuredImage(weighing(10_000_000))]).text, shared);
    const both = [measuredImage(weighing(10_000_000)), measuredImage(weighing(20_000_000), { image: 'web' })];
    assert.equal(tighten(shared, both, 0).text, shared.replace('100 MB', '20 MB'));
    assert.equal(tighten(shared, both, 0).changes[0]!.image, 'api, web');
    const platforms = lines('api: { platforms: [linux/amd64, linux/arm64], limits: { total: 100 MB } }');
    assert.equal(tighten(platforms, [measuredImage(weighing(10_000_000))]).text, platforms);
  });

  it('holds the largest platform, and each that has its own limit apart', () => {
    const text = lines('api: { limits: { total: 100 MB }, platform-limits: { linux/s390x: { total: 200 MB } } }');
    const on = (platform: string, total: number) => measuredImage(weighing(total), { platform });
    const { text: tight } = tighten(text, [on('linux/amd64', 10_000_000), on('linux/arm64', 30_000_000), on('linux/s390x', 50_000_000)], 0);
    assert.equal(tight, text.replace('100 MB', '30 MB').replace('200 MB', '50 MB'));
  });

  it('keeps a shared warning at or below the maximum that it stands beside', () => {
    const text = lines('api: { limits: { total: 500 MB } }', 'web: {}').replace(
      'images:',
      'defaults: { limits: { total: { max: 100 MB, warn: 90 MB } } }\nimages:',
    );
    const measured = [measuredImage(weighing(400_000_000)), measuredImage(weighing(10_000_000), { image: 'web' })];
    const { text: tight } = tighten(text, measured, 0);
    assert.equal(tight, text.replace('500 MB', '400 MB').replace('max: 100 MB, warn: 90 MB', 'max: 10 MB, warn: 10 MB'));
    parseBudget(tight, { file });
  });

  it('edits a value that anchors share once', () => {
    const text = lines('api: { limits: &same { total: 100 MB } }', 'web: { limits: *same }');
    const { text: tight, changes } = tighten(
      text,
      [measuredImage(weighing(10_000_000)), measuredImage(weighing(20_000_000), { image: 'web' })],
      0,
    );
    assert.equal(tight, text.replace('100 MB', '20 MB'));
    assert.equal(changes.length, 1);
  });

  it('never raises a limit, never puts an image over one, and always leaves a budget', () => {
    const size = fc.nat({ max: 3_000_000 });
    const unit = fc.constantFrom('', ' B', ' kB', 'KiB', ' MiB');
    fc.assert(
      fc.property(
        size,
        size,
        fc.nat({ max: 3_000 }),
        fc.integer({ min: 0, max: 100 }),
        unit,
        fc.nat({ max: 500_000 }),
        (total, waste, max, warnPercent, suffix, headroom) => {
          const wasted = Math.min(waste, total);
          const warn = Math.floor((max * warnPercent) / 100);
          const text = lines(`api: { limits: { total: { max: ${max}${suffix}, warn: ${warn}${suffix} }, wasted: ${warnPercent}% } }`);
          const image = [measuredImage(weighing(total, wasted))];
          const tight = tighten(text, image, headroom).text;
          const [old, now] = [text, tight].map((budget) => parseBudget(budget, { file }).images[0]!.limits);
          for (const [metric, kind] of [
            ['total', 'max'],
            ['total', 'warn'],
            ['wasted', 'max'],
          ] as const) {
            assert.ok(now![metric]![kind]!.value <= old![metric]![kind]!.value, tight);
          }
          const fails = (budget: string) =>
            judge(parseBudget(budget, { file }), image, { today: '2026-01-01' }).results.filter(({ outcome }) => outcome === 'fail').length;
          assert.equal(fails(tight), fails(text), tight);
        },
      ),
    );
  });
});
