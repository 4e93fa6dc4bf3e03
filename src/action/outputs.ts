/** Every output of the two actions, declared once, and what a run puts into them. All are small scalars; what is not known is ''. */
import type { Analysis } from '../analysis/analysis.ts';
import { type Metric, measure } from '../analysis/metrics.ts';
import type { Checked, CheckedImage } from '../check.ts';
import { byOffence } from '../report/offence.ts';
import type { BaselineDecision } from './find-baseline.ts';

const sumOfImages = 'Where there are several images they are added up, each by its largest platform.';
const outcome = '`pass`, `warn` or `fail`; `error` where nothing could be judged.';

/** In the order of action.yml and of docs/action.md. */
export const actionOutputs = {
  outcome,
  total: `The total of the images, in bytes. ${sumOfImages}`,
  change:
    'By how many bytes `total` changed since the baseline, negative where it shrank. Empty where an image or platform has no baseline.',
  'change-percent': 'The same in percent of the baseline, rounded to 0.01: `5.13`, `-0.4`.',
  wasted: `The wasted bytes of the images. ${sumOfImages}`,
  'over-by':
    'By how much the limit that is passed by most is passed, in proportion: bytes, a number of layers, or a ratio for efficiency. Empty where none is.',
  'worst-image': 'The image, or `group:NAME`, whose limit that is.',
  'worst-metric': 'The metric of that limit, or `path`.',
  'baseline-sha': 'The commit that was compared with; empty where there was none.',
  'baseline-kind':
    '`exact` for the record of the right commit, `ancestor` for that of an older one, `built` where it was built in this run, `saved` for a file, directory or image that was named, `none`.',
  'baseline-distance': 'How many commits the baseline lies behind the right one; 0 for that very commit.',
  'comment-url': 'The address of the comment; empty where there is none.',
  json: 'The path of the report as JSON.',
  markdown: 'The path of the report as Markdown.',
  record: 'Whether a record of this commit was kept: `true` or `false`.',
} as const;
export type OutputName = keyof typeof actionOutputs;

/** The outputs of the second action. */
export const commentActionOutputs = {
  'comment-url': actionOutputs['comment-url'],
  outcome: 'The outcome that was posted: `pass`, `warn` or `fail`. Empty where nothing was posted, `error` where something went wrong.',
} as const;

/** What came of telling, beside what was checked. */
export type Told = {
  /** Paths of the reports. */
  json: string;
  markdown: string;
  /** Whether a record was kept. */
  record: boolean;
  commentUrl?: string;
};

/** The outputs of a run that could check. */
export function computeOutputs(
  { checked, decision }: { checked: Checked; decision: Pick<BaselineDecision, 'kind' | 'commit' | 'behind'> },
  { json, markdown, record, commentUrl = '' }: Told,
): Record<OutputName, string> {
  const { images, verdict } = checked;
  const total = sumOf(images, 'total', ({ analysis }) => analysis);
  const before = sumOf(images, 'total', ({ baseline }) => baseline?.analysis);
  const change = total === undefined || before === undefined ? undefined : total - before;
  const worst = verdict?.results.filter((result) => result.outcome !== 'pass').toSorted(byOffence)[0];
  const { kind, commit = '', behind } = decision;
  return {
    outcome: checked.outcome,
    total: written(total),
    change: written(change),
    'change-percent': change === undefined || before === undefined ? '' : percentText(change, before),
    wasted: written(sumOf(images, 'wasted', ({ analysis }) => analysis)),
    'over-by': written(worst?.overBy),
    'worst-image': worst?.image ?? '',
    'worst-metric': worst?.metric ?? '',
    'baseline-sha': commit,
    'baseline-kind': kind,
    'baseline-distance': commit === '' ? '' : String(behind ?? 0),
    'comment-url': commentUrl,
    json,
    markdown,
    record: String(record),
  };
}

/** The sum over images of what their largest platform has; undefined as soon as one is not known. */
function sumOf(images: readonly CheckedImage[], metric: Metric, side: (image: CheckedImage) => Analysis | undefined): number | undefined {
  const largest = new Map<string, number>();
  for (const image of images) {
    const analysis = side(image);
    const figure = analysis === undefined ? undefined : measure(analysis)[metric];
    if (figure === undefined) return undefined;
    largest.set(image.name, Math.max(largest.get(image.name) ?? 0, figure));
  }
  return [...largest.values()].reduce((sum, figure) => sum + figure, 0);
}

function written(figure: number | undefined): string {
  return figure === undefined ? '' : String(figure);
}

/** Of a baseline of 0 there is no percentage, unless nothing changed. */
function percentText(change: number, before: number): string {
  if (change === 0) return '0';
  return before === 0 ? '' : String(Number(((change / before) * 100).toFixed(2)));
}
