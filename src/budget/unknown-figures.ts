/** Limits on figures that are not known: an error, with what would make each of them known. */
import type { Analysis } from '../analysis/analysis.ts';
import { isCompared, type Metric, needsBase } from '../analysis/metrics.ts';
import { measureTransfer } from '../comparison/transfer.ts';
import { ExpectedError } from '../errors.ts';

/** A limited figure that is not known: a sentence, and the next step. */
export type UnknownFigure = { sentence: string; hint: string };

const filesHint = 'Weigh the image in full: a list of files is kept beside every full analysis.';

/** What would make a figure known; `path` is what a glob holds. `baseline` is what a compared figure is measured against. */
export function whatMakesKnown(analysis: Analysis, metric: Metric | 'path', baseline?: Analysis): string {
  if (metric === 'path') return filesHint;
  if (needsBase(metric) && analysis.base === undefined) {
    return analysis.unknown?.some((one) => one.metric === metric)
      ? 'Let `base` name the version of the base image that the image was built on; a digest never moves.'
      : 'Name the base image in the budget, as `base: REF` beside `source`.';
  }
  if (metric === 'churn' && baseline !== undefined && measureTransfer(baseline, analysis).update !== undefined)
    return whatMakesComparable([analysis, baseline]);
  if (metric === 'compressed' || isCompared(metric))
    return 'Weigh a source that keeps its blobs as a registry stores them: the registry itself, or an OCI layout.';
  return 'Weigh a source that has the bytes of every layer.';
}

/** Files are compared where those of every layer are known, and known by one kind of checksum. */
function whatMakesComparable(sides: readonly Analysis[]): string {
  return sides.some(({ layers }) => layers.some(({ content }) => content === undefined))
    ? 'Weigh the image and its baseline where the source has the bytes of every layer.'
    : 'Weigh the image and its baseline again, both with --verify: then the files of both are known by their contents.';
}

/** All of them in one error. */
export function refuseUnknown(unknown: readonly UnknownFigure[]): ExpectedError {
  const lines = [...new Set(unknown.map(({ sentence }) => sentence))];
  const head = 'Judging the budget: a limit on what is not known cannot be held';
  const hints = [...new Set(unknown.map(({ hint }) => hint))];
  return new ExpectedError('unknown-metric', lines.length === 1 ? `${head}. ${lines[0]}` : [`${head}:`, ...lines], {
    hint: `${hints.join(' ')} Or take the limit out.`,
  });
}
