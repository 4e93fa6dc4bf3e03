/** Judges a fork's figures by the budget: the verdict is never what the fork says, and what softens it never comes from the fork. */
import { isCompared, type Metric, metrics } from '../analysis/metrics.ts';
import type { Budget, BudgetGroup, BudgetImage, Limit, LimitKind, Limits } from '../budget/budget.ts';
import { limitsFor } from '../budget/budget.ts';
import { exceptionsFor, hasExpired, noteExceptions } from '../budget/exceptions.ts';
import { worstOutcome } from '../budget/judge.ts';
import { judgeBound, type Rules, type Subject } from '../budget/judge-bound.ts';
import type { LimitResult, Verdict } from '../budget/verdict.ts';
import { ppmPerUnit } from '../bytes.ts';
import type { MeasuredFork } from './fork-report.ts';
import type { Figures, ImageFigures } from './image-figures.ts';

type Image = MeasuredFork['images'][number];

const kinds = ['max', 'min', 'warn', 'max-increase'] as const satisfies readonly LimitKind[];
const notReported = 'the report of the run does not hold this figure';

/** The figures as the rest of the report takes them: an efficiency is a ratio again. */
export function figuresOfFork({ name, platform, now, base }: Image): ImageFigures {
  return { name, platform, now: realFigures(now), ...(base === undefined ? {} : { base: realFigures(base) }) };
}

function realFigures(figures: Figures): Figures {
  return figures.efficiency === undefined ? figures : { ...figures, efficiency: figures.efficiency / ppmPerUnit };
}

/**
 * Judges the figures.
 * @param budget with the exceptions, the noise and the strictness that are to count, whoever they come from
 * @param today YYYY-MM-DD, in UTC
 */
export function judgeFork({ images, baseline }: MeasuredFork, budget: Budget, today: string): Verdict {
  const behind = baseline !== undefined && baseline.behind > 0 && !budget.strictBaseline ? { behind: baseline.behind } : {};
  const rules: Rules = { noise: budget.noise, units: budget.units, exceptions: [], expired: [], ...behind };
  const measured = new Set(images.map(({ name }) => name));
  const subjects: Subject[] = [];
  const results = [
    ...budget.images.flatMap((declared) =>
      images
        .filter(({ name }) => name === declared.name)
        .flatMap((image) => [...judgeMetrics(budget, declared, image, { rules, today, subjects }), ...judgePaths(declared, image, rules)]),
    ),
    ...budget.groups
      .filter((group) => group.images.every((name) => measured.has(name)))
      .flatMap((group) => judgeGroup(group, images, rules)),
  ];
  const absent = budget.images.filter(({ name }) => !measured.has(name)).map(({ name }) => `\`${name}\``);
  const notes = [
    ...noteExceptions(budget, measured, subjects, today),
    ...(absent.length === 0 ? [] : [`Not weighed by this run, and not judged: ${absent.join(', ')}`]),
  ];
  return { outcome: worstOutcome(results), results, figures: [], notes };
}

function judgeMetrics(
  budget: Budget,
  declared: BudgetImage,
  image: Image,
  { rules, today, subjects }: { rules: Rules; today: string; subjects: Subject[] },
): LimitResult[] {
  const { name, platform, now, base } = figuresOfFork(image);
  const { total, live } = now;
  return bounded(limitsFor(declared, platform)).flatMap(([metric, limit]) => {
    const whole = { ...(total === undefined ? {} : { total }), ...(live === undefined ? {} : { live }) };
    const subject: Subject = { image: name, platform, metric, ...figureOf(metric, now, base), ...whole };
    subjects.push(subject);
    const exceptions = exceptionsFor(budget, name, platform, metric);
    return judgeLimit(subject, limit, {
      ...rules,
      exceptions: exceptions.filter((exception) => !hasExpired(exception, today)),
      expired: exceptions.filter((exception) => hasExpired(exception, today)),
    });
  });
}

/** In the order in which figures are shown. */
function bounded(limits: Limits): [Metric, Limit][] {
  return (Object.keys(metrics) as Metric[]).flatMap((metric) => {
    const limit = limits[metric];
    return limit === undefined ? [] : [[metric, limit] as [Metric, Limit]];
  });
}

function figureOf(metric: Metric, now: Figures, base: Figures | undefined): Pick<Subject, 'actual' | 'baseline' | 'missing'> {
  const actual = now[metric];
  if (actual === undefined) return isCompared(metric) && base === undefined ? {} : { missing: notReported };
  if (isCompared(metric) || base === undefined) return { actual };
  const before = base[metric];
  return before === undefined ? { actual, missing: `the baseline does not know its ${metric}` } : { actual, baseline: before };
}

/** The report has what the paths hold in the order of the budget. Where it has more or fewer, it was made by another budget. */
function judgePaths(declared: BudgetImage, { name, platform, paths, base }: Image, rules: Rules): LimitResult[] {
  const limited = declared.paths.filter(({ limit }) => Object.keys(limit).length > 0);
  return limited.flatMap(({ glob, limit }, index) => {
    const found = paths.length === limited.length ? paths[index] : undefined;
    const figure: Pick<Subject, 'actual' | 'baseline' | 'missing'> =
      found === undefined
        ? { missing: notReported }
        : {
            actual: found.now,
            ...(found.base === undefined
              ? base === undefined
                ? {}
                : { missing: 'the baseline has no list of its files' }
              : { baseline: found.base }),
          };
    return judgeLimit({ image: name, platform, metric: 'path', path: glob, ...figure }, limit, rules);
  });
}

/** Each image counts with its largest platform. */
function judgeGroup({ name, images: members, limits }: BudgetGroup, images: readonly Image[], rules: Rules): LimitResult[] {
  const sum = (metric: Metric, side: 'now' | 'base') =>
    members.reduce<number | undefined>((all, member) => {
      const figures = images.filter((image) => image.name === member).map((image) => image[side]?.[metric]);
      return all === undefined || figures.includes(undefined) ? undefined : all + Math.max(...figures.map((figure) => figure ?? 0));
    }, 0);
  return bounded(limits).flatMap(([metric, limit]) => {
    const [actual, baseline, total] = [sum(metric, 'now'), sum(metric, 'base'), sum('total', 'now')];
    const figure: Pick<Subject, 'actual' | 'baseline' | 'missing'> =
      actual === undefined
        ? { missing: notReported }
        : { actual, ...(baseline === undefined ? { missing: 'no baseline yet for all images of the group' } : { baseline }) };
    return judgeLimit({ image: `group:${name}`, metric, ...figure, ...(total === undefined ? {} : { total }) }, limit, rules);
  });
}

function judgeLimit(subject: Subject, limit: Limit, rules: Rules): LimitResult[] {
  return kinds.flatMap((kind) => {
    const bound = limit[kind];
    if (bound === undefined) return [];
    // Of an efficiency that is not known, a ratio of 0 would be judged.
    if (subject.actual === undefined && subject.metric === 'efficiency')
      return [{ ...subject, metric: subject.metric, kind, limitText: bound.text, outcome: 'pass', note: notReported }];
    return [judgeBound(subject, kind, bound, rules)];
  });
}
