/** One figure of a measured image, as the judge takes it: what it is now, what it was, and why it is not known. */
import type { Analysis } from '../analysis/analysis.ts';
import { type ComparedMetric, isCompared, type Metric, measure } from '../analysis/metrics.ts';
import { measureTransfer } from '../comparison/transfer.ts';
import type { Subject } from './judge-bound.ts';

/** An image's analysis, and that of its baseline where there is one. */
type Sides = { analysis: Analysis; baseline?: Analysis };

export type MeasuredFigure = Pick<Subject, 'actual' | 'baseline' | 'missing' | 'guess'>;

/** The figure of one metric; where it is not known, the reason as a clause. */
export function measureFigure({ analysis, baseline }: Sides, metric: Metric): MeasuredFigure | { unknown: string } {
  if (isCompared(metric)) return baseline === undefined ? {} : comparedFigure(baseline, analysis, metric);
  const actual = measure(analysis)[metric];
  if (actual === undefined) return { unknown: whyUnknown(analysis, metric) };
  if (baseline === undefined) return { actual };
  const before = measure(baseline)[metric];
  return before === undefined ? { actual, missing: `the baseline does not know its ${metric}` } : { actual, baseline: before };
}

function comparedFigure(baseline: Analysis, analysis: Analysis, metric: ComparedMetric): MeasuredFigure | { unknown: string } {
  const transfer = measureTransfer(baseline, analysis);
  const actual = transfer[metric];
  if (actual === undefined) return { unknown: transfer.unknown[metric] ?? 'this source does not know it' };
  if (metric !== 'churn' || transfer.certain) return { actual };
  return { actual, guess: 'a guess: not the contents of the files were compared, but their names, modes and sizes' };
}

/** Reasons stand by metric; what is made from `total` is unknown for its reason. */
export function whyUnknown({ unknown = [] }: Analysis, metric: Metric): string {
  const found =
    unknown.find((one) => one.metric === metric) ?? (metric === 'compressed' ? undefined : unknown.find((one) => one.metric === 'total'));
  return found?.reason ?? 'this source does not know it';
}
