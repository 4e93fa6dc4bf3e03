/**
 * What a run that may not comment leaves for the one that may: whole numbers and names of a fixed pattern, nothing else. Whoever reads it
 * believes nothing more: it holds no limit, no verdict, no path, no instruction, no label and no sentence. What the numbers come to is judged
 * by the budget as GitHub has it.
 */
import * as z from 'zod';
import { type Metric, metrics } from '../analysis/metrics.ts';
import { namePattern } from '../budget/values.ts';
import type { LimitResult } from '../budget/verdict.ts';
import { ppmPerUnit } from '../bytes.ts';
import { measureTransfer } from '../comparison/transfer.ts';
import { ExpectedError } from '../errors.ts';
import { objectIdPattern } from '../object-id.ts';
import { type Figures, figuresOf } from './image-figures.ts';
import type { ReportInput } from './report.ts';

/** The version of the document. A reader refuses any other. */
export const forkReportVersion = 1;
/** More than this is not read. */
export const forkReportByteLimit = 1_048_576;

const mostImages = 200;
const mostPaths = 1_000;

const whole = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const commit = z.string().regex(objectIdPattern);
const name = z.string().regex(namePattern);
const platform = z.string().regex(/^[a-z0-9]{1,16}\/[a-z0-9_]{1,16}(?:\/[a-z0-9.]{1,8})?$/);
const metric = z.enum(Object.keys(metrics) as [Metric, ...Metric[]]);

/** Bytes and counts as they are, efficiency in parts per million. */
const figures = z.partialRecord(metric, whole);

/** What the path budgets hold, in the order of the budget; the paths are the fork's own words. */
const paths = z.array(z.strictObject({ now: whole, base: whole.optional() })).max(mostPaths);

const about = {
  version: z.literal(forkReportVersion),
  /** The head commit of the pull request. */
  head: commit,
  /** The workflow run that left it: of a run that is repeated, each attempt leaves its own. */
  run: z.strictObject({ id: whole.min(1), attempt: whole.min(1) }),
};

const measured = z.strictObject({
  ...about,
  outcome: z.literal('measured'),
  baseline: z.strictObject({ commit, behind: whole.max(100_000) }).optional(),
  units: z.enum(['si', 'iec']),
  images: z.array(z.strictObject({ name, platform, now: figures, base: figures.optional(), paths })).max(mostImages),
});

const forkReportSchema = z.discriminatedUnion('outcome', [measured, z.strictObject({ ...about, outcome: z.literal('error') })]);

export type MeasuredFork = z.infer<typeof measured>;
/** `error` where the run could not check: it has no figures then. */
export type ForkReport = z.infer<typeof forkReportSchema>;

/** What the run knows besides its figures. */
export type ForkRun = { head: string; run: { id: number; attempt: number } };

/** `baseline` is the commit of the record that was compared with, `behind` its distance from the right one. */
export type ForkBaseline = { baseline?: string | undefined; behind?: number | undefined };

/**
 * Writes the figures of a run as JSON.
 * @throws ExpectedError `analysis` where an image or a platform has a name that no reader would believe, or there are too many
 */
export function encodeForkReport(input: ReportInput, { head, run, baseline, behind = 0 }: ForkRun & ForkBaseline): string {
  const results = input.verdict?.results ?? [];
  return write({
    version: forkReportVersion,
    head,
    run,
    outcome: 'measured',
    ...(baseline === undefined ? {} : { baseline: { commit: baseline, behind } }),
    units: input.units,
    images: input.images.map((image) => {
      const { name, platform, now, base } = figuresOf(image);
      const own = results.filter((result) => result.image === name && result.platform === platform);
      const before = base === undefined ? {} : { base: wholeFigures(base) };
      return { name, platform, now: wholeFigures(withoutGuess(now, image)), ...before, paths: pathFigures(own) };
    }),
  });
}

/** Writes that a run could not check. */
export function encodeForkFailure({ head, run }: ForkRun): string {
  return write({ version: forkReportVersion, head, run, outcome: 'error' });
}

function write(report: ForkReport): string {
  return `${JSON.stringify(accept(report, 'writing the report for the poster'))}\n`;
}

/** A ratio is rounded down, so that one that is below its limit stays below it. */
function wholeFigures(figures: Figures): Figures {
  const { efficiency } = figures;
  return efficiency === undefined ? figures : { ...figures, efficiency: Math.floor(efficiency * ppmPerUnit + 1e-6) };
}

/** On a guess no limit fails, and nobody who reads a number can tell that it is one. */
function withoutGuess({ churn, ...figures }: Figures, { analysis, baseline }: ReportInput['images'][number]): Figures {
  const certain = baseline === undefined || measureTransfer(baseline, analysis).certain;
  return churn === undefined || !certain ? figures : { ...figures, churn };
}

function pathFigures(results: readonly LimitResult[]): MeasuredFork['images'][number]['paths'] {
  const byPath = new Map(results.flatMap((result) => (result.path === undefined ? [] : [[result.path, result]])));
  return [...byPath.values()].map(({ actual = 0, baseline }) => ({ now: actual, ...(baseline === undefined ? {} : { base: baseline }) }));
}

/**
 * Reads what a run left, from whoever it may be.
 * @throws ExpectedError `analysis` where it is anything but such a report
 */
export function decodeForkReport(bytes: Buffer): ForkReport {
  const doing = 'reading the report that the run left';
  if (bytes.length > forkReportByteLimit)
    throw new ExpectedError('analysis', `${doing}: it has ${bytes.length} bytes, and at most ${forkReportByteLimit} were expected`);
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ExpectedError('analysis', `${doing}: it is not JSON in UTF-8`, { cause });
  }
  return accept(document, doing);
}

/** Says where it is wrong, and never what stands there: that may be anything. */
function accept(document: unknown, doing: string): ForkReport {
  const read = forkReportSchema.safeParse(document);
  if (!read.success) {
    const [issue] = read.error.issues;
    const place = (issue?.path ?? []).map((step) => (typeof step === 'number' || /^[a-z]{1,16}$/.test(String(step)) ? String(step) : '…'));
    const where = place.length === 0 ? 'at its top' : `at ${place.join('.')}`;
    throw new ExpectedError('analysis', `${doing}: ${where} it is not what version ${forkReportVersion} allows`, {
      hint: 'It must be written by the same version of Plimsoll; the names of images are those that a budget may hold.',
    });
  }
  if (read.data.outcome === 'error') return read.data;
  const images = read.data.images.map(({ name, platform }) => `${name} ${platform}`);
  if (new Set(images).size < images.length) throw new ExpectedError('analysis', `${doing}: it tells of an image twice`);
  return read.data;
}
