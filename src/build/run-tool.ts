/** Runs the programs that build: without a shell, in a process group of their own, so that an interrupted build leaves no process behind. */
import { execFile, spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';
import { endGroup, graceMilliseconds } from '../end-group.ts';
import { ExpectedError } from '../errors.ts';
import { findDescendants, killAll, type ProcessMark } from './descendants.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type ToolOptions = { cwd: string; env: Environment; signal?: AbortSignal };

/** Where a build's own output goes: to a terminal as it is, by its file descriptor, or line by line. */
export type BuildOutput = { terminal: number } | { onLine: (line: string) => void };

/** How many of the last lines are kept, and how long one may be. */
const keptLines = 300;
const longestLine = 16 * 1024;

/** A question to a program: how it ended and what it said; undefined where there is no such program. */
export type Answer = { code: number; stdout: string; stderr: string };

/**
 * Asks a program something small.
 * @throws ExpectedError `interrupted`
 */
export async function askTool(command: string, args: readonly string[], { cwd, env, signal }: ToolOptions): Promise<Answer | undefined> {
  return await new Promise((resolve, reject) => {
    const options = { cwd, env: { ...env }, maxBuffer: 16 * 1024 * 1024, ...(signal === undefined ? {} : { signal }) };
    const child = execFile(command, [...args], options, (error, stdout, stderr) => {
      if (signal?.aborted === true) return reject(interrupted(command));
      const code = error === null ? 0 : (error as { code?: unknown }).code;
      if (code === 'ENOENT' || code === 'EACCES') return resolve(undefined);
      resolve({ code: typeof code === 'number' ? code : 1, stdout, stderr });
    });
    child.stdin?.on('error', () => {});
    child.stdin?.end();
  });
}

export type Ended = {
  /** The exit code, or the signal that ended it. */
  how: number | NodeJS.Signals;
  /** The last lines of its output; none where a terminal had it. */
  lines: string[];
};

/**
 * Runs a build to its end. When `signal` is aborted, the program and all that it started are ended, and waited for.
 * @throws ExpectedError `interrupted`, or `build` where it cannot be run
 */
export async function runTool(
  command: string,
  args: readonly string[],
  { cwd, env, signal, output }: ToolOptions & { output?: BuildOutput | undefined },
): Promise<Ended> {
  const isAborted = () => signal?.aborted === true;
  if (isAborted()) throw interrupted(command);
  const toTerminal = output !== undefined && 'terminal' in output;
  const sink = toTerminal ? output.terminal : 'pipe';
  const detached = process.platform !== 'win32';
  const child = spawn(command, [...args], { cwd, env: { ...env }, detached, stdio: ['ignore', sink, sink] });
  const lines: string[] = [];
  const take = (line: string) => {
    lines.push(line);
    if (lines.length > keptLines) lines.shift();
    if (output !== undefined && 'onLine' in output) output.onLine(line);
  };
  for (const stream of [child.stdout, child.stderr]) if (stream !== null) splitLines(stream, take);

  let patience: NodeJS.Timeout | undefined;
  let started: ProcessMark[] = [];
  const stop = () => {
    if (child.pid !== undefined) started = findDescendants(child.pid);
    // Docker's plugins are asked with it. Podman, asked alone, ends its containers, which would outlive a runtime that is asked too.
    if (command === 'docker') endGroup(child, 'SIGTERM');
    else child.kill('SIGTERM');
    patience = setTimeout(() => endGroup(child, 'SIGKILL'), graceMilliseconds);
  };
  const kill = () => {
    if (child.pid !== undefined) started.push(...findDescendants(child.pid));
    endGroup(child, 'SIGKILL');
    killAll(started);
  };
  signal?.addEventListener('abort', stop, { once: true });
  // Before the folder that it writes to is removed.
  process.prependOnceListener('exit', kill);
  try {
    const how = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, by) => resolve(code ?? by ?? 1));
    });
    if (isAborted()) throw interrupted(command);
    return { how, lines };
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError('build', `running ${command} in ${cwd}: ${(error as Error).message}`, { cause: error });
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener('abort', stop);
    process.removeListener('exit', kill);
    // What outlived its parent.
    if (isAborted()) {
      endGroup(child, 'SIGKILL');
      killAll(started);
    }
  }
}

function interrupted(command: string): ExpectedError {
  return new ExpectedError('interrupted', `interrupted while running ${command}`);
}

/** Lines end as programs end them: `\n`, `\r\n`, and `\r` of those that draw over a line. */
function splitLines(stream: NodeJS.ReadableStream, take: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stream.on('data', (chunk: Buffer) => {
    const parts = (rest + decoder.write(chunk)).split(/\r?\n|\r(?=[^\n])/);
    rest = parts.pop() ?? '';
    for (const line of parts) take(line);
    if (rest.length < longestLine) return;
    take(rest);
    rest = '';
  });
  stream.on('end', () => {
    if (rest !== '') take(rest);
  });
  stream.on('error', () => {});
}
