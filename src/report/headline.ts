/** The first sentence of a report: the worst offence, or that there is none. */
import { metrics } from '../analysis/metrics.ts';
import type { Noise } from '../budget/budget.ts';
import type { LimitResult, Verdict } from '../budget/verdict.ts';
import { formatPercentChange, formatSize, type Units } from '../bytes.ts';
import { formatFigure, formatPair, formatUsed, isLeast, usedRatio } from './figures.ts';
import { changeOfSize, type ImageFigures, type SizeChange } from './image-figures.ts';
import { byOffence, isForgiven, limitPhrase, offence } from './offence.ts';
import { count, imagePhrase, type Piece, type Sentence } from './sentence.ts';

type Judgement = Pick<Verdict, 'results' | 'overridden'>;

/** What a headline and the table are made from; `verdict` is absent where nothing is judged, `noise` where the budget says nothing of it. */
export type Judged = { images: readonly ImageFigures[]; verdict?: Judgement; units: Units; noise?: Noise };

/** Says what a reader must know if it is all that they read. */
export function writeHeadline({ images, verdict, units }: Judged): Sentence {
  if (images.length === 0 && (verdict === undefined || verdict.results.length === 0)) return ['There is no image to report on'];
  if (verdict !== undefined && verdict.results.length > 0) return judged(images, verdict, units);
  if (images.some(({ base }) => base !== undefined)) return compared(images, units);
  return weighed(images, units);
}

function judged(images: readonly ImageFigures[], { results, overridden }: Judgement, units: Units): Sentence {
  const bad = results.filter(({ outcome }) => outcome !== 'pass').toSorted(byOffence);
  const worst = bad[0];
  if (worst === undefined) return [...within(images), ...closest(images, results, units)];
  const others = bad.filter((result) => result.outcome === worst.outcome && isForgiven(result) === isForgiven(worst)).length - 1;
  const limits = worst.outcome === 'fail' || isForgiven(worst) ? 'more limit' : 'more warning line';
  const more = others === 0 ? '' : `; ${count(others, limits)} ${others === 1 ? 'is' : 'are'} exceeded`;
  const allowed: Sentence = overridden !== undefined && isForgiven(worst) ? [', allowed by the label ', { code: overridden.label }] : [];
  return [...offence(worst, units), ...(more === '' ? [] : [more]), ...allowed];
}

function growthAllowed(result: LimitResult, units: Units): string {
  const text = formatPair(result, result.change ?? 0, units)[1];
  return result.limitText.endsWith('%') ? `${result.limitText} (${text})` : text;
}

function within(images: readonly ImageFigures[]): Sentence {
  const only = images[0];
  const names = new Set(images.map(({ name }) => name)).size;
  if (images.length === 1 && only !== undefined) return [...imagePhrase(only.name, only.platform), ' is within budget'];
  return names === 1 && only !== undefined
    ? [{ code: only.name }, ` is within budget on ${count(images.length, 'platform')}`]
    : [`${count(names, 'image')} are within budget`];
}

/** The limit that is nearest to being passed. */
function closest(images: readonly ImageFigures[], results: readonly LimitResult[], units: Units): Sentence {
  const nearest = results
    .map((result) => ({ result, used: usedRatio(result) ?? 0 }))
    .filter(({ used }) => used > 0)
    .toSorted((a, b) => b.used - a.used)[0];
  if (nearest === undefined) return [];
  const { result, used } = nearest;
  const title: Piece = result.metric === 'path' ? { code: result.path ?? '' } : metrics[result.metric].title;
  const where: Sentence = images.length > 1 || result.platform === undefined ? [...imagePhrase(result.image, result.platform), ', '] : [];
  if (isLeast(result)) {
    const [now, least] = formatPair(result, result.actual ?? 0, units);
    return ['; closest: ', ...where, title, ` ${now}, at least ${least}`];
  }
  const line = result.kind === 'max-increase' ? `its growth at ${formatUsed(used)} of ${growthAllowed(result, units)}` : undefined;
  return ['; closest: ', ...where, title, line === undefined ? ` at ${formatUsed(used)} of ${limitPhrase(result, units)}` : `, ${line}`];
}

function compared(images: readonly ImageFigures[], units: Units): Sentence {
  const changes = images.flatMap((image) => {
    const change = changeOfSize(image);
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

function changePhrase({ metric, base, now, change }: SizeChange, units: Units): string[] {
  const size = `${formatSize(now, units)}${metric === 'total' ? '' : ' compressed'}`;
  if (change === 0) return [` weighs ${size}, as before`];
  const percent = base === 0 ? '' : ` (${formatPercentChange(change / base)})`;
  return [` ${change > 0 ? 'grew' : 'shrank'} by ${formatSize(Math.abs(change), units)}${percent} to ${size}`];
}

function weighed(images: readonly ImageFigures[], units: Units): Sentence {
  const only = images[0];
  if (images.length > 1 || only === undefined) {
    const names = new Set(images.map(({ name }) => name)).size;
    return names === 1 && only !== undefined
      ? [{ code: only.name }, `, weighed on ${count(images.length, 'platform')}`]
      : [`${count(images.length, 'image')} weighed`];
  }
  const { total, compressed, wasted } = only.now;
  const size = (bytes: number) => formatFigure('bytes', bytes, units);
  const sizes = [...(total === undefined ? [] : [size(total)]), ...(compressed === undefined ? [] : [`${size(compressed)} compressed`])];
  const [first, ...rest] = sizes;
  const parts = [
    first === undefined ? 'has an unknown size' : `weighs ${first}`,
    ...rest,
    ...(wasted === undefined ? [] : [wasted === 0 ? 'none of it wasted' : `${size(wasted)} of it wasted`]),
  ];
  return [...imagePhrase(only.name, only.platform), ` ${parts.join(', ')}`];
}
