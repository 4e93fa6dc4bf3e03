/** Reads one layer once: its headers, and of its bodies no more than is asked for. */
import type { Content } from '../image/source.ts';
import { sniffCompression } from './decompress.ts';
import { LayerScan } from './layer-scan.ts';
import { readHead } from './read-head.ts';
import { readWhole } from './read-whole.ts';
import { scanFile } from './scan-file.ts';
import { scanInThread } from './scan-in-thread.ts';
import type { ScanOptions } from './scan-options.ts';

/** A thread takes some 30 ms to start: about what a core needs to inflate this much. */
const threadWorthBytes = 4 << 20;

/** @throws ExpectedError `content`, `unsupported`, `too-large` or `interrupted` */
export async function scanLayer(content: Content, options: ScanOptions): Promise<LayerScan> {
  if (content.kind === 'file' && options.verify !== true && sniffCompression(readHead(content)) === 'none') {
    const scan = new LayerScan();
    await scanFile(content, scan, options);
    scan.trim();
    return scan;
  }
  return content.kind === 'file' && content.length >= threadWorthBytes ? scanInThread(content, options) : readWhole(content, options);
}
