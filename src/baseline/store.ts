/** Where the records of commits are kept: one interface, whatever the medium. */
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
   * @throws ExpectedError `baseline` where the store cannot be reached, or the record is not what it should be
   */
  load(commit: string): Promise<CommitRecord>;
  /**
   * Keeps a record, in place of an earlier one of the same commit.
   * @throws ExpectedError `baseline` where it could not be kept
   */
  save(record: CommitRecord): Promise<void>;
  /** Records that were there and were not believed, a sentence each, with the reason; known after `first` and `load`. */
  readonly refused: readonly string[];
};
