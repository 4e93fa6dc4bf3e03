/** How often GitHub is asked, and how long it is waited for: the plugins of Octokit do it, this bounds them, for one request and for all. */
import type { ThrottlingOptions } from '@octokit/plugin-throttling';
import type { Octokit } from '@octokit/rest';
import { ConnectionFault } from './bounded-fetch.ts';
import { isRateLimit } from './faults.ts';

/** How often one request is sent at most, whatever the reasons to send it again. */
export const mostTries = 3;
/** How long one request waits at most, all its waits together, for GitHub's limits on the rate of requests. */
export const mostWaitingSeconds = 60;

/** So many writes may follow each other at once; from then on GitHub asks for a second between two. */
const writesAtOnce = 10;

/** What is kept of one request over all its tries: Octokit hands this object from hook to hook. */
type Spent = { tries: number; waitedSeconds: number; retries?: number };

/** The options of plugin-retry and plugin-throttling. `second` is how many milliseconds a second of waiting takes. */
export function patience(second: number, log: (line: string) => void) {
  const mayWait = (seconds: number, options: object): boolean => {
    const { request: spent, method, url } = options as { request: Spent; method: string; url: string };
    if (spent.tries >= mostTries || spent.waitedSeconds + seconds > mostWaitingSeconds) return false;
    spent.waitedSeconds += seconds;
    log(`GitHub asks to wait ${seconds} s before ${method} ${url}`);
    return true;
  };
  const writes = paced(second);
  return {
    // 408 to 429 and their like are answers too: only what GitHub or the network broke is sent again.
    retry: { retryAfterBaseValue: second, doNotRetry: Array.from({ length: 100 }, (_, index) => 400 + index) },
    throttle: {
      retryAfterBaseValue: second,
      onRateLimit: mayWait,
      onSecondaryRateLimit: mayWait,
      // In place of the plugin's groups, which let every write wait a second and every comment three, and are shared by all clients.
      write: writes,
      notifications: writes,
    },
  };
}

type Group = NonNullable<ThrottlingOptions['write']>;

/** What plugin-throttling asks of a group of Bottleneck: to begin calls one after another. */
function paced(apart: number): Group {
  let next = 0;
  const schedule = async <T>(_options: unknown, call: () => Promise<T>): Promise<T> => {
    const now = Date.now();
    next = Math.max(next, now - writesAtOnce * apart) + apart;
    if (next > now) await new Promise((resolve) => setTimeout(resolve, next - now));
    return await call();
  };
  return { key: () => ({ schedule }) } as unknown as Group;
}

/** Counts the tries of a request. A plugin that must stand before those of retry and throttling, so that it sees what each of them sends. */
export function boundTries(octokit: Pick<Octokit, 'hook'>): void {
  octokit.hook.wrap('request', async (request, options) => {
    const spent = options.request as Spent;
    spent.tries++;
    // What stood here for an earlier try would make plugin-retry send again what was refused.
    delete spent.retries;
    try {
      return await request(options);
    } catch (error) {
      // plugin-retry counts anew after each wait for a limit; what it may still do is said here.
      spent.retries = spent.tries < mostTries ? mostTries : 0;
      if (isRateLimit(error)) nameLimit(error as Error);
      throw error;
    }
  });
}

/** Whether the last request of a client found no way to GitHub, however often it was tried. */
export type Line = { isDown: boolean };

/** Where one request has waited in vain, the next ones wait for this part of the time only: a run asks many things and has its verdict to tell. */
export const shortPart = 1 / 6;

/**
 * Begins the count of a request, and learns from how it ends: while the line is down, a request is sent once.
 * A hook that must come after the plugins, so that it stands before all of them.
 */
export function beginCount(octokit: Pick<Octokit, 'hook'>, line: Line): void {
  octokit.hook.wrap('request', async (request, options) => {
    const wasDown = line.isDown;
    // The object is shared by all requests that bring none of their own.
    options.request = { ...options.request, tries: wasDown ? mostTries - 1 : 0, waitedSeconds: 0 } satisfies Spent;
    try {
      const answer = await request(options);
      line.isDown = false;
      return answer;
    } catch (error) {
      const fault = [error, (error as Error).cause].find((each) => each instanceof ConnectionFault);
      line.isDown = fault !== undefined;
      if (fault === undefined || !wasDown) throw error;
      throw new ConnectionFault(`${fault.message}; it was tried only once, because an earlier request failed so`, { cause: error });
    }
  });
}

/** plugin-throttling knows a secondary limit by its wording alone; GitHub's documentation knows it by the status and Retry-After. */
function nameLimit(error: Error): void {
  const { headers } = (error as Error & { response: { headers: Record<string, unknown> } }).response;
  if (headers['x-ratelimit-remaining'] === '0' && headers['retry-after'] === undefined) return;
  if (!/\bsecondary rate\b/i.test(error.message)) error.message += ' (a secondary rate limit)';
}
