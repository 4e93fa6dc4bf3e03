/** From an image whose manifest is read to the scans of its layers: each is read once, and only where nothing tells already what is in it. */
import { availableParallelism } from 'node:os';
import { findIncomparable } from './analysis/compare-bodies.ts';
import type { ScanCache } from './cache/scan-cache.ts';
import { ExpectedError } from './errors.ts';
import type { Image, Layer } from './image/image.ts';
import type { ImageSource } from './image/source.ts';
import type { LayerScan } from './scan/layer-scan.ts';
import { scanLayer } from './scan/scan-layer.ts';
import { type Allowance, giveBack, makeAllowance, takeAllowance } from './scan/scan-options.ts';
import { isScanned } from './sources/engine/scanned-image.ts';
import { isListing } from './sources/registry/listing-source.ts';

/** How far a weighing has come. Bytes are those of the stored layer blobs; skipped ones count as done. */
export type Progress = {
  reference: string;
  platform: string;
  doneBytes: number;
  /** Undefined where it is not known how much will come. */
  totalBytes: number | undefined;
  doneLayers: number;
  totalLayers: number;
};

/** Scans by what makes two layers the same bytes. */
export type KnownLayers = Map<string, LayerScan>;

export type ReadingOptions = {
  /** Layers of this source that were read; those of the image are added. */
  known: KnownLayers;
  verify?: boolean;
  cache?: ScanCache;
  maxUncompressedBytes?: number;
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
};

/** What a registry is asked for at once. */
const maxDownloads = 4;

/**
 * Reads the layers of an image, several at once.
 * @param reference what the image is called where progress is told
 * @returns a scan for each layer, or undefined where its bytes are not at hand
 * @throws ExpectedError
 */
export async function readLayers(
  source: ImageSource,
  image: Image,
  reference: string,
  options: ReadingOptions,
): Promise<(LayerScan | undefined)[]> {
  const reading = new Reading(source, image, reference, options);
  await reading.readAll();
  return await reading.readIncomparable();
}

/** The scans that tell all by themselves: what lies in a file can be read again only while its source is open. */
export function lasting(known: KnownLayers): [string, LayerScan][] {
  return [...known].filter(([, { file, namesContents, digest }]) => file === undefined && namesContents && digest !== undefined);
}

/** What makes two layers of one source the same bytes. */
function layerKey(layer: Layer): string {
  // One blob under two diffIDs is two claims, of which at most one is true.
  return `${layer.descriptor.at ?? layer.descriptor.digest ?? ''} ${layer.diffID}`;
}

/** Bytes of the layer as it is stored, which is what progress counts. */
function storedBytes({ present, descriptor }: Layer): number {
  return present ? (descriptor.size ?? 0) : 0;
}

class Reading {
  readonly #source: ImageSource;
  readonly #layers: readonly Layer[];
  readonly #options: ReadingOptions;
  readonly #allowance: { allowance?: Allowance };
  readonly #progress: Progress;
  /** Whatever goes wrong with one layer, the others are not worth beginning, nor ending. */
  readonly #cut = new AbortController();
  readonly #signal: AbortSignal;
  readonly #pending = new Map<string, Promise<LayerScan>>();
  /** The layers that were taken off what the image may unpack to. */
  readonly #counted = new Set<string>();

  constructor(source: ImageSource, { platform, layers }: Image, reference: string, options: ReadingOptions) {
    const { signal, maxUncompressedBytes } = options;
    this.#source = source;
    this.#layers = layers;
    this.#options = options;
    this.#signal = signal === undefined ? this.#cut.signal : AbortSignal.any([signal, this.#cut.signal]);
    this.#allowance = maxUncompressedBytes === undefined ? {} : { allowance: makeAllowance(maxUncompressedBytes) };
    const totalBytes = layers.reduce((sum, layer) => sum + storedBytes(layer), 0);
    this.#progress = { reference, platform, doneBytes: 0, totalBytes, doneLayers: 0, totalLayers: layers.length };
  }

  async readAll(): Promise<void> {
    await this.#each(
      this.#layers.filter(({ present }) => present),
      (layer) => this.#take(layer),
    );
  }

  async #each(layers: readonly Layer[], work: (layer: Layer) => Promise<void>): Promise<void> {
    // The largest first, so that the last ones to end are short.
    const queue = layers.toSorted((one, other) => storedBytes(other) - storedBytes(one));
    const atOnce = this.#source.kind === 'registry' ? maxDownloads : availableParallelism();
    let failed: { reason: unknown } | undefined;
    const workers = Array.from({ length: Math.min(atOnce, queue.length) }, async () => {
      try {
        for (let layer = queue.shift(); layer !== undefined; layer = queue.shift()) await work(layer);
      } catch (reason) {
        failed ??= { reason };
        queue.length = 0;
        this.#cut.abort();
      }
    });
    await Promise.all(workers);
    if (failed !== undefined) throw failed.reason;
    this.#checkAbort();
  }

  /** What a table of contents tells of a file cannot be compared with what was read of another: where it would have to be, the layer is read. */
  async readIncomparable(): Promise<(LayerScan | undefined)[]> {
    const { known } = this.#options;
    const take = () => this.#layers.map((layer) => (layer.present ? known.get(layerKey(layer)) : undefined));
    for (let scans = take(); ; scans = take()) {
      const indexes = findIncomparable(scans);
      if (indexes.length === 0) return scans;
      // An image may have one layer twice.
      const layers = new Map(indexes.map((index) => [layerKey(this.#layers[index]!), this.#layers[index]!]));
      await this.#each([...layers.values()], async (layer) => {
        const key = layerKey(layer);
        giveBack(known.get(key)!.tarBytes, { what: this.#source.name, ...this.#allowance });
        this.#progress.doneBytes -= storedBytes(layer);
        known.set(key, await this.#read(layer));
      });
    }
  }

  async #take(layer: Layer): Promise<void> {
    const { known, onProgress } = this.#options;
    const key = layerKey(layer);
    // What a scanned source gives is compared by checksums of its own: scans of another kind would not fit to them.
    const there = isScanned(this.#source) ? undefined : known.get(key);
    if (there !== undefined) {
      this.#progress.doneBytes += storedBytes(layer);
      // What another image or platform was unpacked for counts for this one too, once.
      if (!this.#counted.has(key)) takeAllowance(there.tarBytes, { what: this.#source.name, ...this.#allowance });
      this.#counted.add(key);
    } else {
      const running = this.#pending.get(key) ?? this.#scan(layer);
      this.#pending.set(key, running);
      this.#counted.add(key);
      known.set(key, await running);
    }
    this.#progress.doneLayers++;
    onProgress?.(this.#progress);
  }

  /** By whatever costs least: the source that has read it, the cache, a table of contents, its bytes. */
  async #scan(layer: Layer): Promise<LayerScan> {
    const known = await this.#scanOutright(layer);
    if (known === undefined) return await this.#read(layer);
    this.#progress.doneBytes += storedBytes(layer);
    return known;
  }

  async #scanOutright(layer: Layer): Promise<LayerScan | undefined> {
    const what = this.#name(layer);
    if (isScanned(this.#source)) return await this.#source.takeScan(layer, what);
    if (this.#options.verify === true) return undefined;
    const kept = this.#options.cache?.find(layer);
    // An image that unpacks to too much is refused, whoever has unpacked it.
    if (kept !== undefined) takeAllowance(kept.tarBytes, { what, ...this.#allowance });
    if (kept !== undefined || !isListing(this.#source)) return kept;
    return await this.#source.listLayer(layer.descriptor, { what, ...this.#allowance, signal: this.#signal });
  }

  async #read(layer: Layer): Promise<LayerScan> {
    const { verify, cache, onProgress } = this.#options;
    const { digest } = layer.descriptor;
    const scan = await scanLayer(await this.#source.fetch(layer.descriptor), {
      what: this.#name(layer),
      ...this.#allowance,
      diffID: layer.diffID,
      ...(digest === undefined ? {} : { digest }),
      ...(verify === undefined ? {} : { verify }),
      signal: this.#signal,
      onBytes: (count) => {
        this.#progress.doneBytes += count;
        onProgress?.(this.#progress);
      },
    });
    if (verify !== true) cache?.keep(layer, scan);
    return scan;
  }

  #name(layer: Layer): string {
    return `layer ${this.#layers.indexOf(layer)} (${layer.diffID.slice(0, 19)}…) of ${this.#source.name}`;
  }

  #checkAbort(): void {
    if (this.#options.signal?.aborted === true) throw new ExpectedError('interrupted', 'interrupted while reading the image');
  }
}
