/** The record of one commit: what each image of the budget weighed there. */
import type { Weighed } from '../analysis/analysis.ts';

/** The version of the record document. A reader refuses any other. */
export const recordVersion = 1;

export type CommitRecord = {
  /** The full id of the commit whose images were weighed, in lower case. */
  commit: string;
  /** When it was made: ISO 8601, UTC, whole seconds. */
  created: string;
  /** In the order of the budget, each once. */
  images: { name: string; weighed: Weighed[] }[];
};
