/** The report as GitHub-flavoured Markdown, whole: what a comment says that has all the room there is. */
import { renderComment } from './render-comment.ts';
import type { Report } from './report.ts';

/** Renders the whole report. */
export function renderMarkdown(report: Report): string {
  return renderComment(report, { limit: Number.POSITIVE_INFINITY });
}
