/** The metrics that a limit may name, each declared once. */

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
} as const satisfies Record<string, { unit: 'bytes' | 'ratio' | 'count'; title: string; meaning: string }>;

export type Metric = keyof typeof metrics;
export type MetricUnit = (typeof metrics)[Metric]['unit'];

/** Metrics that the design names and that are refused as "not supported yet". */
export const laterMetrics = ['own', 'base', 'update', 'churn'] as const;
