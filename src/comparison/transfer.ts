/** What a node that has the base pulls to run the head, and which part of it holds nothing new. */
import type { Analysis, LayerAnalysis } from '../analysis/analysis.ts';
import { type ComparedMetric, type Metric, measure } from '../analysis/metrics.ts';
import { type LayerMatch, matchLayers } from './match-layers.ts';

/** Bytes of layer blobs. What is not known is absent, and `unknown` says why. */
export type Transfer = {
  /** The blobs of the head that the base does not have, each once. */
  update?: number;
  /** The part of `update` in layers whose files are those of a layer of the base. */
  churn?: number;
  /** Whether all that `churn` counts was told by the files' contents; where not, it is a guess from their names, modes and sizes. */
  certain: boolean;
  unknown: Partial<Record<ComparedMetric, string>>;
};

/** Compares the layers of two images by what a registry stores. */
export function measureTransfer(
  base: Analysis,
  head: Analysis,
  matches: readonly LayerMatch[] = matchLayers(base.layers, head.layers),
): Transfer {
  const pulled = newLayers(base, head);
  const update = sumOf(pulled.map((index) => head.layers[index]!));
  if (update === undefined) {
    const reason = 'the source does not know how large a registry stores a layer that the baseline does not have';
    return { certain: true, unknown: { update: reason, churn: reason } };
  }
  const sameFiles = matches.filter((match) => holdsNothingNew(match) && pulled.includes(match.head));
  const rest = pulled.filter((index) => !sameFiles.some((match) => match.head === index));
  const candidates = base.layers.filter((_, index) => !matches.some((match) => match.base === index && holdsNothingNew(match)));
  if (!areComparable([...rest.map((index) => head.layers[index]!), ...candidates], rest.length, candidates.length)) {
    return { update, certain: true, unknown: { churn: 'the files of a new layer cannot be compared with those of the baseline' } };
  }
  const again = sameFiles.map((match) => head.layers[match.head]!);
  const certain = sameFiles.every(({ by, head: index }) => by === 'diffID' || !head.layers[index]!.content?.startsWith('size:'));
  return { update, churn: sumOf(again) ?? 0, certain, unknown: {} };
}

/** The figures of the head: its own, and those that it has in comparison with a base, where there is one. */
export function measureAgainst(base: Analysis | undefined, head: Analysis): Partial<Record<Metric, number>> {
  const figures = measure(head);
  if (base === undefined) return figures;
  const { update, churn } = measureTransfer(base, head);
  if (update !== undefined) figures.update = update;
  if (churn !== undefined) figures.churn = churn;
  return figures;
}

/** The head's layers that no layer of the base is, by their indexes. A layer that the head has twice is pulled once. */
function newLayers(base: Analysis, head: Analysis): number[] {
  const indexes: number[] = [];
  for (const [index, layer] of head.layers.entries()) {
    const known = base.layers.some((other) => isSameBlob(layer, other)) || indexes.some((other) => isSameBlob(layer, head.layers[other]!));
    if (!known) indexes.push(index);
  }
  return indexes;
}

/** A blob is known by its digest; where a side has none, by what is in it. */
function isSameBlob(one: LayerAnalysis, other: LayerAnalysis): boolean {
  if (one.digest !== undefined && other.digest !== undefined) return one.digest === other.digest;
  return one.diffID === other.diffID;
}

/** Another owner or mode is something new. */
function holdsNothingNew({ by }: LayerMatch): boolean {
  return by === 'diffID' || by === 'content';
}

/** Whether it is known that the new layers have other files than those that are left of the base: fingerprints of two kinds say nothing. */
function areComparable(layers: readonly LayerAnalysis[], added: number, left: number): boolean {
  if (added === 0 || left === 0) return true;
  const kinds = layers.map(({ content }) => content?.slice(0, content.indexOf(':')));
  return kinds[0] !== undefined && kinds.every((kind) => kind === kinds[0]);
}

function sumOf(layers: readonly LayerAnalysis[]): number | undefined {
  let sum = 0;
  for (const { compressed } of layers) {
    if (compressed === undefined) return undefined;
    sum += compressed;
  }
  return sum;
}
