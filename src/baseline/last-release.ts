/** The release that a commit follows: the highest version among the tags of its history. */
import semver from 'semver';
import type { CommitChoice } from './choose-commit.ts';
import type { History } from './history.ts';

/**
 * A tag of the measured commit itself is no release before it: that of a release that is being made.
 * @param prereleases whether `v2.0.0-rc.1` counts
 */
export async function lastRelease(measured: string, history: History, prereleases: boolean): Promise<CommitChoice> {
  const releases = (await history.tags(measured)).flatMap(({ name, commit }) => {
    const version = semver.parse(name);
    if (version === null || commit === measured) return [];
    return prereleases || version.prerelease.length === 0 ? [{ name, commit, version }] : [];
  });
  const last = releases.toSorted((a, b) => semver.compareBuild(b.version, a.version))[0];
  if (last === undefined) {
    const kinds = prereleases ? 'a version, such as v1.2.3' : 'a release version, such as v1.2.3';
    return { kind: 'none', why: `no tag before ${measured.slice(0, 7)} in its history is ${kinds}` };
  }
  return { kind: 'last-release', commit: last.commit, measured, sentence: `the release ${last.name}`, ref: last.name };
}
