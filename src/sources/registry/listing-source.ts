/** A source that may tell what a layer holds without reading it. */
import type { Descriptor } from '../../image/descriptor.ts';
import type { ImageSource } from '../../image/source.ts';
import type { LayerScan } from '../../scan/layer-scan.ts';
import type { ScanOptions } from '../../scan/scan-options.ts';

export interface ListingSource extends ImageSource {
  /**
   * The scan of a layer from the table of contents in it; undefined where there is none that can be used, and the layer has to be read.
   * @throws ExpectedError `too-large`, `interrupted`
   */
  listLayer(descriptor: Descriptor, options: Pick<ScanOptions, 'what' | 'allowance' | 'signal'>): Promise<LayerScan | undefined>;
}

export function isListing(source: ImageSource): source is ListingSource {
  return 'listLayer' in source;
}
