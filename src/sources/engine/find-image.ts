/** What an engine says of an image: its names are resolved by the engine itself, and by nobody else. */
import { ExpectedError } from '../../errors.ts';
import { parseImageName } from '../../image/image-name.ts';
import { findNearest } from '../../nearest.ts';
import { type EngineClient, isOlder } from './engine-client.ts';

export type EngineImage = {
  /** What it was asked for by. */
  name: string;
  /** Digest of the config, or, where the engine keeps images as containerd does, of the index or manifest. */
  id: string;
  /** os/architecture[/variant] as the engine gives it. */
  platform: string;
  /** What the engine calls its size; it counts in a way of its own, and where it keeps images as containerd does, what is unpacked too. */
  bytes: number;
  /** What of it is kept as it is pushed, of all platforms; engines that do so tell it since 28. */
  contentBytes?: number;
  diffIDs: string[];
};

/** Of the API: the first that tells what an image is made of. https://docs.docker.com/reference/api/engine/version-history/#v148-api-changes */
const firstWithManifests = '1.48';

/** How many names a message lists. */
const maxNames = 5;

/**
 * @param name a name, a tag, a digest, an image ID or the beginning of one
 * @throws ExpectedError `not-found`, which lists near names; `engine`
 */
export async function findEngineImage(client: EngineClient, name: string): Promise<EngineImage> {
  const query = isOlder(client.version, firstWithManifests) ? '' : '?manifests=1';
  const found = (await client.getDocument(`/images/${escapePath(name)}/json${query}`)) as Record<string, unknown> | undefined;
  if (found === undefined) throw await notThere(client, name);
  const { Id: id, Os: os, Architecture: architecture, Variant: variant, Size: bytes, RootFS: root } = found;
  const contentBytes = sumOfContents(found.Manifests);
  const layers = (root as { Layers?: unknown } | undefined)?.Layers ?? [];
  if (typeof id !== 'string' || !/^sha256:[0-9a-f]{64}$/.test(id) || !Array.isArray(layers))
    throw new ExpectedError(
      'engine',
      `asking the engine at ${client.endpoint.url} for ${name}: its answer does not say which image that is`,
      {
        hint: 'see that it is a container engine that listens there',
      },
    );
  return {
    name,
    id,
    platform: [os, architecture, variant].filter((part) => typeof part === 'string' && part !== '').join('/'),
    bytes: typeof bytes === 'number' ? bytes : 0,
    ...(contentBytes === undefined ? {} : { contentBytes }),
    diffIDs: layers.filter((layer) => typeof layer === 'string'),
  };
}

/** What two platforms share counts twice. @returns undefined where the engine says nothing of it */
function sumOfContents(manifests: unknown): number | undefined {
  if (!Array.isArray(manifests) || manifests.length === 0) return undefined;
  const sizes = (manifests as ({ Size?: { Content?: unknown } } | null)[]).map((manifest) => manifest?.Size?.Content);
  return sizes.every((size) => typeof size === 'number') ? sizes.reduce((sum, size) => sum + size, 0) : undefined;
}

/** A name as a path: slashes stay what they are. */
function escapePath(name: string): string {
  return encodeURIComponent(name).replaceAll(/%2F|%3A|%40/g, decodeURIComponent);
}

async function notThere(client: EngineClient, name: string): Promise<ExpectedError> {
  const list = (await client.getDocument('/images/json')) ?? [];
  const names = (Array.isArray(list) ? (list as { RepoTags?: unknown }[]) : [])
    .flatMap(({ RepoTags: tags }) => (Array.isArray(tags) ? (tags as unknown[]) : []))
    .filter((tag) => typeof tag === 'string' && !tag.includes('<none>')) as string[];
  return imageNotFound(name, names, `the engine at ${client.endpoint.url}`, client.isPodman ? 'podman images' : 'docker images');
}

/** The sentence for an image that a store of images does not have. */
export function imageNotFound(name: string, names: readonly string[], where: string, listing: string): ExpectedError {
  const near = nearNames(name, names);
  const images = names.length === 1 ? 'one other image' : `${names.length} others`;
  const found =
    near.length > 0
      ? `it has ${near.slice(0, maxNames).join(', ')}${near.length > maxNames ? `, and ${near.length - maxNames} more like it` : ''}`
      : names.length > 0
        ? `it has ${images}, none of them like it`
        : 'it has no image with a name';
  return new ExpectedError('not-found', `looking for the image ${name} in ${where}: it is not there; ${found}`, {
    hint: `build or pull the image first; ${listing} lists what is there`,
  });
}

/** Other tags of the repository, the same last part of the name elsewhere, and the name that may have been meant. */
function nearNames(name: string, names: readonly string[]): string[] {
  const wanted = parseImageName(name);
  const last = (path: string) => path.split('/').at(-1)!;
  const alike = names.filter((each) => {
    const other = parseImageName(each);
    return wanted !== undefined && other !== undefined && last(other.path) === last(wanted.path);
  });
  if (alike.length > 0) return alike;
  const repository = findNearest(last(wanted?.path ?? name), new Set(names.map((each) => last(parseImageName(each)?.path ?? each))));
  return repository === undefined ? [] : names.filter((each) => last(parseImageName(each)?.path ?? each) === repository);
}
