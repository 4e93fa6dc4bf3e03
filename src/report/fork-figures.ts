/** A fork's figures as a report that renders like any other. */
import type { Noise } from '../budget/budget.ts';
import type { Outcome, Verdict } from '../budget/verdict.ts';
import { groupFigures } from './figure-groups.ts';
import type { MeasuredFork } from './fork-report.ts';
import { figuresOfFork } from './fork-verdict.ts';
import { writeHeadline } from './headline.ts';
import { hasNews, type News } from './news.ts';
import { type CommentPage, renderComment } from './render-comment.ts';
import type { Report } from './report.ts';
import { collectNotes } from './report-notes.ts';
import { count, type Sentence } from './sentence.ts';

/**
 * What the poster found out for itself: the verdict and the noise, absent where no budget judges, whether the pull request changes its budget,
 * and what is to be said of it.
 */
export type ForkJudgement = { verdict?: Verdict; noise?: Noise; loosened?: boolean; remarks: readonly Sentence[] };

/** Makes the report. `version` is that of the program that renders. */
export function reportOfFork(fork: MeasuredFork, { verdict, noise = {}, remarks }: ForkJudgement, version: string): Report {
  const { units, baseline } = fork;
  const judged = { images: fork.images.map(figuresOfFork), units, noise, ...(verdict === undefined ? {} : { verdict }) };
  const ofVerdict = collectNotes({ images: [], units, top: 0, version, ...(verdict === undefined ? {} : { verdict }) }).remarks;
  // A baseline that is not the right one bears on the verdict.
  const bears = baseline === undefined || baseline.behind > 0;
  return {
    version,
    ...(verdict === undefined ? {} : { outcome: verdict.outcome }),
    headline: writeHeadline(judged),
    ...(baseline === undefined ? {} : { baselineLabel: baseline.commit.slice(0, 7) }),
    headLabel: `this PR ${fork.head.slice(0, 7)}`,
    figures: groupFigures(judged),
    images: [],
    remarks: [...remarks, ...ofVerdict, ...(bears ? [baselineNote(baseline)] : [])],
    notes: bears ? [] : [baselineNote(baseline)],
    partial: 'Of a run that may not comment only the figures are shown here',
  };
}

function baselineNote(baseline: MeasuredFork['baseline']): Sentence {
  if (baseline === undefined) return ['There is no baseline to compare with'];
  const { commit, behind } = baseline;
  const distance = behind === 0 ? [] : [`, ${count(behind, 'commit')} behind the one that is wanted`];
  return ['The baseline is the record of ', { code: commit }, ...distance];
}

/** Renders the comment of the poster, and says what it is to know of it. */
export function renderForkComment(
  fork: MeasuredFork,
  judgement: ForkJudgement,
  page: CommentPage & { version?: string },
): { body: string; outcome: Outcome; news: News } {
  const shown = reportOfFork(fork, judgement, page.version ?? '');
  return { body: renderComment(shown, page), outcome: shown.outcome ?? 'pass', news: hasNews(shown, judgement) };
}
