/** One run of the command line, from its arguments to its exit code; everything heavy is loaded only by the command that needs it. */
import type { Command } from './cli/command.ts';
import { explainError } from './cli/explain-error.ts';
import { type Io, printReport, say, sayAll } from './cli/terminal.ts';
import type { CommandName } from './options/commands.ts';
import { parseArguments } from './options/parse-arguments.ts';
import { renderCommandHelp, renderHelp } from './options/reference.ts';
import { version } from './version.ts';

export const couldNotCheckExitCode = 2;
export const interruptedExitCode = 130;

const commands: Record<CommandName, () => Promise<Command>> = {
  check: async () => (await import('./cli/check-command.ts')).checkCommand,
  analyze: async () => (await import('./cli/analyze-command.ts')).analyzeCommand,
  compare: async () => (await import('./cli/compare-command.ts')).compareCommand,
  init: async () => (await import('./cli/init-command.ts')).initCommand,
  tighten: async () => (await import('./cli/tighten-command.ts')).tightenCommand,
  schema: async () => (await import('./cli/schema-command.ts')).schemaCommand,
  cache: async () => (await import('./cli/cache-command.ts')).cacheCommand,
};

/**
 * Runs `plimsoll ARGV…`. stdout gets the report alone, stderr all else.
 * @returns 0 within the budget, 1 over it, 2 could not check, 130 interrupted; never throws
 */
export async function runCli(argv: readonly string[], io: Io): Promise<number> {
  // A stream that fails says so to the write that failed; without a listener it would also end the process.
  io.stdout.on('error', ignore);
  io.stderr.on('error', ignore);
  let verbose = false;
  try {
    const invocation = parseArguments(argv);
    if (invocation.kind === 'run') {
      verbose = invocation.options.verbose;
      const command = await commands[invocation.command]();
      return await command(invocation.operands, invocation.options, io);
    }
    const columns = Math.min(io.stdout.columns ?? 80, 100);
    if (invocation.kind === 'version') await printReport(io, `${version}\n`);
    else await printReport(io, invocation.command === undefined ? renderHelp(columns) : renderCommandHelp(invocation.command, columns));
    return 0;
  } catch (error) {
    if (io.signal.aborted) {
      await say(io, 'plimsoll: interrupted');
      return interruptedExitCode;
    }
    await sayAll(io, explainError(error, verbose));
    return couldNotCheckExitCode;
  }
}

function ignore(): void {}
