/** The first sentence of a report: the worst offence, or that there is none. */
import { measure, metrics } from '../analysis/metrics.ts';
import type { LimitResult, Verdict } from '../budget/verdict.ts';
import { formatPercentChange, formatSize, type Units } from '../bytes.ts';
import {
  compareOutcomes,
  formatAmount,
  formatChange,
  formatFigure,
  formatPair,
  formatUsed,
  isLeast,
  unitOf,
  usedRatio,
} from './figures.ts';
import type { ReportInput } from './report.ts';
import { count, imagePhrase, type Piece, type Sentence } from './sentence.ts';

type ReportedImage = ReportInput['images'][number];

/** Says what a reader must know if it is all that they read. */
export function writeHeadline({ images, verdict, units }: Pick<ReportInput, 'images' | 'verdict' | 'units'>): Sentence {
  if (images.length === 0 && (verdict === undefined || verdict.results.length === 0)) return ['There is no image to report on'];
  if (verdict !== undefined && verdict.results.length > 0) return judged(images, verdict, units);
  if (images.some(({ baseline, comparison }) => baseline !== undefined || comparison !== undefined)) return compared(images, units);
  return weighed(images, units);
}

function judged(images: readonly ReportedImage[], verdict: Verdict, units: Units): Sentence {
  const bad = verdict.results.filter(({ outcome }) => outcome !== 'pass').toSorted(byOffence);
  const worst = bad[0];
  if (worst === undefined) return [...within(images), ...closest(images, verdict.results, units)];
  const others = bad.filter((result) => result.outcome === worst.outcome).length - 1;
  const more = `${count(others, worst.outcome === 'fail' ? 'more limit' : 'more warning line')} ${others === 1 ? 'is' : 'are'} exceeded`;
  return others === 0 ? offence(worst, units) : [...offence(worst, units), `; ${more}`];
}

/** A failure before a warning, then by how much in proportion to the limit. */
function byOffence(a: LimitResult, b: LimitResult): number {
  return compareOutcomes(a.outcome, b.outcome) || excess(b) - excess(a);
}

function excess({ overBy = 0, limit }: LimitResult): number {
  if (overBy <= 0) return 0;
  return limit === undefined || limit <= 0 ? Number.MAX_VALUE : overBy / limit;
}

function offence(result: LimitResult, units: Units): Sentence {
  const { image, platform, metric, path, kind, actual, limit, overBy, change } = result;
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
    const [now, least] = formatPair(unit, actual, limit, units);
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

function limitPhrase(result: LimitResult, units: Units): string {
  const limit = result.limit ?? 0;
  const unit = unitOf(result);
  const text = unit === 'count' ? formatAmount(unit, limit, units) : formatPair(unit, result.actual, limit, units)[1];
  return unit === 'bytes' && result.limitText.endsWith('%') ? `${text} (${result.limitText})` : text;
}

function growthAllowed(result: LimitResult, units: Units): string {
  const text = formatPair(unitOf(result), result.change ?? 0, result.limit ?? 0, units)[1];
  return result.limitText.endsWith('%') ? `${result.limitText} (${text})` : text;
}

function within(images: readonly ReportedImage[]): Sentence {
  const only = images[0];
  const names = new Set(images.map(({ name }) => name)).size;
  if (images.length === 1 && only !== undefined) return [...imagePhrase(only.name, only.platform), ' is within budget'];
  return names === 1 && only !== undefined
    ? [{ code: only.name }, ` is within budget on ${count(images.length, 'platform')}`]
    : [`${count(names, 'image')} are within budget`];
}

/** The limit that is nearest to being passed. */
function closest(images: readonly ReportedImage[], results: readonly LimitResult[], units: Units): Sentence {
  const nearest = results
    .map((result) => ({ result, used: usedRatio(result) ?? 0 }))
    .filter(({ used }) => used > 0)
    .toSorted((a, b) => b.used - a.used)[0];
  if (nearest === undefined) return [];
  const { result, used } = nearest;
  const title: Piece = result.metric === 'path' ? { code: result.path ?? '' } : metrics[result.metric].title;
  const where: Sentence = images.length > 1 || result.platform === undefined ? [...imagePhrase(result.image, result.platform), ', '] : [];
  if (isLeast(result)) {
    const [now, least] = formatPair(unitOf(result), result.actual, result.limit ?? 0, units);
    return ['; closest: ', ...where, title, ` ${now}, at least ${least}`];
  }
  const line = result.kind === 'max-increase' ? `its growth at ${formatUsed(used)} of ${growthAllowed(result, units)}` : undefined;
  return ['; closest: ', ...where, title, line === undefined ? ` at ${formatUsed(used)} of ${limitPhrase(result, units)}` : `, ${line}`];
}

function compared(images: readonly ReportedImage[], units: Units): Sentence {
  const changes = images.flatMap((image) => {
    const change = changeOfTotal(image);
    return change === undefined ? [] : [{ image, ...change }];
  });
  const most = changes.toSorted((a, b) => Math.abs(b.change) - Math.abs(a.change))[0];
  if (most === undefined) return weighed(images, units);
  const who = imagePhrase(most.image.name, most.image.platform);
  const sentence = changePhrase(most, units);
  if (images.length === 1) return [...who, ...sentence];
  if (most.change === 0) return [`the totals of ${count(changes.length, 'image')} are what they were`];
  const changed = changes.filter(({ change }) => change !== 0).length;
  return [`${changed} of ${count(images.length, 'image')} changed, most of all `, ...who, `: it${sentence.join('')}`];
}

/** The change of an image's total, where both sides know it. */
export function changeOfTotal({
  analysis,
  baseline,
  comparison,
}: ReportedImage): { base: number; now: number; change: number } | undefined {
  const base = comparison?.metrics.find(({ metric }) => metric === 'total')?.base ?? baseline?.sizes.total;
  const now = analysis.sizes.total;
  return base === undefined || now === undefined ? undefined : { base, now, change: now - base };
}

function changePhrase({ base, now, change }: { base: number; now: number; change: number }, units: Units): string[] {
  if (change === 0) return [` weighs ${formatSize(now, units)}, as before`];
  const percent = base === 0 ? '' : ` (${formatPercentChange(change / base)})`;
  return [` ${change > 0 ? 'grew' : 'shrank'} by ${formatSize(Math.abs(change), units)}${percent} to ${formatSize(now, units)}`];
}

function weighed(images: readonly ReportedImage[], units: Units): Sentence {
  const only = images[0];
  if (images.length > 1 || only === undefined) {
    const names = new Set(images.map(({ name }) => name)).size;
    return names === 1 && only !== undefined
      ? [{ code: only.name }, `, weighed on ${count(images.length, 'platform')}`]
      : [`${count(images.length, 'image')} weighed`];
  }
  const { total, compressed, wasted } = measure(only.analysis);
  const size = (bytes: number) => formatFigure('bytes', bytes, units);
  const parts = [
    total === undefined ? 'has an unknown total' : `weighs ${size(total)}`,
    ...(compressed === undefined ? [] : [`${size(compressed)} compressed`]),
    ...(wasted === undefined ? [] : [wasted === 0 ? 'none of it wasted' : `${size(wasted)} of it wasted`]),
  ];
  return [...imagePhrase(only.name, only.platform), ` ${parts.join(', ')}`];
}
