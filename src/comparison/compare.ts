/** What changed between two analyses: figures, layers, files or directories, and waste. Pure. */
import type { Analysis, Weighed } from '../analysis/analysis.ts';
import { type Metric, measure, metrics } from '../analysis/metrics.ts';
import { compareFiles } from './compare-files.ts';
import { compareLayers } from './compare-layers.ts';
import { compareWaste } from './compare-waste.ts';
import type { Comparison, MetricChange, PlatformComparison } from './comparison.ts';
import { compareDirectories } from './directory-changes.ts';
import { matchLayers } from './match-layers.ts';
import { measureTransfer, type Transfer } from './transfer.ts';

/** Compares one platform's image with what it was. As exact as what lies beside the two analyses allows. */
export function compare(base: Weighed, head: Weighed): Comparison {
  const matches = matchLayers(base.analysis.layers, head.analysis.layers);
  const paths = comparePaths(base, head);
  const transfer = measureTransfer(base.analysis, head.analysis, matches);
  return {
    metrics: compareMetrics(base.analysis, head.analysis, transfer),
    layers: compareLayers(base.analysis.layers, head.analysis.layers, matches),
    ...paths.found,
    waste: compareWaste(base.analysis, head.analysis, matches),
    notes: [...platformNotes(base.analysis, head.analysis), ...transferNotes(transfer), ...paths.notes],
  };
}

/**
 * Matches the platforms of two images and compares those that both have, in the head's order, then those that only the base has.
 * One image on each side is compared whatever its platform is, with a note.
 */
export function compareAll(base: readonly Weighed[], head: readonly Weighed[]): PlatformComparison[] {
  const [onlyBase, onlyHead] = [base[0], head[0]];
  if (base.length === 1 && head.length === 1) return [pair(onlyBase, onlyHead)];
  const left = [...base];
  const pairs = head.map((weighed) => {
    const index = left.findIndex(({ analysis }) => analysis.platform === weighed.analysis.platform);
    return pair(index < 0 ? undefined : left.splice(index, 1)[0], weighed);
  });
  return [...pairs, ...left.map((weighed) => pair(weighed, undefined))];
}

function pair(base: Weighed | undefined, head: Weighed | undefined): PlatformComparison {
  return {
    platform: (head ?? base)!.analysis.platform,
    ...(base ? { base } : {}),
    ...(head ? { head } : {}),
    ...(base && head ? { comparison: compare(base, head) } : {}),
  };
}

function compareMetrics(base: Analysis, head: Analysis, { update, churn }: Transfer): MetricChange[] {
  const before = measure(base);
  const after: ReturnType<typeof measure> = {
    ...measure(head),
    ...(update === undefined ? {} : { update }),
    ...(churn === undefined ? {} : { churn }),
  };
  return (Object.keys(metrics) as Metric[]).map((metric) => {
    const [was, is] = [before[metric], after[metric]];
    return {
      metric,
      ...(was === undefined ? {} : { base: was }),
      ...(is === undefined ? {} : { head: is }),
      ...(was === undefined || is === undefined ? {} : { change: is - was }),
    };
  });
}

type Paths = Pick<Comparison, 'files' | 'fileSums' | 'filesWithOtherContent' | 'directories' | 'exactTo'>;

function comparePaths(base: Weighed, head: Weighed): { found: Paths; notes: string[] } {
  if (base.inventory && head.inventory) {
    const { files, sums, filesWithOtherContent, directories, otherKinds } = compareFiles(base.inventory, head.inventory);
    const notes = otherKinds
      ? [`Files of equal size were not compared by content: the base identifies it by ${otherKinds[0]}, the head by ${otherKinds[1]}.`]
      : [];
    return { found: { files, fileSums: sums, filesWithOtherContent, directories, exactTo: 'file' }, notes };
  }
  const [before, after] = [base.analysis.directories, head.analysis.directories];
  if (before.length === 0 || after.length === 0) return { found: { directories: [], exactTo: 'layer' }, notes: [] };
  return { found: { directories: compareDirectories(before, after), exactTo: 'directory' }, notes: [] };
}

function transferNotes({ churn = 0, certain }: Transfer): string[] {
  if (certain || churn === 0) return [];
  return ['churn is a guess: of some layers not the contents of the files were compared, but their names, modes and sizes'];
}

function platformNotes(base: Analysis, head: Analysis): string[] {
  if (base.platform === head.platform) return [];
  return [`The base is an image for ${base.platform}, the head one for ${head.platform}: much of the difference may be the platform's.`];
}
