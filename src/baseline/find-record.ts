/** The record to compare with: of the very commit, else of the nearest one before it; and what is said of it. */
import { ExpectedError } from '../errors.ts';
import type { Baseline } from './baseline.ts';
import type { ChosenCommit } from './choose-commit.ts';
import type { History } from './history.ts';
import type { CommitRecord } from './record.ts';
import type { RecordStore } from './store.ts';

/** How many commits before the right one are asked for a record. */
export const defaultReach = 50;

/** `refused` are records that were there and were not believed, a sentence each; `lookedThrough` as the store says it. */
export type FoundRecord = { refused: readonly string[]; lookedThrough?: number } & (
  | { kind: 'exact'; record: CommitRecord }
  /** `behind` first-parent steps before the commit. */
  | { kind: 'ancestor'; record: CommitRecord; behind: number }
  /** `asked` commits before it have none either; `why` they could not be followed further, where that is so. */
  | { kind: 'none'; asked: number; why?: string }
  /** Whether there is a record is not known. */
  | { kind: 'unreachable'; why: string }
);

/**
 * A record that is not what it should be is passed over, also the exact one.
 * @param target the commit that should be compared with
 */
export async function findRecord(
  store: RecordStore,
  target: string,
  history: Pick<History, 'firstParents'>,
  { most = defaultReach }: { most?: number } = {},
): Promise<FoundRecord> {
  const said = () => ({
    refused: [...store.refused],
    ...(store.lookedThrough === undefined ? {} : { lookedThrough: store.lookedThrough }),
  });
  try {
    const exact = await firstWhole(store, [target]);
    if (exact !== undefined) return { kind: 'exact', record: exact, ...said() };
    const { ancestors, why } = await ancestorsOf(target, history, most);
    const record = await firstWhole(store, ancestors);
    if (record !== undefined) return { kind: 'ancestor', record, behind: ancestors.indexOf(record.commit) + 1, ...said() };
    return { kind: 'none', asked: ancestors.length, ...(why === undefined ? {} : { why }), ...said() };
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== 'baseline') throw error;
    return { kind: 'unreachable', why: error.message, ...said() };
  }
}

async function firstWhole(store: RecordStore, commits: readonly string[]): Promise<CommitRecord | undefined> {
  let rest = commits;
  while (rest.length > 0) {
    const commit = await store.first(rest);
    if (commit === undefined) return undefined;
    const record = await store.load(commit);
    if (record !== undefined) return record;
    rest = rest.slice(rest.indexOf(commit) + 1);
  }
  return undefined;
}

/** That the history cannot be followed is not that the store cannot be reached. */
async function ancestorsOf(
  target: string,
  history: Pick<History, 'firstParents'>,
  most: number,
): Promise<{ ancestors: string[]; why?: string }> {
  try {
    return { ancestors: await history.firstParents(target, most) };
  } catch (error) {
    if (!(error instanceof ExpectedError) || !['git', 'github'].includes(error.code)) throw error;
    return { ancestors: [], why: error.message };
  }
}

/**
 * What was found, as a check takes it.
 * @param options.strict whether growth over the record of an earlier commit fails all the same
 */
export function baselineOf(found: FoundRecord, chosen: ChosenCommit, { strict = false }: { strict?: boolean } = {}): Baseline {
  const record = 'record' in found ? found.record : undefined;
  const note = noteOf(found, chosen, strict) + refusedNote(found.refused);
  return {
    load: async (name) => record?.images.find((image) => image.name === name)?.weighed ?? [],
    note: (compared) => (compared || record === undefined ? note : `The record of ${short(record.commit)} has none of these images`),
    ...(record === undefined ? {} : { label: labelOf(record, chosen) }),
    ...(found.kind === 'ancestor' ? { behind: found.behind } : {}),
  };
}

function labelOf({ commit }: CommitRecord, { ref }: ChosenCommit): string {
  return ref === undefined ? short(commit) : `${ref} ${short(commit)}`;
}

function noteOf(found: FoundRecord, { commit, sentence }: ChosenCommit, strict: boolean): string {
  const wanted = short(commit);
  const among = found.lookedThrough === undefined ? undefined : `among the last ${found.lookedThrough.toLocaleString('en')} records`;
  switch (found.kind) {
    case 'exact':
      return `Compared with ${wanted}, ${sentence}: exact record`;
    case 'ancestor': {
      const lacking = among === undefined ? 'which has no record' : `which is not ${among}`;
      const behind = `${found.behind} ${found.behind === 1 ? 'commit' : 'commits'} behind ${wanted}, ${sentence}, ${lacking}`;
      return `Compared with ${short(found.record.commit)}, ${behind}; growth ${strict ? 'fails all the same' : 'only warns'}`;
    }
    case 'none': {
      const before = found.asked === 0 ? '' : `, nor of ${found.asked === 1 ? 'the commit' : `the ${found.asked} commits`} before it`;
      const why = found.why === undefined ? '' : `; the commits before it could not be told: ${found.why}`;
      const none = among === undefined ? `There is no record of ${wanted} yet` : `There is no record of ${wanted} ${among}`;
      return `${none} (${sentence})${before}${why}`;
    }
    case 'unreachable':
      return `The store cannot be reached, so that it is not known whether ${wanted} has a record: ${found.why}`;
  }
}

function refusedNote(refused: readonly string[]): string {
  if (refused.length === 0) return '';
  const more = refused.length === 1 ? '' : ` (and ${refused.length - 1} more)`;
  return `; a record was passed over: ${refused[0]}${more}`;
}

function short(commit: string): string {
  return commit.slice(0, 7);
}
