/** A saved Analysis document, read again: whole and of the version that is understood, or refused with the place that is wrong. */
import { open, stat } from 'node:fs/promises';
import type { z } from 'zod';
import { ExpectedError } from '../errors.ts';
import { FileFault, readBounded } from '../read-file.ts';
import { type AnalysisFile, analysisVersion } from './analysis.ts';
import { analysisFileSchema } from './schema.ts';

/** The largest Analysis document that is read. */
export const maxAnalysisBytes = 256 * 1024 * 1024;

/**
 * Reads an Analysis document from a file.
 * @throws ExpectedError `not-found`, `not-readable`, or `analysis` where it is not a document that is understood
 */
export async function readAnalysisFile(path: string): Promise<AnalysisFile> {
  return parseAnalysisFile(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return (await readBounded(path, maxAnalysisBytes)).toString('utf8');
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    if (fault.reason === 'too-large') throw refused(path, fault.message, 'Is it an analysis that Plimsoll saved?', fault);
    throw new ExpectedError(fault.reason === 'missing' ? 'not-found' : 'not-readable', `reading the analysis ${path}: ${fault.message}`, {
      hint: 'An analysis is written by `plimsoll analyze REF --output json=FILE` or by `--save DIR`.',
      cause: fault,
    });
  }
}

/**
 * @param what names the document in messages, e.g. its file name
 * @throws ExpectedError `analysis` where the text is not a document that is understood
 */
export function parseAnalysisFile(text: string, what: string): AnalysisFile {
  return checkAnalysisFile(parseJson(text, what), what);
}

/**
 * The same for what was parsed as a part of something else.
 * @throws ExpectedError `analysis` where it is not a document that is understood
 */
export function checkAnalysisFile(json: unknown, what: string): AnalysisFile {
  const version = isRecord(json) ? json.version : undefined;
  if (typeof version === 'number' && version !== analysisVersion) {
    throw refused(
      what,
      `it was written as version ${version}, and only version ${analysisVersion} is understood`,
      'Save the analysis again with this Plimsoll, or read it with the one that wrote it.',
    );
  }
  const parsed = analysisFileSchema.safeParse(json);
  if (!parsed.success) throw misfit(parsed.error.issues, json, what);
  checkLayerIndexes(parsed.data, what);
  return parsed.data;
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text.startsWith('\ufeff') ? text.slice(1) : text);
  } catch (error) {
    const found = text.trim() === '' ? 'it is empty' : `it is not JSON (${(error as Error).message})`;
    throw refused(what, found, 'It may have been cut off: save the analysis again.', error);
  }
}

function misfit(issues: z.core.$ZodIssue[], json: unknown, what: string): ExpectedError {
  const first = issues[0]!;
  const more = issues.length > 1 ? `; ${issues.length - 1} more such ${issues.length === 2 ? 'place' : 'places'}` : '';
  return refused(what, `${describeIssue(first, json)}${more}`, 'Save the analysis again with `plimsoll analyze` or `--save`.');
}

function describeIssue(issue: z.core.$ZodIssue, json: unknown): string {
  if (issue.code === 'unrecognized_keys') {
    return `${formatPath(issue.path)} has the unknown ${issue.keys.length === 1 ? 'field' : 'fields'} ${issue.keys.map(quote).join(', ')}`;
  }
  const found = valueAt(json, issue.path);
  return `${formatPath(issue.path)} is ${found === undefined ? 'missing' : quote(found)}, expected ${expectation(issue)}`;
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return typeWords[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map(quote).join(' or ');
  if (issue.code === 'too_small') return `at least ${issue.minimum}${issue.origin === 'array' ? ' of them' : ''}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  if (issue.code === 'invalid_format') return 'a digest (algorithm:encoded)';
  return issue.message;
}

const typeWords: Record<string, string> = {
  object: 'an object',
  array: 'a list',
  string: 'text',
  number: 'a number',
  int: 'a whole number',
};

/** `analyses[0].layers[3].total`; the document itself for the empty path. */
function formatPath(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'the document';
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`)).join('');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) value = value === null || typeof value !== 'object' ? undefined : (value as Record<PropertyKey, unknown>)[key];
  return value;
}

/** The value as JSON, shortened to what fits into a sentence. */
function quote(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isRecord(value)) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

/** Waste and base name layers by index: a document whose indexes lead nowhere is not whole. */
function checkLayerIndexes({ analyses }: AnalysisFile, what: string): void {
  for (const [a, { layers, waste, base }] of analyses.entries()) {
    if (base !== undefined && base.layers > layers.length) {
      throw refused(
        what,
        `analyses[${a}].base.layers is ${base.layers}, expected at most its ${layers.length} layers`,
        'Save the analysis again.',
      );
    }
    for (const [w, entry] of waste.entries()) {
      for (const field of ['storedIn', 'wastedIn'] as const) {
        if (entry[field] < layers.length) continue;
        const expected = `an index of its ${layers.length} layers`;
        throw refused(what, `analyses[${a}].waste[${w}].${field} is ${entry[field]}, expected ${expected}`, 'Save the analysis again.');
      }
    }
  }
}

/**
 * Whether the path leads to what can only be meant as an Analysis document: a file that begins as a JSON object does.
 * No image archive does so: a tar has NUL bytes in its first block, and compressed data begins otherwise. False where there is no such file.
 */
export async function looksLikeAnalysis(path: string): Promise<boolean> {
  try {
    if (!(await stat(path)).isFile()) return false;
    const head = await readHead(path);
    return !head.includes(0) && /^\ufeff?\s*\{/.test(head.toString('utf8'));
  } catch {
    // Whoever opens it as an image says better what is wrong.
    return false;
  }
}

/**
 * Whether a file holds an Analysis document, also one that is cut off or of another version: what may be replaced by a newer one.
 * @throws FileFault
 */
export async function holdsAnalysis(path: string): Promise<boolean> {
  const text = (await readBounded(path, maxAnalysisBytes)).toString('utf8');
  if (/^\ufeff?\s*\{\s*"version"\s*:\s*\d+\s*,\s*"analyses"\s*:/.test(text)) return true;
  try {
    const json: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isRecord(json) && typeof json.version === 'number' && Array.isArray(json.analyses);
  } catch {
    return false;
  }
}

async function readHead(path: string): Promise<Buffer> {
  await using file = await open(path);
  const head = Buffer.alloc(512);
  const { bytesRead } = await file.read(head, 0, head.length, 0);
  return head.subarray(0, bytesRead);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(what: string, found: string, hint: string, cause?: unknown): ExpectedError {
  return new ExpectedError('analysis', `reading the analysis ${what}: ${found}`, { hint, ...(cause === undefined ? {} : { cause }) });
}
