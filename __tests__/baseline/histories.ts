/** Histories of real repositories, and pull requests as GitHub would tell of them, for tests. */
import type { History } from '../../src/baseline/history.ts';
import type { RunEvent } from '../../src/baseline/run-event.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { ScratchRepository } from '../git/scratch-repository.ts';

/** What the clone knows, and where it knows nothing, the next one; the last plays GitHub, which knows all. */
export async function historyOf(...repositories: ScratchRepository[]): Promise<History> {
  const opened = await Promise.all(repositories.map(async ({ path }) => (await openRepository(path))!));
  const first = async <T>(ask: (repository: (typeof opened)[number]) => Promise<T | undefined>): Promise<T | undefined> => {
    for (const repository of opened) {
      const answer = await ask(repository);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
  return {
    commit: (sha) => first((repository) => repository.commit(sha)),
    firstParents: async (from, most) =>
      (await first(async (repository) => {
        const { commits, truncated } = await repository.firstParents(from, most);
        return truncated && repository !== opened.at(-1) ? undefined : commits;
      })) ?? [],
    mergeBase: (base, head) => first((repository) => repository.mergeBase(base, head)),
    tags: async (from) => (await first((repository) => repository.tags(from))) ?? [],
  };
}

/** What GitHub keeps at refs/pull/N/merge: the base branch's commit, with the head merged into it. */
export function mergeRef(origin: ScratchRepository, base: string, head: string, number = 7): string {
  origin.git('checkout', '--quiet', '--detach', base);
  const merge = origin.merge(`Merge ${head} into ${base}`, head);
  origin.git('update-ref', `refs/pull/${number}/merge`, merge);
  return merge;
}

/** The workspace after actions/checkout: one commit, nothing else. */
export function checkOut(clone: ScratchRepository, commit: string): ScratchRepository {
  clone.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', commit);
  clone.git('checkout', '--quiet', '--detach', commit);
  return clone;
}

export function pullRequestEvent(base: string, head: string, fields: { name?: 'pull_request' | 'pull_request_target'; ref?: string } = {}) {
  return {
    name: fields.name ?? 'pull_request',
    number: 7,
    action: 'synchronize',
    base: { ref: fields.ref ?? 'main', sha: base, repository: 'o/r' },
    head: { ref: 'feature', sha: head, repository: 'o/r' },
    labels: [],
    readOnly: false,
  } satisfies RunEvent;
}
