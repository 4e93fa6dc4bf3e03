/** What the judge says. Plain data; judge.ts makes it. */
import type { Metric } from '../analysis/metrics.ts';

export type Outcome = 'pass' | 'warn' | 'fail';

/** Where a limit stands in the budget file (1-based). */
export type Place = { file: string; line: number; column: number };

/** Writes a place as editors and terminals link it: `plimsoll.yml:7:5`. */
export function placeText({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** One limit held against one figure. */
export type LimitResult = {
  /** The budget's image, or for a group `group:NAME`. */
  image: string;
  /** The platform; absent for a group. */
  platform?: string;
  /** The metric, or for a path budget `path`. */
  metric: Metric | 'path';
  /** The glob of a path budget. */
  path?: string;
  /** Which limit: the largest allowed, the largest without a warning, the largest growth, the smallest allowed. */
  kind: 'max' | 'warn' | 'max-increase' | 'min';
  /** The figure as it is now: bytes, a count, or for efficiency a ratio from 0 to 1. Absent where it needs a baseline and there is none. */
  actual?: number;
  /** The limit in the unit of `actual`; for `max-increase` the allowed increase. Absent for an increase in percent with no baseline. */
  limit?: number;
  /** The limit as the budget says it, e.g. "250 MB", "3%". */
  limitText: string;
  baseline?: number;
  /** actual − baseline. */
  change?: number;
  /** By how much the limit is passed, > 0 only if it is. */
  overBy?: number;
  outcome: Outcome;
  /** Why the outcome is not what the figures alone say: no baseline yet, an exception, growth within the noise, a figure that is a guess, a baseline of an earlier commit, an override. */
  note?: string;
  place?: Place;
};

/** A figure that no limit applies to is a row too, so that the report shows it. */
export type Figure = { image: string; platform: string; metric: Metric; actual: number; baseline?: number; change?: number };

export type Verdict = {
  outcome: Outcome;
  results: LimitResult[];
  /** All figures of all images, in the order of the budget. */
  figures: Figure[];
  /** Sentences about the budget itself: an exception that expired, one that is in force, an override. */
  notes: string[];
  /** The label that let failures pass as warnings, and the login of whoever set it; absent where none did. */
  overridden?: { label: string; by: string };
};
