/** The walk from a root to the image manifests below it: indexes are read, and what is no image is passed over. */
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from './descriptor.ts';
import { type Manifest, parseRoot } from './documents.ts';
import { fetchDocument, maxManifestBytes } from './fetch-document.ts';
import { descriptorRole } from './media-types.ts';
import type { ImageSource } from './source.ts';

/** Indexes in indexes: BuildKit writes two, nobody has use for more than a few. */
const maxDepth = 8;
const maxDocuments = 1000;

/** A manifest, read where the walk had to. */
export type FoundManifest = { descriptor: Descriptor; manifest?: Manifest };

export type FoundManifests = {
  manifests: FoundManifest[];
  /** What indexes name, but the medium does not hold: the platforms that were not copied. */
  missing: Descriptor[];
  /** What indexes name beside images: attestations, artifacts, what nobody knows. */
  passedOver: Descriptor[];
};

/**
 * All image manifests that the root leads to, depth first, each once.
 * @throws ExpectedError `content` for an index that contains itself, leads too deep or to too much; `unsupported`
 */
export async function findManifests(source: ImageSource, root: Descriptor): Promise<FoundManifests> {
  const found: FoundManifests = { manifests: [], missing: [], passedOver: [] };
  const seen = new Set<string>();
  const visit = async (descriptor: Descriptor, above: readonly string[]): Promise<void> => {
    const key = descriptor.digest ?? descriptor.at ?? '';
    const fail = (problem: string): ExpectedError =>
      new ExpectedError('content', `reading ${describeDescriptor(descriptor)} of ${source.name}: ${problem}`, {
        hint: 'no honest tool writes this: build the image again',
      });
    if (above.includes(key)) throw fail('the index contains itself');
    if (seen.has(key)) return;
    seen.add(key);
    if (above.length > maxDepth) throw fail(`its indexes are nested more than ${maxDepth} deep`);
    if (seen.size > maxDocuments) throw fail(`it leads to more than ${maxDocuments} manifests`);
    // A manifest is not read before it is known to be wanted; what a root or an entry without a type is, only its content tells.
    if (above.length > 0 && descriptorRole(descriptor) === 'manifest') {
      found.manifests.push({ descriptor });
      return;
    }
    const document = await fetchRoot(source, descriptor);
    if ('manifest' in document) {
      found.manifests.push({ descriptor, manifest: document.manifest });
      return;
    }
    for (const child of document.index.manifests) {
      if (!isImageRole(child)) found.passedOver.push(child);
      else if (!(await source.has(child))) found.missing.push(child);
      else await visit(child, [...above, key]);
    }
  };
  await visit(root, []);
  return found;
}

async function fetchRoot(source: ImageSource, descriptor: Descriptor): Promise<ReturnType<typeof parseRoot>> {
  const what = `${describeDescriptor(descriptor)} of ${source.name}`;
  return parseRoot(await fetchDocument(source, descriptor, maxManifestBytes, what), what, {
    mediaType: descriptor.mediaType,
    presented: source.kind === 'docker-archive',
  });
}

/** @throws ExpectedError `content`, `unsupported` */
export async function fetchManifest(source: ImageSource, { descriptor, manifest }: FoundManifest): Promise<Manifest> {
  if (manifest !== undefined) return manifest;
  const document = await fetchRoot(source, descriptor);
  if ('manifest' in document) return document.manifest;
  throw new ExpectedError(
    'content',
    `reading ${describeDescriptor(descriptor)} of ${source.name}: found an index, where a manifest was declared`,
    {
      hint: 'the image is damaged: copy or build it again',
    },
  );
}

export function describeDescriptor({ digest, at, mediaType }: Descriptor): string {
  return digest ?? at ?? (mediaType || 'the root');
}

/** Attestations, artifacts and what nobody knows are passed over; an entry without a type is looked at. */
export function isImageRole(descriptor: Descriptor): boolean {
  const role = descriptorRole(descriptor);
  return role === 'index' || role === 'manifest' || (role === 'other' && descriptor.mediaType === '');
}
