/** The report for programs: exact numbers, every result of the verdict, and the analyses they were taken from. */
import type { ReportInput } from './report.ts';

/** The version of the document; it changes when a field changes its meaning or goes. */
export const reportVersion = 1;

/**
 * Renders `{ version, outcome, results, images }`: `results` are the limits held against figures (empty where there is no budget), `images` hold
 * `{ name, platform, analysis, comparison? }`. Sizes are integers of bytes, efficiency is a ratio from 0 to 1.
 */
export function renderJson({ images, verdict }: Pick<ReportInput, 'images' | 'verdict'>): string {
  const document = {
    version: reportVersion,
    outcome: verdict?.outcome ?? 'pass',
    results: verdict?.results ?? [],
    images: images.map(({ name, platform, analysis, comparison }) => ({ name, platform, analysis, comparison })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
