/**
 * Reads a large layer in a thread of its own: layers are read on all cores, and the many short-lived buffers of inflating
 * do not make the garbage collector walk the heap of the whole program again and again.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type ErrorCode, ExpectedError } from '../errors.ts';
import type { Content } from '../image/source.ts';
import { LayerScan, type LayerScanData } from './layer-scan.ts';
import { checkAbort, type ScanOptions } from './scan-options.ts';

/** What the thread is given. File descriptors are the process's, and so serve every thread. */
export type ThreadTask = { content: Content & { kind: 'file' }; options: Omit<ScanOptions, 'signal' | 'onBytes'> };

export type ThreadMessage =
  | { kind: 'bytes'; count: number }
  | { kind: 'scan'; data: LayerScanData }
  | { kind: 'error'; code: ErrorCode; message: string; hint: string | undefined };

/** The bundle keeps chunks in a folder of their own. */
const threadFile = new URL(import.meta.url.endsWith('.ts') ? './scan-thread.ts' : '../scan-thread.js', import.meta.url);

/** @throws ExpectedError as scanLayer does */
export async function scanInThread(content: Content & { kind: 'file' }, options: ScanOptions): Promise<LayerScan> {
  const { signal, onBytes, ...rest } = options;
  checkAbort(signal);
  const task: ThreadTask = { content, options: rest };
  const thread = new Worker(threadFile, { workerData: task });
  const stop = () => void thread.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  let scan: LayerScan | undefined;
  let fault: unknown;
  thread.on('message', (message: ThreadMessage) => {
    if (message.kind === 'bytes') onBytes?.(message.count);
    else if (message.kind === 'scan') scan = LayerScan.fromData(message.data);
    else fault = new ExpectedError(message.code, message.message, message.hint === undefined ? {} : { hint: message.hint });
  });
  thread.on('error', (error) => {
    fault = error;
  });
  await once(thread, 'exit');
  signal?.removeEventListener('abort', stop);
  checkAbort(signal);
  if (fault !== undefined) throw fault;
  if (scan === undefined) throw new Error(`the thread that read ${options.what} ended without a result`);
  return scan;
}
