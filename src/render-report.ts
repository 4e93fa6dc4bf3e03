/** The report in the format that was asked for. */
import type { Format } from './options/values.ts';
import { renderJson } from './report/render-json.ts';
import { renderMarkdown } from './report/render-markdown.ts';
import { renderText } from './report/render-text.ts';
import { buildReport, type ReportInput } from './report/report.ts';

/** The report, and what stands for it in JSON where that is another document. */
export type Deliverable = { input: ReportInput; json?: () => string };

export function renderReport({ input, json }: Deliverable, format: Format, page: { width: number; color: boolean }): string {
  if (format === 'json') return json === undefined ? renderJson(input) : json();
  const report = buildReport(input);
  return format === 'markdown' ? renderMarkdown(report) : renderText(report, page);
}
