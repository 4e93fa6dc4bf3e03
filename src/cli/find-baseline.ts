/** What a run compares with that was told where to look: what --baseline names, else what the budget names. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Weighed } from '../analysis/analysis.ts';
import { looksLikeAnalysis } from '../analysis/read-analysis.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { loadBaseline } from '../baseline/directory.ts';
import { analysisFileName } from '../baseline/record-name.ts';
import type { Budget } from '../budget/budget.ts';
import { ExpectedError } from '../errors.ts';
import { isInRegistry, locateImage } from '../image/reference.ts';
import type { NamedImage } from '../name-images.ts';
import { looksLikeImage } from '../sources/looks-like-image.ts';
import { type WeighOptions, weigh } from '../weigh.ts';

export type SavedBaselineNeeds = {
  /** What a relative path is taken from, and a reference. */
  directory: string;
  /** The images that are checked. */
  images: readonly NamedImage[];
  /** How an image is weighed, where one is named as the baseline. */
  weighing?: Omit<WeighOptions, 'directory' | 'platforms'>;
  /** Such an image is going to be weighed. */
  onImage?: (reference: string) => void | Promise<void>;
};

/**
 * @param asked a directory that --save wrote, an Analysis file or an image reference, in place of what the budget says
 * @returns undefined where neither says anything
 * @throws ExpectedError where what was asked for is none of them, or one image stands for several
 */
export async function findSavedBaseline(
  asked: string | undefined,
  budget: Budget | undefined,
  needs: SavedBaselineNeeds,
): Promise<Baseline | undefined> {
  if (asked !== undefined)
    return (await isImage(asked, needs)) ? imageBaseline(asked, needs) : keptBaseline(resolve(needs.directory, asked), asked);
  const store = budget?.store;
  if (budget === undefined || store === undefined) return undefined;
  return store.kind === 'file' ? keptBaseline(resolve(budget.folder, store.directory), store.directory) : distantBaseline(store.kind);
}

/** @param named the path as it was written */
function keptBaseline(path: string, named: string): Baseline {
  // The run itself may make the directory, with --save.
  const found = existsSync(path) ? `nothing is kept of what was weighed in ${named}` : `there is no ${named}`;
  return {
    load: async (name) => (await loadBaseline(path, name)) ?? [],
    note: (compared) => (compared ? undefined : `There is no baseline yet: ${found}`),
  };
}

/** What only the action reads: commits and their records are GitHub's. */
function distantBaseline(store: string): Baseline {
  return {
    load: async () => [],
    note: () => `The baseline is kept by the GitHub action (store: ${store}); --baseline compares with a directory, a file or an image`,
  };
}

/** Whether an image is named, and not what was kept of one. */
async function isImage(asked: string, { directory, images }: SavedBaselineNeeds): Promise<boolean> {
  const path = resolve(directory, asked);
  const stats = await stat(path).catch(() => undefined);
  // A directory need not be there yet; what can be no directory's name has to be.
  if (stats === undefined) return /^[A-Za-z0-9][\w./-]+:/.test(asked) || /\.(?:tar|tgz|gz|zst|oci)$/i.test(asked);
  // A layout in which analyses are kept is taken for what was kept.
  if (stats.isDirectory() && images.some(({ name }) => existsSync(resolve(path, analysisFileName(name))))) return false;
  if (await looksLikeImage(path)) return true;
  if (!stats.isFile() || stats.size === 0 || (await looksLikeAnalysis(path))) return false;
  throw new ExpectedError('analysis', `reading the baseline ${asked}: it is neither an Analysis document nor an image`, {
    hint: 'name a directory that --save wrote, the .json of an image in it, or an image: an archive or a layout',
  });
}

function imageBaseline(reference: string, { directory, images, weighing, onImage }: SavedBaselineNeeds): Baseline {
  // What is not there, or cannot be weighed where it lies, is said before anything else.
  locateImage(reference, directory);
  if (images.length !== 1) {
    const names = images.map(({ name }) => name).join(', ');
    throw new ExpectedError('option', `the baseline ${reference} is one image, and ${images.length} are checked: ${names}`, {
      hint: 'compare one image alone with --image NAME, or all with a directory that --save wrote, which holds something of each',
    });
  }
  return {
    load: async (name) => {
      await onImage?.(reference);
      const { platforms, sizesOnly = false, base } = images.find((image) => image.name === name) ?? {};
      const isSpared = sizesOnly && isInRegistry(reference);
      const weighed = await weighKnown(reference, platforms, { ...weighing, directory, sizesOnly: isSpared });
      if (base === undefined || isSpared || weighed.length === 0) return weighed;
      const { confirmBase } = await import('../confirm-base.ts');
      // It may have been built on another version of the base than the one that is named: then it is known as far as it tells it itself.
      const { tag: _tag, ...opening } = weighing ?? {};
      return await confirmBase(weighed, base, { ...opening, orFound: true });
    },
    note: (compared) => `The baseline is the image ${reference}${compared ? '' : ', which has none of the platforms that were weighed'}`,
  };
}

/** A platform that the image does not have has no baseline, as one of which nothing was kept. */
async function weighKnown(reference: string, platforms: readonly string[] | undefined, options: WeighOptions): Promise<Weighed[]> {
  try {
    return await weigh(reference, { ...options, ...(platforms === undefined ? {} : { platforms }) });
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== 'platform' || platforms === undefined) throw error;
    if (platforms.length === 1) return [];
  }
  const weighed: Weighed[] = [];
  for (const platform of platforms) weighed.push(...(await weighKnown(reference, [platform], options)));
  return weighed;
}
