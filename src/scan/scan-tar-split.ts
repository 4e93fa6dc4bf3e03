/**
 * Scans a layer from its tar-split index: what an engine keeps of a tar beside the unpacked files, so that it can put the tar together again.
 * https://github.com/vbatts/tar-split#packing-and-unpacking-the-headers-of-tar-archives
 */
import type { Readable } from 'node:stream';
import { collector } from './collector.ts';
import { LayerScan } from './layer-scan.ts';
import { checkAbort, finish, type ScanOptions, takeAllowance } from './scan-options.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarFault } from './tar-header.ts';
import { TarReader } from './tar-reader.ts';

/** Segments are cut at 1 MiB, and stand here in base64. */
const maxLineBytes = 8 << 20;
const newline = 0x0a;

/** The index is not as expected. The image may well be whole: it has to be read another way. */
export class TarSplitFault extends Error {}

/** How every segment begins that was ever written. */
const segmentStart = Buffer.from('{"type":2,"payload":"');
const quote = 0x22;

/** One line: the raw bytes of headers and padding, or the mark that a file's body stands here. */
type Line = { type: number; size?: number; payload?: string | null };
const segmentType = 2;
const bodyType = 1;

/**
 * @param index the index, unpacked
 * @throws TarSplitFault where the index is not one or does not add up; ExpectedError `too-large`, `interrupted`
 */
export async function scanTarSplit(index: Readable, options: Pick<ScanOptions, 'what' | 'allowance' | 'signal'>): Promise<LayerScan> {
  const scan = new LayerScan();
  scan.hasChecksums = true;
  scan.checksumsAreInternal = true;
  const layer = new SplitLayer(scan);
  try {
    let rest: Buffer | undefined;
    for await (const chunk of index as AsyncIterable<Buffer>) {
      const bytes = rest === undefined ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
        layer.read(bytes, start, end);
        start = end + 1;
      }
      rest = start === bytes.length ? undefined : bytes.subarray(start);
      if (rest !== undefined && rest.length > maxLineBytes) throw new TarSplitFault('a line of the index is too long');
      checkAbort(options.signal);
    }
    if (rest !== undefined) layer.read(rest, 0, rest.length);
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    if (error instanceof TarFault || error instanceof SyntaxError) throw new TarSplitFault(`the index holds ${error.message}`);
    throw error;
  } finally {
    index.destroy();
  }
  takeAllowance(layer.reader.position, options);
  scan.trim();
  return scan;
}

class SplitLayer {
  readonly reader: TarReader;
  readonly #scan: LayerScan;
  #segment = Buffer.allocUnsafe(1 << 16);
  /** The file whose body must come next. */
  #awaited: TarEntry | undefined;

  constructor(scan: LayerScan) {
    this.#scan = scan;
    const sink = collector(scan, false);
    this.reader = new TarReader({
      entry: (entry) => {
        sink.entry(entry);
        if (entry.size > 0) this.#awaited = entry;
        return false;
      },
    });
  }

  /** Half of all lines are segments, and most bytes: their payload is taken without looking at the rest of the line. */
  read(bytes: Buffer, start: number, end: number): void {
    const payloadStart = start + segmentStart.length;
    if (payloadStart < end && bytes.compare(segmentStart, 0, segmentStart.length, start, payloadStart) === 0) {
      const payloadEnd = bytes.indexOf(quote, payloadStart);
      if (payloadEnd > 0 && payloadEnd < end) {
        this.#readSegment(bytes.toString('latin1', payloadStart, payloadEnd));
        return;
      }
    }
    this.#readLine(bytes.toString('latin1', start, end));
  }

  #readLine(text: string): void {
    if (text === '') return;
    const { type, size = 0, payload } = JSON.parse(text) as Line;
    if (type === segmentType && typeof payload === 'string') this.#readSegment(payload);
    else if (type === segmentType && payload === null) return;
    // A global header has such a line too, without a size: it has no body, and its bytes stand in a segment.
    else if (type === bodyType) this.#passBody(size, payload ?? undefined);
    else throw new TarSplitFault(`a line of an unknown type (${type})`);
  }

  #readSegment(payload: string): void {
    if (payload.length === 0) return;
    if (this.#awaited !== undefined) throw new TarSplitFault('a body is missing');
    // One buffer for all: whoever keeps what the reader hands out copies it.
    if (payload.length > this.#segment.length) this.#segment = Buffer.allocUnsafe(payload.length);
    this.reader.write(this.#segment, 0, this.#segment.write(payload, 'base64'));
  }

  #passBody(size: number, checksum: string | undefined): void {
    const entry = this.#awaited;
    if (entry === undefined) {
      if (size !== 0) throw new TarSplitFault(`a body of ${size} bytes stands where none was expected`);
      return;
    }
    // Of a sparse file the engine wrote down the size that it has unpacked.
    if (size !== entry.size && size !== entry.logicalSize)
      throw new TarSplitFault(`a body of ${size} bytes stands where ${entry.size} were expected`);
    if (checksum === undefined) throw new TarSplitFault('a body has no checksum');
    this.#awaited = undefined;
    this.#scan.setChecksum(this.#scan.count - 1, fold(checksum));
    this.reader.skip(entry.size);
  }
}

/**
 * A CRC-64 in 32 bits. Each half alone would be weak: by the ISO polynomial a change at the end of a file reaches few bits of it.
 */
function fold(checksum: string): number {
  const bytes = Buffer.from(checksum, 'base64');
  if (bytes.length !== 8) throw new TarSplitFault('a checksum is not one');
  const high = bytes.readUInt32BE(0);
  return (Math.imul(high ^ (high >>> 15), 0x85ebca6b) ^ bytes.readUInt32BE(4)) >>> 0;
}
