/** What the action compares with: what the workflow names, else the record of the right commit. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Baseline } from '../baseline/baseline.ts';
import { type CommitChoice, chooseCommit } from '../baseline/choose-commit.ts';
import { loadBaseline } from '../baseline/directory.ts';
import { baselineOf, type FoundRecord, findRecord } from '../baseline/find-record.ts';
import type { History } from '../baseline/history.ts';
import type { RunEvent } from '../baseline/run-event.ts';
import type { RecordStore } from '../baseline/store.ts';
import type { Budget, OnMissing } from '../budget/budget.ts';
import type { CheckRequest } from '../check.ts';
import { findSavedBaseline, type SavedBaselineNeeds } from '../cli/find-baseline.ts';
import { ExpectedError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { isPathReference } from '../image/reference.ts';
import type { NamedImage } from '../name-images.ts';
import { buildBaseline } from './build-baseline.ts';
import type { ActionInputs } from './inputs.ts';
import { keepsRecord } from './keeps-record.ts';
import { chooseStore, type PlacedStore } from './open-store.ts';

export type BaselineNeeds = {
  inputs: ActionInputs;
  event: RunEvent;
  /** GITHUB_SHA. */
  sha: string;
  /** The commit that the images were built from, where the workflow says it, or why it could not be told. */
  measured?: { commit: string } | { why: string };
  directory: string;
  temporary: string;
  clone: Repository | undefined;
  history: History;
  /** How an image is weighed that is named as the baseline. */
  weighing: CheckRequest['weighing'];
  /** The full id that a branch, a tag or an abbreviated id stands for. */
  resolveCommit(name: string): Promise<string | undefined>;
  openStore(store: PlacedStore): Promise<RecordStore>;
  log(text: string): void;
  signal: AbortSignal;
};

/** What was decided, for the outputs and for what is said of the budget before. */
export type BaselineDecision = {
  /** The commit that the images are compared with, or would be if it had a record. */
  choice?: CommitChoice;
  /** The commit that the event alone would choose: what a pull request changes, whatever the workflow compares with. */
  own?: CommitChoice;
  kind: 'none' | 'saved' | 'exact' | 'ancestor' | 'built';
  /** The commit whose record was taken. */
  commit?: string;
  behind?: number;
  baseline?: Baseline;
};

/**
 * Finds the baseline. What cannot be told or reached is a note of the baseline, not an error, unless `on-missing` is `fail`.
 * @throws ExpectedError for what the workflow asked for and cannot be
 */
export async function decideBaseline(
  needs: BaselineNeeds,
  budget: Budget | undefined,
  images: readonly NamedImage[],
): Promise<BaselineDecision> {
  const own = await tryChoose(needs, undefined);
  return { ...(await decide(needs, own, budget, images)), own };
}

async function decide(
  needs: BaselineNeeds,
  own: CommitChoice,
  budget: Budget | undefined,
  images: readonly NamedImage[],
): Promise<BaselineDecision> {
  const { inputs, directory } = needs;
  const asked = inputs.baseline;
  if (asked !== undefined && isSaved(asked)) return await savedAt(asked, asked, budget, { directory, images, weighing: needs.weighing });
  const onMissing = inputs.onMissing ?? budget?.onMissing ?? 'skip';
  const choice = asked === undefined ? own : await tryChoose(needs, asked);
  // Where the first record is still to be kept, a run that failed for the lack of one would never keep it.
  const ifNone = onMissing === 'fail' && keepsRecord(inputs, needs.event) ? 'skip' : onMissing;
  if (choice.kind === 'none') return missing(ifNone, choice, `There is no baseline: ${choice.why}`);

  const store = chooseStore(inputs, budget, directory);
  const found = await lookUp(needs, store, choice);
  const baseline = baselineOf(found, choice, { strict: budget?.strictBaseline ?? false });
  if (found.kind === 'exact') return { choice, kind: 'exact', commit: choice.commit, baseline };
  if (found.kind === 'ancestor' && onMissing !== 'build')
    return { choice, kind: 'ancestor', commit: found.record.commit, behind: found.behind, baseline };
  if (store.choice.kind === 'file') {
    const kept = resolve(store.directory, store.choice.directory);
    const records = await Promise.all(images.map(({ name }) => loadBaseline(kept, name)));
    if (records.some((record) => record !== undefined)) {
      return { choice, ...(await savedAt(kept, store.choice.directory, budget, { directory, images, weighing: needs.weighing })) };
    }
  }
  const why = baseline.note(found.kind === 'ancestor') ?? 'There is no baseline';
  if (onMissing !== 'build') return missing(found.kind === 'none' ? ifNone : onMissing, choice, why);
  const built = liesElsewhere(images) ?? (await buildBaseline(needs, choice, images));
  if ('baseline' in built) return { choice, kind: 'built', commit: choice.commit, baseline: built.baseline };
  const note = `${why}, and it could not be built: ${built.why}`;
  if (found.kind === 'ancestor') {
    const behind = { ...baseline, note: () => note };
    return { choice, kind: 'ancestor', commit: found.record.commit, behind: found.behind, baseline: behind };
  }
  return missing('skip', choice, note);
}

function missing(onMissing: OnMissing, choice: CommitChoice, why: string): BaselineDecision {
  if (onMissing === 'fail') {
    throw new ExpectedError('baseline', `looking for the baseline: ${why}`, {
      hint: 'Run the workflow on the base branch so that it keeps a record, or set on-missing to skip or build.',
    });
  }
  return { choice, kind: 'none', baseline: { load: async () => [], note: () => why } };
}

/**
 * A file, a directory or an image, as against a commit, a branch or a tag. A path says that it is one: what a pull request brings into the
 * workspace could else take the place of a release or a branch.
 */
function isSaved(asked: string): boolean {
  return /^(?:\.{0,2}\/|[a-z][a-z-]*:)/.test(asked);
}

async function savedAt(path: string, label: string, budget: Budget | undefined, where: SavedBaselineNeeds): Promise<BaselineDecision> {
  const saved = await findSavedBaseline(path, budget, where);
  if (saved === undefined) return { kind: 'saved' };
  return { kind: 'saved', baseline: { ...saved, label, note: (compared) => saved.note(compared) ?? `Compared with what ${label} holds` } };
}

/** One engine or registry serves all commits: what a name stands for there is not another commit's because it is asked for it. */
function liesElsewhere(images: readonly NamedImage[]): { why: string } | undefined {
  const found = images.find(
    ({ reference, directory, build }) => build === undefined && !isPathReference(reference, (path) => existsSync(resolve(directory, path))),
  );
  if (found === undefined) return undefined;
  return {
    why: `${found.name} (${found.reference}) lies in an engine or a registry, where another commit's image cannot be told from this one's; an archive in the workspace can be, and so can an image that the budget builds`,
  };
}

async function tryChoose(needs: BaselineNeeds, asked: string | undefined): Promise<CommitChoice> {
  const { event, history, sha, clone, inputs, measured } = needs;
  if (measured !== undefined && 'why' in measured) return { kind: 'none', why: measured.why };
  try {
    const commit = asked === undefined || asked === 'last-release' ? asked : await resolveAsked(needs, asked);
    const checkedOut = await clone?.head();
    return await chooseCommit(event, {
      history,
      sha,
      prereleases: inputs.prereleases,
      ...(checkedOut === undefined ? {} : { checkedOut }),
      ...(measured === undefined ? {} : { measured: measured.commit }),
      ...(commit === undefined ? {} : { asked: commit }),
    });
  } catch (error) {
    // That GitHub or git did not answer must not hide what the budget says of the images as they are.
    if (!(error instanceof ExpectedError) || !['github', 'git'].includes(error.code)) throw error;
    return { kind: 'none', why: `which commit to compare with could not be told: ${error.message}` };
  }
}

async function resolveAsked({ resolveCommit, directory }: BaselineNeeds, asked: string): Promise<string> {
  const commit = await resolveCommit(asked);
  if (commit !== undefined) return commit;
  throw new ExpectedError(
    'option',
    `looking for the baseline ${asked}: it is no commit, branch or tag of the repository, nor last-release`,
    {
      hint: existsSync(resolve(directory, asked))
        ? `A path begins with a dot or a slash: ./${asked}`
        : 'Name a commit by its full id, a path as ./kept, or an image with its transport, such as oci:out.',
    },
  );
}

async function lookUp(needs: BaselineNeeds, store: PlacedStore, choice: { commit: string }): Promise<FoundRecord> {
  try {
    const opened = await needs.openStore(store);
    const found = await findRecord(opened, choice.commit, needs.history);
    for (const refused of opened.refused) needs.log(refused);
    return found;
  } catch (error) {
    if (!(error instanceof ExpectedError) || !['github', 'git', 'baseline'].includes(error.code)) throw error;
    return { kind: 'unreachable', why: error.message, refused: [] };
  }
}
