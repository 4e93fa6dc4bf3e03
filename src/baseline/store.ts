/** Where the records of commits are kept: one interface, whatever the medium. */
import { ExpectedError } from '../errors.ts';
import type { CommitRecord } from './record.ts';

export type RecordStore = {
  /** As a sentence names it: `the branch plimsoll-data`, `the artifacts of this repository`, `the directory .plimsoll`. */
  readonly name: string;
  /**
   * The first of these commits that has a record which may be believed, by what the store says of it without reading it.
   * @param commits full commit ids, the most wanted first
   * @throws ExpectedError `baseline` where the store cannot be reached; never for a record that is not there
   */
  first(commits: readonly string[]): Promise<string | undefined>;
  /**
   * Reads a record that `first` named.
   * @returns undefined where it is not what it should be; `refused` then says why
   * @throws ExpectedError `baseline` where the store cannot be reached
   */
  load(commit: string): Promise<CommitRecord | undefined>;
  /**
   * Keeps a record, in place of an earlier one of the same commit.
   * @throws ExpectedError `baseline` where it could not be kept
   */
  save(record: CommitRecord): Promise<void>;
  /** Records that were there and were not believed, a sentence each, with the reason; known after `first` and `load`. */
  readonly refused: readonly string[];
  /** How many of the newest records were looked through, where there are more than these and what was asked for is not among them. */
  readonly lookedThrough?: number | undefined;
};

/**
 * Does something with what a store is kept in, whose errors say what was being done, and to what.
 * @throws ExpectedError `baseline` in place of what the medium throws, so that the store is what cannot be reached
 */
export async function reach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code === 'baseline' || error.code === 'interrupted') throw error;
    throw new ExpectedError('baseline', error.message, { cause: error, ...(error.hint === undefined ? {} : { hint: error.hint }) });
  }
}

/** Reads what was kept; what is not what it should be is told to `refused` and is no record. */
export function believe<T>(refused: string[], read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    refused.push(error.message);
    return undefined;
  }
}
