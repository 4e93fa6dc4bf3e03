/** What became of each layer, in the order of the head. */
import type { LayerAnalysis } from '../analysis/analysis.ts';
import type { LayerChange, LayerDifference } from './comparison.ts';
import type { LayerMatch } from './match-layers.ts';

/** One change for each matched pair and each layer that stands on one side alone; a removed layer stands behind the one that it stood on. */
export function compareLayers(
  base: readonly LayerAnalysis[],
  head: readonly LayerAnalysis[],
  matches: readonly LayerMatch[],
): LayerChange[] {
  const byHead = new Map(matches.map((match) => [match.head, match]));
  const byBase = new Map(matches.map((match) => [match.base, match]));
  const changes: LayerChange[] = [];
  const addRemovedFrom = (start: number) => {
    for (let index = start; index < base.length && !byBase.get(index)?.inOrder; index++) {
      if (!byBase.has(index)) changes.push(removed(index, base[index]!));
    }
  };
  addRemovedFrom(0);
  for (const [index, layer] of head.entries()) {
    const match = byHead.get(index);
    changes.push(match ? matched(match, base[match.base]!, layer) : added(index, layer));
    if (match?.inOrder) addRemovedFrom(match.base + 1);
  }
  return changes;
}

function matched(match: LayerMatch, base: LayerAnalysis, head: LayerAnalysis): LayerChange {
  const kind = match.by === 'diffID' ? 'same' : match.by === 'content' ? 'rebuilt' : 'changed';
  const differs = differencesOf(match.by, base, head);
  return {
    kind,
    base: match.base,
    head: match.head,
    ...(kind === 'same' ? { change: 0 } : changeOf('change', base.total, head.total)),
    ...changeOf('wastedChange', base.wasted, head.wasted),
    ...instructionOf(head),
    ...(differs.length > 0 ? { differs } : {}),
    ...certaintyOf(match.by, base, head),
  };
}

function certaintyOf(by: LayerMatch['by'], base: LayerAnalysis, head: LayerAnalysis): Pick<LayerChange, 'certain'> {
  const kind = contentKind(head);
  if (by === 'diffID') return {};
  return { certain: by === 'instruction' ? kind !== undefined && kind === contentKind(base) : kind !== 'size' };
}

/** What differs in layers of the same files, as far as both sides know. */
function differencesOf(by: LayerMatch['by'], base: LayerAnalysis, head: LayerAnalysis): LayerDifference[] {
  if (by === 'diffID') {
    const isOtherBlob = base.digest !== undefined && head.digest !== undefined && base.digest !== head.digest;
    return isOtherBlob ? ['compression'] : [];
  }
  const [before, after] = [base.fingerprints, head.fingerprints];
  if (by === 'instruction' || before === undefined || after === undefined) return [];
  const differs = (['owners', 'modes', 'times', 'order'] as const).filter((name) => {
    const [one, other] = [before[name], after[name]];
    return one !== undefined && other !== undefined && one !== other;
  });
  // Where the contents were not compared, they may be what differs.
  const knowsAll = contentKind(head) !== 'size' && before.order !== undefined && after.order !== undefined;
  return differs.length > 0 || !knowsAll ? differs : ['details'];
}

function added(index: number, layer: LayerAnalysis): LayerChange {
  return {
    kind: 'added',
    head: index,
    ...changeOf('change', 0, layer.total),
    ...changeOf('wastedChange', 0, layer.wasted),
    ...instructionOf(layer),
  };
}

function removed(index: number, layer: LayerAnalysis): LayerChange {
  return {
    kind: 'removed',
    base: index,
    ...changeOf('change', layer.total, 0),
    ...changeOf('wastedChange', layer.wasted, 0),
    ...instructionOf(layer),
  };
}

function changeOf<Name extends string>(name: Name, base: number | undefined, head: number | undefined): { [key in Name]?: number } {
  return base === undefined || head === undefined ? {} : ({ [name]: head - base } as { [key in Name]: number });
}

function instructionOf({ createdBy }: LayerAnalysis): { createdBy?: string } {
  return createdBy === undefined ? {} : { createdBy };
}

function contentKind({ content }: LayerAnalysis): string | undefined {
  return content?.slice(0, content.indexOf(':'));
}
