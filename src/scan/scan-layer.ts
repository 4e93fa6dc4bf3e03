/** Reads one layer once: its headers, and of its bodies no more than is asked for. */
import { readSync } from 'node:fs';
import type { Content } from '../image/source.ts';
import { sniffCompression } from './decompress.ts';
import { LayerScan } from './layer-scan.ts';
import { scanFile } from './scan-file.ts';
import type { ScanOptions } from './scan-options.ts';
import { scanStream } from './scan-stream.ts';

/** @throws ExpectedError `content`, `unsupported`, `too-large` or `interrupted` */
export async function scanLayer(content: Content, options: ScanOptions): Promise<LayerScan> {
  const scan = new LayerScan();
  if (content.kind === 'file' && options.verify !== true && sniffCompression(readHead(content)) === 'none')
    await scanFile(content, scan, options);
  else await scanStream(content, scan, options);
  scan.trim();
  return scan;
}

function readHead(content: Content & { kind: 'file' }): Uint8Array {
  const head = new Uint8Array(Math.min(512, content.length));
  return head.subarray(0, readSync(content.fd, head, 0, head.length, content.offset));
}
