/** What made the workflow run, in as far as it bears on the choice of the baseline. */

/** `sha` is what the event says; what was checked out is asked of git. */
export type RunEvent =
  | {
      name: 'pull_request' | 'pull_request_target';
      number: number;
      action: string;
      /** `repository` is OWNER/NAME; null where a fork was deleted. */
      base: { ref: string; sha: string; repository: string };
      head: { ref: string; sha: string; repository: string | null };
      labels: string[];
      /** Whether GitHub gives this run a token that can only read: a fork's pull request, or one of Dependabot's. */
      readOnly: boolean;
    }
  | { name: 'push'; ref: string; before: string; after: string; forced: boolean }
  | { name: 'merge_group'; baseSha: string; headSha: string; baseRef: string }
  | { name: 'workflow_dispatch' | 'schedule'; ref: string }
  | { name: 'other'; event: string };
