/** The rungs that a comment steps down until it fits: full, what changed, the largest few, the totals. Each says what it leaves out. */
import type { Lengths } from './markdown-parts.ts';
import { usualLengths } from './markdown-parts.ts';
import { count } from './sentence.ts';

const all = Number.POSITIVE_INFINITY;

export type Rung = {
  /** What is not shown, a sentence without its full stop; absent where all is. `groups` is how many the table has in all. */
  leftOut?: (groups: number) => string;
  /** Which rows the table has: those that matter, or one total for each image. */
  rows: 'matter' | 'total';
  /** At most so many groups in the table, remarks under it, causes of an image, images whose details are told, items in a list. */
  groups: number;
  remarks: number;
  causes: number;
  images: number;
  items: number;
  /** Whether what did not change is shown as well. */
  unchanged: boolean;
  notes: boolean;
  lengths: Lengths;
};

const full: Rung = {
  rows: 'matter',
  groups: all,
  remarks: all,
  causes: 5,
  images: all,
  items: all,
  unchanged: true,
  notes: true,
  lengths: usualLengths,
};

const changed: Rung = { ...full, unchanged: false, leftOut: () => 'What did not change is left out here' };

function top(number: number): Rung {
  const what =
    number === 1 ? 'the largest change of each kind, of the image of most concern,' : `the ${number} largest changes of each kind`;
  const images = number === 1 ? '' : `, of at most ${number} images,`;
  return {
    ...changed,
    remarks: 10,
    causes: Math.min(number, 5),
    images: number,
    items: number,
    leftOut: () => `Only ${what}${images} ${number === 1 ? 'is' : 'are'} shown here`,
  };
}

const totals: Rung = {
  ...changed,
  rows: 'total',
  remarks: 5,
  causes: 0,
  images: 0,
  items: 0,
  notes: false,
  leftOut: () => 'Only the totals are shown here',
};

function worst(groups: number, remarks: number): Rung {
  const lengths = { code: 64, prose: 200 };
  const leftOut = (all: number) => {
    if (all <= groups) return 'Only the totals are shown here';
    const which = groups === 1 ? `the total of the worst` : `the totals of the ${groups} worst`;
    return `Only ${which} of ${count(all, 'image')} ${groups === 1 ? 'is' : 'are'} shown here`;
  };
  return { ...totals, groups, remarks, lengths, leftOut };
}

const verdict: Rung = { ...worst(0, 0), leftOut: () => 'Only the verdict is shown here' };

/** From all there is to the verdict alone; the first that fits is taken. */
export const ladder: readonly Rung[] = [full, changed, ...[10, 5, 3, 1].map(top), totals, worst(20, 3), worst(5, 1), worst(1, 0), verdict];
