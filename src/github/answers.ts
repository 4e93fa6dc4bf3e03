/** What GitHub answers is believed field by field: a proxy's page, a cut answer or another shape is told, and never read as if nothing were there. */
import { isObjectId } from '../object-id.ts';

/** An answer that is not what GitHub says it sends, or not what can be used. The message is a clause that follows what was being done. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
  /** The next step, where it is not to look for a proxy that answers in the place of GitHub. */
  readonly hint: string | undefined;

  constructor(message: string, { hint, cause }: { hint?: string; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.hint = hint;
  }
}

/** A field by its path, such as `head.repo.full_name`; undefined where it, or what should hold it, is missing or null. */
export function at(answer: unknown, path: string): unknown {
  let value = answer;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value ?? undefined;
}

export function textAt(answer: unknown, path: string): string {
  const value = at(answer, path);
  return typeof value === 'string' ? value : refuse(answer, path, 'a text');
}

/** The text, or undefined where GitHub has none, as of a branch that was deleted. */
export function textIfAnyAt(answer: unknown, path: string): string | undefined {
  return at(answer, path) === undefined ? undefined : textAt(answer, path);
}

export function integerAt(answer: unknown, path: string): number {
  const value = at(answer, path);
  return Number.isSafeInteger(value) ? (value as number) : refuse(answer, path, 'a whole number');
}

export function flagAt(answer: unknown, path: string): boolean {
  const value = at(answer, path);
  return typeof value === 'boolean' ? value : refuse(answer, path, 'true or false');
}

/** The full id of a git object, of SHA-1 or SHA-256. */
export function shaAt(answer: unknown, path: string): string {
  const value = at(answer, path);
  return isObjectId(value) ? value : refuse(answer, path, 'the id of a git object');
}

/** @param path '' for the answer itself */
export function itemsAt(answer: unknown, path: string): unknown[] {
  const value = path === '' ? answer : at(answer, path);
  return Array.isArray(value) ? value : refuse(answer, path, 'a list');
}

function refuse(answer: unknown, path: string, expected: string): never {
  if (typeof answer !== 'object' || answer === null) throw new UnexpectedAnswer('the answer is not JSON, or not whole');
  throw new UnexpectedAnswer(path === '' ? `the answer is not ${expected}` : `the answer has no ${path} that is ${expected}`);
}
