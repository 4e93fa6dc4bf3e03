/** What the stand-in knows beside git: comments, pull requests, labels, runs, artifacts, roles. Plain records; `shapes` turns them into answers. */

export type Role = 'admin' | 'maintain' | 'write' | 'triage' | 'read' | 'none';

export type Comment = {
  id: number;
  issue: number;
  user: string;
  body: string;
  createdAt: string;
  updatedAt: string;
  /** Why a person has minimised it, such as `outdated`. To write it anew does not show it again. */
  minimized?: string;
};
export type NewComment = Pick<Comment, 'issue' | 'body' | 'minimized'> & { /** `github-actions[bot]` by default. */ user?: string };

export type PullEnd = { ref: string; sha: string /** `owner/name`. */; repository: string };
export type PullRequest = {
  number: number;
  title: string;
  body: string | null;
  user: string;
  state: 'open' | 'closed';
  merged: boolean;
  draft: boolean;
  labels: string[];
  head: PullEnd;
  base: PullEnd;
  createdAt: string;
};
/** The base is `main` here by default; a `sha` that is left out is where `ref` stands in the bare repository. */
export type NewPullRequest = Partial<Omit<PullRequest, 'head' | 'base' | 'createdAt'>> & {
  head: Partial<PullEnd> & { ref: string };
  base?: Partial<PullEnd>;
};

export type Label = { id: number; issue: number; action: 'labeled' | 'unlabeled'; label: string; actor: string; createdAt: string };
export type NewLabelEvent = { issue: number; label: string; actor: string /** `labeled` by default. */; action?: 'labeled' | 'unlabeled' };

export type Run = {
  id: number;
  attempt: number;
  event: string;
  headSha: string;
  headBranch: string;
  /** `owner/name`; another than this repository for a fork. */
  headRepository: string;
  /** Path of the workflow's file. */
  path: string;
  conclusion: 'success' | 'failure' | 'cancelled' | null;
  createdAt: string;
};
export type NewRun = Partial<Omit<Run, 'createdAt'>> & { headSha: string };

export type NewArtifact = {
  name: string;
  /** A run that was added before. */
  runId: number;
  expired?: boolean;
} & ({ files: Record<string, string | Uint8Array> } | { zip: Uint8Array });
