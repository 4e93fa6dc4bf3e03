/** The action's story: what the workflow asks → check → who allowed what → told everywhere → exit code. */
import { resolve } from 'node:path';
import { measuredCommit } from '../baseline/choose-commit.ts';
import { type RunEvent, readRunEvent } from '../baseline/run-event.ts';
import { type Checked, type CheckRequest, check } from '../check.ts';
import { ExpectedError } from '../errors.ts';
import { openRepository } from '../git/repository.ts';
import { isObjectId } from '../object-id.ts';
import { couldNotCheckExitCode, interruptedExitCode } from '../run-cli.ts';
import { allowGrowth } from './allow-growth.ts';
import { deliverResults, type Results } from './deliver-results.ts';
import { type BaselineDecision, decideBaseline } from './find-baseline.ts';
import { combineHistories } from './history.ts';
import type { ActionInputs } from './inputs.ts';
import { keepsRecord } from './keeps-record.ts';
import { notingFaults } from './noting-faults.ts';
import { openCache } from './open-cache.ts';
import { type Hub, openHub } from './open-hub.ts';
import { openStore } from './open-store.ts';
import { isPullRequest, pullRequestOf } from './pull-request-event.ts';
import { readInputs, reportUnknown } from './read-inputs.ts';
import { type BudgetReview, type ReadFileAt, reviewBudget } from './review-budget.ts';
import type { Runner } from './runner.ts';
import { explainFailure, tellFailure } from './tell-failure.ts';

/**
 * Runs the action once.
 * @returns 0 within the budget, 1 over it, 2 could not check, 130 cancelled; never throws
 */
export async function runAction(runner: Runner): Promise<number> {
  let known: { inputs?: ActionInputs; event?: RunEvent; hub?: Hub } = {};
  try {
    const { inputs, unknown } = readInputs(runner);
    known = { inputs };
    reportUnknown(runner, unknown);
    if (inputs.token !== undefined) runner.secret(inputs.token);
    const event = readRunEvent(runner.event.name, runner.event.payload);
    const hub = openHub(runner, inputs.token);
    known = { inputs, event, hub };
    const results = await checkAll(runner, inputs, event, hub);
    const { problem } = await deliverResults(runner, results, hub);
    if (problem === undefined) return exitCodeOf(results);
    // The verdict stands and is told; that a file is missing is no less a failure.
    runner.annotate('error', explainFailure(problem));
    return exitCodeOf(results) || couldNotCheckExitCode;
  } catch (error) {
    if (runner.signal.aborted) {
      runner.log('plimsoll: cancelled');
      return interruptedExitCode;
    }
    return await tellFailure(runner, error, known);
  }
}

async function checkAll(runner: Runner, inputs: ActionInputs, event: RunEvent, hub: Hub): Promise<Results> {
  const directory = resolve(runner.workspace, inputs.workingDirectory ?? '.');
  const clone = await openRepository(directory);
  const commits = await hub.commits();
  const history = combineHistories(clone, commits);
  const resolveCommit = async (name: string) => (await clone?.resolve(name)) ?? (await commits?.resolve(name));
  const measured = inputs.commit === undefined ? undefined : await resolveMeasured(inputs.commit, resolveCommit);
  const checkedOut = await clone?.head();
  let decision: BaselineDecision = { kind: 'none' };
  const faults: ExpectedError[] = [];
  const weighing: CheckRequest['weighing'] = {
    verify: inputs.verify,
    signal: runner.signal,
    temporaryDirectory: runner.temporary,
    // A baseline that is an image may have layers in common with what is checked.
    known: new Map(),
    onStep: (line, level) => (level === 'note' ? runner.log(line) : runner.debug(line)),
    runBuild: (title, build) => runner.group(title, () => build({ onLine: (line) => runner.log(line) })),
    engineRead: inputs.engineRead,
    insecure: inputs.insecure,
    ...openCache(runner),
    ...(inputs.tag === undefined ? {} : { tag: inputs.tag }),
    ...(inputs.maxUncompressed === undefined ? {} : { maxUncompressedBytes: inputs.maxUncompressed }),
  };
  const checked = await check({
    directory,
    references: [],
    images: inputs.images,
    today: new Date().toISOString().slice(0, 10),
    // A record of sizes alone would leave later comparisons with little to say.
    whole: keepsRecord(inputs, event),
    weighing,
    onImage: ({ name, reference }) => runner.log(`weighing ${name} (${reference})`),
    findBaseline: async (budget, images) => {
      decision = await decideBaseline(
        {
          inputs,
          event,
          sha: runner.sha,
          directory,
          temporary: runner.temporary,
          clone,
          history,
          weighing,
          resolveCommit,
          ...(measured === undefined ? {} : { measured }),
          openStore: async (store) => {
            const { commentKey: key, retentionDays } = inputs;
            return notingFaults(await openStore(store, { key, github: hub.client, retentionDays }), faults);
          },
          log: (text) => runner.log(text),
          signal: runner.signal,
        },
        budget,
        images,
      );
      return decision.baseline;
    },
    ...(inputs.config === undefined ? {} : { configFile: resolve(directory, inputs.config) }),
    ...(inputs.platforms === undefined ? {} : { platforms: inputs.platforms }),
  });

  const allowed = await allow(checked, inputs, event, hub);
  const reviewed = await review(checked, event, decision, {
    root: clone?.root ?? runner.workspace,
    directory,
    readFileAt: async (path, commit) => (await clone?.readFile(commit, path)) ?? (await commits?.fileAt(path, commit)),
  });
  return {
    inputs,
    event,
    directory,
    measured: measured ?? { commit: measuredCommit(event, { sha: runner.sha, ...(checkedOut && { checkedOut }) }) },
    decision,
    faults,
    remarks: [
      ...allowed.remarks,
      ...reviewed.changes,
      ...(reviewed.unknown === undefined ? [] : [`Whether this pull request raises its own limits could not be told: ${reviewed.unknown}`]),
    ],
    reviewed,
    checked: allowed.checked,
  };
}

/** That GitHub does not answer takes the baseline and the record away, not the verdict. */
async function resolveMeasured(
  commit: string,
  resolveCommit: (name: string) => Promise<string | undefined>,
): Promise<{ commit: string } | { why: string }> {
  if (isObjectId(commit)) return { commit };
  let found: string | undefined;
  try {
    found = await resolveCommit(commit);
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    return { why: `which commit ${commit} is could not be told: ${error.message}` };
  }
  if (found !== undefined) return { commit: found };
  throw new ExpectedError('option', `the input commit is ${commit}, which is no commit, branch or tag of the repository`, {
    hint: 'Give the full id of the commit that the images were built from.',
  });
}

async function allow(
  checked: Checked,
  { failOn }: ActionInputs,
  event: RunEvent,
  hub: Hub,
): Promise<{ checked: Checked; remarks: string[] }> {
  if (checked.verdict === undefined) return { checked, remarks: [] };
  const number = pullRequestOf(event);
  const facts = number === undefined ? undefined : await hub.labelFacts(number);
  const { verdict, remarks } = await allowGrowth(checked.verdict, checked.budget?.override, facts, { warnings: failOn === 'warn' });
  return { checked: { ...checked, verdict, outcome: verdict.outcome }, remarks };
}

/** In a privileged event the work tree, and so the budget that judged, is the base's: what the pull request would make of it is read from its head. */
async function review(
  { budget }: Checked,
  event: RunEvent,
  { own }: BaselineDecision,
  where: { root: string; directory: string; readFileAt: ReadFileAt },
): Promise<BudgetReview> {
  if (!isPullRequest(event) || budget === undefined) return { changes: [] };
  if (own === undefined || own.kind === 'none') return { changes: [], unknown: own?.why ?? 'no commit was chosen to compare with' };
  const head = event.name === 'pull_request_target' ? { head: event.head.sha } : {};
  return await reviewBudget(budget, { ...where, commit: own.commit, ...head });
}

/** What may fail is said by `fail-on`; what somebody was allowed to let pass never does. */
function exitCodeOf({ inputs, checked }: Results): number {
  const { outcome, verdict } = checked;
  if (inputs.failOn === 'never' || outcome === 'pass') return 0;
  if (outcome === 'fail') return 1;
  return inputs.failOn === 'warn' && verdict?.overridden === undefined ? 1 : 0;
}
