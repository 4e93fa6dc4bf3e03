/** Where nothing was raised, no image is judged more kindly than before: held against the judge itself, with whatever budgets and images. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Budget } from '../../src/budget/budget.ts';
import { judge, type MeasuredImage } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { findRaisedLimits } from '../../src/budget/raised-limits.ts';
import { ExpectedError } from '../../src/errors.ts';
import { analysisOf, inventoryOf, measuredImage } from './measured.ts';

type Tree = { [key: string]: Tree | unknown };

const ranks = { pass: 0, warn: 1, fail: 2 };
const small = fc.integer({ min: 0, max: 4 });
const share = fc.constantFrom('0%', '20%', '50%', '100%');
const either = fc.oneof(small, share);
const some = (values: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<Tree> => fc.record(values, { requiredKeys: [] });

/** `max` or `min`, and a `warn` on the right side of it. */
const ordered = (value: fc.Arbitrary<number | string>, kind: 'max' | 'min'): fc.Arbitrary<Tree> =>
  fc.tuple(value, value, fc.boolean(), fc.boolean()).map(([one, other, hard, soft]) => {
    const [low, high] = [one, other].toSorted((a, b) => Number.parseInt(String(a), 10) - Number.parseInt(String(b), 10));
    const [bound, warn] = kind === 'max' ? [high, low] : [low, high];
    return { ...(hard ? { [kind]: bound } : {}), ...(soft ? { warn } : {}) };
  });
const growing = (bounds: fc.Arbitrary<Tree>) =>
  fc.tuple(bounds, some({ 'max-increase': either })).map(([limit, growth]) => ({ ...limit, ...growth }));

const sizeLimit = growing(ordered(small, 'max'));
const wasted = growing(fc.oneof(ordered(small, 'max'), ordered(share, 'max')));
const limits = some({ total: sizeLimit, wasted, efficiency: ordered(share, 'min'), layers: sizeLimit });
const image = some({
  limits,
  platforms: fc.constantFrom(['linux/amd64', 'linux/arm64'], ['linux/arm64']),
  'platform-limits': some({ 'linux/arm64': limits }),
  paths: some({ '/a': sizeLimit, '**': sizeLimit }),
});
const exception = fc.record({
  image: fc.constantFrom('api', 'web'),
  metric: fc.constantFrom('total', 'wasted'),
  max: small,
  until: fc.constantFrom('2026-01-01', '2026-06-15', '2026-07-01'),
  reason: fc.constant('why'),
});
const file = some({
  images: fc.record({ api: image, web: image }),
  defaults: some({ limits, noise: some({ bytes: small, percent: share }) }),
  groups: some({ all: fc.record({ images: fc.constantFrom(['*'], ['api']), limits: some({ total: ordered(small, 'max') }) }) }),
  exceptions: fc.array(exception, { maxLength: 2 }),
  baseline: some({ strict: fc.boolean() }),
});

/** Another budget that differs in few places: in one of some thirty, what stands in `other` is taken. */
function change(one: unknown, other: unknown, draw: () => number): unknown {
  if (draw() === 0) return other;
  if (!isTree(one)) return one;
  const from = isTree(other) ? other : {};
  const keys = [...new Set([...Object.keys(one), ...Object.keys(from)])];
  const entries = keys.map((key) => [key, change(one[key], from[key], draw)] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined where the parts contradict each other. */
function parse(content: unknown): Budget | undefined {
  try {
    return parseBudget(JSON.stringify({ version: 1, ...(content as Tree) }), { file: 'plimsoll.yml' });
  } catch (error) {
    if (error instanceof ExpectedError) return undefined;
    throw error;
  }
}

type Weight = { live: number; wasted: number; layers: number };
const weight: fc.Arbitrary<Weight> = fc.record({ live: small, wasted: small, layers: fc.integer({ min: 1, max: 3 }) });
const weights = fc.array(fc.record({ now: weight, was: fc.option(weight) }), { minLength: 4, maxLength: 4 });

/** Two images on two platforms. */
function measuredOf(figures: readonly { now: Weight; was: Weight | null }[]): MeasuredImage[] {
  const analysis = ({ live, wasted, layers }: Weight) => analysisOf({ live, wasted, total: live + wasted }, Array<number>(layers).fill(0));
  return figures.map(({ now, was }, index) => {
    const more = was === null ? {} : { baseline: analysis(was), baselineInventory: inventoryOf({ a: was.live }) };
    const platform = index % 2 === 0 ? 'linux/amd64' : 'linux/arm64';
    return measuredImage(analysis(now), { image: index < 2 ? 'api' : 'web', platform, inventory: inventoryOf({ a: now.live }), ...more });
  });
}

function outcomeOf(budget: Budget, images: readonly MeasuredImage[], behind: number) {
  const platforms = (name: string) => budget.images.find((image) => image.name === name)?.platforms;
  const asked = images.filter(({ image, platform }) => platforms(image)?.includes(platform) ?? true);
  return judge(budget, asked, { today: '2026-06-15', behind }).outcome;
}

describe('findRaisedLimits, held against the judge', () => {
  it('finds whatever lets an image pass that would not have passed', () => {
    let compared = 0;
    let found = 0;
    const draws = fc.infiniteStream(fc.noBias(fc.integer({ min: 0, max: 29 })));
    const property = fc.property(
      file,
      file,
      draws,
      fc.array(weights, { minLength: 5, maxLength: 5 }),
      small,
      (one, other, stream, all, behind) => {
        const changed = change(one, other, () => stream.next().value as number);
        const [before, after] = [parse(one), parse(changed)];
        if (before === undefined || after === undefined) return;
        if (findRaisedLimits(before, after).length > 0) {
          found++;
          return;
        }
        compared++;
        for (const figures of all) {
          const [was, now] = [before, after].map((budget) => outcomeOf(budget, measuredOf(figures), behind));
          assert.ok(ranks[now!] >= ranks[was!], `${was} became ${now}: ${JSON.stringify([one, changed, figures, behind])}`);
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
    assert.ok(compared > 20 && found > 20, `${compared} compared, ${found} found`);
  });
});
