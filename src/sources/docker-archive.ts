/** A docker archive of any era, presented as an OCI manifest, so that there is one walk. */
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { sha256 } from '../image/digest.ts';
import { type Config, type DockerManifest, parseConfig, parseDockerManifest } from '../image/documents.ts';
import { maxConfigBytes, maxManifestBytes, readContent } from '../image/fetch-document.ts';
import { mediaTypes } from '../image/media-types.ts';
import type { Content, ImageSource } from '../image/source.ts';
import { chooseEntry, type NamedEntry } from './choose-entry.ts';
import { type FileContent, type HeldContent, type MemberStore, sniffMember } from './member-store.ts';

/** Where the manifest lies that is made of manifest.json. No member can be called so. */
const presented = 'manifest.json/';

export class DockerArchive implements ImageSource {
  readonly kind = 'docker-archive';
  readonly mayBeUnpacked = true;
  readonly name: string;
  readonly notes: string[];
  readonly #store: MemberStore;
  readonly #wanted: string | undefined;
  #chosen: NamedEntry | undefined;
  #manifest: Buffer | undefined;

  /** @param wanted a tag, a reference or an image ID that chooses among several images */
  constructor(store: MemberStore, wanted: string | undefined) {
    this.name = `docker ${store.kind} ${store.path}`;
    this.notes = [...store.notes];
    this.#store = store;
    this.#wanted = wanted;
  }

  async resolve(): Promise<Descriptor> {
    this.#manifest ??= Buffer.from(JSON.stringify(await this.#present(await this.choose())));
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented };
  }

  /** The entry of manifest.json that is wanted. @throws ExpectedError `not-found`, `which-image`, `content` */
  async choose(): Promise<NamedEntry> {
    this.#chosen ??= await chooseEntry(await this.#readManifest(), this.#wanted, this.name, async (entry) =>
      sha256(await this.#readConfig(entry)),
    );
    return this.#chosen;
  }

  async has(descriptor: Descriptor): Promise<boolean> {
    return descriptor.at === presented || (descriptor.at !== undefined && this.#store.find(descriptor.at) !== undefined);
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    if (descriptor.at === presented && this.#manifest !== undefined)
      return { kind: 'stream', stream: Readable.from([this.#manifest]), length: this.#manifest.length };
    return this.#member(descriptor.at ?? descriptor.digest ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close();
  }

  #member(name: string): FileContent | HeldContent {
    const content = this.#store.find(name);
    if (content !== undefined) return content;
    throw new ExpectedError('content', `reading ${this.name}: its manifest.json names ${name}, which is not there`, {
      hint: 'the archive was cut off or is damaged: save or copy it again',
    });
  }

  async #readManifest(): Promise<DockerManifest> {
    const what = `manifest.json of ${this.name}`;
    const content = this.#store.find('manifest.json');
    if (content === undefined) {
      throw new ExpectedError('unsupported', `reading ${this.name}: it has no manifest.json, as archives from before Docker 1.10`, {
        hint: 'load it into an engine and save it again',
      });
    }
    const entries = parseDockerManifest(await readContent(content, maxManifestBytes, what), what);
    if (entries.length === 0) throw new ExpectedError('content', `reading ${what}: it names no image`, { hint: 'save the image again' });
    return entries;
  }

  async #readConfig({ Config: name }: NamedEntry): Promise<Buffer> {
    const what = `the config ${name} of ${this.name}`;
    const bytes = await readContent(this.#member(name), maxConfigBytes, what);
    // Every maker but a few names the config after its digest; a name that is none says nothing.
    const declared = /(?:^|[/:])([0-9a-f]{64})(?:\.json)?$/.exec(name)?.[1];
    const found = sha256(bytes);
    if (declared !== undefined && found !== `sha256:${declared}`)
      throw new ExpectedError('content', `reading ${what}: its bytes have the digest ${found}, which is not that in its name`, {
        hint: 'the archive is damaged or was changed by hand: save the image again',
      });
    return bytes;
  }

  /** The entry in an OCI manifest's words. */
  async #present(entry: NamedEntry): Promise<{ config: Descriptor; layers: Descriptor[] }> {
    const bytes = await this.#readConfig(entry);
    const config = parseConfig(bytes, `the config ${entry.Config} of ${this.name}`);
    return {
      config: { mediaType: mediaTypes.config, digest: sha256(bytes), size: bytes.length, at: entry.Config },
      layers: entry.Layers.map((name, index) => this.#presentLayer(name, index, config)),
    };
  }

  #presentLayer(name: string, index: number, config: Config): Descriptor {
    const content = this.#member(name);
    const compression = sniffMember(content);
    const diffID = config.rootfs.diff_ids[index];
    const inName = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(name);
    const blob = inName === null ? undefined : `${inName[1]}:${inName[2]}`;
    const isTar = compression !== 'gzip' && compression !== 'zstd';
    // An uncompressed layer's blob is the tar itself; of a compressed one only a blob's own name tells the digest.
    const digest = isTar ? diffID : blob;
    if (isTar && diffID !== undefined && blob !== diffID && blob?.startsWith(diffID.slice(0, 7)) === true)
      throw new ExpectedError(
        'content',
        `reading ${this.name}: layer ${index} is the uncompressed blob ${blob}, where the config declares the diffID ${diffID}`,
        { hint: 'the archive is damaged or was put together wrongly: save the image again' },
      );
    const mediaType = isTar ? mediaTypes.layer : compression === 'gzip' ? mediaTypes.gzipLayer : mediaTypes.zstdLayer;
    return { mediaType, at: name, size: content.length, ...(digest === undefined ? {} : { digest }) };
  }
}
