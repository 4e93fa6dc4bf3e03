/** A fork's figures, judged again from their numbers alone, as a report that renders like any other. */
import { metrics } from '../analysis/metrics.ts';
import type { LimitResult, Outcome } from '../budget/verdict.ts';
import { formatPercent, formatSize, ppmPerUnit, type Units } from '../bytes.ts';
import { groupFigures } from './figure-groups.ts';
import { compareOutcomes, type FigureGroup, type FigureRow } from './figures.ts';
import type { ForkLimit, ForkReport } from './fork-report.ts';
import { writeHeadline } from './headline.ts';
import type { Figures, ImageFigures } from './image-figures.ts';
import type { Report } from './report.ts';
import { count, imagePhrase, type Sentence } from './sentence.ts';

type PathCounts = ForkReport['images'][number]['paths'];

/** Makes the report. Whatever outcome the document claims, a limit that is passed is shown as passed. */
export function reportOfFork(fork: ForkReport, version: string): Report {
  const { units, baseline } = fork;
  const images = fork.images.map(({ name, platform, now, base }): ImageFigures => {
    const before = base === undefined ? {} : { base: realFigures(base) };
    return { name, platform, now: realFigures(now), ...before };
  });
  const results = [
    ...fork.images.flatMap(({ name, platform, now, base = {}, limits }) =>
      limits.flatMap((limit) => judgeAgain({ image: name, platform }, limit, now, base, units)),
    ),
    ...fork.groups.flatMap(({ name, now, base, limits }) =>
      limits.flatMap((limit) => judgeAgain({ image: `group:${name}` }, limit, now, base, units)),
    ),
  ];
  const judged = { images, verdict: { results }, units };
  const isJudged = results.length > 0 || fork.images.some(({ paths }) => paths.pass + paths.warn + paths.fail > 0);
  const ofPaths = worst(fork.images.map(({ paths }) => outcomeOf(paths)));
  const ofLimits = worst(results.map(({ outcome }) => outcome));
  const outcome = worst([ofLimits, ofPaths]);
  return {
    version,
    ...(isJudged ? { outcome } : {}),
    headline: compareOutcomes(ofPaths, ofLimits) < 0 ? pathHeadline(fork, ofPaths) : writeHeadline(judged),
    ...(baseline === undefined ? {} : { baselineLabel: baseline.commit.slice(0, 7) }),
    headLabel: 'this PR',
    figures: groupFigures(judged).map((group) => withPaths(group, fork)),
    images: [],
    // A baseline that is not the right one bears on the verdict.
    remarks: baseline === undefined || baseline.behind > 0 ? [baselineNote(baseline)] : [],
    notes: baseline?.behind === 0 ? [baselineNote(baseline)] : [],
    partial: 'Of a run for a fork only the figures are shown here',
  };
}

function baselineNote(baseline: ForkReport['baseline']): Sentence {
  if (baseline === undefined) return ['There is no baseline to compare with'];
  const { commit, behind } = baseline;
  const distance = behind === 0 ? [] : [`, ${count(behind, 'commit')} behind the one that is wanted`];
  return ['The baseline is the record of ', { code: commit }, ...distance];
}

/** Undoes the parts per million of an efficiency. */
function realFigures(figures: Figures): Figures {
  return figures.efficiency === undefined ? figures : { ...figures, efficiency: figures.efficiency / ppmPerUnit };
}

/** The claim is heard only where it says that what is passed warns instead of failing: by an override, or over a baseline that is not the right one. */
function judgeAgain(
  who: Pick<LimitResult, 'image' | 'platform'>,
  { metric, kind, limit, share, outcome: claimed }: ForkLimit,
  now: Figures,
  base: Figures,
  units: Units,
): LimitResult[] {
  const actual = now[metric];
  if (actual === undefined) return [];
  const before = base[metric];
  const change = before === undefined ? undefined : actual - before;
  const measured = kind === 'max-increase' ? change : actual;
  const isLeast = kind === 'min' || metric === 'efficiency';
  const over = limit === undefined || measured === undefined ? 0 : isLeast ? limit - measured : measured - limit;
  const outcome: Outcome = over <= 0 ? 'pass' : kind === 'warn' || claimed === 'warn' ? 'warn' : 'fail';
  const scale = metric === 'efficiency' ? ppmPerUnit : 1;
  return [
    {
      ...who,
      metric,
      kind,
      actual: actual / scale,
      ...(limit === undefined ? {} : { limit: limit / scale }),
      limitText: share === undefined ? plainLimit(metric, limit, units) : formatPercent(share / ppmPerUnit, 4),
      ...(before === undefined ? {} : { baseline: before / scale }),
      ...(change === undefined ? {} : { change: change / scale }),
      ...(over > 0 ? { overBy: over / scale } : {}),
      outcome,
    },
  ];
}

function plainLimit(metric: ForkLimit['metric'], limit: number | undefined, units: Units): string {
  if (limit === undefined) return 'unknown';
  const { unit } = metrics[metric];
  return unit === 'bytes' ? formatSize(limit, units) : unit === 'ratio' ? formatPercent(limit / ppmPerUnit, 4) : String(limit);
}

function worst(outcomes: readonly Outcome[]): Outcome {
  return outcomes.toSorted(compareOutcomes)[0] ?? 'pass';
}

function outcomeOf({ warn, fail }: PathCounts): Outcome {
  return fail > 0 ? 'fail' : warn > 0 ? 'warn' : 'pass';
}

function pathHeadline({ images }: ForkReport, outcome: Outcome): Sentence {
  const concerned = images.filter(({ paths }) => outcomeOf(paths) === outcome);
  const exceeded = concerned.reduce((sum, { paths }) => sum + paths[outcome], 0);
  const [first] = concerned;
  const where =
    concerned.length === 1 && first !== undefined ? imagePhrase(first.name, first.platform) : [count(concerned.length, 'image')];
  return [`${count(exceeded, 'path budget')} of `, ...where, exceeded === 1 ? ' is exceeded' : ' are exceeded'];
}

/** One row for all path budgets of an image. */
function withPaths(group: FigureGroup, { images }: ForkReport): FigureGroup {
  const paths = images.find(({ name, platform }) => name === group.image && platform === group.platform)?.paths;
  if (paths === undefined || paths.pass + paths.warn + paths.fail === 0) return group;
  const all = paths.pass + paths.warn + paths.fail;
  const outcome = outcomeOf(paths);
  const row: FigureRow = { label: 'path budgets', now: `${all - paths.pass} of ${all} exceeded`, outcome };
  return { ...group, rows: [...group.rows, row], outcome: worst([group.outcome ?? 'pass', outcome]) };
}
