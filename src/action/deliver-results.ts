/** Tells what came of a check, everywhere: log, files, record, comment, job summary, annotations, outputs. */
import { mkdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { RunEvent } from '../baseline/run-event.ts';
import { defaultCommentWhen } from '../budget/budget.ts';
import type { Checked } from '../check.ts';
import { type ExpectedError, withHint } from '../errors.ts';
import { renderReport } from '../render-report.ts';
import { buildAnnotations } from '../report/annotations.ts';
import { hasNews } from '../report/news.ts';
import { commentLimit, renderComment, summaryLimit } from '../report/render-comment.ts';
import { buildReport, type Report, type ReportInput } from '../report/report.ts';
import { reportChecked } from '../report-checked.ts';
import { writeFileAtomically } from '../write-file.ts';
import { commentOrLeave } from './comment-or-leave.ts';
import { explainRefusals } from './explain-no-comment.ts';
import type { BaselineDecision } from './find-baseline.ts';
import type { ActionInputs } from './inputs.ts';
import { keepRecord } from './keep-record.ts';
import { keepsRecord } from './keeps-record.ts';
import type { Hub } from './open-hub.ts';
import { chooseStore } from './open-store.ts';
import { computeOutputs } from './outputs.ts';
import { isPullRequest, type PullRequestEvent } from './pull-request-event.ts';
import type { BudgetReview } from './review-budget.ts';
import type { Runner } from './runner.ts';
import type { CommentOutcome } from './tell-comment.ts';

/** What a check came to, and all that telling it takes. */
export type Results = {
  inputs: ActionInputs;
  event: RunEvent;
  /** What relative paths of the inputs are taken from. */
  directory: string;
  /** The commit that the images were built from, or why it could not be told. */
  measured: { commit: string } | { why: string };
  decision: BaselineDecision;
  /** What could not be done with the store; keeping the record adds to it. */
  faults: ExpectedError[];
  remarks: string[];
  /** What the pull request does to its own budget. */
  reviewed: BudgetReview;
  checked: Checked;
};

const logWidth = 120;
const fileWidth = 80;

/**
 * Tells all of it. What GitHub refuses is said and changes no verdict.
 * @returns what kept a file from being written, where one was not; all else is told then
 */
export async function deliverResults(runner: Runner, results: Results, hub: Hub): Promise<{ problem?: unknown }> {
  const { inputs, event, checked, remarks } = results;
  const input = reportChecked(checked, {
    top: inputs.top,
    units: inputs.units,
    remarks,
    ...(isPullRequest(event) ? { headLabel: `this PR ${event.head.sha.slice(0, 7)}` } : {}),
  });
  const report = buildReport(input);
  runner.log(renderReport({ input }, 'text', { width: logWidth, color: false }));

  const files = await writeFiles(runner, results, input);
  const record = await keepRecord(runner, results, hub);
  const comment = isPullRequest(event) ? await comments(runner, results, event, hub, input, report) : undefined;
  if (inputs.annotations)
    for (const { level, message, place } of buildAnnotations(checked.verdict, input.units, { taken: runner.annotated }))
      runner.annotate(level, message, place && { ...place, file: fromWorkspace(runner, results.directory, place.file) });
  if (inputs.summary) await runner.summary(summarise(runner, results, report, comment));
  const outputs = computeOutputs(results, { ...files.paths, record, ...(comment?.url === undefined ? {} : { commentUrl: comment.url }) });
  for (const [name, value] of Object.entries(outputs)) runner.output(name, value);
  return files;
}

/** GitHub shows an annotation at a file of the repository, whatever folder the budget was looked for in. */
function fromWorkspace({ workspace }: Runner, directory: string, file: string): string {
  return relative(workspace, resolve(directory, file)).replaceAll(sep, '/');
}

/** The reports that are always there for later steps, and those that were asked for. All are tried before the first problem is told. */
async function writeFiles(
  runner: Runner,
  { inputs, directory }: Results,
  input: ReportInput,
): Promise<{ paths: { json: string; markdown: string }; problem?: unknown }> {
  const folder = join(runner.temporary, `plimsoll-${inputs.commentKey}-${runner.run.id}-${runner.run.attempt}`);
  const paths = { json: join(folder, 'report.json'), markdown: join(folder, 'report.md') };
  const wanted = [
    { format: 'json' as const, file: paths.json },
    { format: 'markdown' as const, file: paths.markdown },
    ...inputs.output.map(({ format, file }) => ({ format, file: resolve(directory, file) })),
  ];
  let problem: unknown;
  await mkdir(folder, { recursive: true });
  for (const { format, file } of wanted) {
    try {
      await writeFileAtomically(file, renderReport({ input }, format, { width: fileWidth, color: false }));
    } catch (error) {
      problem ??= error;
    }
  }
  return problem === undefined ? { paths } : { paths, problem };
}

async function comments(
  runner: Runner,
  results: Results,
  event: PullRequestEvent,
  hub: Hub,
  input: ReportInput,
  report: Report,
): Promise<CommentOutcome> {
  const { inputs, checked, decision, reviewed } = results;
  const when = inputs.commentWhen ?? reviewed.commentWhen ?? checked.budget?.commentWhen ?? defaultCommentWhen;
  const outcome = await commentOrLeave(runner, event, {
    github: hub.client,
    key: inputs.commentKey,
    when,
    wanted: inputs.commentWhen !== 'never',
    news: hasNews(report, { loosened: reviewed.changes.length > 0 }),
    body: renderComment(report, { limit: commentLimit, runUrl: runner.run.url }),
    report: async () => {
      const { encodeForkReport } = await import('../report/fork-report.ts');
      const { id, attempt } = runner.run;
      const { commit: baseline, behind } = decision;
      return encodeForkReport(input, { head: event.head.sha, run: { id, attempt }, baseline, behind });
    },
  });
  if (outcome.problem !== undefined) runner.annotate('warning', withHint(outcome.problem));
  else runner.log(`comment: ${outcome.done}${outcome.url === undefined ? '' : ` ${outcome.url}`}`);
  return outcome;
}

function summarise(
  runner: Runner,
  { inputs, event, checked, faults, directory }: Results,
  report: Report,
  comment: CommentOutcome | undefined,
): string {
  const { choice: store } = chooseStore(inputs, checked.budget, directory);
  const rest = explainRefusals(comment, faults, { event, store, keepsRecord: keepsRecord(inputs, event) });
  return `${renderComment(report, { limit: summaryLimit - Buffer.byteLength(rest), runUrl: runner.run.url, whole: 'the report file' })}${rest}`;
}
