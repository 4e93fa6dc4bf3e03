/** Cuts a zstd stream into its frames without decoding it. https://www.rfc-editor.org/rfc/rfc8878#section-3.1.1 */

export class ZstdFault extends Error {
  readonly code = 'ZSTD_fault';
}

/** A piece of a frame that holds data; `last` ends the frame. Frames that are to be skipped are left out. */
export type FramePiece = { bytes: Uint8Array; last: boolean };

const frameMagic = 0xfd2fb528;
const dictionaryBytes = [0, 1, 2, 4];
const contentSizeBytes = [0, 2, 4, 8];

class ByteQueue {
  #bytes: Uint8Array = new Uint8Array(0);
  readonly #chunks: AsyncIterator<Uint8Array>;
  constructor(input: AsyncIterable<Uint8Array>) {
    this.#chunks = input[Symbol.asyncIterator]();
  }

  async #more(): Promise<boolean> {
    const next = await this.#chunks.next();
    if (next.done === true) return false;
    this.#bytes = this.#bytes.length === 0 ? next.value : Buffer.concat([this.#bytes, next.value]);
    return true;
  }

  /** Takes exactly `count` bytes; fewer only at the end of the stream. */
  async take(count: number): Promise<Uint8Array> {
    while (this.#bytes.length < count && (await this.#more()));
    return this.takeUpTo(count);
  }

  /** Takes what is at hand, at most `count` bytes, and waits only where there is nothing. */
  async takeSome(count: number): Promise<Uint8Array> {
    if (this.#bytes.length === 0) await this.#more();
    return this.takeUpTo(count);
  }

  takeUpTo(count: number): Uint8Array {
    const taken = this.#bytes.subarray(0, count);
    this.#bytes = this.#bytes.subarray(taken.length);
    return taken;
  }
}

/** @throws ZstdFault where the stream is cut off or is no zstd */
export async function* splitFrames(input: AsyncIterable<Uint8Array>): AsyncGenerator<FramePiece, undefined> {
  const queue = new ByteQueue(input);
  for (;;) {
    const magic = await queue.take(4);
    if (magic.length === 0) return undefined;
    const value = littleEndian(magic, 4);
    if ((value & 0xfffffff0) >>> 0 === 0x184d2a50) {
      await skip(queue, littleEndian(await queue.take(4), 4));
      continue;
    }
    if (value !== frameMagic) throw new ZstdFault('bytes that begin no frame');
    yield* frame(queue, magic);
  }
}

async function* frame(queue: ByteQueue, magic: Uint8Array): AsyncGenerator<FramePiece, void> {
  const descriptor = await queue.take(1);
  const flags = littleEndian(descriptor, 1);
  const isSingle = (flags & 0x20) !== 0;
  const hasChecksum = (flags & 0x04) !== 0;
  const sizeFlag = flags >> 6;
  const rest = (isSingle ? 0 : 1) + dictionaryBytes[flags & 3]! + (sizeFlag === 0 && isSingle ? 1 : contentSizeBytes[sizeFlag]!);
  yield { bytes: Buffer.concat([magic, descriptor, await exactly(queue, rest)]), last: false };
  for (;;) {
    const header = await exactly(queue, 3);
    const value = littleEndian(header, 3);
    const isLast = (value & 1) !== 0;
    const isRepeat = ((value >> 1) & 3) === 1;
    yield { bytes: header, last: isLast && value >> 3 === 0 && !hasChecksum };
    for (let left = isRepeat ? 1 : value >> 3; left > 0; ) {
      const bytes = await queue.takeSome(left);
      if (bytes.length === 0) throw new ZstdFault('the stream ends within a block');
      left -= bytes.length;
      yield { bytes, last: isLast && left === 0 && !hasChecksum };
    }
    if (!isLast) continue;
    if (hasChecksum) yield { bytes: await exactly(queue, 4), last: true };
    return;
  }
}

async function exactly(queue: ByteQueue, count: number): Promise<Uint8Array> {
  const bytes = await queue.take(count);
  if (bytes.length < count) throw new ZstdFault('the stream ends within a frame');
  return bytes;
}

async function skip(queue: ByteQueue, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const bytes = await queue.takeSome(left);
    if (bytes.length === 0) throw new ZstdFault('the stream ends within a skipped frame');
    left -= bytes.length;
  }
}

function littleEndian(bytes: Uint8Array, length: number): number {
  if (bytes.length < length) throw new ZstdFault('the stream ends within a header');
  let value = 0;
  for (let index = length - 1; index >= 0; index--) value = value * 256 + bytes[index]!;
  return value;
}
