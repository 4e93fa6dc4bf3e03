/** An image in a registry, walked as an OCI layout is: https://github.com/opencontainers/distribution-spec/blob/main/spec.md */
import { Readable } from 'node:stream';
import { ExpectedError } from '../../errors.ts';
import type { Descriptor } from '../../image/descriptor.ts';
import { sha256 } from '../../image/digest.ts';
import { maxManifestBytes } from '../../image/fetch-document.ts';
import { formatImageName, type ImageName } from '../../image/image-name.ts';
import { isIndexType, isManifestType, layerKind, mediaTypes } from '../../image/media-types.ts';
import type { Content } from '../../image/source.ts';
import { Verifier } from '../../image/verifier.ts';
import type { LayerScan } from '../../scan/layer-scan.ts';
import type { ScanOptions } from '../../scan/scan-options.ts';
import { TocFault } from '../../scan/toc.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import { RangeFault, readRange } from './blob-range.ts';
import { blobStream } from './blob-stream.ts';
import { listLayer } from './list-layer.ts';
import type { ListingSource } from './listing-source.ts';
import type { Document, RegistryClient } from './registry-client.ts';

/** Without it, old registries serve a manifest that says nothing of sizes. */
const accepted = [mediaTypes.index, mediaTypes.dockerList, mediaTypes.manifest, mediaTypes.dockerManifest].join(', ');

export class RegistrySource implements ListingSource {
  readonly kind = 'registry';
  readonly mayBeUnpacked = false;
  readonly notes: readonly string[] = [];
  readonly name: string;
  readonly #client: RegistryClient;
  readonly #wanted: string;
  readonly #onStep: ((line: string, level: 'debug') => void) | undefined;
  #sendsParts = true;
  #root: { descriptor: Descriptor; bytes: Buffer } | undefined;

  constructor(client: RegistryClient, name: ImageName, onStep?: (line: string, level: 'debug') => void) {
    this.#onStep = onStep;
    this.name = `docker://${formatImageName(name)}`;
    this.#client = client;
    this.#wanted = name.digest ?? name.tag ?? 'latest';
  }

  /** @throws ExpectedError `not-found`, `registry`, `content`, `unsupported` */
  async resolve(): Promise<Descriptor> {
    const doing = `reading ${this.name}`;
    const digest = this.#wanted.includes(':') ? this.#wanted : undefined;
    if (digest !== undefined) checkAlgorithm(doing, digest);
    const document = await this.#readManifest(this.#wanted, doing);
    if (document === undefined) {
      throw new ExpectedError('not-found', `looking for ${this.name}: ${this.#client.host} has no such image`, {
        hint: 'check the name and the tag; a repository that may not be pulled may look like one that is not there',
      });
    }
    const { bytes, mediaType } = document;
    if (digest === undefined) checkStated(document, doing);
    // By any other type the registry only says what it does not know.
    const type = /^application\/vnd\.(?:oci|docker)\./.test(mediaType) ? mediaType : '';
    const descriptor = { mediaType: type, digest: digest ?? sha256(bytes), ...(digest === undefined ? { size: bytes.length } : {}) };
    this.#root = { descriptor, bytes };
    return descriptor;
  }

  /** What a registry names it holds, as a rule; layers that may stand elsewhere are asked for. */
  async has({ digest = '', mediaType }: Descriptor): Promise<boolean> {
    if (layerKind(mediaType).kind !== 'foreign') return true;
    const doing = `looking for the foreign layer ${digest} of ${this.name}`;
    const { answer } = await this.#client.ask(`blobs/${digest}`, { doing, method: 'HEAD', understood: [400, 403, 404, 405] });
    answer.destroy();
    return answer.statusCode === 200;
  }

  async fetch(descriptor: Descriptor): Promise<Content> {
    const { digest = '', size = 0, mediaType } = descriptor;
    const doing = `reading ${digest} of ${this.name}`;
    checkAlgorithm(doing, digest);
    if (digest === this.#root?.descriptor.digest) return contentOf(this.#root.bytes);
    if (isIndexType(mediaType) || isManifestType(mediaType)) return contentOf(await this.#readChild(digest, doing));
    // What an index does not say the type of is a manifest, and a config without a type is none.
    const untyped = mediaType === '' ? await this.#readManifest(digest, doing) : undefined;
    return untyped === undefined
      ? { kind: 'stream', stream: blobStream(this.#client, { digest, size }, doing), length: size }
      : contentOf(untyped.bytes);
  }

  async listLayer(descriptor: Descriptor, options: Pick<ScanOptions, 'what' | 'allowance' | 'signal'>): Promise<LayerScan | undefined> {
    const { digest = '', size = 0 } = descriptor;
    if (!this.#sendsParts || Verifier.for(digest) === undefined) return undefined;
    let bytes = 0;
    const readPart = (offset: number, length: number) => {
      bytes += length;
      return readRange(this.#client, { digest, size }, offset, length, `reading ${options.what}`);
    };
    try {
      const scan = await listLayer(descriptor, readPart, options);
      if (scan !== undefined) this.#onStep?.(`${options.what} is listed from its table of contents: ${bytes} of ${size} bytes`, 'debug');
      return scan;
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (error instanceof RangeFault && error.isGeneral) this.#sendsParts = false;
      this.#onStep?.(`${options.what} is read whole, as its table of contents cannot be used: ${error.message}`, 'debug');
      return undefined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
  }

  async #readChild(digest: string, doing: string): Promise<Buffer> {
    const document = await this.#readManifest(digest, doing);
    if (document !== undefined) return document.bytes;
    throw new ExpectedError('content', `${doing}: the registry does not hold it, though the image's index names it`, {
      hint: 'push the image again, with all of its platforms, or ask for another platform',
    });
  }

  async #readManifest(reference: string, doing: string): Promise<Document | undefined> {
    const document = await this.#client.readDocument(`manifests/${reference}`, maxManifestBytes, { doing, headers: { Accept: accepted } });
    if (document === undefined || !/html/.test(document.mediaType)) return document;
    const { role, words, registry, host } = document.from;
    const found = role === 'registry' ? `${words} answers with a web page` : `${registry} redirects to a web page of ${host}`;
    throw new ExpectedError('registry', `${doing}: ${found}, where a manifest was expected`, {
      hint: 'see that it is a registry that answers there, and not a page to log in on, or of a proxy',
    });
  }
}

/** Whether the layer may well be read another way. */
function isPassing(error: unknown): error is Error {
  if (error instanceof ExpectedError) return ['registry', 'content', 'unsupported'].includes(error.code);
  return [TocFault, RangeFault, FetchFault].some((fault) => error instanceof fault);
}

function contentOf(bytes: Buffer): Content {
  return { kind: 'stream', stream: Readable.from([bytes]), length: bytes.length };
}

/** What comes from afar is never believed unchecked. @throws ExpectedError `unsupported` */
function checkAlgorithm(doing: string, digest: string): void {
  if (Verifier.for(digest) !== undefined) return;
  throw new ExpectedError('unsupported', `${doing}: its digest cannot be checked, as it is neither sha256 nor sha512`, {
    hint: 'build or copy the image with a tool that uses sha256',
  });
}

/** @throws ExpectedError `content` */
function checkStated({ bytes, digest }: Document, doing: string): void {
  const verifier = Verifier.for(digest);
  verifier?.update(bytes);
  const found = verifier?.digest();
  if (found === undefined || found === digest) return;
  throw new ExpectedError('content', `${doing}: its bytes have the digest ${found}, where the registry says ${digest}`, {
    hint: 'something between here and the registry changes what it sends',
  });
}
