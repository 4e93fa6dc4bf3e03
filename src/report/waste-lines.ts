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
  /** Index of the layer that makes the waste; absent where it is gone. */
  wastedIn?: number;
};

type Group = { cause: WasteCause; storedIn: number; wastedIn: number; files: number; bytes: number; path: string };

/** All groups of waste: where two images are compared what is new first, then what is gone, then what was there before; each the largest first. */
export function wasteLines(analysis: Analysis, comparison: Comparison | undefined, units: Units): WasteLine[] {
  const groups = groupWaste(analysis);
  const isNew = (group: Group) =>
    comparison?.waste.new.find((change) => change.side === 'head' && change.change > 0 && keyOf(change) === keyOf(group));
  const line = (group: Group): WasteLine => ({
    who: layerPhrase(analysis.layers[group.wastedIn]?.createdBy, group.wastedIn),
    what: wastePhrase(group, units),
    remedy: remedyOf(group, analysis),
    wastedIn: group.wastedIn,
    ...(isNew(group) === undefined ? {} : { became: 'new' }),
  });
  const lines = groups.map(line);
  const gone = (comparison?.waste.gone ?? []).map((change) => goneLine(change, units));
  return onceEach([...lines.filter(({ became }) => became === 'new'), ...gone, ...lines.filter(({ became }) => became === undefined)]);
}

function keyOf({ cause, storedIn, wastedIn }: Pick<Group, 'cause' | 'storedIn' | 'wastedIn'>): string {
  return `${cause} ${storedIn} ${wastedIn}`;
}

/** The wasted inodes of one cause that one layer stored and one layer wasted, summed; the group with most bytes first. */
function groupWaste({ waste }: Analysis): Group[] {
  const groups = new Map<string, Group>();
  for (const { path, bytes, cause, storedIn, wastedIn } of waste) {
    if (bytes === 0) continue;
    const key = keyOf({ cause, storedIn, wastedIn });
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { cause, storedIn, wastedIn, files: 1, bytes, path });
    else {
      group.files++;
      group.bytes += bytes;
    }
  }
  return [...groups.values()].toSorted((a, b) => b.bytes - a.bytes);
}

/** How a layer is named: by its instruction and its index, which is that of the Analysis. */
export function layerPhrase(createdBy: string | undefined, index: number): Sentence {
  return createdBy === undefined ? [`layer ${index}`] : [{ code: shortenInstruction(createdBy) }, ` (layer ${index})`];
}

function wastePhrase(group: Group, units: Units): Sentence {
  const size = formatSize(group.bytes, units);
  const files: Piece[] = group.files === 1 ? ['in ', { code: `/${group.path}` }] : [`in ${count(group.files, 'file')}`];
  switch (group.cause) {
    case 'rewritten':
      return [`stores again what layer ${group.storedIn} holds: ${size} `, ...files];
    case 'removed':
      return [
        `removes ${size} `,
        ...files,
        ` that layer ${group.storedIn} stored: ${group.files === 1 ? 'it still ships' : 'they still ship'}`,
      ];
    case 'replaced':
      return [`replaces ${size} `, ...files, ` that layer ${group.storedIn} stored: both ship`];
    case 'shadowed':
      return [`stores ${size} `, ...files, ' that later entries of the same layer hide'];
  }
}

function goneLine({ wastedBy, wastedIn, change }: WasteChange, units: Units): WasteLine {
  const who: Sentence = wastedBy === undefined ? [`what was layer ${wastedIn}`] : [{ code: shortenInstruction(wastedBy) }];
  return { who, what: [`no longer wastes ${formatSize(Math.abs(change), units)}`], became: 'gone' };
}

function remedyOf({ cause, storedIn }: Group, analysis: Analysis): Sentence {
  const copied = /^(COPY|ADD) /.test(shortenInstruction(analysis.layers[storedIn]?.createdBy ?? ''));
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
