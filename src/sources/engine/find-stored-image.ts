/** Which image of a store is meant, as podman resolves names. */
import { ExpectedError } from '../../errors.ts';
import { isSameImageName, parseImageName } from '../../image/image-name.ts';
import type { StoredImage } from './containers-store.ts';
import { imageNotFound } from './find-image.ts';

/**
 * By its full name, else by a name that ends in it, else by the beginning of its ID. What lies in several stores is meant where it comes first.
 * @param stores the images of each store, in the order in which these are searched
 * @throws ExpectedError `not-found`, which lists near names; `which-image`
 */
export function findStoredImage(stores: readonly (readonly StoredImage[])[], wanted: string, where: string): StoredImage {
  const withTag = isTagged(wanted) ? wanted : `${wanted}:latest`;
  const id = /^(?:sha256:)?([0-9a-f]{3,64})$/.exec(wanted)?.[1];
  const [repository = '', digest] = wanted.split('@');
  const byName =
    (isMeant: (name: string) => boolean) =>
    ({ names }: StoredImage) =>
      names.some(isMeant);
  const tests: ((image: StoredImage) => boolean)[] = [
    byName((name) => name === withTag || name === `localhost/${withTag}`),
    byName((name) => isSameImageName(name, withTag)),
    byName((name) => name.endsWith(`/${withTag}`)),
    (image) => id !== undefined && image.id.startsWith(id),
    ({ names, digests }) =>
      digest !== undefined && Object.values(digests).includes(digest) && names.some((name) => isSameRepository(name, repository)),
  ];
  for (const test of tests) {
    const matches = stores.map((images) => images.filter(test)).find(({ length }) => length > 0);
    if (matches === undefined) continue;
    const [first, ...others] = matches;
    if (others.length === 0) return first!;
    const list = matches.map(({ names, id }) => names[0] ?? id).join(', ');
    throw new ExpectedError('which-image', `choosing ${wanted} in ${where}: it may be each of ${matches.length}: ${list}`, {
      hint: 'name one of these in full',
    });
  }
  throw imageNotFound(wanted, [...new Set(stores.flat().flatMap(({ names }) => names))], where, 'podman images, or buildah images,');
}

function isTagged(name: string): boolean {
  const parsed = parseImageName(name);
  return parsed === undefined || parsed.tag !== undefined || parsed.digest !== undefined;
}

function isSameRepository(name: string, repository: string): boolean {
  const path = name.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  const wanted = repository.replace(/:[^/]*$/, '');
  return path === wanted || path.endsWith(`/${wanted}`) || isSameImageName(path, wanted);
}
