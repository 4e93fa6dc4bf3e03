/** A JSON document of an image, fetched whole: bounded, and checked against its descriptor. */
import { readSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from './descriptor.ts';
import type { Content, ImageSource } from './source.ts';
import { Verifier } from './verifier.ts';

/** Registries must take manifests of 4 MiB; configs are larger where labels are. */
export const maxManifestBytes = 8 << 20;
export const maxConfigBytes = 32 << 20;

/** @throws ExpectedError `content` */
export async function fetchDocument(source: ImageSource, descriptor: Descriptor, maxBytes: number, what: string): Promise<Buffer> {
  const content = await source.fetch(descriptor);
  const bytes = await readAll(content, maxBytes, what);
  const verifier = Verifier.for(descriptor.digest);
  verifier?.update(bytes);
  const found = verifier?.digest();
  const hint = 'the image is damaged: save, copy or build it again';
  if (descriptor.size !== undefined && bytes.length !== descriptor.size) {
    throw new ExpectedError('content', `reading ${what}: it has ${bytes.length} bytes, where ${descriptor.size} were declared`, { hint });
  }
  if (found !== undefined && found !== descriptor.digest) {
    throw new ExpectedError('content', `reading ${what}: it has the digest ${found}, where ${descriptor.digest} was declared`, { hint });
  }
  return bytes;
}

async function readAll(content: Content, maxBytes: number, what: string): Promise<Buffer> {
  const tooLarge = () =>
    new ExpectedError('content', `reading ${what}: it is larger than the ${maxBytes} bytes that such a document may have`);
  if (content.length !== undefined && content.length > maxBytes) throw tooLarge();
  if (content.kind === 'file') {
    const bytes = Buffer.alloc(content.length);
    return bytes.subarray(0, readSync(content.fd, bytes, 0, bytes.length, content.offset));
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content.stream) {
    length += chunk.length;
    if (length > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
