/** A JSON document of an image, fetched whole: bounded, and checked against its descriptor. */
import { readSync } from 'node:fs';
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from './descriptor.ts';
import type { Content, ImageSource } from './source.ts';
import { Verifier } from './verifier.ts';

/** Registries must take manifests of 4 MiB; configs are larger where labels are. */
export const maxManifestBytes = 8 << 20;
export const maxConfigBytes = 32 << 20;

/** @throws ExpectedError `content`, `unsupported` for a digest that cannot be checked */
export async function fetchDocument(source: ImageSource, descriptor: Descriptor, maxBytes: number, what: string): Promise<Buffer> {
  const bytes = await readContent(await source.fetch(descriptor), maxBytes, what);
  const { digest, size } = descriptor;
  const hint = 'the image is damaged: save, copy or build it again';
  if (size !== undefined && bytes.length !== size)
    throw new ExpectedError('content', `reading ${what}: it has ${bytes.length} bytes, where ${size} were declared`, { hint });
  if (digest === undefined) return bytes;
  const verifier = Verifier.for(digest);
  if (verifier === undefined)
    throw new ExpectedError('unsupported', `reading ${what}: its digest cannot be checked, as it is neither sha256 nor sha512`, {
      hint: 'build or copy the image with a tool that uses sha256',
    });
  verifier.update(bytes);
  const found = verifier.digest();
  if (found !== digest)
    throw new ExpectedError('content', `reading ${what}: its bytes have the digest ${found}, where ${digest} was declared`, { hint });
  return bytes;
}

/** All bytes of a content that should be small. @throws ExpectedError `content` where it is larger than `maxBytes` */
export async function readContent(content: Content, maxBytes: number, what: string): Promise<Buffer> {
  const checkLength = (length: number): void => {
    if (length > maxBytes)
      throw new ExpectedError('content', `reading ${what}: it is larger than the ${maxBytes} bytes that such a document may have`, {
        hint: 'the image is damaged, or was made to harm',
      });
  };
  checkLength(content.length ?? 0);
  if (content.kind === 'file') {
    const bytes = Buffer.alloc(content.length);
    return bytes.subarray(0, readSync(content.fd, bytes, 0, bytes.length, content.offset));
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of content.stream) {
    length += chunk.length;
    checkLength(length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
