/** Events that are about one pull request. */
import type { RunEvent } from '../baseline/run-event.ts';

export type PullRequestEvent = Extract<RunEvent, { number: number }>;

export function isPullRequest(event: RunEvent): event is PullRequestEvent {
  return event.name === 'pull_request' || event.name === 'pull_request_target';
}
