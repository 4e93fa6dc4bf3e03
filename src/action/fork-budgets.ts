/** By which budget the poster judges: read through the API, as data, from commits that GitHub names. What a fork leaves has no say in it. */
import { type Budget, emptyBudget } from '../budget/budget.ts';
import { budgetFiles } from '../budget/load-budget.ts';
import { budgetFolder, parseBudget } from '../budget/parse-budget.ts';
import { findRaisedLimits } from '../budget/raised-limits.ts';
import { ExpectedError } from '../errors.ts';
import type { Commits } from '../github/commits.ts';
import type { Sentence } from '../report/sentence.ts';

export type ForkBudgets = {
  /** That of the base branch: its exceptions, overrides and rules count. Absent where it has none. */
  base?: Budget;
  /** What judges: the limits of the pull request, by the rules of the base. Absent where neither has a budget. */
  judging?: Budget;
  /** What the pull request does to its own budget, and whether that could let more pass. */
  remarks: Sentence[];
  loosened: boolean;
};

/** A fork's budget of more is not parsed: what a few hundred images may say is far less, and the work grows faster than the text. */
const mostForkBytes = 100_000;

type Found = { text: string; budget: Budget };

/**
 * Reads the budgets of a pull request: what it changes is told by the commit where it left the base branch. A budget that it leaves alone is
 * in force as the base branch has it now, as in the merge commit that was measured.
 * @param config the budget's path in the repository; by default wherever one is looked for at its root
 * @throws ExpectedError where GitHub does not say, or the base's own budget cannot be read
 */
export async function readForkBudgets(
  commits: Pick<Commits, 'mergeBase' | 'fileAt'>,
  { base, head, config }: { base: string; head: string; config: string | undefined },
): Promise<ForkBudgets> {
  const files = config === undefined ? budgetFiles : [config];
  const point = (await commits.mergeBase(base, head)) ?? base;
  const was = await findAt(commits, files, point);
  const inForce = point === base ? was : await findAt(commits, files, base);
  const rules = inForce === undefined ? {} : { base: inForce.budget };
  let now: Found | undefined;
  try {
    now = await findAt(commits, files, head, mostForkBytes);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    // Whatever a fork puts there, the budget of the base judges.
    const why: Sentence = [
      'The budget of this pull request cannot be read: ',
      { code: (error.message.split('\n', 1)[0] ?? '').replace(/:$/, '') },
    ];
    return { ...rules, ...judgingBy(inForce?.budget, inForce?.budget), remarks: [why], loosened: true };
  }
  const remarks = compare(was, now);
  const loosened = remarks.length > 0 && (was !== undefined || now !== undefined);
  if (now === undefined || now.text === was?.text) return { ...rules, ...judgingBy(inForce?.budget, inForce?.budget), remarks, loosened };
  return { ...rules, ...judgingBy(now.budget, inForce?.budget), remarks, loosened };
}

/** A fork adds no exception and no noise of its own, and makes no strict comparison lenient. */
function judgingBy(limits: Budget | undefined, rules: Budget | undefined): Pick<ForkBudgets, 'judging'> {
  if (limits === undefined) return {};
  const { exceptions, noise, strictBaseline } = rules ?? emptyBudget('');
  return { judging: { ...limits, exceptions, noise, strictBaseline } };
}

/** Foreign words, all of them quoted. */
function compare(was: Found | undefined, now: Found | undefined): Sentence[] {
  if (now === undefined)
    return was === undefined ? [['No budget was found']] : [['This pull request removes the budget; that of its base judges']];
  if (was === undefined) return [['This pull request brings its own budget: its base has none']];
  return findRaisedLimits(was.budget, now.budget).map(({ sentence }) => ['This pull request loosens its own budget: ', { code: sentence }]);
}

/** The first of the files that a commit has. */
async function findAt(
  commits: Pick<Commits, 'fileAt'>,
  files: readonly string[],
  commit: string,
  most = Number.POSITIVE_INFINITY,
): Promise<Found | undefined> {
  for (const file of files) {
    const bytes = await commits.fileAt(file, commit);
    if (bytes === undefined) continue;
    if (bytes.length > most) throw new ExpectedError('budget', `${file} has ${bytes.length} bytes, of which at most ${most} are read`);
    const text = bytes.toString('utf8');
    return { text, budget: parseBudget(text, { file, folder: budgetFolder(file) }) };
  }
  return undefined;
}
