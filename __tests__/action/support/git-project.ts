/**
 * A repository as its people have it: a budget, an image that its build makes, branches and pull requests, all of it in the stand-in,
 * and checkouts as `actions/checkout` leaves them.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gitEnvironment } from '../../github/stand-in/git-store.ts';
import type { StandIn } from '../../github/stand-in/stand-in.ts';
import type { PullRequest } from '../../github/stand-in/state.ts';
import { type TinyLayer, writeTinyLayout } from '../../support/tiny-layout.ts';

/** What a commit changes. */
export type Change = {
  /** Files of the image's own layer, in place of those before: paths and numbers of bytes. */
  app?: TinyLayer;
  /** The whole of plimsoll.yml. */
  budget?: string;
  /** Other files of the repository. */
  files?: Record<string, string>;
};

export type OpenedPull = { pull: PullRequest; number: number; headSha: string; mergeSha: string; baseSha: string };

export type Project = Disposable & {
  /** The work tree in which commits are made. */
  readonly directory: string;
  git(...args: string[]): string;
  /** Commits to a branch, which is made from where HEAD stands if there is none, and pushes it. Gives the commit. */
  commit(branch: string, message: string, change?: Change): Promise<string>;
  /** Makes a branch from a commit or branch with one commit on it, opens its pull request, and makes its merge commit. */
  openPull(
    branch: string,
    change: Change,
    about?: { from?: string; base?: string; repository?: string; user?: string },
  ): Promise<OpenedPull>;
  /** Makes refs/pull/N/merge anew from what its base and head are now, as GitHub does; the pull request follows. */
  mergePull(number: number): Promise<OpenedPull>;
  /**
   * A workspace as actions/checkout leaves it: one commit deep, detached where the reference is no branch, the image not built.
   * At depth 0 all of the history is there, with all branches and tags.
   */
  checkout(ref: string, options?: { depth?: number }): string;
  /** Makes the image, as the build of the workflow would: what build.mjs does, without a process of its own. */
  build(workspace: string): void;
};

const tinyLayout = resolve(import.meta.dirname, '..', '..', 'support', 'tiny-layout.ts');

/** What a workflow runs before the action: makes the OCI layout `out` from app.json. */
export const buildCommand = `node build.mjs "${pathToFileURL(tinyLayout)}"`;

// Commits have the same ids on every machine: no path of this one stands in them.
const buildScript = `import { readFileSync, rmSync } from 'node:fs';
const { writeTinyLayout } = await import(process.argv[2]);
rmSync('out', { recursive: true, force: true });
writeTinyLayout('out', { 'linux/amd64': [{ 'usr/base': 100000 }, JSON.parse(readFileSync('app.json', 'utf8'))] });
`;

function makeImage(workspace: string): void {
  rmSync(join(workspace, 'out'), { recursive: true, force: true });
  const app = JSON.parse(readFileSync(join(workspace, 'app.json'), 'utf8')) as TinyLayer;
  writeTinyLayout(join(workspace, 'out'), { 'linux/amd64': [{ 'usr/base': 100_000 }, app] });
}

/** One image of 100 kB and what app.json adds. */
export const tinyBudget = `version: 1
images:
  app:
    source: oci:out
    limits:
      total: { max: 500 kB, max-increase: 50 kB }
`;

/** A repository whose `main` has one commit: an image of 200 kB within its budget. */
export async function createProject(github: StandIn, first: Change = {}): Promise<Project> {
  const base = mkdtempSync(join(tmpdir(), 'plimsoll-project-'));
  const directory = join(base, 'project');
  mkdirSync(directory);
  let seconds = Date.parse('2026-01-05T00:00:00Z') / 1000;
  const run = (cwd: string, args: readonly string[]) => {
    // By what makes commits alone: checkouts of runs at once come in any order.
    if (args[0] === 'commit' || args[0] === 'merge') seconds += 60;
    const date = `${seconds} +0000`;
    const env = { ...gitEnvironment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const who = ['-c', 'user.name=Tester', '-c', 'user.email=tester@example.com'];
    return execFileSync('git', ['-C', cwd, ...who, ...args], { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  };
  const git = (...args: string[]) => run(directory, args);
  const write = ({ app, budget, files = {} }: Change) => {
    const all = { ...files, ...(app && { 'app.json': JSON.stringify(app) }), ...(budget && { 'plimsoll.yml': budget }) };
    for (const [path, text] of Object.entries(all)) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
  };

  const commit: Project['commit'] = async (branch, message, change = {}) => {
    if (git('branch', '--show-current') !== branch) git('checkout', '--quiet', ...(git('branch', '--list', branch) ? [] : ['-b']), branch);
    write(change);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', message);
    await github.pushFrom(directory, branch);
    return git('rev-parse', 'HEAD');
  };

  const mergePull: Project['mergePull'] = async (number) => {
    const known = github.hub.pulls.get(number);
    if (known === undefined) throw new Error(`there is no pull request ${number}`);
    const [baseSha, headSha] = [git('rev-parse', known.base.ref), git('rev-parse', known.head.ref)];
    git('checkout', '--quiet', '--detach', baseSha);
    git('merge', '--quiet', '--no-ff', '--message', `Merge ${headSha} into ${baseSha}`, headSha);
    const mergeSha = git('rev-parse', 'HEAD');
    await github.pushFrom(directory, `${mergeSha}:refs/pull/${number}/merge`, `${headSha}:refs/pull/${number}/head`);
    git('checkout', '--quiet', known.base.ref);
    const { head, base: into } = known;
    const pull = github.changePullRequest(number, { head: { ...head, sha: headSha }, base: { ...into, sha: baseSha } });
    return { pull, number, headSha, mergeSha, baseSha };
  };

  const openPull: Project['openPull'] = async (branch, change, { from = 'main', base: into = 'main', repository, user } = {}) => {
    git('checkout', '--quiet', '-b', branch, from);
    write(change);
    git('add', '--all');
    git('commit', '--quiet', '--allow-empty', '--message', `work on ${branch}`);
    // A fork's branch is no branch of this repository.
    if (repository === undefined) await github.pushFrom(directory, branch);
    const head = { ref: branch, sha: git('rev-parse', 'HEAD'), ...(repository === undefined ? {} : { repository }) };
    const { number } = github.addPullRequest({ head, base: { ref: into }, ...(user === undefined ? {} : { user }) });
    return mergePull(number);
  };

  const checkout: Project['checkout'] = (ref, { depth = 1 } = {}) => {
    const workspace = mkdtempSync(join(base, 'workspace-'));
    const here = (...args: string[]) => run(workspace, args);
    here('init', '--quiet', '--initial-branch=main');
    here('remote', 'add', 'origin', `file://${github.gitDirectory}`);
    const branch = /^refs\/heads\/(.*)$/.exec(ref)?.[1];
    const local = branch === undefined ? ref.replace(/^refs\//, 'refs/remotes/') : `refs/remotes/origin/${branch}`;
    const wanted = /^[0-9a-f]{40}$/.test(ref) ? ref : `+${ref}:${local}`;
    const all = ['+refs/heads/*:refs/remotes/origin/*', '+refs/tags/*:refs/tags/*'];
    here(
      'fetch',
      '--quiet',
      '--no-tags',
      '--prune',
      ...(depth > 0 ? [`--depth=${depth}`] : []),
      'origin',
      wanted,
      ...(depth > 0 ? [] : all),
    );
    if (branch === undefined) here('checkout', '--quiet', '--force', '--detach', wanted === ref ? ref : local);
    else here('checkout', '--quiet', '--force', '-B', branch, local);
    return workspace;
  };

  git('init', '--quiet', '--initial-branch=main');
  const files = { 'build.mjs': buildScript, '.gitignore': 'out\n' };
  await commit('main', 'begin', { budget: tinyBudget, app: { 'app/main.js': 100_000 }, ...first, files: { ...files, ...first.files } });
  return {
    ...{ directory, git, commit, openPull, mergePull, checkout },
    build: makeImage,
    [Symbol.dispose]: () => rmSync(base, { recursive: true, force: true }),
  };
}
