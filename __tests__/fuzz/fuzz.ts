/**
 * Weighs damaged images without end in sight: `node __tests__/fuzz/fuzz.ts --seed 1 --runs 20000`.
 * Each must be weighed or refused with an ExpectedError, soon and in little memory. `--case N` repeats one.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { caseBytes, type Outcome, runCase } from './fuzz-case.ts';

/** The longest that one case may take, on a machine that is busy with other things. */
const patienceMilliseconds = 30_000;
const mostMemoryBytes = 700 * 2 ** 20;

type Range = { seed: number; from: number; to: number };
type Message = { at: number; outcome?: Outcome; fault?: string; memoryBytes?: number };

async function runRange({ seed, from, to }: Range, tell: (message: Message) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-fuzz-'));
  try {
    for (let at = from; at < to; at++) {
      tell({ at });
      try {
        tell({ at, outcome: await runCase(seed, at, folder), memoryBytes: process.memoryUsage.rss() });
      } catch (error) {
        tell({ at, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Runs the cases in a thread that can be ended when it hangs. @returns the number of faults */
async function watch(range: Range): Promise<number> {
  const outcomes = new Map<string, number>();
  let faults = 0;
  let current = range.from;
  let mostMemory = 0;
  const worker = new Worker(new URL(import.meta.url), { workerData: range, resourceLimits: { maxOldGenerationSizeMb: 512 } });
  const report = (what: string) => {
    faults++;
    console.log(`case ${current} of seed ${range.seed}: ${what}`);
  };
  await new Promise<void>((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    worker.on('message', ({ at, outcome, fault, memoryBytes = 0 }: Message) => {
      clearTimeout(timer);
      current = at;
      timer = setTimeout(() => {
        report(`no end after ${patienceMilliseconds} ms`);
        worker.terminate();
      }, patienceMilliseconds);
      mostMemory = Math.max(mostMemory, memoryBytes);
      if (outcome !== undefined) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (fault !== undefined) report(fault);
    });
    worker.on('error', (error) => report(`outside of the case: ${error.stack}`));
    worker.on('exit', () => {
      clearTimeout(timer);
      resolve();
    });
  });
  if (mostMemory > mostMemoryBytes) report(`${mostMemory} bytes of memory`);
  console.log(Object.fromEntries([...outcomes].sort()), `most memory: ${Math.round(mostMemory / 2 ** 20)} MiB, faults: ${faults}`);
  return faults;
}

if (!isMainThread) {
  await runRange(workerData as Range, (message) => parentPort!.postMessage(message));
} else {
  const { values } = parseArgs({
    options: { seed: { type: 'string' }, runs: { type: 'string' }, case: { type: 'string' }, keep: { type: 'string' } },
  });
  const seed = Number(values.seed ?? 1);
  const from = Number(values.case ?? 0);
  if (values.keep !== undefined) writeFileSync(values.keep, caseBytes(seed, from));
  process.exitCode = (await watch({ seed, from, to: values.case === undefined ? Number(values.runs ?? 20_000) : from + 1 })) > 0 ? 1 : 0;
}
