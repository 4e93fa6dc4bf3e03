/** What two builds of the same files may differ by: too little to be growth, where the budget says so, and too little to be news. */
import type { MetricUnit } from '../analysis/metrics.ts';
import { formatPercent, formatSize, ppmPerUnit } from '../bytes.ts';
import type { Noise } from './budget.ts';

/** What is no news where the budget says nothing of noise. No limit passes because of it. */
export const usualNoise = { bytes: 4_096, ppm: 500 };
export const usualNoiseText = `${formatSize(usualNoise.bytes, 'iec')} and ${formatPercent(usualNoise.ppm / ppmPerUnit, 2)}`;

type Thresholds = { bytes?: number | undefined; ppm?: number | undefined };

/** Whether growth in bytes is too small to count: it counts only if it is above every threshold that is given. */
export function isNoise(change: number, baseline: number, { bytes, ppm }: Noise): boolean {
  return isWithin(change, baseline, { bytes: bytes?.value, ppm: ppm?.value });
}

/**
 * Whether a figure is so far from what it was that somebody may want to hear of it: bytes by more than the noise, up or down, counts by any
 * change, ratios by more than the noise's share.
 */
export function isNews(unit: MetricUnit, base: number, now: number, { bytes, ppm }: Noise = {}): boolean {
  const given = bytes === undefined && ppm === undefined ? usualNoise : { bytes: bytes?.value, ppm: ppm?.value };
  const change = Math.abs(now - base);
  if (unit === 'ratio') return change * ppmPerUnit > (given.ppm ?? usualNoise.ppm);
  return change > 0 && (unit === 'count' || !isWithin(change, base, given));
}

function isWithin(change: number, baseline: number, { bytes, ppm }: Thresholds): boolean {
  return (
    (bytes !== undefined && change <= bytes) || (ppm !== undefined && BigInt(change) * BigInt(ppmPerUnit) <= BigInt(baseline) * BigInt(ppm))
  );
}
