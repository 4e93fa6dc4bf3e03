/**
 * Which commit an image is compared with, in the order of what decides: what was asked for, the merge group, the pull request, the push.
 *
 * Two pairs are right for a pull request, and no other: what was built from a merge into the base branch is compared with that merge's
 * first parent, and what was built from the pull request's own line with the merge base. The tip of the base branch is neither.
 */
import { ExpectedError } from '../errors.ts';
import { isObjectId } from '../object-id.ts';
import { choosePullRequest, refuseUntrusted } from './choose-pull-request.ts';
import type { History } from './history.ts';
import { lastRelease } from './last-release.ts';
import type { RunEvent } from './run-event.ts';

export type CommitFacts = {
  history: History;
  /** GITHUB_SHA. */
  sha: string;
  /** HEAD of the work tree, where there is one. */
  checkedOut?: string;
  /** The commit that the images were built from, where the workflow says it. */
  measured?: string;
  /** What the workflow asks to compare with: a full commit id, or `last-release`. */
  asked?: string;
  /** Whether `last-release` may be a prerelease. */
  prereleases: boolean;
};

export type ChosenCommit = {
  kind: 'explicit' | 'merge-group' | 'merge-parent' | 'merge-base' | 'push-before' | 'first-parent' | 'last-release';
  commit: string;
  /** The commit that the images are taken to be of. */
  measured: string;
  /** What the commit is, to stand within a sentence: `the first parent of the merge commit`. */
  sentence: string;
  /** The branch or tag that it belongs to, as people call it. */
  ref?: string;
};
export type CommitChoice = ChosenCommit | { kind: 'none'; why: string };

/**
 * @throws ExpectedError `option` where what is asked for cannot be, or a privileged event has an untrusted work tree; and what the history throws
 */
export async function chooseCommit(event: RunEvent, facts: CommitFacts): Promise<CommitChoice> {
  if (event.name === 'pull_request_target') await refuseUntrusted(event, facts);
  const { asked, history } = facts;
  const measured = measuredCommit(event, facts);
  if (asked === 'last-release') return await lastRelease(measured, history, facts.prereleases);
  if (asked !== undefined)
    return { kind: 'explicit', commit: fullId(asked, 'baseline'), measured, sentence: 'the commit that was asked for' };
  switch (event.name) {
    case 'merge_group':
      return { kind: 'merge-group', commit: event.baseSha, measured, sentence: 'the base of the merge group', ...named(event.baseRef) };
    case 'pull_request':
    case 'pull_request_target':
      return await choosePullRequest(event, measured, facts);
    case 'push':
      return await choosePush(event, measured, history);
    case 'workflow_dispatch':
    case 'schedule':
      return await firstParent(measured, history, '', named(event.ref));
    case 'other':
      return { kind: 'none', why: `the event ${event.event} does not say which commit came before` };
  }
}

/**
 * The commit that the images are taken to be of: records are kept under it.
 * In a privileged event the work tree is not the pull request's: its images were built elsewhere, from its head.
 */
export function measuredCommit(
  event: RunEvent,
  { measured, checkedOut, sha }: Pick<CommitFacts, 'measured' | 'checkedOut' | 'sha'>,
): string {
  if (measured !== undefined) return fullId(measured, 'commit');
  return event.name === 'pull_request_target' ? event.head.sha : (checkedOut ?? sha);
}

function fullId(text: string, what: string): string {
  const id = text.toLowerCase();
  if (isObjectId(id)) return id;
  throw new ExpectedError('option', `${what} is ${JSON.stringify(text)}, where the full id of a commit was expected`);
}

async function choosePush(event: Extract<RunEvent, { name: 'push' }>, measured: string, history: History): Promise<CommitChoice> {
  const { ref, before, after, forced } = event;
  if (isZero(after)) return { kind: 'none', why: `the push deleted ${ref}` };
  // `before` of a tag is what the tag named, which may be anything; what a tag is of has a line of its own.
  if (ref.startsWith('refs/tags/')) return await firstParent(measured, history);
  const branch = named(ref);
  if (isZero(before)) return await firstParent(measured, history, ', since the branch is new', branch);
  if (await isBefore()) return { kind: 'push-before', commit: before, measured, sentence: 'the commit before the push', ...branch };
  return await firstParent(measured, history, ', since the push was forced', branch);

  /** GitHub knows whether a push was forced; it does not know what was measured in place of what was pushed. */
  async function isBefore(): Promise<boolean> {
    if (!forced && measured === after) return true;
    const base = await history.mergeBase(before, measured);
    return base === undefined ? !forced : base === before;
  }
}

async function firstParent(measured: string, history: History, because = '', ref: { ref?: string } = {}): Promise<CommitChoice> {
  const commit = await history.commit(measured);
  if (commit === undefined) return { kind: 'none', why: `nothing is known of the commit ${measured.slice(0, 7)}` };
  const parent = commit.parents[0];
  if (parent === undefined) return { kind: 'none', why: `${measured.slice(0, 7)} is the first commit` };
  return { kind: 'first-parent', commit: parent, measured, sentence: `the first parent of the measured commit${because}`, ...ref };
}

function isZero(sha: string): boolean {
  return /^0+$/.test(sha);
}

/** A branch by its short name; nothing for what is none. */
function named(ref: string | undefined): { ref?: string } {
  const branch = /^refs\/heads\/(.+)$/.exec(ref ?? '')?.[1];
  return branch === undefined ? {} : { ref: branch };
}
