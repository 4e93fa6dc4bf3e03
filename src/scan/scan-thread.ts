/** The thread that scan-in-thread.ts starts: one layer, read to its end. */
import { parentPort, workerData } from 'node:worker_threads';
import { ExpectedError } from '../errors.ts';
import { readWhole } from './read-whole.ts';
import type { ThreadMessage, ThreadTask } from './scan-in-thread.ts';

const { content, options } = workerData as ThreadTask;

function post(message: ThreadMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

/** Told in steps: a message for every piece would cost a tenth of the time. */
const reportBytes = 4 << 20;
let unreported = 0;
function report(count: number): void {
  unreported += count;
  if (unreported < reportBytes) return;
  post({ kind: 'bytes', count: unreported });
  unreported = 0;
}

try {
  const scan = await readWhole(content, { ...options, onBytes: report });
  post({ kind: 'bytes', count: unreported });
  const data = scan.toData();
  post(
    { kind: 'scan', data },
    data.columns.map(({ buffer }) => buffer),
  );
} catch (error) {
  // Classes do not pass between threads: an expected error is taken apart, any other is a bug and ends the thread.
  if (!(error instanceof ExpectedError)) throw error;
  post({ kind: 'error', code: error.code, message: error.message, hint: error.hint });
}
