/** The whole story in one function, to be read first: budget → images → weigh → baseline → compare → judge → what the report is made of. */
import type { Analysis, Weighed } from './analysis/analysis.ts';
import type { Baseline } from './baseline/baseline.ts';
import type { Budget } from './budget/budget.ts';
import { judge, type MeasuredImage } from './budget/judge.ts';
import { isJudgedAsPushed, isJudgedBySizes } from './budget/judged-by-sizes.ts';
import { budgetFiles, findBudget, loadBudget } from './budget/load-budget.ts';
import type { Outcome, Verdict } from './budget/verdict.ts';
import type { Units } from './bytes.ts';
import { compare } from './comparison/compare.ts';
import type { Comparison } from './comparison/comparison.ts';
import { ExpectedError } from './errors.ts';
import { isInRegistry } from './image/reference.ts';
import { chooseImages, type ImageChoice, type NamedImage, nameReferences } from './name-images.ts';
import type { KnownLayers } from './read-layers.ts';
import { type WeighImageOptions, weighImage } from './weigh-image.ts';

export type CheckRequest = {
  /** Where the budget is looked for, and where relative paths begin. */
  directory: string;
  /** The budget file; by default it is looked for. */
  configFile?: string;
  /** What to weigh where there is no budget. */
  references: readonly string[];
  /** What images of the budget are, in place of what the budget says; a name alone leaves out the images that are not named. */
  images: readonly ImageChoice[];
  /** In place of the budget's platforms; `all` for every one that the image has. */
  platforms?: readonly string[] | 'all';
  /** Looks for what to compare with; it is asked before the first image is weighed. Nothing is compared without it. */
  findBaseline?: (budget: Budget | undefined, images: readonly NamedImage[]) => Promise<Baseline | undefined>;
  /** YYYY-MM-DD in UTC: whether an exception has expired. */
  today: string;
  /** Layers are read also where the budget could be judged without: for what is kept. */
  whole?: boolean;
  weighing: Pick<
    WeighImageOptions,
    | 'tag'
    | 'cache'
    | 'verify'
    | 'maxUncompressedBytes'
    | 'engineRead'
    | 'insecure'
    | 'known'
    | 'environment'
    | 'temporaryDirectory'
    | 'runBuild'
    | 'signal'
    | 'onProgress'
    | 'onStep'
  >;
  onImage?: (image: NamedImage) => void | Promise<void>;
};

/** One platform of one image, with all that is known of it. */
export type CheckedImage = {
  name: string;
  platform: string;
  weighed: Weighed;
  analysis: Analysis;
  baseline?: Weighed;
  comparison?: Comparison;
};

export type Checked = {
  images: CheckedImage[];
  /** Absent where there is no budget: then nothing is judged. */
  verdict?: Verdict;
  /** `pass` where nothing is judged. */
  outcome: Outcome;
  units: Units;
  /** Absent where there is none. */
  budget?: Budget;
  /** What was compared with, or why nothing was. */
  baselineNote?: string;
  /** What the report calls the baseline. */
  baselineLabel?: string;
};

/**
 * Checks the images of the budget. Either every image is weighed whole and judged, or it throws.
 * @throws ExpectedError
 */
export async function check(request: CheckRequest): Promise<Checked> {
  const budget = await openBudget(request);
  const named =
    budget === undefined ? nameReferences(request) : chooseImages(budget, request).map((image) => readWhatIsNeeded(image, budget, request));

  const baseline = await request.findBaseline?.(budget, named);
  const images: CheckedImage[] = [];
  const known: KnownLayers = new Map();
  for (const image of named) {
    // The baseline is read first: a broken one is told at once, and it may lie where this run is going to be kept.
    const baselines = (await baseline?.load(image.name)) ?? [];
    await request.onImage?.(image);
    const weighed = await weighImage(image, { known, ...request.weighing });
    for (const head of weighed) images.push(compareImage(image.name, head, baselines));
  }

  const verdict =
    budget === undefined ? undefined : judge(budget, images.map(measuredOf), { today: request.today, behind: baseline?.behind });
  const baselineNote = baseline?.note(images.some((image) => image.baseline !== undefined));
  return {
    images,
    outcome: verdict?.outcome ?? 'pass',
    units: budget?.units ?? 'si',
    ...(verdict === undefined ? {} : { verdict }),
    ...(budget === undefined ? {} : { budget }),
    ...(baselineNote === undefined ? {} : { baselineNote }),
    ...(baseline?.label === undefined ? {} : { baselineLabel: baseline.label }),
  };
}

async function openBudget({ directory, configFile, references, images }: CheckRequest): Promise<Budget | undefined> {
  const file = configFile ?? findBudget(directory);
  if (file === undefined) {
    if (references.length > 0 || images.length > 0) return undefined;
    throw new ExpectedError('option', `there is no budget file here (${budgetFiles.join(', ')}), and no image was named`, {
      hint: 'plimsoll init REF writes a budget from an image as it is; plimsoll check REF reports without one.',
    });
  }
  const { budget } = await loadBudget(file, directory);
  if (references.length === 0) return budget;
  throw new ExpectedError('option', `${references.join(', ')} was named, but the budget ${budget.file} says which images are checked`, {
    hint: `--image NAME=${references[0]} puts it in the place of an image of the budget; plimsoll analyze ${references[0]} reports without a budget.`,
  });
}

/** What is not needed of an image in a registry is not transferred, and what is built is compressed only where that is asked for. */
function readWhatIsNeeded(image: NamedImage, budget: Budget, { whole, weighing }: CheckRequest): NamedImage {
  if (image.build !== undefined) return isJudgedAsPushed(budget, image.name) ? { ...image, asPushed: true } : image;
  const isSpared = whole !== true && weighing.verify !== true && isInRegistry(image.reference) && isJudgedBySizes(budget, image.name);
  return isSpared ? { ...image, sizesOnly: true } : image;
}

function compareImage(name: string, head: Weighed, baselines: readonly Weighed[]): CheckedImage {
  const { analysis } = head;
  const checked: CheckedImage = { name, platform: analysis.platform, weighed: head, analysis };
  const baseline = chooseBaseline(name, analysis, baselines);
  return baseline === undefined ? checked : { ...checked, baseline, comparison: compare(baseline, head) };
}

/** A file may hold several images of one platform: then only the one that was called the same can be meant. */
function chooseBaseline(name: string, { platform, reference }: Analysis, baselines: readonly Weighed[]): Weighed | undefined {
  const candidates = baselines.filter(({ analysis }) => analysis.platform === platform);
  if (candidates.length < 2) return candidates[0];
  const same = candidates.filter(({ analysis }) => analysis.reference === reference);
  if (same.length === 1) return same[0];
  throw new ExpectedError(
    'analysis',
    `choosing the baseline of ${name} (${platform}): the file holds ${candidates.length} images of that platform: ${candidates.map(({ analysis }) => analysis.reference).join(', ')}`,
    { hint: 'keep analyses with --save DIR and compare with --baseline DIR: there each image has a file of its own' },
  );
}

/** As the judge and `tighten` take it. */
export function measuredOf({ name, platform, weighed, baseline }: CheckedImage): MeasuredImage {
  return {
    image: name,
    platform,
    ...weighed,
    ...(baseline === undefined ? {} : { baseline: baseline.analysis }),
    ...(baseline?.inventory === undefined ? {} : { baselineInventory: baseline.inventory }),
  };
}
