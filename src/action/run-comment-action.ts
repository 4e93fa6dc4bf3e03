/**
 * The poster's story: a run that may comment tells what a run that may not has measured.
 *
 * It runs on `workflow_run`, with the token of the base repository, after the run of a fork's pull request. Of that run it believes what
 * GitHub says of it (its head commit, its repository), and of the artifact nothing but whole numbers and names of a fixed pattern.
 * It checks out nothing, and runs nothing that a fork could change.
 */
import { ExpectedError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import { decodeForkReport, forkReportByteLimit, renderForkComment } from '../report/fork-report.ts';
import { commentLimit } from '../report/render-comment.ts';
import { interruptedExitCode } from '../run-cli.ts';
import { version } from '../version.ts';
import type { CommentActionInputs } from './inputs.ts';
import { forkReportArtifact } from './leave-fork-report.ts';
import { openHub } from './open-hub.ts';
import { readCommentInputs, reportUnknown } from './read-inputs.ts';
import type { Runner } from './runner.ts';
import { tellComment } from './tell-comment.ts';
import { tellFailure } from './tell-failure.ts';

/**
 * @returns 0 where a comment was written or none was to be, 2 where it could not be, 130 cancelled; never throws
 */
export async function runCommentAction(runner: Runner): Promise<number> {
  try {
    const { inputs, unknown } = readCommentInputs(runner);
    reportUnknown(runner, unknown);
    if (inputs.token !== undefined) runner.secret(inputs.token);
    const hub = openHub(runner, inputs.token);
    const skipped = await post(runner, inputs, await hub.client());
    if (skipped !== undefined) runner.log(`no comment: ${skipped}`);
    return 0;
  } catch (error) {
    return runner.signal.aborted ? interruptedExitCode : await tellFailure(runner, error, {});
  }
}

/** @returns why nothing was posted; undefined where something was */
async function post(runner: Runner, inputs: CommentActionInputs, github: GitHub): Promise<string | undefined> {
  const { artifactsOfRun, downloadFile, runOf } = await import('../github/artifacts.ts');
  const { pullRequest, pullRequestsOfHead } = await import('../github/pulls.ts');

  const run = await runOf(github, inputs.runId ?? runIdOf(runner));
  if (run.event !== 'pull_request') return `the run ${run.id} was for ${run.event}, not for a pull request`;
  if (run.headRepository === undefined) return `the repository of the run ${run.id} is gone`;

  const { name, file } = forkReportArtifact(inputs.commentKey);
  // One for each attempt: the last says how things are.
  const artifact = (await artifactsOfRun(github, run.id, name)).toSorted((a, b) => b.id - a.id)[0];
  if (artifact === undefined) return `the run ${run.id} left no artifact ${name}`;
  const report = decodeForkReport(await downloadFile(github, artifact.id, file, forkReportByteLimit));
  if (report.head !== run.headSha) return `the report is for ${report.head}, and its run was for ${run.headSha}`;

  const pulls = await pullRequestsOfHead(github, run.headSha, run.headRepository, run.headBranch);
  if (pulls.length !== 1) return `${pulls.length} open pull requests have the head ${run.headSha}, where one was expected`;
  const number = pulls[0]!.number;
  const now = await pullRequest(github, number);
  if (now.state !== 'open' || now.head.sha !== run.headSha) return `#${number} is no longer open at ${run.headSha}`;

  const url = `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.name}/actions/runs/${run.id}`;
  const { body, news, outcome } = renderForkComment(report, { limit: commentLimit, runUrl: url, version });
  const told = await tellComment({
    github: async () => github,
    issue: number,
    key: inputs.commentKey,
    head: run.headSha,
    run: { id: run.id, attempt: run.attempt },
    when: inputs.commentWhen ?? report.when,
    news,
    body,
  });
  if (told.problem !== undefined) throw told.problem;
  runner.log(`comment: ${told.done}${told.url === undefined ? '' : ` ${told.url}`}`);
  runner.output('outcome', outcome);
  runner.output('comment-url', told.url ?? '');
  await runner.summary(body);
  return undefined;
}

/** The run that has ended, as the event says. */
function runIdOf({ event }: Runner): number {
  const id = (event.payload as { workflow_run?: { id?: unknown } } | null)?.workflow_run?.id;
  if (event.name === 'workflow_run' && typeof id === 'number' && Number.isSafeInteger(id)) return id;
  throw new ExpectedError(
    'option',
    `looking for the run whose report is to be posted: the event is ${event.name}, and workflow_run was expected`,
    {
      hint: 'Run this action on workflow_run, types: [completed], or give it run-id.',
    },
  );
}
