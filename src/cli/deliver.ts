/** Hands over what came of a run: to stdout and to every file that was asked for, all of them tried before anything is said to have failed. */
import { resolve } from 'node:path';
import type { Options } from '../options/table.ts';
import type { Format } from '../options/values.ts';
import { renderJson } from '../report/render-json.ts';
import { renderMarkdown } from '../report/render-markdown.ts';
import { renderText } from '../report/render-text.ts';
import { buildReport, type ReportInput } from '../report/report.ts';
import { writeFileAtomically } from '../write-file.ts';
import { type Io, printReport, wantsColor } from './terminal.ts';

/** The report, and what stands for it in JSON where that is another document. */
export type Deliverable = { input: ReportInput; json?: () => string };

/** A file or a pipe has no width. */
const standardWidth = 80;

/** The deliveries of a report: stdout first, then each --output. */
export function deliverReport(
  deliverable: Deliverable,
  options: Pick<Options, 'format' | 'output' | 'color'>,
  io: Io,
): (() => Promise<void>)[] {
  const { format, output, color } = options;
  const page = { width: io.stdout.columns ?? standardWidth, color: wantsColor(io, color) };
  return [
    () => printReport(io, render(deliverable, format, page)),
    ...output.map(({ format, file }) => async () => {
      await writeFileAtomically(resolve(io.cwd, file), render(deliverable, format, { width: standardWidth, color: false }));
    }),
  ];
}

function render({ input, json }: Deliverable, format: Format, page: { width: number; color: boolean }): string {
  if (format === 'json') return json === undefined ? renderJson(input) : json();
  const report = buildReport(input);
  return format === 'markdown' ? renderMarkdown(report) : renderText(report, page);
}

/**
 * Makes every delivery, in order.
 * @throws what one delivery threw, or an AggregateError of several
 */
export async function deliver(deliveries: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const each of deliveries) {
    try {
      await each();
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length === 1) throw errors[0];
  if (errors.length > 1) throw new AggregateError(errors);
}
