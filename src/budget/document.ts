/** Reads YAML so that every value keeps the place where it was written. */
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument, type YAMLMap } from 'yaml';
import type { Place } from './verdict.ts';

/** Keys and indexes from the root. */
export type Path = readonly PropertyKey[];

/** Something wrong in the file. `later` marks what is designed and not built yet. */
export type Problem = { place: Place; message: string; later?: boolean };

/** A scalar as it stands in the text: offsets of its first character and of what follows it. */
export type TextRange = { start: number; end: number };

export type BudgetDocument = {
  /** The plain value. Undefined where the text is not YAML; `problems` says why. */
  value: unknown;
  /** Syntax errors and keys that stand twice. */
  problems: Problem[];
  /** Where the value of the path stands, or of the nearest thing around it. */
  placeOf(path: Path): Place;
  /** Where the key of the path stands. */
  keyPlaceOf(path: Path): Place;
  /** Where a plain or quoted scalar stands in the text; undefined for anything else. */
  rangeOf(path: Path): TextRange | undefined;
};

type Entry = { key?: number; value: number; range?: TextRange };

/** Deeper than any budget; an alias may contain itself. */
const deepest = 12;

/**
 * Reads a YAML 1.2 text with anchors and merge keys.
 * @param file what places call the file
 */
export function readDocument(text: string, file: string): BudgetDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, uniqueKeys: false });
  const entries = new Map<string, Entry>();
  const problems: Problem[] = [];
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const entryOf = (path: Path): Entry => {
    for (let length = path.length; length > 0; length--) {
      const entry = entries.get(pathKey(path.slice(0, length)));
      if (entry !== undefined) return entry;
    }
    return { value: document.contents?.range?.[0] ?? 0 };
  };
  const found: BudgetDocument = {
    value: undefined,
    problems,
    placeOf: (path) => place(entryOf(path).value),
    keyPlaceOf: (path) => {
      const entry = entryOf(path);
      return place(entry.key ?? entry.value);
    },
    rangeOf: (path) => entries.get(pathKey(path))?.range,
  };
  for (const { pos, message, code } of document.errors) {
    problems.push({ place: place(pos[0]), message: `not YAML: ${yamlMessages[code] ?? message}` });
  }
  if (problems.length > 0) return found;
  try {
    found.value = document.toJS();
  } catch (error) {
    problems.push({ place: place(0), message: `not YAML: ${error instanceof Error ? error.message : String(error)}` });
    return found;
  }

  const visitMap = (map: YAMLMap, path: Path): void => {
    const first = new Map<string, number>();
    for (const pair of map.items) {
      if (!isPair(pair) || !isScalar(pair.key)) continue;
      const key = typeof pair.key.value === 'symbol' ? (pair.key.value.description ?? '') : String(pair.key.value);
      const at = pair.key.range?.[0] ?? 0;
      if (key === '<<') {
        const merged = resolve(pair.value as Node | null);
        for (const source of isSeq(merged) ? merged.items.map((item) => resolve(item as Node)) : [merged]) {
          if (isMap(source) && path.length < deepest) visitMap(source, path);
        }
        continue;
      }
      const before = first.get(key);
      if (before === undefined) first.set(key, at);
      else {
        const where = path.length === 0 ? '' : `${pathText(path)}: `;
        problems.push({
          place: place(at),
          message: `${where}${JSON.stringify(key)} stands here again, first on line ${place(before).line}; accepted: each key once`,
        });
      }
      visit(pair.value as Node | null, [...path, key], at);
    }
  };
  const visit = (node: Node | null, path: Path, key?: number): void => {
    const target = resolve(node);
    const value = target?.range?.[0] ?? key ?? 0;
    const plain = isScalar(target) && target.range != null && target.type !== 'BLOCK_FOLDED' && target.type !== 'BLOCK_LITERAL';
    entries.set(pathKey(path), {
      value,
      ...(key === undefined ? {} : { key }),
      ...(plain ? { range: { start: value, end: target.range![1] } } : {}),
    });
    if (path.length >= deepest) return;
    if (isMap(target)) visitMap(target, path);
    if (isSeq(target)) for (const [index, item] of target.items.entries()) visit(item as Node, [...path, index]);
  };
  const resolve = (node: Node | null | undefined): Node | undefined => (isAlias(node) ? node.resolve(document) : (node ?? undefined));
  visit(document.contents as Node | null, []);
  return found;
}

/** Writes a path as people do: `images.api.platforms[0]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = String(part);
    if (!/^[\w-]+$/.test(key)) return `${text}[${JSON.stringify(key)}]`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

function pathKey(path: Path): string {
  return JSON.stringify(path.map(String));
}

/** Where the parser's own words say less than can be said. */
const yamlMessages: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab indents this line; accepted: spaces',
  BLOCK_AS_IMPLICIT_KEY: 'a second ":" in one line; accepted: one, or quotes around the value',
  MULTIPLE_DOCS: 'a second document begins here; accepted: one',
};
