/** What people read, as plain data: one model that every rendering shows in its own way. */
import type { Analysis } from '../analysis/analysis.ts';
import type { Noise } from '../budget/budget.ts';
import type { Outcome, Verdict } from '../budget/verdict.ts';
import type { Units } from '../bytes.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { groupFigures } from './figure-groups.ts';
import type { FigureGroup } from './figures.ts';
import { writeHeadline } from './headline.ts';
import { describeImage, type ImageDetails } from './image-details.ts';
import { figuresOf } from './image-figures.ts';
import { collectNotes } from './report-notes.ts';
import type { Sentence } from './sentence.ts';
import type { OverTotal } from './waste-lines.ts';

/** All that is known when a report is written: `analyze` has no baseline and no verdict, `compare` no verdict, `check` what there is. */
export type ReportInput = {
  images: readonly { name: string; platform: string; analysis: Analysis; baseline?: Analysis; comparison?: Comparison }[];
  /** Absent where no budget applies. */
  verdict?: Verdict;
  units: Units;
  /** What the budget says of changes that are too small to count. */
  noise?: Noise;
  /** How many items a list holds at most. */
  top: number;
  /** The version of the program. */
  version: string;
  /** What the baseline is, or why there is none. */
  baselineNote?: string;
  /** How the table calls the baseline and what is weighed: `main 4be21c7` and `this PR`, for instance. */
  baselineLabel?: string;
  headLabel?: string;
  /** What the budget was read from. */
  budgetFile?: string;
  /** What else bears on the verdict, a sentence each without its full stop: an override, a limit that was raised. */
  remarks?: readonly string[];
  /** More to tell, a sentence each: how to make a budget, for one. */
  notes?: readonly string[];
};

/** No markup in it: names and paths stand in a Sentence as pieces to be quoted, all numbers as texts in one unit system. */
export type Report = {
  /** Of the program; empty where it is not to be told. */
  version: string;
  /** Absent where no budget applies. */
  outcome?: Outcome;
  headline: Sentence;
  baselineLabel?: string;
  headLabel?: string;
  /** One group for each image and platform, then for each group of images. */
  figures: FigureGroup[];
  images: ImageDetails[];
  /** What bears on the verdict: overrides, exceptions, and that there is no baseline or no budget. */
  remarks: Sentence[];
  /** How it was measured, and what is odd about the images. */
  notes: Sentence[];
  /** What the report leaves out by its nature, a sentence without its full stop; absent where it is whole. */
  partial?: string;
};

/** Makes the report of one run. */
export function buildReport(input: ReportInput): Report {
  const { images, verdict, units, noise = {}, top, version, baselineLabel, headLabel } = input;
  const judged = { images: images.map(figuresOf), units, noise, ...(verdict === undefined ? {} : { verdict }) };
  return {
    version,
    ...(verdict === undefined ? {} : { outcome: verdict.outcome }),
    headline: writeHeadline(judged),
    ...(baselineLabel === undefined ? {} : { baselineLabel }),
    ...(headLabel === undefined ? {} : { headLabel }),
    figures: groupFigures(judged),
    images: images.map(({ name, analysis, comparison }) => {
      const over = overTotal(verdict, name, analysis.platform);
      return describeImage(name, analysis, comparison, { units, top, ...(over === undefined ? {} : { over }) });
    }),
    ...collectNotes(input),
  };
}

function overTotal(verdict: Verdict | undefined, name: string, of: string): OverTotal | undefined {
  const failed = verdict?.results.find(
    ({ image, platform, metric, kind, outcome }) =>
      image === name && platform === of && metric === 'total' && kind === 'max' && outcome !== 'pass',
  );
  return failed?.limit === undefined || failed.actual === undefined ? undefined : { total: failed.actual, max: failed.limit };
}
