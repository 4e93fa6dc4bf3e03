/** One limit that is passed, in a sentence, and which of several is the worst. */
import type { LimitResult } from '../budget/verdict.ts';
import type { Units } from '../bytes.ts';
import { compareOutcomes, formatAmount, formatChange, formatPair, isLeast, unitOf } from './figures.ts';
import { imagePhrase, type Sentence } from './sentence.ts';

/** Whether a limit is passed that would fail, but for an override or a baseline that is not the right one. */
export function isForgiven({ kind, outcome }: LimitResult): boolean {
  return outcome === 'warn' && kind !== 'warn';
}

/** A failure before a warning, what would have failed before what only warns, then by how much in proportion to the limit. */
export function byOffence(a: LimitResult, b: LimitResult): number {
  return compareOutcomes(a.outcome, b.outcome) || Number(isForgiven(b)) - Number(isForgiven(a)) || excess(b) - excess(a);
}

/** By how much a limit is passed, in proportion to it: 0 where it is not, the most where the limit is 0. */
export function excess({ overBy = 0, limit }: LimitResult): number {
  if (overBy <= 0) return 0;
  return limit === undefined || limit <= 0 ? Number.MAX_VALUE : overBy / limit;
}

/** Says of one limit by how much it is passed: `api` (linux/amd64) is 4.3 MB over its total budget of 250 MB. */
export function offence(result: LimitResult, units: Units): Sentence {
  const { image, platform, metric, path, kind, actual = 0, limit, overBy, change } = result;
  const who = imagePhrase(image, platform);
  const unit = unitOf(result);
  const subject: Sentence =
    metric === 'path' ? [{ code: path ?? '' }, ' in ', ...who] : metric === 'layer' ? ['the largest layer of ', ...who] : who;
  const title = metric === 'path' || metric === 'layer' ? '' : metric;
  if (limit === undefined || overBy === undefined || overBy <= 0)
    return [...subject, ` is judged “${result.outcome}” on ${title || 'its size'}${because(result)}`];
  if (kind === 'max-increase') {
    const grew = title === '' || metric === 'total' ? subject : [`${title} of `, ...subject];
    const allowed = result.limitText.endsWith('%') ? `the ${result.limitText} that its budget allows` : 'its budget allows';
    return [...grew, ` grew by ${formatAmount(unit, change ?? 0, units)}, ${formatAmount(unit, overBy, units)} more than ${allowed}`];
  }
  if (isLeast(result)) {
    const [now, least] = formatPair(result, actual, units);
    return [`${title} of `, ...subject, ` is ${now}, below its ${kind === 'warn' ? 'warning line' : 'budget'} of ${least}`];
  }
  const over = unit === 'ratio' ? formatChange(unit, overBy, units).replace('+', '') : formatAmount(unit, overBy, units);
  const line = limitPhrase(result, units);
  if (kind === 'warn') return [...subject, ` is ${over} over ${title === '' ? 'its' : `the ${title}`} warning line of ${line}`];
  return [...subject, ` is ${over} over its ${title === '' || metric === 'layers' ? '' : `${title} `}budget of ${line}`];
}

function because({ note }: LimitResult): string {
  return note === undefined ? '' : `: ${note}`;
}

/** The limit as a sentence names it: `250 MB`, `9.7 MB (4%)`, `20 layers`. */
export function limitPhrase(result: LimitResult, units: Units): string {
  const limit = result.limit ?? 0;
  const unit = unitOf(result);
  const text = unit === 'count' ? formatAmount(unit, limit, units) : formatPair(result, result.actual ?? limit, units)[1];
  return unit === 'bytes' && result.limitText.endsWith('%') ? `${text} (${result.limitText})` : text;
}
