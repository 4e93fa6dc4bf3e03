/** Rows in typed arrays that grow: what a million entries are kept in. */

/** A column of numbers that grows. */
export class Column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
  values: T;
  readonly #make: (length: number) => T;
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.values = make(256);
  }
  /** Takes over values that were trimmed elsewhere. */
  adopt(values: T): void {
    this.values = values;
  }
  set(index: number, value: number): void {
    // A column may be set here and there only, so that the next index may be far off.
    if (index >= this.values.length) this.#resize(Math.max(index + 1, Math.ceil(this.values.length * 1.5)));
    this.values[index] = value;
  }
  /** Gives back what is not used; what was never set is 0. */
  trim(length: number): void {
    if (this.values.length !== length) this.#resize(length);
  }
  #resize(length: number): void {
    const resized = this.#make(length);
    resized.set(this.values.length > length ? this.values.subarray(0, length) : this.values);
    this.values = resized;
  }
}

/** A growing run of bytes with the end of each piece. */
export class Pieces {
  bytes = new Uint8Array(4096);
  length = 0;
  readonly ends = new Column((length) => new Float64Array(length));
  count = 0;

  add(piece: Uint8Array): number {
    const end = this.length + piece.length;
    if (end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(end, Math.ceil(this.bytes.length * 1.5)));
      grown.set(this.bytes.subarray(0, this.length));
      this.bytes = grown;
    }
    this.bytes.set(piece, this.length);
    this.length = end;
    this.ends.set(this.count, end);
    return this.count++;
  }

  at(index: number): Uint8Array {
    return this.bytes.subarray(index === 0 ? 0 : this.ends.values[index - 1], this.ends.values[index]);
  }

  /** Takes over pieces that were trimmed elsewhere. */
  adopt(bytes: Uint8Array<ArrayBuffer>, ends: Float64Array<ArrayBuffer>): void {
    this.bytes = bytes;
    this.length = bytes.length;
    this.ends.adopt(ends);
    this.count = ends.length;
  }

  trim(): void {
    if (this.bytes.length > this.length) this.bytes = this.bytes.slice(0, this.length);
    this.ends.trim(this.count);
  }
}
