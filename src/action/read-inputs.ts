/** From what the runner passes on to what the workflow asked for, every problem reported at once. */
import { ExpectedError } from '../errors.ts';
import { findNearest } from '../nearest.ts';
import { camelCase } from '../options/parse-arguments.ts';
import type { ValueReading } from '../options/values.ts';
import {
  type ActionInputs,
  actionInputs,
  type CommentActionInputs,
  commentActionInputs,
  type InputSpec,
  type InputsOf,
  type InputTable,
} from './inputs.ts';
import type { Runner } from './runner.ts';

/** Says which inputs nobody reads: a name that is mistyped would be passed over otherwise. */
export function reportUnknown(runner: Pick<Runner, 'annotate'>, unknown: readonly UnknownInput[]): void {
  for (const { name, suggestion } of unknown)
    runner.annotate('warning', `Plimsoll has no input ${name}${suggestion === undefined ? '' : `; ${suggestion} is meant?`}`);
}

type InputSource = Pick<Runner, 'input' | 'inputNames'>;

/** An input that the runner passed on and action.yml does not know, with the name that may be meant. */
export type UnknownInput = { name: string; suggestion?: string };

/**
 * Reads the inputs of the action.
 * @throws ExpectedError `option` that lists every problem, each with the nearest right word
 */
export function readInputs(runner: InputSource): { inputs: ActionInputs; unknown: UnknownInput[] } {
  return readTable(actionInputs, runner);
}

/**
 * Reads the inputs of the action that posts for runs without write permission.
 * @throws ExpectedError `option` that lists every problem, each with the nearest right word
 */
export function readCommentInputs(runner: InputSource): { inputs: CommentActionInputs; unknown: UnknownInput[] } {
  return readTable(commentActionInputs, runner);
}

function readTable<Table extends InputTable>(table: Table, runner: InputSource): { inputs: InputsOf<Table>; unknown: UnknownInput[] } {
  const names = Object.keys(table);
  const problems: string[] = [];
  const inputs = Object.fromEntries(names.map((name) => [camelCase(name), readOne(name, table[name]!, runner.input(name), problems)]));
  if (problems.length > 0) throw refuse(problems);
  const unknown = runner.inputNames
    .filter((name) => !Object.hasOwn(table, name))
    .map((name) => {
      const suggestion = findNearest(name, names);
      return { name, ...(suggestion === undefined ? {} : { suggestion }) };
    });
  return { inputs: inputs as InputsOf<Table>, unknown };
}

/** Adds to `problems` what is wrong; the value counts only where nothing was added. */
function readOne(name: string, spec: InputSpec, given: string, problems: string[]): unknown {
  if (spec.kind === 'lines') return readLines(name, spec, given, problems);
  const said = given.trim() === '' ? spec.standard : given.trim();
  if (said === undefined) return undefined;
  const reading = spec.read(said);
  if ('value' in reading) return reading.value;
  problems.push(`${name}: ${spec.secret === true ? 'the value' : JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
  return undefined;
}

function readLines(name: string, spec: InputSpec & { kind: 'lines' }, given: string, problems: string[]): unknown[] {
  const found = new Map<string, unknown>();
  for (const [index, line] of given.split(/\r?\n/).entries()) {
    const said = line.trim();
    if (said === '') continue;
    const reading = spec.read(said);
    if (!('value' in reading)) {
      problems.push(`${name}, line ${index + 1}: ${JSON.stringify(said)} ${reading.problem}${guess(reading)}`);
      continue;
    }
    const key = spec.key(reading.value);
    if (found.has(key)) problems.push(`${name}, line ${index + 1}: ${JSON.stringify(key)} is named more than once`);
    found.set(key, reading.value);
  }
  return [...found.values()];
}

function guess(reading: Exclude<ValueReading<unknown>, { value: unknown }>): string {
  return reading.suggestion === undefined ? '' : ` (did you mean ${reading.suggestion}?)`;
}

function refuse(problems: readonly string[]): ExpectedError {
  const message =
    problems.length === 1
      ? `the input ${problems[0]}`
      : [`${problems.length} inputs cannot be read:`, ...problems.map((problem) => `  - ${problem}`)];
  return new ExpectedError('option', message, { hint: 'docs/action.md lists the inputs and what each of them takes.' });
}
