/** What people read, as plain data: one model that every rendering shows in its own way. */
import type { Analysis } from '../analysis/analysis.ts';
import type { Outcome, Verdict } from '../budget/verdict.ts';
import type { Units } from '../bytes.ts';
import type { Comparison } from '../comparison/comparison.ts';
import { type FigureGroup, groupRows, imageRows } from './figures.ts';
import { writeHeadline } from './headline.ts';
import { describeImage, type ImageDetails } from './image-details.ts';
import { imagePhrase, plainText, type Sentence } from './sentence.ts';
import type { OverTotal } from './waste-lines.ts';

/** All that is known when a report is written: `analyze` has no baseline and no verdict, `compare` no verdict, `check` what there is. */
export type ReportInput = {
  images: readonly { name: string; platform: string; analysis: Analysis; baseline?: Analysis; comparison?: Comparison }[];
  /** Absent where no budget applies. */
  verdict?: Verdict;
  units: Units;
  /** How many items a list holds at most. */
  top: number;
  /** The version of the program. */
  version: string;
  /** What the baseline is, or why there is none. */
  baselineNote?: string;
  /** What the budget was read from. */
  budgetFile?: string;
  /** More to tell, a sentence each: how to make a budget, for one. */
  notes?: readonly string[];
};

/** No markup in it: names and paths stand in a Sentence as pieces to be quoted, all numbers as texts in one unit system. */
export type Report = {
  version: string;
  /** Absent where no budget applies. */
  outcome?: Outcome;
  headline: Sentence;
  /** One group for each image and platform, then for each group of images. */
  figures: FigureGroup[];
  images: ImageDetails[];
  /** What bears on the verdict: exceptions, and that there is no baseline or no budget. */
  remarks: Sentence[];
  /** How it was measured, and what is odd about the images. */
  notes: Sentence[];
};

/** Makes the report of one run. */
export function buildReport(input: ReportInput): Report {
  const { images, verdict, units, top, version } = input;
  return {
    version,
    ...(verdict === undefined ? {} : { outcome: verdict.outcome }),
    headline: writeHeadline(input),
    figures: figureGroups(input),
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
      image === name && platform === of && metric === 'total' && kind === 'max' && outcome === 'fail',
  );
  return failed?.limit === undefined ? undefined : { total: failed.actual, max: failed.limit };
}

function figureGroups({ images, verdict, units }: ReportInput): FigureGroup[] {
  const results = verdict?.results ?? [];
  const groups = [...new Set(results.flatMap(({ image, platform }) => (platform === undefined ? [image] : [])))];
  return [
    ...images.map(({ name, platform, analysis, baseline, comparison }) => {
      const own = results.filter((result) => result.image === name && result.platform === platform);
      return { image: name, platform, rows: imageRows(analysis, baseline, comparison, own, units) };
    }),
    ...groups.map((image) => {
      const own = results.filter((result) => result.image === image && result.platform === undefined);
      return { image, rows: groupRows(own, units) };
    }),
  ];
}

/** The same thing is said once. */
function collectNotes({ images, verdict, baselineNote, budgetFile, notes }: ReportInput): Pick<Report, 'remarks' | 'notes'> {
  const about = (name: string, platform: string): Sentence => (images.length > 1 ? [...imagePhrase(name, platform), ': '] : []);
  const compared = images.some(({ comparison }) => comparison !== undefined);
  const baseline: Sentence[] = baselineNote === undefined ? [] : [[baselineNote]];
  const remarks: Sentence[] = [
    ...(verdict?.notes ?? []).map((note) => [note]),
    ...resultNotes(verdict?.results ?? []),
    ...(notes ?? []).map((note) => [note]),
    ...(compared ? [] : baseline),
  ];
  const measured: Sentence[] = [
    ...(compared ? baseline : []),
    ...images.flatMap((image): Sentence[] => {
      const start = about(image.name, image.platform);
      return [
        ...missingBaseline(image, images, baselineNote).map((note) => [...start, note]),
        ...(image.comparison?.notes ?? []).map((note) => [...start, note]),
        ...(image.analysis.unknown ?? []).map(({ metric, reason }) => [...start, `${metric} is unknown: ${reason}`]),
        ...(image.analysis.notes ?? []).map((note) => [...start, note]),
      ];
    }),
    ...exactness(images),
    ...(budgetFile === undefined || verdict === undefined ? [] : [['the budget is ', { code: budgetFile }]]),
  ];
  const said = new Set<string>();
  const once = (note: Sentence) => {
    const text = plainText(note);
    return !said.has(text) && said.add(text);
  };
  return { remarks: remarks.filter(once), notes: measured.filter(once) };
}

/** What explains several results is said once: `the growth of total and compressed of api (linux/amd64): no baseline yet`. Of exceptions the verdict's notes say more. */
function resultNotes(results: Verdict['results']): Sentence[] {
  const notes = new Map<string, { subjects: Set<string>; growth: boolean; sentence: Sentence }>();
  for (const { image, platform, metric, path, kind, note } of results) {
    if (note === undefined || /\bexception\b/.test(note)) continue;
    const growth = kind === 'max-increase';
    const key = JSON.stringify([image, platform, note, growth]);
    const known = notes.get(key) ?? { subjects: new Set(), growth, sentence: [' of ', ...imagePhrase(image, platform), `: ${note}`] };
    known.subjects.add(metric === 'path' ? `\`${path ?? ''}\`` : metric);
    notes.set(key, known);
  }
  return [...notes.values()].map(({ subjects, growth, sentence }) => [
    ...(growth ? ['the growth of '] : []),
    ...subjectPieces([...subjects]),
    ...sentence,
  ]);
}

function subjectPieces(subjects: readonly string[]): Sentence {
  return subjects.flatMap((subject, index) => [
    ...(index === 0 ? [] : [index === subjects.length - 1 ? ' and ' : ', ']),
    subject.startsWith('`') ? { code: subject.slice(1, -1) } : subject,
  ]);
}

/** Said of one image only where others have a baseline, or nobody said why there is none. */
function missingBaseline(
  { baseline, comparison }: ReportInput['images'][number],
  images: ReportInput['images'],
  baselineNote: string | undefined,
): string[] {
  if (baseline !== undefined || comparison !== undefined || baselineNote !== undefined) return [];
  return images.some((other) => other.baseline !== undefined) ? ['no baseline to compare with'] : [];
}

const exact = {
  file: 'the comparison is exact to the file',
  directory: 'the comparison is exact to the directory: one side has no inventory of its files',
  layer: 'the comparison is exact to the layer: one side lists neither its files nor its directories',
} as const;

/** Said once where it is the same for all images. */
function exactness(images: ReportInput['images']): Sentence[] {
  const compared = images.flatMap(({ name, platform, comparison }) =>
    comparison === undefined ? [] : [{ name, platform, exactTo: comparison.exactTo }],
  );
  if (new Set(compared.map(({ exactTo }) => exactTo)).size === 1) return compared.slice(0, 1).map(({ exactTo }) => [exact[exactTo]]);
  return compared.map(({ name, platform, exactTo }) => [...imagePhrase(name, platform), ': ', exact[exactTo]]);
}
