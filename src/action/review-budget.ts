/** What a pull request changes about its own budget. */
import { relative, resolve, sep } from 'node:path';
import type { Budget } from '../budget/budget.ts';
import { budgetFolder, parseBudget } from '../budget/parse-budget.ts';
import { findRaisedLimits, type RaisedLimit } from '../budget/raised-limits.ts';
import { ExpectedError } from '../errors.ts';

/** Reads a file of the repository as a commit has it; undefined where it has none. */
export type ReadFileAt = (path: string, commit: string) => Promise<Buffer | undefined>;

/**
 * Compares the budget with the one of the commit that the pull request is compared with.
 * @param root the folder of the clone
 * @param file the budget's file, absolute
 * @returns the limits that were raised, or why that cannot be told; nothing where the budget is new
 */
export async function reviewBudget(
  budget: Budget,
  { root, directory, commit, readFileAt }: { root: string; directory: string; commit: string; readFileAt: ReadFileAt },
): Promise<{ raised: RaisedLimit[]; why?: string }> {
  const file = resolve(directory, budget.file);
  const path = relative(root, file).replaceAll(sep, '/');
  if (path.startsWith('..')) return { raised: [] };
  try {
    const bytes = await readFileAt(path, commit);
    if (bytes === undefined) return { raised: [] };
    const before = parseBudget(bytes.toString('utf8'), { file: budget.file, folder: budgetFolder(file) });
    return { raised: findRaisedLimits(before, budget) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // An earlier budget that is not understood here cannot be compared; the present one is what is judged.
    return { raised: [], why: `Whether this pull request raises its own limits could not be told: ${error.message.split('\n', 1)[0]}` };
  }
}
