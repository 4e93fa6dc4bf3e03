/**
 * What a run that may not comment leaves for the one that may: whole numbers and names of a fixed pattern, nothing else. Whoever reads it
 * believes nothing more: it holds no path, no instruction, no label and no sentence, and what the numbers say is judged again.
 */
import * as z from 'zod';
import { type Metric, metrics } from '../analysis/metrics.ts';
import { commentWhenChoices } from '../budget/budget.ts';
import { namePattern } from '../budget/values.ts';
import type { LimitResult, Outcome } from '../budget/verdict.ts';
import { ppmPerUnit, readPercent } from '../bytes.ts';
import { ExpectedError } from '../errors.ts';
import { reportOfFork } from './fork-figures.ts';
import { type Figures, figuresOf } from './image-figures.ts';
import { hasNews } from './news.ts';
import { type CommentPage, renderComment } from './render-comment.ts';
import type { ReportInput } from './report.ts';

/** The version of the document. A reader refuses any other. */
export const forkReportVersion = 1;
/** More than this is not read. */
export const forkReportByteLimit = 1_048_576;

const mostImages = 200;
const mostLimits = 100;
const outcomes = ['pass', 'warn', 'fail'] as const;

const whole = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const commit = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const name = z.string().regex(namePattern);
const platform = z.string().regex(/^[a-z0-9]{1,16}\/[a-z0-9_]{1,16}(?:\/[a-z0-9.]{1,8})?$/);
const metric = z.enum(Object.keys(metrics) as [Metric, ...Metric[]]);

/** Bytes and counts as they are, efficiency in parts per million. */
const figures = z.partialRecord(metric, whole);

/** `limit` in the unit of the figure, `share` in parts per million where the budget gives a percentage. `outcome` can only soften: see fork-figures.ts. */
const limit = z.strictObject({
  metric,
  kind: z.enum(['max', 'warn', 'max-increase', 'min']),
  limit: whole.optional(),
  share: whole.optional(),
  outcome: z.enum(outcomes),
});

/** How many path budgets came to what; the paths are the fork's own words. */
const paths = z.strictObject({ pass: whole.max(1_000), warn: whole.max(1_000), fail: whole.max(1_000) });

const forkReportSchema = z.strictObject({
  version: z.literal(forkReportVersion),
  /** The head commit of the pull request. */
  head: commit,
  baseline: z.strictObject({ commit, behind: whole.max(100_000) }).optional(),
  when: z.enum(commentWhenChoices),
  units: z.enum(['si', 'iec']),
  outcome: z.enum(outcomes),
  images: z
    .array(z.strictObject({ name, platform, now: figures, base: figures.optional(), limits: z.array(limit).max(mostLimits), paths }))
    .max(mostImages),
  groups: z.array(z.strictObject({ name, now: figures, base: figures, limits: z.array(limit).max(mostLimits) })).max(mostImages),
});

export type ForkReport = z.infer<typeof forkReportSchema>;
export type ForkLimit = z.infer<typeof limit>;

/** What the run knows besides its figures. `baseline` is the commit of the record that it was compared with, `behind` its distance from the right one. */
export type ForkRun = { head: string; when: ForkReport['when']; baseline?: string; behind?: number };

/**
 * Writes the figures of a run as JSON.
 * @throws ExpectedError `analysis` where an image or a platform has a name that no reader would believe, or there are too many
 */
export function encodeForkReport(input: ReportInput, { head, when, baseline, behind = 0 }: ForkRun): string {
  const results = input.verdict?.results ?? [];
  const sums = [...new Set(results.flatMap(({ image, platform }) => (platform === undefined ? [image] : [])))];
  const report: ForkReport = {
    version: forkReportVersion,
    head,
    ...(baseline === undefined ? {} : { baseline: { commit: baseline, behind } }),
    when,
    units: input.units,
    outcome: input.verdict?.outcome ?? 'pass',
    images: input.images.map((image) => {
      const { name, platform, now, base } = figuresOf(image);
      const own = results.filter((result) => result.image === name && result.platform === platform);
      const before = base === undefined ? {} : { base: wholeFigures(base) };
      return { name, platform, now: wholeFigures(now), ...before, limits: own.flatMap(limitOf), paths: countPaths(own) };
    }),
    groups: sums.map((image) => {
      const own = results.filter((result) => result.image === image && result.platform === undefined);
      const [now, base]: [Figures, Figures] = [{}, {}];
      for (const { metric, actual, baseline } of own) {
        if (metric === 'path') continue;
        if (actual !== undefined) now[metric] = actual;
        if (baseline !== undefined) base[metric] = baseline;
      }
      return { name: image.replace(/^group:/, ''), now: wholeFigures(now), base: wholeFigures(base), limits: own.flatMap(limitOf) };
    }),
  };
  return `${JSON.stringify(accept(report, 'writing the report for the poster'))}\n`;
}

/** A ratio is rounded down, so that one that is below its limit stays below it. */
function wholeFigures(figures: Figures): Figures {
  const { efficiency } = figures;
  return efficiency === undefined ? figures : { ...figures, efficiency: Math.floor(efficiency * ppmPerUnit + 1e-6) };
}

/** What passes although the figures alone say otherwise, as growth within the noise does, is left out: nobody could tell why it passes. */
function limitOf({ metric, kind, limit, limitText, change, outcome }: LimitResult): ForkLimit[] {
  if (metric === 'path') return [];
  if (outcome === 'pass' && kind === 'max-increase' && limit !== undefined && change !== undefined && change > limit) return [];
  const share = limitText.trim().endsWith('%') && metric !== 'efficiency' ? readPercent(limitText) : undefined;
  const held = limit === undefined ? {} : { limit: metric === 'efficiency' ? Math.round(limit * ppmPerUnit) : limit };
  return [{ metric, kind, ...held, ...(share !== undefined && 'value' in share ? { share: share.value } : {}), outcome }];
}

function countPaths(results: readonly LimitResult[]): Record<Outcome, number> {
  const counts = { pass: 0, warn: 0, fail: 0 };
  for (const { metric, outcome } of results) if (metric === 'path') counts[outcome]++;
  return counts;
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
      hint: 'It must be written by the same version of Plimsoll; the names of images and groups are those that a budget may hold.',
    });
  }
  const images = read.data.images.map(({ name, platform }) => `${name} ${platform}`);
  const groups = read.data.groups.map(({ name }) => name);
  if (new Set(images).size < images.length || new Set(groups).size < groups.length)
    throw new ExpectedError('analysis', `${doing}: it tells of an image or a group twice`);
  return read.data;
}

/** Renders the comment of the poster, and says what it is to know of it. `version` is that of the program that renders. */
export function renderForkComment(
  report: ForkReport,
  page: CommentPage & { version?: string },
): { body: string; outcome: Outcome; news: { changed: boolean; warn: boolean; fail: boolean } } {
  const shown = reportOfFork(report, page.version ?? '');
  return { body: renderComment(shown, page), outcome: shown.outcome ?? 'pass', news: hasNews(shown) };
}
