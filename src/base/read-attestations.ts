/** What is said of an image beside it. https://github.com/moby/buildkit/blob/master/docs/attestations/attestation-storage.md */
import { ExpectedError } from '../errors.ts';
import { parseRoot } from '../image/documents.ts';
import { fetchDocument, maxManifestBytes } from '../image/fetch-document.ts';
import type { Image } from '../image/image.ts';
import type { ImageSource } from '../image/source.ts';

/** A provenance of mode `max` has 50 to 300 kB. */
const maxBytes = 16 << 20;
/** Of the attestations of an image, and of the statements of each. Of more none is read: those that were left out might name the base. */
const maxCount = 4;

/**
 * The predicates of the provenance attestations, one by one: each may take many times the memory of its JSON.
 * @throws ExpectedError where one cannot be fetched or read, and `interrupted`
 */
export async function* readAttestations(source: ImageSource, { attestations = [], platform }: Image): AsyncGenerator<unknown> {
  if (attestations.length > maxCount) return [];
  for (const attestation of attestations) {
    const what = `the attestations of ${platform} in ${source.name}`;
    if (!(await source.has(attestation))) continue;
    const { mediaType } = attestation;
    const root = parseRoot(await fetchDocument(source, attestation, maxManifestBytes, what), what, { mediaType });
    const statements = 'manifest' in root ? root.manifest.layers.filter(isProvenance) : [];
    if (statements.length > maxCount) return [];
    for (const statement of statements) {
      const bytes = await fetchDocument(source, statement, maxBytes, what);
      yield predicateOf(bytes, what);
    }
  }
}

function isProvenance({ mediaType, annotations }: { mediaType: string; annotations?: Record<string, string> | undefined }): boolean {
  return (
    mediaType === 'application/vnd.in-toto+json' &&
    /^https:\/\/slsa\.dev\/provenance\/v(?:0\.2|1)$/.test(annotations?.['in-toto.io/predicate-type'] ?? '')
  );
}

/** https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
function predicateOf(bytes: Buffer, what: string): unknown {
  try {
    const statement: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof statement === 'object' && statement !== null && 'predicate' in statement ? statement.predicate : undefined;
  } catch (error) {
    throw new ExpectedError('content', `reading ${what}: it is not JSON (${bytes.length} bytes)`, { cause: error });
  }
}
