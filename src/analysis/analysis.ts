/** The Analysis document: what one image weighs. Plain JSON, versioned, the waist of the program. schema.ts declares it. */
import type * as z from 'zod';
import type { analysisFileSchema, analysisSchema } from './schema.ts';

/** The version of the Analysis document and of its inventory. A reader refuses any other. */
export const analysisVersion = 1;

export const wasteCauses = ['removed', 'replaced', 'rewritten', 'shadowed'] as const;

/** How the base image is known, what is surest first. All are sure but the last: what the history tells is a guess. */
export const baseSigns = ['budget', 'provenance', 'dockerfile', 'annotation', 'history'] as const;

export type Analysis = z.infer<typeof analysisSchema>;
export type LayerAnalysis = Analysis['layers'][number];
export type Waste = Analysis['waste'][number];
export type WasteCause = Waste['cause'];
export type BaseImage = NonNullable<Analysis['base']>;
export type DirectorySize = Analysis['directories'][number];
export type AnalysisFile = z.infer<typeof analysisFileSchema>;

/** A live regular file of the final filesystem. `content` identifies its bytes where the source made that free. */
export type InventoryFile = {
  /** Path without a leading slash, as in the Analysis. */
  path: string;
  /** Bytes stored for it. */
  bytes: number;
  /** Index of the layer that stores its bytes. */
  layer: number;
  /** KIND:HEX; only equal kinds compare. */
  content?: string;
};

/**
 * Every live path with its size, layer and content identity, sorted by path (by UTF-16 code units).
 * A hard link's further names carry 0 bytes, so that the sum over all files is `live`.
 */
export type Inventory = {
  /** The image it belongs to. */
  imageID: string;
  platform: string;
  files: Iterable<InventoryFile>;
  count: number;
};

/** What came of weighing one image: the document, and where it could be had, what lies beside it. */
export type Weighed = { analysis: Analysis; inventory?: Inventory };
