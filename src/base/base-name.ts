/** What a base image is called, from any of the spellings that builders use. */
import { familiarImageName, parseImageName, shortDigest } from '../image/image-name.ts';

/** An image that somebody names as a base, as people write it: `debian:12`, `ghcr.io/o/base:1`. */
export type NamedBase = { name: string; digest?: string };

/** Undefined where the text is no image name: then nobody is shown it. */
export function readBaseName(text: string): NamedBase | undefined {
  const parsed = text.length > 1000 ? undefined : parseImageName(text);
  if (parsed === undefined) return undefined;
  const { digest } = parsed;
  return { name: familiarImageName(parsed), ...(digest === undefined ? {} : { digest }) };
}

/** A name that its user has pinned to a digest is another name when the digest is another: whoever moves the pin moves the base. */
export function pinnedName({ name, digest }: NamedBase): string {
  return digest === undefined ? name : `${name}@${shortDigest(digest)}`;
}
