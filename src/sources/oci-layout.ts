/** An OCI image layout, in a directory or in a tar. https://github.com/opencontainers/image-spec/blob/main/image-layout.md */
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { type Index, parseIndex, parseLayoutVersion } from '../image/documents.ts';
import { maxManifestBytes, readContent } from '../image/fetch-document.ts';
import { mediaTypes } from '../image/media-types.ts';
import type { Content, ImageSource } from '../image/source.ts';
import { chooseDescriptors } from './choose-descriptors.ts';
import type { FileContent, HeldContent, MemberStore } from './member-store.ts';

/** Where the index lies that is made of what was chosen in index.json. No member can be called so. */
const presented = 'index.json/';
const maxLayoutFileBytes = 4096;

export class OciLayout implements ImageSource {
  readonly kind: 'oci-archive' | 'oci-layout';
  readonly mayBeUnpacked: boolean;
  readonly name: string;
  readonly notes: string[];
  readonly #store: MemberStore;
  readonly #wanted: string | undefined;
  #root: Descriptor | undefined;
  #index: Buffer | undefined;

  /**
   * @param wanted a tag, a reference or a digest that chooses among several images
   * @param root the descriptor that is wanted, where it is known already
   */
  constructor(store: MemberStore, wanted: string | undefined, root?: Descriptor) {
    this.kind = store.kind === 'archive' ? 'oci-archive' : 'oci-layout';
    this.name = `OCI ${store.kind === 'archive' ? 'archive' : 'layout'} ${store.path}`;
    this.notes = [...store.notes];
    // Engines that unpack images write a manifest.json beside.
    this.mayBeUnpacked = store.find('manifest.json') !== undefined;
    this.#store = store;
    this.#wanted = wanted;
    this.#root = root;
  }

  async resolve(): Promise<Descriptor> {
    if (this.#root !== undefined) return this.#root;
    await this.#checkVersion();
    const chosen = chooseDescriptors((await this.readIndex()).manifests, this.#wanted, this.name);
    const [first] = chosen;
    if (chosen.length === 1 && first !== undefined) this.#root = first;
    else {
      this.#index = Buffer.from(JSON.stringify({ mediaType: mediaTypes.index, manifests: chosen }));
      this.#root = { mediaType: mediaTypes.index, size: this.#index.length, at: presented };
    }
    return this.#root;
  }

  /** @throws ExpectedError `content` */
  async readIndex(): Promise<Index> {
    const what = `index.json of ${this.name}`;
    const content = this.#store.find('index.json');
    if (content === undefined)
      throw new ExpectedError('content', `reading ${this.name}: its index.json is missing`, {
        hint: 'an OCI layout has one: copy the image again, whole',
      });
    return parseIndex(await readContent(content, maxManifestBytes, what), what);
  }

  async has(descriptor: Descriptor): Promise<boolean> {
    return descriptor.at === presented || this.#find(descriptor) !== undefined;
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    if (descriptor.at === presented && this.#index !== undefined)
      return { kind: 'stream', stream: Readable.from([this.#index]), length: this.#index.length };
    const content = this.#find(descriptor);
    const { digest = 'without a digest', size } = descriptor;
    if (content === undefined)
      throw new ExpectedError('content', `reading ${this.name}: its blob ${digest} is missing`, { hint: 'copy the image again, whole' });
    if (size !== undefined && size !== content.length)
      throw new ExpectedError(
        'content',
        `reading ${this.name}: its blob ${digest} has ${content.length} bytes, where ${size} were declared`,
        {
          hint: 'the image is damaged or was cut off: copy it again',
        },
      );
    return content;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close();
  }

  /** A digest becomes a file's name: the documents' reader has let none through that could lead elsewhere. */
  #find({ digest }: Descriptor): FileContent | HeldContent | undefined {
    return digest === undefined ? undefined : this.#store.find(`blobs/${digest.replace(':', '/')}`);
  }

  async #checkVersion(): Promise<void> {
    const content = this.#store.find('oci-layout');
    if (content === undefined) {
      this.notes.push('the layout has no oci-layout file, which the specification demands');
      return;
    }
    const what = `oci-layout of ${this.name}`;
    const version = parseLayoutVersion(await readContent(content, maxLayoutFileBytes, what), what);
    if (/^1\./.test(version)) return;
    throw new ExpectedError('unsupported', `reading ${what}: found layout version ${version}, where 1.0.0 was expected`, {
      hint: 'write the layout with another version of the tool that made it',
    });
  }
}
