/** A docker archive of any era, presented as an OCI manifest, so that there is one walk. */
import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import { Readable } from 'node:stream';
import { ExpectedError } from '../errors.ts';
import type { Descriptor } from '../image/descriptor.ts';
import { type Config, type DockerManifest, parseConfig, parseDockerManifest } from '../image/documents.ts';
import { maxConfigBytes, maxManifestBytes } from '../image/fetch-document.ts';
import { mediaTypes } from '../image/media-types.ts';
import { normalizeName } from '../image/name.ts';
import type { Content, ImageSource } from '../image/source.ts';
import { type Compression, sniffCompression } from '../scan/decompress.ts';
import type { FileContent, MemberStore } from './member-store.ts';

type ManifestEntry = DockerManifest[number];

const presented = 'manifest.json (presented)';

export class DockerArchive implements ImageSource {
  readonly kind = 'docker-archive';
  readonly name: string;
  readonly notes: readonly string[] = [];
  readonly #store: MemberStore;
  readonly #wanted: string | undefined;
  #manifest: Buffer | undefined;

  /** @param wanted a tag, a reference or an image ID that chooses among several images */
  constructor(store: MemberStore, wanted: string | undefined) {
    this.name = `docker archive ${store.path}`;
    this.#store = store;
    this.#wanted = wanted;
  }

  async resolve(): Promise<Descriptor> {
    const entry = chooseEntry(this.#readManifest(), this.#wanted, this.name);
    this.#manifest = Buffer.from(JSON.stringify(this.#present(entry)));
    return { mediaType: mediaTypes.dockerManifest, at: presented };
  }

  async has(descriptor: Descriptor): Promise<boolean> {
    return descriptor.at === presented || this.#store.find(descriptor.at ?? '') !== undefined;
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    if (descriptor.at === presented && this.#manifest !== undefined)
      return { kind: 'stream', stream: Readable.from([this.#manifest]), length: this.#manifest.length };
    return this.#member(descriptor.at ?? descriptor.digest ?? '');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#store.close();
  }

  #member(name: string): FileContent {
    const content = this.#store.find(name);
    if (content !== undefined) return content;
    throw new ExpectedError('content', `reading ${this.name}: its manifest.json names ${name}, which is not there`, {
      hint: 'the archive was cut off or is damaged: save or copy it again',
    });
  }

  #readManifest(): DockerManifest {
    const what = `manifest.json of ${this.name}`;
    const content = this.#store.find('manifest.json');
    if (content === undefined) {
      throw new ExpectedError('unsupported', `reading ${this.name}: it has no manifest.json and is of the time before Docker 1.10`, {
        hint: 'load it into an engine and save it again',
      });
    }
    const entries = parseDockerManifest(readMember(content, maxManifestBytes, what), what);
    if (entries.length === 0) throw new ExpectedError('content', `reading ${what}: it names no image`, { hint: 'save the image again' });
    return entries;
  }

  /** The entry in an OCI manifest's words. */
  #present(entry: ManifestEntry): { config: Descriptor; layers: Descriptor[] } {
    const what = `the config of ${this.name}`;
    const bytes = readMember(this.#member(entry.Config), maxConfigBytes, what);
    const config = parseConfig(bytes, what);
    const names = entry.Layers ?? [];
    const members = names.map((name) => {
      const content = this.#member(name);
      return { name, content, compression: sniffMember(content) };
    });
    // A maker that compresses any layer keeps blobs as they are pushed; where none is, they are engine exports, and what a push would send is not known.
    const keepsBlobs = members.some(({ compression }) => compression !== 'none');
    return {
      config: {
        mediaType: mediaTypes.dockerConfig,
        digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
        at: entry.Config,
      },
      layers: members.map(({ name, content, compression }, index) => presentLayer(name, content, compression, keepsBlobs, config, index)),
    };
  }
}

/** What the layers of a docker archive are in a manifest's words. */
const layerTypes = {
  none: 'application/vnd.docker.image.rootfs.diff.tar',
  gzip: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
  zstd: 'application/vnd.docker.image.rootfs.diff.tar.zstd',
};

function presentLayer(
  name: string,
  content: FileContent,
  compression: Compression,
  keepsBlobs: boolean,
  config: Config,
  index: number,
): Descriptor {
  const blob = /^(?:\.\/)?blobs\/(sha256|sha512)\/([0-9a-f]+)$/.exec(name);
  // An uncompressed layer's blob is the tar itself; of a compressed one only a blob's own name tells the digest.
  const digest = compression === 'none' ? config.rootfs.diff_ids?.[index] : blob === null ? undefined : `${blob[1]}:${blob[2]}`;
  const mediaType = compression === 'gzip' || compression === 'zstd' ? layerTypes[compression] : layerTypes.none;
  return { mediaType, at: name, ...(digest === undefined ? {} : { digest }), ...(keepsBlobs ? { size: content.length } : {}) };
}

function sniffMember(content: FileContent): Compression {
  const head = Buffer.alloc(Math.min(8, content.length));
  readSync(content.fd, head, 0, head.length, content.offset);
  return sniffCompression(head);
}

/** @throws ExpectedError `content` */
export function readMember(content: FileContent, maxBytes: number, what: string): Buffer {
  if (content.length > maxBytes)
    throw new ExpectedError(
      'content',
      `reading ${what}: it has ${content.length} bytes, where ${maxBytes} are the most that such a document may have`,
    );
  const bytes = Buffer.alloc(content.length);
  return bytes.subarray(0, readSync(content.fd, bytes, 0, bytes.length, content.offset));
}

function chooseEntry(entries: DockerManifest, wanted: string | undefined, name: string): ManifestEntry {
  if (wanted === undefined) {
    const [first] = entries;
    if (entries.length === 1 && first !== undefined) return first;
    throw new ExpectedError('which-image', `choosing an image in ${name}: it holds ${entries.length}: ${listEntries(entries)}`, {
      hint: 'say which one with --tag',
    });
  }
  const id = wanted.replace(/^sha256:/, '');
  const isId = /^[0-9a-f]{12,64}$/.test(id);
  const found = entries.filter(
    (entry) =>
      (entry.RepoTags ?? []).some(
        (tag) => tag === wanted || normalizeName(tag) === normalizeName(wanted) || tag.slice(tag.lastIndexOf(':') + 1) === wanted,
      ) ||
      (isId && entry.Config.replace(/^.*[/:]/, '').startsWith(id)),
  );
  if (found.length === 1 && found[0] !== undefined) return found[0];
  const problem = found.length === 0 ? 'none of these is it' : 'several match';
  throw new ExpectedError(
    found.length === 0 ? 'not-found' : 'which-image',
    `choosing ${wanted} in ${name}: ${problem}: ${listEntries(found.length === 0 ? entries : found)}`,
    {
      hint: 'name one of these in full with --tag',
    },
  );
}

function listEntries(entries: DockerManifest): string {
  return entries
    .map(({ RepoTags, Config: config }) =>
      RepoTags?.length ? RepoTags.join(' = ') : config.replace(/\.json$/, '').replace(/^.*[/:]/, 'sha256:'),
    )
    .join(', ');
}
