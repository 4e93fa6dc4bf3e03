/** The history of the repository: asked of the clone where it knows, and of GitHub where the clone is too shallow. */
import semver from 'semver';
import type { Commit, History } from '../baseline/history.ts';
import type { Repository } from '../git/repository.ts';
import type { Commits } from '../github/commits.ts';

/** Either may be missing: there may be no clone, and no token. */
export function combineHistories(clone: Repository | undefined, github: Commits | undefined): History {
  const commit = async (sha: string): Promise<Commit | undefined> => (await clone?.commit(sha)) ?? (await github?.commit(sha));
  return {
    commit,
    firstParents: async (from, most) => {
      const local = await clone?.firstParents(from, most);
      const known = local?.commits ?? [];
      if (github === undefined || known.length >= most || (local !== undefined && !local.truncated)) return known;
      const rest = await github.firstParents(known.at(-1) ?? from, most - known.length);
      return [...known, ...rest];
    },
    mergeBase: async (base, head) => (await clone?.mergeBase(base, head)) ?? (await github?.mergeBase(base, head)),
    tags: async (from) => (await clone?.tags(from)) ?? (github === undefined ? [] : await reachableReleases(github, from)),
  };
}

/** The highest release and the highest of all with prereleases that can be reached; each costs a request, so the search ends there. */
async function reachableReleases(github: Commits, from: string): Promise<{ name: string; commit: string }[]> {
  const tags = (await github.tags()).flatMap((tag) => {
    const version = semver.parse(tag.name);
    return version === null ? [] : [{ ...tag, version }];
  });
  const found: { name: string; commit: string }[] = [];
  for (const { name, commit, version } of tags.toSorted((a, b) => semver.rcompare(a.version, b.version))) {
    if (commit === from || !(await github.isAncestor(commit, from))) continue;
    found.push({ name, commit });
    if (version.prerelease.length === 0) break;
  }
  return found;
}
