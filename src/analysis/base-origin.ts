/** What the name of a base image tells of it: what people call it, and whether others published it. */
import { familiarImageName, type ImageName, isSameImageName, parseImageName, shortDigest } from '../image/image-name.ts';
import { isInRegistry } from '../image/reference.ts';
import { isThisMachine } from '../image/this-machine.ts';
import type { BaseImage } from './analysis.ts';

/** The transports that an image's name stands behind. A name behind a store's own place is not looked for. */
const transport = /^(?:docker:\/\/|docker-daemon:|containers-storage:(?!\[))/;

/**
 * A base's name, without its transport (`rest`), and then without its digest (`text`). `image` is absent where it may be a path: in a budget,
 * it is the name of an image only behind a transport.
 */
function takeApart({ name = '', knownBy }: BaseImage): { rest: string; text: string; pin: string; image?: ImageName } {
  const rest = name.replace(transport, '');
  if (knownBy === 'budget' && rest === name) return { rest, text: rest, pin: '' };
  // The digest may have been shortened before, so that it is none any more.
  const [text = '', digest] = rest.split(/@(.*)$/s);
  const image = parseImageName(text);
  const pin = digest === undefined ? '' : `@${shortDigest(digest)}`;
  return { rest, text, pin, ...(image === undefined ? {} : { image }) };
}

/**
 * The name without its transport, and without what Docker Hub implies: a reference in a budget and a name in a Dockerfile may mean the same
 * image. A path stays whole.
 */
export function plainBaseName(base: BaseImage): string | undefined {
  if (base.name === undefined) return undefined;
  const { rest, pin, image } = takeApart(base);
  return image === undefined ? rest : `${familiarImageName(image)}${pin}`;
}

/** Whether both are called the same, in whatever way each is spelt. False where one has no name. */
export function isSameBase(one: BaseImage, other: BaseImage): boolean {
  const [left, right] = [takeApart(one), takeApart(other)];
  if (left.image === undefined || right.image === undefined) return one.name !== undefined && plainBaseName(one) === plainBaseName(other);
  if (left.pin !== right.pin) return false;
  const isAsWritten = [one, other].some(({ name = '', knownBy }) => isInRegistry(name) || knownBy === 'provenance');
  return (
    isSameImageName(left.text, right.text) ||
    // Where a Dockerfile says NAME, podman and buildah may find localhost/NAME. Docker, and records of earlier versions, leave the host out.
    // BuildKit's provenance has the name that the Dockerfile has.
    (!isAsWritten && (isSameImageName(left.text, `localhost/${right.text}`) || isSameImageName(`localhost/${left.text}`, right.text)))
  );
}

/**
 * Whether the name is that of an image in a registry, beyond this machine. What lies in a file, an engine or a store may have been built a
 * step before, by the same change: so may `localhost/…`, podman's name for what no registry has. In a budget, a name without a transport is
 * one of these.
 */
export function isFromRegistry(base: BaseImage): boolean {
  if (base.knownBy === 'budget' && !isInRegistry(base.name ?? '')) return false;
  const { image } = takeApart(base);
  return image !== undefined && !isThisMachine(image.domain);
}
