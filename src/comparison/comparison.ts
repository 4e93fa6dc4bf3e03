/** What changed between two analyses of one image. Plain data; compare.ts makes it. */
import type { Metric } from '../analysis/metrics.ts';

/** One metric on both sides. `change` is head − base, absent where a side does not know the metric. */
export type MetricChange = { metric: Metric; base?: number; head?: number; change?: number };

/**
 * What became of a layer.
 * - `same`: the same diffID stands on both sides.
 * - `rebuilt`: another diffID, but the same files; only times or order differ. `certain` is false where the contents were not at hand to compare.
 * - `changed`: the same instruction made other files.
 * - `added`, `removed`: on one side only.
 */
export type LayerChangeKind = 'same' | 'rebuilt' | 'changed' | 'added' | 'removed';

export type LayerChange = {
  kind: LayerChangeKind;
  /** Index of the layer in the base image; absent for `added`. */
  base?: number;
  /** Index of the layer in the head image; absent for `removed`. */
  head?: number;
  /** Change of the layer's `total` in bytes (0 for `same`), absent where a side is unknown. */
  change?: number;
  /** Change of the layer's wasted bytes. */
  wastedChange?: number;
  /** The head's instruction, or for `removed` the base's. */
  createdBy?: string;
  /** For `rebuilt`: whether file contents were compared, or only names, modes and sizes. */
  certain?: boolean;
};

/** A file or directory that weighs otherwise. `base` or `head` is absent where it does not exist on that side. */
export type PathChange = {
  path: string;
  base?: number;
  head?: number;
  change: number /** head layer that stores the file */;
  layer?: number;
};

export type Comparison = {
  metrics: MetricChange[];
  /** In the head's order; removed layers stand where they stood. */
  layers: LayerChange[];
  /** Live files that came, went or changed size, largest change first. Absent where a side has no inventory. */
  files?: PathChange[];
  /** Live files whose size is equal and whose content is known to differ. */
  filesWithOtherContent?: number;
  /** Directories whose live bytes changed, only those that no deeper directory explains, largest change first. */
  directories: PathChange[];
  /** How exact files and directories are: `file` with an inventory on both sides, else `directory`, else `layer`. */
  exactTo: 'file' | 'directory' | 'layer';
  /** The base and head stand on different platforms or measure in ways that do not compare: a sentence each. */
  notes: string[];
};
