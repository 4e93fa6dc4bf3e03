/** Which images a run is about, each with its name: those of a budget, or those that were only named by reference. */
import { basename } from 'node:path';
import type { Budget, BudgetImage } from './budget/budget.ts';
import { type BuildSource, buildText } from './budget/build-source.ts';
import type { BaseReference } from './confirm-base.ts';
import { ExpectedError } from './errors.ts';
import { didYouMean } from './nearest.ts';

/** What is said of an image on the command line: what it is, or only that it is meant. */
export type ImageChoice = { name: string; reference?: string };

/**
 * An image to be weighed: what it is called, and what it is. Without platforms, all that it has are meant.
 * With `sizesOnly`, what its manifest says is enough. With `build` it is built first, and `reference` is only what reports call it;
 * with `asPushed` its layers are compressed as a push would, where its builder has not done so.
 */
export type NamedImage = {
  name: string;
  reference: string;
  directory: string;
  platforms?: readonly string[];
  sizesOnly?: boolean;
  build?: BuildSource;
  asPushed?: boolean;
  /** What the budget says that it is built on. */
  base?: BaseReference;
};

type Asked = {
  directory: string;
  references?: readonly string[];
  images: readonly ImageChoice[];
  platforms?: readonly string[] | 'all';
};

/**
 * The images of a budget, in its order, with what was said of them in place of what the budget says.
 * @throws ExpectedError `option` for a name that is not in the budget, or an image of which nobody says what it is
 */
export function chooseImages(budget: Budget, { directory, images, platforms }: Asked): NamedImage[] {
  const names = budget.images.map(({ name }) => name);
  const unknown = images.filter(({ name }) => !names.includes(name));
  if (unknown.length > 0) {
    const found = unknown.map(({ name }) => `${JSON.stringify(name)}${didYouMean(name, names)}`).join(' and ');
    throw new ExpectedError(
      'option',
      `--image names ${found}, which the budget ${budget.file} does not have; its images are ${names.join(', ')}`,
    );
  }
  const narrowed = images.some(({ reference }) => reference === undefined);
  const wanted = narrowed ? budget.images.filter(({ name }) => images.some((image) => image.name === name)) : budget.images;
  const nowhere: string[] = [];
  const named = wanted.flatMap((image): NamedImage[] => {
    const said = images.find(({ name }) => name === image.name)?.reference;
    const source = said ?? image.source;
    if (source === undefined) nowhere.push(image.name);
    if (source === undefined) return [];
    const from = said === undefined ? budget.folder : directory;
    const what = typeof source === 'string' ? { reference: source } : { reference: buildText(source), build: source };
    const base = image.base === undefined ? {} : { base: { reference: image.base, directory: budget.folder } };
    return [{ name: image.name, ...what, directory: from, ...base, ...wantedPlatforms(platforms, image) }];
  });
  if (nowhere.length === 0) return named;
  throw new ExpectedError('option', `the budget ${budget.file} does not say where to find ${nowhere.join(', ')}`, {
    hint: `Say it with ${nowhere.map((name) => `--image ${name}=REF`).join(' ')}, or with source: in the budget.`,
  });
}

/**
 * The images that were only named by reference: `--image NAME=REF` first, then each REF under the name of its file.
 * @throws ExpectedError `option` where there is none, or a name without a reference
 */
export function nameReferences({ directory, references = [], images, platforms }: Asked): NamedImage[] {
  const named = images.map(({ name, reference }) => {
    if (reference !== undefined) return { name, reference };
    throw new ExpectedError('option', `--image ${name} does not say what the image is, and no budget does`, {
      hint: `Write --image ${name}=REF.`,
    });
  });
  for (const reference of references) {
    const name = nameOfReference(reference);
    let free = name;
    for (let number = 2; named.some((other) => other.name === free); number++) free = `${name}-${number}`;
    named.push({ name: free, reference });
  }
  if (named.length === 0)
    throw new ExpectedError('option', 'no image was named', { hint: 'Name a file, such as out/api.tar, or --image NAME=REF.' });
  return named.map((image) => ({ ...image, directory, ...wantedPlatforms(platforms) }));
}

function wantedPlatforms(asked: Asked['platforms'], image?: BudgetImage): { platforms?: readonly string[] } {
  if (asked === 'all') return {};
  const platforms = asked ?? image?.platforms;
  return platforms === undefined ? {} : { platforms };
}

/** A name that a budget accepts: `out/api.tar.gz` is `api`, `oci:out:team/web:1.2` and `docker://ghcr.io/team/web:1.2` are `web`. */
export function nameOfReference(reference: string): string {
  const inStore = /^(?:docker:\/\/|docker-daemon:|containers-storage:)(?:\[[^\]]*\])?(.+)$/.exec(reference)?.[1] ?? bareName(reference);
  const [, path = reference, image = inStore] = /^(?:docker-archive|oci-archive|oci):([^:]+)(?::(.+))?$/.exec(reference) ?? [];
  const name = image === undefined ? fileStem(path) : repositoryName(image);
  const plain = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
  return plain === '' ? 'image' : plain.slice(0, 60);
}

/** A name with its tag is told from a file by the tag. */
function bareName(reference: string): string | undefined {
  return /^[\w./-]+:\w[\w.-]*$/.test(reference) && !/^(?:docker-archive|oci-archive|oci):|\.(?:json|tgz|tar|gz|zstd?)$/.test(reference)
    ? reference
    : undefined;
}

function fileStem(path: string): string {
  return basename(path).replace(/\.(?:json|tgz|tar(?:\.(?:gz|zst|zstd))?)$/i, '');
}

function repositoryName(name: string): string {
  return name.replace(/@.*$/, '').replace(/^.*\//, '').replace(/:.*$/, '');
}
