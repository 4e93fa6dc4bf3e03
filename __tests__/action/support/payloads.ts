/** Payloads of events, whole, from what the stand-in knows: what the runner writes to GITHUB_EVENT_PATH. */
import type { components } from '@octokit/openapi-webhooks-types';
import { wholePullOf } from '../../github/stand-in/issue-shape.ts';
import { repositoryOf, userOf } from '../../github/stand-in/repository-shape.ts';
import { runOf } from '../../github/stand-in/run-shape.ts';
import type { StandIn } from '../../github/stand-in/stand-in.ts';
import { actionsBot } from '../../github/stand-in/tokens.ts';

type Schemas = components['schemas'];
type Opened = Schemas['webhook-pull-request-opened'];
type PullRequestAction = 'opened' | 'synchronize' | 'reopened' | 'labeled' | 'unlabeled' | 'edited' | 'ready_for_review';
/** The payloads of the actions differ by little, and by nothing that an action relies upon. */
export type PullRequestPayload = Omit<Opened, 'action'> & { action: PullRequestAction };

const noSha = '0'.repeat(40);

/** `pull_request` or `pull_request_target` about a pull request that was added, as it is now. */
export function pullRequestPayload(github: StandIn, number: number, action: PullRequestAction = 'synchronize'): PullRequestPayload {
  const { hub } = github;
  const pull = hub.pulls.get(number);
  if (pull === undefined) throw new Error(`add pull request ${number} to the stand-in first`);
  const whole = wholePullOf(pull, hub);
  const pull_request = { ...whole, labels: whole.labels.map((label) => ({ ...label, archived_by: null })) };
  return { action, number, pull_request, repository: repositoryOf(hub.fullName, hub), sender: userOf(pull.user, hub) };
}

export type Push = {
  after: string;
  /** Forty zeros, the default, for a new branch. */
  before?: string;
  /** `refs/heads/main` by default. */
  ref?: string;
  forced?: boolean;
  login?: string;
};

/** `push`; its commits are read from the stand-in's repository. */
export async function pushPayload(github: StandIn, push: Push): Promise<Schemas['webhook-push']> {
  const { hub } = github;
  const { after, before = noSha, ref = 'refs/heads/main', forced = false, login = 'maintainer' } = push;
  const { topics = [], created_at, visibility, ...repository } = repositoryOf(hub.fullName, hub);
  const commits = (await hub.git.log(before === noSha ? ['--max-count=1', after] : [`${before}..${after}`])).map((commit) => ({
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.committer.date,
    url: `${hub.server}/${hub.fullName}/commit/${commit.sha}`,
    author: commit.author,
    committer: commit.committer,
    ...{ added: [], removed: [], modified: [] },
  }));
  const dates = { created_at: created_at ?? '', updated_at: repository.updated_at ?? '' };
  return {
    ...{ ref, before, after, base_ref: null, forced, created: before === noSha, deleted: after === noSha },
    compare: `${hub.server}/${hub.fullName}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.toReversed(),
    head_commit: commits[0] ?? null,
    pusher: { name: login, email: `${login}@example.com` },
    repository: {
      ...repository,
      ...dates,
      topics,
      visibility,
      has_discussions: false,
      owner: { id: hub.userId(hub.owner), login: hub.owner },
    },
    sender: userOf(login, hub),
  };
}

/** `merge_group`: `baseSha` is the commit that the group's own was made on top of. */
export async function mergeGroupPayload(
  github: StandIn,
  group: { headSha: string; baseSha: string; pull: number; baseRef?: string },
): Promise<Schemas['webhook-merge-group-checks-requested']> {
  const { hub } = github;
  const { headSha, baseSha, pull, baseRef = 'main' } = group;
  const commit = await hub.git.commit(headSha);
  const { name, email } = commit.author;
  const head = { id: headSha, tree_id: commit.tree, message: commit.message, timestamp: commit.committer.date };
  return {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: `refs/heads/gh-readonly-queue/${baseRef}/pr-${pull}-${baseSha}`,
      base_sha: baseSha,
      base_ref: `refs/heads/${baseRef}`,
      head_commit: { ...head, author: { name, email }, committer: { name, email } },
    },
    repository: repositoryOf(hub.fullName, hub),
    sender: userOf('github-merge-queue[bot]', hub),
  };
}

/** `workflow_run`, completed, about a run that was added. */
export function workflowRunPayload(github: StandIn, runId: number) {
  const { hub } = github;
  const run = hub.runs.get(runId);
  if (run === undefined) throw new Error(`add run ${runId} to the stand-in first`);
  return {
    action: 'completed' as const,
    workflow_run: runOf(run, hub),
    repository: repositoryOf(hub.fullName, hub),
    sender: userOf(run.headRepository === hub.fullName ? 'contributor' : (run.headRepository.split('/')[0] ?? ''), hub),
  };
}

/** `schedule`. */
export function schedulePayload(github: StandIn, schedule = '0 6 * * 1') {
  return { schedule, repository: repositoryOf(github.hub.fullName, github.hub), sender: userOf(actionsBot, github.hub) };
}

/** `workflow_dispatch`. */
export function dispatchPayload(github: StandIn, ref = 'refs/heads/main', inputs: Record<string, string> = {}) {
  const { hub } = github;
  return {
    ...{ ref, inputs, workflow: '.github/workflows/ci.yml' },
    repository: repositoryOf(hub.fullName, hub),
    sender: userOf('maintainer', hub),
  };
}
