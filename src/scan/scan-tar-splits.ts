/** Scans the layers of an image from their tar-split indexes, on all cores. */
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { LayerScan } from './layer-scan.ts';
import { runThread } from './run-thread.ts';
import { checkAbort } from './scan-options.ts';
import { type SplitIndex, type SplitOptions, takeIndexes } from './scan-tar-split.ts';

/**
 * A thread starts in some 30 ms, and then has to compile anew all that reads headers: together that takes a core about as long as an index
 * of this size, of some 70,000 entries.
 */
const threadWorthBytes = 4 << 20;

export type SplitsOptions = Omit<SplitOptions, 'what'> & { bytesPerThread?: number };

/**
 * This thread reads too, and alone where there is little to read.
 * @returns the scans in the order of the indexes
 * @throws TarSplitFault with the file's path, ExpectedError `too-large`, `interrupted`; no thread is left then
 */
export async function scanTarSplits(indexes: readonly SplitIndex[], options: SplitsOptions): Promise<LayerScan[]> {
  const { signal, bytesPerThread = threadWorthBytes, ...common } = options;
  const sizes = new Map(indexes.map((index) => [index, sizeOf(index.path)]));
  // The largest first, so that the last ones to end are short.
  const queue = [...indexes].sort((one, other) => sizes.get(other)! - sizes.get(one)!);
  const totalBytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const atOnce = Math.min(availableParallelism(), queue.length, Math.floor(totalBytes / bytesPerThread));
  const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const found = new Map<SplitIndex, LayerScan>();
  const onScan = (scan: LayerScan, number: number) => void found.set(queue[number]!, scan);
  const cut = new AbortController();
  const either = signal === undefined ? cut.signal : AbortSignal.any([signal, cut.signal]);
  const readers = Array.from({ length: Math.max(0, atOnce - 1) }, () =>
    runThread({ kind: 'indexes', indexes: queue, next, options: common }, { onScan }, either),
  );
  readers.push(takeIndexes(queue, next, { ...common, signal: either }, onScan));
  let failed: { reason: unknown } | undefined;
  // Whatever was wrong with one, the others need not go on.
  const stop = (reason: unknown) => {
    failed ??= { reason };
    cut.abort();
  };
  await Promise.all(readers.map((reader) => reader.catch(stop)));
  checkAbort(signal);
  if (failed !== undefined) throw failed.reason;
  return indexes.map((index) => found.get(index)!);
}

/** Only an order and a guess at the work hang on it: what is wrong with a file is told where it is opened. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
