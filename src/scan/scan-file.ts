/** Scans an uncompressed layer in a file: its headers alone are read. */
import type { Content } from '../image/source.ts';
import { collector } from './collector.ts';
import type { LayerScan } from './layer-scan.ts';
import { attempt, checkAbort, finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import { TarReader } from './tar-reader.ts';
import { walkFile } from './walk-file.ts';

export async function scanFile(content: Content & { kind: 'file' }, scan: LayerScan, options: ScanOptions): Promise<void> {
  const { fd, offset, length } = content;
  takeAllowance(length, options);
  scan.file = { fd, offset };
  const reader = new TarReader(collector(scan, false));
  let reported = 0;
  await attempt(reader, options, async () => {
    await walkFile(content, reader, (position) => {
      options.onBytes?.(position - reported);
      reported = position;
      checkAbort(options.signal);
    });
    finish(reader, scan, length);
  });
  options.onBytes?.(length - reported);
}
