/**
 * A branch that holds data and nothing else, written through the Git Data API: no clone, no workspace, no force.
 *
 * It is begun as an orphan, with a README.md that says what it is. A branch that does not begin its README.md so is somebody's own, and is
 * never written: a name that was mistyped into `main` costs nothing.
 */
import { createHash } from 'node:crypto';
import { ExpectedError } from '../errors.ts';
import { itemsAt, shaAt, textAt } from './answers.ts';
import type { Answer, Call, GitHub } from './client.ts';
import { contentsAt } from './contents.ts';
import { GitHubFault, ifThere, type Task } from './faults.ts';

export type ReadFile = (path: string) => Promise<Buffer | undefined>;

/**
 * Says what to write, having read what there is. It is called again where another run wrote first, and must then build on what that run wrote.
 * `files` are those that are added or replaced, by path; all others stay.
 */
export type Build = (read: ReadFile) => Promise<{ files: Record<string, Buffer>; message: string }>;

export type DataBranch = {
  /**
   * A file as it was when the branch was first read, or last written by this run: what one run reads is of one state.
   * @returns undefined where there is no such file, or no such branch yet. @throws ExpectedError `github`
   */
  readFile: ReadFile;
  /** One commit on the branch, which is made where it is missing; none where nothing would change. @throws ExpectedError `github` */
  commitFiles(build: Build): Promise<void>;
};

/** How README.md of a data branch begins. */
const readmeMark = '<!-- plimsoll data branch -->\n';
const readme = `${readmeMark}# Records of Plimsoll

The action keeps here what each image weighed at a commit. It writes this branch itself and needs no checkout of it.
Deleting the branch loses the history, and nothing else.
`;

/** How often a commit is built anew because another run wrote first. */
const mostTries = 10;

type Tip = { commit: string; tree: string };

/**
 * Asks nothing yet.
 * @param branch without `refs/heads/`
 * @param options.maxFileBytes the largest file that is written, or read: as base64 it must fit into one answer
 */
export function dataBranch(github: GitHub, branch: string, { maxFileBytes }: { maxFileBytes: number }): DataBranch {
  const what = `the branch ${branch} of ${github.fullName}`;
  const reading: Task = { doing: 'reading', what, permissions: ['contents: read'] };
  const writing: Task = { doing: 'writing', what, permissions: ['contents: write'] };
  /** Blobs that GitHub has from this run, by their content, so that a second try sends none twice. */
  const sent = new Map<string, string>();
  let known: Promise<Tip | undefined> | undefined;

  const readAt = async (tip: Tip | undefined, path: string): Promise<Buffer | undefined> => {
    const task = { ...reading, what: `${path} of ${what}` };
    return tip === undefined ? undefined : await contentsAt(github, task, { path, ref: tip.commit, maxBytes: maxFileBytes });
  };

  /** @returns whether it stands; not where another run wrote first */
  async function commitOnce(tip: Tip | undefined, build: Build): Promise<boolean> {
    if (tip !== undefined) refuseForeign(await readAt(tip, 'README.md'), what);
    const { files, message } = await build((path) => readAt(tip, path));
    const tree = await writeTree(tip, tip === undefined ? { 'README.md': Buffer.from(readme), ...files } : files);
    if (tree === tip?.tree) return true;
    const call: Call = (octokit, here) =>
      octokit.rest.git.createCommit({ ...here, message, tree, parents: tip === undefined ? [] : [tip.commit] });
    const commit = await github.ask(writing, call, readId);
    return await moveBranch(tip, commit);
  }

  async function writeTree(tip: Tip | undefined, files: Record<string, Buffer>): Promise<string> {
    const entries: { path: string; mode: '100644'; type: 'blob'; sha: string }[] = [];
    for (const [path, bytes] of Object.entries(files)) {
      if (bytes.length > maxFileBytes) throw tooLarge(`writing ${path} to ${what}`, bytes.length, maxFileBytes);
      entries.push({ path, mode: '100644', type: 'blob', sha: await writeBlob(bytes) });
    }
    const base = tip === undefined ? {} : { base_tree: tip.tree };
    return await github.ask(writing, (octokit, here) => octokit.rest.git.createTree({ ...here, ...base, tree: entries }), readId);
  }

  async function writeBlob(bytes: Buffer): Promise<string> {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const known = sent.get(digest);
    if (known !== undefined) return known;
    const call: Call = (octokit, here) => octokit.rest.git.createBlob({ ...here, content: bytes.toString('base64'), encoding: 'base64' });
    const id = await github.ask(writing, call, readId);
    sent.set(digest, id);
    return id;
  }

  async function moveBranch(tip: Tip | undefined, commit: string): Promise<boolean> {
    const call: Call = (octokit, here) =>
      tip === undefined
        ? octokit.rest.git.createRef({ ...here, ref: `refs/heads/${branch}`, sha: commit })
        : octokit.rest.git.updateRef({ ...here, ref: `heads/${branch}`, sha: commit, force: false });
    try {
      await github.ask(writing, call, ({ data }) => shaAt(data, 'object.sha'));
      return true;
    } catch (error) {
      if (!(error instanceof GitHubFault) || ![409, 422].includes(error.status ?? 0)) throw error;
      // The words differ between servers, and a rule that protects the branch is a 422 too. A branch that has moved tells them apart.
      const now = await findTip(github, reading, branch);
      if (now?.commit === commit) return true;
      const isRace =
        error.status === 409 || now?.commit !== tip?.commit || /fast.?forward|already exists|update failed/i.test(error.message);
      if (!isRace) throw error;
      return false;
    }
  }

  return {
    readFile: async (path) => {
      known ??= findTip(github, reading, branch);
      return await readAt(await known, path);
    },
    commitFiles: async (build) => {
      known = undefined;
      for (let tries = 1; !(await commitOnce(await findTip(github, reading, branch), build)); tries++) {
        if (tries === mostTries) throw outrun(what);
        // Runs that were beaten together must not meet again.
        await github.pause(writing, Math.random() * Math.min(tries, 5) * 0.5);
      }
    },
  };
}

/**
 * Where the branch stands. References are asked for by their beginning, because that answer tells a branch that is not there (an empty list)
 * from a repository that the token may not see (404).
 */
async function findTip(github: GitHub, task: Task, branch: string): Promise<Tip | undefined> {
  const call: Call = (octokit, here) => octokit.rest.git.listMatchingRefs({ ...here, ref: `heads/${branch}` });
  const readRef = ({ data }: Answer) => {
    const ref = itemsAt(data, '').find((each) => textAt(each, 'ref') === `refs/heads/${branch}`);
    return ref === undefined ? undefined : shaAt(ref, 'object.sha');
  };
  // A repository without a commit has no references to list.
  const sha = await ifThere(github.ask(task, call, readRef), [409]);
  if (sha === undefined) return undefined;
  const commit: Call = (octokit, here) => octokit.rest.git.getCommit({ ...here, commit_sha: sha });
  return { commit: sha, tree: await github.ask(task, commit, ({ data }) => shaAt(data, 'tree.sha')) };
}

function readId({ data }: Answer): string {
  return shaAt(data, 'sha');
}

function refuseForeign(found: Buffer | undefined, what: string): void {
  if (found?.toString().startsWith(readmeMark) === true) return;
  throw new ExpectedError(
    'github',
    `writing ${what}: its README.md does not begin with ${readmeMark.trim()}, so it is not a branch of Plimsoll's`,
    {
      hint: 'Name a branch that does not exist yet: it is made with the first record. If this one was made for records, write that line first into its README.md.',
    },
  );
}

function tooLarge(doing: string, bytes: number, most: number): ExpectedError {
  return new ExpectedError('github', `${doing}: it has ${bytes} bytes, and at most ${most} could be read again`);
}

function outrun(what: string): ExpectedError {
  return new ExpectedError('github', `writing ${what}: other runs wrote first, ${mostTries} times`, {
    hint: 'Run the job again, or let fewer jobs write at once with `concurrency:`.',
  });
}
