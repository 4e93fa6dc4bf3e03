/** Reads YAML so that every value keeps the place where it was written. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import { type Place, placeText } from './verdict.ts';

/** Keys and indexes from the root. */
export type Path = readonly PropertyKey[];

/** Something wrong in the file. `later` marks what is designed and not built yet. */
export type Problem = { place: Place; message: string; later?: boolean };

/** A scalar as it stands in the text: offsets of its first character and of what follows it. */
export type TextRange = { start: number; end: number };

export type BudgetDocument = {
  /** The plain value; of a key that stands twice, what stands last. Undefined where the text is not YAML; `problems` says why. */
  value: unknown;
  /** Syntax errors and keys that stand twice. */
  problems: Problem[];
  /** Where the value of the path stands, or of the nearest thing around it. */
  placeOf(path: Path): Place;
  /** Where the key of the path stands. */
  keyPlaceOf(path: Path): Place;
  /** Where a plain or quoted scalar stands in the text; undefined for anything else. */
  rangeOf(path: Path): TextRange | undefined;
  /** The keys of the map at the path; where it stands twice, of both. */
  keysOf(path: Path): string[];
  /** For each value whose key stands again later: the document as it is with that value, and which places belong to the value. */
  variants: { document: BudgetDocument; covers(place: Place): boolean }[];
};

type Entry = { key?: number; value: number; range?: TextRange };

/** One reading of the text: what stands where, with one value for each key. */
type View = { value: unknown; entries: Map<string, Entry> };

/** A value whose key stands again later in the same map. */
type Repeated = { view: View; path: Path; node: Node | null; key: number };

/** Deeper than any budget; an alias may contain itself. */
const deepest = 12;

/** A file with more repeated keys than this is told of them first. */
const mostVariants = 200;

/**
 * Reads a YAML 1.2 text with anchors and merge keys.
 * @param file what places call the file
 */
export function readDocument(text: string, file: string): BudgetDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: false, logLevel: 'error' });
  const problems: Problem[] = [];
  const keys = new Map<string, Set<string>>();
  const repeated: Repeated[] = [];
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };

  const documentOf = ({ value, entries }: View, variants: BudgetDocument['variants']): BudgetDocument => {
    const entryOf = (path: Path): Entry => {
      for (let length = path.length; length > 0; length--) {
        const entry = entries.get(pathKey(path.slice(0, length)));
        if (entry !== undefined) return entry;
      }
      return { value: document.contents?.range?.[0] ?? 0 };
    };
    return {
      value,
      problems,
      placeOf: (path) => place(entryOf(path).value),
      keyPlaceOf: (path) => {
        const entry = entryOf(path);
        return place(entry.key ?? entry.value);
      },
      rangeOf: (path) => entries.get(pathKey(path))?.range,
      keysOf: (path) => [...(keys.get(pathKey(path)) ?? [])],
      variants,
    };
  };

  const resolve = (node: Node | null | undefined): Node | undefined => (isAlias(node) ? node.resolve(document) : (node ?? undefined));
  const visitMap = (map: YAMLMap, path: Path, view: View, merged = false): void => {
    const first = new Map<string, number>();
    const last = new Map(map.items.map((pair) => [keyText(pair), pair]));
    const known = keys.get(pathKey(path)) ?? new Set();
    keys.set(pathKey(path), known);
    for (const pair of map.items) {
      const key = keyText(pair);
      if (key === undefined) continue;
      const at = (pair.key as Scalar).range?.[0] ?? 0;
      if (key === '<<') {
        const source = resolve(pair.value as Node | null);
        for (const one of isSeq(source) ? source.items.map((item) => resolve(item as Node)) : [source]) {
          if (isMap(one) && path.length < deepest) visitMap(one, path, view, true);
        }
        continue;
      }
      known.add(key);
      const before = first.get(key);
      if (before === undefined) first.set(key, at);
      else {
        const where = path.length === 0 ? '' : `${pathText(path)}: `;
        problems.push({
          place: place(at),
          message: `${where}${quote(key)} stands here again, first on line ${place(before).line}; accepted: each key once`,
        });
      }
      const inner = { path: [...path, key], node: pair.value as Node | null, key: at };
      if (last.get(key) === pair) visit(inner.node, inner.path, view, at);
      else if (!merged) repeated.push({ view, ...inner });
    }
  };
  const visit = (node: Node | null, path: Path, view: View, key?: number): void => {
    const target = resolve(node);
    const value = target?.range?.[0] ?? key ?? 0;
    const plain = isScalar(target) && target.range != null && target.type !== 'BLOCK_FOLDED' && target.type !== 'BLOCK_LITERAL';
    view.entries.set(pathKey(path), {
      value,
      ...(key === undefined ? {} : { key }),
      ...(plain ? { range: { start: value, end: target.range![1] } } : {}),
    });
    if (path.length >= deepest) return;
    if (isMap(target)) visitMap(target, path, view);
    if (isSeq(target)) for (const [index, item] of target.items.entries()) visit(item as Node, [...path, index], view);
  };
  const variantOf = ({ view, path, node, key }: Repeated): BudgetDocument['variants'][number] | undefined => {
    const inside = (other: string) => other === pathKey(path) || other.startsWith(`${pathKey(path).slice(0, -1)},`);
    const entries = new Map([...view.entries].filter(([other]) => !inside(other)));
    const inner = plainValue(node, document);
    if ('problem' in inner) return undefined;
    const variant: View = { value: replaceAt(view.value, path, inner.value), entries };
    visit(node, path, variant, key);
    const own = [...entries].flatMap(([other, { key: at, value }]) => (inside(other) ? [value, at ?? value] : []));
    const places = new Set(own.map((offset) => placeText(place(offset))));
    return { document: documentOf(variant, []), covers: (found) => places.has(placeText(found)) };
  };

  const main: View = { value: undefined, entries: new Map() };
  // What comes after the depth at which the parser gave up is no fault of the text.
  const gaveUp = document.errors.find(({ message }) => overflow.test(message));
  for (const { pos, message, code } of gaveUp === undefined ? document.errors : [gaveUp]) {
    problems.push({ place: place(pos[0]), message: syntaxText(message, code) });
  }
  if (problems.length > 0) return documentOf(main, []);
  const plain = plainValue(document.contents as Node | null, document);
  if ('problem' in plain) {
    problems.push({ place: place(0), message: syntaxText(plain.problem) });
    return documentOf(main, []);
  }
  main.value = plain.value;
  visit(document.contents as Node | null, [], main);
  const variants: BudgetDocument['variants'] = [];
  // A variant may hold repeated keys itself: the list grows.
  for (const one of repeated) {
    const variant = variants.length < mostVariants ? variantOf(one) : undefined;
    if (variant !== undefined) variants.push(variant);
  }
  return documentOf(main, variants);
}

/** The key of a pair as plain data has it; undefined for a key that is a map or a list. */
function keyText({ key }: Pair): string | undefined {
  if (!isScalar(key)) return undefined;
  return typeof key.value === 'symbol' ? (key.value.description ?? '') : String(key.value);
}

/** What a node comes to, unless its aliases lead nowhere or never end. */
function plainValue(node: Node | null, document: Document): { value: unknown } | { problem: string } {
  try {
    return { value: node === null ? null : node.toJS(document) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** A copy of plain data with another value at a path. */
function replaceAt(value: unknown, [key, ...rest]: Path, inner: unknown): unknown {
  if (key === undefined) return inner;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaceAt(item, rest, inner) : item));
  const map = value as Record<PropertyKey, unknown>;
  return { ...map, [key]: replaceAt(map[key], rest, inner) };
}

/** Writes a path as people do: `images.api.platforms[0]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = String(part);
    if (!/^[\w-]{1,100}$/.test(key)) return `${text}[${quote(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** How much of a text is quoted at most, in characters. */
export const longestQuote = 100;

/** Quotes a text for a message. */
export function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote - 1)}…` : text);
}

function pathKey(path: Path): string {
  return JSON.stringify(path.map(String));
}

const overflow = /call stack|stack overflow/i;

function syntaxText(message: string, code?: string): string {
  if (overflow.test(message)) return `not YAML: nested too deeply here; accepted: at most ${deepest} levels`;
  return `not YAML: ${yamlMessages[code ?? ''] ?? message}`;
}

/** Where the parser's own words say less than can be said. */
const yamlMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; accepted: spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a second ":" in one line; accepted: one, or quotes around the value',
  MULTIPLE_DOCS: 'a second document begins here; accepted: one',
};
