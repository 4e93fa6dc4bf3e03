/** Waste that is there now and was not, grouped by what stored it and what wasted it. */
import type { Analysis, Waste } from '../analysis/analysis.ts';
import type { WasteChange } from './comparison.ts';
import type { LayerMatch } from './match-layers.ts';

/** How many paths a group names. */
const mostPaths = 3;

/** One wasted inode of the head, of the base, or of both. */
type Item = { base?: Waste; head?: Waste };
type Group = { items: Item[]; side: 'base' | 'head'; storedIn: number; wastedIn: number; waste: Waste };

/**
 * Compares by path and cause: what was wasted before, by whichever layers, is not new.
 * @param matches which layer of the base is which of the head
 */
export function compareWaste(base: Analysis, head: Analysis, matches: readonly LayerMatch[]): { new: WasteChange[]; gone: WasteChange[] } {
  const headOf = new Map(matches.map((match) => [match.base, match.head]));
  const groups = new Map<string, Group>();
  for (const item of pairWaste(base.waste, head.waste, headOf)) {
    const group = groupOf(item, headOf);
    const key = keyOf(group.waste.cause, group.side, group.storedIn, group.wastedIn);
    const known = groups.get(key);
    if (known) known.items.push(item);
    else groups.set(key, group);
  }
  const changes = [...groups.values()].map((group) => changeOf(group, group.side === 'head' ? head : base));
  return {
    new: changes.filter(({ change }) => change > 0).sort((one, other) => other.change - one.change),
    gone: changes.filter(({ change }) => change < 0).sort((one, other) => one.change - other.change),
  };
}

function keyOf(cause: string, side: string, storedIn: number, wastedIn: number): string {
  return `${cause} ${side} ${storedIn} ${wastedIn}`;
}

/** In terms of the head wherever both layers stand there. */
function groupOf(item: Item, headOf: ReadonlyMap<number, number>): Group {
  if (item.head) return { items: [item], side: 'head', storedIn: item.head.storedIn, wastedIn: item.head.wastedIn, waste: item.head };
  const waste = item.base!;
  const storedIn = headOf.get(waste.storedIn);
  const wastedIn = headOf.get(waste.wastedIn);
  if (storedIn !== undefined && wastedIn !== undefined) return { items: [item], side: 'head', storedIn, wastedIn, waste };
  return { items: [item], side: 'base', storedIn: waste.storedIn, wastedIn: waste.wastedIn, waste };
}

/** Pairs equal paths of equal cause; of several, those of the same layers first, then those of the same size. */
function pairWaste(base: readonly Waste[], head: readonly Waste[], headOf: ReadonlyMap<number, number>): Item[] {
  const waiting = new Map<string, Waste[]>();
  for (const waste of base) {
    const key = `${waste.cause} ${waste.path}`;
    const list = waiting.get(key);
    if (list) list.push(waste);
    else waiting.set(key, [waste]);
  }
  const items: Item[] = head.map((waste) => ({ head: waste }));
  const fits: ((base: Waste, head: Waste) => boolean)[] = [
    (one, other) => headOf.get(one.storedIn) === other.storedIn && headOf.get(one.wastedIn) === other.wastedIn && one.bytes === other.bytes,
    (one, other) => headOf.get(one.storedIn) === other.storedIn && headOf.get(one.wastedIn) === other.wastedIn,
    (one, other) => one.bytes === other.bytes,
    () => true,
  ];
  for (const fit of fits) {
    for (const item of items) {
      if (item.base) continue;
      const list = waiting.get(`${item.head!.cause} ${item.head!.path}`) ?? [];
      const index = list.findIndex((waste) => fit(waste, item.head!));
      if (index >= 0) item.base = list.splice(index, 1)[0]!;
    }
  }
  for (const list of waiting.values()) for (const waste of list) items.push({ base: waste });
  return items;
}

function changeOf({ items, side, storedIn, wastedIn, waste }: Group, { layers }: Analysis): WasteChange {
  const base = sumOf(items.flatMap((item) => item.base ?? []));
  const head = sumOf(items.flatMap((item) => item.head ?? []));
  const change = head.bytes - base.bytes;
  const storedBy = layers[storedIn]?.createdBy;
  const wastedBy = layers[wastedIn]?.createdBy;
  const share = ({ base, head }: Item) => ((head?.bytes ?? 0) - (base?.bytes ?? 0)) * Math.sign(change);
  const largest = items.filter((item) => share(item) > 0).sort((one, other) => share(other) - share(one));
  return {
    cause: waste.cause,
    side,
    storedIn,
    wastedIn,
    ...(storedBy === undefined ? {} : { storedBy }),
    ...(wastedBy === undefined ? {} : { wastedBy }),
    base,
    head,
    change,
    paths: largest.slice(0, mostPaths).map(({ base, head }) => (head ?? base)!.path),
  };
}

function sumOf(waste: readonly Waste[]): { files: number; bytes: number } {
  return { files: waste.length, bytes: waste.reduce((sum, { bytes }) => sum + bytes, 0) };
}
