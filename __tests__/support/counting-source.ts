/** A source that counts: each byte of content that is taken from it is one that would have been read or transferred. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import type { Descriptor } from '../../src/image/descriptor.ts';
import type { Content, ImageSource } from '../../src/image/source.ts';

export class CountingSource implements ImageSource {
  readonly name: string;
  readonly kind: ImageSource['kind'];
  readonly mayBeUnpacked: boolean;
  readonly notes: readonly string[];
  readonly #inner: ImageSource;
  /** Bytes by the digest of what they are of, or where that lies. */
  readonly bytes = new Map<string, number>();

  constructor(inner: ImageSource) {
    this.name = inner.name;
    this.kind = inner.kind;
    this.mayBeUnpacked = inner.mayBeUnpacked;
    this.notes = inner.notes;
    this.#inner = inner;
  }

  resolve(): Promise<Descriptor> {
    return this.#inner.resolve();
  }
  has(descriptor: Descriptor): Promise<boolean> {
    return this.#inner.has(descriptor);
  }
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#inner[Symbol.asyncDispose]();
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    const content = await this.#inner.fetch(descriptor);
    const key = descriptor.digest ?? descriptor.at ?? '';
    const chunks = content.kind === 'stream' ? content.stream : fileStream(content);
    const count = (length: number) => this.bytes.set(key, (this.bytes.get(key) ?? 0) + length);
    // That something was asked for counts too, before its first byte.
    count(0);
    async function* counted(): AsyncGenerator<Buffer> {
      for await (const chunk of chunks as AsyncIterable<Buffer>) {
        count(chunk.length);
        yield chunk;
      }
    }
    const { length } = content;
    return { kind: 'stream', stream: Readable.from(counted(), { objectMode: false }), ...(length === undefined ? {} : { length }) };
  }
}

function fileStream({ fd, offset, length }: Content & { kind: 'file' }): AsyncIterable<unknown> {
  if (length === 0) return Readable.from([]);
  return createReadStream('', { fd, start: offset, end: offset + length - 1, autoClose: false });
}
