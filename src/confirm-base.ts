/** What the budget says is the base image, held against what was weighed: the base's config is read, and none of its layers. */
import type { Analysis, Weighed } from './analysis/analysis.ts';
import { findBase } from './analysis/base-image.ts';
import { loadImages } from './image/load-images.ts';
import { locateImage } from './image/reference.ts';
import { openSource } from './sources/open-source.ts';
import type { WeighOptions } from './weigh.ts';

/** The base image as the budget names it; relative paths begin in `directory`. */
export type BaseReference = { reference: string; directory: string };

/**
 * The same analyses with the base that was named in place of any that was found otherwise. Where its layers are not the lowest of an image,
 * `own` and `base` are unknown, and the reason stands there; with `orFound`, what was found otherwise stays.
 * @throws ExpectedError where the base cannot be read, or lacks a platform
 */
export async function confirmBase(
  weighed: readonly Weighed[],
  { reference, directory }: BaseReference,
  {
    orFound = false,
    ...options
  }: Pick<WeighOptions, 'engineRead' | 'environment' | 'insecure' | 'onStep' | 'signal' | 'temporaryDirectory'> & { orFound?: boolean },
): Promise<Weighed[]> {
  const platforms = [...new Set(weighed.map(({ analysis }) => analysis.platform))];
  await using source = await openSource(locateImage(reference, directory), options);
  const bases = await loadImages(source, { platforms, ...(options.signal === undefined ? {} : { signal: options.signal }) });
  return weighed.map((one) => {
    const base = bases[platforms.indexOf(one.analysis.platform)]!;
    const digest = base.digest === undefined ? {} : { digest: base.digest };
    const named = { name: reference, ...digest, diffIDs: base.layers.map(({ diffID }) => diffID) };
    return { ...one, analysis: withBase(one.analysis, named, orFound) };
  });
}

function withBase(found: Analysis, named: Parameters<typeof findBase>[1], orFound: boolean): Analysis {
  const { base: _found, unknown: before = [], ...analysis } = found;
  const { base, reason } = findBase(analysis, named);
  if (base === undefined && orFound) return found;
  // What was said of a base that was found otherwise is said no more.
  const others = before.filter(({ metric }) => metric !== 'own' && metric !== 'base');
  const unknown = [...others, ...(reason === undefined ? [] : ['own', 'base'].map((metric) => ({ metric, reason })))];
  return { ...analysis, ...(base === undefined ? {} : { base }), ...(unknown.length === 0 ? {} : { unknown }) };
}
