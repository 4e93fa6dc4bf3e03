/** An OCI image layout, as a directory or as a tar. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { type Index, parseIndex } from '../image/documents.ts';
import { maxManifestBytes } from '../image/fetch-document.ts';
import { isImageRole } from '../image/load-images.ts';
import { mediaTypes } from '../image/media-types.ts';
import { normalizeName } from '../image/name.ts';
import type { Content, ImageSource } from '../image/source.ts';
import { readMember } from './docker-archive.ts';
import type { FileContent, MemberStore } from './member-store.ts';

const refName = 'org.opencontainers.image.ref.name';
const containerdName = 'io.containerd.image.name';

export class OciLayout implements ImageSource {
  readonly kind: 'oci-archive' | 'oci-layout';
  readonly name: string;
  readonly notes: readonly string[] = [];
  readonly #store: MemberStore;
  readonly #wanted: string | undefined;

  constructor(kind: 'oci-archive' | 'oci-layout', store: MemberStore, wanted: string | undefined) {
    this.kind = kind;
    this.name = `OCI ${kind === 'oci-archive' ? 'archive' : 'layout'} ${store.path}`;
    this.#store = store;
    this.#wanted = wanted;
  }

  async resolve(): Promise<Descriptor> {
    return resolveName(this.readIndex(), this.#wanted, this.name);
  }

  /** @throws ExpectedError `content` */
  readIndex(): Index {
    const what = `index.json of ${this.name}`;
    const content = this.#store.find('index.json');
    if (content === undefined)
      throw new ExpectedError('content', `reading ${this.name}: its index.json is missing`, {
        hint: 'an OCI layout has one: copy the image again, whole',
      });
    return parseIndex(readMember(content, maxManifestBytes, what), what);
  }

  async has(descriptor: Descriptor): Promise<boolean> {
    return this.#find(descriptor) !== undefined;
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    const content = this.#find(descriptor);
    const what = descriptor.digest ?? descriptor.at ?? 'content without a digest';
    if (content === undefined)
      throw new ExpectedError('content', `reading ${this.name}: it has no blob ${what}`, { hint: 'copy the image again, whole' });
    if (descriptor.size !== undefined && descriptor.size !== content.length) {
      throw new ExpectedError(
        'content',
        `reading ${this.name}: blob ${what} has ${content.length} bytes, where ${descriptor.size} were declared`,
        { hint: 'the image is damaged or was cut off: copy it again' },
      );
    }
    return content;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close();
  }

  #find({ digest, at }: Descriptor): FileContent | undefined {
    // A digest becomes a file name: the descriptor's reader has let none through that could lead elsewhere.
    const name = at ?? (digest === undefined ? undefined : `blobs/${digest.replace(':', '/')}`);
    return name === undefined ? undefined : this.#store.find(name);
  }
}

/** What the names of one descriptor are. BuildKit writes a whole reference where others write a tag. */
function namesOf({ annotations }: Descriptor): string[] {
  return [annotations?.[containerdName], annotations?.[refName]].filter((name) => name !== undefined);
}

function isNamed(descriptor: Descriptor, wanted: string): boolean {
  if (descriptor.digest === wanted) return true;
  return namesOf(descriptor).some(
    (name) => name === wanted || name.slice(name.lastIndexOf(':') + 1) === wanted || normalizeName(name) === normalizeName(wanted),
  );
}

function resolveName(index: Index, wanted: string | undefined, name: string): Descriptor {
  const images = index.manifests.filter(isImageRole);
  const list = () => images.map((each) => namesOf(each)[0] ?? each.digest ?? 'unnamed').join(', ') || 'nothing';
  if (images.length === 0)
    throw new ExpectedError('content', `reading ${name}: its index names no image`, {
      hint: 'name another layout, or build the image again',
    });
  const chosen = wanted === undefined ? images : images.filter((each) => isNamed(each, wanted));
  if (chosen.length === 0)
    throw new ExpectedError('not-found', `choosing ${wanted} in ${name}: it holds ${list()}`, { hint: 'name one of these' });
  const digests = new Set(chosen.map(({ digest }) => digest));
  if (digests.size === 1) return chosen[0]!;
  const names = new Set(chosen.map((each) => namesOf(each)[0]));
  // Several descriptors of one name, or of none, are an index by platform that was written out flat.
  const isFlatIndex = names.size === 1 && chosen.every(({ platform }) => platform !== undefined);
  if (isFlatIndex && chosen.length === images.length) return { mediaType: mediaTypes.index, at: 'index.json' };
  throw new ExpectedError('which-image', `choosing ${wanted ?? 'an image'} in ${name}: it holds ${digests.size}: ${list()}`, {
    hint: 'say which one with --tag',
  });
}
