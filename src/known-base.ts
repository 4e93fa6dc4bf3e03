/** The base image of what is weighed, where it can be known for sure: from the image and its build, else from a registry that confirms it. */
import type { BaseImage } from './analysis/analysis.ts';
import { guessBase } from './analysis/base-image.ts';
import { type NamedBase, readBaseName } from './base/base-name.ts';
import { type BuildEvidence, findBaseHere } from './base/find-base-here.ts';
import { ExpectedError } from './errors.ts';
import type { Image } from './image/image.ts';
import { parseImageName } from './image/image-name.ts';
import { loadImages } from './image/load-images.ts';
import type { ImageSource } from './image/source.ts';
import { isPrivate } from './sources/registry/host.ts';
import { openRegistryImage, type RegistryOptions } from './sources/registry/open-registry.ts';

/** Of the images that are named, at most so many are asked for: each takes three requests. */
const maxAsked = 4;

/** Nobody asked for this: a registry that is slow is not waited for long. In milliseconds. */
const patience = { answer: 10_000, piece: 10_000, longestPause: 5_000 };

/**
 * The base, in the order of trust. A registry is asked only for an image that came from one.
 * @returns undefined where nothing sure tells it
 * @throws ExpectedError `interrupted`
 */
export async function findKnownBase(
  source: ImageSource,
  image: Image,
  evidence: BuildEvidence,
  options: RegistryOptions,
): Promise<BaseImage | undefined> {
  const debug = (line: string) => options.onStep?.(line, 'debug');
  const { base, materials } = await findBaseHere(source, image, evidence, debug);
  if (base !== undefined || source.kind !== 'registry') return base;
  const ask = (named: readonly NamedBase[]) => askRegistries(source, image, named, options);
  const material = await ask(materials);
  if (material !== undefined) return { ...material, knownBy: 'provenance' };
  const annotated = await ask(namesIn(image.annotations));
  if (annotated !== undefined) return { ...annotated, knownBy: 'annotation' };
  const labelled = await ask(namesIn(image.baseLabels));
  // A label may be the base's own, which names the base of the base: then the history shows more layers than that.
  const isInherited = labelled !== undefined && (guessBase(image.history ?? [])?.layers ?? 0) > labelled.layers;
  return labelled === undefined || isInherited ? undefined : { ...labelled, knownBy: 'annotation' };
}

function namesIn(texts: Readonly<Record<string, string>> = {}): NamedBase[] {
  const named = readBaseName(texts['org.opencontainers.image.base.name'] ?? '');
  const digest = texts['org.opencontainers.image.base.digest'] ?? named?.digest;
  return named === undefined || digest === undefined ? [] : [{ name: named.name, digest }];
}

type Confirmed = Omit<BaseImage, 'knownBy'>;

/** The one whose layers are the lowest of the image; of several, the one with the most layers. */
async function askRegistries(
  source: ImageSource,
  image: Image,
  named: readonly NamedBase[],
  options: RegistryOptions,
): Promise<Confirmed | undefined> {
  const own = parseImageName(source.name.replace(/^docker:\/\//, ''))?.domain;
  const debug = (line: string) => options.onStep?.(line, 'debug');
  const once = [...new Map(named.map((one) => [one.digest, one])).values()];
  let best: Confirmed | undefined;
  for (const { name, digest } of once.slice(0, maxAsked)) {
    const parsed = parseImageName(`${name}@${digest}`);
    if (parsed === undefined) continue;
    // An image that names a host of a private network is not believed so far as to have it asked.
    if (parsed.domain !== own && (isPrivate(parsed.domain.replace(/:\d+$/, '')) || !/[a-z][^/]*\.[a-z]/i.test(parsed.domain))) continue;
    try {
      await using registry = openRegistryImage(parsed, { ...options, onStep: debug, patience: { ...patience, ...options.patience } });
      const platforms = [image.platform];
      const [base] = await loadImages(registry, { platforms, ...(options.signal === undefined ? {} : { signal: options.signal }) });
      const diffIDs = base?.layers.map(({ diffID }) => diffID) ?? [];
      if (diffIDs.some((diffID, index) => image.layers[index]?.diffID !== diffID)) {
        debug(`${name} is named as a base of ${source.name}, but its layers are not the lowest of it`);
      } else if (diffIDs.length > (best?.layers ?? 0)) best = { name, digest: digest!, layers: diffIDs.length };
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code === 'interrupted') throw error;
      debug(`whether ${name} is the base of ${source.name} could not be told: ${error.message}`);
    }
  }
  return best;
}
