/** A layer from the tar-split index beside its table of contents: the one has the tar's headers themselves, the other the digests of its files. */
import { LayerScan } from './layer-scan.ts';
import { finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import { SplitLayer, TarSplitFault } from './split-layer.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarFault } from './tar-header.ts';
import { pathKey, type Toc, TocFault } from './toc.ts';

/**
 * @param index the index, unpacked
 * @throws TocFault where the index does not add up, or tells of other entries than the table; ExpectedError `too-large`
 */
export async function scanListedSplit(
  toc: Toc,
  index: AsyncIterable<Uint8Array>,
  options: Pick<ScanOptions, 'what' | 'allowance'>,
): Promise<LayerScan> {
  const scan = new ListedScan(toc);
  const layer = new SplitLayer(scan);
  scan.checksumsAreInternal = false;
  scan.checksumKind = 'sha256-32';
  scan.listedFrom = 'tar-split';
  try {
    for await (const piece of index) layer.write(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength));
    layer.end();
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    const isOdd = error instanceof TarSplitFault || error instanceof TarFault || error instanceof SyntaxError;
    throw isOdd ? new TocFault(`the index of the tar beside it does not add up: ${error.message}`) : error;
  }
  if (scan.count !== toc.entries.length) throw new TocFault('it has more entries than the index of the tar beside it');
  takeAllowance(scan.tarBytes, options);
  scan.trim();
  return scan;
}

/** Takes the checksum of each body from the table. */
class ListedScan extends LayerScan {
  readonly #toc: Toc;

  constructor(toc: Toc) {
    super();
    this.#toc = toc;
  }

  override add(entry: TarEntry, attributes: number): number {
    const told = this.#toc.entries[this.count];
    // Of a sparse file the table states the size that a reader sees.
    const isSame = told?.entry.type === entry.type && told.entry.size === entry.logicalSize;
    if (!isSame || (told.isFaithful && pathKey(told.entry.name) !== pathKey(entry.name)))
      throw new TocFault('it tells of other entries than the index of the tar beside it');
    const index = super.add(entry, attributes);
    if (told.checksum !== undefined) super.setChecksum(index, told.checksum);
    return index;
  }

  override setChecksum(): void {}
}
