/** The real runner: GitHub's own packages and the environment that it gives to an action. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { debug, error, getInput, group, info, isDebug, notice, setOutput, setSecret, summary, warning } from '@actions/core';
import { explainError } from '../cli/explain-error.ts';
import { ExpectedError } from '../errors.ts';
import { neutralise } from '../report/escape-log.ts';
import type { AnnotationLevel, AnnotationPlace, Runner } from './runner.ts';

const announce = { error, warning, notice } as const satisfies Record<AnnotationLevel, typeof error>;

/**
 * Opens what the runner gave to this process.
 * @throws ExpectedError `option` where this is no run of an action, or `not-readable` where its event cannot be read
 */
export function openToolkit(signal: AbortSignal): Runner {
  const { env } = process;
  const [owner = '', name = ''] = needed('GITHUB_REPOSITORY').split('/');
  const run = { id: Number(needed('GITHUB_RUN_ID')), attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1) };
  const annotated = { error: 0, warning: 0, notice: 0 };
  const serverUrl = withoutSlash(env.GITHUB_SERVER_URL || 'https://github.com');
  return {
    input: (input) => getInput(input),
    inputNames: Object.keys(env).flatMap((key) => (key.startsWith('INPUT_') ? [key.slice('INPUT_'.length).toLowerCase()] : [])),
    event: { name: needed('GITHUB_EVENT_NAME'), payload: readEvent(env.GITHUB_EVENT_PATH) },
    sha: needed('GITHUB_SHA'),
    repository: { owner, name },
    run: { ...run, url: `${serverUrl}/${owner}/${name}/actions/runs/${run.id}/attempts/${run.attempt}` },
    apiUrl: withoutSlash(env.GITHUB_API_URL || 'https://api.github.com'),
    serverUrl,
    workspace: needed('GITHUB_WORKSPACE'),
    temporary: env.RUNNER_TEMP || tmpdir(),
    env,
    signal,
    fetch: fetchByProxy,
    log: (text) => info(neutralise(text)),
    debug: (text) => debug(neutralise(text)),
    annotate: (level, message, place) => {
      annotated[level]++;
      announce[level](neutralise(message), placeProperties(place));
    },
    annotated,
    group: (title, work) => group(neutralise(title), work),
    output: setOutput,
    summary: appendSummary,
    secret: (value) => {
      if (value !== '') setSecret(value);
    },
  };
}

/** Says what ended the action: an error that was expected, or a bug of ours, whose stack is shown where debug logging is on. */
export function announceFailure(thrown: unknown): void {
  error(neutralise(explainError(thrown, isDebug(), 'Run the job again with debug logging')));
}

function needed(name: string): string {
  const value = process.env[name];
  if (value !== undefined && value !== '') return value;
  throw new ExpectedError('option', `starting the action: ${name} is not set, so this is no job of GitHub Actions`, {
    hint: 'In a terminal and in other CI systems, run plimsoll check.',
  });
}

function readEvent(path: string | undefined): unknown {
  if (path === undefined || path === '') return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as unknown;
  } catch (cause) {
    throw new ExpectedError('not-readable', `reading the event of this run from ${path}: ${(cause as Error).message}`, { cause });
  }
}

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/** Node's own fetch goes through no proxy. The toolkit's does, but takes a while to load: it is loaded where there is one. */
const fetchByProxy: typeof fetch = async (resource, init) => {
  if (!proxyVariables.some((name) => process.env[name])) return fetch(resource, init);
  const { defaults } = await import('@actions/github/lib/utils');
  return defaults.request!.fetch(resource, init);
};

function placeProperties(place: AnnotationPlace | undefined): { file?: string; startLine?: number; startColumn?: number } {
  return place === undefined ? {} : { file: place.file, startLine: place.line, startColumn: place.column };
}

/** A summary that cannot be written changes no verdict: old servers have none. */
async function appendSummary(markdown: string): Promise<void> {
  try {
    await summary.addRaw(markdown, true).write();
  } catch (cause) {
    summary.emptyBuffer();
    warning(neutralise(`The summary of the job could not be written: ${(cause as Error).message}`));
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
