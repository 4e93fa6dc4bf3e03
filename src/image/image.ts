/** One platform's image: its manifest and config read, its layers still closed. */
import type { Descriptor } from './descriptor.ts';
import type { HistoryItem } from './documents.ts';

export type Layer = {
  descriptor: Descriptor;
  diffID: string;
  /** Absent where the history does not match the layers: no instruction is better than a wrong one. */
  createdBy?: string;
  /** RFC 3339, from the same history entry. */
  created?: string;
  /** Whether descriptor.size is what a registry stores: the blob is kept as it is pushed. */
  sizeIsCompressed: boolean;
  /** False for a foreign layer whose bytes the source does not hold. */
  present: boolean;
};

export type Image = {
  /** os/architecture[/variant], normalised. */
  platform: string;
  /** Digest of the config. */
  imageID: string;
  /** Digest of the manifest; absent where the medium has none (a docker archive). */
  digest?: string;
  layers: Layer[];
  /** Every instruction, also those that made no layer; absent where the history does not match the layers. */
  history?: readonly HistoryItem[];
  /** Of the manifest. */
  annotations?: Readonly<Record<string, string>>;
  /** What the config's labels say of a base image. They are inherited: a base's labels may be meant for its own. */
  baseLabels?: Readonly<Record<string, string>>;
  /** The manifests beside the image that attest something of it. */
  attestations?: readonly Descriptor[];
  /** Why its source does not tell what a registry would store, as a clause. */
  uncompressed?: string;
  notes: string[];
};
