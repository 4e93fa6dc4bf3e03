/** The comment and the job summary: the verdict first, then the table and why; the rest is folded. It fits, whatever the images hold. */

import { markdownProse } from './escape-markdown.ts';
import { byConcern } from './figure-groups.ts';
import type { FigureGroup, FigureRow } from './figures.ts';
import type { ImageDetails } from './image-details.ts';
import { ladder, type Rung } from './ladder.ts';
import { imageDetails } from './markdown-details.ts';
import { figureTable, isOfConcern, rowsPassed, rowsThatMatter, totalRow } from './markdown-figures.ts';
import { bullets, details, markdownSentence, marks, paragraphs } from './markdown-parts.ts';
import { whyList } from './markdown-why.ts';
import type { Report } from './report.ts';
import { count } from './sentence.ts';

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
/** So many images are shown although they pass, and so many with all that changed about them. */
const groupsTakenIn = 20;
const groupsTakenInWhole = 6;

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

/** Groups of no concern are counted, unless there are no others; of those that only changed, no more are shown than a reader takes in. */
function groupsShown(figures: readonly FigureGroup[]): readonly FigureGroup[] {
  if (!figures.some(({ compared }) => compared)) return figures;
  const concerning = figures.filter(isOfConcern);
  if (concerning.length === 0) return figures.slice(0, groupsTakenIn);
  const passed = concerning.filter(({ outcome = 'pass' }) => outcome !== 'pass');
  return concerning.slice(0, Math.max(passed.length, groupsTakenIn));
}

/** What is shown of each group: the fewer groups there are, the more. */
function rowsOf(shown: readonly FigureGroup[], rows: Rung['rows']): (group: FigureGroup) => readonly FigureRow[] {
  if (rows === 'total') return totalRow;
  return shown.length > groupsTakenInWhole ? rowsPassed : rowsThatMatter;
}

function table(report: Report, figures: readonly FigureGroup[], { rows, groups, lengths }: Rung): string {
  const shown = groupsShown(figures).slice(0, groups);
  if (shown.length === 0) return '';
  const hidden = figures.slice(shown.length);
  const rest = hidden.length === 0 ? '' : `and ${count(hidden.length, 'more', 'more')}${calmness(hidden)}`;
  return paragraphs(figureTable(shown, rowsOf(shown, rows), report, lengths), rest);
}

/** What can be said of all of them. */
function calmness(groups: readonly FigureGroup[]): string {
  const unchanged = groups.every(({ compared, changed }) => compared && !changed);
  const judged = groups.every(({ outcome }) => outcome === 'pass');
  if (unchanged) {
    const calm = groups.every(({ rows }) => rows.every(isExactly)) ? 'unchanged' : 'not changed by more than noise';
    return judged ? `, ${calm} and within budget` : groups.some(({ outcome }) => outcome !== undefined) ? '' : `, ${calm}`;
  }
  return judged ? ', within budget' : '';
}

/** Whether a figure is what it was, to the byte. */
function isExactly({ change }: FigureRow): boolean {
  return change === undefined || change.startsWith('±');
}

/** Nothing where the table has them all. */
function allFigures(report: Report, figures: readonly FigureGroup[]): string {
  const countRows = (groups: readonly FigureGroup[], rows: (group: FigureGroup) => readonly unknown[]) =>
    groups.reduce((sum, group) => sum + rows(group).length, 0);
  const shown = groupsShown(figures);
  if (countRows(figures, ({ rows }) => rows) === countRows(shown, rowsOf(shown, 'matter'))) return '';
  return details(
    'All figures',
    figureTable(report.figures, ({ rows }) => rows, report),
  );
}

function notes({ notes, version }: Report, { lengths }: Rung): string {
  const lines = notes.map((note) => markdownSentence(note, lengths));
  return details('How this was measured', bullets(version === '' ? lines : [...lines, `Plimsoll ${markdownProse(version)}`]));
}

/** What was left out, and where all of it is. */
function foot({ figures, partial }: Report, { leftOut }: Rung, { runUrl, whole = 'the job summary' }: CommentPage): string {
  const missing = [partial, leftOut?.(figures.length)].filter((text) => text !== undefined);
  const where = markdownProse(whole);
  const link = runUrl === undefined || !ownUrl.test(runUrl) ? where : `[${where}](${runUrl})`;
  if (missing.length > 0) return `<sub>${missing.map((text) => markdownProse(text)).join('. ')}; all of it is in ${link}</sub>`;
  return link === where ? '' : `<sub>Measured in [this run](${runUrl})</sub>`;
}
