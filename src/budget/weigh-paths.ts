/** Weighs what globs hold in the final filesystem. */
import type { Inventory } from '../analysis/analysis.ts';
import { compileGlob } from './globs.ts';

/**
 * Adds up the bytes of the files that each glob matches; the inventory is read once.
 * A hard link's bytes count under the name that the inventory gives them to.
 * @param globs matched against `/path`; `*` and `**` match names that begin with a dot too
 * @returns bytes by glob, 0 for one that matches nothing
 */
export function weighPaths(inventory: Inventory, globs: readonly string[]): Map<string, number> {
  const weights = new Map(globs.map((glob) => [glob, 0]));
  if (weights.size === 0) return weights;
  const matchers = [...weights.keys()].map((glob) => ({ glob, matches: compileGlob(glob) }));
  for (const { path, bytes } of inventory.files) {
    if (bytes === 0) continue;
    const absolute = `/${path}`;
    for (const { glob, matches } of matchers) if (matches(absolute)) weights.set(glob, weights.get(glob)! + bytes);
  }
  return weights;
}
