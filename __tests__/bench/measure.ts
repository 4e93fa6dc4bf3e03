/** Runs commands in turn as whole processes and keeps wall time, peak memory, and what came over the wire. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labEnvironment } from '../lab/tools.ts';
import type { Traffic, TrafficCounter } from './counting-proxy.ts';

export type Contender = {
  name: string;
  command: readonly string[];
  /** Name and version of the tool, for rivals. */
  version?: string;
  env?: Record<string, string>;
  exitCodes?: number[];
  /** What it prints when the clock stops; it is ended then, and its memory is not measured. Without it the whole process counts. */
  until?: string;
  /** Puts things as they are to be before a run; it is not timed. */
  prepare?: () => void;
  /** The same command by way of what counts. It takes the place of the command in the round that does not count, so that counting takes no time. */
  counted?: { command: readonly string[]; counter: TrafficCounter };
};
export type Figures = {
  name: string;
  /** The median, and the ends. */
  seconds: number;
  fastest: number;
  slowest: number;
  peakBytes?: number;
  traffic?: Traffic;
};

type Run = { seconds: number; peakBytes?: number };

/** GNU time tells a child's peak memory; without it that column stays empty. */
const timer = '/usr/bin/time';

/** Starts the command in a group of its own, which is ended whole when the signal says so. */
function start(command: readonly string[], { env }: Contender, stdio: ('ignore' | 'pipe')[], signal: AbortSignal): ChildProcess {
  const [program, ...rest] = command;
  const child = spawn(program!, rest, { stdio, env: labEnvironment(env), detached: true });
  const end = () => killGroup(child);
  signal.addEventListener('abort', end);
  child.once('close', () => signal.removeEventListener('abort', end));
  return child;
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** Seconds from the start of the process to the line that is waited for. */
async function runUntil(contender: Contender, signal: AbortSignal): Promise<Run> {
  const { command, until = '' } = contender;
  const begin = performance.now();
  const child = start(command, contender, ['ignore', 'pipe', 'ignore'], signal);
  const ended = new Promise((resolve) => child.once('close', resolve));
  let printed = '';
  for await (const chunk of child.stdout!.setEncoding('utf8')) {
    printed += chunk;
    if (!printed.includes(until)) continue;
    const seconds = (performance.now() - begin) / 1000;
    killGroup(child);
    await ended;
    return { seconds };
  }
  throw new Error(`${command.join(' ')} ended and never printed ${until}: ${printed.slice(-2000)}`);
}

async function runToEnd(contender: Contender, command: readonly string[], folder: string, signal: AbortSignal): Promise<Run> {
  const report = join(folder, 'time');
  const isTimed = existsSync(timer);
  const begin = performance.now();
  const whole = isTimed ? [timer, '-f', '%M', '-o', report, ...command] : command;
  const child = start(whole, contender, ['ignore', 'ignore', 'pipe'], signal);
  let complaint = '';
  child.stderr!.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - begin) / 1000;
  signal.throwIfAborted();
  if (!(contender.exitCodes ?? [0]).includes(code ?? -1)) throw new Error(`${command.join(' ')} ended with ${code}: ${complaint}`);
  if (!isTimed) return { seconds };
  return { seconds, peakBytes: Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) * 1024 };
}

const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]!;

/**
 * A rival that moves several GB pushes files of others out of the page cache, programs among them. A run that took less than this is done again,
 * and the second one counts: whoever is brief then finds its own where it would be if nobody had come between. A longer one is not repeated, as
 * what it leaves to be written would hold up its own second run, as it did that of skopeo's copy.
 */
const worthRepeatingSeconds = 3;

/** One round that does not count, then `runs` rounds of all contenders: A B A B …, so that a drifting machine is fair to all. */
export async function measure(contenders: readonly Contender[], runs: number, signal: AbortSignal): Promise<Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  try {
    const samples = contenders.map((contender) => ({ contender, seconds: [] as number[], peaks: [] as number[], traffic: {} }));
    const runOnce = async (contender: Contender, command = contender.command) => {
      signal.throwIfAborted();
      contender.prepare?.();
      return await (contender.until === undefined ? runToEnd(contender, command, folder, signal) : runUntil(contender, signal));
    };
    for (const sample of samples) {
      const { contender } = sample;
      contender.counted?.counter.reset();
      await runOnce(contender, contender.counted?.command);
      if (contender.counted !== undefined) sample.traffic = { traffic: contender.counted.counter.traffic() };
    }
    for (let round = 0; round < runs; round++) {
      for (const sample of samples) {
        const first = await runOnce(sample.contender);
        const { seconds, peakBytes } = first.seconds < worthRepeatingSeconds ? await runOnce(sample.contender) : first;
        sample.seconds.push(seconds);
        if (peakBytes !== undefined) sample.peaks.push(peakBytes);
      }
    }
    return samples.map(({ contender: { name }, seconds, peaks, traffic }) => ({
      name,
      seconds: median(seconds),
      fastest: Math.min(...seconds),
      slowest: Math.max(...seconds),
      ...(peaks.length > 0 ? { peakBytes: median(peaks) } : {}),
      ...traffic,
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
