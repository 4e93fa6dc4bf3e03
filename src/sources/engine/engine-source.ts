/** An image of an engine, under its own name: what lies behind it is an archive that passed, or a folder of blobs. */

import type { Descriptor } from '../../image/descriptor.ts';
import type { Layer } from '../../image/image.ts';
import type { Content, ImageSource } from '../../image/source.ts';
import type { LayerScan } from '../../scan/layer-scan.ts';
import { contentError } from '../../scan/scan-options.ts';
import type { PassingOptions } from '../passed-layer.ts';
import type { PassedMembers } from '../passed-members.ts';
import type { ScannedSource } from './scanned-image.ts';

export class EngineSource implements ImageSource {
  readonly name: string;
  readonly kind: ImageSource['kind'];
  readonly mayBeUnpacked: boolean;
  readonly #inner: ImageSource;

  constructor(inner: ImageSource, { name, mayBeUnpacked = inner.mayBeUnpacked }: { name: string; mayBeUnpacked?: boolean }) {
    this.name = name;
    this.kind = inner.kind;
    this.mayBeUnpacked = mayBeUnpacked;
    this.#inner = inner;
  }

  get notes(): readonly string[] {
    return this.#inner.notes;
  }
  resolve(): Promise<Descriptor> {
    return this.#inner.resolve();
  }
  has(descriptor: Descriptor): Promise<boolean> {
    return this.#inner.has(descriptor);
  }
  fetch(descriptor: Descriptor): Promise<Content> {
    return this.#inner.fetch(descriptor);
  }
  [Symbol.asyncDispose](): Promise<void> {
    return this.#inner[Symbol.asyncDispose]() as Promise<void>;
  }
}

export class ExportedImage extends EngineSource implements ScannedSource {
  readonly uncompressed?: string;
  readonly #members: PassedMembers;
  readonly #options: PassingOptions;

  constructor(
    inner: ImageSource,
    members: PassedMembers,
    { options, uncompressed, ...named }: { name: string; mayBeUnpacked?: boolean; uncompressed?: string; options: PassingOptions },
  ) {
    super(inner, named);
    if (uncompressed !== undefined) this.uncompressed = uncompressed;
    this.#members = members;
    this.#options = options;
  }

  /** What passed before the manifest was known is checked against it now. */
  async takeScan({ descriptor, diffID }: Layer, what: string): Promise<LayerScan> {
    const { digest = '' } = descriptor;
    const scan = await this.#members.scanOf(descriptor.at ?? `blobs/${digest.replace(':', '/')}`, what, this.#options);
    const faults: [string, string | undefined, string][] = [
      ['the stored bytes', scan.digest, digest],
      ['the uncompressed bytes', scan.diffID, diffID],
    ];
    for (const [of, found, expected] of faults) {
      // Another algorithm than the one that was computed can be carried, but not checked.
      if (found === undefined || !expected.startsWith('sha256:') || found === expected) continue;
      throw contentError({ what }, `${of} have the digest ${found}, where ${expected} was declared`);
    }
    return scan;
  }
}
