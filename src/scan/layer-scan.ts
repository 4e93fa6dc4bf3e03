/** What one layer holds: every entry of its tar, in columns, so that a million entries fit in little memory. */
import { Column, Pieces } from './columns.ts';
import { Fingerprints } from './fingerprints.ts';
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

/**
 * What checksums of contents are. Only equal kinds compare. `sha256-32` is the first 32 bits of a SHA-256, which a table of contents told:
 * such a scan is neither kept nor passed between threads. What an engine's index told is internal, and meets no other kind.
 */
export type ChecksumKind = 'crc32' | 'sha256-32';

/** A scan as it passes between threads: plain values and typed arrays. */
export type LayerScanData = {
  count: number;
  totalBytes: number;
  tarBytes: number;
  notes: string[];
  digest: string | undefined;
  diffID: string | undefined;
  hasChecksums: boolean;
  checksumsAreInternal: boolean;
  keepsOrder: boolean;
  columns: (Uint8Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>)[];
};

/** The entries of one layer. Entry numbers run from 0 in the order of the tar. */
export class LayerScan {
  /** Number of entries, whiteouts included. */
  count = 0;
  /** Bytes of the regular-file entries stored in the layer. */
  totalBytes = 0;
  /** Bytes of the tar itself, headers and padding included. */
  tarBytes = 0;
  /** What is odd about the tar, but no error. */
  readonly notes: string[] = [];
  /** Digest of the stored blob and of the tar in it, where the bytes were read to the end. */
  digest: string | undefined;
  diffID: string | undefined;
  /** Whether the contents' checksums are known. */
  hasChecksums = false;
  /**
   * Whether they tell bodies of this image apart and no more: they are no CRC-32s of the whole, or the same layer read another way
   * would have none. Then they stand in no Analysis.
   */
  checksumsAreInternal = false;
  checksumKind: ChecksumKind = 'crc32';
  /** What in the blob told the entries, where the tar itself was not read: its table of contents, or the tar-split index beside that. */
  listedFrom: 'table' | 'tar-split' | undefined;
  /** Whether the entries come in the order of the tar: a table of contents need not keep it. */
  keepsOrder = true;
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
  readonly #fingerprints = new Fingerprints();
  /** How many entries are in the fingerprints with their contents. */
  #fingerprinted = 0;

  /**
   * `attributes` is a hash of mode, owner, device and extended attributes: of all that a chmod, chown or setcap changes.
   * The checksum of an entry's body is to be set before the next entry, and what the checksums are before the second.
   */
  add(entry: TarEntry, attributes: number): number {
    this.#endFingerprint();
    const index = this.count++;
    const { kind, path } = classify(entry);
    const code = kindCode[kind];
    this.#fingerprints.begin(path, code, entry, attributes);
    this.#paths.add(path);
    this.#kinds.set(index, code);
    this.#sizes.set(index, entry.size);
    this.#bodies.set(index, entry.bodyOffset);
    this.#linkNumbers.set(index, entry.linkName.length > 0 ? this.#links.add(entry.linkName) : -1);
    this.#attributes.set(index, attributes);
    this.totalBytes += entry.size;
    return index;
  }

  /** Whether the checksums name contents in other images too, among those of their kind. */
  get namesContents(): boolean {
    return this.hasChecksums && !this.checksumsAreInternal;
  }

  setChecksum(index: number, checksum: number): void {
    this.#checksums.set(index, checksum);
  }

  #endFingerprint(): void {
    if (this.#fingerprinted === this.count) return;
    this.#fingerprints.end(this.namesContents ? this.#checksums.get(this.#fingerprinted) : undefined);
    this.#fingerprinted = this.count;
  }

  /** What tells this layer from another one, once it is trimmed. */
  get fingerprints(): Fingerprints {
    return this.#fingerprints;
  }

  /** Ends the collecting, and gives back the memory that growing took. */
  trim(): void {
    this.#endFingerprint();
    this.#paths.trim();
    this.#links.trim();
    for (const column of [this.#kinds, this.#sizes, this.#bodies, this.#linkNumbers, this.#checksums, this.#attributes])
      column.trim(this.count);
  }

  /** The trimmed scan, for another thread; the columns may be moved there. */
  toData(): LayerScanData {
    const { count, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal, keepsOrder } = this;
    const columns = [
      this.#paths.bytes,
      this.#paths.ends.values,
      this.#links.bytes,
      this.#links.ends.values,
      this.#kinds.values,
      this.#sizes.values,
      this.#bodies.values,
      this.#linkNumbers.values,
      this.#checksums.values,
      this.#attributes.values,
      this.#fingerprints.sums,
    ];
    return { count, totalBytes, tarBytes, notes, digest, diffID, hasChecksums, checksumsAreInternal, keepsOrder, columns };
  }

  static fromData(data: LayerScanData): LayerScan {
    const scan = new LayerScan();
    const { columns, notes, ...plain } = data;
    Object.assign(scan, plain);
    scan.notes.push(...notes);
    const [paths, pathEnds, links, linkEnds, kinds, sizes, bodies, linkNumbers, checksums, attributes, sums] = columns;
    scan.#paths.adopt(paths as Uint8Array<ArrayBuffer>, pathEnds as Float64Array<ArrayBuffer>);
    scan.#links.adopt(links as Uint8Array<ArrayBuffer>, linkEnds as Float64Array<ArrayBuffer>);
    scan.#kinds.adopt(kinds as Uint8Array<ArrayBuffer>);
    scan.#sizes.adopt(sizes as Float64Array<ArrayBuffer>);
    scan.#bodies.adopt(bodies as Float64Array<ArrayBuffer>);
    scan.#linkNumbers.adopt(linkNumbers as Int32Array<ArrayBuffer>);
    scan.#checksums.adopt(checksums as Uint32Array<ArrayBuffer>);
    scan.#attributes.adopt(attributes as Uint32Array<ArrayBuffer>);
    scan.#fingerprints.adopt(sums as Int32Array<ArrayBuffer>);
    scan.#fingerprinted = scan.count;
    return scan;
  }

  /** Index into entryKinds. */
  kind(index: number): number {
    return this.#kinds.get(index);
  }
  /** Normalised. For a whiteout the path it removes, for an opaque one the directory it empties. */
  path(index: number): Uint8Array {
    return this.#paths.at(index);
  }
  /** Stored bytes. */
  size(index: number): number {
    return this.#sizes.get(index);
  }
  /** Bytes from the start of the tar to the body. */
  bodyOffset(index: number): number {
    return this.#bodies.get(index);
  }
  /** Target of a link or symlink as stored, empty if there is none. */
  link(index: number): Uint8Array {
    const number = this.#linkNumbers.get(index);
    return number < 0 ? new Uint8Array(0) : this.#links.at(number);
  }
  /** Checksum of the body, of the scan's `checksumKind`; meaningful only with `hasChecksums`. */
  checksum(index: number): number {
    return this.#checksums.get(index);
  }
  attributes(index: number): number {
    return this.#attributes.get(index);
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
