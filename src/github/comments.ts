/**
 * One comment of ours for each key on a pull request: found, written in place, never written over by an older run, never mistaken for another's.
 *
 * A comment of ours that a person has minimised is written in place like any other and stays minimised: they chose not to see it, and a fresh
 * one beside it would take that choice away. So nothing looks at `minimized`, by which the API tells of it.
 */
import { at, integerAt, textAt } from './answers.ts';
import type { Call, GitHub } from './client.ts';
import { GitHubFault, ifThere, type Task } from './faults.ts';

/** Which run wrote a comment. Run ids grow; an attempt is a rerun of the same run. */
export type RunAttempt = { id: number; attempt: number };

/** What the first line of a comment says. `head` is the commit that was weighed. */
export type Marker = { key: string; head: string; run: RunAttempt };

export type CommentRequest = Marker & {
  /** The number of the pull request. */
  issue: number;
  /** Markdown, without the marker. GitHub takes 65,536 characters, marker included. */
  body: string;
  /** `update-only` keeps a comment true that is there, and writes none where there is none; `update-stale` leaves one of this very head alone. */
  mode: 'create-or-update' | 'update-only' | 'update-stale';
};

/**
 * `older`: the comment is of a newer run and was left as it is. `unchanged`: it said the same already, marker included.
 * `removed` counts other comments of the same key, as runs that race leave them.
 */
export type WrittenComment =
  | { action: 'created' | 'updated' | 'unchanged' | 'older'; id: number; url: string; removed: number }
  | { action: 'none'; id?: undefined; url?: undefined; removed: 0 };

type Comment = { id: number; url: string; author: string; body: string };
type MarkedComment = Comment & { marker: Marker };

/** A comment may be deleted between being found and being written; then it is all begun again. */
const mostRounds = 3;

/**
 * Writes the comment.
 *
 * Two runs that race may both find none and create one each: so after creating, the list is read again, the first comment gets what the newest
 * run has to say, and the others are deleted. Whichever run comes last sees them all. GitHub has no conditional write: in the moment
 * between reading the list and writing, a newer run's words can still be lost, until its next run.
 * @throws ExpectedError `github`, which names `pull-requests: write` where it is missing; `interrupted`
 */
export async function upsertComment(github: GitHub, request: CommentRequest): Promise<WrittenComment> {
  for (let round = 1; ; round++) {
    try {
      return await upsertOnce(github, request);
    } catch (error) {
      if (!(error instanceof GitHubFault && error.status === 404 && round < mostRounds)) throw error;
    }
  }
}

async function upsertOnce(github: GitHub, request: CommentRequest): Promise<WrittenComment> {
  const found = await markedComments(github, request);
  const ours = found.length === 0 ? [] : ownOf(found, await ownLogin(github));
  const current = request.mode === 'update-stale' ? ours.find(({ marker }) => marker.head === request.head) : undefined;
  if (current !== undefined) return { action: 'unchanged', id: current.id, url: current.url, removed: 0 };
  if (ours.length > 0) return await settle(github, request, ours);
  if (request.mode !== 'create-or-update') return { action: 'none', removed: 0 };

  const created = await createComment(github, request);
  const others = ownOf(await markedComments(github, request), created.author).filter(({ id }) => id !== created.id);
  return await settle(github, request, [...others, created], created);
}

/** Leaves one comment, which says what the newest run has to say. */
async function settle(
  github: GitHub,
  request: CommentRequest,
  ours: readonly MarkedComment[],
  created?: MarkedComment,
): Promise<WrittenComment> {
  const [kept, ...others] = ours.toSorted((one, other) => one.id - other.id) as [MarkedComment, ...MarkedComment[]];
  const newest = ours.reduce((one, other) => (isNewer(other.marker.run, one.marker.run) ? other : one));
  const older = isNewer(newest.marker.run, request.run);
  const body = older ? newest.body : bodyOf(request);

  const same = withoutReturns(kept.body) === withoutReturns(body);
  if (!same) await updateComment(github, request, kept.id, body);
  for (const { id } of others) await removeComment(github, request, id);

  // A post whose answer was lost is repeated, and the first of the two is kept.
  const isCreated = created !== undefined && (kept === created || same);
  const action = older ? 'older' : isCreated ? 'created' : same ? 'unchanged' : 'updated';
  return { action, id: kept.id, url: kept.url, removed: others.length };
}

/** The first line of a comment's body. */
function renderMarker({ key, head, run }: Marker): string {
  return `<!-- plimsoll key=${key} head=${head} run=${run.id}.${run.attempt} -->`;
}

const markerPattern =
  /^<!-- plimsoll key=([A-Za-z0-9][A-Za-z0-9._-]{0,63}) head=([0-9a-f]{7,64}) run=([1-9]\d*)\.([1-9]\d*) -->(?:\r?\n|$)/;

/** The marker that a body begins with. One that is quoted, indented or further down is none. */
export function parseMarker(body: string): Marker | undefined {
  const match = markerPattern.exec(body);
  if (match === null) return undefined;
  const [, key = '', head = '', id, attempt] = match;
  const run = { id: Number(id), attempt: Number(attempt) };
  return Number.isSafeInteger(run.id) && Number.isSafeInteger(run.attempt) ? { key, head, run } : undefined;
}

function bodyOf(request: CommentRequest): string {
  return `${renderMarker(request)}\n${request.body}`;
}

function isNewer(one: RunAttempt, other: RunAttempt): boolean {
  return one.id > other.id || (one.id === other.id && one.attempt > other.attempt);
}

/** What is edited in a browser comes back with carriage returns. */
function withoutReturns(text: string): string {
  return text.replaceAll('\r\n', '\n');
}

function ownOf(comments: readonly MarkedComment[], login: string): MarkedComment[] {
  return comments.filter(({ author }) => author === login);
}

/** Every comment that begins with the marker of this key, whoever wrote it. */
async function markedComments(github: GitHub, { issue, key }: CommentRequest): Promise<MarkedComment[]> {
  const call: Call = (octokit, here) => octokit.rest.issues.listComments({ ...here, issue_number: issue, per_page: 100 });
  const marked: MarkedComment[] = [];
  for await (const comment of github.list(taskOf(github, 'reading the comments', issue), call, readComment)) {
    const marker = parseMarker(comment.body);
    if (marker?.key === key) marked.push({ ...comment, marker });
  }
  return marked;
}

/** The body may be missing, and so may the author where the account was deleted. */
function readComment(item: unknown): Comment {
  const [author, body] = [at(item, 'user.login'), at(item, 'body')].map((text) => (typeof text === 'string' ? text : ''));
  return { id: integerAt(item, 'id'), url: textAt(item, 'html_url'), author: author ?? '', body: body ?? '' };
}

async function createComment(github: GitHub, request: CommentRequest): Promise<MarkedComment> {
  const body = bodyOf(request);
  const call: Call = (octokit, here) => octokit.rest.issues.createComment({ ...here, issue_number: request.issue, body });
  const { id, url, author } = await github.ask(taskOf(github, 'posting the comment', request.issue), call, ({ data }) => readComment(data));
  const { key, head, run } = request;
  return { id, url, author, body, marker: { key, head, run } };
}

async function updateComment(github: GitHub, { issue }: CommentRequest, id: number, body: string): Promise<void> {
  const call: Call = (octokit, here) => octokit.rest.issues.updateComment({ ...here, comment_id: id, body });
  await github.ask(taskOf(github, 'updating the comment', issue), call, ({ data }) => integerAt(data, 'id'));
}

/** One that is gone already was deleted by the run that raced with this one. */
async function removeComment(github: GitHub, { issue }: CommentRequest, id: number): Promise<void> {
  const call: Call = (octokit, here) => octokit.rest.issues.deleteComment({ ...here, comment_id: id });
  await ifThere(github.ask(taskOf(github, 'deleting a second comment', issue), call, () => undefined));
}

/**
 * As whom the token writes. GraphQL knows it of every token; REST only of a person's, and refuses a token of an installation with 403.
 * Such a one without GraphQL is taken for the job's own.
 */
async function ownLogin(github: GitHub): Promise<string> {
  const task = { doing: 'asking', what: 'whose token this is', permissions: [] };
  const viewer: Call = async (octokit) => ({ status: 200, headers: {}, data: await octokit.graphql('query { viewer { login } }') });
  try {
    return await github.ask(task, viewer, ({ data }) => textAt(data, 'viewer.login'));
  } catch (error) {
    if (!(error instanceof GitHubFault) || error.status === 401) throw error;
  }
  const user: Call = (octokit) => octokit.rest.users.getAuthenticated();
  return (
    (await ifThere(
      github.ask(task, user, ({ data }) => textAt(data, 'login')),
      [403],
    )) ?? 'github-actions[bot]'
  );
}

function taskOf({ fullName }: GitHub, doing: string, issue: number): Task {
  return { doing, what: `of pull request ${issue} of ${fullName}`, permissions: ['pull-requests: write'] };
}
