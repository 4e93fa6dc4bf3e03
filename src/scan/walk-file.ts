/** Walks a tar in a file header by header; bodies are passed over unread. */
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { TarFault } from './tar-header.ts';
import type { TarReader } from './tar-reader.ts';

/** Read ahead where many headers lie close together, and no more than a header or two where bodies lie between. */
const wideWindow = 64 * 1024;
const narrowWindow = 2 * 1024;
/** A call costs about as much as copying this many bytes: fewer headers in them are cheaper read one by one. */
const bytesWorthACall = 16 * 1024;
const pauseMilliseconds = 50;

/**
 * Pushes the tar at `offset` of the open file into the reader, up to its end mark.
 * @param onPause called now and then with the position reached, so that others can run and an abort be seen
 * @throws TarFault
 */
export async function walkFile(
  file: { fd: number; offset: number; length: number },
  reader: TarReader,
  onPause: (position: number) => void,
): Promise<void> {
  const { fd, offset, length } = file;
  const window = new Uint8Array(Math.min(wideWindow, length));
  let at = 0;
  let wanted = wideWindow;
  let lastPause = performance.now();
  while (at < length && !reader.done) {
    const count = readSync(fd, window, 0, Math.min(wanted, length - at), offset + at);
    if (count === 0) throw new TarFault('the end of the file');
    const before = reader.entries;
    const used = feed(reader, window, count, length - at);
    const isDense = used < (reader.entries - before + 1) * bytesWorthACall;
    wanted = isDense ? wideWindow : narrowWindow;
    at += used;
    if (performance.now() - lastPause < pauseMilliseconds) continue;
    onPause(at);
    await setImmediate();
    lastPause = performance.now();
  }
}

/** @returns how many bytes were read or passed over, which may be more than the window holds */
function feed(reader: TarReader, window: Uint8Array, count: number, length: number): number {
  let used = 0;
  while (used < count && !reader.done) {
    // Past the end of the file there is nothing to pass over: the reader's `end` tells what is missing.
    const skippable = Math.min(reader.skippable, length - used);
    if (skippable > 0) {
      reader.skip(skippable);
      used += skippable;
    } else {
      // One block at a time, so that a body that follows can be passed over.
      const step = Math.min(512, count - used);
      reader.write(window, used, used + step);
      used += step;
    }
  }
  return used;
}
