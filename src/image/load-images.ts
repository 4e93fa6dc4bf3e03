/** The walk from a source's root to its images: indexes, manifests and configs are read, layers stay closed. */
import { createHash } from 'node:crypto';
import { ExpectedError } from '../errors.ts';
import type { Descriptor, Platform } from './descriptor.ts';
import { type Config, type Manifest, parseConfig, parseRoot } from './documents.ts';
import { fetchDocument, maxConfigBytes, maxManifestBytes } from './fetch-document.ts';
import type { Image, Layer } from './image.ts';
import { descriptorRole, isConfigType, layerKind } from './media-types.ts';
import { formatPlatform, matchPlatform, parsePlatform } from './platform.ts';
import type { ImageSource } from './source.ts';

/** Indexes in indexes: BuildKit writes two, nobody has use for more than a few. */
const maxDepth = 8;
const maxDocuments = 1000;

type Candidate = { descriptor: Descriptor; manifest: Manifest; config: Config; imageID: string; platform: Platform };

/**
 * The images of the wanted platforms in the order asked, or all in the index's order.
 * @throws ExpectedError `platform`, `content`, `unsupported`, `which-image`
 */
export async function loadImages(source: ImageSource, options: { platforms?: readonly string[] } = {}): Promise<Image[]> {
  const candidates = await collect(source);
  const chosen = choose(candidates, options.platforms, source);
  return Promise.all(chosen.map((candidate) => describeImage(source, candidate)));
}

async function collect(source: ImageSource): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const seen = new Set<string>();
  let documents = 0;
  let missing: Descriptor | undefined;
  const walk = async (descriptor: Descriptor, above: readonly string[]): Promise<void> => {
    const key = descriptor.digest ?? descriptor.at ?? '';
    const what = `${describeDescriptor(descriptor)} of ${source.name}`;
    if (above.includes(key))
      throw new ExpectedError('content', `reading ${what}: the index contains itself`, {
        hint: 'such an index cannot be made by hashing honestly: build the image again',
      });
    if (seen.has(key)) return;
    seen.add(key);
    documents++;
    if (above.length > maxDepth) throw new ExpectedError('content', `reading ${what}: its indexes are nested more than ${maxDepth} deep`);
    if (documents > maxDocuments) throw new ExpectedError('content', `reading ${what}: it leads to more than ${maxDocuments} manifests`);
    const root = parseRoot(await fetchDocument(source, descriptor, maxManifestBytes, what), what);
    if ('manifest' in root) {
      const candidate = await readManifest(source, descriptor, root.manifest, above.length === 0);
      if (candidate !== undefined) candidates.push(candidate);
      return;
    }
    for (const child of root.index.manifests.filter(isImageRole)) {
      // A layout may hold less than its index names: one platform of several that were pulled.
      if (await source.has(child)) await walk(child, [...above, key]);
      else missing ??= child;
    }
  };
  await walk(await source.resolve(), []);
  if (candidates.length === 0) {
    const found = missing === undefined ? 'it names no image' : `it names ${describeDescriptor(missing)}, which is not there`;
    throw new ExpectedError('content', `looking for an image in ${source.name}: ${found}`, { hint: 'save or copy the image again, whole' });
  }
  return candidates;
}

/** @returns undefined for a manifest that is no image, where an index leads to it among others */
async function readManifest(
  source: ImageSource,
  descriptor: Descriptor,
  manifest: Manifest,
  isRoot: boolean,
): Promise<Candidate | undefined> {
  const isArtifact = manifest.artifactType !== undefined || (manifest.config.mediaType !== '' && !isConfigType(manifest.config.mediaType));
  const isAttestation =
    manifest.layers.length > 0 && manifest.layers.every(({ mediaType }) => mediaType === 'application/vnd.in-toto+json');
  if (isArtifact || isAttestation) {
    if (!isRoot) return undefined;
    throw new ExpectedError(
      'unsupported',
      `reading ${source.name}: it is an artifact (${manifest.artifactType ?? manifest.config.mediaType}), not a container image`,
      {
        hint: 'name the image itself',
      },
    );
  }
  if (!(await source.has(manifest.config))) {
    throw new ExpectedError(
      'content',
      `reading ${source.name}: its config ${manifest.config.digest ?? manifest.config.at ?? ''} is missing`,
      { hint: 'save or copy the image again, whole' },
    );
  }
  const what = `the config of ${source.name}`;
  const bytes = await fetchDocument(source, manifest.config, maxConfigBytes, what);
  const config = parseConfig(bytes, what);
  const imageID = manifest.config.digest ?? `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { descriptor, manifest, config, imageID, platform: descriptor.platform ?? config };
}

function choose(candidates: Candidate[], platforms: readonly string[] | undefined, source: ImageSource): Candidate[] {
  const available = [...new Set(candidates.map(({ platform }) => formatPlatform(platform)))];
  const wanted = platforms === undefined || platforms.includes('all') ? available : platforms;
  return wanted.map((text) => {
    const found =
      candidates[
        matchPlatform(
          parsePlatform(text),
          candidates.map(({ platform }) => platform),
        )
      ];
    if (found === undefined) {
      throw new ExpectedError('platform', `looking for ${text} in ${source.name}: it has ${available.join(', ')}`, {
        hint: 'ask for a platform that the image has, or build it for the one that is missing',
      });
    }
    const same = candidates.filter(({ platform }) => formatPlatform(platform) === formatPlatform(found.platform));
    if (new Set(same.map(({ imageID }) => imageID)).size > 1) {
      throw new ExpectedError(
        'which-image',
        `looking for ${text} in ${source.name}: it holds ${same.length} images of that platform: ${same.map(({ imageID }) => imageID).join(', ')}`,
        {
          hint: 'say which one with --tag',
        },
      );
    }
    return found;
  });
}

async function describeImage(source: ImageSource, candidate: Candidate): Promise<Image> {
  const { manifest, config, descriptor } = candidate;
  const diffIDs = config.rootfs.diff_ids ?? [];
  const unknown = manifest.layers
    .filter(({ mediaType }) => !['layer', 'foreign'].includes(layerKind(mediaType).kind))
    .map(({ mediaType }) => mediaType || 'none at all');
  if (unknown.length > 0) {
    const isEncrypted = unknown.some((mediaType) => layerKind(mediaType).kind === 'encrypted');
    throw new ExpectedError(
      'unsupported',
      `reading ${source.name}: ${isEncrypted ? 'layers are encrypted' : 'layers have media types that nobody knows'}: ${[...new Set(unknown)].join(', ')}`,
      {
        hint: isEncrypted ? 'decrypt the image first' : 'only tar layers, plain or compressed with gzip or zstd, can be weighed',
      },
    );
  }
  if (diffIDs.length !== manifest.layers.length) {
    throw new ExpectedError(
      'content',
      `reading ${source.name}: its manifest names ${manifest.layers.length} layers and its config ${diffIDs.length}`,
      { hint: 'the image is damaged: save, copy or build it again' },
    );
  }
  const history = (config.history ?? []).filter(({ empty_layer }) => empty_layer !== true);
  const isAligned = history.length === diffIDs.length;
  const layers: Layer[] = [];
  for (const [index, layer] of manifest.layers.entries()) {
    const { created_by: createdBy, created } = (isAligned ? history[index] : undefined) ?? {};
    const present = await source.has(layer);
    if (!present && layerKind(layer.mediaType).kind !== 'foreign') {
      throw new ExpectedError(
        'content',
        `reading ${source.name}: layer ${index}, ${layer.digest ?? layer.at ?? diffIDs[index]}, is missing`,
        { hint: 'save or copy the image again, whole' },
      );
    }
    layers.push({
      descriptor: layer,
      diffID: diffIDs[index]!,
      ...(createdBy === undefined ? {} : { createdBy }),
      ...(created === undefined ? {} : { created }),
      sizeIsCompressed: layer.size !== undefined,
      present,
    });
  }
  const notes = [...source.notes];
  if (!isAligned && history.length > 0)
    notes.push(`the history has ${history.length} instructions for ${diffIDs.length} layers, so that none is shown`);
  return {
    platform: formatPlatform(candidate.platform),
    imageID: candidate.imageID,
    ...(descriptor.digest === undefined ? {} : { digest: descriptor.digest }),
    layers,
    notes,
  };
}

function describeDescriptor({ digest, at, mediaType }: Descriptor): string {
  return digest ?? at ?? (mediaType || 'the root');
}

/** Attestations, artifacts and what nobody knows are passed over; an entry without a type is looked at. */
export function isImageRole(descriptor: Descriptor): boolean {
  return (
    ['index', 'manifest'].includes(descriptorRole(descriptor)) ||
    (descriptor.mediaType === '' && descriptor.annotations?.['vnd.docker.reference.type'] === undefined)
  );
}
