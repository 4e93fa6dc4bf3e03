/** What the inputs `baseline` and `commit` name, privileged events, and runs without a clone. */
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { writeTinyLayout } from '../support/tiny-layout.ts';
import { tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const grown = { app: { 'app/main.js': 130_000 } };

describe('the input baseline', () => {
  let team: Team;
  /** The commits of main: 200 kB as v1.0.0, 205 kB as v1.1.0-rc.1, 210 kB. */
  let release: string;
  let candidate: string;
  let number: number;

  before(async () => {
    team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const { git, commit, directory } = team.project;
    release = git('rev-parse', 'main');
    await team.push();
    candidate = await commit('main', 'candidate', { app: { 'app/main.js': 105_000 } });
    await team.push();
    git('tag', '--annotate', '--message', 'Release', 'v1.0.0', release);
    git('tag', 'v1.1.0-rc.1', candidate);
    await team.github.pushFrom(directory, 'v1.0.0', 'v1.1.0-rc.1');
    await commit('main', 'now', { app: { 'app/main.js': 110_000 } });
    await team.push();
    ({ number } = await team.project.openPull('topic', grown));
  });
  after(() => team[Symbol.asyncDispose]());

  it('is a commit, a branch or a tag, which GitHub knows where the clone does not', async () => {
    await team.github.pushFrom(team.project.directory, `${candidate}:refs/heads/stable`);
    for (const [baseline, commit] of [
      [release, release],
      ['v1.0.0', release],
      ['stable', candidate],
    ] as const) {
      const run = await team.pull(number, { inputs: { baseline } });
      assert.deepEqual(comparedWith(run), [commit, 'exact', '0']);
      assert.match(logOf(run), /Compared with \w{7}, the commit that was asked for/);
    }
  });

  it('is the last release before the commit, or the last prerelease by choice', async () => {
    for (const depth of [1, 0]) {
      const last = await team.pull(number, { depth, inputs: { baseline: 'last-release' } });
      assert.deepEqual([...comparedWith(last), last.outputs.change], [release, 'exact', '0', '30000']);
      assert.match(logOf(last), /the release v1\.0\.0: exact record/);
    }
    const candidates = await team.pull(number, { inputs: { baseline: 'last-release', prereleases: 'true' } });
    assert.deepEqual(comparedWith(candidates), [candidate, 'exact', '0']);
  });

  it('is a saved Analysis, a directory of them, or an image', async () => {
    const workspace = team.workspace(`refs/pull/${number}/merge`);
    writeTinyLayout(join(workspace, 'published'), { 'linux/amd64': [{ 'usr/base': 100_000 }, { 'app/main.js': 90_000 }] });
    for (const baseline of ['oci:published', './published']) {
      const run = await team.pull(number, { workspace, inputs: { baseline } });
      assert.deepEqual([...comparedWith(run), run.outputs.change], ['', 'saved', '', '40000']);
    }
    const record = JSON.parse(readFileSync(join(team.folder, 'records', 'records', `${release}.json`), 'utf8'));
    mkdirSync(join(workspace, 'kept'));
    writeFileSync(join(workspace, 'kept', 'app.json'), JSON.stringify({ version: 1, analyses: record.images[0].analyses }));
    for (const baseline of ['./kept', './kept/app.json']) {
      const run = await team.pull(number, { workspace, inputs: { baseline } });
      assert.deepEqual([...comparedWith(run), run.outputs.change], ['', 'saved', '', '30000']);
    }
  });

  it('that is none of these is refused, with what it was taken for', async () => {
    const run = await team.pull(number, { inputs: { baseline: 'v9.9.9' } });
    assert.deepEqual([run.code, run.outputs.outcome], [2, 'error']);
    assert.match(
      run.annotations[0]?.message ?? '',
      /looking for the baseline v9\.9\.9: it is no commit, branch or tag of the repository, nor last-release/,
    );
  });
});

describe('the input commit', () => {
  it('says what the images were built from, where it is not what is checked out', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    const { number, headSha } = await team.project.openPull('topic', grown, { from: first });
    await team.project.commit('main', 'later');
    await team.push();
    await team.project.mergePull(number);
    // The images come from another job, which built the head; this one checked out the merge.
    const run = await team.pull(number, { inputs: { commit: headSha } });
    assert.deepEqual(comparedWith(run), [first, 'exact', '0']);

    const wrong = await team.pull(number, { inputs: { commit: 'nowhere' } });
    assert.equal(wrong.code, 2);
    assert.match(logOf(wrong), /the input commit is nowhere, which is no commit, branch or tag of the repository/);
  });
});

describe('pull_request_target', () => {
  const event = 'pull_request_target';

  it('compares images that another job built from the head, and never keeps them as of the base', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    const { number, headSha } = await team.project.openPull('topic', grown, { repository: 'fork/app' });
    const workspace = team.project.checkout('refs/heads/main');
    writeTinyLayout(join(workspace, 'out'), { 'linux/amd64': [{ 'usr/base': 100_000 }, grown.app] });
    const run = await team.pull(number, { event, workspace, inputs: { save: 'always' } });
    assert.deepEqual([...comparedWith(run), run.outputs.change], [first, 'exact', '0', '30000']);
    const kept = readdirSync(join(team.folder, 'records', 'records'));
    assert.deepEqual(kept.toSorted(), [`${first}.json`, `${headSha}.json`].toSorted());
    const base = JSON.parse(readFileSync(join(team.folder, 'records', 'records', `${first}.json`), 'utf8'));
    assert.equal(base.images[0].analyses[0].sizes.total, 200_000);
  });

  it('is refused where the head or the merge of the pull request is checked out', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const { number, headSha } = await team.project.openPull('topic', grown, { repository: 'fork/app' });
    for (const checkout of [headSha, `refs/pull/${number}/merge`]) {
      const run = await team.pull(number, { event, checkout });
      assert.deepEqual([run.code, run.outputs.outcome, run.outputs.total], [2, 'error', undefined]);
      assert.match(run.annotations[0]?.message ?? '', /code of a pull request must not be run in a privileged event/);
    }
  });
});

describe('without a clone', () => {
  it('GitHub tells the history, for images and a budget that another job left', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    const { number } = await team.project.openPull('topic', grown);
    const workspace = join(team.folder, 'downloaded');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'plimsoll.yml'), tinyBudget.replace('50 kB', '20 kB'));
    writeTinyLayout(join(workspace, 'out'), { 'linux/amd64': [{ 'usr/base': 100_000 }, grown.app] });
    const run = await team.pull(number, { workspace });
    assert.deepEqual([...comparedWith(run), run.outputs.change, run.code], [first, 'exact', '0', '30000', 1]);

    const pushed = await team.push({ workspace });
    assert.deepEqual([...comparedWith(pushed), pushed.outputs.record], [first, 'exact', '0', 'true']);
  });
});
