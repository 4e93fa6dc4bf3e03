/** The outer tar of an archive that passes: tells layers from documents by their first block, and gives each its bytes. */
import { maxConfigBytes } from '../image/fetch-document.ts';
import { decodePath, normalizePath, resolveLink } from '../scan/path.ts';
import type { TarEntry } from '../scan/tar-entry.ts';
import { blockSize } from '../scan/tar-header.ts';
import { TarReader } from '../scan/tar-reader.ts';
import { type LayerTaker, looksLikeLayer, type Passed, type PassingOptions, takeLayer } from './passed-layer.ts';

export type Member = Passed | { bytes: Buffer } | { link: string };

/** All documents of an archive together. */
const maxHeldBytes = 4 * maxConfigBytes;

/** The member whose bytes are coming. What it is is not known before its first block is there. */
type Coming = {
  name: string;
  size: number;
  is: 'unknown' | 'document' | 'layer' | 'neither';
  /** Of a document all that has come, of what is unknown its beginning. */
  held: Buffer[];
  heldBytes: number;
  layer?: LayerTaker;
};

export class MemberReader {
  readonly #path: string;
  readonly #options: PassingOptions;
  readonly #members = new Map<string, Member>();
  readonly #tar: TarReader;
  #coming: Coming | undefined;
  #heldBytes = 0;
  /** What has to be done before more bytes may come. */
  readonly #waiting: Promise<void>[] = [];
  /** Layers that are not at their end yet. */
  readonly #open = new Set<LayerTaker>();

  /** @param path what the archive is, for messages, behind "the archive" */
  constructor(path: string, options: PassingOptions) {
    this.#path = path;
    this.#options = options;
    this.#tar = new TarReader({
      entry: (entry) => this.#begin(entry),
      body: (bytes, start, end) => this.#pass(bytes.subarray(start, end)),
      bodyEnd: () => this.#end(),
    });
  }

  /**
   * @param bytes valid only during the call
   * @returns what to wait for, if anything, before the next call
   * @throws TarFault, ExpectedError `too-large`, `interrupted`
   */
  write(bytes: Uint8Array): Promise<void> | undefined {
    this.#tar.write(bytes);
    return this.#waiting.length === 0 ? undefined : Promise.all(this.#waiting.splice(0)).then(() => {});
  }

  /** The members by their names. @throws TarFault where the tar is cut off */
  end(): ReadonlyMap<string, Member> {
    this.#tar.end();
    return this.#members;
  }

  /** Ends what runs for a layer that was cut off. */
  async close(): Promise<void> {
    for (const layer of this.#open) await layer.close?.();
  }

  #begin({ type, name: bytes, linkName, size }: TarEntry): boolean {
    const name = keyOf(bytes);
    this.#coming = undefined;
    if (type === 'link') this.#members.set(name, { link: keyOf(linkName) });
    else if (type === 'symlink') {
      const path = normalizePath(bytes);
      const directory = path.subarray(0, Math.max(0, path.lastIndexOf(0x2f)));
      this.#members.set(name, { link: decodePath(resolveLink(directory, linkName)) });
    } else if (type === 'file') this.#coming = { name, size, is: 'unknown', held: [], heldBytes: 0 };
    return this.#coming !== undefined;
  }

  #pass(bytes: Uint8Array): void {
    const coming = this.#coming!;
    if (coming.is === 'layer') this.#wait(coming.layer?.write(bytes));
    if (coming.is === 'layer' || coming.is === 'neither') return;
    coming.held.push(Buffer.from(bytes));
    coming.heldBytes += bytes.length;
    if (coming.is === 'unknown' && coming.heldBytes >= blockSize) this.#recognise(coming);
  }

  #recognise(coming: Coming): void {
    const { name, size } = coming;
    const head = Buffer.concat(coming.held);
    if (looksLikeLayer(head)) {
      coming.is = 'layer';
      coming.held = [];
      coming.layer = takeLayer(head, { name, size, what: `${name} of the archive ${this.#path}` }, this.#options);
      this.#open.add(coming.layer);
      this.#wait(coming.layer.write(head));
    } else coming.is = size > Math.min(maxHeldBytes - this.#heldBytes, maxConfigBytes) ? 'neither' : 'document';
  }

  #end(): void {
    const coming = this.#coming!;
    const { name } = coming;
    if (coming.is === 'unknown') this.#recognise(coming);
    if (coming.layer !== undefined) this.#endLayer(name, coming.layer);
    else if (coming.is === 'document') {
      this.#heldBytes += coming.heldBytes;
      this.#members.set(name, { bytes: Buffer.concat(coming.held) });
    }
  }

  #endLayer(name: string, layer: LayerTaker): void {
    const keep = (passed: Passed) => {
      this.#open.delete(layer);
      this.#members.set(name, passed);
    };
    const passed = layer.end();
    if (passed instanceof Promise) this.#wait(passed.then(keep));
    else keep(passed);
  }

  #wait(work: Promise<void> | undefined): void {
    if (work !== undefined) this.#waiting.push(work);
  }
}

export function keyOf(name: Uint8Array): string {
  return decodePath(normalizePath(name));
}
