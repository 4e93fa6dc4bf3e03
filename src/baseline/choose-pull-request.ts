/** The commit that a pull request's images are compared with, by what they were really built from. */
import { ExpectedError } from '../errors.ts';
import type { CommitChoice, CommitFacts } from './choose-commit.ts';
import type { History } from './history.ts';
import type { RunEvent } from './run-event.ts';

type PullRequest = Extract<RunEvent, { number: number }>;

/** How many commits a workflow may have put on top of what it checked out, such as a new version number. */
const ownCommits = 3;

/**
 * What decides is the measured commit itself, since a re-run has the payload of the first run, and a checkout by name may be newer than the event:
 *
 * 1. it is the event's head: the merge base;
 * 2. it is a merge whose second parent is that head, or GITHUB_SHA, which is the merge that GitHub made: its first parent;
 * 3. it is a merge of a newer head into the base branch, as `refs/pull/N/merge` is after another push: its first parent;
 * 4. whatever else: where its line left the base branch.
 */
export async function choosePullRequest(event: PullRequest, measured: string, facts: CommitFacts): Promise<CommitChoice> {
  const { history, sha } = facts;
  const { head } = event;
  if (measured === head.sha) return await mergeBase(event, measured, facts);
  const commit = await history.commit(measured);
  const [first, second, third] = commit?.parents ?? [];
  if (first !== undefined && second !== undefined && third === undefined) {
    const own = second === head.sha || (event.name === 'pull_request' && measured === sha);
    if (own || (await isMergeIntoBase(event, first, second, history))) return mergeParent(event, measured, first);
  }
  const base = await history.mergeBase(await baseTip(event, facts), measured);
  if (base !== undefined) return atMergeBase(event, measured, base);
  return await followOwnCommits(event, measured, facts);
}

function mergeParent({ base }: PullRequest, measured: string, commit: string): CommitChoice {
  return { kind: 'merge-parent', commit, measured, sentence: 'the first parent of the merge commit', ref: base.ref };
}

function atMergeBase({ base }: PullRequest, measured: string, commit: string): CommitChoice {
  return { kind: 'merge-base', commit, measured, sentence: `the merge base of ${base.ref} and the pull request`, ref: base.ref };
}

async function mergeBase(event: PullRequest, measured: string, facts: CommitFacts): Promise<CommitChoice> {
  const { base, head } = event;
  const commit = await facts.history.mergeBase(await baseTip(event, facts), head.sha);
  if (commit !== undefined) return atMergeBase(event, measured, commit);
  const why = `the merge base of ${base.ref} and ${head.sha.slice(0, 7)} is not known: they have nothing in common, or the clone is too shallow and GitHub could not be asked`;
  return { kind: 'none', why };
}

/**
 * The base branch as the event has it. The merge that GitHub made names it for certain; what the payload says may be
 * older than what the pull request has merged since.
 */
async function baseTip({ name, base, head }: PullRequest, { history, sha }: CommitFacts): Promise<string> {
  const merge = name === 'pull_request' ? await history.commit(sha) : undefined;
  const [first, second] = merge?.parents ?? [];
  return first !== undefined && second === head.sha ? first : base.sha;
}

/** Whether it was the base branch that took the other in, and not the pull request that took in the base branch. */
async function isMergeIntoBase({ base, head }: PullRequest, first: string, second: string, history: History): Promise<boolean> {
  const [headInFirst, headInSecond] = [await contains(history, first, head.sha), await contains(history, second, head.sha)];
  if (headInFirst !== headInSecond) return headInSecond;
  // After a force push neither has the event's head.
  return (await contains(history, first, base.sha)) && !(await contains(history, second, base.sha));
}

async function contains(history: History, commit: string, ancestor: string): Promise<boolean> {
  return commit === ancestor || (await history.mergeBase(ancestor, commit)) === ancestor;
}

/** Commits of the workflow's own are known to the clone alone, which may be too shallow for a merge base. */
async function followOwnCommits(event: PullRequest, measured: string, facts: CommitFacts): Promise<CommitChoice> {
  let at: string | undefined = measured;
  for (let step = 0; step <= ownCommits && at !== undefined; step++) {
    if (at === event.head.sha) break;
    const commit = await facts.history.commit(at);
    if (commit === undefined && step === 0) return { kind: 'none', why: `nothing is known of the commit ${measured.slice(0, 7)}` };
    if (commit?.parents[1] === event.head.sha) return mergeParent(event, measured, commit.parents[0]!);
    at = commit?.parents[0];
  }
  if (at === event.head.sha) return await mergeBase(event, measured, facts);
  return { kind: 'none', why: `it is not known where the line of ${measured.slice(0, 7)} left ${event.base.ref}` };
}

/**
 * A privileged event must not run what a stranger wrote: its work tree may only hold what the repository has accepted.
 * What cannot be shown to be accepted is refused.
 * @throws ExpectedError `option`
 */
export async function refuseUntrusted({ base }: PullRequest, { checkedOut, sha, history }: CommitFacts): Promise<void> {
  if (checkedOut === undefined || checkedOut === sha || checkedOut === base.sha) return;
  if ((await contains(history, base.sha, checkedOut)) || (await contains(history, sha, checkedOut))) return;
  throw new ExpectedError(
    'option',
    `checking a pull request in pull_request_target: the work tree is at ${checkedOut.slice(0, 7)}, which is not known to be of ${base.ref}; code of a pull request must not be run in a privileged event`,
    { hint: 'Check out without `ref`, and weigh images that another job has built; or use the event pull_request.' },
  );
}
