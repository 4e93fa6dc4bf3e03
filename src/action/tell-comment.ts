/** The comment on the pull request: whether there is to be one, and what becomes of it when GitHub says no. */
import type { CommentWhen } from '../budget/budget.ts';
import { ExpectedError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';

export type CommentTask = {
  github: () => Promise<GitHub>;
  issue: number;
  key: string;
  head: string;
  run: { id: number; attempt: number };
  when: CommentWhen;
  news: { changed: boolean; warn: boolean; fail: boolean };
  body: string;
};

/** What became of the comment; `problem` where GitHub could not be told, which never changes the verdict. */
export type CommentOutcome = { url?: string; done: string; problem?: ExpectedError; missingPermissions: string[] };

/** Posts, updates or leaves alone. One that was posted is kept true, also where there would be no reason to post it now. */
export async function tellComment({ github, when, news, ...task }: CommentTask): Promise<CommentOutcome> {
  if (when === 'never') return { done: 'comment.when is never', missingPermissions: [] };
  const { upsertComment } = await import('../github/comments.ts');
  const mode = when === 'always' || news[when] ? 'create-or-update' : 'update-only';
  try {
    const { url, action } = await upsertComment(await github(), { ...task, mode });
    return { done: action, missingPermissions: [], ...(url === undefined ? {} : { url }) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const { missingPermissions } = await import('../github/faults.ts');
    return { done: 'failed', problem: error, missingPermissions: missingPermissions(error) };
  }
}
