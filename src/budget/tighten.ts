/** Lowers the limits of a budget to what its images weigh now, and leaves every other character of the file as it is. */

import { isCompared, type Metric } from '../analysis/metrics.ts';
import { ppmPerUnit } from '../bytes.ts';
import { readCountOrPercent, readSizeOrPercent } from './amounts.ts';
import { type Bound, type Budget, type Limit, limitsFor } from './budget.ts';
import { judge, type MeasuredImage } from './judge.ts';
import { leastWaste } from './judge-bound.ts';
import { parseBudget } from './parse-budget.ts';
import { withHeadroom, writePercentAbove, writeSizeAbove } from './readable-limit.ts';
import { type LimitResult, type Place, placeText } from './verdict.ts';

/** One limit that was lowered. */
export type TightenedLimit = {
  /** The image, or `group:NAME`; several, separated by a comma, where they share a default. */
  image: string;
  metric: Metric | 'path';
  /** The glob of a path budget. */
  path?: string;
  kind: 'max' | 'warn';
  from: string;
  to: string;
  place: Place;
};

/** A bound as it stands in the file, with all that it applies to. */
type Use = { bound: Bound; needed: number; actual: number; results: LimitResult[]; to?: { text: string; value: number } };

/**
 * Lowers each `max` to the largest figure that it applies to plus headroom, rounded up to a readable size. Never raises one.
 * A `warn` beside a `max` keeps its share of it; a `warn` alone is lowered as a `max` is. `max-increase`, `min`, exceptions,
 * a group's share of waste and limits on what an update pulls stay: what one update was says nothing of the next. A limit stays too if it also applies to an image or platform that was not measured.
 * @param headroomPpm parts per million: 100000 for 10%
 * @throws ExpectedError `budget` where the text is none, `unknown-metric` where a limit applies to a figure that is not known
 */
export function tightenBudget(
  text: string,
  measured: readonly MeasuredImage[],
  { headroomPpm, file }: { headroomPpm: number; file: string },
): { text: string; changes: TightenedLimit[] } {
  const budget = parseBudget(text, { file });
  const { limits, open } = limitsOf(budget, measured);
  const uses = findUses(budget, measured, limits, headroomPpm);
  for (const key of open) uses.delete(key);
  const pairs = limits.flatMap(({ max, warn }) =>
    max?.unit === warn?.unit && max !== undefined && warn !== undefined ? [{ max, warn }] : [],
  );
  const paired = new Set(pairs.map(({ warn }) => keyOf(warn)));
  for (const [key, use] of uses) if (!paired.has(key)) lower(use, use.needed, text);
  for (const [key, use] of uses) {
    if (!paired.has(key)) continue;
    const shares = pairs
      .filter(({ warn }) => keyOf(warn) === key)
      .map(({ max }) => shareKept(valueNow(max, uses), use.bound.value, max.value));
    // A warning keeps its share of the limit, and never begins below what there is.
    lower(use, Math.max(...shares, use.actual), text);
  }
  for (const { max, warn } of pairs) keepOrder(max, warn, uses);
  return edit(text, [...uses.values()]);
}

/** Every limit of the file that applies to something, and the bounds that apply to something that was not measured. */
function limitsOf(budget: Budget, measured: readonly MeasuredImage[]): { limits: Limit[]; open: Set<string> } {
  const limits: Limit[] = [];
  const open = new Set<string>();
  for (const image of budget.images) {
    const weighed = measured.filter(({ image: name }) => name === image.name).map(({ platform }) => platform);
    const expected = image.platforms ?? (weighed.length === 0 ? [undefined] : weighed);
    for (const platform of expected) {
      const own = platform === undefined ? [image.limits, ...Object.values(image.platformLimits)] : [limitsFor(image, platform)];
      const found = [...own.flatMap((byMetric) => Object.values(byMetric)), ...image.paths.map(({ limit }) => limit)];
      limits.push(...found);
      if (platform !== undefined && weighed.includes(platform)) continue;
      for (const limit of found) for (const bound of Object.values(limit)) open.add(keyOf(bound));
    }
  }
  limits.push(...budget.groups.flatMap((group) => Object.values(group.limits)));
  return { limits, open };
}

/** What each bound must hold, by its place. The figures come from a judgement; its day does not matter, since exceptions change no figure. */
function findUses(budget: Budget, measured: readonly MeasuredImage[], limits: readonly Limit[], headroomPpm: number): Map<string, Use> {
  const bounds = new Map(limits.flatMap((limit) => Object.values(limit).map((bound) => [keyOf(bound), bound] as const)));
  const { results, figures } = judge(budget, measured, { today: '' });
  const uses = new Map<string, Use>();
  for (const result of results) {
    const { place, metric, kind, actual } = result;
    if (place === undefined || actual === undefined || metric === 'efficiency' || isCompared(metric)) continue;
    if (kind !== 'max' && kind !== 'warn') continue;
    const key = placeText(place);
    const bound = bounds.get(key);
    if (bound?.range === undefined) continue;
    const total = figures.find(
      ({ image, platform, metric }) => image === result.image && platform === result.platform && metric === 'total',
    );
    if (bound.unit === 'ppm' && total === undefined) continue;
    const figure = bound.unit === 'ppm' ? ppmOf(actual, total!.actual) : actual;
    const use = uses.get(key) ?? { bound, needed: 0, actual: 0, results: [] };
    const floor = result.metric === 'wasted' ? leastWaste(bound.unit === 'ppm' ? ppmPerUnit : (total?.actual ?? 0)) : 0;
    use.needed = Math.max(use.needed, withHeadroom(figure, headroomPpm), floor);
    use.actual = Math.max(use.actual, figure);
    use.results.push(result);
    uses.set(key, use);
  }
  return uses;
}

function ppmOf(part: number, whole: number): number {
  return whole === 0 ? 0 : Number((BigInt(part) * BigInt(ppmPerUnit) + BigInt(whole) - 1n) / BigInt(whole));
}

/** Decides on a lower value, in the words that the file uses: its unit system, its quotes, its plain integers. */
function lower(use: Use, needed: number, text: string): void {
  const { bound } = use;
  const written = text.slice(bound.range!.start, bound.range!.end);
  const value = bound.unit === 'count' ? String(needed) : bound.unit === 'ppm' ? writePercentAbove(needed) : writeSize(needed, bound.text);
  const reading = bound.unit === 'count' ? readCountOrPercent(needed) : readSizeOrPercent(value);
  if ('problem' in reading || reading.value >= bound.value) return;
  const quote = /^["']/.exec(written)?.[0] ?? '';
  use.to = { text: `${quote}${value}${quote}`, value: reading.value };
}

function writeSize(bytes: number, like: string): string {
  const readable = writeSizeAbove(bytes, like.includes('i') ? 'iec' : 'si');
  if (!/[A-Za-z]/.test(like)) {
    const reading = readSizeOrPercent(readable);
    return 'problem' in reading ? readable : String(reading.value);
  }
  return /\s/.test(like) ? readable : readable.replace(' ', '');
}

/** The same part of the new maximum as it was of the old, rounded up. */
function shareKept(newMax: number, warn: number, oldMax: number): number {
  if (oldMax === 0) return 0;
  return Number((BigInt(newMax) * BigInt(warn) + BigInt(oldMax) - 1n) / BigInt(oldMax));
}

/** A warning stays at or below its maximum: rounding must not lift it above, nor a bound that may not change be passed. */
function keepOrder(max: Bound, warn: Bound, uses: ReadonlyMap<string, Use>): void {
  const [maxUse, warnUse] = [uses.get(keyOf(max)), uses.get(keyOf(warn))];
  if (maxUse?.to === undefined || valueNow(warn, uses) <= maxUse.to.value) return;
  if (warnUse === undefined) delete maxUse.to;
  else warnUse.to = maxUse.to;
}

function valueNow(bound: Bound, uses: ReadonlyMap<string, Use>): number {
  return uses.get(keyOf(bound))?.to?.value ?? bound.value;
}

function keyOf({ place }: Bound): string {
  return placeText(place);
}

function edit(text: string, uses: readonly Use[]): { text: string; changes: TightenedLimit[] } {
  const lowered = uses.filter(({ to }) => to !== undefined).toSorted((a, b) => a.bound.range!.start - b.bound.range!.start);
  let edited = text;
  for (const { bound, to } of lowered.toReversed())
    edited = edited.slice(0, bound.range!.start) + to!.text + edited.slice(bound.range!.end);
  const changes = lowered.map(({ bound, to, results }): TightenedLimit => {
    const { metric, kind, path } = results[0]!;
    return {
      image: [...new Set(results.map(({ image }) => image))].join(', '),
      metric,
      ...(path === undefined ? {} : { path }),
      kind: kind === 'warn' ? 'warn' : 'max',
      from: bound.text,
      to: to!.text.replaceAll(/["']/g, ''),
      place: bound.place,
    };
  });
  return { text: edited, changes };
}
