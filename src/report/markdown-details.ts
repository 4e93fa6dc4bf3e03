/** What a reader unfolds in Markdown: the layers, directories, files and waste of one image. */
import { markdownCode } from './escape-markdown.ts';
import type { Cut, ImageDetails, LayerLine, PathLine } from './image-details.ts';
import { bullets, type Column, capital, details, markdownImage, markdownSentence, paragraphs, table } from './markdown-parts.ts';
import type { WasteLine } from './waste-lines.ts';

/** How much of it is shown: `most` items of each list, and whether what did not change is shown as well. */
export type Extent = { most: number; unchanged: boolean };

type Section = { title: string; text: string };

/** Of one image alone each section is folded by itself; of several all sections of one image together. */
export function imageDetails(image: ImageDetails, several: boolean, extent: Extent): string {
  const sections = sectionsOf(image, extent).filter(({ text }) => text.trim() !== '');
  if (!several) return paragraphs(...sections.map(({ title, text }) => details(title, text)));
  const { items } = image.causes;
  const changed = image.compared && items.length > 0 ? ': what changed' : '';
  const summary = `${markdownImage(image.image, image.platform)}${changed}`;
  return details(summary, paragraphs(...sections.map(({ title, text }) => `**${title}**\n\n${text.trim()}`)));
}

function sectionsOf(image: ImageDetails, { most, unchanged }: Extent): Section[] {
  const { layers, directories, files, waste, compared } = image;
  const isChanged = ({ became }: LayerLine) => became !== undefined && became !== 'same';
  const changed = layers.filter(isChanged);
  const shown = unchanged || !compared ? layers : changed;
  const sentence = (text: ImageDetails['rebuilt']) => (text === undefined ? '' : `${capital(markdownSentence(text))}.`);
  const old = compared ? waste.items.filter(({ became }) => became === undefined) : [];
  const olds = old.length < waste.items.length ? old.length : old.length + waste.more;
  return [
    {
      title: compared ? `Layers (${changed.length} of ${layers.length} changed)` : `Layers (${layers.length})`,
      text: paragraphs(layerTable(largest(shown, most)), more(shown.length - most), sentence(image.rebuilt)),
    },
    { title: compared ? 'Directories that changed' : 'Heaviest directories', text: pathTable(directories, most) },
    { title: 'Files that changed', text: paragraphs(pathTable(files, most), sentence(image.fileSums)) },
    {
      title: 'Waste that was there before',
      text: unchanged ? paragraphs(bullets(old.slice(0, most).map(wasteText)), more(olds - Math.min(most, old.length))) : '',
    },
  ];
}

/** Those that changed most, in the order they stand in. */
function largest(layers: readonly LayerLine[], most: number): LayerLine[] {
  const kept = new Set(layers.toSorted((a, b) => (b.bytes ?? 0) - (a.bytes ?? 0)).slice(0, most));
  return layers.filter((layer) => kept.has(layer));
}

function more(number: number): string {
  return number > 0 ? `and ${number} more` : '';
}

const layerColumns: readonly Column[] = [
  { title: 'layer', align: 'right' },
  { title: 'total', align: 'right' },
  { title: 'compressed', align: 'right' },
  { title: 'wasted', align: 'right' },
  { title: 'change', align: 'right' },
  { title: '', align: 'left' },
  { title: 'instruction', align: 'left' },
];

function layerTable(layers: readonly LayerLine[]): string {
  if (layers.length === 0) return '';
  return table(
    layerColumns,
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

const pathColumns: readonly Column[] = ['', 'path', '', 'files'].map((title, index) => ({
  title,
  align: index === 0 || index === 3 ? 'right' : 'left',
}));

function pathTable({ items, more: rest }: Cut<PathLine>, most: number): string {
  if (items.length === 0) return '';
  const rows = items.slice(0, most).map(({ path, size, became = '', files = '' }) => [size, markdownCode(path), became, files]);
  return paragraphs(table(pathColumns, rows), more(items.length - rows.length + rest));
}

function wasteText({ who, what, remedy }: WasteLine): string {
  return `${markdownSentence([...who, ' ', ...what])}${remedy === undefined ? '' : `.<br>→ ${markdownSentence(remedy)}`}`;
}
