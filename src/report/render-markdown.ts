/** The report as GitHub-flavoured Markdown: the verdict first, then the table and why; what only some readers want is folded. */
import type { Outcome } from '../budget/verdict.ts';
import { markdownCode, markdownProse } from './escape-markdown.ts';
import type { FigureGroup, FigureRow } from './figures.ts';
import type { Cut, ImageDetails, LayerCause, LayerLine, PathLine } from './image-details.ts';
import type { Report } from './report.ts';
import type { Sentence } from './sentence.ts';
import type { WasteLine } from './waste-lines.ts';

/** A part of the document. Whoever has little room leaves parts out from the last `weight` on; 0 is what must stay. */
export type MarkdownSection = { name: string; weight: number; text: string };

const marks: Record<Outcome, string> = { pass: '✅', warn: '⚠️', fail: '❌' };

/** Causes that stand unfolded for each image. */
const causesShown = 3;

/** Renders the whole report. */
export function renderMarkdown(report: Report): string {
  return joinMarkdown(renderMarkdownSections(report));
}

/** Joins sections to a document. */
export function joinMarkdown(sections: readonly MarkdownSection[]): string {
  return `${sections.map(({ text }) => text).join('\n\n')}\n`;
}

/** Renders the report in sections, in the order they stand in. */
export function renderMarkdownSections(report: Report): MarkdownSection[] {
  const { outcome, figures, images } = report;
  const several = images.length > 1;
  const mark = outcome === undefined ? '' : `${marks[outcome]} `;
  const sections: MarkdownSection[] = [
    { name: 'verdict', weight: 0, text: `### ${mark}${sentence(report.headline)}` },
    { name: 'figures', weight: 1, text: figureTable(figures) },
    { name: 'remarks', weight: 1, text: report.remarks.map((remark) => `- ${sentence(remark)}`).join('\n') },
    ...images.map((image) => ({ name: 'causes', weight: 2, text: causes(image, several) })),
    ...images.flatMap((image) => folded(image, several)),
    { name: 'notes', weight: 3, text: notes(report) },
  ];
  return sections.filter(({ text }) => text !== '');
}

function sentence(pieces: Sentence): string {
  return pieces.map((piece) => (typeof piece === 'string' ? markdownProse(piece) : markdownCode(piece.code))).join('');
}

type Align = 'left' | 'right' | 'center';
const rules: Record<Align, string> = { left: ':---', right: '---:', center: ':---:' };

/** A table; a column that is empty in all rows is left out. */
function table(columns: readonly { title: string; align: Align }[], rows: readonly (readonly string[])[]): string {
  const kept = columns.map((_, index) => rows.some((row) => (row[index] ?? '') !== ''));
  const line = (cells: readonly string[]) => `| ${cells.filter((_, index) => kept[index]).join(' | ')} |`;
  return [line(columns.map(({ title }) => title)), line(columns.map(({ align }) => rules[align])), ...rows.map(line)].join('\n');
}

function figureTable(groups: readonly FigureGroup[]): string {
  const rows = groups.flatMap(({ image, platform, rows: figures }) =>
    figures.map((row, index) => {
      const name = image.startsWith('group:') ? `group ${markdownCode(image.slice('group:'.length))}` : markdownCode(image);
      const first = index > 0 ? '' : platform === undefined ? name : `${name} ${markdownProse(platform)}`;
      return [first, ...figureCells(row)];
    }),
  );
  return table(
    [
      { title: 'image', align: 'left' },
      { title: 'metric', align: 'left' },
      { title: 'base', align: 'right' },
      { title: 'now', align: 'right' },
      { title: 'change', align: 'right' },
      { title: 'budget', align: 'right' },
      { title: '', align: 'center' },
    ],
    rows,
  );
}

function figureCells({ label, path, base = '', now, change = '', changePercent, budget = '', used, outcome }: FigureRow): string[] {
  const strong = (text: string) => (text === '' || outcome === undefined || outcome === 'pass' ? text : `**${text}**`);
  return [
    path === undefined ? label : markdownCode(label),
    base,
    strong(now),
    `${strong(change)}${changePercent === undefined ? '' : ` (${changePercent})`}`,
    `${markdownProse(budget)}${used === undefined ? '' : ` · ${used}`}`,
    outcome === undefined ? '' : marks[outcome],
  ];
}

/** The few causes that a reader should see without unfolding anything. */
function causes(image: ImageDetails, several: boolean): string {
  if (!image.compared) return list('Waste', image, several, image.waste.items.slice(0, causesShown).map(wasteText));
  const shown = image.causes.items.slice(0, causesShown).map(causeText);
  const waste = image.waste.items.filter(({ became }) => became !== undefined).slice(0, causesShown);
  return list('What changed', image, several, [...shown, ...waste.map(wasteText)]);
}

function list(title: string, image: ImageDetails, several: boolean, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `**${title}**${of(image, several)}\n\n${items.map((item) => `- ${item}`).join('\n')}`;
}

function of({ title }: ImageDetails, several: boolean): string {
  return several ? ` in ${sentence(title)}` : '';
}

function causeText({ change, became, index, instruction, waste }: LayerCause): string {
  const what = instruction === undefined ? '' : ` ${markdownCode(instruction)}`;
  const where = index === undefined ? became : `layer ${index}, ${became}`;
  const wasted = waste.map((line) => `\n  - ${wasteText({ ...line, who: [] })}`).join('');
  return `**${change}**${what} (${where})${wasted}`;
}

function wasteText({ who, what, remedy }: WasteLine): string {
  return `${sentence(who.length === 0 ? what : [...who, ' ', ...what])}${remedy === undefined ? '' : `. ${sentence(remedy)}`}`;
}

function folded(image: ImageDetails, several: boolean): MarkdownSection[] {
  const { layers, directories, files, waste, compared } = image;
  const changed = layers.filter(({ became }) => became !== undefined && became !== 'same').length;
  const rebuilt = image.rebuilt === undefined ? '' : `\n\n${capital(sentence(image.rebuilt))}.`;
  const sums = image.fileSums === undefined ? '' : `\n\n${capital(sentence(image.fileSums))}.`;
  const rest = compared ? waste.items.filter(({ became }) => became === undefined) : waste.items.slice(causesShown);
  const section = (name: string, weight: number, title: string, text: string): MarkdownSection => ({
    name,
    weight,
    text: text.trim() === '' ? '' : details(`${title}${of(image, several)}`, text.trim()),
  });
  return [
    section(
      'layers',
      4,
      compared ? `Layers (${changed} of ${layers.length} changed)` : `Layers (${layers.length})`,
      layerTable(layers) + rebuilt,
    ),
    section('directories', 5, compared ? 'Directories that changed' : 'Heaviest directories', pathTable(directories)),
    section('files', 6, 'Files that changed', pathTable(files) + sums),
    section('waste', 7, compared ? 'Waste that was there before' : 'More waste', rest.map((line) => `- ${wasteText(line)}`).join('\n')),
  ];
}

function details(summary: string, text: string): string {
  return `<details><summary>${summary}</summary>\n\n${text}\n\n</details>`;
}

function layerTable(layers: readonly LayerLine[]): string {
  if (layers.length === 0) return '';
  return table(
    [
      { title: 'layer', align: 'right' },
      { title: 'total', align: 'right' },
      { title: 'compressed', align: 'right' },
      { title: 'wasted', align: 'right' },
      { title: 'change', align: 'right' },
      { title: '', align: 'left' },
      { title: 'instruction', align: 'left' },
    ],
    layers.map(({ index, total, compressed = '', wasted = '', change = '', became = '', instruction }) => [
      index === undefined ? '' : String(index),
      total,
      compressed,
      wasted,
      became === 'same' ? '' : change,
      became === 'same' ? '' : became,
      instruction === undefined ? '' : markdownCode(instruction),
    ]),
  );
}

function pathTable({ items, more }: Cut<PathLine>): string {
  if (items.length === 0) return '';
  const rows = items.map(({ path, size, became = '', files = '' }) => [size, markdownCode(path), became, files]);
  const rest = more === 0 ? '' : `\n\nand ${more} more`;
  const titles = ['', 'path', '', 'files'];
  return (
    table(
      titles.map((title, index) => ({ title, align: index === 0 || index === 3 ? 'right' : 'left' })),
      rows,
    ) + rest
  );
}

function notes({ notes, version }: Report): string {
  const lines = notes.map((note) => `- ${sentence(note)}`);
  return details('How this was measured', [...lines, `- Plimsoll ${markdownProse(version)}`].join('\n'));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
