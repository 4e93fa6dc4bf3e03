/** Reads every byte of a layer, by the fastest way that its medium and compression allow. */
import type { Content } from '../image/source.ts';
import { sniffCompression } from './decompress.ts';
import { LayerScan } from './layer-scan.ts';
import { readHead } from './read-head.ts';
import { GzipFault, scanGzip } from './scan-gzip.ts';
import { giveBack, type ScanOptions } from './scan-options.ts';
import { scanStream } from './scan-stream.ts';

/** @throws ExpectedError as scanLayer does */
export async function readWhole(content: Content, options: ScanOptions): Promise<LayerScan> {
  if (content.kind !== 'file' || sniffCompression(readHead(content)) !== 'gzip')
    return finished((scan) => scanStream(content, scan, options));
  try {
    return await finished((scan) => scanGzip(content, scan, options));
  } catch (error) {
    if (!(error instanceof GzipFault)) throw error;
    giveBack(error.tarBytes, options);
    const { onBytes: _, ...again } = options;
    return finished((scan) => scanGzip(content, scan, again, error.at));
  }
}

async function finished(read: (scan: LayerScan) => Promise<void>): Promise<LayerScan> {
  const scan = new LayerScan();
  await read(scan);
  scan.trim();
  return scan;
}
