/** Starts a thread of scan-thread.ts, hears what it has to say, and waits until it is gone. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, ExpectedError } from '../errors.ts';
import type { Content } from '../image/source.ts';
import { LayerScan, type LayerScanData } from './layer-scan.ts';
import { checkAbort, type ScanOptions } from './scan-options.ts';
import type { SplitIndex } from './scan-tar-split.ts';
import { type SplitPlace, TarSplitFault } from './split-layer.ts';

type TaskOptions = Omit<ScanOptions, 'signal' | 'onBytes'>;

/** What a thread is given: a layer to read whole, or indexes, of which it takes the next one until none is left. */
export type ThreadTask =
  // File descriptors are the process's, and so serve every thread.
  | { kind: 'layer'; content: Content & { kind: 'file' }; options: TaskOptions }
  | { kind: 'indexes'; indexes: readonly SplitIndex[]; next: Int32Array<SharedArrayBuffer>; options: Omit<TaskOptions, 'what'> };

export type ThreadMessage =
  | { kind: 'bytes'; count: number }
  | { kind: 'scan'; number: number; data: LayerScanData }
  | { kind: 'error'; code: ErrorCode; message: string; hint: string | undefined }
  | { kind: 'split-fault'; message: string; place: SplitPlace };

export type ThreadListener = { onScan: (scan: LayerScan, number: number) => void; onBytes?: (count: number) => void };

/** The bundle keeps chunks in a folder of their own. */
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './scan-thread.ts' : '../scan-thread.js', import.meta.url);

/** @throws ExpectedError and TarSplitFault as in the thread; ExpectedError `interrupted`. The thread is gone by then. */
export async function runThread(task: ThreadTask, { onScan, onBytes }: ThreadListener, signal: AbortSignal | undefined): Promise<void> {
  checkAbort(signal);
  const thread = new Worker(threadFile, { workerData: task });
  const stop = () => void thread.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  let fault: unknown;
  thread.on('message', (message: ThreadMessage) => {
    switch (message.kind) {
      case 'bytes':
        onBytes?.(message.count);
        break;
      case 'scan':
        onScan(LayerScan.fromData(message.data), message.number);
        break;
      case 'error':
        fault = new ExpectedError(message.code, message.message, message.hint === undefined ? {} : { hint: message.hint });
        break;
      default:
        fault = new TarSplitFault(message.message, message.place);
    }
  });
  thread.on('error', (error) => {
    fault = error;
  });
  await once(thread, 'exit');
  signal?.removeEventListener('abort', stop);
  checkAbort(signal);
  if (fault !== undefined) throw fault;
}
