/** Which of the images in a docker archive is meant. */
import { ExpectedError } from '../errors.ts';
import type { DockerManifest } from '../image/documents.ts';
import { isSameImageName, parseImageName } from '../image/image-name.ts';

export type NamedEntry = DockerManifest[number];

/**
 * The entry that `wanted` names: by its full name, else by its tag alone, else by (the beginning of) its image ID.
 * @param imageID gives the digest of an entry's config, which its name need not be
 * @throws ExpectedError `not-found` and `which-image`, which list what there is
 */
export async function chooseEntry(
  entries: readonly NamedEntry[],
  wanted: string | undefined,
  where: string,
  imageID: (entry: NamedEntry) => Promise<string>,
): Promise<NamedEntry> {
  const matching = wanted === undefined ? [...entries] : await findEntries(entries, wanted, imageID);
  const [first, ...others] = matching;
  if (first !== undefined && others.every((other) => isSameEntry(first, other))) return first;
  const list = (await Promise.all((first === undefined ? entries : matching).map((entry) => describe(entry, imageID)))).join(', ');
  if (first === undefined)
    throw new ExpectedError('not-found', `choosing ${wanted} in ${where}: it is none of the ${entries.length} there: ${list}`, {
      hint: 'name one of these with --tag',
    });
  throw new ExpectedError('which-image', `choosing ${wanted ?? 'an image'} in ${where}: it may be each of ${matching.length}: ${list}`, {
    hint: 'name one of these with --tag',
  });
}

async function findEntries(
  entries: readonly NamedEntry[],
  wanted: string,
  imageID: (entry: NamedEntry) => Promise<string>,
): Promise<NamedEntry[]> {
  const byTag = (isMeant: (tag: string) => boolean) => entries.filter(({ RepoTags }) => RepoTags.some(isMeant));
  const named = byTag((tag) => tag === wanted || isSameImageName(tag, wanted));
  if (named.length > 0) return named;
  const tagged = byTag((tag) => parseImageName(tag)?.tag === wanted);
  if (tagged.length > 0) return tagged;
  const id = /^(?:sha256:)?([0-9a-f]{7,64})$/.exec(wanted)?.[1];
  if (id === undefined) return [];
  const ids = await Promise.all(entries.map(imageID));
  return entries.filter((_, index) => ids[index]?.startsWith(`sha256:${id}`));
}

function isSameEntry(one: NamedEntry, other: NamedEntry): boolean {
  return one.Config === other.Config && one.Layers.join('\n') === other.Layers.join('\n');
}

async function describe(entry: NamedEntry, imageID: (entry: NamedEntry) => Promise<string>): Promise<string> {
  return entry.RepoTags.length > 0 ? entry.RepoTags.join(' = ') : await imageID(entry);
}
