/** Digests: `algorithm:encoded`. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
import { createHash } from 'node:crypto';
import { ExpectedError } from '../errors.ts';

const grammar = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
const hexLengths = new Map([
  ['sha256', 64],
  ['sha512', 128],
]);

/** Whether the text is a digest; of a registered algorithm, also whether its length is right. Such a text is safe as a part of a path. */
export function isDigest(text: string): boolean {
  if (!grammar.test(text)) return false;
  const { algorithm, encoded } = splitDigest(text);
  const length = hexLengths.get(algorithm);
  return length === undefined || (encoded.length === length && /^[a-f0-9]+$/.test(encoded));
}

export function splitDigest(digest: string): { algorithm: string; encoded: string } {
  const colon = digest.indexOf(':');
  return { algorithm: digest.slice(0, colon), encoded: digest.slice(colon + 1) };
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

/**
 * Checks bytes against the digest that was declared for them.
 * @throws ExpectedError `content` where they differ, `unsupported` where the algorithm is none that can be checked
 */
export function verifyDigest(bytes: Uint8Array, digest: string, what: string): void {
  const { algorithm } = splitDigest(digest);
  if (!hexLengths.has(algorithm))
    throw new ExpectedError(
      'unsupported',
      `reading ${what}: its digest ${digest} is made with ${algorithm}, where sha256 or sha512 can be checked`,
    );
  const found = `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
  if (found !== digest)
    throw new ExpectedError('content', `reading ${what}: its bytes have the digest ${found}, where ${digest} was declared`, {
      hint: 'the image is damaged or was changed by hand: save, copy or build it again',
    });
}
