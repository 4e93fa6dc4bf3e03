/** Turns what the declaration refuses into sentences: where, what was found, what is accepted, what was probably meant. */
import * as z from 'zod';
import { findNearest } from '../nearest.ts';
import type { ValueIssue } from './declare-value.ts';
import { type BudgetDocument, longestQuote, type Path, type Problem, pathText, quote } from './document.ts';

type Issue = z.core.$ZodIssue;

/** Holds the document against a schema and reports every problem, none of them twice. */
export function findSchemaProblems(schema: z.ZodType, document: BudgetDocument): Problem[] {
  const problems: Problem[] = [];
  const visit = (part: z.ZodType, value: unknown, path: Path): void => {
    for (const issue of part.safeParse(value).error?.issues ?? []) report(issue, path);
  };
  const report = (issue: Issue, base: Path): void => {
    const path = [...base, ...issue.path];
    const value = valueAt(document.value, path);
    switch (issue.code) {
      case 'invalid_union': {
        const [bounds = [], short = []] = issue.errors;
        if (isMap(value) || typeof value === 'string' || typeof value === 'number') {
          for (const inner of isMap(value) ? bounds : short) report(inner, path);
          return;
        }
        const map = schemaAt(schema, path, document.value, 'map');
        const accepted = [
          ...short.map((inner) => (inner.code === 'custom' ? (inner.params as ValueIssue).accepted : '')),
          acceptedBy(issue, map),
        ];
        problems.push({ place: document.placeOf(path), message: problemText(path, `found ${foundText(value)}`, accepted.join('; or ')) });
        return;
      }
      case 'invalid_key': {
        for (const inner of issue.issues)
          if (inner.code === 'custom') problems.push(keyProblem(document, path, inner.params as ValueIssue));
        // What stands under a wrong key is checked too: all problems in one go.
        const entries = schemaAt(schema, path.slice(0, -1), document.value);
        if (entries instanceof z.ZodRecord) visit(entries.valueType as z.ZodType, value, path);
        return;
      }
      case 'unrecognized_keys': {
        const around = schemaAt(schema, path, document.value);
        const accepted = around instanceof z.ZodObject ? Object.keys(around.shape) : [];
        for (const key of issue.keys) problems.push(unknownKey(document, [...path, key], accepted));
        return;
      }
      default:
        problems.push(...valueProblems(document, path, value, issue, schemaAt(schema, path, document.value)));
    }
  };
  visit(schema, document.value, []);
  return problems;
}

/** Writes one problem: `images.api: what is wrong; accepted: …; did you mean …?`. */
export function problemText(path: Path, problem: string, accepted: string, meant?: string): string {
  const where = path.length === 0 ? '' : `${pathText(path)}: `;
  return `${where}${problem}; accepted: ${accepted}${meant === undefined || meant.length > longestQuote ? '' : `; did you mean ${meant}?`}`;
}

/** Names what was found: a quoted text, a number, `a map`. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return quote(value);
  return String(value);
}

function unknownKey(document: BudgetDocument, path: Path, accepted: readonly string[]): Problem {
  const key = String(path.at(-1));
  const place = document.keyPlaceOf(path);
  const nearest = findNearest(key, accepted);
  const meant = nearest === undefined ? undefined : JSON.stringify(nearest);
  return { place, message: problemText(path.slice(0, -1), `unknown key ${quote(key)}`, accepted.join(', '), meant) };
}

function keyProblem(document: BudgetDocument, path: Path, { accepted, problem, suggestion }: ValueIssue): Problem {
  const key = String(path.at(-1));
  return {
    place: document.keyPlaceOf(path),
    message: problemText(path.slice(0, -1), `${quote(key)} ${problem ?? 'is not a key'}`, accepted, suggestion),
  };
}

function valueProblems(document: BudgetDocument, path: Path, value: unknown, issue: Issue, schema: z.ZodType | undefined): Problem[] {
  const params = issue.code === 'custom' ? (issue.params as ValueIssue) : undefined;
  const accepted = params?.accepted ?? acceptedBy(issue, schema);
  const key = path.at(-1);
  const parent = valueAt(document.value, path.slice(0, -1));
  if (value === undefined && typeof key === 'string' && isMap(parent)) {
    const problem = `${JSON.stringify(key)} is missing`;
    return [{ place: document.placeOf(path.slice(0, -1)), message: problemText(path.slice(0, -1), problem, accepted) }];
  }
  const problem = params?.problem === undefined ? `found ${foundText(value)}` : `${foundText(value)} ${params.problem}`;
  const nearest =
    params?.suggestion ?? (issue.code === 'invalid_value' ? nearestOther(String(value), issue.values.map(String)) : undefined);
  const later = params?.later === true ? { later: true } : {};
  return [{ place: document.placeOf(path), message: problemText(path, problem, accepted, nearest), ...later }];
}

/** A text that differs from what is accepted by its type alone is no guess. */
function nearestOther(found: string, accepted: readonly string[]): string | undefined {
  return accepted.includes(found) ? undefined : findNearest(found, accepted);
}

function acceptedBy(issue: Issue, schema: z.ZodType | undefined): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (schema instanceof z.ZodObject) return `a map with ${Object.keys(schema.shape).join(', ')}`;
  if (schema instanceof z.ZodArray) return 'a list';
  if (schema instanceof z.ZodRecord) return 'a map';
  return issue.message;
}

/** The declaration of what stands at a path. In a choice of a map and a value, that which is there, or the map where it is asked for. */
function schemaAt(schema: z.ZodType, path: Path, value: unknown, choice?: 'map'): z.ZodType | undefined {
  const [key, ...rest] = path;
  if (schema instanceof z.ZodOptional) return schemaAt(schema.unwrap() as z.ZodType, path, value, choice);
  if (schema instanceof z.ZodUnion)
    return isMap(value) || choice === 'map'
      ? schemaAt(schema.options[0] as z.ZodType, path, value, choice)
      : (schema.options[1] as z.ZodType);
  if (key === undefined) return schema;
  const inner = valueAt(value, [key]);
  if (schema instanceof z.ZodObject) {
    const next = schema.shape[String(key)] as z.ZodType | undefined;
    return next === undefined ? undefined : schemaAt(next, rest, inner, choice);
  }
  if (schema instanceof z.ZodRecord) return schemaAt(schema.valueType as z.ZodType, rest, inner, choice);
  if (schema instanceof z.ZodArray) return schemaAt(schema.element as z.ZodType, rest, inner, choice);
  return undefined;
}

/** What stands at a path of plain data. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key) ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

/** Whether plain data is a map: neither a list nor nothing. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
