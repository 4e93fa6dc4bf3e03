/** Runs the command line as one function, with streams that remember what was written. */
import { Writable } from 'node:stream';
import type { Output } from '../../src/cli/terminal.ts';
import { runCli } from '../../src/run-cli.ts';

export type CliRun = { code: number; stdout: string; stderr: string };
export type CliRunOptions = {
  cwd?: string;
  env?: Record<string, string>;
  /** Both streams are terminals of this width. */
  columns?: number;
  signal?: AbortSignal;
  /** What stdout answers to a write, in place of taking it. */
  stdoutError?: NodeJS.ErrnoException;
  now?: Date;
};

export async function runPlimsoll(argv: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
  const stdout = memoryOutput(options.columns, options.stdoutError);
  const stderr = memoryOutput(options.columns);
  const code = await runCli(argv, {
    stdout: stdout.stream,
    stderr: stderr.stream,
    cwd: options.cwd ?? import.meta.dirname,
    env: options.env ?? {},
    now: () => options.now ?? new Date('2026-09-01T12:00:00Z'),
    signal: options.signal ?? new AbortController().signal,
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function memoryOutput(columns?: number, error?: Error): { stream: Output; text(): string } {
  const chunks: Buffer[] = [];
  const stream: Output = new Writable({
    write(chunk: Buffer, _encoding, done) {
      if (error === undefined) chunks.push(chunk);
      done(error);
    },
  });
  if (columns !== undefined) Object.assign(stream, { isTTY: true, columns });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
