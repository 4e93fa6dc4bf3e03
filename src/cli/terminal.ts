/** The two streams of a run: stdout for the report alone, stderr for all else. */
import type { Writable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { escapeText } from '../report/escape-text.ts';

/** A stream that may be a terminal. */
export type Output = Writable & { isTTY?: boolean; columns?: number };

/** All that a run sees of its process, so that a test can give it another. */
export type Io = {
  stdout: Output;
  stderr: Output;
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  now: () => Date;
  /** Aborted when the user interrupts. */
  signal: AbortSignal;
};

/**
 * Writes to stdout, and waits until it is taken. A reader that went away (`plimsoll check | head -1`) has read what it wanted: no error.
 * @throws ExpectedError `write` where stdout is a file that cannot take it
 */
export async function printReport(io: Io, text: string): Promise<void> {
  const error = await write(io.stdout, text);
  if (error === undefined || isClosed(error)) return;
  throw new ExpectedError('write', `the report could not be written to stdout: ${error.message}`, {
    hint: 'What stdout was given is not whole. See that the disk it leads to has room.',
    cause: error,
  });
}

/** Writes a line to stderr, inert whatever names it holds. If that fails there is nobody left to tell. */
export async function say(io: Io, line: string): Promise<void> {
  await sayAll(io, escapeText(line));
}

/** Writes lines to stderr that were made inert before. */
export async function sayAll(io: Io, lines: string): Promise<void> {
  await write(io.stderr, `${lines}\n`);
}

/** Whether stderr is a terminal that can redraw a line. */
export function isLive(io: Io): boolean {
  return io.stderr.isTTY === true && io.env.TERM !== 'dumb';
}

/** Whether text is coloured. What the option says counts first, then FORCE_COLOR, then NO_COLOR, as node itself does it. https://no-color.org */
export function wantsColor(io: Io, when: 'auto' | 'always' | 'never'): boolean {
  if (when !== 'auto') return when === 'always';
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = io.env;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  if (no !== undefined && no !== '') return false;
  return io.stdout.isTTY === true && terminal !== 'dumb';
}

function write(stream: Output, text: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    try {
      stream.write(text, (error) => resolve(error ?? undefined));
    } catch (error) {
      resolve(error as NodeJS.ErrnoException);
    }
  });
}

function isClosed(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPIPE' || error.code === 'ECONNRESET' || error.code === 'ERR_STREAM_DESTROYED';
}
