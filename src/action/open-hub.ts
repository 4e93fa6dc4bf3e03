/** GitHub as the action needs it: opened when it is first asked, so that a run that asks nothing loads nothing. */

import { ExpectedError } from '../errors.ts';
import type { GitHub } from '../github/client.ts';
import type { Commits } from '../github/commits.ts';
import type { LabelFacts } from './allow-growth.ts';
import type { Runner } from './runner.ts';

export type Hub = {
  /** @throws ExpectedError `github` where there is no token */
  client(): Promise<GitHub>;
  /** What GitHub knows of commits; undefined without a token. Nothing is asked before it is used. */
  commits(): Promise<Commits | undefined>;
  /** The labels as they are now: a run that is repeated has the event of the first. Undefined without a token. */
  labelFacts(pullRequest: number): Promise<LabelFacts | undefined>;
};

export function openHub(runner: Runner, token: string | undefined): Hub {
  let opened: Promise<GitHub> | undefined;
  const client = (): Promise<GitHub> => {
    opened ??= open(runner, token);
    return opened;
  };
  return {
    client,
    commits: async () => (token === undefined ? undefined : lazyCommits(client)),
    labelFacts: async (number) => {
      if (token === undefined) return undefined;
      const pulls = async () => await import('../github/pulls.ts');
      return {
        labels: async () => (await (await pulls()).pullRequest(await client(), number)).labels,
        setterOf: async (label) => (await pulls()).labelSetter(await client(), number, label),
        permissionOf: async (login) => (await pulls()).permissionOf(await client(), login),
      };
    },
  };
}

async function open(runner: Runner, token: string | undefined): Promise<GitHub> {
  if (token === undefined)
    throw new ExpectedError('github', 'GitHub has to be asked, and the input token is empty', {
      hint: 'Leave token out: by default it is the token of the job.',
    });
  const { openGitHub } = await import('../github/client.ts');
  const { apiUrl, repository, fetch, signal } = runner;
  return openGitHub({ token, apiUrl, repository, fetch, signal, log: (line) => runner.debug(line) });
}

function lazyCommits(client: () => Promise<GitHub>): Commits {
  const commits = async () => (await import('../github/commits.ts')).commitsOf(await client());
  return {
    commit: async (sha) => (await commits()).commit(sha),
    firstParents: async (from, most) => (await commits()).firstParents(from, most),
    mergeBase: async (base, head) => (await commits()).mergeBase(base, head),
    isAncestor: async (ancestor, of) => (await commits()).isAncestor(ancestor, of),
    tags: async () => (await commits()).tags(),
    resolve: async (ref) => (await commits()).resolve(ref),
    fileAt: async (path, commit) => (await commits()).fileAt(path, commit),
  };
}
