/** The metrics that a limit may name, each declared once, and their figures for one analysis. */
import type { Analysis } from './analysis.ts';

export const metrics = {
  total: { unit: 'bytes', title: 'total', meaning: 'bytes of the regular files stored in all layers' },
  compressed: {
    unit: 'bytes',
    title: 'compressed',
    meaning: 'bytes of the layer blobs as a registry stores them: what a first pull transfers',
  },
  live: { unit: 'bytes', title: 'live', meaning: 'bytes of the files that are visible in the final filesystem' },
  wasted: { unit: 'bytes', title: 'wasted', meaning: 'total − live: bytes that a perfect squash would give back' },
  efficiency: { unit: 'ratio', title: 'efficiency', meaning: 'live / total' },
  layer: { unit: 'bytes', title: 'largest layer', meaning: "the largest layer's total" },
  layers: { unit: 'count', title: 'layers', meaning: 'number of layers in the manifest' },
  own: { unit: 'bytes', title: 'own', meaning: 'the total of the layers above the base image' },
  base: { unit: 'bytes', title: 'base', meaning: 'the total of the layers of the base image' },
  update: {
    unit: 'bytes',
    title: 'update',
    meaning: 'bytes of the layer blobs that the baseline does not have: what a node that runs the baseline pulls',
  },
  churn: {
    unit: 'bytes',
    title: 'churn',
    meaning: "the part of update in layers whose files are a baseline layer's, and only their times, order or compression differ",
  },
} as const satisfies Record<string, { unit: 'bytes' | 'ratio' | 'count'; title: string; meaning: string }>;

export type Metric = keyof typeof metrics;
export type MetricUnit = (typeof metrics)[Metric]['unit'];

/** Metrics of an image and its baseline together; the comparison measures them, and no image has them alone. */
export const comparedMetrics = ['update', 'churn'] as const satisfies readonly Metric[];
export type ComparedMetric = (typeof comparedMetrics)[number];

/** Whether a metric needs a baseline. */
export function isCompared(metric: string): metric is ComparedMetric {
  return (comparedMetrics as readonly string[]).includes(metric);
}

/** Metrics that need to know where the base image ends. */
export function needsBase(metric: string): metric is 'own' | 'base' {
  return metric === 'own' || metric === 'base';
}

/** The figures of one analysis alone, in the order declared: bytes, a count, or a ratio from 0 to 1. What is not known is absent, never 0. */
export function measure(analysis: Analysis): Partial<Record<Metric, number>> {
  const { sizes, layers } = analysis;
  const figures: Record<Exclude<Metric, ComparedMetric>, number | undefined> = {
    total: sizes.total,
    compressed: sizes.compressed,
    live: sizes.live,
    wasted: sizes.wasted,
    efficiency: analysis.efficiency,
    layer: largestLayer(analysis),
    layers: layers.length,
    own: analysis.base && totalOf(layers.slice(analysis.base.layers)),
    base: analysis.base && totalOf(layers.slice(0, analysis.base.layers)),
  };
  const known: Partial<Record<Metric, number>> = {};
  for (const [metric, figure] of Object.entries(figures) as [Metric, number | undefined][]) {
    if (figure !== undefined) known[metric] = figure;
  }
  return known;
}

function totalOf(layers: Analysis['layers']): number | undefined {
  let sum = 0;
  for (const { total } of layers) {
    if (total === undefined) return undefined;
    sum += total;
  }
  return sum;
}

/** Unknown as soon as one layer's total is: that one might be the largest. */
function largestLayer(analysis: Analysis): number | undefined {
  let largest = 0;
  for (const { total } of analysis.layers) {
    if (total === undefined) return undefined;
    largest = Math.max(largest, total);
  }
  return largest;
}
