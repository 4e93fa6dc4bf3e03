/** The base image as the image itself and its build tell it, with nobody else asked. */
import type { BaseImage } from '../analysis/analysis.ts';
import { ExpectedError } from '../errors.ts';
import type { HistoryItem } from '../image/documents.ts';
import type { Image } from '../image/image.ts';
import { isSameImageName } from '../image/image-name.ts';
import type { ImageSource } from '../image/source.ts';
import { alignHistory } from './align-history.ts';
import { type NamedBase, pinnedName, readBaseName } from './base-name.ts';
import { type BuildFile, findOwnInstructions } from './build-file.ts';
import { baseOfSteps, buildFileOf, materialsOf } from './provenance.ts';
import { readAttestations } from './read-attestations.ts';

/** What is known of a build that was run for this. */
export type BuildEvidence = {
  /** What buildx tells of it. */
  metadata?: Readonly<Record<string, unknown>>;
  buildFile?: BuildFile;
};

/** The base where it is sure, else images of which one may be it: none where not all of them are told. */
export type FoundHere = { base?: BaseImage; materials: NamedBase[] };

/**
 * In the order of trust: the steps in a provenance, the Dockerfile in it, the Dockerfile that was built.
 * @throws ExpectedError `interrupted`
 */
export async function findBaseHere(
  source: ImageSource,
  image: Image,
  { metadata = {}, buildFile }: BuildEvidence,
  onStep: (line: string) => void = () => {},
): Promise<FoundHere> {
  const key = 'buildx.build.provenance';
  const told = [metadata[`${key}/${image.platform}`], metadata[key]].filter((predicate) => predicate !== undefined);
  let materials: NamedBase[] | undefined = [];
  const tryOne = async (predicate: unknown): Promise<BaseImage | undefined> => {
    const base = baseOfSteps(predicate, image.layers);
    if (base !== undefined) return base;
    const more = materialsOf(predicate);
    materials = materials && more && [...materials, ...more];
    const file = buildFileOf(predicate);
    return file === undefined ? undefined : await baseOfFile(image, file, 'provenance');
  };
  for (const predicate of told) {
    const base = await tryOne(predicate);
    if (base !== undefined) return { base, materials: [] };
  }
  try {
    for await (const predicate of readAttestations(source, image)) {
      const base = await tryOne(predicate);
      if (base !== undefined) return { base, materials: [] };
    }
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === 'interrupted') throw error;
    onStep(`the provenance of ${source.name} is passed over: ${error.message}`);
  }
  const base = buildFile === undefined ? undefined : await baseOfFile(image, buildFile, 'dockerfile');
  return { ...(base === undefined ? {} : { base }), materials: materials ?? [] };
}

async function baseOfFile(
  { history, platform }: Image,
  file: BuildFile,
  knownBy: 'provenance' | 'dockerfile',
): Promise<BaseImage | undefined> {
  if (history === undefined) return undefined;
  const { parseDockerfile } = await import('./parse-dockerfile.ts');
  const instructions = parseDockerfile(file.text);
  const own = instructions && findOwnInstructions(instructions, file, platform);
  const items = own && alignHistory(history, own);
  if (own === undefined || items === undefined) return undefined;
  const layers = history.slice(0, items).filter(({ empty_layer }) => empty_layer !== true).length;
  const named = asFound(readBaseName(own.from ?? ''), history.slice(items));
  return { ...(named === undefined ? {} : { ...named, name: pinnedName(named) }), layers, knownBy };
}

/**
 * A short name may mean an image that podman or buildah made: they write so beside the first instruction above it that makes a layer, and no
 * registry has that one.
 */
function asFound(named: NamedBase | undefined, ownItems: readonly HistoryItem[]): NamedBase | undefined {
  const said = ownItems.find(({ comment = '' }) => comment.startsWith('FROM '))?.comment;
  const [, found] = /^FROM (localhost\/\S+)/.exec(said ?? '') ?? [];
  if (named === undefined || found === undefined || !isSameImageName(found, `localhost/${named.name}`)) return named;
  return { ...named, name: `localhost/${named.name}` };
}
