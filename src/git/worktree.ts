/** A second work tree for a while: the files of another commit, while the workspace stays as it is. */
import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { isObjectId } from '../object-id.ts';
import { type GitPlace, runGit, tryGit } from './run-git.ts';

/** Neither hooks of the repository nor upkeep: nothing but the files is wanted. */
const quietly = ['core.hooksPath=/dev/null', 'core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false', 'submodule.recurse=false'];
const withoutLfs = { GIT_LFS_SKIP_SMUDGE: '1' };

/** See Repository.withWorktree. */
export async function withWorktree<T>(
  repository: GitPlace,
  commit: string,
  parentDirectory: string,
  work: (folder: string) => Promise<T>,
  { signal }: { signal?: AbortSignal },
): Promise<T> {
  const place = { ...repository, config: [...repository.config, ...quietly] };
  const doing = `making a work tree of ${commit.slice(0, 7)}`;
  if (!isObjectId(commit)) throw new ExpectedError('git', `${doing}: ${JSON.stringify(commit)} is not the full id of a commit`);
  if (!(await isHere(place, commit))) await fetchCommit(place, commit, signal);
  const folder = await makeFolder(place, parentDirectory, doing);
  try {
    const args = ['worktree', 'add', '--detach', '--force', folder, commit];
    await runGit(place, doing, args, { signal, env: withoutLfs });
    return await work(folder);
  } finally {
    await removeWorktree(place, folder);
  }
}

async function isHere(place: GitPlace, commit: string): Promise<boolean> {
  const output = await tryGit(place, ['cat-file', '-e', `${commit}^{tree}`], { env: { GIT_NO_LAZY_FETCH: '1' } });
  return output?.code === 0;
}

/** Of a shallow clone one commit more; a whole clone stays whole, so it takes what leads to the commit. */
async function fetchCommit(place: GitPlace, commit: string, signal: AbortSignal | undefined): Promise<void> {
  const doing = `fetching ${commit.slice(0, 7)} from origin`;
  const shallow = (await runGit(place, doing, ['rev-parse', '--is-shallow-repository'])).toString().trim() === 'true';
  const untouched = ['--no-tags', '--no-write-fetch-head', '--refmap=', '--no-recurse-submodules', '--no-auto-gc', '--no-prune'];
  const depth = shallow ? ['--depth=1'] : [];
  await runGit(place, doing, ['fetch', '--quiet', ...untouched, ...depth, '--end-of-options', 'origin', commit], {
    signal,
    hint: 'Check out with the whole history (fetch-depth: 0 of actions/checkout) and with its credentials kept.',
  });
}

async function makeFolder(place: GitPlace, parentDirectory: string, doing: string): Promise<string> {
  try {
    await mkdir(parentDirectory, { recursive: true });
    const parent = await realpath(parentDirectory);
    const within = relative(await realpath(place.folder), parent);
    if (!/^\.\.(?:[\\/]|$)/.test(within) && !isAbsolute(within)) {
      // It would be a part of what is built from the workspace.
      throw new ExpectedError('git', `${doing}: ${parentDirectory} lies in the workspace ${place.folder}, which must stay as it is`);
    }
    return await mkdtemp(join(parent, 'plimsoll-worktree-'));
  } catch (error) {
    if (error instanceof ExpectedError) throw error;
    throw new ExpectedError('git', `${doing} below ${parentDirectory}: ${(error as Error).message}`, { cause: error });
  }
}

/** What cannot be taken away is no reason to fail: the result is there, and git forgets a work tree whose folder is gone. */
async function removeWorktree(place: GitPlace, folder: string): Promise<void> {
  const remove = () => tryGit(place, ['worktree', 'remove', '--force', '--force', folder]);
  const removed = await remove().catch(() => undefined);
  if (removed?.code === 0) return;
  await rm(folder, { recursive: true, force: true, maxRetries: 2 }).catch(() => {});
  await remove().catch(() => undefined);
}
