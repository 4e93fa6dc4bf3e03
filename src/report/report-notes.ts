/** What a report says besides its figures: what bears on the verdict, how it was measured, what is odd about the images. */
import type { Analysis } from '../analysis/analysis.ts';
import { allowedText } from '../budget/override.ts';
import type { Verdict } from '../budget/verdict.ts';
import { baseNote, baseRemarks } from './base-notes.ts';
import type { Report, ReportInput } from './report.ts';
import { imagePhrase, joinWords, plainText, type Sentence } from './sentence.ts';

/** The same thing is said once. */
export function collectNotes(input: ReportInput): Pick<Report, 'remarks' | 'notes'> {
  const { images, verdict, baselineNote, budgetFile, remarks: given, notes } = input;
  const about = (name: string, platform: string): Sentence => (images.length > 1 ? [...imagePhrase(name, platform), ': '] : []);
  const compared = images.some(({ comparison }) => comparison !== undefined);
  const baseline: Sentence[] = baselineNote === undefined ? [] : [[baselineNote]];
  const remarks: Sentence[] = [
    ...(given ?? []).map((remark) => [remark]),
    ...(verdict?.notes ?? []).map((note) => [note]),
    ...resultNotes(verdict),
    ...baseRemarks(input),
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
        ...unknownNotes(image.analysis).map((note) => [...start, note]),
        ...baseNote(image, verdict).map((note) => [...start, ...note]),
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

/** One sentence for each reason: `total, live and wasted are unknown: …`. */
function unknownNotes({ unknown = [] }: Analysis): string[] {
  const reasons = new Map<string, string[]>();
  for (const { metric, reason } of unknown) reasons.set(reason, [...(reasons.get(reason) ?? []), metric]);
  return [...reasons].map(([reason, named]) => `${joinWords(named)} ${named.length === 1 ? 'is' : 'are'} unknown: ${reason}`);
}

/** What explains several results is said once: `the growth of total and compressed of api (linux/amd64): no baseline yet`. Of exceptions the verdict's notes say more. */
function resultNotes(verdict: Verdict | undefined): Sentence[] {
  const notes = new Map<string, { subjects: Set<string>; growth: boolean; sentence: Sentence }>();
  // The verdict's own notes say it once of all limits.
  const allowed = verdict?.overridden === undefined ? undefined : allowedText(verdict.overridden);
  for (const { image, platform, metric, path, kind, note: said } of verdict?.results ?? []) {
    const note = said === allowed ? undefined : allowed === undefined ? said : said?.replace(`; ${allowed}`, '');
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
