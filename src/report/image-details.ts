/** Why an image weighs what it weighs, or what it did not before: its layers, directories, files and waste. */
import type { Analysis } from '../analysis/analysis.ts';
import { formatSize, formatSizeChange, type Units } from '../bytes.ts';
import type { Comparison, FileSums, LayerChange, PathChange } from '../comparison/comparison.ts';
import { shortenInstruction } from './instruction.ts';
import { type LayerPaths, layerPaths } from './layer-paths.ts';
import { rebuiltSentence } from './rebuilt-layers.ts';
import { count, imagePhrase, type Sentence } from './sentence.ts';
import { type OverTotal, type WasteLine, wasteLines } from './waste-lines.ts';

/** One layer of the image, or of its base where it is gone. */
export type LayerLine = {
  /** Index as in the Analysis, the base image's first layer being 0. Absent for a layer that is gone. */
  index?: number;
  total: string;
  compressed?: string;
  /** Absent where nothing of it is wasted, or that is not known. */
  wasted?: string;
  /** Absent where no base is known. */
  change?: string;
  /** The change in bytes, whatever its sign. */
  bytes?: number;
  became?: 'same' | 'rebuilt' | 'changed' | 'new' | 'gone';
  instruction?: string;
};

/** A layer that weighs otherwise, what weighs otherwise in it, and the waste that it makes. */
export type LayerCause = {
  change: string;
  became: 'changed' | 'new' | 'gone';
  index?: number;
  instruction?: string;
  waste: WasteLine[];
  /** What its waste comes to; absent where it makes none. */
  wasted?: { bytes: number; size: string };
  /** Absent where nothing is known of its files. */
  paths?: LayerPaths;
  /** Bytes: its change, whatever the sign. */
  bytes: number;
};

/** A file or directory: what it weighs, or by how much it changed. */
export type PathLine = { path: string; size: string; became?: 'new' | 'gone'; files?: string };

/** A list cut to what a reader may want, and how many there are more. */
export type Cut<Item> = { items: Item[]; more: number };

export type ImageDetails = {
  image: string;
  platform: string;
  title: Sentence;
  /** Whether there is a base that the image is compared with. */
  compared: boolean;
  layers: LayerLine[];
  /** The layers that came, went or changed, the largest change first. */
  causes: Cut<LayerCause>;
  /** What is to say of the layers that were rebuilt with the same files. */
  rebuilt?: Sentence;
  directories: Cut<PathLine>;
  files: Cut<PathLine>;
  /** All that came, went, grew and shrank. */
  fileSums?: Sentence;
  /** The waste that stands with none of `causes`. */
  waste: Cut<WasteLine>;
};

/** Describes one image; lists hold at most `top` items. */
export function describeImage(
  name: string,
  analysis: Analysis,
  comparison: Comparison | undefined,
  options: { units: Units; top: number; over?: OverTotal },
): ImageDetails {
  const { units, top, over } = options;
  const waste = wasteLines(analysis, comparison, units, over);
  const changed = (comparison?.layers ?? [])
    // Where the files are the same, the sentence on rebuilt layers says so.
    .filter(({ kind, differs }) => kind === 'added' || kind === 'removed' || (kind === 'changed' && differs === undefined))
    .toSorted((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0));
  const causes = cut(
    changed.map((layer) => layerCause(layer, waste, comparison, units)),
    top,
  );
  const told = new Set(causes.items.flatMap((cause) => cause.waste));
  const rebuilt = comparison === undefined ? undefined : rebuiltSentence(comparison.layers, analysis, units);
  const sums = comparison === undefined ? undefined : sumsSentence(comparison, units);
  return {
    image: name,
    platform: analysis.platform,
    title: imagePhrase(name, analysis.platform),
    compared: comparison !== undefined,
    layers: layerLines(analysis, comparison, units),
    causes,
    ...(rebuilt === undefined ? {} : { rebuilt }),
    directories: cut(
      comparison === undefined
        ? heaviest(analysis, units)
        : comparison.directories.filter(({ path }) => path !== '').map((change) => pathLine(change, '/', units)),
      top,
    ),
    files: cut(
      (comparison?.files ?? []).map((change) => pathLine(change, '', units)),
      top,
    ),
    ...(sums === undefined ? {} : { fileSums: sums }),
    waste: cut(
      waste.filter((line) => !told.has(line)),
      top,
    ),
  };
}

/** Keeps the first `top`. */
export function cut<Item>(items: readonly Item[], top: number): Cut<Item> {
  return { items: items.slice(0, top), more: Math.max(0, items.length - top) };
}

const kinds = { same: 'same', rebuilt: 'rebuilt', changed: 'changed', added: 'new', removed: 'gone' } as const;

function layerCause(layer: LayerChange, waste: readonly WasteLine[], comparison: Comparison | undefined, units: Units): LayerCause {
  const { kind, head, change, createdBy } = layer;
  const became = kind === 'added' ? 'new' : kind === 'removed' ? 'gone' : 'changed';
  const paths = comparison === undefined ? undefined : layerPaths(comparison, layer, units);
  const own = head === undefined ? [] : waste.filter((line) => line.wastedIn === head && line.became === 'new');
  const wasted = own.reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    change: change === undefined ? 'unknown' : formatSizeChange(change, units),
    became,
    ...(head === undefined ? {} : { index: head }),
    ...(createdBy === undefined ? {} : { instruction: shortenInstruction(createdBy) }),
    waste: own,
    ...(wasted === 0 ? {} : { wasted: { bytes: wasted, size: formatSize(wasted, units) } }),
    ...(paths === undefined ? {} : { paths }),
    bytes: Math.abs(change ?? 0),
  };
}

function layerLines(analysis: Analysis, comparison: Comparison | undefined, units: Units): LayerLine[] {
  const size = (bytes: number | undefined) => (bytes === undefined ? 'unknown' : formatSize(bytes, units));
  const layer = (index: number, change?: LayerChange): LayerLine => {
    const { total, compressed, wasted, createdBy } = analysis.layers[index] ?? {};
    return {
      index,
      total: size(total),
      ...(compressed === undefined ? {} : { compressed: size(compressed) }),
      ...(wasted === undefined || wasted === 0 ? {} : { wasted: size(wasted) }),
      ...(change?.change === undefined ? {} : { change: formatSizeChange(change.change, units), bytes: Math.abs(change.change) }),
      ...(change === undefined ? {} : { became: kinds[change.kind] }),
      ...(createdBy === undefined ? {} : { instruction: shortenInstruction(createdBy) }),
    };
  };
  if (comparison === undefined) return analysis.layers.map((_, index) => layer(index));
  return comparison.layers.map((change) => {
    if (change.head !== undefined) return layer(change.head, change);
    const { change: bytes, createdBy } = change;
    return {
      total: '',
      became: 'gone',
      ...(bytes === undefined ? {} : { change: formatSizeChange(bytes, units), bytes: Math.abs(bytes) }),
      ...(createdBy === undefined ? {} : { instruction: shortenInstruction(createdBy) }),
    };
  });
}

function pathLine({ path, base, head, change }: PathChange, end: '/' | '', units: Units): PathLine {
  const became = base === undefined ? 'new' : head === undefined ? 'gone' : undefined;
  return { path: rooted(path, end), size: formatSizeChange(change, units), ...(became === undefined ? {} : { became }) };
}

/** The root is the whole image, which the table tells. */
function heaviest({ directories }: Analysis, units: Units): PathLine[] {
  return directories
    .filter(({ path }) => path !== '')
    .map(({ path, bytes, files }) => ({ path: rooted(path, '/'), size: formatSize(bytes, units), files: count(files, 'file') }));
}

function rooted(path: string, end: '/' | ''): string {
  return path === '' ? '/' : `/${path}${end}`;
}

function sumsSentence({ fileSums, filesWithOtherContent }: Comparison, units: Units): Sentence | undefined {
  const words: [keyof FileSums, string][] = [
    ['came', 'came'],
    ['grew', 'grew'],
    ['shrank', 'shrank'],
    ['gone', 'went'],
  ];
  const parts = words.flatMap(([key, verb]) => {
    const sum = fileSums?.[key];
    return sum === undefined || sum.files === 0 ? [] : [`${count(sum.files, 'file')} ${verb} (${formatSizeChange(sum.change, units)})`];
  });
  if (filesWithOtherContent !== undefined && filesWithOtherContent > 0)
    parts.push(`${count(filesWithOtherContent, 'file')} of the same size ${filesWithOtherContent === 1 ? 'differs' : 'differ'}`);
  return parts.length === 0 ? undefined : [parts.join(', ')];
}
