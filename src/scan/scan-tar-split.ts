/** Scans layers from their tar-split indexes, which are gzip. All that is unpacked of a piece is read before the next one is taken. */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { ExpectedError } from '../errors.ts';
import { LayerScan } from './layer-scan.ts';
import { Inflater } from './scan-gzip.ts';
import { checkAbort, finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import { SplitLayer, TarSplitFault } from './split-layer.ts';
import { TarFault } from './tar-header.ts';

export type SplitOptions = Pick<ScanOptions, 'what' | 'allowance' | 'signal'>;

const storedPieceBytes = 1 << 16;
const pauseMilliseconds = 50;

/**
 * @param stored the index as it is stored; a piece is done with when the next one is taken
 * @throws TarSplitFault where the index is not one or does not add up; ExpectedError `too-large`, `interrupted`
 */
export async function scanTarSplit(stored: AsyncIterable<Buffer> | Iterable<Buffer>, options: SplitOptions): Promise<LayerScan> {
  const scan = new LayerScan();
  const layer = new SplitLayer(scan);
  const gunzip = new Inflater((bytes) => layer.write(bytes));
  let lastPause = performance.now();
  try {
    for await (const piece of stored) {
      gunzip.write(piece);
      if (gunzip.fault !== undefined) break;
      if (performance.now() - lastPause < pauseMilliseconds) continue;
      // Others shall run, and a signal be heard.
      await setImmediate();
      checkAbort(options.signal);
      lastPause = performance.now();
    }
    gunzip.end();
    if (gunzip.fault !== undefined) throw new TarSplitFault(`it is not gzip (${gunzip.fault.message.replace(/^zlib: /, '')})`);
    layer.end();
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    if (error instanceof TarFault || error instanceof SyntaxError) throw new TarSplitFault(`the index holds ${error.message}`);
    throw error;
  }
  takeAllowance(layer.reader.position, options);
  scan.trim();
  return scan;
}

/** An index in a file; `what` is its layer in words. */
export type SplitIndex = { path: string; what: string };

/**
 * Scans one index after the other, until none is left that nobody has taken.
 * @param next the number of the next index, which several threads take from
 * @throws TarSplitFault with the file's path, ExpectedError `too-large`, `interrupted`
 */
export async function takeIndexes(
  indexes: readonly SplitIndex[],
  next: Int32Array<SharedArrayBuffer>,
  options: Omit<SplitOptions, 'what'>,
  onScan: (scan: LayerScan, number: number) => void,
): Promise<void> {
  for (let number = Atomics.add(next, 0, 1); number < indexes.length; number = Atomics.add(next, 0, 1)) {
    const { path, what } = indexes[number]!;
    checkAbort(options.signal);
    try {
      onScan(await scanFile(path, { ...options, what }), number);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (error instanceof TarSplitFault) throw new TarSplitFault(error.message, { path });
      if (error instanceof ExpectedError || code === undefined) throw error;
      throw new TarSplitFault((error as Error).message, { path, code });
    }
  }
}

async function scanFile(path: string, options: SplitOptions): Promise<LayerScan> {
  // A pipe in its place would be waited for.
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(fd).isFile()) throw new TarSplitFault('it is not a file');
    return await scanTarSplit(piecesOf(fd), options);
  } finally {
    closeSync(fd);
  }
}

function* piecesOf(fd: number): Generator<Buffer> {
  const piece = Buffer.allocUnsafe(storedPieceBytes);
  for (let count = readSync(fd, piece); count > 0; count = readSync(fd, piece)) yield piece.subarray(0, count);
}
