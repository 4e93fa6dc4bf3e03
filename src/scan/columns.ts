/** Rows in typed arrays that grow: what a million entries are kept in. */

type Numbers = Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** Rows in one chunk, a power of two. Most layers have a few entries, and an image has many layers: larger chunks are mostly air. */
const chunkBits = 11;
const chunkLength = 1 << chunkBits;

/** A column of numbers. It grows by chunks, so that growing leaves nothing behind for the garbage collector, and ends as one array. */
export class Column<T extends Numbers> {
  #chunks: T[] = [];
  #values: T | undefined;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
  }

  /** The whole column as one array, once it is trimmed. */
  get values(): T {
    this.#values ??= this.#make(0);
    return this.#values;
  }

  get(index: number): number {
    if (this.#values !== undefined) return this.#values[index]!;
    return this.#chunks[index >>> chunkBits]?.[index & (chunkLength - 1)] ?? 0;
  }

  /** Rows may be set here and there only; those that never are count 0. */
  set(index: number, value: number): void {
    const chunk = index >>> chunkBits;
    this.#chunks[chunk] ??= this.#make(chunkLength);
    this.#chunks[chunk]![index & (chunkLength - 1)] = value;
  }

  /** Ends the growing: no row may be set any more. */
  trim(length: number): void {
    if (this.#values !== undefined) return;
    const values = this.#make(length);
    for (const [index, chunk] of this.#chunks.entries()) {
      const start = index * chunkLength;
      // A chunk in which no row was set is not there.
      if (chunk !== undefined && start < length) values.set(chunk.subarray(0, length - start), start);
    }
    this.adopt(values);
  }

  /** Takes over values that were trimmed elsewhere. */
  adopt(values: T): void {
    this.#values = values;
    this.#chunks = [];
  }
}

const byteChunkLength = 1 << 15;

/** Pieces of bytes, one behind the other. They too grow by chunks. */
export class Pieces {
  readonly ends = new Column((length) => new Float64Array(length));
  count = 0;
  #length = 0;
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #partFill = 0;
  #bytes: Uint8Array<ArrayBuffer> | undefined;

  /** All bytes, once they are trimmed. */
  get bytes(): Uint8Array<ArrayBuffer> {
    this.#bytes ??= new Uint8Array(0);
    return this.#bytes;
  }

  /** @returns the number of the piece */
  add(piece: Uint8Array): number {
    const last = this.#parts.at(-1);
    if (last === undefined || this.#partFill + piece.length > last.length) this.#startPart(Math.max(piece.length, byteChunkLength));
    this.#parts.at(-1)!.set(piece, this.#partFill);
    this.#partFill += piece.length;
    this.#length += piece.length;
    this.ends.set(this.count, this.#length);
    return this.count++;
  }

  #startPart(length: number): void {
    const last = this.#parts.pop();
    if (last !== undefined) this.#parts.push(last.subarray(0, this.#partFill));
    this.#parts.push(new Uint8Array(length));
    this.#partFill = 0;
  }

  at(index: number): Uint8Array {
    if (this.#bytes === undefined) this.trim();
    return this.#bytes!.subarray(index === 0 ? 0 : this.ends.get(index - 1), this.ends.get(index));
  }

  /** Takes over pieces that were trimmed elsewhere. */
  adopt(bytes: Uint8Array<ArrayBuffer>, ends: Float64Array<ArrayBuffer>): void {
    this.#bytes = bytes;
    this.ends.adopt(ends);
    this.count = ends.length;
    this.#parts = [];
  }

  /** Ends the growing: no piece may be added any more. */
  trim(): void {
    if (this.#bytes !== undefined) return;
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      bytes.set(part.subarray(0, Math.min(part.length, this.#length - at)), at);
      at += part.length;
    }
    this.#bytes = bytes;
    this.#parts = [];
    this.ends.trim(this.count);
  }
}
