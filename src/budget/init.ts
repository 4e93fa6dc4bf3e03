/** Writes a first budget from images as they are, with comments for whoever meets it. */
import { Document } from 'yaml';
import type { Analysis } from '../analysis/analysis.ts';
import { type Metric, measure } from '../analysis/metrics.ts';
import { formatPercent, formatSize, parseSize, ppmPerUnit, type Units } from '../bytes.ts';
import { budgetVersion } from './declaration.ts';
import { leastWaste } from './judge-bound.ts';
import { withHeadroom, writeSizeAbove } from './readable-limit.ts';

/** An image as `init` was told of it, weighed on all its platforms. */
export type InitImage = {
  /** What the budget calls it. */
  name: string;
  /** The reference to write, relative to the budget's folder. */
  source: string;
  analyses: readonly Analysis[];
};

/**
 * Writes a budget that the images are within: each limit is the largest figure over the platforms, plus headroom, rounded up.
 * A figure that is not known gets no limit, and a comment that says why.
 * @param headroomPpm parts per million: 100000 for 10%
 */
export function initBudget(images: readonly InitImage[], { headroomPpm, units }: { headroomPpm: number; units: Units }): string {
  const lines = [
    '# The size budget of the container images of this repository: `plimsoll check` holds them against it.',
    `# Each limit is the size of the day it was written and ${formatPercent(headroomPpm / ppmPerUnit, 4)} more, rounded up.`,
    '# `plimsoll tighten` lowers the limits when the images have shrunk.',
    '# More can be limited: growth (max-increase), what a directory holds (paths), sums over images (groups).',
    '# `plimsoll schema` prints the JSON Schema that lets editors complete and check this file.',
    `version: ${budgetVersion}`,
    ...(units === 'si' ? [] : [`units: ${units}`]),
    'images:',
    ...images.flatMap((image) => writeImage(image, headroomPpm, units)),
  ];
  return `${lines.join('\n')}\n`;
}

function writeImage({ name, source, analyses }: InitImage, headroomPpm: number, units: Units): string[] {
  const platforms = [...new Set(analyses.map(({ platform }) => platform))];
  const limits = (['total', 'compressed', 'wasted'] as const).map((metric) => writeLimit(metric, analyses, headroomPpm, units));
  const width = Math.max(0, ...limits.map(({ text }) => text?.length ?? 0));
  return [
    `  ${scalar(name)}:`,
    `    source: ${scalar(source)}`,
    ...(platforms.length === 0 ? [] : [`    platforms: [${platforms.join(', ')}]`]),
    ...(limits.some(({ text }) => text !== undefined) ? ['    limits:'] : []),
    ...limits.map(({ text, comment }) => (text === undefined ? `      # ${comment}` : `      ${text.padEnd(width)}  # ${comment}`)),
  ];
}

function writeLimit(metric: Metric, analyses: readonly Analysis[], headroomPpm: number, units: Units): { text?: string; comment: string } {
  const figures = analyses.map((analysis) => measure(analysis)[metric]);
  const blind = analyses[figures.indexOf(undefined)];
  if (blind !== undefined) {
    const reason = blind.unknown?.find((one) => one.metric === metric)?.reason ?? 'this source does not know it';
    return { comment: oneLine(`${metric} has no limit: ${reason}`) };
  }
  const sizes = figures.map((figure) => figure ?? 0);
  const largest = Math.max(0, ...sizes);
  const total = Math.max(0, ...analyses.map((analysis) => analysis.sizes.total ?? 0));
  const needed = metric === 'wasted' ? Math.max(withHeadroom(largest, headroomPpm), leastWaste(total)) : withHeadroom(largest, headroomPpm);
  const now =
    analyses.length === 1
      ? formatSize(largest, units)
      : analyses.map(({ platform }, index) => `${formatSize(sizes[index]!, units)} on ${platform}`).join(', ');
  const limit = writeSizeAbove(needed, units);
  if (parseSize(limit) < largest) throw new Error(`${limit} is less than the ${largest} bytes that it should hold`);
  return { text: `${metric}: ${metric === 'total' ? `{ max: ${limit} }` : limit}`, comment: oneLine(`now ${now}`) };
}

/** As YAML writes it: quoted only where it must be. */
function scalar(text: string): string {
  return /[\n\r]/.test(text) ? JSON.stringify(text) : new Document(text).toString({ lineWidth: 0 }).trimEnd();
}

/** A line break would end a comment. */
function oneLine(text: string): string {
  return text.replaceAll(/[\s\u0085\u2028\u2029]+/g, ' ').trim();
}
