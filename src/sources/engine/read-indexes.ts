/** The layers of a store, from the tar-split indexes that it keeps of them. */
import type { LayerScan } from '../../scan/layer-scan.ts';
import type { ScanOptions } from '../../scan/scan-options.ts';
import type { StoreFiles } from '../store-files.ts';
import type { ScannedLayer } from './scanned-image.ts';

export type StoreReading = Pick<ScanOptions, 'allowance' | 'signal'> & {
  files: StoreFiles;
  /** The image in words, for messages. */
  what: string;
};

/** A layer, and the file that its index stands in. */
export type LayerPlace = { diffID: string; index: string };

/**
 * Reads each layer once, however often it is there.
 * @throws StoreFault where an index is not as expected; ExpectedError `too-large`, `interrupted`
 */
export async function readIndexes(layers: readonly LayerPlace[], { files, what, ...options }: StoreReading): Promise<ScannedLayer[]> {
  const first = new Map<string, { path: string; what: string }>();
  for (const [number, { diffID, index }] of layers.entries())
    if (!first.has(diffID)) first.set(diffID, { path: index, what: `layer ${number} of ${what}` });
  const scans = await files.scanIndexes([...first.values()], options);
  const known = new Map<string, LayerScan>([...first.keys()].map((diffID, number) => [diffID, scans[number]!]));
  return layers.map(({ diffID }) => ({ diffID, scan: known.get(diffID)! }));
}
