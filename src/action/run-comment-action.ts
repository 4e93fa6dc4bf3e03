/**
 * The poster's story: a run that may comment tells what a run that may not has measured.
 *
 * It runs on `workflow_run`, with the token of the base repository, after the run of a pull request. Of that run it believes what GitHub says
 * of it (its head commit, its repository, its attempt), and of the artifact nothing but whole numbers and names of a fixed pattern. What they
 * are judged by it reads through the API: the budgets, and who set which label. It checks out nothing, and runs nothing that a fork could change.
 */
import { defaultCommentWhen } from '../budget/budget.ts';
import { ExpectedError } from '../errors.ts';
import type { WorkflowRun } from '../github/artifacts.ts';
import type { GitHub } from '../github/client.ts';
import type { PullRequest } from '../github/pulls.ts';
import { renderForkComment } from '../report/fork-figures.ts';
import { decodeForkReport, type ForkReport, forkReportByteLimit, type MeasuredFork } from '../report/fork-report.ts';
import { judgeFork } from '../report/fork-verdict.ts';
import { commentLimit } from '../report/render-comment.ts';
import type { Sentence } from '../report/sentence.ts';
import { interruptedExitCode } from '../run-cli.ts';
import { version } from '../version.ts';
import { allowGrowth } from './allow-growth.ts';
import { readForkBudgets } from './fork-budgets.ts';
import type { CommentActionInputs } from './inputs.ts';
import { forkReportArtifact } from './leave-fork-report.ts';
import { type Hub, openHub } from './open-hub.ts';
import { readCommentInputs, reportUnknown } from './read-inputs.ts';
import type { Runner } from './runner.ts';
import { type CommentNews, tellComment } from './tell-comment.ts';
import { failureHeading, tellFailure } from './tell-failure.ts';

/** What is asked of GitHub, and for what. */
type Posting = {
  runner: Runner;
  inputs: CommentActionInputs;
  hub: Hub;
  github: GitHub;
  run: WorkflowRun;
  runUrl: string;
  pull: PullRequest;
};

/**
 * @returns 0 where a comment was written or none was to be, 2 where it could not be, 130 cancelled; never throws
 */
export async function runCommentAction(runner: Runner): Promise<number> {
  try {
    const { inputs, unknown } = readCommentInputs(runner);
    reportUnknown(runner, unknown);
    if (inputs.token !== undefined) runner.secret(inputs.token);
    const hub = openHub(runner, inputs.token);
    const skipped = await findAndPost(runner, inputs, hub);
    if (skipped !== undefined) runner.log(`no comment: ${skipped}`);
    return 0;
  } catch (error) {
    return runner.signal.aborted ? interruptedExitCode : await tellFailure(runner, error, {});
  }
}

/** @returns why nothing was posted; undefined where something was */
async function findAndPost(runner: Runner, inputs: CommentActionInputs, hub: Hub): Promise<string | undefined> {
  const github = await hub.client();
  const { runOf } = await import('../github/artifacts.ts');
  const { pullRequest, pullRequestsOfHead } = await import('../github/pulls.ts');

  const asked = inputs.runId === undefined ? endedRun(runner) : { id: inputs.runId };
  const now = await runOf(github, asked.id);
  // A run that is repeated meanwhile has another attempt already.
  const run = { ...now, attempt: asked.attempt ?? now.attempt };
  if (run.event !== 'pull_request') return `the run ${run.id} was for ${run.event}, not for a pull request`;
  if (run.headRepository === undefined) return `the repository of the run ${run.id} is gone`;

  const pulls = await pullRequestsOfHead(github, run.headSha, run.headRepository, run.headBranch);
  if (pulls.length !== 1) return `${pulls.length} open pull requests have the head ${run.headSha}, where one was expected`;
  const pull = await pullRequest(github, pulls[0]!.number);
  if (pull.state !== 'open' || pull.head.sha !== run.headSha) return `#${pull.number} is no longer open at ${run.headSha}`;

  const runUrl = `${runner.serverUrl}/${runner.repository.owner}/${runner.repository.name}/actions/runs/${run.id}`;
  return await post({ runner, inputs, hub, github, run, runUrl, pull });
}

/** A comment of an earlier head is brought up to date, also where this one's run left nothing that can be used. */
async function post(posting: Posting): Promise<string | undefined> {
  let report: ForkReport | string;
  try {
    report = await readReport(posting);
  } catch (error) {
    // What kept the report from being read says more than what keeps that from being told.
    await tellNothingKnown(posting).catch(() => undefined);
    throw error;
  }
  if (typeof report === 'string') {
    await tellNothingKnown(posting);
    return report;
  }
  if (report.outcome === 'error') {
    const body = `${failureHeading}\n\n[The run](${posting.runUrl}) of ${report.head.slice(0, 7)} says why.\n`;
    await tell(posting, { body, news: 'none', outcome: 'error' });
    return undefined;
  }
  await postFigures(posting, report);
  return undefined;
}

/** @returns the report of this very attempt, or why there is none */
async function readReport({ inputs, github, run }: Posting): Promise<ForkReport | string> {
  const { artifactsOfRun, downloadFile } = await import('../github/artifacts.ts');
  const { name, file } = forkReportArtifact(inputs.commentKey);
  // One for each attempt: the last says how things are.
  const artifact = (await artifactsOfRun(github, run.id, name)).toSorted((a, b) => b.id - a.id)[0];
  if (artifact === undefined) return `the run ${run.id} left no artifact ${name}`;
  const report = decodeForkReport(await downloadFile(github, artifact.id, file, forkReportByteLimit));
  if (report.head !== run.headSha) return `the report is for ${report.head}, and its run was for ${run.headSha}`;
  if (report.run.id === run.id && report.run.attempt === run.attempt) return report;
  return `the report is of attempt ${report.run.attempt} of run ${report.run.id}, and attempt ${run.attempt} of run ${run.id} has ended`;
}

async function postFigures(posting: Posting, report: MeasuredFork): Promise<void> {
  const { inputs, hub, github, runUrl, pull } = posting;
  const { commitsOf } = await import('../github/commits.ts');
  const about = { base: pull.base.sha, head: pull.head.sha, config: inputs.config };
  const { base, judging, remarks, loosened } = await readForkBudgets(commitsOf(github), about);
  const judged = judging === undefined ? undefined : judgeFork(report, judging, new Date().toISOString().slice(0, 10));
  const allowed = judged === undefined ? undefined : await allowGrowth(judged, base?.override, await hub.labelFacts(pull.number));
  const said: Sentence[] = [...(allowed?.remarks ?? []).map((remark) => [remark]), ...remarks];
  const { body, news, outcome } = renderForkComment(
    report,
    {
      remarks: said,
      loosened,
      ...(allowed === undefined ? {} : { verdict: allowed.verdict }),
      ...(judging === undefined ? {} : { noise: judging.noise }),
    },
    { limit: commentLimit, runUrl, version },
  );
  await tell(posting, { body, news, outcome, when: base?.commentWhen });
}

/** The comment that stands is of another commit: nobody is to take its verdict for this one's. */
async function tellNothingKnown(posting: Posting): Promise<void> {
  const { run, runUrl } = posting;
  const body = `${failureHeading}\n\nThere is no report for ${run.headSha.slice(0, 7)}: see [the run](${runUrl}).\n`;
  await tell(posting, { body, news: 'stale' });
}

/** @param told.when what the budget says of when to comment, where the inputs do not */
async function tell(
  { runner, inputs, github, run, pull }: Posting,
  told: { body: string; news: CommentNews; outcome?: string; when?: CommentActionInputs['commentWhen'] },
): Promise<void> {
  const { url, done, problem } = await tellComment({
    github: async () => github,
    issue: pull.number,
    key: inputs.commentKey,
    head: run.headSha,
    run: { id: run.id, attempt: run.attempt },
    when: inputs.commentWhen ?? told.when ?? defaultCommentWhen,
    news: told.news,
    body: told.body,
  });
  if (problem !== undefined) throw problem;
  if (told.outcome === undefined) {
    if (done === 'updated') runner.log(`comment: ${done} ${url ?? ''}`);
    return;
  }
  runner.log(`comment: ${done}${url === undefined ? '' : ` ${url}`}`);
  runner.output('outcome', told.outcome);
  runner.output('comment-url', url ?? '');
  await runner.summary(told.body);
}

/** The run that has ended, and which attempt of it, as the event says. */
function endedRun({ event }: Runner): { id: number; attempt?: number } {
  const { id, run_attempt: attempt } =
    (event.payload as { workflow_run?: { id?: unknown; run_attempt?: unknown } } | null)?.workflow_run ?? {};
  if (event.name === 'workflow_run' && Number.isSafeInteger(id))
    return { id: id as number, ...(Number.isSafeInteger(attempt) ? { attempt: attempt as number } : {}) };
  throw new ExpectedError(
    'option',
    `looking for the run whose report is to be posted: the event is ${event.name}, and workflow_run was expected`,
    {
      hint: 'Run this action on workflow_run, types: [completed], or give it run-id.',
    },
  );
}
