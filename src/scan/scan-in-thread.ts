/**
 * Reads a large layer in a thread of its own: layers are read on all cores, and the many short-lived buffers of inflating
 * do not make the garbage collector walk the heap of the whole program again and again.
 */
import type { Content } from '../image/source.ts';
import type { LayerScan } from './layer-scan.ts';
import { runThread } from './run-thread.ts';
import type { ScanOptions } from './scan-options.ts';

/** @throws ExpectedError as scanLayer does */
export async function scanInThread(content: Content & { kind: 'file' }, options: ScanOptions): Promise<LayerScan> {
  const { signal, onBytes, ...rest } = options;
  let scan: LayerScan | undefined;
  const onScan = (found: LayerScan) => {
    scan = found;
  };
  await runThread({ kind: 'layer', content, options: rest }, { onScan, ...(onBytes === undefined ? {} : { onBytes }) }, signal);
  if (scan === undefined) throw new Error(`the thread that read ${options.what} ended without a result`);
  return scan;
}
