/** Digests: `algorithm:encoded`. https://github.com/opencontainers/image-spec/blob/main/descriptor.md#digests */
import { createHash } from 'node:crypto';

const grammar = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/;
const hexLengths: Record<string, number> = { sha256: 64, sha512: 128 };

/** Whether the text is a digest; of a registered algorithm, also whether its length is right. Such a text is safe as a part of a path. */
export function isDigest(text: string): boolean {
  if (!grammar.test(text)) return false;
  const colon = text.indexOf(':');
  const length = Object.hasOwn(hexLengths, text.slice(0, colon)) ? hexLengths[text.slice(0, colon)] : undefined;
  const encoded = text.slice(colon + 1);
  return length === undefined || (encoded.length === length && /^[a-f0-9]+$/.test(encoded));
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
