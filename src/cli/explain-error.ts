/** An error as a user reads it: a sentence, a hint, and for our own bugs how to report them. */
import { ExpectedError } from '../errors.ts';
import { escapeText } from '../report/escape-text.ts';
import { showUnseen } from '../show-unseen.ts';

const moreInTerminal = 'Run the same command with --verbose';

/**
 * What stderr says of whatever was thrown. A stack belongs to our own bugs, and there only with --verbose.
 * What an image or a budget put into the message cannot act on a terminal or a CI runner.
 * @param howToSeeMore how a run that is not verbose becomes so
 */
export function explainError(error: unknown, verbose: boolean, howToSeeMore: string = moreInTerminal): string {
  return lines(error, verbose, howToSeeMore)
    .flatMap((line) => line.split('\n'))
    .map((line) => escapeText(shorten(line)))
    .join('\n');
}

/** A name in a stranger's image may be of any length; the sentence around it shall still be found. */
function shorten(line: string): string {
  return line.length <= 1000 ? line : `${line.slice(0, 700)} […] ${line.slice(-200)}`;
}

function lines(error: unknown, verbose: boolean, howToSeeMore: string): string[] {
  if (error instanceof AggregateError) return error.errors.flatMap((each) => lines(each, verbose, howToSeeMore));
  if (error instanceof ExpectedError) {
    const hint = error.hint === undefined ? [] : [`  hint: ${error.hint}`];
    const more = verbose ? [`  code: ${error.code}`, ...causes(error.cause)] : [];
    return [`plimsoll: ${error.message}`, ...hint, ...more];
  }
  const what = showUnseen(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  const more = verbose
    ? [error instanceof Error ? (error.stack ?? '') : '', ...causes(error instanceof Error ? error.cause : undefined)]
    : [`  hint: ${howToSeeMore}, and report what it prints as an issue.`];
  return [`plimsoll: this is a bug of Plimsoll, and nothing was judged: ${what}`, ...more];
}

function causes(cause: unknown): string[] {
  if (cause === undefined) return [];
  const [message, next] = cause instanceof Error ? [cause.message, cause.cause] : [String(cause), undefined];
  // An error of ours has lines of its own.
  return [`  cause: ${cause instanceof ExpectedError ? message : showUnseen(message)}`, ...causes(next)];
}
