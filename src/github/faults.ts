/** What went wrong between GitHub and us, as a sentence: what was being done, to what, what GitHub answered, and what to do next. */
import { ExpectedError } from '../errors.ts';
import { UnexpectedAnswer } from './answers.ts';
import { ConnectionFault } from './bounded-fetch.ts';

/** What is being done, for the sentence that says why it failed. */
export type Task = {
  /** `posting the comment` */
  doing: string;
  /** `of pull request 12 of acme/api`: it follows `doing`. */
  what: string;
  /** What the token must have, as lines of a workflow's `permissions:`, such as `pull-requests: write`. */
  permissions: readonly string[];
};

/** GitHub refused, could not be reached, or answered what cannot be used. */
export class GitHubFault extends ExpectedError {
  /** Of GitHub's answer; undefined where there was none, or none that can be used. */
  readonly status: number | undefined;
  /** The lines of `permissions:` that the job lacks, where that is the reason. */
  readonly missingPermissions: string[];

  constructor(message: string, { status, missing = [], hint, cause }: Omit<Diagnosis, 'found'> & { cause: unknown }) {
    super('github', message, { hint, cause });
    this.status = status;
    this.missingPermissions = [...missing];
  }
}

/** The lines of a workflow's `permissions:` whose lack made something fail, also where the fault is the cause of another error; else none. */
export function missingPermissions(error: unknown): string[] {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof GitHubFault) return cause.missingPermissions;
  }
  return [];
}

/** Turns `404` into undefined, for what need not be there. */
export async function ifThere<T>(answer: Promise<T>, absent: readonly number[] = [404]): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubFault && error.status !== undefined && absent.includes(error.status)) return undefined;
    throw error;
  }
}

type Diagnosis = { found: string; hint: string; status?: number; missing?: readonly string[] };

/** As Octokit throws it; without `response` where no answer came. */
type HttpError = Error & { status: number; response?: { headers: Record<string, string | number | undefined>; data: unknown } };

/** @returns an ExpectedError `github` for whatever GitHub or the network did; what is neither comes back as it is, because then it is our bug */
export function explainFault(error: unknown, task: Task): unknown {
  const diagnosis = diagnose(error, task);
  if (diagnosis === undefined) return error;
  const { found, ...rest } = diagnosis;
  return new GitHubFault(`${task.doing} ${task.what}: ${found}`, { ...rest, cause: error });
}

function diagnose(error: unknown, task: Task): Diagnosis | undefined {
  // What happens within a fetch is the cause of what Octokit throws.
  const chain = [error, error instanceof Error ? error.cause : undefined];
  const unexpected = chain.find((each) => each instanceof UnexpectedAnswer);
  if (unexpected !== undefined) {
    const { message, hint = 'Something between this machine and GitHub may answer in its place: see whether a proxy does.' } = unexpected;
    return { found: message, hint };
  }
  const fault = chain.find((each) => each instanceof ConnectionFault);
  if (fault !== undefined) {
    return {
      found: `GitHub could not be asked: ${fault.message}`,
      hint: 'Run the job again; if it stays so, see whether this machine reaches GitHub, and through which proxy.',
    };
  }
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'GraphqlResponseError') {
    return { found: `GitHub answered: ${plain(error.message)}`, hint: 'Run the job again; if it stays so, give the action another token.' };
  }
  return error.name === 'HttpError' && 'response' in error ? refusal(error as HttpError, task) : undefined;
}

function refusal(error: HttpError, { permissions }: Task): Diagnosis {
  const { status } = error;
  const message = messageOf(error);
  const found = `GitHub answered ${status}${message === '' ? '' : ` (${message})`}`;
  const lines = permissions.map((line) => `\`${line}\``).join(' and ');

  if (isRateLimit(error))
    return { status, found: `${found}${waitOf(error)}`, hint: 'Run the job again after that, or run fewer jobs at once.' };
  if (status === 403 && /not accessible by/i.test(message)) {
    return {
      status,
      missing: permissions,
      found: `${found}${lines === '' ? '' : `: the token lacks ${lines}`}`,
      hint: `${lines === '' ? 'Give the action another token.' : `Add ${lines} under \`permissions:\` of the job.`}${ofPullRequest(permissions)}`,
    };
  }
  return { status, found: status === 404 ? `${found}: it is not there, or the token may not see it` : found, hint: hintFor(status, lines) };
}

/** What else may be the reason where it is a pull request's run that wants to write. */
function ofPullRequest(permissions: readonly string[]): string {
  if (!permissions.includes('pull-requests: write')) return '';
  return ' The token of a pull request from a fork can only read.';
}

function hintFor(status: number, lines: string): string {
  const needs = lines === '' ? '' : ` It must have ${lines}.`;
  if (status === 401) return 'The token has expired, was withdrawn, or is of another server. Give the action a token that is valid there.';
  if (status === 403) return `See whether this token may do that, and whether a rule of the repository or organization forbids it.${needs}`;
  if (status === 404) return `See whether it exists, and whether the token is of this repository.${needs}`;
  if (status === 409) return 'Another run may have changed it at the same moment. Run the job again.';
  if (status === 410) return 'GitHub has deleted it: its time was over.';
  if (status >= 500) return 'This is a fault of GitHub. Run the job again; the status page of GitHub may say more.';
  return 'This request should not have been refused: report it as an issue.';
}

/** GitHub's message with the particulars of a 422, on one line, cut, without anything secret. */
function messageOf({ response }: HttpError): string {
  const data = response?.data;
  if (typeof data !== 'object' || data === null || !('message' in data)) return '';
  const { message, errors } = data as { message: unknown; errors?: unknown };
  const particulars = (Array.isArray(errors) ? errors : [errors]).map(particularOf).filter((text) => text !== '');
  return plain([String(message), ...particulars].join(': '));
}

function particularOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error !== 'object' || error === null) return '';
  const { field, code, message } = error as Record<string, unknown>;
  return [field, message ?? code].filter((part) => typeof part === 'string').join(' ');
}

function plain(text: string): string {
  const clean = text
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ')
    .replaceAll(/\/\/[^/@\s]*@/g, '//')
    .replaceAll(/\b(?:gh[a-z]_|github_pat_)\w+/g, '***')
    .trim();
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
}

/** Whether GitHub refused because too much was asked, by whichever of its ways to say so. */
export function isRateLimit(error: unknown): boolean {
  const { status, response, message } = error as HttpError;
  if (status === 429) return true;
  if (status !== 403 || response === undefined) return false;
  const { headers } = response;
  return headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0' || /\brate limit\b/i.test(message);
}

function waitOf({ response }: HttpError): string {
  const after = response?.headers['retry-after'];
  if (after !== undefined) return `: it asks to wait ${after} s`;
  const reset = Number(response?.headers['x-ratelimit-reset']);
  if (!(reset > 0) || response?.headers['x-ratelimit-remaining'] !== '0') return '';
  return `: all requests are used up until ${new Date(reset * 1000).toISOString().replace('T', ' ').slice(0, 19)} UTC`;
}
