/**
 * Lists a layer from the table of contents in its blob, and transfers no more of it.
 *
 * Whoever makes the image makes the table. Clients that understand it use it in place of the tar, others the tar; an image made to harm may
 * show another face to each. So the table counts only where its checksum stands in the manifest, and nowhere with `--verify`.
 */
import { Readable } from 'node:stream';
import type { Descriptor } from '../../image/descriptor.ts';
import { sha256 } from '../../image/digest.ts';
import { decompressed } from '../../scan/decompress.ts';
import { findTableEntry, footerBytes, readFooter, readTableMember, tailOffset } from '../../scan/estargz.ts';
import type { LayerScan } from '../../scan/layer-scan.ts';
import { scanListedSplit } from '../../scan/scan-listed-split.ts';
import { type ScanOptions, takeAllowance } from '../../scan/scan-options.ts';
import { parseToc, scanToc, shortenDigest, type Toc, TocFault } from '../../scan/toc.ts';
import { findTable, type Place, type TablePlace } from './find-table.ts';

/** Beyond these a table is not read: it is one that was made to harm, or of a layer like no other. */
const maxStoredBytes = 64 << 20;
const maxTableBytes = 96 << 20;
const maxTarSplitBytes = 2 ** 31;
/** How the tar ends lies behind the last piece of a file, of 4 MiB at most as a rule. */
const maxTailBytes = 16 << 20;
const maxUnpackedTailBytes = 64 << 20;

/** Bytes of the blob at a place within it. */
export type ReadPart = (offset: number, length: number) => Promise<Buffer>;

type Options = Pick<ScanOptions, 'what' | 'allowance' | 'signal'>;

/**
 * @returns undefined where the manifest says nothing of a table
 * @throws TocFault where the table cannot be used; ExpectedError `content` where it does not unpack, `too-large`, `interrupted`; and what `readPart` throws
 */
export async function listLayer(descriptor: Descriptor, readPart: ReadPart, options: Options): Promise<LayerScan | undefined> {
  const place = findTable(descriptor);
  if (place === undefined) return undefined;
  if (place.form === 'eStargz') return listEStargz(place, descriptor.size ?? 0, readPart, options);
  const { table, tarSplit } = place;
  checkLength(table.length, maxStoredBytes);
  checkLength(table.unpacked, maxTableBytes);
  const stored = await readPart(table.offset, table.length);
  checkDigest(stored, place.digest);
  const json = await unpack(stored, 'zstd', table.unpacked, options);
  if (json.length !== table.unpacked) throw new TocFault('it does not unpack to what the manifest states');
  const toc = parseToc(json);
  return tarSplit === undefined ? finish(scanToc(toc), options) : listTarSplit(toc, tarSplit, readPart, options);
}

type EStargz = TablePlace & { form: 'eStargz' };

async function listEStargz({ digest, tarBytes }: EStargz, size: number, readPart: ReadPart, options: Options): Promise<LayerScan> {
  const footerAt = size - footerBytes;
  if (footerAt < 0) throw new TocFault('the blob has no footer of eStargz');
  const tableAt = readFooter(await readPart(footerAt, footerBytes));
  if (tableAt >= footerAt) throw new TocFault('its place is not within the blob');
  checkLength(footerAt - tableAt, maxStoredBytes);
  const member = await unpack(await readPart(tableAt, footerAt - tableAt), 'gzip', maxTableBytes, options);
  const json = readTableMember(member);
  checkDigest(json, digest);
  const toc = parseToc(json);
  const tailAt = tailOffset(toc.last);
  if (tailAt > tableAt) throw new TocFault('a file in it lies behind it');
  checkLength(tableAt - tailAt, maxTailBytes);
  const tail =
    tailAt === tableAt ? Buffer.alloc(0) : await unpack(await readPart(tailAt, tableAt - tailAt), 'gzip', maxUnpackedTailBytes, options);
  const itself = findTableEntry(toc, tail, member);
  const scan = scanToc(toc, itself === undefined ? undefined : { entry: itself, checksum: shortenDigest(digest), isFaithful: true });
  // Of a sparse file it states what a reader sees, and what is stored may be less.
  if (tarBytes !== undefined && scan.tarBytes > tarBytes) throw new TocFault('its files are larger than the tar');
  return finish(scan, options);
}

/** The index is the exact listing: it has the tar's headers. */
async function listTarSplit(toc: Toc, place: Place, readPart: ReadPart, options: Options): Promise<LayerScan> {
  if (toc.tarSplitDigest === undefined) throw new TocFault('it has no checksum of the tar-split index');
  checkLength(place.length, maxStoredBytes);
  checkLength(place.unpacked, maxTarSplitBytes);
  const stored = await readPart(place.offset, place.length);
  checkDigest(stored, toc.tarSplitDigest);
  return scanListedSplit(toc, bounded(decompressed(Readable.from([stored]), 'zstd', options.what), place.unpacked), options);
}

function finish(scan: LayerScan, options: Options): LayerScan {
  takeAllowance(scan.tarBytes, options);
  return scan;
}

function checkLength(length: number, most: number): void {
  if (length > most) throw new TocFault(`a part of ${length} bytes is needed for it, where ${most} are the most`);
}

function checkDigest(bytes: Buffer, digest: string): void {
  if (sha256(bytes) !== digest) throw new TocFault('its checksum is not the one that was stated');
}

async function unpack(bytes: Buffer, compression: 'gzip' | 'zstd', most: number, { what }: Options): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bounded(decompressed(Readable.from([bytes]), compression, what), most)) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function* bounded(pieces: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > most) throw new TocFault(`a part of it unpacks to more than ${most} bytes`);
    yield piece;
  }
}
