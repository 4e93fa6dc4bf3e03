/** What went wrong in a build, out of what the program said, and without the secrets that it was given. */
import type { BuildSource } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import { looksSecret } from '../looks-secret.ts';
import type { Environment } from './run-tool.ts';

/** How many lines of a failed build its error shows. */
const shownLines = 20;

/** BuildKit ends with the failing step between rules of dashes; the others end with it. */
export function failingLines(lines: readonly string[]): string[] {
  const said = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  const from = said.findLastIndex((line, index) => line === '------' && / > /.test(said[index + 1] ?? ''));
  const lastWord = said.findLastIndex((line) => /^ERROR: /.test(line));
  // What failed before any step has its account at the end, behind what went well.
  if (from < 0) return (lastWord < 0 ? said : said.filter((line) => !/^#\d+ /.test(line))).slice(-shownLines / 2);
  const step = said.slice(from + 1, lastWord < from ? undefined : lastWord + 1).filter((line) => !/^-{6,}$/.test(line));
  if (step.length <= shownLines) return step;
  // The step's name first, then what it said last.
  return [step[0]!, '…', ...step.slice(2 - shownLines)];
}

/** What must not be shown: the values of secrets, and of arguments that are secrets by their names. */
export function secretValues(build: BuildSource, environment: Environment): string[] {
  if (build.kind === 'bake') return [];
  const args = Object.entries(build.args).filter(([name]) => looksSecret(name));
  const variables = build.secrets.flatMap((secret) => /,env=(.+)$/.exec(secret)?.slice(1) ?? []);
  const values = [...args.map(([, value]) => value), ...variables.map((name) => environment[name] ?? '')];
  // Each line of it: output comes by lines. What is very short says nothing and would tear every line.
  return [...new Set(values.flatMap((value) => value.split(/\r?\n/)))]
    .filter((value) => value.length >= 4)
    .sort((one, other) => other.length - one.length);
}

/** The line with each of the values taken out. */
export function withoutValues(line: string, values: readonly string[]): string {
  return values.reduce((text, value) => text.replaceAll(value, '***'), line);
}

/**
 * @param what what was being done and how it ended
 * @param isTold whether a terminal had the output
 */
export function buildFailed(
  what: string,
  lines: readonly string[],
  { secrets = [], isTold = false }: { secrets?: readonly string[]; isTold?: boolean } = {},
): ExpectedError {
  const said = failingLines(lines).map((line) => withoutValues(line, secrets));
  const text = said.length > 0 ? `:\n${said.join('\n')}` : isTold ? '; what it said stands above' : ' and said nothing';
  return new ExpectedError('build', `${what}${text}`);
}
