/**
 * The one tar reader: bytes are pushed in as they come, entries come out.
 *
 * It serves a stream (every byte is written), a seekable file (bodies are skipped) and the segments of a tar-split index alike.
 * It reads what Go's archive/tar reads, since that is what engines extract by.
 */
import { ExtendedHeaders, isExtensionFlag, maxExtensionBytes } from './extended-headers.ts';
import { sparseForm } from './pax-sparse.ts';
import { OldSparseMap, SparseMap } from './sparse-map.ts';
import { makeEntry, oldSparseFlag, padding, type TarEntry } from './tar-entry.ts';
import { blockSize, type HeaderFields, isZeroBlock, parseHeader, TarFault } from './tar-header.ts';

export interface TarSink {
  /** Called once an entry's header is complete. Whether its body shall be passed to `body`. */
  entry(entry: TarEntry): boolean;
  /** A piece of the body of the last entry; valid only during the call. */
  body?(chunk: Uint8Array, start: number, end: number): void;
  /** The last entry's body is complete. Called only where `entry` asked for the body. */
  bodyEnd?(): void;
}

type State = 'header' | 'extension' | 'sparse-blocks' | 'sparse-map' | 'body' | 'padding' | 'end-mark' | 'done';

export class TarReader {
  readonly #sink: TarSink;
  #state: State = 'header';
  #entries = 0;
  /** Bytes from the start of the tar to the next unread byte. */
  #position = 0;
  /** What is still to come of the extension, body or padding. */
  #remaining = 0;
  #wanted = false;
  readonly #block = new Uint8Array(blockSize);
  #blockFill = 0;
  readonly #extended = new ExtendedHeaders();
  /** The entry whose sparse map is being read. */
  #pending: TarEntry | undefined;
  #map: SparseMap | undefined;
  #oldMap: OldSparseMap | undefined;
  #bodyStart = 0;
  readonly #fields: HeaderFields = { format: 'v7', typeflag: 0, mode: 0, uid: 0, gid: 0, size: 0, mtime: 0, device: 0 };

  constructor(sink: TarSink) {
    this.#sink = sink;
  }

  /** Whether the end mark was read; whatever follows is not part of the archive. */
  get done(): boolean {
    return this.#state === 'done';
  }

  /** Number of entries handed out. */
  get entries(): number {
    return this.#entries;
  }

  /** Bytes from the start of the tar to the next unread byte. */
  get position(): number {
    return this.#position;
  }

  /** How many of the next bytes may be passed over with `skip` instead of being written. */
  get skippable(): number {
    if (this.#state === 'body' && !this.#wanted) return this.#remaining + padding(this.#position - this.#bodyStart + this.#remaining);
    return this.#state === 'padding' ? this.#remaining : 0;
  }

  /** Passes over `count` bytes, at most `skippable`. */
  skip(count: number): void {
    const ofBody = this.#state === 'body' ? Math.min(count, this.#remaining) : 0;
    if (ofBody > 0) this.#passBody(ofBody);
    const rest = count - ofBody;
    if (rest > 0) {
      this.#remaining -= rest;
      this.#position += rest;
      if (this.#remaining === 0) this.#state = 'header';
    }
  }

  /** @throws TarFault where Go's reader would fail; `position` then tells where */
  write(chunk: Uint8Array, start = 0, end = chunk.length): void {
    let at = start;
    while (at < end) {
      switch (this.#state) {
        case 'done':
          this.#position += end - at;
          return;
        case 'body': {
          const count = Math.min(end - at, this.#remaining);
          if (this.#wanted) this.#sink.body?.(chunk, at, at + count);
          this.#passBody(count);
          at += count;
          break;
        }
        case 'padding': {
          const count = Math.min(end - at, this.#remaining);
          this.#remaining -= count;
          this.#position += count;
          at += count;
          if (this.#remaining === 0) this.#state = 'header';
          break;
        }
        case 'extension': {
          const count = this.#extended.read(chunk, at, end);
          this.#position += count;
          at += count;
          if (this.#extended.isComplete) this.#endExtension();
          break;
        }
        default:
          if (this.#blockFill === 0 && end - at >= blockSize) {
            this.#readBlock(chunk, at);
            at += blockSize;
          } else {
            const count = Math.min(end - at, blockSize - this.#blockFill);
            this.#block.set(chunk.subarray(at, at + count), this.#blockFill);
            this.#blockFill += count;
            at += count;
            if (this.#blockFill === blockSize) {
              this.#blockFill = 0;
              this.#readBlock(this.#block, 0);
            }
          }
      }
    }
  }

  /**
   * Says that no more bytes follow.
   * @returns whether the end mark was there: engines do without it
   * @throws TarFault where the archive ends within an entry
   */
  end(): boolean {
    if (this.#state === 'body' && this.#remaining > 0)
      throw new TarFault(`the end of the data, ${this.#remaining} bytes before the end of a file's body`);
    if (this.#blockFill > 0) throw new TarFault('the end of the data within a header');
    if (this.#state === 'extension' || this.#state === 'sparse-blocks' || this.#state === 'sparse-map')
      throw new TarFault('the end of the data within an extended header');
    return this.#state === 'done';
  }

  #passBody(count: number): void {
    this.#remaining -= count;
    this.#position += count;
    if (this.#remaining === 0) this.#endBody();
  }

  #endBody(): void {
    if (this.#wanted) this.#sink.bodyEnd?.();
    this.#remaining = padding(this.#position - this.#bodyStart);
    this.#state = this.#remaining > 0 ? 'padding' : 'header';
  }

  #readBlock(block: Uint8Array, start: number): void {
    switch (this.#state) {
      case 'sparse-blocks':
        this.#position += blockSize;
        this.#oldMap!.read(block, start);
        if (this.#oldMap!.isComplete) this.#startBody(this.#pending!);
        return;
      case 'sparse-map':
        this.#readSparseMap(block, start);
        return;
      case 'end-mark':
        if (!isZeroBlock(block, start)) throw new TarFault('a single block of zeros with data behind it');
        this.#position += blockSize;
        this.#state = 'done';
        return;
      default:
        if (block[start] === 0 && isZeroBlock(block, start)) {
          this.#position += blockSize;
          this.#state = 'end-mark';
        } else this.#readHeader(block, start);
    }
  }

  #readHeader(block: Uint8Array, start: number): void {
    const fields = this.#fields;
    parseHeader(block, start, fields);
    this.#position += blockSize;
    if (isExtensionFlag(fields.typeflag)) {
      this.#startExtension(fields);
      return;
    }
    const extensions = this.#extended.take();
    const entry = makeEntry(block, start, fields, extensions);
    if (fields.typeflag === oldSparseFlag) this.#startOldSparse(block, start, entry);
    else if (sparseForm(extensions.sparse) === 'body') {
      this.#pending = kept(entry);
      this.#map = new SparseMap(entry.logicalSize);
      this.#state = 'sparse-map';
    } else this.#startBody(entry);
  }

  #startOldSparse(block: Uint8Array, start: number, entry: TarEntry): void {
    // Another tar used the same letter for a header of another shape.
    if (this.#fields.format !== 'gnu') throw new TarFault('an old sparse file without the magic of GNU tar');
    this.#oldMap = new OldSparseMap(block, start);
    entry.logicalSize = this.#oldMap.logicalSize;
    this.#pending = kept(entry);
    this.#state = 'sparse-blocks';
    if (this.#oldMap.isComplete) this.#startBody(entry);
  }

  #startExtension(fields: HeaderFields): void {
    this.#extended.begin(fields);
    this.#state = 'extension';
    if (this.#extended.isComplete) this.#endExtension();
  }

  #endExtension(): void {
    this.#extended.finish();
    this.#remaining = padding(this.#extended.size);
    this.#state = this.#remaining > 0 ? 'padding' : 'header';
  }

  #readSparseMap(block: Uint8Array, start: number): void {
    this.#position += blockSize;
    const entry = this.#pending!;
    const map = this.#map!;
    const isComplete = map.read(block, start);
    if (map.bytes > Math.min(entry.size, maxExtensionBytes)) throw new TarFault('a sparse map that is longer than its file');
    if (!isComplete) return;
    entry.size -= map.bytes;
    this.#startBody(entry);
  }

  #startBody(entry: TarEntry): void {
    this.#pending = undefined;
    entry.bodyOffset = this.#position;
    this.#bodyStart = this.#position;
    this.#entries++;
    this.#wanted = this.#sink.entry(entry);
    this.#remaining = entry.size;
    this.#state = 'body';
    if (entry.size === 0) this.#endBody();
  }
}

/** The entry with names of its own: more blocks are read before it is handed out. */
function kept(entry: TarEntry): TarEntry {
  entry.name = new Uint8Array(entry.name);
  return entry;
}
