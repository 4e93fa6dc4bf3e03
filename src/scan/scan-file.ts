/** Walks an uncompressed layer in a file header by header; bodies are passed over unread. */
import { readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Content } from '../image/source.ts';
import { collector } from './collector.ts';
import type { LayerScan } from './layer-scan.ts';
import { attempt, checkAbort, finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import { TarFault } from './tar-header.ts';
import { TarReader } from './tar-reader.ts';

const wideWindow = 64 * 1024;
const narrowWindow = 2 * 1024;

export async function scanFile(content: Content & { kind: 'file' }, scan: LayerScan, options: ScanOptions): Promise<void> {
  const { fd, offset, length } = content;
  takeAllowance(length, options);
  scan.file = { fd, offset };
  const reader = new TarReader(collector(scan, false));
  const window = new Uint8Array(wideWindow);
  let at = 0;
  let wanted = wideWindow;
  let reported = 0;
  let lastPause = performance.now();
  await attempt(reader, options, async () => {
    while (at < length && !reader.done) {
      const count = readSync(fd, window, 0, Math.min(wanted, length - at), offset + at);
      if (count === 0) throw new TarFault('the end of the file');
      let used = 0;
      wanted = wideWindow;
      while (used < count && !reader.done) {
        const skippable = reader.skippable;
        if (skippable === 0) {
          // One block at a time, so that a body that follows can be passed over.
          const step = Math.min(512, count - used);
          reader.write(window, used, used + step);
          used += step;
          continue;
        }
        const toGo = Math.min(skippable, Math.max(0, length - at - used));
        // Past the end of the file there is nothing to pass over: `end` tells what is missing.
        if (toGo === 0) break;
        reader.skip(toGo);
        used += toGo;
        if (used > count + wideWindow) wanted = narrowWindow;
      }
      at += used;
      if (performance.now() - lastPause > 50) {
        options.onBytes?.(at - reported);
        reported = at;
        await setImmediate();
        checkAbort(options.signal);
        lastPause = performance.now();
      }
    }
    finish(reader, scan, length);
  });
  options.onBytes?.(length - reported);
}
