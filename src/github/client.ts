/** The one way to GitHub: requests that are retried as GitHub asks, bounded in time, size and number, and explained where they fail. */
import { setTimeout as delay } from 'node:timers/promises';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { ExpectedError } from '../errors.ts';
import { version } from '../version.ts';
import { itemsAt, UnexpectedAnswer } from './answers.ts';
import { boundedFetch, ConnectionFault } from './bounded-fetch.ts';
import { explainFault, type Task } from './faults.ts';
import { beginCount, boundTries, type Line, patience, shortPart } from './patience.ts';

/** The largest answer that is read: 100 comments of 64 KiB are 7 MB of it, a blob of a data branch the rest. */
const maxAnswerBytes = 64 * 1_048_576;

export type GitHubOptions = {
  token: string;
  /** GITHUB_API_URL. */
  apiUrl: string;
  repository: { owner: string; name: string };
  /** By default the one of Node, which knows no proxy. */
  fetch?: typeof fetch;
  /** Takes a line for each request, and for each wait. No token is in it. */
  log: (line: string) => void;
  signal?: AbortSignal;
  /** In milliseconds: how long a second of waiting takes, and when a request is given up. Tests make both short. */
  times?: { second: number; timeout: number };
};

export type Answer = { status: number; headers: Record<string, string | number | undefined>; data: unknown };
/** One request. `here` are the parameters that name the repository. */
export type Call = (octokit: Octokit, here: { owner: string; repo: string }) => Promise<Answer>;

export type GitHub = {
  readonly repository: { owner: string; name: string };
  /** `OWNER/NAME` */
  readonly fullName: string;
  /**
   * Asks once, and reads the answer.
   * @throws ExpectedError `github` (a GitHubFault), `interrupted`
   */
  ask<T>(task: Task, call: Call, read: (answer: Answer) => T): Promise<T>;
  /**
   * Lists over all pages, in GitHub's order. A page is asked for when it is come to.
   * @param field where the answer holds the list; '' where it is the list
   */
  list<T>(task: Task, call: Call, read: (item: unknown) => T, field?: string): AsyncGenerator<T, void>;
  /**
   * Fetches what GitHub says lies elsewhere, once and without the token.
   * @throws ExpectedError `github`, `interrupted`
   */
  fetchElsewhere(task: Task, url: string, maxBytes: number): Promise<Buffer>;
  /** Waits. @throws ExpectedError `interrupted` */
  pause(task: Task, seconds: number): Promise<void>;
};

const PatientOctokit = Octokit.plugin(boundTries, retry, throttling);

/** Opens nothing yet: the first request does. */
export function openGitHub(options: GitHubOptions): GitHub {
  const { token, repository, fetch = globalThis.fetch, log, signal, times = { second: 1000, timeout: 30_000 } } = options;
  const apiUrl = options.apiUrl.replace(/\/+$/, '');
  const line: Line = { isDown: false };
  const bounded = (maxBytes: number, timeoutMs = () => times.timeout) =>
    boundedFetch(fetch, { timeoutMs, maxBytes, ...(signal === undefined ? {} : { signal }) });
  const octokit = new PatientOctokit({
    auth: token,
    baseUrl: apiUrl,
    userAgent: `plimsoll/${version}`,
    request: { fetch: bounded(maxAnswerBytes, () => (line.isDown ? Math.round(times.timeout * shortPart) : times.timeout)) },
    // What Octokit gives to `debug` is the whole request.
    log: { debug: () => {}, info: log, warn: log, error: log },
    ...patience(times.second, log),
  });
  beginCount(octokit, line);
  const here = { owner: repository.owner, repo: repository.name };

  async function explained<T>(task: Task, work: () => Promise<T>): Promise<T> {
    try {
      return await unlessAborted(task, signal, work);
    } catch (error) {
      throw explainFault(error, task);
    }
  }

  const ask = <T>(task: Task, call: Call, read: (answer: Answer) => T) => explained(task, async () => read(await call(octokit, here)));

  return {
    repository,
    fullName: `${repository.owner}/${repository.name}`,
    ask,
    async *list(task, call, read, field = '') {
      const readPage = ({ data, headers }: Answer) => ({ items: itemsAt(data, field).map(read), next: nextPage(headers, apiUrl) });
      let page = await ask(task, call, readPage);
      for (;;) {
        yield* page.items;
        const { next } = page;
        if (next === undefined) return;
        page = await ask(task, () => octokit.request({ method: 'GET', url: next }), readPage);
      }
    },
    fetchElsewhere: (task, url, maxBytes) =>
      explained(task, async () => {
        const response = await bounded(maxBytes)(url);
        log(`GET ${new URL(url).host} - ${response.status}`);
        if (!response.ok) throw new ConnectionFault(`${new URL(url).host}, where it lies, answered ${response.status}`);
        return Buffer.from(await response.arrayBuffer());
      }),
    pause: (task, seconds) => explained(task, () => delay(seconds * times.second)),
  };
}

/** A list to its end, for what cannot be long. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

/** GitHub's link to the next page. One that leads elsewhere would take the token along. */
function nextPage({ link }: Answer['headers'], apiUrl: string): string | undefined {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(String(link ?? ''))?.[1];
  if (next !== undefined && !next.startsWith(`${apiUrl}/`)) throw new UnexpectedAnswer('the link to the next page leads to another server');
  return next;
}

async function unlessAborted<T>(task: Task, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  if (signal === undefined) return await work();
  const interrupted = () => new ExpectedError('interrupted', `interrupted while ${task.doing} ${task.what}`);
  if (signal.aborted) throw interrupted();
  let abort = () => {};
  const aborted = new Promise<never>((_resolve, reject) => {
    abort = () => reject(interrupted());
    signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
