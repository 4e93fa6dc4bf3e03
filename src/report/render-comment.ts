/** The comment and the job summary: the verdict first, then the table and why; the rest is folded. It fits, whatever the images hold. */

import { markdownProse } from './escape-markdown.ts';
import { byConcern } from './figure-groups.ts';
import type { FigureGroup } from './figures.ts';
import type { ImageDetails } from './image-details.ts';
import { ladder, type Rung } from './ladder.ts';
import { imageDetails } from './markdown-details.ts';
import { figureTable, isOfConcern, rowsThatMatter, totalRow } from './markdown-figures.ts';
import { bullets, details, markdownSentence, marks, paragraphs } from './markdown-parts.ts';
import { whyList } from './markdown-why.ts';
import type { Report } from './report.ts';

/** What GitHub takes of a comment, with room for a marker: it refuses more than 65,536 characters. */
export const commentLimit = 60_000;
/** What GitHub takes of a step's summary is 1 MiB; a longer one is not shown at all. */
export const summaryLimit = 1_000_000;

export type CommentPage = {
  /** The most characters and the most bytes in UTF-8. The verdict alone takes up to 4,000. */
  limit: number;
  /** The page of the workflow run, which shows its summary and artifacts. It must come from the runner, never from an image. */
  runUrl?: string;
  /** What has all of it: by default `the job summary`. */
  whole?: string;
};

/** Images whose causes stand unfolded. */
const imagesExplained = 3;
/** Images that are shown although nothing about them changed, where no other is. */
const calmShown = 20;

/** Nothing that could end a link or begin another. */
const ownUrl = /^https?:\/\/[\w.:-]+(?:\/[\w.~%-]+)*\/?$/;

/** Renders the first rung of the ladder that fits the page. */
export function renderComment(report: Report, page: CommentPage): string {
  const figures = report.figures.toSorted(byConcern);
  // Several rungs have the same table, which may have many thousand rows.
  const tables = new Map<string, string>();
  const tableOf = (rung: Rung) => {
    const key = `${rung.rows} ${rung.groups}`;
    const text = tables.get(key) ?? table(report, figures, rung);
    tables.set(key, text);
    return text;
  };
  for (const rung of ladder) {
    const text = join(compose(report, figures, rung, page, tableOf), page.limit);
    if (text !== undefined) return text;
  }
  return `### ${verdictMark(report)}The report does not fit here\n`;
}

/** Gives up as soon as it is too long, so that a report of any size is not rendered whole for nothing. */
function join(sections: Iterable<string>, limit: number): string | undefined {
  const texts: string[] = [];
  let bytes = 0;
  for (const text of sections) {
    if (text === '') continue;
    bytes += Buffer.byteLength(text) + 2;
    if (bytes - 1 > limit) return undefined;
    texts.push(text);
  }
  return `${texts.join('\n\n')}\n`;
}

function verdictMark({ outcome }: Report): string {
  return outcome === undefined ? '' : `${marks[outcome]} `;
}

function* compose(
  report: Report,
  figures: readonly FigureGroup[],
  rung: Rung,
  page: CommentPage,
  tableOf: (rung: Rung) => string,
): Generator<string> {
  yield `### ${verdictMark(report)}${markdownSentence(report.headline, rung.lengths)}`;
  yield tableOf(rung);
  yield bullets(
    report.remarks.slice(0, rung.remarks + 1).map((remark) => markdownSentence(remark, rung.lengths)),
    rung.remarks,
  );
  const several = report.images.length > 1;
  const groupOf = new Map(figures.map((group) => [groupKey(group), group]));
  const images = several ? inOrder(report.images, figures) : report.images;
  for (const image of images.slice(0, Math.min(rung.images, imagesExplained)))
    yield whyList(image, groupOf.get(groupKey(image)), several, rung.causes);
  if (rung.unchanged) yield allFigures(report, figures);
  for (const image of images.slice(0, rung.images)) yield imageDetails(image, several, { most: rung.items, unchanged: rung.unchanged });
  if (rung.notes) yield notes(report, rung);
  yield foot(report, rung, page);
}

function groupKey({ image, platform }: { image: string; platform?: string }): string {
  return JSON.stringify([image, platform]);
}

/** The images as the table has them: the ones of most concern first. */
function inOrder(images: readonly ImageDetails[], figures: readonly FigureGroup[]): ImageDetails[] {
  const rank = new Map(figures.map((group, index) => [groupKey(group), index]));
  return images.toSorted((a, b) => (rank.get(groupKey(a)) ?? 0) - (rank.get(groupKey(b)) ?? 0));
}

/** Groups of no concern are counted, unless there are no others. */
function worthShowing(figures: readonly FigureGroup[]): readonly FigureGroup[] {
  if (!figures.some(({ compared }) => compared)) return figures;
  const concerning = figures.filter(isOfConcern);
  return concerning.length > 0 ? concerning : figures.slice(0, calmShown);
}

function table(report: Report, figures: readonly FigureGroup[], { rows, groups, lengths }: Rung): string {
  const worthy = worthShowing(figures);
  const shown = worthy.slice(0, groups);
  if (shown.length === 0) return '';
  const hidden = figures.slice(shown.length);
  const calm = hidden.some(isOfConcern)
    ? ''
    : [
        ...(hidden.every(({ compared }) => compared) ? [', unchanged'] : []),
        ...(report.outcome === undefined ? [] : [' within budget']),
      ].join(' and');
  return paragraphs(
    figureTable(shown, rows === 'total' ? totalRow : rowsThatMatter, report, lengths),
    hidden.length === 0 ? '' : `and ${hidden.length} more${calm}`,
  );
}

/** Nothing where the table has them all. */
function allFigures(report: Report, figures: readonly FigureGroup[]): string {
  const countRows = (groups: readonly FigureGroup[], rows: (group: FigureGroup) => readonly unknown[]) =>
    groups.reduce((sum, group) => sum + rows(group).length, 0);
  if (countRows(figures, ({ rows }) => rows) === countRows(worthShowing(figures), rowsThatMatter)) return '';
  return details(
    'All figures',
    figureTable(report.figures, ({ rows }) => rows, report),
  );
}

function notes({ notes, version }: Report, { lengths }: Rung): string {
  const lines = notes.map((note) => markdownSentence(note, lengths));
  return details('How this was measured', bullets([...lines, `Plimsoll ${markdownProse(version)}`]));
}

/** What was left out, and where all of it is. */
function foot({ figures, partial }: Report, { leftOut }: Rung, { runUrl, whole = 'the job summary' }: CommentPage): string {
  const missing = [partial, leftOut?.(figures.length)].filter((text) => text !== undefined);
  const where = markdownProse(whole);
  const link = runUrl === undefined || !ownUrl.test(runUrl) ? where : `[${where}](${runUrl})`;
  if (missing.length > 0) return `<sub>${missing.map((text) => markdownProse(text)).join('. ')}; all of it is in ${link}</sub>`;
  return link === where ? '' : `<sub>All of it is in ${link}</sub>`;
}
