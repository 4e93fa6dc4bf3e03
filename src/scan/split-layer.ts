/**
 * A layer from the lines of its tar-split index: what an engine keeps of a tar beside the unpacked files, so that it can put the tar together again.
 * https://github.com/vbatts/tar-split#packing-and-unpacking-the-headers-of-tar-archives
 */
import { type BodyLine, foldChecksum, readBodyLine } from './body-line.ts';
import { collector } from './collector.ts';
import type { LayerScan } from './layer-scan.ts';
import type { TarEntry } from './tar-entry.ts';
import { TarReader } from './tar-reader.ts';

/** The index is not as expected. The image may well be whole: it has to be read another way. */
export class TarSplitFault extends Error {
  readonly place: SplitPlace;

  constructor(message: string, place: SplitPlace = {}) {
    super(message);
    this.place = place;
  }
}

/** The file that it was found in, and the system's name of the fault where it cannot even be read: `EACCES`. */
export type SplitPlace = { path?: string; code?: string };

/** Segments are cut at 1 MiB, and stand here in base64. */
const maxLineBytes = 8 << 20;
const newline = 0x0a;

/** How every segment begins that was ever written. */
const segmentStart = Buffer.from('{"type":2,"payload":"');
const quote = 0x22;

/** One line: the raw bytes of headers and padding, or the mark that a file's body stands here. */
type Line = { type: number; size?: number; payload?: string | null };
const segmentType = 2;
const bodyType = 1;

/** Is pushed the unpacked index, piece by piece. Every method throws TarSplitFault, and what the tar reader and JSON throw. */
export class SplitLayer {
  readonly reader: TarReader;
  readonly #scan: LayerScan;
  #segment = Buffer.allocUnsafe(1 << 16);
  /** The file whose body must come next. */
  #awaited: TarEntry | undefined;
  /** The beginning of a line whose end is in a later piece. */
  #begun = Buffer.allocUnsafe(1 << 12);
  #begunBytes = 0;
  readonly #body: BodyLine = { size: 0, checksum: undefined };

  constructor(scan: LayerScan) {
    scan.hasChecksums = true;
    scan.checksumsAreInternal = true;
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

  write(bytes: Buffer): void {
    let end = bytes.indexOf(newline);
    let start = 0;
    if (this.#begunBytes > 0 && end >= 0) {
      this.#keep(bytes, 0, end);
      start = end + 1;
      this.#endLine();
      end = bytes.indexOf(newline, start);
    }
    for (; end >= 0; end = bytes.indexOf(newline, start)) {
      this.#readLine(bytes, start, end);
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes, start, bytes.length);
  }

  /** The last line may lack its end. */
  end(): void {
    if (this.#begunBytes > 0) this.#endLine();
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    const length = this.#begunBytes + end - start;
    if (length > maxLineBytes) throw new TarSplitFault('a line of the index is too long');
    if (length > this.#begun.length) {
      const longer = Buffer.allocUnsafe(2 * length);
      this.#begun.copy(longer, 0, 0, this.#begunBytes);
      this.#begun = longer;
    }
    bytes.copy(this.#begun, this.#begunBytes, start, end);
    this.#begunBytes = length;
  }

  #endLine(): void {
    const length = this.#begunBytes;
    this.#begunBytes = 0;
    this.#readLine(this.#begun, 0, length);
  }

  /** Half of all lines are segments, and most bytes: their payload is taken without looking at the rest of the line. */
  #readLine(bytes: Buffer, start: number, end: number): void {
    const payloadStart = start + segmentStart.length;
    if (payloadStart < end && bytes.compare(segmentStart, 0, segmentStart.length, start, payloadStart) === 0) {
      const payloadEnd = bytes.indexOf(quote, payloadStart);
      if (payloadEnd > 0 && payloadEnd < end) {
        this.#readSegment(bytes.toString('latin1', payloadStart, payloadEnd));
        return;
      }
    }
    if (readBodyLine(bytes, start, end, this.#body)) this.#passBody(this.#body.size, this.#body.checksum);
    else this.#readOddLine(bytes.toString('latin1', start, end));
  }

  #readOddLine(text: string): void {
    if (text === '') return;
    const { type, size = 0, payload } = JSON.parse(text) as Line;
    if (type === segmentType && typeof payload === 'string') this.#readSegment(payload);
    else if (type === segmentType && payload === null) return;
    else if (type === bodyType) this.#passBody(size, payload ? readChecksum(payload) : undefined);
    else throw new TarSplitFault(`a line of an unknown type (${type})`);
  }

  #readSegment(payload: string): void {
    if (payload.length === 0) return;
    if (this.#awaited !== undefined) throw new TarSplitFault('a body is missing');
    // One buffer for all: whoever keeps what the reader hands out copies it.
    if (payload.length > this.#segment.length) this.#segment = Buffer.allocUnsafe(payload.length);
    this.reader.write(this.#segment, 0, this.#segment.write(payload, 'base64'));
  }

  #passBody(size: number, checksum: number | undefined): void {
    const entry = this.#awaited;
    if (entry === undefined) {
      // A global header has such a line too, without a size: it has no body, and its bytes stand in a segment.
      if (size !== 0) throw new TarSplitFault(`a body of ${size} bytes stands where none was expected`);
      return;
    }
    // Of a sparse file the engine wrote down the size that it has unpacked.
    if (size !== entry.size && size !== entry.logicalSize)
      throw new TarSplitFault(`a body of ${size} bytes stands where ${entry.size} were expected`);
    if (checksum === undefined) throw new TarSplitFault('a body has no checksum');
    this.#awaited = undefined;
    this.#scan.setChecksum(this.#scan.count - 1, checksum);
    this.reader.skip(entry.size);
  }
}

function readChecksum(base64: string): number {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length !== 8) throw new TarSplitFault('a checksum is not one');
  return foldChecksum(bytes.readUInt32BE(0), bytes.readUInt32BE(4));
}
