/** The groups of the table, one for each image and platform and one for each group of images, and which of them matters most. */
import type { Noise } from '../budget/budget.ts';
import { isNews } from '../budget/noise.ts';
import type { LimitResult } from '../budget/verdict.ts';
import { compareOutcomes, type FigureGroup, groupRows, imageRows, unitOf } from './figures.ts';
import type { Judged } from './headline.ts';
import { changeOfSize, isChanged } from './image-figures.ts';
import { excess } from './offence.ts';

/** Makes all groups, in the order of the images. */
export function groupFigures({ images, verdict, units, noise = {} }: Judged): FigureGroup[] {
  const results = verdict?.results ?? [];
  const byOwner = new Map<string, LimitResult[]>();
  for (const result of results) {
    const key = ownerKey(result.image, result.platform);
    const own = byOwner.get(key);
    if (own === undefined) byOwner.set(key, [result]);
    else own.push(result);
  }
  const someCompared = images.some(({ base }) => base !== undefined);
  const sums = [...new Set(results.flatMap(({ image, platform }) => (platform === undefined ? [image] : [])))];
  return [
    ...images.map((image): FigureGroup => {
      const { name, platform, base } = image;
      const own = byOwner.get(ownerKey(name, platform)) ?? [];
      return {
        image: name,
        platform,
        rows: imageRows(image, own, units, noise),
        ...judgedOf(own),
        compared: base !== undefined,
        changed: isChanged(image, noise) || hasChanged(own, noise) || (someCompared && base === undefined),
        change: changeOfSize(image)?.change ?? 0,
      };
    }),
    ...sums.map((image): FigureGroup => {
      const own = byOwner.get(ownerKey(image, undefined)) ?? [];
      const compared = own.some(({ baseline }) => baseline !== undefined);
      const change = own.find(({ metric }) => metric === 'total')?.change ?? 0;
      return { image, rows: groupRows(own, units, noise), ...judgedOf(own), compared, changed: hasChanged(own, noise), change };
    }),
  ];
}

function ownerKey(image: string, platform: string | undefined): string {
  return JSON.stringify([image, platform]);
}

function hasChanged(results: readonly LimitResult[], noise: Noise): boolean {
  return results.some((result) => {
    const { baseline, actual } = result;
    return baseline !== undefined && actual !== undefined && isNews(unitOf(result), baseline, actual, noise);
  });
}

function judgedOf(results: readonly LimitResult[]): Pick<FigureGroup, 'outcome' | 'excess'> {
  const worst = results.toSorted((a, b) => compareOutcomes(a.outcome, b.outcome))[0];
  return {
    ...(worst === undefined ? {} : { outcome: worst.outcome }),
    excess: results.reduce((most, result) => Math.max(most, excess(result)), 0),
  };
}

/** What has the worst outcome first, then what is furthest over, then what changed most. */
export function byConcern(a: FigureGroup, b: FigureGroup): number {
  return (
    compareOutcomes(a.outcome ?? 'pass', b.outcome ?? 'pass') ||
    b.excess - a.excess ||
    Number(b.changed) - Number(a.changed) ||
    Math.abs(b.change) - Math.abs(a.change)
  );
}
