/** What a pull request changes about its own budget. */
import { dirname, join, resolve } from 'node:path';
import type { Budget } from '../budget/budget.ts';
import { budgetFiles } from '../budget/load-budget.ts';
import { budgetFolder, parseBudget } from '../budget/parse-budget.ts';
import { findRaisedLimits } from '../budget/raised-limits.ts';
import { ExpectedError } from '../errors.ts';
import { within } from './within.ts';

/** Reads a file of the repository as a commit has it; undefined where it has none. */
export type ReadFileAt = (path: string, commit: string) => Promise<Buffer | undefined>;

type Review = {
  /** The folder of the repository. */
  root: string;
  /** Where the budget was looked for, and what its file's name is taken from. */
  directory: string;
  /** The commit that the pull request is compared with. */
  commit: string;
  /** The commit whose budget is compared, where it is not the one that was judged by. */
  head?: string;
  readFileAt: ReadFileAt;
};

/**
 * Compares the budget with that of the commit that the pull request builds on, also where its file was moved.
 * @returns a sentence for each limit that was loosened, or that the budget is new, or why that cannot be told
 */
export async function reviewBudget(budget: Budget, review: Review): Promise<string[]> {
  const { root, directory, commit, head, readFileAt } = review;
  const path = within(root, resolve(directory, budget.file));
  if (path === undefined) return [];
  try {
    const before = await findBudgetAt(path, review);
    const after = head === undefined ? budget : parseAt(path, await readFileAt(path, head));
    if (after === undefined) return ['This pull request removes or moves the budget file'];
    if (before === undefined) return [`This pull request brings its own budget: there was none at ${commit.slice(0, 7)}`];
    return findRaisedLimits(before, after).map(({ sentence }) => `This pull request loosens its own budget: ${sentence}`);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // An earlier budget that is not understood here cannot be compared; the present one is what is judged.
    return [`Whether this pull request raises its own limits could not be told: ${error.message.split('\n', 1)[0]}`];
  }
}

/** The budget in the same file, else in the nearest place where one is looked for. */
async function findBudgetAt(path: string, { root, directory, commit, readFileAt }: Review): Promise<Budget | undefined> {
  for (const candidate of [path, ...placesAbove(root, directory)]) {
    const found = parseAt(candidate, await readFileAt(candidate, commit));
    if (found !== undefined) return found;
  }
  return undefined;
}

function placesAbove(root: string, directory: string): string[] {
  const places: string[] = [];
  for (let folder = resolve(directory); within(root, folder) !== undefined; folder = dirname(folder)) {
    places.push(...budgetFiles.map((file) => within(root, join(folder, file)) ?? file));
    if (dirname(folder) === folder) break;
  }
  return places;
}

function parseAt(path: string, bytes: Buffer | undefined): Budget | undefined {
  return bytes === undefined ? undefined : parseBudget(bytes.toString('utf8'), { file: path, folder: budgetFolder(path) });
}
