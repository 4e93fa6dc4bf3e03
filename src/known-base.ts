/** The base image of what is weighed, where it can be known for sure: from the image and its build, else from a registry that confirms it. */
import type { BaseImage } from './analysis/analysis.ts';
import { findParting, guessBase } from './analysis/base-image.ts';
import { type NamedBase, readBaseName } from './base/base-name.ts';
import { type BuildEvidence, findBaseHere } from './base/find-base-here.ts';
import { ExpectedError } from './errors.ts';
import type { Image } from './image/image.ts';
import { type ImageName, parseImageName } from './image/image-name.ts';
import { loadImages } from './image/load-images.ts';
import type { ImageSource } from './image/source.ts';
import { openRegistryImage, type RegistryOptions } from './sources/registry/open-registry.ts';

/** Of the images that are named, at most so many are asked for: each takes three requests. */
const maxAsked = 4;

/** Nobody asked for this: a registry that is slow is not waited for long. In milliseconds. */
const patience = { answer: 10_000, piece: 10_000, longestPause: 5_000 };

/** The base; else why nobody could tell it, as a clause, where something names one. */
export type KnownBase = { base?: BaseImage; reason?: string };

/**
 * The base, in the order of trust: neither where nothing sure tells it. A registry is asked only for an image that came from one.
 * @throws ExpectedError `interrupted`
 */
export async function findKnownBase(
  source: ImageSource,
  image: Image,
  evidence: BuildEvidence,
  options: RegistryOptions,
): Promise<KnownBase> {
  const debug = (line: string) => options.onStep?.(line, 'debug');
  const { base, materials } = await findBaseHere(source, image, evidence, debug);
  if (base !== undefined) return { base };
  if (source.kind !== 'registry') return {};
  const reasons: string[] = [];
  for (const [knownBy, named] of [
    ['provenance', materials],
    ['annotation', namesIn(image.annotations)],
    ['annotation', namesIn(image.baseLabels)],
  ] as const) {
    const asked = await askRegistries(source, image, named, options);
    const found = asked.base && knownBy === 'annotation' ? confirmByHistory(image, asked.base) : asked;
    if (found.base !== undefined) return { base: { ...found.base, knownBy } };
    if (found.reason === undefined) continue;
    debug(`${source.name}: ${found.reason}`);
    reasons.push(found.reason);
  }
  return reasons[0] === undefined ? {} : { reason: reasons[0] };
}

/** Annotations and labels may be those that the base brought along, and name the base of the base: the history must end it where they do. */
function confirmByHistory({ history = [] }: Image, base: Confirmed): Asked {
  if (guessBase(history)?.layers === base.layers) return { base };
  return { reason: `${base.name} is named as its base, and may be the base of that: its history does not end it there` };
}

function namesIn(texts: Readonly<Record<string, string>> = {}): NamedBase[] {
  const named = readBaseName(texts['org.opencontainers.image.base.name'] ?? '');
  const digest = texts['org.opencontainers.image.base.digest'] ?? named?.digest;
  return named === undefined || digest === undefined ? [] : [{ name: named.name, digest }];
}

type Confirmed = Omit<BaseImage, 'knownBy'>;
type Asked = { base?: Confirmed; reason?: string };

/**
 * The one whose layers are the lowest of the image; of several, the one with the most layers. Bases share layers with their own bases, so that
 * each of the named must have answered.
 */
async function askRegistries(source: ImageSource, image: Image, named: readonly NamedBase[], options: RegistryOptions): Promise<Asked> {
  const own = parseImageName(source.name.replace(/^docker:\/\//, ''))?.domain;
  const once = [...new Map(named.map((one) => [one.digest, one])).values()];
  if (once.length > maxAsked)
    return { reason: `${once.length} images are named of which one may be its base, and at most ${maxAsked} are asked for` };
  const asked = once.map(({ name, digest }) => ({ name, digest: digest!, parsed: parseImageName(`${name}@${digest}`) }));
  // Of an image's word no other host is asked: it may be one of a private network, and this machine's credentials would be sent to it.
  const stranger = asked.find(({ parsed }) => parsed === undefined || ![own, 'docker.io'].includes(parsed.domain));
  if (stranger !== undefined)
    return {
      reason: `${stranger.name} may be its base, but for an image's word only its own registry and Docker Hub are asked`,
    };
  const about = once.length > 1 ? 'may be its base' : 'is named as its base';
  let best: Confirmed | undefined;
  for (const { name, digest, parsed } of asked) {
    try {
      const diffIDs = await fetchDiffIDs(parsed!, image.platform, options);
      if (findParting(image.layers, diffIDs) < 0 && diffIDs.length > (best?.layers ?? 0)) best = { name, digest, layers: diffIDs.length };
    } catch (error) {
      if (!(error instanceof ExpectedError) || error.code === 'interrupted') throw error;
      return { reason: `${name} ${about}, but the registry could not confirm it: ${error.message}` };
    }
  }
  if (best !== undefined) return { base: best };
  const [only, ...others] = once;
  if (only === undefined) return {};
  if (others.length > 0)
    return { reason: `${once.length} images are named of which one may be its base, but the layers of none are its lowest` };
  return { reason: `${only.name} is named as its base, but its layers are not the lowest of the image` };
}

async function fetchDiffIDs(parsed: ImageName, platform: string, options: RegistryOptions): Promise<string[]> {
  const onStep = (line: string) => options.onStep?.(line, 'debug');
  await using registry = openRegistryImage(parsed, { ...options, onStep, patience: { ...patience, ...options.patience } });
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  const [base] = await loadImages(registry, { platforms: [platform], ...signal });
  return base?.layers.map(({ diffID }) => diffID) ?? [];
}
