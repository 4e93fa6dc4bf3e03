/** Tells a pull request; where the run may not, leaves the report for the workflow that may. */
import type { GitHub } from '../github/client.ts';
import { leaveForkReport } from './leave-fork-report.ts';
import type { PullRequestEvent } from './pull-request-event.ts';
import type { Runner } from './runner.ts';
import { type CommentOutcome, type CommentTask, tellComment } from './tell-comment.ts';

type Telling = Pick<CommentTask, 'key' | 'when' | 'news' | 'body'> & {
  github: () => Promise<GitHub>;
  /** Whether the workflow wants comments at all: what the pull request's own budget says of them does not bind the poster. */
  wanted: boolean;
  /** Makes what is left for the poster. */
  report: () => Promise<string>;
};

/**
 * Comments. Where no token of the run can be expected to write, none tries; where the token turns out not to be allowed, as Dependabot's is
 * unless `permissions:` raises it, the report is left as well. The poster speaks for runs on `pull_request` alone.
 */
export async function commentOrLeave(
  runner: Runner,
  event: PullRequestEvent,
  { report, wanted, ...task }: Telling,
): Promise<CommentOutcome> {
  if (event.readOnly && wanted)
    return { done: 'left to the poster', missingPermissions: [], left: await leaveForkReport(runner, task.key, report) };
  const outcome = await tellComment({ ...task, issue: event.number, head: event.head.sha, run: runner.run });
  if (outcome.missingPermissions.length === 0 || event.name !== 'pull_request') return outcome;
  return { ...outcome, left: await leaveForkReport(runner, task.key, report) };
}
