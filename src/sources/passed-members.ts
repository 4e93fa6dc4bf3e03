/** A tar that passes once and is kept nowhere: its documents stay in memory, its layers are scanned as they pass. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Extract, extract } from 'tar-stream';
import { ExpectedError } from '../errors.ts';
import { maxConfigBytes } from '../image/fetch-document.ts';
import { sniffCompression } from '../scan/decompress.ts';
import type { LayerScan } from '../scan/layer-scan.ts';
import { decodePath, normalizePath, resolveLink } from '../scan/path.ts';
import { checkAbort } from '../scan/scan-options.ts';
import { scanPassing } from '../scan/scan-passing.ts';
import { blockSize } from '../scan/tar-header.ts';
import { faultOf } from './engine/fetch-fault.ts';
import type { HeldContent, MemberStore } from './member-store.ts';
import { looksLikeLayer, type Passed, type PassingOptions, passLayer } from './passed-layer.ts';

type Entry = Extract extends AsyncIterable<infer Each> ? Each : never;
type Member = Passed | { bytes: Buffer } | { link: string };

const maxLinks = 16;
/** All documents of an archive together. */
const maxHeldBytes = 4 * maxConfigBytes;
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
  static async read(tar: Readable, path: string, options: PassingOptions): Promise<PassedMembers> {
    const members = new Map<string, Member>();
    let length = 0;
    let heldBytes = 0;
    let tail: Buffer = Buffer.alloc(0);
    tar.on('data', (chunk: Buffer) => {
      length += chunk.length;
      tail = chunk.length >= tailBytes ? chunk.subarray(-tailBytes) : Buffer.concat([tail, chunk]).subarray(-tailBytes);
      options.onBytes?.(chunk.length);
    });
    const entries = extract();
    const piping = pipeline(tar, entries).catch((error: unknown) => error);
    try {
      for await (const entry of entries) {
        const member = await readMember(entry, maxHeldBytes - heldBytes, `${entry.header.name} of the archive ${path}`, options);
        if (member === undefined) continue;
        if ('bytes' in member) heldBytes += member.bytes.length;
        members.set(keyOf(entry.header.name), member);
      }
      checkAbort(options.signal);
    } catch (error) {
      checkAbort(options.signal);
      if (error instanceof ExpectedError) throw error;
      throw brokenOff(path, length, tail, error);
    } finally {
      tar.destroy();
      await piping;
    }
    return new PassedMembers(path, members);
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
    let key = keyOf(name);
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

function keyOf(name: string): string {
  return decodePath(normalizePath(Buffer.from(name)));
}

async function readMember(entry: Entry, maxBytes: number, what: string, options: PassingOptions): Promise<Member | undefined> {
  const { type, name, linkname, size = 0 } = entry.header;
  if (type === 'link') return drained(entry, { link: keyOf(linkname ?? '') });
  if (type === 'symlink') {
    const folder = normalizePath(Buffer.from(name));
    const directory = folder.subarray(0, Math.max(0, folder.lastIndexOf(0x2f)));
    return drained(entry, { link: decodePath(resolveLink(directory, Buffer.from(linkname ?? ''))) });
  }
  if (type !== 'file') return drained(entry, undefined);
  const chunks = entry[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const first: Buffer[] = [];
  let firstBytes = 0;
  for (let next = firstBytes < blockSize ? await chunks.next() : undefined; next?.done === false; ) {
    first.push(next.value);
    firstBytes += next.value.length;
    next = firstBytes < blockSize ? await chunks.next() : undefined;
  }
  const head = Buffer.concat(first);
  async function* all(): AsyncGenerator<Buffer> {
    yield head;
    // Not by a loop over the iterator, which would end the member's stream, and with it the whole tar, where a fault ends the loop.
    for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
  }
  if (looksLikeLayer(head)) return passLayer(all(), head, { name, size, what }, options);
  if (size > Math.min(maxBytes, maxConfigBytes)) return drained(entry, undefined);
  const bytes: Buffer[] = [];
  for await (const chunk of all()) bytes.push(chunk);
  return { bytes: Buffer.concat(bytes) };
}

async function drained<T>(entry: Entry, member: T): Promise<T> {
  for await (const _ of entry);
  return member;
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
