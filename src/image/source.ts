/** Where an image comes from, as the rest of the program sees it: resolve a name, fetch a descriptor. */
import type { Readable } from 'node:stream';
import type { Descriptor } from './descriptor.ts';

/**
 * Stored bytes of one descriptor, as they lie in the medium (still compressed, if they are).
 * `file` allows random access: `length` bytes from `offset` of an open file descriptor that belongs to the source.
 */
export type Content = { kind: 'file'; fd: number; offset: number; length: number } | { kind: 'stream'; stream: Readable; length?: number };

/** A medium that holds images. Every source presents the same walk: descriptors from a root. */
export interface ImageSource extends AsyncDisposable {
  /** The medium in words for messages, e.g. `docker archive out/api.tar`. */
  readonly name: string;
  /**
   * What kind of medium it is. A `docker-archive` presents its manifest.json as an OCI manifest, so that it has no manifest digest.
   * Of a `registry`, what is not fetched is not transferred.
   */
  readonly kind: 'docker-archive' | 'oci-archive' | 'oci-layout' | 'registry';
  /** Whether an engine that keeps layers unpacked may have written it: sizes of layers that are all plain tars are then not what a push sends. */
  readonly mayBeUnpacked: boolean;
  /** Why it does not tell what a registry would store, as a clause; absent where there is no more to it than that its layers are not compressed. */
  readonly uncompressed?: string;
  /** The roots that the wanted image may be: one, or an ExpectedError `not-found` or `which-image` that lists what there is. */
  resolve(): Promise<Descriptor>;
  /** @throws ExpectedError `content` where the medium does not hold what the descriptor names. */
  fetch(descriptor: Descriptor): Promise<Content>;
  /** Whether the medium holds the content. */
  has(descriptor: Descriptor): Promise<boolean>;
  /** What is odd about the medium, but no error, a sentence each. */
  readonly notes: readonly string[];
}
