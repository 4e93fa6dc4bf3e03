/** How the stand-in fails when it is told to, and how it holds a request until a test lets it go. No timers. */
import type { RouteName } from './route.ts';

export type RecordedRequest = {
  method: string;
  /** Without the query, beginning with `/repos/` or the like, whatever the API's root. */
  path: string;
  query: Record<string, string>;
  /** Parsed where it is JSON, else text; undefined where there is none. */
  body: unknown;
  headers: Record<string, string | string[] | undefined>;
  /** Whose token it came with; undefined without a token that is known. */
  login: string | undefined;
  /** The operation, such as `POST /repos/{owner}/{repo}/issues/{issue_number}/comments`; undefined where there is none such here. */
  route: RouteName | undefined;
  /** What it was answered with; undefined while it is held, and where the connection was torn before an answer. */
  status: number | undefined;
};

/** Which requests: an operation by its name, a pattern for `METHOD /path?query`, or whatever else. */
export type Matcher = RouteName | RegExp | ((request: RecordedRequest) => boolean);

/**
 * What a request gets in place of its answer.
 * A status: nothing was done. `reset`: the connection is destroyed, nothing was done. `torn`: it was done, and the connection is destroyed
 * in the middle of the answer's body. `not-json`: nothing was done, 200 with a page of HTML.
 */
export type Fault = { status: number; message?: string; headers?: Record<string, string> } | 'reset' | 'torn' | 'not-json';

/** Fault answers as GitHub words them. */
export const faults = {
  forbidden: { status: 403, message: 'Resource not accessible by integration' },
  notFound: { status: 404, message: 'Not Found' },
  tooManyRequests: (seconds: number) => ({
    status: 429,
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    headers: { 'retry-after': String(seconds) },
  }),
  secondaryLimit: (seconds: number) => ({
    status: 403,
    message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    headers: { 'retry-after': String(seconds) },
  }),
  /** The hour's requests are used up until `reset`, in seconds since 1970. */
  rateLimit: (reset: number) => ({
    status: 403,
    message: 'API rate limit exceeded for installation ID 1.',
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) },
  }),
  serverError: { status: 500, message: 'Server Error' },
  badGateway: { status: 502, message: 'Server Error' },
} as const satisfies Record<string, Fault | ((seconds: number) => Fault)>;

/** Holds requests before anything is done for them. */
export type Gate = {
  /** Resolves once that many requests in all have come to the gate. */
  arrived(count?: number): Promise<void>;
  /** How many are held now. */
  readonly held: number;
  /** Lets those go that came first. */
  release(count: number): void;
  /** Lets all go, and those that are still to come. */
  open(): void;
};

type Planned = { matcher: Matcher; answers: Fault[] };
type Held = { matcher: Matcher; came: number; open: boolean; waiting: (() => void)[]; watchers: { count: number; tell: () => void }[] };

/** The faults and gates that a test asked for. */
export class FaultBox {
  readonly #faults: Planned[] = [];
  readonly #gates: Held[] = [];

  add(matcher: Matcher, answers: readonly Fault[]): void {
    this.#faults.push({ matcher, answers: [...answers] });
  }

  /** What this request gets in place of its answer, if anything; it is used up. */
  take(request: RecordedRequest): Fault | undefined {
    return this.#faults.find(({ matcher, answers }) => answers.length > 0 && matches(request, matcher))?.answers.shift();
  }

  gate(matcher: Matcher): Gate {
    const held: Held = { matcher, came: 0, open: false, waiting: [], watchers: [] };
    this.#gates.push(held);
    return {
      arrived: (count = 1) =>
        new Promise((resolve) => {
          held.watchers.push({ count, tell: resolve });
          tellWatchers(held);
        }),
      get held() {
        return held.waiting.length;
      },
      release: (count) => {
        for (const letGo of held.waiting.splice(0, count)) letGo();
      },
      open: () => openGate(held),
    };
  }

  /** Waits at every gate that this request comes to. */
  async pass(request: RecordedRequest): Promise<void> {
    for (const held of this.#gates) {
      if (held.open || !matches(request, held.matcher)) continue;
      held.came += 1;
      const letGo = new Promise<void>((resolve) => held.waiting.push(resolve));
      tellWatchers(held);
      await letGo;
    }
  }

  openAll(): void {
    for (const held of this.#gates) openGate(held);
  }
}

function openGate(held: Held): void {
  held.open = true;
  for (const letGo of held.waiting.splice(0)) letGo();
}

function tellWatchers(held: Held): void {
  held.watchers = held.watchers.filter(({ count, tell }) => {
    if (held.came < count) return true;
    tell();
    return false;
  });
}

export function matches(request: RecordedRequest, matcher: Matcher): boolean {
  if (typeof matcher === 'function') return matcher(request);
  if (typeof matcher === 'string') return request.route === matcher;
  const query = new URLSearchParams(request.query).toString();
  return matcher.test(`${request.method} ${request.path}${query === '' ? '' : `?${query}`}`);
}
