/** `plimsoll compare`: what changed between two images, judged by nothing. */
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Weighed } from '../analysis/analysis.ts';
import { looksLikeAnalysis } from '../analysis/read-analysis.ts';
import { loadRecord } from '../baseline/directory.ts';
import { nameOfAnalysisFile } from '../baseline/record-name.ts';
import { compareAll } from '../comparison/compare.ts';
import { ExpectedError } from '../errors.ts';
import { nameOfReference } from '../name-images.ts';
import type { Options } from '../options/table.ts';
import type { ReportInput } from '../report/report.ts';
import { looksLikeImage } from '../sources/looks-like-image.ts';
import { version } from '../version.ts';
import { type WeighOptions, weigh } from '../weigh.ts';
import type { Command } from './command.ts';
import { deliver, deliverReport } from './deliver.ts';
import type { ProgressDisplay } from './progress.ts';
import type { Io } from './terminal.ts';
import { platformsOf, weighingOf, withProgress } from './weighing.ts';

export const compareCommand: Command = async ([base = '', head = ''], options, io) => {
  const sides = await withProgress(options, io, async (progress) => {
    const weighing = { ...weighingOf(options, io, progress), known: new Map() };
    return { base: await open(base, options, io, { progress, weighing }), head: await open(head, options, io, { progress, weighing }) };
  });
  const { units = 'si', top } = options;
  const baselineNote = `The base is ${base}`;
  await deliver(deliverReport({ input: { ...pair(sides, { base, head }), units, top, version, baselineNote } }, options, io));
  return 0;
};

/** A saved Analysis is told from an image by its content. */
async function open(
  reference: string,
  options: Options,
  io: Io,
  { progress, weighing }: { progress: ProgressDisplay; weighing: WeighOptions },
): Promise<Weighed[]> {
  const file = resolve(io.cwd, reference);
  const { platforms } = platformsOf(options);
  if (await looksLikeAnalysis(file)) {
    const saved = await loadRecord(file);
    return platforms === undefined || platforms === 'all' ? saved : choose(saved, platforms, reference);
  }
  await refuseKept(file, reference);
  await progress.begin(reference, reference);
  const wanted = platforms === undefined || platforms === 'all' ? {} : { platforms };
  return weigh(reference, { ...weighing, directory: io.cwd, ...wanted });
}

/** A directory that --save wrote holds an analysis of each image: which one is meant is not for us to guess. */
async function refuseKept(directory: string, reference: string): Promise<void> {
  if (await looksLikeImage(directory)) return;
  const files = (await readdir(directory).catch(() => [])).filter((file) => nameOfAnalysisFile(file) !== undefined);
  const kept: string[] = [];
  for (const file of files.toSorted()) if (await looksLikeAnalysis(join(directory, file))) kept.push(join(reference, file));
  if (kept.length === 0) return;
  const shown = kept.slice(0, 5).join(', ') + (kept.length > 5 ? `, and ${kept.length - 5} more` : '');
  throw new ExpectedError('not-an-image', `opening ${reference}: it is a directory of saved analyses, expected an image or one analysis`, {
    hint: `name the analysis of one image: ${shown}`,
  });
}

function choose(saved: readonly Weighed[], platforms: readonly string[], what: string): Weighed[] {
  return platforms.map((platform) => {
    const found = saved.find(({ analysis }) => analysis.platform === platform);
    if (found !== undefined) return found;
    const there = saved.map(({ analysis }) => analysis.platform).join(', ');
    throw new ExpectedError('platform', `looking for ${platform} in the analysis ${what}: it has ${there}`);
  });
}

type Sides = { base: Weighed[]; head: Weighed[] };

/** Platform by platform; two images of one platform each are compared whatever these are, and the comparison says so. */
function pair({ base, head }: Sides, names: { base: string; head: string }): { images: ReportInput['images']; notes: string[] } {
  const pairs = compareAll(base, head);
  if (pairs.every(({ comparison }) => comparison === undefined)) {
    const [before, after] = [base, head].map((side) => side.map(({ analysis }) => analysis.platform).join(', '));
    throw new ExpectedError('platform', `${names.base} is for ${before} and ${names.head} for ${after}: there is nothing to compare`, {
      hint: 'Name images of one platform, or choose with --platform.',
    });
  }
  const name = nameOfReference(names.head);
  return {
    images: pairs.flatMap(({ platform, base, head, comparison }) => {
      if (head === undefined) return [];
      const baseline = base === undefined ? {} : { baseline: base.analysis };
      return [{ name, platform, analysis: head.analysis, ...baseline, ...(comparison === undefined ? {} : { comparison }) }];
    }),
    notes: pairs.flatMap(({ platform, head }) => (head === undefined ? [`${platform} is only in ${names.base}`] : [])),
  };
}
