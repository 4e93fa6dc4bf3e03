/** The table of figures in Markdown: all rows, those that matter, or the totals alone. */
import { isCompared } from '../analysis/metrics.ts';
import { markdownCode, markdownProse } from './escape-markdown.ts';
import type { FigureGroup, FigureRow } from './figures.ts';
import { type Lengths, marks, table, usualLengths } from './markdown-parts.ts';
import type { Report } from './report.ts';

/** How the columns of the base and of now are called. */
export type FigureLabels = Pick<Report, 'baselineLabel' | 'headLabel'>;

const longestLabel = 60;
/** What stands for an image where nothing about it changed. */
const calm: readonly (string | undefined)[] = ['total', 'compressed'];
/** What is shown of an image that nothing is compared with. */
const known: readonly (string | undefined)[] = ['total', 'compressed', 'wasted'];

/** Whether a group has anything to tell: a limit that is passed, or a figure that is not what it was. */
export function isOfConcern({ outcome = 'pass', changed }: FigureGroup): boolean {
  return outcome !== 'pass' || changed;
}

/** The rows that a reader must see: limits that are passed, figures that changed and what is pulled, with the total for measure; where there are none, total and compressed. */
export function rowsThatMatter(group: FigureGroup): FigureRow[] {
  const { rows, compared } = group;
  if (!compared && group.outcome === undefined) return rows;
  const matters = rows.map((row, index) => {
    const { outcome = 'pass', changed, metric } = row;
    const belongs = rows[index + 1]?.continued === true;
    const isPulled = compared && isCompared(metric ?? '');
    return outcome !== 'pass' || changed === true || belongs || isPulled || metric === 'total' || (!compared && known.includes(metric));
  });
  const kept = rows.filter((_, index) => matters[index]);
  if (isOfConcern(group) || !compared) return kept.length === 0 ? rows.slice(0, 1) : kept;
  const quiet = rows.filter(({ metric }) => calm.includes(metric));
  return quiet.length === 0 ? rows.slice(0, 1) : quiet;
}

/** The rows whose limits are passed, with the total for measure. */
export function rowsPassed({ rows }: FigureGroup): FigureRow[] {
  const kept = rows.filter(
    ({ outcome = 'pass', metric }, index) => outcome !== 'pass' || metric === 'total' || rows[index + 1]?.continued === true,
  );
  return kept.length === 0 ? rows.slice(0, 1) : kept;
}

/** The one row that stands for a group where there is little room: its total, with its worst outcome. */
export function totalRow({ rows, outcome }: FigureGroup): FigureRow[] {
  const row = rows.find(({ metric }) => metric === 'total') ?? rows[0];
  if (row === undefined) return [];
  return [{ ...row, ...(outcome === undefined ? {} : { outcome }) }];
}

/** Renders a table with the rows that `choose` takes of each group; empty where there are none. */
export function figureTable(
  groups: readonly FigureGroup[],
  choose: (group: FigureGroup) => readonly FigureRow[],
  { baselineLabel = 'base', headLabel = 'now' }: FigureLabels,
  lengths: Lengths = usualLengths,
): string {
  const rows = groups.flatMap((group) =>
    choose(group).map((row, index) => [index > 0 ? '' : groupName(group, lengths), ...figureCells(row, lengths)]),
  );
  if (rows.length === 0) return '';
  return table(
    [
      { title: 'image', align: 'left' },
      { title: 'metric', align: 'left' },
      { title: markdownProse(baselineLabel, longestLabel), align: 'right' },
      { title: markdownProse(headLabel, longestLabel), align: 'right' },
      { title: 'change', align: 'right' },
      { title: 'budget', align: 'right' },
      { title: '', align: 'center' },
    ],
    rows,
  );
}

function groupName({ image, platform }: FigureGroup, { code }: Lengths): string {
  if (image.startsWith('group:')) return `group **${markdownCode(image.slice('group:'.length), code)}**`;
  const name = `**${markdownCode(image, code)}**`;
  return platform === undefined ? name : `${name} ${markdownProse(platform, longestLabel)}`;
}

function figureCells(row: FigureRow, { code, prose }: Lengths): string[] {
  const { label, path, base = '', now, change = '', changePercent, budget = '', used, outcome } = row;
  const strong = (text: string) => (text === '' || outcome === undefined || outcome === 'pass' ? text : `**${text}**`);
  return [
    path === undefined ? label : markdownCode(label, code),
    base,
    strong(now),
    `${strong(change)}${changePercent === undefined ? '' : ` (${changePercent})`}`,
    `${markdownProse(budget, prose)}${used === undefined ? '' : ` · ${used}`}`,
    outcome === undefined ? '' : marks[outcome],
  ];
}
