/** Which layer of the head is which of the base: by diffID, then by the same files, the same files of other owners or modes, then by instruction, and never by position. */
import type { LayerAnalysis } from '../analysis/analysis.ts';
import { instructionKey } from './instruction-key.ts';

export type LayerMatch = {
  base: number;
  head: number;
  /** `files` are the same but for their owners or modes. */
  by: 'diffID' | 'content' | 'files' | 'instruction';
  /** Whether it keeps the order of the other matches that do; a layer that moved does not. */
  inOrder: boolean;
};

type Key = (layer: LayerAnalysis) => string | undefined;

const instruction: Key = (layer) => instructionKey(layer.createdBy);
const content: Key = (layer) => layer.content;
const files: Key = (layer) => layer.fingerprints?.files;
const withInstruction =
  (key: Key): Key =>
  (layer) => {
    const [one, other] = [key(layer), instruction(layer)];
    return one === undefined || other === undefined ? undefined : `${one} ${other}`;
  };

/** The surest sign first. Among layers of the same files those of the same instruction go together. */
const signs: { by: LayerMatch['by']; key: Key }[] = [
  { by: 'diffID', key: (layer) => layer.diffID },
  { by: 'content', key: withInstruction(content) },
  { by: 'content', key: content },
  { by: 'files', key: withInstruction(files) },
  { by: 'files', key: files },
  { by: 'instruction', key: instruction },
];

/** Matches each layer at most once. Of several that look alike, those go together that keep the order; in the order of the base. */
export function matchLayers(base: readonly LayerAnalysis[], head: readonly LayerAnalysis[]): LayerMatch[] {
  let chain: LayerMatch[] = [];
  const moved: LayerMatch[] = [];
  for (const { by, key } of signs) {
    const baseKeys = base.map(key);
    const headKeys = head.map(key);
    for (const match of [...chain, ...moved]) {
      baseKeys[match.base] = undefined;
      headKeys[match.head] = undefined;
    }
    const between = gaps(chain, base.length, head.length).flatMap((gap) => longestCommon(baseKeys, headKeys, gap));
    for (const { base: b, head: h } of between) {
      baseKeys[b] = undefined;
      headKeys[h] = undefined;
    }
    chain = [...chain, ...between.map((pair) => ({ ...pair, by, inOrder: true }))].sort((one, other) => one.base - other.base);
    moved.push(...firstWithFirst(baseKeys, headKeys).map((pair) => ({ ...pair, by, inOrder: false })));
  }
  return [...chain, ...moved].sort((one, other) => one.base - other.base);
}

type Pair = { base: number; head: number };
/** Half-open ranges of layers on both sides. */
type Gap = { base: number; baseEnd: number; head: number; headEnd: number };
type Keys = readonly (string | undefined)[];

/** The ranges before, between and after matches that ascend on both sides. */
function gaps(chain: readonly Pair[], baseLength: number, headLength: number): Gap[] {
  const ends = [...chain, { base: baseLength, head: headLength }];
  return ends.map((end, i) => {
    const before = ends[i - 1];
    return { base: i === 0 ? 0 : before!.base + 1, baseEnd: end.base, head: i === 0 ? 0 : before!.head + 1, headEnd: end.head };
  });
}

/** Beyond this many pairs the exact answer is too dear; images have some hundred layers at most. */
const mostCells = 4_000_000;

/** A longest common subsequence of the keys within the gap; where several are as long, the one that takes the earliest layers. */
function longestCommon(base: Keys, head: Keys, gap: Gap): Pair[] {
  const rows = gap.baseEnd - gap.base;
  const columns = gap.headEnd - gap.head;
  const pairs: Pair[] = [];
  const isEqual = (b: number, h: number) => base[gap.base + b] !== undefined && base[gap.base + b] === head[gap.head + h];
  let b = 0;
  let h = 0;
  const take = () => pairs.push({ base: gap.base + b++, head: gap.head + h++ });
  while (b < rows && h < columns && isEqual(b, h)) take();
  if ((rows - b) * (columns - h) > mostCells) return pairs;
  const [startRow, startColumn, width] = [b, h, columns - h + 1];
  // longest[r][c]: how many still match from row r and column c on.
  const longest = new Uint16Array((rows - b + 1) * width);
  const at = (row: number, column: number) => (row - startRow) * width + (column - startColumn);
  for (let row = rows - 1; row >= startRow; row--) {
    for (let column = columns - 1; column >= startColumn; column--) {
      longest[at(row, column)] = isEqual(row, column)
        ? longest[at(row + 1, column + 1)]! + 1
        : Math.max(longest[at(row + 1, column)]!, longest[at(row, column + 1)]!);
    }
  }
  while (b < rows && h < columns) {
    if (isEqual(b, h)) take();
    else if (longest[at(b + 1, h)]! >= longest[at(b, h + 1)]!) b++;
    else h++;
  }
  return pairs;
}

/** What is left of equal keys: the first with the first, and so on. */
function firstWithFirst(base: Keys, head: Keys): Pair[] {
  const places = new Map<string, number[]>();
  for (const [index, key] of head.entries()) {
    if (key === undefined) continue;
    const list = places.get(key);
    if (list) list.push(index);
    else places.set(key, [index]);
  }
  const pairs: Pair[] = [];
  for (const [index, key] of base.entries()) {
    const place = key === undefined ? undefined : places.get(key)?.shift();
    if (place !== undefined) pairs.push({ base: index, head: place });
  }
  return pairs;
}
