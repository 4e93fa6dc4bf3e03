/** Events that are about one pull request. */
import type { RunEvent } from '../baseline/run-event.ts';

export type PullRequestEvent = Extract<RunEvent, { number: number }>;

export function isPullRequest(event: RunEvent): event is PullRequestEvent {
  return event.name === 'pull_request' || event.name === 'pull_request_target';
}

/** The pull request that a run is for: of a merge group it is told by the branch's name, which GitHub writes: `gh-readonly-queue/main/pr-104-SHA`. */
export function pullRequestOf(event: RunEvent): number | undefined {
  if (isPullRequest(event)) return event.number;
  if (event.name !== 'merge_group') return undefined;
  const [, number] = /^refs\/heads\/gh-readonly-queue\/.+\/pr-([1-9]\d*)-[0-9a-f]+$/.exec(event.headRef) ?? [];
  return number === undefined ? undefined : Number(number);
}
