/** Pull requests: where they stand, who labelled them, and what that person may. */
import { at, flagAt, integerAt, itemsAt, shaAt, textAt, textIfAnyAt } from './answers.ts';
import { type Answer, type Call, collect, type GitHub } from './client.ts';
import { ifThere, type Task } from './faults.ts';

/** Repositories are `OWNER/NAME`. */
export type PullRequest = {
  number: number;
  state: 'open' | 'closed';
  draft: boolean;
  /** `repository` is undefined where the fork was deleted. */
  head: { ref: string; sha: string; repository: string | undefined };
  base: { ref: string; sha: string; repository: string };
  labels: string[];
};

const roles = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

/** What a person may on a repository, the least first. */
export type Role = (typeof roles)[number];

/** @throws ExpectedError `github`, also where there is no such pull request */
export async function pullRequest(github: GitHub, number: number): Promise<PullRequest> {
  const call: Call = (octokit, here) => octokit.rest.pulls.get({ ...here, pull_number: number });
  return await github.ask(taskOf('reading', `pull request ${number} of ${github.fullName}`), call, ({ data }) => readPullRequest(data));
}

/**
 * Who put on a label that is on now, by the events of the pull request. The last one to put it on counts.
 * @returns undefined where it was taken off again or was never put on, or where the account was deleted
 */
export async function labelSetter(github: GitHub, number: number, label: string): Promise<string | undefined> {
  const task = taskOf('reading who set the label', `${label} on pull request ${number} of ${github.fullName}`);
  const call: Call = (octokit, here) => octokit.rest.issues.listEvents({ ...here, issue_number: number, per_page: 100 });
  let last: LabelEvent | undefined;
  for await (const event of github.list(task, call, readLabelEvent)) {
    // GitHub holds labels that differ in case alone for one.
    if (event?.label.toLowerCase() !== label.toLowerCase()) continue;
    if (last === undefined || event.id > last.id) last = event;
  }
  return last?.set === true ? last.actor : undefined;
}

type LabelEvent = { id: number; set: boolean; label: string; actor: string | undefined };

/** Undefined for what has nothing to do with labels. */
function readLabelEvent(item: unknown): LabelEvent | undefined {
  const event = textAt(item, 'event');
  if (event !== 'labeled' && event !== 'unlabeled') return undefined;
  return {
    id: integerAt(item, 'id'),
    set: event === 'labeled',
    label: textAt(item, 'label.name'),
    actor: textIfAnyAt(item, 'actor.login'),
  };
}

/**
 * What somebody may on this repository. A role of the organization's own making counts as the one that it is built on, as far as GitHub says.
 * @returns `none` for whom GitHub does not know as a person, such as an app
 */
export async function permissionOf(github: GitHub, login: string): Promise<Role> {
  // Every token of a job may ask this: there is no line of `permissions:` for it.
  const task: Task = { ...taskOf('reading what', `${login} may on ${github.fullName}`), permissions: [] };
  const call: Call = (octokit, here) => octokit.rest.repos.getCollaboratorPermissionLevel({ ...here, username: login });
  return (await ifThere(github.ask(task, call, readRole))) ?? 'none';
}

/** `permission` knows neither triage nor maintain, which it calls read and write. */
function readRole({ data }: Answer): Role {
  const permission = textAt(data, 'permission');
  return roles.find((role) => role === at(data, 'role_name')) ?? roles.find((role) => role === permission) ?? 'none';
}

/**
 * The open pull requests into this repository whose head is, now, exactly this commit of that repository.
 * GitHub may not list a fork's commit under the commits of this repository: then the open pull requests are looked through, those of the branch
 * where it is known.
 * @param repository `OWNER/NAME`, as a trusted event names it
 */
export async function pullRequestsOfHead(github: GitHub, sha: string, repository: string, branch?: string): Promise<PullRequest[]> {
  const task = taskOf('looking for the pull request', `of ${sha.slice(0, 7)} of ${repository}`);
  const isOfHead = (pull: PullRequest) =>
    pull.state === 'open' &&
    pull.head.sha === sha &&
    sameRepository(pull.head.repository, repository) &&
    sameRepository(pull.base.repository, github.fullName);

  const byCommit: Call = (octokit, here) =>
    octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...here, commit_sha: sha, per_page: 100 });
  // 422 is how GitHub says that it has no such commit.
  const found = (await ifThere(collect(github.list(task, byCommit, readPullRequest)), [404, 422]))?.filter(isOfHead) ?? [];
  if (found.length > 0) return found;

  const head = branch === undefined ? {} : { head: `${repository.split('/')[0]}:${branch}` };
  const open: Call = (octokit, here) => octokit.rest.pulls.list({ ...here, ...head, state: 'open', per_page: 100 });
  return (await collect(github.list(task, open, readPullRequest))).filter(isOfHead);
}

function sameRepository(one: string | undefined, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

function readPullRequest(pull: unknown): PullRequest {
  return {
    number: integerAt(pull, 'number'),
    state: textAt(pull, 'state') === 'open' ? 'open' : 'closed',
    draft: at(pull, 'draft') !== undefined && flagAt(pull, 'draft'),
    head: { ref: textAt(pull, 'head.ref'), sha: shaAt(pull, 'head.sha'), repository: textIfAnyAt(pull, 'head.repo.full_name') },
    base: { ref: textAt(pull, 'base.ref'), sha: shaAt(pull, 'base.sha'), repository: textAt(pull, 'base.repo.full_name') },
    labels: itemsAt(pull, 'labels').map((label) => textAt(label, 'name')),
  };
}

function taskOf(doing: string, what: string): Task {
  return { doing, what, permissions: ['pull-requests: read'] };
}
