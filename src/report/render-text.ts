/** The report for a terminal or a log: aligned, within its width, and inert whatever the image holds. */
import type { Outcome } from '../budget/verdict.ts';
import { escapeText } from './escape-text.ts';
import type { FigureRow } from './figures.ts';
import type { Cut, ImageDetails, LayerCause, LayerLine, PathLine } from './image-details.ts';
import type { Report } from './report.ts';
import type { Sentence } from './sentence.ts';
import { type Cell, type Column, cutText, layoutColumns, type Row, type Style, wrapWords } from './text-layout.ts';
import type { WasteLine } from './waste-lines.ts';

export type TextOptions = {
  /** Columns of the terminal. Prose takes no more than 100 of them; tables take what they need. */
  width: number;
  /** Whether ANSI colours may be used. */
  color: boolean;
};

const widestProse = 100;
const narrowest = 40;
const widestBudget = 24;
/** A quoted instruction of this length is not broken over two lines. */
const longestUnbroken = 32;

type Styles = { bold: Style; dim: Style; mark: Record<Outcome, Style> };

const same: Style = (text) => text;
const ansi =
  (code: number): Style =>
  (text) =>
    `\x1b[${code}m${text}\x1b[${code === 1 || code === 2 ? 22 : 39}m`;

const styles = {
  plain: { bold: same, dim: same, mark: { pass: same, warn: same, fail: same } },
  color: { bold: ansi(1), dim: ansi(2), mark: { pass: ansi(32), warn: ansi(33), fail: ansi(31) } },
} satisfies Record<string, Styles>;

const marks: Record<Outcome, string> = { pass: '✓', warn: '!', fail: '✗' };

/** Renders the whole report. */
export function renderText(report: Report, { width, color }: TextOptions): string {
  const page = { width: Math.max(narrowest, width), style: color ? styles.color : styles.plain };
  const several = report.images.length > 1;
  const sections = [
    headline(report, page),
    figures(report, page),
    ...report.images.flatMap((image) => imageSections(image, several, page)),
    notes([...report.remarks, ...report.notes], page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

type Page = { width: number; style: Styles };

function headline({ headline, outcome }: Report, { width, style }: Page): string[] {
  const mark = outcome === undefined ? [] : [{ text: marks[outcome], style: style.mark[outcome] }];
  const words = wordsOf(headline).map((text) => ({ text, style: style.bold }));
  return wrapWords([...mark, ...words], Math.min(width, widestProse));
}

/** The words of a sentence; what an image calls something stands in backticks. */
function wordsOf(sentence: Sentence): string[] {
  const quoted = (code: string) => `\`${code.length > longestUnbroken ? code : code.replaceAll(' ', '\u00a0')}\``;
  return escapeText(sentence.map((piece) => (typeof piece === 'string' ? piece : quoted(piece.code))).join(''))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.replaceAll('\u00a0', ' '));
}

function prose(sentence: Sentence, { width }: Page, indent: number, style?: Style): string[] {
  const words = wordsOf(sentence).map((text) => ({ text, ...(style === undefined ? {} : { style }) }));
  return wrapWords(words, Math.min(width, widestProse), indent);
}

/** A sentence after a bullet. */
function bullet(sentence: Sentence, page: Page): string[] {
  return prose(sentence, page, 4).map((line, index) => (index === 0 ? `  - ${line.slice(4)}` : line));
}

function figures({ figures: groups, baselineLabel = 'base', headLabel = 'now' }: Report, { width, style }: Page): string[] {
  // The middle goes, since the end tells commits apart. A narrow table would have to leave the column out for a longer one.
  const side = (label: string) => cutText(escapeText(label), width < widestProse ? 16 : 24, 'middle');
  const heading = (text: string): Cell => ({ text, style: style.dim });
  const columns: Column[] = [
    { align: 'left' },
    { align: 'left', gap: 1, cut: 'middle' },
    { align: 'right', leaveOut: 3 },
    { align: 'right' },
    { align: 'right' },
    { align: 'right', gap: 1, leaveOut: 1 },
    { align: 'right' },
    { align: 'right', leaveOut: 2 },
  ];
  const all = groups.flatMap(({ rows }) => rows);
  const has = (key: keyof FigureRow, title: string) => heading(all.some((row) => row[key] !== undefined) ? title : '');
  const rows: Row[] = [
    [
      '',
      '',
      has('base', side(baselineLabel)),
      heading(side(headLabel)),
      has('change', 'change'),
      '',
      has('budget', 'budget'),
      has('used', 'used'),
    ],
  ];
  for (const { image, platform, rows: figures } of groups) {
    if (groups.length > 1) rows.push({ line: style.bold(cutText(groupTitle(image, platform), width, 'middle')) });
    for (const row of figures) rows.push(figureCells(row, style));
  }
  return layoutColumns(rows, columns, width);
}

function groupTitle(image: string, platform: string | undefined): string {
  return escapeText(platform === undefined ? image.replace(/^group:/, 'group ') : `${image} ${platform}`);
}

function figureCells(row: FigureRow, style: Styles): Cell[] {
  const { outcome, label, base = '', now, change = '', changePercent = '', budget = '', used = '' } = row;
  const mark: Cell = outcome === undefined ? ' ' : { text: marks[outcome], style: style.mark[outcome] };
  const pressing = (text: string): Cell => (outcome === undefined || outcome === 'pass' ? text : { text, style: style.mark[outcome] });
  return [mark, escapeText(label), base, now, change, changePercent, cutText(escapeText(budget), widestBudget, 'middle'), pressing(used)];
}

function imageSections(image: ImageDetails, several: boolean, page: Page): string[][] {
  const { style } = page;
  const title = (what: string) => {
    if (!several) return style.bold(what);
    const said = `: ${what.charAt(0).toLowerCase()}${what.slice(1)}`;
    return style.bold(cutText(groupTitle(image.image, image.platform), page.width - said.length, 'middle') + said);
  };
  const section = (what: string, lines: readonly string[]) => (lines.length === 0 ? [] : [title(what), ...lines]);
  const waste = image.causes.items.some((cause) => cause.waste.length > 0) ? 'Other waste' : 'Waste';
  if (!image.compared)
    return [
      section('Layers', layerTable(image.layers, page)),
      section(waste, wasteList(image.waste, page)),
      section('Heaviest directories', pathTable(image.directories, page)),
    ];
  return [
    section('Layers that changed', [...causeTable(image, page), ...(image.rebuilt === undefined ? [] : prose(image.rebuilt, page, 2))]),
    section('Directories that changed', pathTable(image.directories, page)),
    section('Files that changed', [
      ...pathTable(image.files, page),
      ...(image.fileSums === undefined ? [] : prose(image.fileSums, page, 2, style.dim)),
    ]),
    section(waste, wasteList(image.waste, page)),
  ];
}

/** Each layer in a row; what it wastes stands below its instruction. */
function causeTable({ causes }: ImageDetails, page: Page): string[] {
  const { width, style } = page;
  const columns: Column[] = [
    { align: 'left' },
    { align: 'right', gap: 0 },
    { align: 'left' },
    { align: 'left', gap: 1 },
    { align: 'left', cut: 'end' },
  ];
  const cells = ({ change, index, became, instruction }: LayerCause): Cell[] => [
    '  ',
    change,
    { text: index === undefined ? '' : `layer ${index}`, style: style.dim },
    { text: became, style: style.dim },
    escapeText(instruction ?? ''),
  ];
  const probe = ['', '', '', '', '|'];
  const lines = layoutColumns([...causes.items.map(cells), probe], columns, width);
  const indent = Math.min((lines.pop() ?? '').length - 1, Math.floor(width / 2));
  const wasted = ({ what, remedy }: WasteLine) => [
    ...prose(what, page, indent),
    ...(remedy === undefined ? [] : remedyLines(remedy, page, indent)),
  ];
  return [
    ...lines.flatMap((line, index) => [line, ...(causes.items[index]?.waste ?? []).flatMap(wasted)]),
    ...more(causes.more, 'layer', style),
  ];
}

function layerTable(layers: readonly LayerLine[], { width, style }: Page): string[] {
  const heading = (text: string): Cell => ({ text, style: style.dim });
  const columns: Column[] = [
    { align: 'right' },
    { align: 'right' },
    { align: 'right', leaveOut: 1 },
    { align: 'right', leaveOut: 2 },
    { align: 'left', cut: 'end' },
  ];
  const has = (key: 'compressed' | 'wasted') => (layers.some((layer) => layer[key] !== undefined) ? key : '');
  const rows = layers.map(({ index, total, compressed = '', wasted = '', instruction = '' }): Cell[] => [
    { text: String(index ?? ''), style: style.dim },
    total,
    compressed,
    wasted,
    escapeText(instruction),
  ]);
  return layoutColumns(
    [[heading('  layer'), heading('total'), heading(has('compressed')), heading(has('wasted')), ''], ...rows],
    columns,
    width,
  );
}

function pathTable({ items, more: rest }: Cut<PathLine>, { width, style }: Page): string[] {
  const columns: Column[] = [
    { align: 'left' },
    { align: 'right', gap: 0 },
    { align: 'left', cut: 'middle' },
    { align: 'left' },
    { align: 'right' },
  ];
  const rows = items.map(({ path, size, became = '', files = '' }): Cell[] => [
    '  ',
    size,
    escapeText(path),
    { text: became, style: style.dim },
    { text: files, style: style.dim },
  ]);
  return [...layoutColumns(rows, columns, width), ...more(rest, 'path', style)];
}

function wasteList({ items, more: rest }: Cut<WasteLine>, page: Page): string[] {
  return [...items.flatMap((line) => wasteItem(line, page)), ...more(rest, 'cause', page.style)];
}

function wasteItem({ who, what, remedy, became }: WasteLine, page: Page): string[] {
  const lines = bullet([...(became === 'new' ? ['new: '] : []), ...who, ' ', ...what], page);
  return remedy === undefined ? lines : [...lines, ...remedyLines(remedy, page, 4)];
}

function remedyLines(remedy: Sentence, page: Page, indent: number): string[] {
  return prose(['→ ', ...remedy], page, indent, page.style.dim);
}

function more(number: number, noun: string, { dim }: Styles): string[] {
  return number === 0 ? [] : [dim(`  and ${number} more ${number === 1 ? noun : `${noun}s`}`)];
}

function notes(sentences: readonly Sentence[], page: Page): string[] {
  return sentences.length === 0 ? [] : [page.style.bold('Notes'), ...sentences.flatMap((sentence) => bullet(sentence, page))];
}
