/** Pull requests, and which of them a commit is in. */
import type { Hub } from './hub.ts';
import { pullOf, wholePullOf } from './issue-shape.ts';
import { pageOf } from './pages.ts';
import { invalid, notFound } from './refusal.ts';
import { type Route, reads, route } from './route.ts';
import type { PullRequest } from './state.ts';

const repository = '/repos/{owner}/{repo}' as const;

export const pullRoutes: Route[] = [
  route(`GET ${repository}/pulls`, reads('pull-requests'), ({ hub, query, url }) => {
    const { state = 'open', head, base } = query;
    const all = [...hub.pulls.values()].filter(
      (pull) => (state === 'all' || pull.state === state) && (base === undefined || pull.base.ref === base) && isHead(pull, head),
    );
    const newestFirst = (query.direction ?? (query.sort === undefined || query.sort === 'created' ? 'desc' : 'asc')) === 'desc';
    all.sort((one, other) => (newestFirst ? other.number - one.number : one.number - other.number));
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: items.map((pull) => pullOf(pull, hub)), headers };
  }),

  route(`GET ${repository}/pulls/{pull_number}`, reads('pull-requests'), ({ hub, path }) => {
    const pull = hub.pulls.get(path.pull_number);
    if (pull === undefined) throw notFound();
    return { status: 200, body: wholePullOf(pull, hub) };
  }),

  route(`GET ${repository}/commits/{commit_sha}/pulls`, reads('pull-requests', 'contents'), async ({ hub, path, query, url }) => {
    const all: PullRequest[] = [];
    for (const pull of hub.pulls.values()) if (await holds(pull, path.commit_sha, hub)) all.push(pull);
    if (all.length === 0 && (await hub.git.commitOf(path.commit_sha)) === undefined)
      throw invalid('Commit', 'sha', 'invalid', `No commit found for SHA: ${path.commit_sha}`);
    const { items, headers } = pageOf(all, query, url, hub);
    return { status: 200, body: items.map((pull) => pullOf(pull, hub)), headers };
  }),
];

/** `owner:branch`; GitHub passes over a filter that is not of this form. */
function isHead({ head }: PullRequest, wanted: string | undefined): boolean {
  if (wanted === undefined || !wanted.includes(':')) return true;
  return `${head.repository.split('/')[0]}:${head.ref}` === wanted;
}

/** The commits of a fork's branch are not found from the repository that the pull request is for. */
async function holds({ head, base }: PullRequest, commit: string, hub: Hub): Promise<boolean> {
  if (head.repository !== hub.fullName) return false;
  if (head.sha === commit) return true;
  return (await hub.git.isAncestor(commit, head.sha)) && !(await hub.git.isAncestor(commit, base.sha));
}
