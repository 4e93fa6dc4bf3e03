/** The thread that run-thread.ts starts: one layer, read to its end, or one index after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { ExpectedError } from '../errors.ts';
import type { LayerScan } from './layer-scan.ts';
import type { ThreadMessage, ThreadTask } from './run-thread.ts';
import { takeIndexes } from './scan-tar-split.ts';
import { TarSplitFault } from './split-layer.ts';

const task = workerData as ThreadTask;

function post(message: ThreadMessage, transfer: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, [...transfer]);
}

function postScan(scan: LayerScan, number: number): void {
  const data = scan.toData();
  post(
    { kind: 'scan', number, data },
    data.columns.map(({ buffer }) => buffer),
  );
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
  if (task.kind === 'layer') {
    // Loaded only where it is needed: whoever reads indexes waits for the thread to start.
    const { readWhole } = await import('./read-whole.ts');
    const scan = await readWhole(task.content, { ...task.options, onBytes: report });
    post({ kind: 'bytes', count: unreported });
    postScan(scan, 0);
  } else await takeIndexes(task.indexes, task.next, task.options, postScan);
} catch (error) {
  // Classes do not pass between threads: an expected error is taken apart, any other is a bug and ends the thread.
  if (error instanceof ExpectedError) post({ kind: 'error', code: error.code, message: error.message, hint: error.hint });
  else if (error instanceof TarSplitFault) post({ kind: 'split-fault', message: error.message, place: error.place });
  else throw error;
}
