/** What a run at a terminal compares with: what --baseline names, else the directory that the budget names. */
import { resolve } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { loadBaseline } from '../baseline/directory.ts';
import type { Budget } from '../budget/budget.ts';

/**
 * @param path a directory or a file, absolute, in place of what the budget says
 * @returns undefined where neither says anything
 */
export async function findSavedBaseline(path: string | undefined, budget: Budget | undefined): Promise<Baseline | undefined> {
  const kept = path ?? (budget?.store?.kind === 'file' ? resolve(budget.folder, budget.store.directory) : undefined);
  if (kept === undefined) return undefined;
  return {
    load: async (name) => (await loadBaseline(kept, name)) ?? [],
    note: (compared) => (compared ? undefined : 'There is no baseline yet: nothing was kept where it was looked for'),
  };
}
