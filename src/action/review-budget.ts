/** What a pull request changes about its own budget. */
import { dirname, join, resolve } from 'node:path';
import type { Budget, CommentWhen } from '../budget/budget.ts';
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

export type BudgetReview = {
  /** A sentence for each limit that was loosened, or that the budget is new or gone. */
  changes: string[];
  /** Why that cannot be told. */
  unknown?: string;
  /** What the budget before says of it: what a pull request says of its own comment counts once it is merged. */
  commentWhen?: CommentWhen;
};

/** Compares the budget with that of the commit that the pull request builds on, also where its file was moved. */
export async function reviewBudget(budget: Budget, review: Review): Promise<BudgetReview> {
  const { root, directory, commit, head, readFileAt } = review;
  const path = within(root, resolve(directory, budget.file));
  if (path === undefined) return { changes: [] };
  try {
    const before = await findBudgetAt(path, review);
    const after = head === undefined ? budget : parseAt(path, await readFileAt(path, head));
    if (before === undefined && after !== undefined)
      return { changes: [`This pull request brings its own budget: there was none at ${commit.slice(0, 7)}`] };
    const { commentWhen } = before ?? {};
    const changes =
      before === undefined || after === undefined
        ? ['This pull request removes or moves the budget file']
        : findRaisedLimits(before, after).map(({ sentence }) => `This pull request loosens its own budget: ${sentence}`);
    return { changes, ...(commentWhen === undefined ? {} : { commentWhen }) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // An earlier budget that is not understood here cannot be compared; the present one is what is judged.
    return { changes: [], unknown: error.message.split('\n', 1)[0] ?? '' };
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
