/** What became of each layer, in the order of the head. */
import type { LayerAnalysis } from '../analysis/analysis.ts';
import type { LayerChange } from './comparison.ts';
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
  return {
    kind,
    base: match.base,
    head: match.head,
    ...(kind === 'same' ? { change: 0 } : changeOf('change', base.total, head.total)),
    ...changeOf('wastedChange', base.wasted, head.wasted),
    ...instructionOf(head),
    ...differenceOf(kind, base, head),
    ...(kind === 'rebuilt' ? { certain: contentKind(head) !== 'size' } : {}),
    ...(kind === 'changed' ? { certain: contentKind(base) !== undefined && contentKind(base) === contentKind(head) } : {}),
  };
}

/** The fingerprint of a layer leaves out times and order alone. */
function differenceOf(kind: LayerChange['kind'], base: LayerAnalysis, head: LayerAnalysis): Pick<LayerChange, 'differs'> {
  if (kind === 'rebuilt') return contentKind(head) === 'size' ? {} : { differs: 'times or order' };
  const isOtherBlob = base.digest !== undefined && head.digest !== undefined && base.digest !== head.digest;
  return kind === 'same' && isOtherBlob ? { differs: 'compression' } : {};
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
