/** A budget once it is read: what is allowed, for which image, and where the file says so. Plain data. */
import type { Metric } from '../analysis/metrics.ts';
import type { Units } from '../bytes.ts';
import type { Amount } from './amounts.ts';
import type { BuildSource } from './build-source.ts';
import type { TextRange } from './document.ts';
import type { LimitResult, Place } from './verdict.ts';

/** `min` and, for efficiency, `warn` are lower bounds; all others are upper bounds. */
export type LimitKind = LimitResult['kind'];

/** One bound, as it is written in the file. `ppm` is a share of the baseline (`max-increase`), of `total` (`wasted`), or the ratio itself. */
export type Bound = Amount & {
  /** As written: `250 MB`. */
  text: string;
  place: Place;
  /** Where the value stands in the file's text; absent where it cannot be replaced there. */
  range?: TextRange;
};

export type Limit = Partial<Record<LimitKind, Bound>>;
export type Limits = Partial<Record<Metric, Limit>>;

/** A limit on what a glob holds in the final filesystem. */
export type PathBudget = { glob: string; limit: Limit };

export type BudgetImage = {
  name: string;
  place: Place;
  /** The reference as written, or how the image is built; a relative path in it is taken from the budget's folder. */
  source?: string | BuildSource;
  /** What it is built on: a reference, taken as `source` is. */
  base?: string;
  platforms?: string[];
  /** Merged with the defaults. */
  limits: Limits;
  /** Whole limits of the platforms that have their own, merged with `limits`. */
  platformLimits: Record<string, Limits>;
  paths: PathBudget[];
};

/** A limit on a sum over images. */
export type BudgetGroup = {
  name: string;
  place: Place;
  /** The names of the images that its patterns match, in the order of the budget. */
  images: string[];
  limits: Limits;
};

export type BudgetException = {
  image: string;
  platform?: string;
  metric: Metric;
  limit: Limit;
  /** The last day on which it counts, YYYY-MM-DD. */
  until: string;
  reason: string;
  ref?: string;
  place: Place;
};

/** Growth that does not count: where both are given, growth counts only above both. */
export type Noise = { bytes?: Bound; ppm?: Bound };

export type Budget = {
  /** As it was named to whoever read it. */
  file: string;
  /** What relative paths are taken from. */
  folder: string;
  units: Units;
  /** Where records of earlier commits are kept; absent where the budget does not say. A relative directory is taken from `folder`. */
  store?: StoreChoice;
  /** What happens where no record is found: nothing, the baseline's images are built, or the check fails. */
  onMissing: OnMissing;
  /** Whether growth over a record of another commit than the right one fails, instead of warning. */
  strictBaseline: boolean;
  /** Who may let a pull request pass that is over its budget; absent where nobody may. */
  override?: Override;
  /** When a pull request is commented on. */
  commentWhen: CommentWhen;
  noise: Noise;
  /** In the order of the file. */
  images: BudgetImage[];
  groups: BudgetGroup[];
  exceptions: BudgetException[];
};

/** The limits that hold for one platform of an image. */
export function limitsFor(image: BudgetImage, platform: string): Limits {
  return Object.hasOwn(image.platformLimits, platform) ? image.platformLimits[platform]! : image.limits;
}

/** Where records are kept. */
export type StoreChoice = { kind: 'artifact' } | { kind: 'branch'; branch: string } | { kind: 'file'; directory: string };

export const onMissingChoices = ['skip', 'build', 'fail'] as const;
export type OnMissing = (typeof onMissingChoices)[number];

export const commentWhenChoices = ['changed', 'always', 'warn', 'fail', 'never'] as const;
export type CommentWhen = (typeof commentWhenChoices)[number];
export const defaultCommentWhen: CommentWhen = 'changed';

/** A permission on a repository, the least first. */
export const permissions = ['triage', 'write', 'maintain', 'admin'] as const;
export type Permission = (typeof permissions)[number];

/** A label of the list lets a pull request pass, if whoever set it has the permission. */
export type Override = { labels: string[]; permission: Permission; place: Place };

/** A budget that limits nothing: what holds where there is no budget file. */
export function emptyBudget(folder: string): Budget {
  return {
    file: '',
    folder,
    units: 'si',
    noise: {},
    images: [],
    groups: [],
    exceptions: [],
    onMissing: 'skip',
    strictBaseline: false,
    commentWhen: defaultCommentWhen,
  };
}
