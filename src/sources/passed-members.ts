/** A tar that passes once and is kept nowhere: its documents stay in memory, its layers are scanned as they pass. */
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import { sniffCompression } from '../scan/decompress.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { checkAbort } from '../scan/scan-options.ts';
import { scanPassing } from '../scan/scan-passing.ts';
import { TarFault } from '../scan/tar-header.ts';
import { FetchFault, faultOf } from './engine/fetch-fault.ts';
import { keyOf, type Member, MemberReader } from './member-reader.ts';
import type { HeldContent, MemberStore } from './member-store.ts';
import type { Passed, PassingOptions } from './passed-layer.ts';

/** Takes bytes that are valid only during the call. Where it gives a promise, what comes before that is kept has to be held in memory. */
export type Take = (bytes: Uint8Array) => Promise<void> | undefined;
/** Sends bytes as they come. It ends once the last one has come and every promise is kept. */
export type Passing = (take: Take) => Promise<void>;

const maxLinks = 16;
/** What of the end is kept: an engine that breaks off says why in the middle of the tar. */
const tailBytes = 2048;

export class PassedMembers implements MemberStore {
  readonly path: string;
  readonly kind = 'archive';
  readonly notes: readonly string[] = [];
  readonly #members: ReadonlyMap<string, Member>;

  private constructor(path: string, members: ReadonlyMap<string, Member>) {
    this.path = path;
    this.#members = members;
  }

  /**
   * Reads the tar to its end.
   * @param path what it is, for messages, behind "the archive"
   * @throws ExpectedError `engine` where it breaks off, `too-large`, `interrupted`
   */
  static async read(tar: Passing, path: string, options: PassingOptions): Promise<PassedMembers> {
    const members = new MemberReader(path, options);
    let length = 0;
    let tail: Buffer = Buffer.alloc(0);
    try {
      await tar((chunk) => {
        checkAbort(options.signal);
        length += chunk.length;
        const last = chunk.subarray(-tailBytes);
        tail = last.length === tailBytes ? Buffer.from(last) : Buffer.concat([tail, last]).subarray(-tailBytes);
        options.onBytes?.(chunk.length);
        return members.write(chunk);
      });
      return new PassedMembers(path, await members.end());
    } catch (error) {
      checkAbort(options.signal);
      // Anything else is our own bug, and not the engine's.
      if (!(error instanceof FetchFault || error instanceof TarFault || typeof (error as NodeJS.ErrnoException).syscall === 'string'))
        throw error;
      throw brokenOff(path, length, tail, error);
    } finally {
      await members.close();
    }
  }

  find(name: string): HeldContent | undefined {
    const member = this.#find(name);
    if (member === undefined) return undefined;
    return 'bytes' in member ? new Held(member.bytes) : new PastContent(member, name);
  }

  /**
   * The scan of a layer by the name of its member.
   * @throws ExpectedError what was wrong with it
   */
  async scanOf(name: string, what: string, options: PassingOptions): Promise<LayerScan> {
    const member = this.#find(name);
    if (member === undefined) throw new Error(`${name} was never there`);
    // A layer that is too short to be told from a document: an empty one.
    if ('bytes' in member) return scanPassing(Readable.from([member.bytes]), sniffCompression(member.bytes), { ...options, what });
    if (member.scan instanceof ExpectedError) throw member.scan;
    return member.scan;
  }

  topNames(): string[] {
    return [...new Set([...this.#members.keys()].map((name) => name.split('/', 1)[0]!))];
  }

  close(): void {}

  #find(name: string): Passed | { bytes: Buffer } | undefined {
    let key = keyOf(Buffer.from(name));
    for (let links = 0; links <= maxLinks; links++) {
      const member = this.#members.get(key);
      if (member === undefined || !('link' in member)) return member;
      key = member.link;
    }
    return undefined;
  }
}

class Held {
  readonly kind = 'stream';
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  get length(): number {
    return this.#bytes.length;
  }
  get head(): Uint8Array {
    return this.#bytes;
  }
  get stream(): Readable {
    return Readable.from([this.#bytes]);
  }
}

class PastContent {
  readonly kind = 'stream';
  readonly length: number;
  readonly head: Uint8Array;
  readonly #name: string;

  constructor({ length, head }: Passed, name: string) {
    this.length = length;
    this.head = head;
    this.#name = name;
  }
  get stream(): Readable {
    throw new Error(`the bytes of ${this.#name} have passed and are kept nowhere`);
  }
}

/** Engines that fail in the middle of an export write why into it: `{"errorDetail":{"message":…}}`. */
function brokenOff(path: string, length: number, tail: Buffer, cause: unknown): ExpectedError {
  const said = /\{"(?:errorDetail":\{"message|message|error)":\s*"((?:[^"\\]|\\.)*)"/.exec(tail.toString())?.[1];
  const why = said === undefined ? faultOf(cause).message : said.replaceAll(/\\(.)/g, '$1');
  return new ExpectedError('engine', `reading the archive ${path}: it broke off after ${length} bytes (${why})`, {
    hint: "try again; the engine's log says more",
    cause,
  });
}
