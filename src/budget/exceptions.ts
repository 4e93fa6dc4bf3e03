/** Which exceptions count on a day, and what must be said about them. */

import type { Metric } from '../analysis/metrics.ts';
import { type Bound, type Budget, type BudgetException, type Limits, limitsFor } from './budget.ts';
import { allowed, type Subject, whyText } from './judge-bound.ts';
import { placeText } from './verdict.ts';

/** An exception counts up to and including its last day. */
export function hasExpired({ until }: BudgetException, today: string): boolean {
  return until < today;
}

/** The exceptions of a budget that speak of this figure. */
export function exceptionsFor(budget: Budget, image: string, platform: string, metric: Metric): BudgetException[] {
  return budget.exceptions.filter(
    (exception) =>
      exception.image === image && exception.metric === metric && (exception.platform === undefined || exception.platform === platform),
  );
}

/**
 * One sentence for each exception of the images that were weighed: expired, in force, or without anything to raise.
 * @param subjects the figures that were judged
 */
export function noteExceptions(budget: Budget, weighed: ReadonlySet<string>, subjects: readonly Subject[], today: string): string[] {
  return budget.exceptions.filter(({ image }) => weighed.has(image)).map((exception) => noteException(budget, exception, subjects, today));
}

function noteException(budget: Budget, exception: BudgetException, subjects: readonly Subject[], today: string): string {
  const { image, platform, metric, until, place, limit } = exception;
  const subject = `The exception for ${metric} of ${image}${platform === undefined ? '' : ` (${platform})`} at ${placeText(place)}`;
  if (hasExpired(exception, today)) return `${subject} expired on ${until} and no longer counts: ${whyText(exception)}`;
  const limits = limitsOf(budget, exception);
  const touched = subjects.filter((one) => one.image === image && one.metric === metric && (platform ?? one.platform) === one.platform);
  const raised: string[] = [];
  const absent: string[] = [];
  const low: string[] = [];
  for (const kind of ['max', 'max-increase'] as const) {
    const more = limit[kind];
    if (more === undefined) continue;
    const own = limits.flatMap((each) => each[metric]?.[kind] ?? []);
    if (own.length === 0) absent.push(kind);
    else if (own.some((bound) => isAbove(more, bound, kind, touched))) raised.push(`${kind} is ${more.text}`);
    else low.push(`its ${kind}, ${more.text}, is not above the limit, ${[...new Set(own.map(({ text }) => text))].join(' and ')}`);
  }
  const idle = [...(absent.length === 0 ? [] : [`there is no ${absent.join(' and no ')} of ${metric}`]), ...low].join(', and ');
  if (raised.length === 0) return `${subject} raises nothing: ${idle}`;
  return `${subject} is in force until ${until}: ${raised.join(', ')}${idle === '' ? '' : `; but ${idle}`}: ${whyText(exception)}`;
}

/** The limits that an exception may raise. */
function limitsOf({ images }: Budget, { image, platform }: BudgetException): Limits[] {
  const declared = images.find(({ name }) => name === image);
  if (declared === undefined) return [];
  return platform === undefined ? [declared.limits, ...Object.values(declared.platformLimits)] : [limitsFor(declared, platform)];
}

/** Whether an exception allows more than a limit. A size and a share are compared at the figures; where none tells, it may. */
function isAbove(more: Bound, own: Bound, kind: 'max' | 'max-increase', subjects: readonly Subject[]): boolean {
  if (more.unit === own.unit) return more.value > own.value;
  const pairs = subjects.map((subject) => [allowed(more, kind, subject), allowed(own, kind, subject)] as const);
  return (
    pairs.every(([above, below]) => above === undefined || below === undefined) || pairs.some(([above = 0, below = 0]) => above > below)
  );
}
