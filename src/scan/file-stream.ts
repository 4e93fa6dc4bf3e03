/** Bytes of an open file as a stream that borrows the descriptor: it is never closed here. */
import { read } from 'node:fs';
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';

/** Larger pieces mean fewer turns through the thread pool; beyond this size nothing is gained. */
const pieceBytes = 1 << 20;

/** Fails with ExpectedError `not-readable` where the device does. */
export class FileStream extends Readable {
  readonly #fd: number;
  /** Where to read next; null reads on from where the descriptor stands, as a pipe demands. */
  #position: number | null;
  #leftBytes: number;
  #isReading = false;
  #afterReading: (() => void) | undefined;

  /** @param range absent: all that comes, from where the descriptor stands */
  constructor(fd: number, range?: { offset: number; length: number }) {
    super({ highWaterMark: pieceBytes });
    this.#fd = fd;
    this.#position = range?.offset ?? null;
    this.#leftBytes = range?.length ?? Number.POSITIVE_INFINITY;
  }

  override _read(): void {
    const wanted = Math.min(pieceBytes, this.#leftBytes);
    if (wanted === 0) {
      this.push(null);
      return;
    }
    this.#isReading = true;
    read(this.#fd, Buffer.allocUnsafe(wanted), 0, wanted, this.#position, (error, count, buffer) => {
      this.#isReading = false;
      this.#afterReading?.();
      if (this.destroyed) return;
      if (error !== null) {
        this.destroy(deviceFault(error));
        return;
      }
      this.#leftBytes -= count;
      if (this.#position !== null) this.#position += count;
      this.push(count === 0 ? null : buffer.subarray(0, count));
    });
  }

  /** Closes once no read is under way, so that the descriptor's owner may close it after that. */
  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (this.#isReading) this.#afterReading = () => done(error);
    else done(error);
  }
}

function deviceFault(error: NodeJS.ErrnoException): ExpectedError {
  return new ExpectedError('not-readable', `reading the image: the device failed (${error.code})`, {
    hint: 'check the disk, or copy the image elsewhere and try again',
    cause: error,
  });
}
