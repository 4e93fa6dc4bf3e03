/** The table of the report: for each image and platform its figures, what they were, and the limits they are held against. */
import { isCompared, type Metric, metrics, type MetricUnit as Unit } from '../analysis/metrics.ts';
import type { Noise } from '../budget/budget.ts';
import { isNews } from '../budget/noise.ts';
import type { LimitResult, Outcome } from '../budget/verdict.ts';
import {
  exactDecimals,
  formatApart,
  formatPercent,
  formatPercentApart,
  formatPercentChange,
  formatSize,
  formatSizeChange,
  type Units,
} from '../bytes.ts';
import type { ImageFigures } from './image-figures.ts';
import { count } from './sentence.ts';

/** One line of the table. All numbers are texts already, so that every rendering says the same. */
export type FigureRow = {
  /** The metric's title, or the glob of a path budget. */
  label: string;
  /** Absent for a path budget, and for a row about the growth of the row before. */
  metric?: Metric;
  /** Whether `label` is a glob. */
  path?: true;
  /** Whether the row belongs to the one before. */
  continued?: true;
  base?: string;
  now: string;
  change?: string;
  /** Whether the figure is not what it was, by more than the noise. */
  changed?: true;
  /** The change in percent of the base; absent where it says nothing: too little, or more than tenfold. */
  changePercent?: string;
  /** The limit, e.g. `250 MB`, `9.7 MB (4%)`, `≥ 95%`, `+5 MB`. */
  budget?: string;
  /** How much of the limit is used, e.g. `102%`. */
  used?: string;
  /** Absent where no limit applies. */
  outcome?: Outcome;
};

/** The rows of one image and platform, or of a group of images, which has no `platform`. */
export type FigureGroup = {
  /** The budget's image, or `group:NAME`. */
  image: string;
  platform?: string;
  rows: FigureRow[];
  /** The worst outcome of its limits; absent where none applies. */
  outcome?: Outcome;
  /** By how much the limit that is passed most is passed, in proportion to it; 0 where none is. */
  excess: number;
  /** Whether there is a base, whether some figure is not what it was there by more than the noise or the image is new, and by how many bytes its total is not. */
  compared: boolean;
  changed: boolean;
  change: number;
};

/** `news` says whether the change is more than noise. */
type Figure = { base?: number; now?: number; change?: number; news?: boolean };

const severity: Record<Outcome, number> = { pass: 0, warn: 1, fail: 2 };

/** Which outcome is worse: negative when `a` is. */
export function compareOutcomes(a: Outcome, b: Outcome): number {
  return severity[b] - severity[a];
}

/** Metrics that are shown whether they are limited or not; those of a comparison are where they are not 0. */
const always: readonly Metric[] = ['total', 'compressed', 'wasted'];

/** Rows for one image: `results` are those of this image and platform only. */
export function imageRows(
  { now, base = {} }: Pick<ImageFigures, 'now' | 'base'>,
  results: readonly LimitResult[],
  units: Units,
  noise: Noise = {},
): FigureRow[] {
  const rows: FigureRow[] = [];
  for (const metric of Object.keys(metrics) as Metric[]) {
    const limits = results.filter((result) => result.metric === metric);
    const isPulled = isCompared(metric) && now[metric] !== undefined && now[metric] > 0;
    if (limits.length === 0 && !always.includes(metric) && !isPulled) continue;
    rows.push(...metricRows(metric, figureOf(metrics[metric].unit, base[metric], now[metric], noise), limits, units));
  }
  return [...rows, ...pathRows(results, units, noise)];
}

/** Rows for a group of images, which has no figures but those that its limits are held against. */
export function groupRows(results: readonly LimitResult[], units: Units, noise: Noise = {}): FigureRow[] {
  const named = [...new Set(results.map(({ metric }) => metric))].filter((metric) => metric !== 'path');
  const rows = named.flatMap((metric) => {
    const limits = results.filter((result) => result.metric === metric);
    return metricRows(metric, judgedFigure(metrics[metric].unit, limits, noise), limits, units);
  });
  return [...rows, ...pathRows(results, units, noise)];
}

function pathRows(results: readonly LimitResult[], units: Units, noise: Noise): FigureRow[] {
  const globs = [...new Set(results.flatMap(({ path }) => (path === undefined ? [] : [path])))];
  return globs.flatMap((glob) => {
    const limits = results.filter(({ path }) => path === glob);
    return figureRows(glob, 'bytes', judgedFigure('bytes', limits, noise), limits, units).map((row) => ({ ...row, path: true }));
  });
}

function metricRows(metric: Metric, figure: Figure, limits: readonly LimitResult[], units: Units): FigureRow[] {
  const rows = figureRows(metrics[metric].title, metrics[metric].unit, figure, limits, units);
  return rows.map((row) => (row.continued ? row : { ...row, metric }));
}

/** A figure that is known by the limits it is held against. */
function judgedFigure(unit: Unit, limits: readonly LimitResult[], noise: Noise): Figure {
  return figureOf(unit, limits.find(({ baseline }) => baseline !== undefined)?.baseline, limits[0]?.actual, noise);
}

function figureOf(unit: Unit, base: number | undefined, now: number | undefined, noise: Noise): Figure {
  return {
    ...(base === undefined ? {} : { base }),
    ...(now === undefined ? {} : { now }),
    ...(base === undefined || now === undefined ? {} : { change: now - base, news: isNews(unit, base, now, noise) }),
  };
}

/** One row with the most pressing limit on the figure, and one more where the limit on its growth is passed as well. */
function figureRows(label: string, unit: Unit, figure: Figure, limits: readonly LimitResult[], units: Units): FigureRow[] {
  const pressing = (some: readonly LimitResult[]) => some.toSorted((a, b) => compareOutcomes(a.outcome, b.outcome) || rank(a) - rank(b))[0];
  const growth = limits.find(({ kind }) => kind === 'max-increase');
  const size = pressing(limits.filter(({ kind }) => kind !== 'max-increase'));
  const shown = size ?? growth;
  const main: FigureRow = { label, ...numbers(unit, figure, shown, units), ...(shown === undefined ? {} : limitCells(unit, shown, units)) };
  if (size === undefined || growth === undefined || growth.outcome === 'pass') return [main];
  return [
    main,
    { label: 'its growth', continued: true, now: formatChange(unit, growth.change ?? 0, units), ...limitCells(unit, growth, units) },
  ];
}

/** Where the outcome is the same, the limit that fails says more than the one that warns. */
function rank({ kind }: LimitResult): number {
  return kind === 'warn' ? 1 : 0;
}

function numbers(unit: Unit, figure: Figure, limit: LimitResult | undefined, units: Units): Omit<FigureRow, 'label'> {
  const { base, now, change, news = false } = figure;
  const against = limit?.limit !== undefined && limit.kind !== 'max-increase' ? limit : undefined;
  return {
    ...(base === undefined ? {} : { base: formatFigure(unit, base, units) }),
    now: now === undefined ? 'unknown' : against === undefined ? formatFigure(unit, now, units) : formatPair(against, now, units)[0],
    ...(change === undefined ? {} : { change: formatChange(unit, change, units) }),
    ...(news ? { changed: true as const } : {}),
    ...changePercent(unit, base, change),
  };
}

function changePercent(unit: Unit, base: number | undefined, change: number | undefined): { changePercent?: string } {
  if (unit !== 'bytes' || base === undefined || base === 0 || change === undefined || change === 0) return {};
  const text = formatPercentChange(change / base);
  return text.startsWith('±') || Math.abs(change / base) >= 10 ? {} : { changePercent: text };
}

function limitCells(unit: Unit, result: LimitResult, units: Units): Pick<FigureRow, 'budget' | 'used' | 'outcome'> {
  const { kind, limit, limitText, outcome } = result;
  if (limit === undefined) return { budget: kind === 'max-increase' ? `+${limitText}` : limitText, outcome };
  const percent = unit === 'bytes' && limitText.trim().endsWith('%') ? ` (${limitText.trim()})` : '';
  const least = isLeast(result) ? '≥ ' : '';
  const value =
    kind === 'max-increase'
      ? formatChange(unit, limit, units, limitDecimals(result, units))
      : formatPair(result, result.actual ?? limit, units)[1];
  const used = usedText(result);
  return {
    budget: `${least}${value}${percent}${kind === 'warn' ? ' warn' : ''}`,
    ...(used === undefined ? {} : { used }),
    outcome,
  };
}

/** Whether the limit is the smallest figure allowed: that of an efficiency, also where it only warns. */
export function isLeast({ kind, metric }: LimitResult): boolean {
  return kind === 'min' || metric === 'efficiency';
}

/** How much of its limit a figure uses, 1 at the limit; absent where that cannot be said. */
export function usedRatio(result: LimitResult): number | undefined {
  const { kind, actual, limit, change } = result;
  if (limit === undefined) return undefined;
  if (isLeast(result)) return actual !== undefined && actual > 0 ? limit / actual : undefined;
  const measured = kind === 'max-increase' ? change : actual;
  return measured === undefined || measured < 0 || limit <= 0 ? undefined : measured / limit;
}

/** Whole percents, finer only where a whole one would take a figure over its limit for one at it. */
function usedText(result: LimitResult): string | undefined {
  const used = isLeast(result) ? undefined : usedRatio(result);
  return used === undefined ? undefined : formatUsed(used);
}

/** Writes how much of a limit is used: `96%`, `102%`, and `100%` only where it is exactly that. */
export function formatUsed(used: number): string {
  const whole = formatPercent(used, 0);
  if (whole !== '100%' || used === 1) return whole;
  const [fine, full] = formatPercentApart(used, 1);
  return fine !== full ? fine : used > 1 ? '>100%' : '<100%';
}

/** Writes a figure in its unit: a size, a count, or a percentage. */
export function formatFigure(unit: Unit, value: number, units: Units): string {
  if (unit === 'bytes') return formatSize(value, units);
  return unit === 'ratio' ? formatPercent(value) : String(value);
}

/** Writes a figure and the limit that it is held against so that they read differently where they differ, and the limit as it was meant. */
export function formatPair(result: LimitResult, value: number, units: Units): [string, string] {
  const { limit = 0 } = result;
  const unit = unitOf(result);
  if (unit === 'bytes') return formatApart(value, limit, units, limitDecimals(result, units));
  return unit === 'ratio' ? formatPercentApart(value, limit, limitDecimals(result, units)) : [String(value), String(limit)];
}

/** As many decimals as a limit needs, so that what the budget says is not shown as another number; a share of something is rounded. */
function limitDecimals(result: LimitResult, units: Units): number {
  const { limit = 0, limitText } = result;
  const unit = unitOf(result);
  if (unit === 'ratio') return [1, 2, 3].find((decimals) => Number.isInteger(Number((limit * 100 * 10 ** decimals).toFixed(4)))) ?? 4;
  if (unit !== 'bytes' || limitText.trim().endsWith('%')) return 1;
  const written = /\.(\d+)/.exec(limitText)?.[1]?.length ?? 0;
  return exactDecimals(limit, units, Math.max(3, written)) ?? 1;
}

/** Writes a change with its sign; that of a ratio in percentage points. */
export function formatChange(unit: Unit, change: number, units: Units, decimals = 1): string {
  if (unit === 'bytes') return formatSizeChange(change, units, decimals);
  if (unit === 'ratio') return `${formatPercentChange(change).replace('%', '')} pp`;
  return change === 0 ? '±0' : change > 0 ? `+${change}` : `−${-change}`;
}

/** The unit of the metric of a limit. */
export function unitOf({ metric }: LimitResult): Unit {
  return metric === 'path' ? 'bytes' : metrics[metric].unit;
}

/** The noun for a count in a sentence: `3 layers`. */
export function formatAmount(unit: Unit, value: number, units: Units): string {
  return unit === 'count' ? count(value, 'layer') : formatFigure(unit, value, units);
}
