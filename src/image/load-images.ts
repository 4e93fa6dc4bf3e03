/** From a source's root to its images: manifests and configs of the wanted platforms are read, layers stay closed. */
import { ExpectedError } from '../errors.ts';
import { type Candidate, describeImage } from './describe-image.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import { type Manifest, parseConfig } from './documents.ts';
import { fetchDocument, maxConfigBytes } from './fetch-document.ts';
import { describeDescriptor, type FoundManifest, type FoundManifests, fetchManifest, findManifests } from './find-manifests.ts';
import type { Image } from './image.ts';
import { isConfigType } from './media-types.ts';
import { formatPlatform, matchPlatform, parsePlatform } from './platform.ts';
import type { ImageSource } from './source.ts';

export type LoadOptions = { platforms?: readonly string[]; signal?: AbortSignal };

/**
 * The images of the wanted platforms in the order asked, or all in the index's order.
 * @throws ExpectedError `platform`, `content`, `unsupported`, `interrupted`, and what `resolve` throws
 */
export async function loadImages(source: ImageSource, options: LoadOptions = {}): Promise<Image[]> {
  const found = await findManifests(source, await source.resolve());
  const known = await withPlatforms(source, found, options.signal);
  if (known.length === 0) throw nothingFound(source, found);
  const images: Image[] = [];
  for (const { entry, twins } of choose(known, options.platforms, found, source)) {
    checkAbort(options.signal);
    const candidate = entry.candidate ?? (await loadCandidate(source, entry.found));
    if (candidate === undefined) throw notAnImage(source, entry.found);
    const image = await describeImage(source, candidate);
    const attestations = found.passedOver.filter((other) => isAttestationOf(other, image.digest));
    if (attestations.length > 0) image.attestations = attestations;
    if (twins > 0) image.notes.push(`the index holds ${twins + 1} images for ${image.platform}, and the first is weighed`);
    if (options.platforms === undefined) image.notes.push(...found.missing.map((missing) => missingNote(missing)));
    images.push(image);
  }
  return images;
}

type Entry = { found: FoundManifest; platform: Platform; candidate?: Candidate };

/** Where a descriptor has no platform, the config has; what then turns out to be no image is dropped. */
async function withPlatforms(source: ImageSource, found: FoundManifests, signal: AbortSignal | undefined): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const each of found.manifests) {
    checkAbort(signal);
    const { platform } = each.descriptor;
    if (platform !== undefined && each.manifest === undefined) {
      entries.push({ found: each, platform });
      continue;
    }
    const candidate = await loadCandidate(source, each);
    if (candidate !== undefined) entries.push({ found: each, platform: candidate.platform, candidate });
    else if (found.manifests.length === 1) throw notAnImage(source, { ...each, manifest: await fetchManifest(source, each) });
  }
  return entries;
}

/** @returns undefined for a manifest that is no image's */
async function loadCandidate(source: ImageSource, found: FoundManifest): Promise<Candidate | undefined> {
  const { descriptor } = found;
  const manifest = await fetchManifest(source, found);
  if (isArtifact(manifest)) return undefined;
  const what = `the config of ${source.name}`;
  if (!(await source.has(manifest.config))) {
    throw new ExpectedError('content', `reading ${source.name}: its config ${describeDescriptor(manifest.config)} is missing`, {
      hint: 'save or copy the image again, whole',
    });
  }
  const config = parseConfig(await fetchDocument(source, manifest.config, maxConfigBytes, what), what);
  return { descriptor, manifest, config, imageID: manifest.config.digest ?? '', platform: descriptor.platform ?? config };
}

/** Charts, signatures, attestations and the like. https://github.com/opencontainers/image-spec/blob/main/manifest.md#guidelines-for-artifact-usage */
function isArtifact({ artifactType, config, layers }: Manifest): boolean {
  if (artifactType !== undefined && artifactType !== '' && !isConfigType(artifactType)) return true;
  if (config.mediaType !== '' && !isConfigType(config.mediaType)) return true;
  return layers.length > 0 && layers.every(({ mediaType }) => mediaType === 'application/vnd.in-toto+json');
}

function choose(
  entries: readonly Entry[],
  platforms: readonly string[] | undefined,
  found: FoundManifests,
  source: ImageSource,
): { entry: Entry; twins: number }[] {
  const names = entries.map(({ platform }) => formatPlatform(platform));
  const available = [...new Set(names)];
  const wanted = platforms === undefined || platforms.includes('all') ? available : platforms;
  return wanted.map((text) => {
    // What the image calls itself may be no platform that a user could ask for.
    const platform = entries[names.indexOf(text)]?.platform ?? parsePlatform(text);
    const index = matchPlatform(
      platform,
      entries.map((entry) => entry.platform),
    );
    const entry = entries[index];
    if (entry !== undefined) return { entry, twins: names.filter((name) => name === names[index]).length - 1 };
    const absent = found.missing.find((missing) => missing.platform !== undefined && matchPlatform(platform, [missing.platform]) === 0);
    throw new ExpectedError(
      'platform',
      `looking for ${text} in ${source.name}: ${absent === undefined ? '' : `its manifest ${describeDescriptor(absent)} is missing, and `}it has ${available.join(', ')}`,
      {
        hint:
          absent === undefined
            ? 'ask for a platform that the image has, or build it for the one that is missing'
            : 'copy the image again, with all of its platforms',
      },
    );
  });
}

function missingNote(descriptor: Descriptor): string {
  const platform = descriptor.platform === undefined ? describeDescriptor(descriptor) : formatPlatform(descriptor.platform);
  return `the index names ${platform} too, but its manifest is not here, so that it is not weighed`;
}

function nothingFound(source: ImageSource, { missing, passedOver }: FoundManifests): ExpectedError {
  const [first] = missing;
  if (first !== undefined)
    return new ExpectedError('content', `looking for an image in ${source.name}: its manifest ${describeDescriptor(first)} is missing`, {
      hint: 'save or copy the image again, whole',
    });
  const others = [...new Set(passedOver.map(({ artifactType, mediaType }) => artifactType || mediaType))].join(', ');
  return new ExpectedError(
    others === '' ? 'content' : 'unsupported',
    `looking for an image in ${source.name}: its index names ${others === '' ? 'nothing' : `none, only ${others}`}`,
    { hint: 'name what holds the image itself' },
  );
}

function notAnImage(source: ImageSource, { manifest }: FoundManifest): ExpectedError {
  const type = manifest?.artifactType || manifest?.config.mediaType || 'of a type that it does not state';
  return new ExpectedError('unsupported', `reading ${source.name}: found an artifact (${type}), where a container image was expected`, {
    hint: 'name the image itself',
  });
}

/** https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
function isAttestationOf({ annotations = {} }: Descriptor, digest: string | undefined): boolean {
  return (
    digest !== undefined &&
    annotations['vnd.docker.reference.type'] === 'attestation-manifest' &&
    annotations['vnd.docker.reference.digest'] === digest
  );
}

function checkAbort(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while reading the image');
}
