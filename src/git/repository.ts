/** What a clone knows of its commits, also where it is shallow: it says what it knows for certain, and otherwise that it does not know. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ExpectedError } from '../errors.ts';
import { isObjectId } from '../object-id.ts';
import { type ObjectReader, withObjects } from './object-reader.ts';
import { type GitPlace, lastWords, runGit, tryGit } from './run-git.ts';
import { withWorktree } from './worktree.ts';

export type GitCommit = { sha: string; parents: string[] };

/** Commits are named by their full ids; any other name is that of no commit. All of it throws ExpectedError `git` where git itself fails. */
export type Repository = {
  /** The top of the work tree, absolute. */
  readonly root: string;
  /** The commit that is checked out; undefined before the first one. */
  head(): Promise<string | undefined>;
  /** The full id of the commit that a branch, a tag (also of origin) or an abbreviated id stands for here; undefined where it stands for none. */
  resolve(name: string): Promise<string | undefined>;
  /** The commit with its true parents, as its object says, also at depth 1; undefined where the object is not here. */
  commit(sha: string): Promise<GitCommit | undefined>;
  /**
   * The first parent of `from`, its first parent and so on, at most `most`.
   * @returns `truncated` where the walk ended at a commit whose object is not here: that commit is the last of `commits`, or `from` itself where there is none
   */
  firstParents(from: string, most: number): Promise<{ commits: string[]; truncated: boolean }>;
  /** Undefined where the clone is not deep enough to tell. A commit is its own ancestor. */
  isAncestor(ancestor: string, of: string): Promise<boolean | undefined>;
  /** Undefined where there is none, and where the clone is not deep enough to be sure. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
  /** The tags that can be reached from `from`, peeled to their commits; undefined where the clone is shallow or has no tag at all. */
  tags(from: string): Promise<{ name: string; commit: string }[] | undefined>;
  /** @param path from the root; undefined where the commit is not here or has no such file */
  readFile(commit: string, path: string): Promise<Buffer | undefined>;
  /**
   * Gives `work` a folder below `parentDirectory` with the files of the commit, and takes it away again, also after a failure.
   * A commit that is not here is fetched from origin; the workspace, its index and its refs stay as they are.
   * One at a time: git's list of work trees bears no two writers. Submodules stay empty, and files of Git LFS stay the pointers that they are stored as.
   */
  withWorktree<T>(
    commit: string,
    parentDirectory: string,
    work: (folder: string) => Promise<T>,
    options?: { signal?: AbortSignal },
  ): Promise<T>;
};

/**
 * The repository whose work tree the directory lies in.
 * A repository of another user is opened too: in a container the workspace belongs to whoever owns it outside.
 * @returns undefined where the directory is in no work tree, or there is no git
 * @throws ExpectedError `git` where there is a repository that git refuses
 */
export async function openRepository(directory: string): Promise<Repository | undefined> {
  const place = await findPlace(directory);
  return place === undefined ? undefined : repositoryAt(place);
}

async function findPlace(directory: string): Promise<GitPlace | undefined> {
  const topLevel = ['rev-parse', '--show-toplevel'];
  let config: string[] = [];
  let output = await tryGit({ folder: directory, config }, topLevel);
  const foreign = output === undefined ? null : /(?:dubious ownership in repository at|unsafe repository \() ?'(.*?)'/.exec(output.stderr);
  if (foreign !== null) {
    config = [`safe.directory=${foreign[1]}`];
    output = await tryGit({ folder: directory, config }, topLevel);
  }
  if (output === undefined) return undefined;
  if (output.code === 0) return { folder: output.stdout.toString().replace(/\n$/, ''), config };
  if (/not a git repository|must be run in a work tree|cannot change to/.test(output.stderr)) return undefined;
  throw new ExpectedError('git', `opening the repository of ${directory}: ${lastWords(output.stderr)}`);
}

function repositoryAt(place: GitPlace): Repository {
  return {
    root: place.folder,
    head: () => resolveOne(place, 'HEAD'),
    resolve: async (name) => (await resolveOne(place, name)) ?? (await resolveOne(place, `refs/remotes/origin/${name}`)),
    commit: (sha) => withObjects(place, (objects) => readCommit(objects, sha)),
    firstParents: (from, most) => withObjects(place, (objects) => walkFirstParents(objects, from, most)),
    isAncestor: (ancestor, of) => isAncestor(place, ancestor, of),
    mergeBase: (base, head) => mergeBase(place, base, head),
    tags: (from) => reachableTags(place, from),
    readFile: async (commit, path) => {
      if (!isObjectId(commit)) return undefined;
      const object = await withObjects(place, (objects) => objects.read(`${commit}:${path}`));
      return object?.type === 'blob' ? object.body : undefined;
    },
    withWorktree: (commit, parentDirectory, work, options = {}) => withWorktree(place, commit, parentDirectory, work, options),
  };
}

async function resolveOne(place: GitPlace, name: string): Promise<string | undefined> {
  const output = await tryGit(place, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
  const id = output?.stdout.toString().trim() ?? '';
  return output?.code === 0 && isObjectId(id) ? id : undefined;
}

async function readCommit(objects: ObjectReader, sha: string): Promise<GitCommit | undefined> {
  if (!isObjectId(sha)) return undefined;
  const object = await objects.read(sha);
  if (object?.type !== 'commit') return undefined;
  const text = object.body.toString('latin1');
  const end = text.indexOf('\n\n');
  const header = (end < 0 ? text : text.slice(0, end)).split('\n');
  return { sha, parents: header.flatMap((line) => /^parent ([0-9a-f]+)$/.exec(line)?.[1] ?? []) };
}

async function walkFirstParents(objects: ObjectReader, from: string, most: number): Promise<{ commits: string[]; truncated: boolean }> {
  const commits: string[] = [];
  let at = from;
  while (commits.length < most) {
    const commit = await readCommit(objects, at);
    if (commit === undefined) return { commits, truncated: true };
    const parent = commit.parents[0];
    if (parent === undefined) break;
    commits.push(parent);
    at = parent;
  }
  return { commits, truncated: false };
}

async function isAncestor(place: GitPlace, ancestor: string, of: string): Promise<boolean | undefined> {
  if (!isObjectId(ancestor) || !isObjectId(of)) return undefined;
  const output = await tryGit(place, ['merge-base', '--is-ancestor', ancestor, of]);
  // A shallow clone leaves connections out, and never invents one: only its `no` may be wrong.
  if (output?.code === 0) return true;
  if (output?.code !== 1) return undefined;
  return (await shallowCommits(place)).size > 0 ? undefined : false;
}

async function mergeBase(place: GitPlace, base: string, head: string): Promise<string | undefined> {
  if (!isObjectId(base) || !isObjectId(head)) return undefined;
  const output = await tryGit(place, ['merge-base', base, head]);
  const found = output?.stdout.toString().trim() ?? '';
  if (output?.code !== 0 || !isObjectId(found)) return undefined;
  const shallow = await shallowCommits(place);
  if (shallow.size === 0) return found;
  // What was found is right if no line was cut on the way to it. A cut behind it can only hide its own ancestors.
  const since = await runGit(place, `listing the commits since ${found}`, ['rev-list', base, head, `^${found}`]);
  const cut = since
    .toString()
    .split('\n')
    .some((sha) => shallow.has(sha));
  return cut ? undefined : found;
}

/** The commits whose parents were left out when the clone was made. */
async function shallowCommits(place: GitPlace): Promise<Set<string>> {
  const path = await runGit(place, 'asking whether the clone is shallow', ['rev-parse', '--git-path', 'shallow']);
  try {
    const text = await readFile(resolve(place.folder, path.toString().replace(/\n$/, '')), 'utf8');
    return new Set(text.split('\n').filter(isObjectId));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Set();
    throw new ExpectedError('git', `asking whether the clone ${place.folder} is shallow: ${(error as Error).message}`, { cause: error });
  }
}

async function reachableTags(place: GitPlace, from: string): Promise<{ name: string; commit: string }[] | undefined> {
  if (!isObjectId(from) || (await shallowCommits(place)).size > 0) return undefined;
  const listed = await tryGit(place, ['for-each-ref', '--format=%(refname:strip=2)', `--merged=${from}`, 'refs/tags']);
  if (listed?.code !== 0) return undefined;
  const names = listed.stdout
    .toString()
    .split('\n')
    .filter((name) => name !== '');
  if (names.length === 0) {
    const any = await runGit(place, 'asking for a tag', ['for-each-ref', '--count=1', '--format=x', 'refs/tags']);
    return any.length === 0 ? undefined : [];
  }
  // Git peels a tag of a tag by one step only, unless it is asked for the commit.
  const peeled = await runGit(place, 'reading the tags', ['cat-file', '--batch-check=%(objectname)'], {
    input: names.map((name) => `refs/tags/${name}^{commit}\n`).join(''),
  });
  const commits = peeled.toString().split('\n');
  return names.flatMap((name, index) => (isObjectId(commits[index]!) ? [{ name, commit: commits[index]! }] : []));
}
