/** Tells that nothing could be checked, and why. */
import { type RunEvent, readRunEvent } from '../baseline/run-event.ts';
import { explainError } from '../cli/explain-error.ts';
import { ExpectedError } from '../errors.ts';
import { markdownProse } from '../report/escape-markdown.ts';
import { couldNotCheckExitCode } from '../run-cli.ts';
import { commentOrLeave } from './comment-or-leave.ts';
import { type ActionInputs, actionInputs } from './inputs.ts';
import { type Hub, openHub } from './open-hub.ts';
import { isPullRequest } from './pull-request-event.ts';
import type { Runner } from './runner.ts';

/** The first line of what is said then, in the summary and in a comment. */
export const failureHeading = '### ⚠️ Plimsoll could not check the images';

/** What was known when it failed. */
type Known = { inputs?: ActionInputs; event?: RunEvent; hub?: Hub };

/** An error as the log and the annotations of a run say it. */
export function explainFailure(error: unknown): string {
  return explainError(error, false, 'Run the job again with debug logging');
}

/**
 * Says it in the log, as an annotation, in the summary and the outputs. A comment that stands is brought up to date, so that nobody
 * takes the last verdict for this commit's; none is begun.
 * @returns the exit code
 */
export async function tellFailure(runner: Runner, error: unknown, known: Known): Promise<number> {
  const text = explainFailure(error);
  runner.annotate('error', text);
  runner.output('outcome', 'error');
  const body = `${failureHeading}\n\n${text
    .split('\n')
    .map((line) => markdownProse(line))
    .join('<br>\n')}\n`;
  if (known.inputs?.summary !== false) await runner.summary(body);
  await updateComment(runner, known, `${body}\n[The run](${runner.run.url}) says more.\n`);
  return couldNotCheckExitCode;
}

/** What fails here fails twice: it is told to those who debug. */
async function updateComment(runner: Runner, known: Known, body: string): Promise<void> {
  try {
    const event = known.event ?? readRunEvent(runner.event.name, runner.event.payload);
    const { key, when } = known.inputs === undefined ? readKey(runner) : { key: known.inputs.commentKey, when: known.inputs.commentWhen };
    if (!isPullRequest(event) || key === undefined) return;
    const hub = known.hub ?? openHub(runner, known.inputs === undefined ? readToken(runner) : known.inputs.token);
    const { problem } = await commentOrLeave(runner, event, {
      github: hub.client,
      key,
      when: when === 'never' ? 'never' : 'fail',
      wanted: when !== 'never',
      news: 'none',
      body,
      report: async () => {
        const { encodeForkFailure } = await import('../report/fork-report.ts');
        const { id, attempt } = runner.run;
        return encodeForkFailure({ head: event.head.sha, run: { id, attempt } });
      },
    });
    if (problem !== undefined) runner.debug(problem.message);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    runner.debug(error.message);
  }
}

/** Where some input cannot be read: the key of the comment, if that one can be. Under a key that no run can have, no comment stands. */
function readKey(runner: Runner): { key?: string; when?: 'never' } {
  const { read, standard } = actionInputs['comment-key'];
  const key = read(runner.input('comment-key').trim() || standard);
  return { ...('value' in key ? { key: key.value } : {}), ...(runner.input('comment-when').trim() === 'never' ? { when: 'never' } : {}) };
}

function readToken(runner: Runner): string | undefined {
  const given = runner.input('token').trim();
  const token = given === '' ? undefined : actionInputs.token.read(given);
  if (token === undefined || !('value' in token)) return undefined;
  runner.secret(token.value);
  return token.value;
}
