/** The waste of an image in sentences: which instruction wastes what, and what to do about it. */
import type { Analysis, WasteCause } from '../analysis/analysis.ts';
import { formatSize, type Units } from '../bytes.ts';
import type { Comparison, WasteChange } from '../comparison/comparison.ts';
import { shortenInstruction } from './instruction.ts';
import { count, type Piece, type Sentence } from './sentence.ts';

export type WasteLine = {
  /** The layer that wastes, and what it does: together a sentence. */
  who: Sentence;
  what: Sentence;
  /** What gives the bytes back; only on the first line that it applies to. */
  remedy?: Sentence;
  /** Whether the base does not waste them, or no longer (`gone`); absent where that is not known or they were wasted before. */
  became?: 'new' | 'gone';
  /** Bytes that would be given back, or are no longer wasted where it is gone, and the same as a text. */
  bytes: number;
  size: string;
  /** Index of the layer that makes the waste; absent where it is gone. */
  wastedIn?: number;
};

/** `storedIn` has the layers in order: one instruction may waste what several stored. */
type Group = { cause: WasteCause; storedIn: number[]; wastedIn: number; files: number; bytes: number; path: string };

/** A `total` that is over its limit: then each remedy says what it would make of it. */
export type OverTotal = { total: number; max: number };

/** All groups of waste: where two images are compared what is new first, then what is gone, then what was there before; each the largest first. */
export function wasteLines(analysis: Analysis, comparison: Comparison | undefined, units: Units, over?: OverTotal): WasteLine[] {
  const newPairs = new Set((comparison?.waste.new ?? []).filter(({ side, change }) => side === 'head' && change > 0).map(pairOf));
  const line = (group: Group & { isNew: boolean }): WasteLine => ({
    who: layerPhrase(analysis.layers[group.wastedIn]?.createdBy, group.wastedIn),
    what: wastePhrase(group, units),
    remedy: remedyOf(group, analysis),
    bytes: group.bytes,
    size: formatSize(group.bytes, units),
    wastedIn: group.wastedIn,
    ...(group.isNew ? { became: 'new' } : {}),
  });
  const lines = groupWaste(analysis, newPairs).map(line);
  const gone = (comparison?.waste.gone ?? []).map((change) => goneLine(change, units));
  const lineUp = onceEach([
    ...lines.filter(({ became }) => became === 'new'),
    ...gone,
    ...lines.filter(({ became }) => became === undefined),
  ]);
  return over === undefined ? lineUp : lineUp.map((each) => withEffect(each, over, units));
}

function pairOf({ cause, storedIn, wastedIn }: { cause: WasteCause; storedIn: number; wastedIn: number }): string {
  return `${cause} ${storedIn} ${wastedIn}`;
}

/** The wasted inodes of one cause that one layer wasted and one remedy would give back, summed; the group with most bytes first. */
function groupWaste(analysis: Analysis, newPairs: ReadonlySet<string>): (Group & { isNew: boolean })[] {
  const groups = new Map<string, Group & { isNew: boolean }>();
  for (const waste of analysis.waste) {
    const { path, bytes, cause, storedIn, wastedIn } = waste;
    if (bytes === 0) continue;
    const isNew = newPairs.has(pairOf(waste));
    const key = `${cause} ${wastedIn} ${isNew} ${isCopied(analysis, storedIn)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, storedIn: [storedIn], wastedIn, files: 1, bytes, path, isNew });
    else {
      group.files++;
      group.bytes += bytes;
      if (!group.storedIn.includes(storedIn)) group.storedIn.push(storedIn);
    }
  }
  for (const group of groups.values()) group.storedIn.sort((a, b) => a - b);
  return [...groups.values()].toSorted((a, b) => b.bytes - a.bytes);
}

function isCopied(analysis: Analysis, layer: number): boolean {
  return /^(COPY|ADD) /.test(shortenInstruction(analysis.layers[layer]?.createdBy ?? ''));
}

/** `layer 3`, `layers 0 and 2`, `layers 0 to 6`, `6 layers`: as short as it can be said. */
function layersPhrase(layers: readonly number[]): string {
  const [first = 0] = layers;
  const last = layers.at(-1) ?? first;
  if (layers.length === 1) return `layer ${first}`;
  if (layers.length === 2) return `layers ${first} and ${last}`;
  return last - first === layers.length - 1 ? `layers ${first} to ${last}` : `${layers.length} layers`;
}

/** How a layer is named: by its instruction and its index, which is that of the Analysis. */
export function layerPhrase(createdBy: string | undefined, index: number): Sentence {
  return createdBy === undefined ? [`layer ${index}`] : [{ code: shortenInstruction(createdBy) }, ` (layer ${index})`];
}

function wastePhrase(group: Group, units: Units): Sentence {
  const size = formatSize(group.bytes, units);
  const layers = layersPhrase(group.storedIn);
  const isOne = group.storedIn.length === 1;
  const files: Piece[] = group.files === 1 ? ['in ', { code: `/${group.path}` }] : [`in ${count(group.files, 'file')}`];
  switch (group.cause) {
    case 'rewritten':
      return [`stores again what ${layers} ${isOne ? 'holds' : 'hold'}: ${size} `, ...files];
    case 'removed':
      return [`removes ${size} `, ...files, ` that ${layers} stored: ${group.files === 1 ? 'it still ships' : 'they still ship'}`];
    case 'replaced':
      return [`replaces ${size} `, ...files, ` that ${layers} stored: both ship`];
    case 'shadowed':
      return [`stores ${size} `, ...files, ' that later entries of the same layer hide'];
  }
}

function goneLine({ wastedBy, wastedIn, change }: WasteChange, units: Units): WasteLine {
  const who: Sentence = wastedBy === undefined ? [`what was layer ${wastedIn}`] : [{ code: shortenInstruction(wastedBy) }];
  const bytes = Math.abs(change);
  const size = formatSize(bytes, units);
  return { who, what: [`no longer wastes ${size}`], became: 'gone', bytes, size };
}

function remedyOf({ cause, storedIn }: Group, analysis: Analysis): Sentence {
  const copied = isCopied(analysis, storedIn[0] ?? 0);
  switch (cause) {
    case 'rewritten':
      return copied
        ? ['Set owner and mode where the files are first stored: ', { code: 'COPY --chown --chmod' }]
        : ['Set owner, mode and times in the RUN that first stores the files'];
    case 'removed':
      return copied
        ? ['Leave such files out of the COPY (', { code: '.dockerignore' }, '), or mount them: ', { code: 'RUN --mount=type=bind' }]
        : ['Remove files in the RUN that creates them, or build in an earlier stage and copy only the result'];
    case 'replaced':
      return ['Create each file once, in its final form'];
    case 'shadowed':
      return ['Store each path once in the archive that becomes the layer'];
  }
}

/** Leaves each remedy on the first line that it applies to. */
function onceEach(lines: readonly WasteLine[]): WasteLine[] {
  const given = new Set<string>();
  return lines.map((line) => {
    const key = JSON.stringify(line.remedy);
    if (line.remedy === undefined || !given.has(key)) {
      given.add(key);
      return line;
    }
    const { remedy: _, ...rest } = line;
    return rest;
  });
}

/** What the image would weigh if the remedy were taken: dead bytes go to the last, so that this is exact. */
function withEffect(line: WasteLine, { total, max }: OverTotal, units: Units): WasteLine {
  if (line.remedy === undefined) return line;
  const left = total - line.bytes;
  const effect = `; the image then has ${formatSize(left, units)}, ${left <= max ? 'within its total budget' : 'still over its total budget'}`;
  return { ...line, remedy: [...line.remedy, effect] };
}
