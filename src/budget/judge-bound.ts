/** Holds one figure against one bound, in integers: equal passes, and no rounding decides. */
import { isCompared, type Metric } from '../analysis/metrics.ts';
import { formatPercent, formatSize, ppmPerUnit, type Units } from '../bytes.ts';
import type { Bound, BudgetException, LimitKind, Noise } from './budget.ts';
import { isNoise } from './noise.ts';
import type { LimitResult } from './verdict.ts';

/** A figure and what a bound may be a share of. */
export type Subject = Pick<LimitResult, 'image' | 'platform' | 'path' | 'baseline'> & {
  metric: Metric | 'path';
  /** Absent where it needs a baseline and there is none. */
  actual?: number;
  /** Why the figure is a guess, on which no limit fails; absent where it is none. */
  guess?: string;
  /** The total that a share of waste is a share of. */
  total?: number;
  /** What makes an efficiency, where it is known exactly. */
  live?: number;
  /** Why there is no baseline figure. */
  missing?: string;
};

export type Rules = {
  noise: Noise;
  units: Units;
  exceptions: readonly BudgetException[];
  expired: readonly BudgetException[];
  /** How many commits the baseline lies behind the right one, where growth over it only warns. */
  behind?: number;
};

/** Judges one bound. An exception in force takes its place where it allows more. */
export function judgeBound(subject: Subject, kind: LimitKind, bound: Bound, rules: Rules): LimitResult {
  if (subject.metric === 'efficiency') return judgeRatio(subject, kind, bound);
  const { actual, baseline } = subject;
  const own = allowed(bound, kind, subject);
  if (actual === undefined) return { ...rowOf(subject, kind, bound), ...(own === undefined ? {} : { limit: own }), ...unjudged(subject) };
  const result = { ...rowOf(subject, kind, bound), ...(baseline === undefined ? {} : { baseline, change: actual - baseline }) };
  if (kind === 'max-increase' && baseline === undefined) {
    return { ...result, ...(own === undefined ? {} : { limit: own }), ...unjudged(subject) };
  }
  let limit = own ?? 0;
  let note: string | undefined;
  for (const exception of rules.exceptions) {
    const raised = exception.limit[kind];
    const more = raised === undefined ? undefined : allowed(raised, kind, subject);
    if (raised === undefined || more === undefined || more <= limit) continue;
    limit = more;
    result.limitText = raised.text;
    note = `an exception allows ${raised.text} instead of ${bound.text} until ${exception.until}: ${whyText(exception)}`;
  }
  const overBy = (kind === 'max-increase' ? actual - (baseline ?? 0) : actual) - limit;
  if (overBy <= 0) return { ...result, limit, outcome: 'pass', ...(note === undefined ? {} : { note }) };
  if (kind === 'max-increase' && subject.metric !== 'layers' && isNoise(actual - baseline!, baseline!, rules.noise)) {
    return { ...result, limit, outcome: 'pass', note: `growth within the noise (${noiseText(rules.noise, rules.units)})` };
  }
  const expired = rules.expired
    .filter((exception) => exception.limit[kind] !== undefined)
    .toSorted((a, b) => (a.until < b.until ? 1 : -1))[0];
  if (expired !== undefined && note === undefined) note = `the exception for it expired on ${expired.until}: ${whyText(expired)}`;
  // Some of the growth may be that of the commits between.
  const isOlder = (kind === 'max-increase' || isCompared(subject.metric)) && rules.behind !== undefined;
  const older = isOlder ? `the baseline is ${rules.behind} ${rules.behind === 1 ? 'commit' : 'commits'} behind` : undefined;
  const said = [note, subject.guess, older].filter((one) => one !== undefined).join('; ');
  const outcome = kind === 'warn' || isOlder || subject.guess !== undefined ? 'warn' : 'fail';
  return { ...result, limit, overBy, outcome, ...(said === '' ? {} : { note: said }) };
}

function unjudged({ missing = 'no baseline yet' }: Subject): Pick<LimitResult, 'outcome' | 'note'> {
  return { outcome: 'pass', note: missing };
}

/** Why an exception is there, in its own words. */
export function whyText({ reason, ref }: BudgetException): string {
  return ref === undefined ? reason : `${reason} (${ref})`;
}

function rowOf({ image, platform, metric, path, actual }: Subject, kind: LimitKind, bound: Bound) {
  return {
    image,
    ...(platform === undefined ? {} : { platform }),
    metric,
    ...(path === undefined ? {} : { path }),
    kind,
    ...(actual === undefined ? {} : { actual }),
    limitText: bound.text,
    place: bound.place,
  };
}

/** The largest figure, or increase, that passes. Undefined for a share of a baseline that is not there. */
export function allowed(bound: Bound, kind: LimitKind, { baseline, total }: Subject): number | undefined {
  if (bound.unit !== 'ppm') return bound.value;
  const whole = kind === 'max-increase' ? baseline : total;
  return whole === undefined ? undefined : shareOf(whole, bound.value);
}

/** A share rounded down: an integer is above the share exactly where it is above this. */
export function shareOf(whole: number, ppm: number): number {
  return Number((BigInt(whole) * BigInt(ppm)) / BigInt(ppmPerUnit));
}

function judgeRatio(subject: Subject, kind: LimitKind, bound: Bound): LimitResult {
  const { actual = 0, baseline, live, total } = subject;
  const limit = bound.value / ppmPerUnit;
  const result = { ...rowOf(subject, kind, bound), limit, ...(baseline === undefined ? {} : { baseline, change: actual - baseline }) };
  const below =
    live === undefined || total === undefined || total === 0
      ? actual < limit
      : BigInt(live) * BigInt(ppmPerUnit) < BigInt(total) * BigInt(bound.value);
  if (!below) return { ...result, outcome: 'pass' };
  return { ...result, overBy: Math.max(limit - actual, Number.EPSILON), outcome: kind === 'warn' ? 'warn' : 'fail' };
}

function noiseText({ bytes, ppm }: Noise, units: Units): string {
  const parts = [
    ...(bytes === undefined ? [] : [formatSize(bytes.value, units, 3)]),
    ...(ppm === undefined ? [] : [`${formatPercent(ppm.value / ppmPerUnit, 4)} of the baseline`]),
  ];
  return `at most ${parts.join(' or ')}`;
}

/** The least that a limit on waste is set to: none at all, only because there is none today, would fail for the next chmod of one small file. */
export function leastWaste(whole: number): number {
  return shareOf(whole, 10_000);
}
