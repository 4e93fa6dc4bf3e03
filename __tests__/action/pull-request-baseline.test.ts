/** What a pull request is compared with, by what its workflow checked out and what its history is. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const grown = { app: { 'app/main.js': 130_000 } };

describe('a pull request is compared with', () => {
  let team: Team;
  /** The commits of main, both with a record. */
  let first: string;
  let second: string;

  before(async () => {
    team = await startTeam({ inputs: { 'comment-when': 'never' } });
    first = team.project.git('rev-parse', 'main');
    await team.push();
    second = await team.project.commit('main', 'more', { files: { 'README.md': 'More.' } });
    await team.push();
  });
  after(() => team[Symbol.asyncDispose]());

  /** Operations that tell of commits, in order. */
  const asked = () => team.github.requests.flatMap(({ route = '' }) => /\/(?:compare|commits|git)\b/.exec(route)?.[0] ?? []);

  it('the first parent of its merge commit, which a checkout of depth 1 tells without asking GitHub', async () => {
    const { number } = await team.project.openPull('merged', grown, { from: first });
    // GitHub makes the merge anew when main moves on; what the payload says of the base may be older.
    team.github.changePullRequest(number, { base: { ref: 'main', sha: first, repository: 'example/app' } });
    team.github.requests.length = 0;
    const run = await team.pull(number);
    assert.deepEqual(comparedWith(run), [second, 'exact', '0']);
    assert.equal(run.outputs.change, '30000');
    assert.deepEqual(asked(), []);
    assert.match(logOf(run), /Compared with \w{7}, the first parent of the merge commit: exact record/);
  });

  it('the merge base where its head is checked out, for which GitHub is asked if the clone is too shallow', async () => {
    const { number, headSha } = await team.project.openPull('head', grown, { from: first });
    for (const [depth, expected] of [
      [1, ['/git', '/compare']],
      [0, ['/git']],
    ] as const) {
      team.github.requests.length = 0;
      const run = await team.pull(number, { checkout: depth === 0 ? 'refs/heads/head' : headSha, depth });
      assert.deepEqual(comparedWith(run), [first, 'exact', '0']);
      assert.deepEqual(asked(), expected);
    }
  });

  it('what it was rebased onto, in both ways of building it', async () => {
    const { git, mergePull, openPull } = team.project;
    const { number } = await openPull('rebased', grown, { from: first });
    git('checkout', '--quiet', 'rebased');
    git('rebase', '--quiet', 'main');
    await team.github.pushFrom(team.project.directory, 'rebased');
    const { headSha } = await mergePull(number);
    assert.deepEqual(comparedWith(await team.pull(number)), [second, 'exact', '0']);
    assert.deepEqual(comparedWith(await team.pull(number, { checkout: headSha })), [second, 'exact', '0']);
  });

  it('the branch that it is stacked on, by its record, else by the nearest before it', async () => {
    const lower = await team.project.openPull('lower', grown);
    const upper = await team.project.openPull('upper', { app: { 'app/main.js': 150_000 } }, { from: 'lower', base: 'lower' });
    const before = await team.pull(upper.number);
    assert.deepEqual(comparedWith(before), [second, 'ancestor', '1']);
    assert.equal(before.outputs.change, '50000');
    await team.push({ branch: 'lower' });
    const then = await team.pull(upper.number);
    assert.deepEqual(comparedWith(then), [lower.headSha, 'exact', '0']);
    assert.equal(then.outputs.change, '20000');
  });

  it('its new base after it was retargeted', async () => {
    await team.project.openPull('release', { files: { NOTES: 'Notes.' } }, { from: first });
    await team.push({ branch: 'release' });
    const { number } = await team.project.openPull('moved', grown, { from: first });
    const release = team.project.git('rev-parse', 'release');
    team.github.changePullRequest(number, { base: { ref: 'release', sha: release, repository: 'example/app' } });
    await team.project.mergePull(number);
    assert.deepEqual(comparedWith(await team.pull(number, { action: 'edited' })), [release, 'exact', '0']);
  });

  it('the same again when an old run is repeated after main has moved on', async () => {
    const { number, mergeSha } = await team.project.openPull('repeated', grown);
    const workspace = team.workspace(mergeSha);
    const later = await team.project.commit('main', 'later');
    await team.push();
    assert.deepEqual(comparedWith(await team.pull(number, { workspace, attempt: 2 })), [second, 'exact', '0']);
    await team.project.mergePull(number);
    assert.deepEqual(comparedWith(await team.pull(number)), [later, 'exact', '0']);
  });
});
