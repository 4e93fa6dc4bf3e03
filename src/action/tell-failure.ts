/** Tells that nothing could be checked, and why. */
import type { RunEvent } from '../baseline/run-event.ts';
import { explainError } from '../cli/explain-error.ts';
import { markdownProse } from '../report/escape-markdown.ts';
import { couldNotCheckExitCode } from '../run-cli.ts';
import type { ActionInputs } from './inputs.ts';
import type { Hub } from './open-hub.ts';
import { isPullRequest } from './pull-request-event.ts';
import type { Runner } from './runner.ts';
import { tellComment } from './tell-comment.ts';

/** An error as the log and the annotations of a run say it. */
export function explainFailure(error: unknown): string {
  return explainError(error, false, 'Run the job again with debug logging');
}

/**
 * Says it in the log, as an annotation, in the summary and the outputs. A comment that stands is brought up to date, so that nobody
 * takes the last verdict for this commit's; none is begun.
 * @param known what was known when it failed
 * @returns the exit code
 */
export async function tellFailure(
  runner: Runner,
  error: unknown,
  { inputs, event, hub }: { inputs?: ActionInputs; event?: RunEvent; hub?: Hub },
): Promise<number> {
  const text = explainFailure(error);
  runner.annotate('error', text);
  runner.output('outcome', 'error');
  const body = `### ⚠️ Plimsoll could not check the images\n\n${text
    .split('\n')
    .map((line) => markdownProse(line))
    .join('<br>\n')}\n`;
  if (inputs?.summary !== false) await runner.summary(body);
  if (inputs !== undefined && event !== undefined && hub !== undefined && isPullRequest(event) && !event.readOnly) {
    const outcome = await tellComment({
      github: hub.client,
      issue: event.number,
      key: inputs.commentKey,
      head: event.head.sha,
      run: runner.run,
      when: inputs.commentWhen === 'never' ? 'never' : 'fail',
      news: { changed: false, warn: false, fail: false },
      body: `${body}\n[The run](${runner.run.url}) says more.\n`,
    });
    if (outcome.problem !== undefined) runner.debug(outcome.problem.message);
  }
  return couldNotCheckExitCode;
}
