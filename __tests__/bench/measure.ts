/** Runs commands in turn as whole processes and keeps wall time and peak memory. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type Contender = {
  name: string;
  command: string[];
  env?: Record<string, string>;
  exitCodes?: number[];
  /** What it prints when the clock stops; it is ended then, and its memory is not measured. Without it the whole process counts. */
  until?: string;
};
export type Figures = { name: string; seconds: number; fastest: number; slowest: number; peakBytes: number | undefined };

/** GNU time tells a child's peak memory; without it that column stays empty. */
const timer = '/usr/bin/time';

export function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)));
}

/** Seconds from the start of the process to the line that is waited for. */
async function runUntil({ command: [program, ...rest], env, until = '' }: Contender): Promise<{ seconds: number; peakBytes: undefined }> {
  const start = performance.now();
  const child = spawn(program!, rest, { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, ...env } });
  const ended = new Promise((resolve) => child.once('close', resolve));
  let printed = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    printed += chunk;
    if (!printed.includes(until)) continue;
    const seconds = (performance.now() - start) / 1000;
    child.kill('SIGKILL');
    await ended;
    return { seconds, peakBytes: undefined };
  }
  throw new Error(`${program} ${rest.join(' ')} ended and never printed ${until}: ${printed.slice(-2000)}`);
}

async function runOnce(contender: Contender, folder: string): Promise<{ seconds: number; peakBytes: number | undefined }> {
  if (contender.until !== undefined) return await runUntil(contender);
  const report = join(folder, 'time');
  const timed = existsSync(timer);
  const [program, ...rest] = timed ? [timer, '-f', '%M', '-o', report, ...contender.command] : contender.command;
  const start = performance.now();
  const child = spawn(program!, rest, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, ...contender.env } });
  let complaint = '';
  child.stderr.on('data', (chunk) => {
    complaint = (complaint + chunk).slice(-2000);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const seconds = (performance.now() - start) / 1000;
  if (!(contender.exitCodes ?? [0]).includes(code ?? -1))
    throw new Error(`${contender.command.join(' ')} ended with ${code}: ${complaint}`);
  const kilobytes = timed ? Number(readFileSync(report, 'utf8').trim().split('\n').at(-1)) : undefined;
  return { seconds, peakBytes: kilobytes === undefined ? undefined : kilobytes * 1024 };
}

const median = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

/** One round that does not count, then `runs` rounds in which each contender runs once: A B A B …, so that a drifting machine is fair to all. */
export async function measure(contenders: Contender[], runs: number): Promise<Figures[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-bench-'));
  try {
    const samples = contenders.map((): { seconds: number[]; peaks: (number | undefined)[] } => ({ seconds: [], peaks: [] }));
    for (let round = -1; round < runs; round++) {
      for (const [index, contender] of contenders.entries()) {
        const { seconds, peakBytes } = await runOnce(contender, folder);
        if (round < 0) continue;
        samples[index]!.seconds.push(seconds);
        samples[index]!.peaks.push(peakBytes);
      }
    }
    return contenders.map(({ name }, index) => {
      const { seconds, peaks } = samples[index]!;
      const known = peaks.filter((peak) => peak !== undefined);
      return {
        name,
        seconds: median(seconds),
        fastest: Math.min(...seconds),
        slowest: Math.max(...seconds),
        peakBytes: known.length > 0 ? median(known) : undefined,
      };
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
