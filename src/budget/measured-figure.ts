/** One figure of a measured image, as the judge takes it: what it is now, what it was, and why it is not known. */
import type { Analysis } from '../analysis/analysis.ts';
import { type ComparedMetric, isCompared, type Metric, measure, needsBase } from '../analysis/metrics.ts';
import { measureTransfer } from '../comparison/transfer.ts';
import type { Subject } from './judge-bound.ts';

/** An image's analysis, and that of its baseline where there is one. */
type Sides = { analysis: Analysis; baseline?: Analysis };

export type MeasuredFigure = Pick<Subject, 'actual' | 'baseline' | 'missing' | 'guess'>;

const guessedBase = 'a guess: where the base image ends is told by the history alone';

/** The figure of one metric; where it is not known, the reason as a clause. */
export function measureFigure({ analysis, baseline }: Sides, metric: Metric): MeasuredFigure | { unknown: string } {
  if (isCompared(metric)) return baseline === undefined ? {} : comparedFigure(baseline, analysis, metric);
  const actual = measure(analysis)[metric];
  if (actual === undefined) return { unknown: whyUnknown(analysis, metric) };
  const guess = needsBase(metric) && [analysis, baseline].some((side) => side?.base?.knownBy === 'history') ? { guess: guessedBase } : {};
  if (baseline === undefined) return { actual, ...guess };
  const before = measure(baseline)[metric];
  return { actual, ...guess, ...(before === undefined ? { missing: `the baseline does not know its ${metric}` } : { baseline: before }) };
}

function comparedFigure(baseline: Analysis, analysis: Analysis, metric: ComparedMetric): MeasuredFigure | { unknown: string } {
  const transfer = measureTransfer(baseline, analysis);
  const actual = transfer[metric];
  if (actual === undefined) return { unknown: transfer.unknown[metric] ?? 'this source does not know it' };
  if (metric !== 'churn' || transfer.certain) return { actual };
  return { actual, guess: 'a guess: not the contents of the files were compared, but their names, modes and sizes' };
}

const noBase = 'its base image is not known: nothing names it, and its history shows none';

/** Reasons stand by metric; what is made from `total` is unknown for its reason. */
export function whyUnknown({ unknown = [], base }: Analysis, metric: Metric): string {
  const found =
    unknown.find((one) => one.metric === metric) ?? (metric === 'compressed' ? undefined : unknown.find((one) => one.metric === 'total'));
  if (needsBase(metric) && base === undefined) return unknown.find((one) => one.metric === metric)?.reason ?? noBase;
  return found?.reason ?? 'this source does not know it';
}
