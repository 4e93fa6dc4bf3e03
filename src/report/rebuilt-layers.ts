/** Layers that hold nothing new, or no more than other owners and modes, and are pulled again all the same: which, why as far as it can be told, and how much. */
import type { Analysis } from '../analysis/analysis.ts';
import { formatSize, type Units } from '../bytes.ts';
import type { LayerChange, LayerDifference } from '../comparison/comparison.ts';
import { shortenInstruction } from './instruction.ts';
import { joinWords, type Sentence } from './sentence.ts';

type Verb = { past: string; present: string };

/** What such layers became; undefined of all others. */
function becameWords({ kind, certain, differs }: LayerChange): ((be: Verb) => string) | undefined {
  if (kind === 'same') return differs === undefined ? undefined : ({ present }) => `${present} the same in another compression`;
  if (kind !== 'rebuilt' && differs === undefined) return undefined;
  const files = certain === false ? 'files of the same names and sizes' : 'the same files';
  return ({ past }) => `${past} rebuilt with ${files}${differenceWords(certain !== false, differs)}`;
}

function differenceWords(isCertain: boolean, differs: readonly LayerDifference[] | undefined): string {
  if (differs === undefined) return '';
  if (differs.includes('details')) return ', and only details of the tar differ, like its format or names of owners';
  const names = joinWords(differs);
  return isCertain
    ? `, and only their ${names} ${differs.length === 1 && differs[0] === 'order' ? 'differs' : 'differ'}`
    : `, but other ${names}`;
}

/** What would have kept the layer as it was, for what follows "avoided by". Empty where the files may differ after all. */
function avoidance({ kind, certain, differs = [] }: LayerChange): Sentence {
  if (kind === 'same') return ['the same builder with the same compression'];
  if (certain === false) return [];
  const has = (...names: LayerDifference[]) => names.some((name) => differs.includes(name));
  const steps: Sentence[] = [];
  if (has('owners')) steps.push(['fixed owners, as by ', { code: 'COPY --chown' }, ' and ', { code: 'useradd --uid' }]);
  if (has('modes')) steps.push(['fixed modes, as by ', { code: 'COPY --chmod' }]);
  if (has('order')) steps.push(['a build cache that is kept']);
  else if (has('times'))
    steps.push(['a build cache that is kept, or ', { code: 'SOURCE_DATE_EPOCH' }, ' with ', { code: 'rewrite-timestamp=true' }]);
  if (has('details')) steps.push(['the same builder in every build']);
  return steps.flatMap((step, index) => (index === 0 ? step : [', and ', ...step]));
}

/** Such layers weigh what they did, but every node pulls them again. Undefined where there are none. */
export function rebuiltSentence(changes: readonly LayerChange[], analysis: Analysis, units: Units): Sentence | undefined {
  const groups = new Map<string, LayerChange[]>();
  for (const change of changes) {
    const { kind, certain, differs } = change;
    if (change.head === undefined || becameWords(change) === undefined) continue;
    const key = JSON.stringify([kind === 'same', certain, differs]);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  const parts = [...groups.values()].map((layers) => groupSentence(layers, analysis, units));
  if (parts.length === 0) return undefined;
  return parts.flatMap((part, index) => (index === 0 ? part : ['; ', ...part]));
}

function groupSentence(layers: readonly LayerChange[], analysis: Analysis, units: Units): Sentence {
  const became = becameWords(layers[0]!)!;
  const avoidedBy = avoidance(layers[0]!);
  const indexes = layers.map(({ head }) => head ?? 0);
  const again = pulledAgain(indexes, analysis, units);
  const instead: Sentence = avoidedBy.length === 0 ? [] : [' (avoided by ', ...avoidedBy, ')'];
  if (layers.length > 1) return [`layers ${ranges(indexes)} ${became({ past: 'were', present: 'are' })}${again}`, ...instead];
  const instruction = layers[0]?.createdBy;
  const who: Sentence = instruction === undefined ? [] : [' ', { code: shortenInstruction(instruction) }];
  return [`layer ${ranges(indexes)}`, ...who, ` ${became({ past: 'was', present: 'is' })}${again}`, ...instead];
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
  return joinWords(
    runs.map(([first, last]) => (first === last ? `${first}` : last === first + 1 ? `${first}, ${last}` : `${first}–${last}`)),
  );
}
