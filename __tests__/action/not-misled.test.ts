/** What must not mislead the verdict: a moved budget, a folder called like a release, a token that is missing, a GitHub that fails. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { faults } from '../github/stand-in/faults.ts';
import { mayWrite } from '../github/stand-in/tokens.ts';
import { tinyBudget } from './support/git-project.ts';
import { mergeGroupPayload } from './support/payloads.ts';
import { startTeam } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const label = 'allow-image-growth';
const big = { app: { 'app/main.js': 180_000 } };
const allowing = `${tinyBudget}override: { labels: [${label}] }\n`;
const raised = tinyBudget.replace('max: 500 kB, max-increase: 50 kB', 'max: 900 kB');

describe('the budget of a pull request', { concurrency: true }, () => {
  it('is compared with the old one also where its file was moved', async () => {
    await using team = await startTeam();
    await team.push();
    const { number } = await team.project.openPull('topic', { ...big, files: { '.github/plimsoll.yml': raised, 'plimsoll.yml': '' } });
    const workspace = team.project.checkout(`refs/pull/${number}/merge`);
    team.project.build(workspace);
    const run = await team.pull(number, { workspace, inputs: { config: '.github/plimsoll.yml' } });
    assert.match(logOf(run), /This pull request loosens its own budget: .*500 kB to 900 kB/);
  });

  it('is said to be new where there was none', async () => {
    await using team = await startTeam({ first: { budget: '\n' } });
    const { number } = await team.project.openPull('topic', {
      files: { 'size/plimsoll.yml': `${raised.replace('oci:out', 'oci:../out')}` },
    });
    const run = await team.pull(number, { inputs: { 'working-directory': 'size' } });
    assert.match(logOf(run), /brings its own budget|raises its own limits could not be told/);
  });

  it('is not blamed on the pull request where it was the base that changed it', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', {});
    await team.project.commit('main', 'allow more', { budget: raised });
    await team.project.mergePull(number);
    const run = await team.pull(number, { event: 'pull_request_target' });
    assert.notEqual(run.outputs.outcome, 'error', run.stdout);
    assert.doesNotMatch(logOf(run), /loosens its own budget/);
  });
});

describe('a label', { concurrency: true }, () => {
  it('allows in the merge queue what it allows on the pull request', async () => {
    await using team = await startTeam({ first: { budget: allowing } });
    await team.push();
    const { github, project } = team;
    const { number, mergeSha, baseSha } = await project.openPull('topic', big);
    const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${baseSha}`;
    await github.pushFrom(project.directory, `${mergeSha}:${ref}`);
    const payload = await mergeGroupPayload(github, { headSha: mergeSha, baseSha, pull: number });
    const group = { event: 'merge_group', payload, sha: mergeSha, ref };
    assert.equal((await team.run(group)).code, 1);
    github.setPermission('maintainer', 'write');
    github.addLabelEvent({ issue: number, label, actor: 'maintainer' });
    const allowed = await team.run(group);
    assert.deepEqual([allowed.code, allowed.outputs.outcome], [0, 'warn']);
    assert.match(logOf(allowed), /maintainer/);
  });

  it('allows a warning where a warning would fail', async () => {
    await using team = await startTeam({ first: { budget: allowing.replace('max: 500 kB,', 'max: 500 kB, warn: 150 kB,') } });
    await team.push();
    const { number } = await team.project.openPull('topic', {});
    const strict = { inputs: { 'fail-on': 'warn' } };
    assert.equal((await team.pull(number, strict)).code, 1);
    team.github.setPermission('maintainer', 'write');
    team.github.addLabelEvent({ issue: number, label, actor: 'maintainer' });
    assert.equal((await team.pull(number, strict)).code, 0);
  });
});

describe('the verdict', { concurrency: true }, () => {
  it('stands without a token', async () => {
    await using team = await startTeam({ inputs: { store: 'branch', token: '' } });
    const { number } = await team.project.openPull('topic', { app: { 'app/main.js': 700_000 } });
    const run = await team.pull(number);
    assert.deepEqual([run.code, run.outputs.outcome, run.outputs['baseline-kind']], [1, 'fail', 'none']);
    assert.match(logOf(run), /cannot be reached.*the input token is empty/);
  });

  it('stands where GitHub cannot say which commit a name is', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', { app: { 'app/main.js': 700_000 } });
    for (const input of ['baseline', 'commit']) {
      team.github.fault(/release-line/, ...Array.from({ length: 6 }, () => faults.serverError));
      const run = await team.pull(number, { inputs: { [input]: 'release-line' } });
      assert.deepEqual([run.code, run.outputs.outcome], [1, 'fail'], run.stdout);
      assert.match(logOf(run), /could not be told/);
    }
  });

  it('is not softened by a folder that is called like what was asked for', async () => {
    await using team = await startTeam();
    await team.push();
    const first = team.project.git('rev-parse', 'main');
    team.project.git('tag', 'v1.0.0', first);
    await team.github.pushFrom(team.project.directory, 'refs/tags/v1.0.0');
    const { number } = await team.project.openPull('topic', big);
    const workspace = team.workspace(`refs/pull/${number}/merge`);
    for (const name of ['last-release', 'v1.0.0']) {
      mkdirSync(join(workspace, name));
      writeFileSync(join(workspace, name, 'app.json'), '{}');
      const run = await team.pull(number, { workspace, inputs: { baseline: name } });
      assert.deepEqual([run.code, comparedWith(run)], [1, [first, 'exact', '0']]);
    }
    const path = await team.pull(number, { workspace, inputs: { baseline: 'size' } });
    assert.equal(path.code, 2);
  });
});

describe('an annotation', () => {
  it('points at the file of the repository, whatever folder the budget was looked for in', async () => {
    await using team = await startTeam();
    const budget = tinyBudget.replace('oci:out', 'oci:../out').replace('max: 500 kB', 'max: 150 kB');
    await team.project.commit('main', 'size', { files: { 'size/plimsoll.yml': budget } });
    const run = await team.push({ inputs: { 'working-directory': 'size' } });
    assert.equal(run.code, 1, run.stdout);
    assert.deepEqual(
      run.annotations.filter(({ level }) => level === 'error').map(({ file, line }) => [file, line]),
      [['size/plimsoll.yml', 6]],
    );
  });
});

describe('the summary', () => {
  it('names the permission that the store lacks, in a block that leaves the others as they are', async () => {
    await using team = await startTeam({ inputs: { store: 'artifact' } });
    const { number } = await team.project.openPull('topic', {});
    const token = team.github.addToken({ permissions: { ...mayWrite, actions: 'none' } });
    const run = await team.pull(number, { token });
    assert.equal(run.code, 0, run.stdout);
    assert.match(run.summary, /cannot be reached/);
    assert.match(run.summary, /permissions:\n {2}actions: read # is missing\n {2}contents: read\n {2}pull-requests: write\n/);
  });
});
