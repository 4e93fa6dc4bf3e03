/** What went wrong in a build, out of what the program said, and without the secrets that it was given. */
import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BuildSource } from '../budget/build-source.ts';
import { ExpectedError } from '../errors.ts';
import { looksSecret } from '../looks-secret.ts';
import { urlSecrets } from '../url-users.ts';
import { csvFields, findBuildArguments, findCsvValues, optionValues, readAttribute } from './option-values.ts';
import type { Environment } from './run-tool.ts';

/** How many lines of a failed build its error shows. */
const shownLines = 20;

/** How buildah, podman and the builder from before BuildKit begin a step. */
const stepBegins = /^(?:\[\d+\/\d+\] )?(?:STEP|Step) \d+\/\d+ ?: /;

/** BuildKit ends with the failing step between rules of dashes; the others end with it. */
export function failingLines(lines: readonly string[]): string[] {
  const said = lines.map((line) => line.trimEnd()).filter((line) => line !== '');
  const from = said.findLastIndex((line, index) => line === '------' && / > /.test(said[index + 1] ?? ''));
  const lastWord = said.findLastIndex((line) => /^ERROR: /.test(line));
  if (from >= 0) {
    const account = said.slice(from + 1, lastWord < from ? undefined : lastWord + 1).filter((line) => !/^-{6,}$/.test(line));
    const [name, ...rest] = account;
    // Those of before 2021 leave out of it what the step said.
    return shorten([name!, ...(said[from + 2] === '------' ? outputOfFailed(said) : []), ...rest]);
  }
  const begin = said.findLastIndex((line) => stepBegins.test(line));
  // Attempts and dumps stand before the error that sums them up.
  if (begin >= 0) return shorten(said.slice(begin).filter((line, index, all) => !isLogged(line) || index === all.length - 1));
  // What failed before any step has its account at the end, behind what went well.
  const unnumbered = said.filter((line) => !/^#\d+ /.test(line));
  return (unnumbered.length > 0 ? unnumbered : said).slice(-shownLines / 2);
}

/** What the failed step of BuildKit said, out of all that came with its number. */
function outputOfFailed(said: readonly string[]): string[] {
  const [, number] = /^#(\d+) /.exec(said.findLast((line) => /^#\d+ ERROR: /.test(line)) ?? '') ?? [];
  return said.flatMap((line) => (line.startsWith(`#${number} `) ? (/^#\d+ (\d+\.\d+ .*)$/s.exec(line)?.slice(1) ?? []) : []));
}

function isLogged(line: string): boolean {
  return /^time="[^"]*" level=\w+ msg=/.test(line);
}

/** The step's name first, then what it said last. */
function shorten(step: readonly string[]): string[] {
  return step.length <= shownLines ? [...step] : [step[0]!, '…', ...step.slice(2 - shownLines)];
}

/** What is larger is a file of data rather than a credential. BuildKit takes no more than 500 kB as a secret. */
const largestSecret = 64 * 1024;

/**
 * What must not be shown: the values of secrets, of arguments and attributes that are secrets by their names, and the passwords of URLs.
 * @param directory where the paths of secrets begin
 */
export function secretValues(build: BuildSource, environment: Environment, directory: string): string[] {
  const { extraArgs } = build;
  const stated = build.kind === 'bake' ? [] : Object.entries(build.args).map(([name, value]) => ({ name, value }));
  const args = [...stated, ...findBuildArguments(extraArgs)].filter(({ name }) => looksSecret(name));
  const secrets = [...(build.kind === 'bake' ? [] : build.secrets), ...optionValues(extraArgs, '--secret').map(({ value }) => value)];
  const variables = secrets.flatMap((secret) => /,env=(.+)$/.exec(secret)?.slice(1) ?? []);
  const files = secrets.flatMap((secret) => /,(?:src|source)=(.+)$/.exec(secret)?.slice(1) ?? []);
  const values = [
    ...args.map(({ name, value }) => value ?? environment[name] ?? ''),
    ...variables.map((name) => environment[name] ?? ''),
    ...files.map((file) => readSecret(resolve(directory, file))),
    ...attributeSecrets(build),
    ...textsOf(build).flatMap(urlSecrets),
  ];
  // Each line of it: output comes by lines. What is very short says nothing and would tear every line.
  return [...new Set(values.flatMap((value) => value.split(/\r?\n/)))]
    .filter((value) => value.length >= 4)
    .sort((one, other) => other.length - one.length);
}

/** Caches and the like have credentials of their own: `type=gha,token=…`. */
function attributeSecrets(build: BuildSource): string[] {
  const stated = build.kind === 'bake' ? [] : [...build.cacheFrom, ...build.cacheTo, ...build.secrets];
  const fields = [...stated, ...findCsvValues(build.extraArgs).map(({ value }) => value)].flatMap(csvFields).map(readAttribute);
  const passwords = optionValues(build.extraArgs, '--creds').map(({ value }) => value.slice(value.indexOf(':') + 1));
  return [...fields.flatMap(({ name, value }) => (name !== undefined && looksSecret(name) ? [value] : [])), ...passwords];
}

/** All of it that may hold a URL. */
function textsOf(build: BuildSource): string[] {
  if (build.kind === 'bake') return [...build.files, ...build.extraArgs];
  return [build.context, ...Object.values(build.args), ...build.cacheFrom, ...build.cacheTo, ...build.extraArgs];
}

/** The builder says it of a file that is not there. */
function readSecret(file: string): string {
  try {
    const found = statSync(file);
    return found.isFile() && found.size <= largestSecret ? readFileSync(file, 'utf8') : '';
  } catch {
    return '';
  }
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
  if (said.length > 0) return new ExpectedError('build', [`${what}:`, ...said]);
  return new ExpectedError('build', `${what}${isTold ? '; what it said stands above' : ' and said nothing'}`);
}
