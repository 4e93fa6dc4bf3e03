/** What changed between two analyses of one image. Plain data; compare.ts makes it. */
import type { WasteCause, Weighed } from '../analysis/analysis.ts';
import type { Metric } from '../analysis/metrics.ts';

/** One metric on both sides. `change` is head − base, absent where a side does not know the metric. What the head has only against the base (`update`, `churn`) has no `base`. */
export type MetricChange = { metric: Metric; base?: number; head?: number; change?: number };

/**
 * What became of a layer.
 * - `same`: the same diffID stands on both sides.
 * - `rebuilt`: another diffID, but the same files; only times, order or what else a tar says differ. `certain` is false where the contents were not at hand to compare.
 * - `changed`: the same instruction made other files, or the files are the same with other owners or modes.
 * - `added`, `removed`: on one side only.
 */
export type LayerChangeKind = 'same' | 'rebuilt' | 'changed' | 'added' | 'removed';

/**
 * What differs although the files are the same, so that the layer is pulled again.
 * - `times`, `order`: of the entries of the tar. `details`: neither of them, but what else a tar says, like the names of owners, its format, or fractions of a second.
 * - `owners`, `modes`: of the files.
 * - `compression`: of the blob; the tar is the same.
 */
export type LayerDifference = 'times' | 'order' | 'details' | 'owners' | 'modes' | 'compression';

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
  /** For `rebuilt`, and `changed` with `differs`: whether file contents were compared, or only names and sizes. False on `changed` where nothing could be compared. */
  certain?: boolean;
  /** All that differs although the files are the same. Absent where they are not, where nothing differs, and where a side does not know. */
  differs?: LayerDifference[];
};

/** A file or directory that weighs otherwise. `base` or `head` is absent where it does not exist on that side. */
export type PathChange = {
  path: string;
  base?: number;
  head?: number;
  change: number;
  /** The head's layer that stores the file; absent for a directory and for a file that is gone. */
  layer?: number;
};

/** A number of files and by how many bytes they change the image: negative for what went or shrank. */
export type FileSum = { files: number; change: number };

/** All live files that came, went or changed size, also those too small to be listed. The four changes add up to the change of `live`. */
export type FileSums = { came: FileSum; gone: FileSum; grew: FileSum; shrank: FileSum };

/**
 * Wasted inodes of one cause that one layer stored and one layer wasted, on both sides.
 * A wasted path that was wasted for the same cause in the base counts as the same waste, whichever layers did it there.
 */
export type WasteChange = {
  cause: WasteCause;
  /** Indexes of the layers, and their instructions: in the head, or where `side` is `base` in the base. */
  side: 'base' | 'head';
  storedIn: number;
  wastedIn: number;
  storedBy?: string;
  wastedBy?: string;
  base: { files: number; bytes: number };
  head: { files: number; bytes: number };
  /** head.bytes − base.bytes. */
  change: number;
  /** Paths of the largest, at most three, the largest first. */
  paths: string[];
};

export type Comparison = {
  metrics: MetricChange[];
  /** In the head's order; removed layers stand where they stood. */
  layers: LayerChange[];
  /** The 1,000 live files that came, went or changed size by most, the largest change of either sign first. Absent where a side has no inventory. */
  files?: PathChange[];
  /** What all such files come to; present where `files` is. */
  fileSums?: FileSums;
  /** Live files whose size is equal and whose content is known to differ. */
  filesWithOtherContent?: number;
  /** Directories whose live bytes changed, only those that no deeper directory explains, the largest change of either sign first. */
  directories: PathChange[];
  /** Waste that is there now and was not (`new`), or the other way round (`gone`): groups, the largest change first. */
  waste: { new: WasteChange[]; gone: WasteChange[] };
  /** How exact files and directories are: `file` with an inventory on both sides, else `directory`, else `layer`. */
  exactTo: 'file' | 'directory' | 'layer';
  /** The base and head stand on different platforms or measure in ways that do not compare: a sentence each. */
  notes: string[];
};

/** One platform of an image on either side; `comparison` where both have it. */
export type PlatformComparison = { platform: string; base?: Weighed; head?: Weighed; comparison?: Comparison };
