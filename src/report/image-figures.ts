/** The plain figures of an image, now and in its base: all that the headline and the table are made from. */
import { isCompared, type Metric, measure, metrics, needsBase } from '../analysis/metrics.ts';
import type { Noise } from '../budget/budget.ts';
import { isNews } from '../budget/noise.ts';
import { measureAgainst } from '../comparison/transfer.ts';
import type { ReportInput } from './report.ts';

/** Bytes, a count, or a ratio from 0 to 1; what is not known is absent. */
export type Figures = Partial<Record<Metric, number>>;

/** One image on one platform. `base` is absent where there is nothing to compare with. */
export type ImageFigures = { name: string; platform: string; now: Figures; base?: Figures };

/** Takes the figures from the analyses. */
export function figuresOf({ name, platform, analysis, baseline, comparison }: ReportInput['images'][number]): ImageFigures {
  const now = measureAgainst(baseline, analysis);
  if (baseline === undefined && comparison === undefined) return { name, platform, now };
  const base: Figures = baseline === undefined ? {} : measure(baseline);
  for (const { metric, base: then, head } of comparison?.metrics ?? []) {
    if (then !== undefined) base[metric] = then;
    if (isCompared(metric) && head !== undefined) now[metric] = head;
  }
  return { name, platform, now, base };
}

/** Whether some figure is not what it was, by more than the noise; never where there is no base. What is pulled was nothing before: it is no figure that changes. */
export function isChanged({ now, base }: ImageFigures, noise: Noise = {}): boolean {
  if (base === undefined) return false;
  const known = [...Object.keys(now), ...Object.keys(base)] as Metric[];
  return known.some((metric) => {
    if (isCompared(metric)) return false;
    const [was, is] = [base[metric], now[metric]];
    // That a base is known now and was not, or the other way round, is no change of the image.
    if (was === undefined || is === undefined) return !needsBase(metric) && was !== is;
    return isNews(metrics[metric].unit, was, is, noise);
  });
}

export type SizeChange = { metric: 'total' | 'compressed'; base: number; now: number; change: number };

/** The change of an image's total in bytes; where a side does not know it, that of what a registry stores. */
export function changeOfSize({ now, base }: ImageFigures): SizeChange | undefined {
  for (const metric of ['total', 'compressed'] as const) {
    const [is, was] = [now[metric], base?.[metric]];
    if (is !== undefined && was !== undefined) return { metric, base: was, now: is, change: is - was };
  }
  return undefined;
}
