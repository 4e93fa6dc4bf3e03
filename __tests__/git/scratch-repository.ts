/** Repositories made with git itself, in a folder of their own, for tests. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export type Scratch = {
  /** Holds the repositories and whatever else a test needs. */
  folder: string;
  /** The repository that plays the server. */
  origin: ScratchRepository;
  /** Clones it as `actions/checkout` would: over a protocol, so that `--depth` counts. */
  clone(name: string, ...options: string[]): ScratchRepository;
  remove(): void;
};

export type ScratchRepository = {
  path: string;
  git(...args: string[]): string;
  /** Writes files, commits them on what is checked out, and gives the id of the commit. */
  commit(message: string, files?: Record<string, string>): string;
  /** Merges without fast forward, as GitHub does, and gives the id of the merge. */
  merge(message: string, other: string): string;
};

const identity = {
  GIT_AUTHOR_NAME: 'Test',
  GIT_AUTHOR_EMAIL: 'test@example.invalid',
  GIT_COMMITTER_NAME: 'Test',
  GIT_COMMITTER_EMAIL: 'test@example.invalid',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_NOSYSTEM: '1',
};

export function makeScratch(): Scratch {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-git-'));
  const origin = repositoryIn(join(folder, 'origin'));
  mkdirSync(origin.path);
  origin.git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    origin,
    clone: (name, ...options) => {
      const clone = repositoryIn(join(folder, name));
      mkdirSync(clone.path);
      clone.git('clone', '--quiet', ...options, `file://${origin.path}`, '.');
      return clone;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function repositoryIn(path: string): ScratchRepository {
  let clock = 1_800_000_000;
  const git = (...args: string[]): string => {
    clock++;
    const dates = { GIT_AUTHOR_DATE: `${clock} +0000`, GIT_COMMITTER_DATE: `${clock} +0000` };
    return execFileSync('git', ['-C', path, ...args], { env: { ...process.env, ...identity, ...dates }, stdio: ['ignore', 'pipe', 'pipe'] })
      .toString()
      .trim();
  };
  return {
    path,
    git,
    commit: (message, files = { [`${message}.txt`]: message }) => {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', '-m', message);
      return git('rev-parse', 'HEAD');
    },
    merge: (message, other) => {
      git('merge', '--quiet', '--no-ff', '-m', message, other);
      return git('rev-parse', 'HEAD');
    },
  };
}
