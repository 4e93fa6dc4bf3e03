/** The comment on the pull request: whether there is to be one, and what becomes of it when GitHub says no. */
import type { CommentWhen } from '../budget/budget.ts';
import { ExpectedError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { News } from '../report/news.ts';

export type CommentTask = {
  github: () => Promise<GitHub>;
  issue: number;
  key: string;
  head: string;
  run: { id: number; attempt: number };
  when: CommentWhen;
  news: CommentNews;
  body: string;
};

/** What there is to tell. `none` is no reason for a comment, but brings one that stands up to date; `stale` only where it is of another commit. */
export type CommentNews = News | 'none' | 'stale';

/** What became of the comment; `problem` where GitHub could not be told, which never changes the verdict. */
export type CommentOutcome = {
  url?: string;
  done: string;
  problem?: ExpectedError;
  missingPermissions: string[];
  /** Whether the report was left for the poster, or why not; absent where the run has no need of one. */
  left?: 'left' | ExpectedError;
};

/** Posts, updates or leaves alone. One that was posted is kept true, also where there would be no reason to post it now. */
export async function tellComment({ github, when, news, ...task }: CommentTask): Promise<CommentOutcome> {
  if (when === 'never') return { done: 'comment.when is never', missingPermissions: [] };
  const { upsertComment } = await import('../github/comments.ts');
  const mode =
    news === 'stale' ? 'update-stale' : news !== 'none' && (when === 'always' || news[when]) ? 'create-or-update' : 'update-only';
  try {
    const { url, action } = await upsertComment(await github(), { ...task, mode });
    return { done: action, missingPermissions: [], ...(url === undefined ? {} : { url }) };
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    const { missingPermissions } = await import('../github/faults.ts');
    return { done: 'failed', problem: error, missingPermissions: missingPermissions(error) };
  }
}
