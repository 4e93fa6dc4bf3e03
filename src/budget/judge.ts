/** Holds images against their budget. Pure: figures and a day in, a verdict out. */
import type { Analysis, Inventory } from '../analysis/analysis.ts';
import { type Metric, measure, metrics } from '../analysis/metrics.ts';
import { measureAgainst } from '../comparison/transfer.ts';
import { type Budget, type BudgetGroup, type BudgetImage, type Limit, type LimitKind, limitsFor } from './budget.ts';
import { exceptionsFor, hasExpired, noteExceptions } from './exceptions.ts';
import { judgeBound, type Rules, type Subject } from './judge-bound.ts';
import { measureFigure, whyUnknown } from './measured-figure.ts';
import { refuseUnknown, type UnknownFigure, whatMakesKnown } from './unknown-figures.ts';
import { type Figure, type LimitResult, type Outcome, placeText, type Verdict } from './verdict.ts';
import { weighPaths } from './weigh-paths.ts';

/** One platform of an image of the budget, as it is now and as it was. */
export type MeasuredImage = {
  /** Its name in the budget. */
  image: string;
  platform: string;
  analysis: Analysis;
  /** Needed where the image has path budgets. */
  inventory?: Inventory;
  baseline?: Analysis;
  baselineInventory?: Inventory;
};

const kinds = ['max', 'min', 'warn', 'max-increase'] as const satisfies readonly LimitKind[];

/**
 * Judges every limit that applies to the images that were measured.
 * An image that the budget does not name has figures and no limits. A group is judged if all its images were measured.
 * @param today YYYY-MM-DD, in UTC: the day on which exceptions count or have expired
 * @param behind how many first-parent steps the baseline lies behind the commit that it should be of: growth over it then only warns,
 *   unless the budget is strict
 * @throws ExpectedError `unknown-metric` where a limit applies to a figure that is not known; all of them in one error
 */
export function judge(
  budget: Budget,
  measured: readonly MeasuredImage[],
  { today, behind = 0 }: { today: string; behind?: number | undefined },
): Verdict {
  const rules = plainRules(budget, behind);
  const order = new Map(budget.images.map(({ name }, index) => [name, index]));
  const inOrder = measured.toSorted((a, b) => (order.get(a.image) ?? order.size) - (order.get(b.image) ?? order.size));
  const unknown: UnknownFigure[] = [];
  const subjects: Subject[] = [];
  const results = inOrder.flatMap((one) => {
    const image = budget.images.find(({ name }) => name === one.image);
    return image === undefined
      ? []
      : [...judgeMetrics(budget, image, one, { rules, today, unknown, subjects }), ...judgePaths(image, one, { rules, unknown })];
  });
  const notes = noteExceptions(budget, new Set(measured.map(({ image }) => image)), subjects, today);
  for (const group of budget.groups) {
    const absent = group.images.filter((name) => !measured.some(({ image }) => image === name));
    if (absent.length === 0) results.push(...judgeGroup(group, inOrder, { rules, unknown }));
    else notes.push(`The group ${group.name} is not judged: ${absent.join(', ')} ${absent.length === 1 ? 'was' : 'were'} not weighed`);
  }
  if (unknown.length > 0) throw refuseUnknown(unknown);
  notes.push(...noteIdlePlatforms(budget, measured));
  return { outcome: worstOutcome(results), results, figures: inOrder.flatMap(figuresOf), notes };
}

/** The worst of several outcomes; `pass` where there are none. */
export function worstOutcome(results: Iterable<{ outcome: Outcome }>): Outcome {
  let worst: Outcome = 'pass';
  for (const { outcome } of results) if (outcome === 'fail' || (outcome === 'warn' && worst === 'pass')) worst = outcome;
  return worst;
}

function figuresOf({ image, platform, analysis, baseline }: MeasuredImage): Figure[] {
  const before = baseline === undefined ? {} : measure(baseline);
  return (Object.entries(measureAgainst(baseline, analysis)) as [Metric, number][]).map(([metric, actual]) => {
    const base = before[metric];
    return { image, platform, metric, actual, ...(base === undefined ? {} : { baseline: base, change: actual - base }) };
  });
}

/** What holds for every bound, and the list of figures that are not known, to be added to. */
type Judging = { rules: Rules; unknown: UnknownFigure[] };

function judgeMetrics(
  budget: Budget,
  image: BudgetImage,
  one: MeasuredImage,
  { rules, today, unknown, subjects }: Judging & { today: string; subjects: Subject[] },
): LimitResult[] {
  const { analysis, platform } = one;
  const limits = limitsFor(image, platform);
  return (Object.keys(metrics) as Metric[]).flatMap((metric) => {
    const limit = limits[metric];
    if (limit === undefined || Object.keys(limit).length === 0) return [];
    const figure = measureFigure(one, metric);
    if ('unknown' in figure) {
      const sentence = `${metric} of ${image.name} (${platform}), limited at ${limitPlace(limit)}: ${figure.unknown}`;
      unknown.push({ sentence, hint: whatMakesKnown(analysis, metric, one.baseline) });
      return [];
    }
    const { total, live } = analysis.sizes;
    const subject: Subject = { image: image.name, platform, metric, ...figure, ...defined({ total, live }) };
    subjects.push(subject);
    const exceptions = exceptionsFor(budget, image.name, platform, metric);
    return judgeLimit(subject, limit, {
      ...rules,
      exceptions: exceptions.filter((exception) => !hasExpired(exception, today)),
      expired: exceptions.filter((exception) => hasExpired(exception, today)),
    });
  });
}

function judgePaths(image: BudgetImage, one: MeasuredImage, { rules, unknown }: Judging): LimitResult[] {
  if (image.paths.length === 0) return [];
  const { platform, inventory, baseline, baselineInventory } = one;
  const globs = image.paths.map(({ glob }) => glob);
  if (inventory === undefined) {
    for (const { glob, limit } of image.paths) {
      const sentence = `${glob} in ${image.name} (${platform}), limited at ${limitPlace(limit)}: there is no list of the image's files`;
      unknown.push({ sentence, hint: whatMakesKnown(one.analysis, 'path') });
    }
    return [];
  }
  const now = weighPaths(inventory, globs);
  const before = baselineInventory === undefined ? undefined : weighPaths(baselineInventory, globs);
  return image.paths.flatMap(({ glob, limit }) => {
    const base = before?.get(glob);
    const missing = base === undefined && baseline !== undefined ? { missing: 'the baseline has no list of its files' } : {};
    const subject: Subject = {
      image: image.name,
      platform,
      metric: 'path',
      path: glob,
      actual: now.get(glob)!,
      ...defined({ baseline: base }),
      ...missing,
    };
    return judgeLimit(subject, limit, rules);
  });
}

function judgeGroup(group: BudgetGroup, measured: readonly MeasuredImage[], { rules, unknown }: Judging): LimitResult[] {
  return (Object.entries(group.limits) as [Metric, Limit][]).flatMap(([metric, limit]) => {
    const sums = { actual: 0, total: 0, baseline: 0 as number | undefined };
    for (const name of group.images) {
      const platforms = measured.filter(({ image }) => image === name);
      const figures = platforms.map(({ analysis }) => ({ analysis, figure: measure(analysis)[metric] }));
      const absent = figures.find(({ figure }) => figure === undefined);
      if (absent !== undefined) {
        const who = `${metric} of ${name} (${absent.analysis.platform})`;
        unknown.push({
          sentence: `${who}, limited in the group ${group.name} at ${limitPlace(limit)}: ${whyUnknown(absent.analysis, metric)}`,
          hint: whatMakesKnown(absent.analysis, metric),
        });
        return [];
      }
      const largest = figures.reduce((most, one) => (one.figure! > most.figure! ? one : most));
      sums.actual += largest.figure!;
      sums.total += largest.analysis.sizes.total ?? 0;
      const before = platforms.map(({ baseline }) => (baseline === undefined ? undefined : measure(baseline)[metric]));
      sums.baseline =
        sums.baseline === undefined || before.includes(undefined)
          ? undefined
          : sums.baseline + Math.max(...before.map((figure) => figure ?? 0));
    }
    const missing = sums.baseline === undefined ? { missing: 'no baseline yet for all images of the group' } : {};
    const subject: Subject = {
      image: `group:${group.name}`,
      metric,
      actual: sums.actual,
      total: sums.total,
      ...defined({ baseline: sums.baseline }),
      ...missing,
    };
    return judgeLimit(subject, limit, rules);
  });
}

function judgeLimit(subject: Subject, limit: Limit, rules: Rules): LimitResult[] {
  return kinds.flatMap((kind) => {
    const bound = limit[kind];
    return bound === undefined ? [] : [judgeBound(subject, kind, bound, rules)];
  });
}

function plainRules({ noise, units, strictBaseline }: Budget, behind: number): Rules {
  return { noise, units, exceptions: [], expired: [], ...(behind > 0 && !strictBaseline ? { behind } : {}) };
}

function limitPlace(limit: Limit): string {
  const bound = Object.values(limit)[0];
  return bound === undefined ? '' : placeText(bound.place);
}

/** Limits for a platform that an image does not have would otherwise never be missed. */
function noteIdlePlatforms(budget: Budget, measured: readonly MeasuredImage[]): string[] {
  return budget.images.flatMap(({ name, platformLimits }) => {
    const weighed = measured.filter(({ image }) => image === name).map(({ platform }) => platform);
    const idle = weighed.length === 0 ? [] : Object.keys(platformLimits).filter((platform) => !weighed.includes(platform));
    return idle.map((platform) => `The limits of ${name} for ${platform} are not judged: that platform was not weighed`);
  });
}

function defined<T extends Record<string, number | undefined>>(values: T): { [Key in keyof T]?: number } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [Key in keyof T]?: number };
}
