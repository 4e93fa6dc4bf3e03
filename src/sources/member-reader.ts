/** The outer tar of an archive that passes: tells layers from documents by their first block, and gives each its bytes. */
import { maxConfigBytes } from '../image/fetch-document.ts';
import { decodePath, normalizePath, resolveLink } from '../scan/path.ts';
import type { TarEntry } from '../scan/tar-entry.ts';
import { blockSize } from '../scan/tar-header.ts';
import { TarReader } from '../scan/tar-reader.ts';
import { sparseMember } from './member-store.ts';
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

/** One thing after the other: a promise says when the next may be done. */
type Step = () => Promise<void> | undefined;

export class MemberReader {
  readonly #path: string;
  readonly #options: PassingOptions;
  readonly #members = new Map<string, Member>();
  readonly #tar: TarReader;
  #coming: Coming | undefined;
  #heldBytes = 0;
  /** What is behind the step that is being done, in order, with bytes of its own. */
  #steps: Step[] = [];
  #busy: Promise<void> | undefined;

  /** @param path what the archive is, for messages, behind "the archive" */
  constructor(path: string, options: PassingOptions) {
    this.#path = path;
    this.#options = options;
    this.#tar = new TarReader({
      entry: (entry) => this.#begin(entry),
      body: (bytes, start, end) => this.#pass(bytes.subarray(start, end)),
      bodyEnd: () => this.#do(() => this.#end()),
    });
  }

  /**
   * @param bytes valid only during the call
   * @returns what to wait for, if anything; what is written before that is kept in memory
   * @throws TarFault, ExpectedError `too-large`, `interrupted`, `unsupported`
   */
  write(bytes: Uint8Array): Promise<void> | undefined {
    this.#tar.write(bytes);
    return this.#busy;
  }

  /** The members by their names. @throws TarFault where the tar is cut off, and as `write` */
  async end(): Promise<ReadonlyMap<string, Member>> {
    this.#tar.end();
    await this.#busy;
    return this.#members;
  }

  /** Ends what still runs. */
  async close(): Promise<void> {
    this.#steps = [];
    await this.#coming?.layer?.close?.();
    await this.#busy?.catch(() => {});
  }

  #do(step: Step): void {
    if (this.#busy !== undefined) {
      this.#steps.push(step);
      return;
    }
    const doing = step();
    if (doing !== undefined) this.#busy = this.#goOn(doing);
  }

  /** Does what came meanwhile. After a fault nothing is done any more. */
  async #goOn(doing: Promise<void>): Promise<void> {
    await doing;
    for (let step = this.#steps.shift(); step !== undefined; step = this.#steps.shift()) await step();
    this.#busy = undefined;
  }

  #begin({ type, name: bytes, linkName, size, logicalSize }: TarEntry): boolean {
    const name = keyOf(bytes);
    if (type === 'file') {
      if (logicalSize !== size) throw sparseMember(`the archive ${this.#path}`, name);
      this.#do(() => {
        this.#coming = { name, size, is: 'unknown', held: [], heldBytes: 0 };
        return undefined;
      });
    } else if (type === 'link') this.#keep(name, { link: keyOf(linkName) });
    else if (type === 'symlink') {
      const path = normalizePath(bytes);
      const directory = path.subarray(0, Math.max(0, path.lastIndexOf(0x2f)));
      this.#keep(name, { link: decodePath(resolveLink(directory, linkName)) });
    }
    return type === 'file';
  }

  /** Of several members of one name the last one counts. */
  #keep(name: string, member: Member): void {
    this.#do(() => void this.#members.set(name, member));
  }

  #pass(bytes: Uint8Array): void {
    const piece = this.#busy === undefined ? bytes : Buffer.from(bytes);
    this.#do(() => this.#take(piece));
  }

  #take(bytes: Uint8Array): Promise<void> | undefined {
    const coming = this.#coming!;
    if (coming.is === 'layer') return coming.layer?.write(bytes);
    if (coming.is === 'neither') return undefined;
    coming.held.push(Buffer.from(bytes));
    coming.heldBytes += bytes.length;
    return coming.is === 'unknown' && coming.heldBytes >= blockSize ? this.#recognise(coming) : undefined;
  }

  #recognise(coming: Coming): Promise<void> | undefined {
    const { name, size } = coming;
    const head = Buffer.concat(coming.held);
    if (!looksLikeLayer(head)) {
      coming.is = size > Math.min(maxHeldBytes - this.#heldBytes, maxConfigBytes) ? 'neither' : 'document';
      return undefined;
    }
    coming.is = 'layer';
    coming.held = [];
    coming.layer = takeLayer(head, { name, size, what: `${name} of the archive ${this.#path}` }, this.#options);
    return coming.layer.write(head);
  }

  #end(): Promise<void> | undefined {
    const coming = this.#coming!;
    if (coming.is === 'unknown') {
      const waiting = this.#recognise(coming);
      if (waiting !== undefined) return waiting.then(() => this.#end());
    }
    const { name, layer } = coming;
    if (layer !== undefined) return this.#endLayer(name, layer);
    if (coming.is !== 'document') return undefined;
    this.#heldBytes += coming.heldBytes;
    this.#members.set(name, { bytes: Buffer.concat(coming.held) });
    return undefined;
  }

  #endLayer(name: string, layer: LayerTaker): Promise<void> | undefined {
    const passed = layer.end();
    if (passed instanceof Promise) return passed.then((each) => void this.#members.set(name, each));
    this.#members.set(name, passed);
    return undefined;
  }
}

export function keyOf(name: Uint8Array): string {
  return decodePath(normalizePath(name));
}
