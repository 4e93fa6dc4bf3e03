/** The history of the repository as GitHub knows it, for clones that hold too little of it. */
import { isObjectId } from '../object-id.ts';
import { itemsAt, shaAt, textAt, UnexpectedAnswer } from './answers.ts';
import { type Answer, type Call, collect, type GitHub } from './client.ts';
import { contentsAt } from './contents.ts';
import { explainFault, GitHubFault, ifThere, type Task } from './faults.ts';

/** Full ids; the first parent first. */
export type Commit = { sha: string; parents: string[] };

/** The largest file that `fileAt` reads. */
const maxFileBytes = 1_048_576;

/** What GitHub answers where it has no such commit: 422 for what cannot be one, 409 in an empty repository. */
const unknown = [404, 409, 422];

/** What GitHub knows of the commits of the repository. All of it throws an ExpectedError `github` where GitHub cannot say. */
export type Commits = {
  /** Undefined where GitHub has no such commit. */
  commit(sha: string): Promise<Commit | undefined>;
  /** The first parent of `from`, its first parent, and so on: at most `most`; fewer where history ends, none where GitHub has no such commit. */
  firstParents(from: string, most: number): Promise<string[]>;
  /** Where the line of `head` left the line of `base`; undefined where they have nothing in common. A commit that GitHub has not is an error. */
  mergeBase(base: string, head: string): Promise<string | undefined>;
  /** Whether `descendant` is `ancestor` or comes after it. A commit that GitHub has not is an error. */
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** All tags, annotated ones peeled to their commits. */
  tags(): Promise<{ name: string; commit: string }[]>;
  /** The full id of the commit that a branch, a tag or an abbreviated id names; undefined where GitHub knows no such name. */
  resolve(ref: string): Promise<string | undefined>;
  /** A file of a commit, at most 1 MiB; undefined where there is none. */
  fileAt(path: string, sha: string): Promise<Buffer | undefined>;
};

/** Asks nothing yet. */
export function commitsOf(github: GitHub): Commits {
  return {
    commit: (sha) => commit(github, sha),
    firstParents: (from, most) => firstParents(github, from, most),
    mergeBase: (base, head) => compared(github, base, head, ({ data }) => shaAt(data, 'merge_base_commit.sha')),
    isAncestor: async (ancestor, descendant) => {
      const status = await compared(github, ancestor, descendant, ({ data }) => textAt(data, 'status'));
      return status === 'ahead' || status === 'identical';
    },
    tags: () => tags(github),
    resolve: (ref) => resolve(github, ref),
    fileAt: (path, sha) => contentsAt(github, taskOf(github, `${path} of ${sha}`), { path, ref: sha, maxBytes: maxFileBytes }),
  };
}

async function commit(github: GitHub, sha: string): Promise<Commit | undefined> {
  const call: Call = (octokit, here) => octokit.rest.git.getCommit({ ...here, commit_sha: sha });
  return await ifThere(
    github.ask(taskOf(github, `the commit ${sha}`), call, ({ data }) => readCommit(data)),
    unknown,
  );
}

/**
 * GitHub lists the commits of all lines that were merged, the newest first. Each list is followed as far as it holds the line, and the next one
 * begins at the first commit that it did not hold: side lines merged above are then no longer in it.
 */
async function firstParents(github: GitHub, from: string, most: number): Promise<string[]> {
  const task = taskOf(github, `the history of ${from}`);
  const line: string[] = [];
  let wanted: string | undefined = from;
  while (wanted !== undefined && line.length < most) {
    const sha: string = wanted;
    const call: Call = (octokit, here) => octokit.rest.repos.listCommits({ ...here, sha, per_page: 100 });
    const page = await ifThere(github.ask(task, call, readCommits), unknown);
    if (page === undefined) return line;
    if (!page.has(sha)) throw explainFault(new UnexpectedAnswer(`the list that should begin with ${sha} does not hold it`), task);
    while (wanted !== undefined && page.has(wanted) && line.length < most) {
      wanted = page.get(wanted)![0];
      if (wanted !== undefined) line.push(wanted);
    }
  }
  return line;
}

function readCommits({ data }: Answer): Map<string, string[]> {
  return new Map(itemsAt(data, '').map((item) => [shaAt(item, 'sha'), readCommit(item).parents]));
}

async function compared<T>(github: GitHub, base: string, head: string, read: (answer: Answer) => T): Promise<T | undefined> {
  const call: Call = (octokit, here) =>
    octokit.rest.repos.compareCommitsWithBasehead({ ...here, basehead: `${base}...${head}`, per_page: 1 });
  try {
    return await github.ask(taskOf(github, `where ${base} and ${head} part`), call, read);
  } catch (error) {
    // It is a 404 like that of a commit which GitHub does not have; only the words tell them apart.
    if (error instanceof GitHubFault && error.status === 404 && /no common ancestor/i.test(error.message)) return undefined;
    throw error;
  }
}

async function tags(github: GitHub): Promise<{ name: string; commit: string }[]> {
  const call: Call = (octokit, here) => octokit.rest.repos.listTags({ ...here, per_page: 100 });
  const read = (tag: unknown) => ({ name: textAt(tag, 'name'), commit: shaAt(tag, 'commit.sha') });
  return await collect(github.list(taskOf(github, 'the tags'), call, read));
}

async function resolve(github: GitHub, ref: string): Promise<string | undefined> {
  const call: Call = (octokit, here) => octokit.rest.repos.getCommit({ ...here, ref, mediaType: { format: 'sha' } });
  return await ifThere(github.ask(taskOf(github, `which commit ${ref} is`), call, readSha), unknown);
}

function readSha({ data }: Answer): string {
  if (!isObjectId(data)) throw new UnexpectedAnswer('the answer is not the id of a commit');
  return data;
}

function readCommit(data: unknown): Commit {
  return { sha: shaAt(data, 'sha'), parents: itemsAt(data, 'parents').map((parent) => shaAt(parent, 'sha')) };
}

function taskOf({ fullName }: GitHub, what: string): Task {
  return { doing: 'reading', what: `${what} from ${fullName}`, permissions: ['contents: read'] };
}
