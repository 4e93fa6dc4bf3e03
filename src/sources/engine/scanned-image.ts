/** An image whose layers were scanned while its source was opened: its documents are in memory, its layers are taken as they were found. */
import { Readable } from 'node:stream';
import { ExpectedError } from '../../errors.ts';
import type { Descriptor } from '../../image/descriptor.ts';
import { sha256 } from '../../image/digest.ts';
import type { Layer } from '../../image/image.ts';
import { mediaTypes } from '../../image/media-types.ts';
import type { Content, ImageSource } from '../../image/source.ts';
import type { LayerScan } from '../../scan/layer-scan.ts';

/** A source that gives scans of layers instead of their bytes. */
export interface ScannedSource extends ImageSource {
  /**
   * @param what the layer in words, for messages
   * @throws ExpectedError `content` where the layer is not what the image declares
   */
  takeScan(layer: Layer, what: string): LayerScan | Promise<LayerScan>;
}

export function isScanned(source: ImageSource): source is ScannedSource {
  return 'takeScan' in source;
}

/** A layer of an unpacked image, bottom first. */
export type ScannedLayer = { diffID: string; scan: LayerScan };

const presented = 'manifest';

/** An image of a store that unpacks layers: there is its config, and a manifest is made of it. */
export class UnpackedImage implements ScannedSource {
  /** As the archive that the engine would write of it. */
  readonly kind = 'docker-archive';
  readonly mayBeUnpacked = true;
  readonly notes: readonly string[] = [];
  readonly name: string;
  readonly uncompressed?: string;
  readonly #config: Buffer;
  readonly #layers: readonly ScannedLayer[];
  readonly #manifest: Buffer;

  /** @param uncompressed why it is not known what a registry would store, where there is more to it */
  constructor(name: string, config: Buffer, layers: readonly ScannedLayer[], uncompressed?: string) {
    this.name = name;
    if (uncompressed !== undefined) this.uncompressed = uncompressed;
    this.#config = config;
    this.#layers = layers;
    this.#manifest = Buffer.from(
      JSON.stringify({
        config: { mediaType: mediaTypes.config, digest: sha256(config), size: config.length, at: 'config' },
        layers: layers.map(({ diffID, scan }, index) => ({
          mediaType: mediaTypes.layer,
          digest: diffID,
          size: scan.totalBytes,
          at: `layer ${index}`,
        })),
      }),
    );
  }

  async resolve(): Promise<Descriptor> {
    return { mediaType: mediaTypes.manifest, size: this.#manifest.length, at: presented };
  }

  async has(): Promise<boolean> {
    return true;
  }

  async fetch({ at }: Descriptor): Promise<Content> {
    const bytes = at === presented ? this.#manifest : at === 'config' ? this.#config : undefined;
    if (bytes === undefined) throw new Error(`the bytes of ${at} are not kept`);
    return { kind: 'stream', stream: Readable.from([bytes]), length: bytes.length };
  }

  takeScan({ descriptor, diffID }: Layer, what: string): LayerScan {
    const layer = this.#layers[Number(descriptor.at?.replace('layer ', ''))];
    if (layer?.diffID === diffID) return layer.scan;
    throw new ExpectedError('content', `reading ${what}: it is not the layer that the config declares`, { hint: 'build the image again' });
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

/** An image of such a store that was pulled: its manifest is the registry's, and says what its blobs weigh. */
export class PulledImage implements ScannedSource {
  readonly kind = 'oci-layout';
  readonly mayBeUnpacked = false;
  readonly notes: readonly string[] = [];
  readonly name: string;
  readonly #documents: ReadonlyMap<string, Buffer>;
  readonly #layers: readonly ScannedLayer[];
  readonly #manifest: Buffer;

  constructor(name: string, config: Buffer, layers: readonly ScannedLayer[], manifest: Buffer) {
    this.name = name;
    this.#layers = layers;
    this.#manifest = manifest;
    this.#documents = new Map([manifest, config].map((bytes) => [sha256(bytes), bytes]));
  }

  async resolve(): Promise<Descriptor> {
    return { mediaType: '', digest: sha256(this.#manifest), size: this.#manifest.length };
  }

  async has(): Promise<boolean> {
    return true;
  }

  async fetch({ digest = '' }: Descriptor): Promise<Content> {
    const bytes = this.#documents.get(digest);
    if (bytes === undefined) throw new Error(`the bytes of ${digest} are not kept`);
    return { kind: 'stream', stream: Readable.from([bytes]), length: bytes.length };
  }

  /** The order of the layers was checked when the image was opened: a diffID means one scan wherever it stands. */
  takeScan({ diffID }: Layer, what: string): LayerScan {
    const layer = this.#layers.find((each) => each.diffID === diffID);
    if (layer !== undefined) return layer.scan;
    throw new ExpectedError('content', `reading ${what}: it is not the layer that the config declares`, { hint: 'pull the image again' });
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}
