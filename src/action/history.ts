/** The history of the repository: asked of the clone where it knows, and of GitHub where the clone is too shallow. */
import semver from 'semver';
import type { Commit, History } from '../baseline/history.ts';
import { ExpectedError } from '../errors.ts';
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

/** Tags that GitHub is asked about: a branch for an old version may lie under thousands of newer ones, and a job has 1,000 requests an hour. */
export const maxAskedTags = 100;

/**
 * The highest release and the highest of all with prereleases that can be reached; each costs a request, so the search ends there.
 * @throws ExpectedError `github` where none of the highest is reachable
 */
async function reachableReleases(github: Commits, from: string): Promise<{ name: string; commit: string }[]> {
  const tags = (await github.tags()).flatMap((tag) => {
    const version = semver.parse(tag.name);
    return version === null ? [] : [{ ...tag, version }];
  });
  const found: { name: string; commit: string }[] = [];
  let asked = 0;
  for (const { name, commit, version } of tags.toSorted((a, b) => semver.rcompare(a.version, b.version))) {
    if (commit === from) continue;
    if (asked++ === maxAskedTags) {
      throw new ExpectedError(
        'github',
        `looking for the last release: of the ${maxAskedTags} highest version tags no release is an ancestor of ${from.slice(0, 7)}, and GitHub was asked about no more`,
        { hint: 'Let actions/checkout fetch the whole history with `fetch-depth: 0`: no request is needed then.' },
      );
    }
    if (!(await github.isAncestor(commit, from))) continue;
    found.push({ name, commit });
    if (version.prerelease.length === 0) break;
  }
  return found;
}
