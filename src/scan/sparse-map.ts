/** The map at the head of a PAX sparse 1.0 body: how long it is, as the rest of the body is the file's data. */
import { blockSize, TarFault } from './tar-header.ts';

const newline = 0x0a;

/** Decimal numbers, one a line, the first saying how many pairs follow, padded to whole blocks. */
export class SparseMap {
  /** Bytes read so far, whole blocks. */
  bytes = 0;
  #digits = '';
  /** Numbers still to come; unknown before the first. */
  #expected: number | undefined;

  /**
   * Reads one block.
   * @returns whether the map is complete
   */
  read(block: Uint8Array, start: number): boolean {
    this.bytes += blockSize;
    for (let index = start; index < start + blockSize && this.#expected !== 0; index++) {
      const byte = block[index]!;
      if (byte === newline) this.#endNumber();
      else if (byte < 0x30 || byte > 0x39 || this.#digits.length > 20) throw new TarFault('a sparse map that is not a list of numbers');
      else this.#digits += String.fromCharCode(byte);
    }
    return this.#expected === 0;
  }

  #endNumber(): void {
    if (this.#digits === '') throw new TarFault('a sparse map with an empty number');
    this.#expected = this.#expected === undefined ? Number(this.#digits) * 2 : this.#expected - 1;
    this.#digits = '';
  }
}
