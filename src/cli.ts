#!/usr/bin/env node
/** The terminal's shell: hands the process to runCli, and its answer back. The one file with an effect at import. */
import { explainError } from './cli/explain-error.ts';
import { couldNotCheckExitCode, interruptedExitCode, runCli } from './run-cli.ts';

/** How long a run that was interrupted may take to clean up: a read from a pipe that nobody writes to never ends by itself. */
const graceMilliseconds = 2000;

const interruption = new AbortController();
let interruptedBy: 'SIGINT' | 'SIGTERM' | undefined;

// The first signal asks the run to stop; a second one, or the end of its patience, ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (interruptedBy !== undefined) endBy(signal);
    interruptedBy = signal;
    interruption.abort();
    setTimeout(() => endBy(signal), graceMilliseconds).unref();
  });
}

/** Ends with what is cleaned up at any exit, the programs and folders of a build, and then as the signal ends a process. */
function endBy(signal: 'SIGINT' | 'SIGTERM'): never {
  // What a progress bar took from the terminal: its cursor and the wrapping of lines.
  if (process.stderr.isTTY) process.stderr.write('\x1b[?25h\x1b[?7h');
  process.once('exit', () => {
    // Not before: a third signal would end the cleaning up.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  process.exit(couldNotCheckExitCode);
}

// Node's own answer to what nobody caught is 1, which says "over the budget" here.
process.on('uncaughtException', (error) => {
  process.stderr.write(`${explainError(error, process.argv.includes('--verbose'))}\n`, () => process.exit(couldNotCheckExitCode));
});

const exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  now: () => new Date(),
  signal: interruption.signal,
});
// 128 + the signal's number, as shells do it: 2 is SIGINT, 15 SIGTERM.
process.exitCode = exitCode === interruptedExitCode && interruptedBy === 'SIGTERM' ? 143 : exitCode;
