/** The maps of sparse files: read as far as is needed to tell the map from the data, and checked as Go's archive/tar checks them. */
import { parseInteger } from './pax-numbers.ts';
import { blockSize, parseNumeric, TarFault } from './tar-header.ts';

const newline = 0x0a;

/** The regions of a sparse file that hold data: in order, apart, and within the file. */
export class SparseRegions {
  readonly #size: number;
  #offset: number | undefined;
  #end = 0;

  /** @throws TarFault for a negative size */
  constructor(size: number) {
    if (size < 0) throw new TarFault('a sparse file of a negative size');
    this.#size = size;
  }

  /** Takes an offset and the length that belongs to it in turn. */
  add(number: number): void {
    if (number < 0) throw new TarFault('a sparse map with a negative number');
    if (this.#offset === undefined) {
      this.#offset = number;
      return;
    }
    const end = this.#offset + number;
    if (this.#offset < this.#end || end > this.#size) throw new TarFault('a sparse map whose regions overlap or leave the file');
    this.#end = end;
    this.#offset = undefined;
  }
}

/** Form 1.0, at the head of the body: decimal numbers, one a line, the first saying how many pairs follow, padded to whole blocks. */
export class SparseMap {
  /** Bytes read so far, whole blocks. */
  bytes = 0;
  readonly #regions: SparseRegions;
  #text = '';
  /** Numbers still to come; unknown before the first. */
  #expected: number | undefined;

  constructor(logicalSize: number) {
    this.#regions = new SparseRegions(logicalSize);
  }

  /**
   * Reads one block.
   * @returns whether the map is complete
   */
  read(block: Uint8Array, start: number): boolean {
    this.bytes += blockSize;
    for (let index = start; index < start + blockSize && this.#expected !== 0; index++) {
      const byte = block[index]!;
      if (byte === newline) this.#endNumber();
      else this.#text += String.fromCharCode(byte);
    }
    return this.#expected === 0;
  }

  #endNumber(): void {
    const number = parseInteger(this.#text, 'of a sparse map');
    this.#text = '';
    if (this.#expected === undefined) {
      if (number < 0) throw new TarFault('a sparse map of a negative length');
      this.#expected = number * 2;
      return;
    }
    this.#regions.add(number);
    this.#expected--;
  }
}

/** How many blocks of an old GNU map are read: with the header's part, less than Go's limit of 2^20 bytes. */
const maxOldBlocks = 2047;

/** GNU's old form: four regions in the header, and blocks of 21 behind it as long as each says that another follows. */
export class OldSparseMap {
  readonly logicalSize: number;
  #isComplete: boolean;
  #blocks = 0;
  readonly #regions: SparseRegions;

  /** @param start of the header */
  constructor(header: Uint8Array, start: number) {
    this.logicalSize = parseNumeric(header, start + 483, 12, 'real size');
    if (!Number.isSafeInteger(this.logicalSize)) throw new TarFault('a sparse file of more than 2^53 bytes');
    this.#regions = new SparseRegions(this.logicalSize);
    this.#add(header, start + 386, 4);
    this.#isComplete = header[start + 482] === 0;
  }

  get isComplete(): boolean {
    return this.#isComplete;
  }

  read(block: Uint8Array, start: number): void {
    if (++this.#blocks > maxOldBlocks) throw new TarFault('a sparse map that is longer than engines read');
    this.#add(block, start, 21);
    this.#isComplete = block[start + 504] === 0;
  }

  #add(block: Uint8Array, start: number, count: number): void {
    for (let at = start; at < start + count * 24 && block[at] !== 0; at += 24) {
      this.#regions.add(parseNumeric(block, at, 12, 'sparse offset'));
      this.#regions.add(parseNumeric(block, at + 12, 12, 'sparse length'));
    }
  }
}
