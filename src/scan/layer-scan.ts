/** What one layer holds: every entry of its tar, in columns, so that a million entries fit in little memory. */
import { normalizePath } from './path.ts';
import type { EntryType, TarEntry } from './tar-entry.ts';

/** What an entry means for the layers below. `whiteout` names one path, `opaque` all that lies in a directory; `metadata` is a builder's own and means nothing. */
export type EntryKind = EntryType | 'whiteout' | 'opaque' | 'metadata';

/** Entry kinds in the order of their codes. */
export const entryKinds = [
  'file',
  'link',
  'symlink',
  'directory',
  'character-device',
  'block-device',
  'fifo',
  'whiteout',
  'opaque',
  'metadata',
] as const satisfies readonly EntryKind[];

export const kindCode = Object.fromEntries(entryKinds.map((kind, code) => [kind, code])) as Record<EntryKind, number>;

/** A column of numbers that grows. */
class Column<T extends Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array> {
  values: T;
  readonly #make: (length: number) => T;
  constructor(make: (length: number) => T) {
    this.#make = make;
    this.values = make(256);
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
class Pieces {
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

  trim(): void {
    if (this.bytes.length > this.length) this.bytes = this.bytes.slice(0, this.length);
    this.ends.trim(this.count);
  }
}

/** The entries of one layer. Entry numbers run from 0 in the order of the tar. */
export class LayerScan {
  /** Number of entries, whiteouts included. */
  count = 0;
  /** Bytes of the regular-file entries stored in the layer. */
  totalBytes = 0;
  /** What is odd about the tar, but no error. */
  readonly notes: string[] = [];
  /** Digest of the stored blob and of the tar in it, where the bytes were read to the end. */
  digest: string | undefined;
  diffID: string | undefined;
  /** Whether the contents' checksums are known. */
  hasChecksums = false;
  /** Where the tar's bytes can be had again at random, for comparing two bodies: an open file and the place of the tar in it. */
  file: { fd: number; offset: number } | undefined;

  readonly #paths = new Pieces();
  readonly #links = new Pieces();
  readonly #kinds = new Column((length) => new Uint8Array(length));
  readonly #sizes = new Column((length) => new Float64Array(length));
  readonly #bodies = new Column((length) => new Float64Array(length));
  readonly #linkNumbers = new Column((length) => new Int32Array(length));
  readonly #checksums = new Column((length) => new Uint32Array(length));
  readonly #attributes = new Column((length) => new Uint32Array(length));

  /** `attributes` is a hash of mode, owner, device and extended attributes: of all that a chmod, chown or setcap changes. */
  add(entry: TarEntry, attributes: number): number {
    const index = this.count++;
    const { kind, path } = classify(entry);
    this.#paths.add(path);
    this.#kinds.set(index, kindCode[kind]);
    this.#sizes.set(index, entry.size);
    this.#bodies.set(index, entry.bodyOffset);
    this.#linkNumbers.set(index, entry.linkName.length > 0 ? this.#links.add(entry.linkName) : -1);
    this.#attributes.set(index, attributes);
    this.totalBytes += entry.size;
    return index;
  }

  setChecksum(index: number, checksum: number): void {
    this.#checksums.set(index, checksum);
  }

  /** Gives back the memory that growing took. */
  trim(): void {
    this.#paths.trim();
    this.#links.trim();
    for (const column of [this.#kinds, this.#sizes, this.#bodies, this.#linkNumbers, this.#checksums, this.#attributes])
      column.trim(this.count);
  }

  /** Index into entryKinds. */
  kind(index: number): number {
    return this.#kinds.values[index]!;
  }
  /** Normalised. For a whiteout the path it removes, for an opaque one the directory it empties. */
  path(index: number): Uint8Array {
    return this.#paths.at(index);
  }
  /** Stored bytes. */
  size(index: number): number {
    return this.#sizes.values[index]!;
  }
  /** Bytes from the start of the tar to the body. */
  bodyOffset(index: number): number {
    return this.#bodies.values[index]!;
  }
  /** Target of a link or symlink as stored, empty if there is none. */
  link(index: number): Uint8Array {
    const number = this.#linkNumbers.values[index]!;
    return number < 0 ? new Uint8Array(0) : this.#links.at(number);
  }
  /** CRC-32 of the body; meaningful only with `hasChecksums`. */
  checksum(index: number): number {
    return this.#checksums.values[index]!;
  }
  attributes(index: number): number {
    return this.#attributes.values[index]!;
  }
}

const prefix = Buffer.from('.wh.');
const opaque = Buffer.from('.wh..wh..opq');
const reserved = Buffer.from('.wh..wh.');

function startsWith(bytes: Uint8Array, from: number, text: Uint8Array): boolean {
  for (let index = 0; index < text.length; index++) if (bytes[from + index] !== text[index]) return false;
  return true;
}

/** https://github.com/opencontainers/image-spec/blob/main/layer.md#whiteouts */
function classify(entry: TarEntry): { kind: EntryKind; path: Uint8Array } {
  const path = normalizePath(entry.name);
  let start = path.length;
  while (start > 0 && path[start - 1] !== 0x2f) start--;
  // A bare `.wh.` names nothing and is an ordinary file.
  if (path.length - start <= prefix.length || !startsWith(path, start, prefix)) return { kind: entry.type, path };
  const directory = path.subarray(0, Math.max(0, start - 1));
  if (path.length - start === opaque.length && startsWith(path, start, opaque)) return { kind: 'opaque', path: directory };
  // aufs kept its own books under these names (.wh..wh.plnk, .wh..wh.aufs).
  if (startsWith(path, start, reserved)) return { kind: 'metadata', path };
  const removed = new Uint8Array(path.length - prefix.length);
  removed.set(path.subarray(0, start));
  removed.set(path.subarray(start + prefix.length), start);
  return { kind: 'whiteout', path: removed };
}
