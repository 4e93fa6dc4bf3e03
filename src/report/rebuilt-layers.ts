/** Layers that hold nothing new and are pulled again all the same: which, why as far as it can be told, and how much. */
import type { Analysis } from '../analysis/analysis.ts';
import { formatSize, type Units } from '../bytes.ts';
import type { LayerChange } from '../comparison/comparison.ts';
import { shortenInstruction } from './instruction.ts';
import type { Sentence } from './sentence.ts';

/** What such layers have in common, and how it is said of them. */
const groups: readonly { holds: (layer: LayerChange) => boolean; words: (be: { past: string; present: string }) => string }[] = [
  {
    holds: ({ kind, differs }) => kind === 'rebuilt' && differs === 'times or order',
    words: ({ past }) => `${past} rebuilt with the same files, and only their times or order differ`,
  },
  {
    holds: ({ kind, differs }) => kind === 'rebuilt' && differs === undefined,
    words: ({ past }) => `${past} rebuilt with files of the same names and sizes`,
  },
  {
    holds: ({ kind, differs }) => kind === 'same' && differs === 'compression',
    words: ({ present }) => `${present} the same in another compression`,
  },
];

/** Such layers change no file and no budget, but every node pulls them again. Undefined where there are none. */
export function rebuiltSentence(changes: readonly LayerChange[], analysis: Analysis, units: Units): Sentence | undefined {
  const parts = groups.flatMap(({ holds, words }) => {
    const layers = changes.filter((change) => change.head !== undefined && holds(change));
    return layers.length === 0 ? [] : [groupSentence(layers, words, analysis, units)];
  });
  if (parts.length === 0) return undefined;
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

function groupSentence(
  layers: readonly LayerChange[],
  words: (typeof groups)[number]['words'],
  analysis: Analysis,
  units: Units,
): Sentence {
  const indexes = layers.map(({ head }) => head ?? 0);
  const again = pulledAgain(indexes, analysis, units);
  if (layers.length > 1) return [`layers ${ranges(indexes)} ${words({ past: 'were', present: 'are' })}${again}`];
  const instruction = layers[0]?.createdBy;
  const who: Sentence = instruction === undefined ? [] : [' ', { code: shortenInstruction(instruction) }];
  return [`layer ${ranges(indexes)}`, ...who, ` ${words({ past: 'was', present: 'is' })}${again}`];
}

function pulledAgain(indexes: readonly number[], { layers }: Analysis, units: Units): string {
  let bytes = 0;
  for (const index of indexes) {
    const compressed = layers[index]?.compressed;
    if (compressed === undefined) return '';
    bytes += compressed;
  }
  return `: ${formatSize(bytes, units)} compressed to pull again`;
}

/** `2, 4–6 and 9`. */
function ranges(indexes: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const index of indexes.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else runs.push([index, index]);
  }
  const texts = runs.map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`));
  return texts.length > 1 ? `${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}` : (texts[0] ?? '');
}
