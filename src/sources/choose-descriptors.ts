/** Which of the descriptors in a layout's index.json is meant. */
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { isImageRole } from '../image/find-manifests.ts';
import { isSameImageName, parseImageName } from '../image/image-name.ts';
import { formatPlatform } from '../image/platform.ts';

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md#pre-defined-annotation-keys */
const refName = 'org.opencontainers.image.ref.name';
/** The full name, where docker, containerd or BuildKit wrote the layout. */
const containerdName = 'io.containerd.image.name';

/**
 * The descriptors of the image that `wanted` names: one, or one for each platform where an index was written out flat.
 * @throws ExpectedError `not-found` and `which-image`, which list what there is; `unsupported` where nothing is an image; `content` where nothing is there
 */
export function chooseDescriptors(all: readonly Descriptor[], wanted: string | undefined, where: string): Descriptor[] {
  const images = all.filter(isImageRole).filter(isFirstOfItsKind);
  if (images.length === 0) {
    const others = [...new Set(all.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(', ');
    throw new ExpectedError(
      others === '' ? 'content' : 'unsupported',
      `looking for an image in ${where}: its index.json names ${others === '' ? 'nothing' : `none, only ${others}`}`,
      { hint: 'name what holds the image itself, or build it again' },
    );
  }
  const chosen = wanted === undefined ? images : findDescriptors(images, wanted);
  if (chosen.length === 0)
    throw new ExpectedError('not-found', `choosing ${wanted} in ${where}: it is none of the ${images.length} there: ${list(images)}`, {
      hint: 'name one of these with --tag',
    });
  const digests = new Set(chosen.map(({ digest }) => digest));
  if (digests.size === 1) return chosen.slice(0, 1);
  if (isFlatIndex(chosen)) return chosen;
  throw new ExpectedError(
    'which-image',
    `choosing ${wanted ?? 'an image'} in ${where}: it may be each of ${digests.size}: ${list(chosen)}`,
    {
      hint: 'name one of these with --tag, by its digest where names are equal',
    },
  );
}

/** One image under two names stays twice; the same line twice does not. */
function isFirstOfItsKind(descriptor: Descriptor, index: number, all: readonly Descriptor[]): boolean {
  const key = (each: Descriptor) => [each.digest, ...namesOf(each)].join(' ');
  return all.findIndex((each) => key(each) === key(descriptor)) === index;
}

/** BuildKit writes a whole reference where others write a tag, and buildah whatever it was told. */
function namesOf({ annotations }: Descriptor): string[] {
  return [annotations?.[containerdName], annotations?.[refName]].filter((name) => name !== undefined);
}

function findDescriptors(images: readonly Descriptor[], wanted: string): Descriptor[] {
  const tests: ((descriptor: Descriptor) => boolean)[] = [
    ({ digest }) => digest === wanted,
    ({ annotations }) => isSameImageName(annotations?.[containerdName] ?? '', wanted),
    ({ annotations }) => annotations?.[refName] === wanted,
    ({ annotations }) => isSameImageName(annotations?.[refName] ?? '', wanted),
    // A bare tag stands for a name that ends in it, and a name for a bare tag.
    (descriptor) => namesOf(descriptor).some((name) => parseImageName(name)?.tag === wanted),
    ({ annotations }) => annotations?.[refName] !== undefined && annotations[refName] === parseImageName(wanted)?.tag,
  ];
  for (const test of tests) {
    const found = images.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}

/** Several descriptors of one name, or of none, that differ by platform. */
function isFlatIndex(chosen: readonly Descriptor[]): boolean {
  const names = new Set(chosen.map((each) => namesOf(each)[0]));
  const platforms = chosen.map(({ platform }) => platform && formatPlatform(platform));
  return names.size === 1 && !platforms.includes(undefined) && new Set(platforms).size === chosen.length;
}

function list(descriptors: readonly Descriptor[]): string {
  const names = descriptors.map((each) => namesOf(each)[0]);
  return descriptors
    .map(({ digest = '' }, index) => {
      const name = names[index];
      if (name === undefined) return digest;
      return names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${digest})`;
    })
    .join(', ');
}
