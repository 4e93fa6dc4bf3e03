/** One run of an action as a process: signals in, exit code out. */
import { couldNotCheckExitCode, interruptedExitCode } from '../run-cli.ts';
import type { Runner } from './runner.ts';
import { announceFailure, openToolkit } from './toolkit.ts';

/** The runner sends SIGINT to what was cancelled, SIGTERM 7.5 seconds later, and ends it 2.5 seconds after that. */
const graceMilliseconds = 7000;

/**
 * Runs an action and sets the exit code of the process.
 * @param run gives the exit code
 */
export async function startAction(run: (runner: Runner) => Promise<number>): Promise<void> {
  const cancellation = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second one is not waited for: what is cleaned up at any exit is.
      if (cancellation.signal.aborted) process.exit(interruptedExitCode);
      cancellation.abort();
      // A read that never ends does not hear it.
      setTimeout(() => process.exit(interruptedExitCode), graceMilliseconds).unref();
    });
  }
  // Node's own answer to what nobody caught is 1, which says "over the budget" here.
  process.on('uncaughtException', (error) => {
    announceFailure(error);
    process.stdout.write('', () => process.exit(couldNotCheckExitCode));
  });
  try {
    process.exitCode = await run(openToolkit(cancellation.signal));
  } catch (error) {
    // What fails because it was told to stop has nothing to say.
    if (!cancellation.signal.aborted) announceFailure(error);
    process.exitCode = cancellation.signal.aborted ? interruptedExitCode : couldNotCheckExitCode;
  }
}
