/** Records on a branch and in a directory: what is written, by whom, beside whom, and that the workspace stays as it is. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { mayRead } from '../github/stand-in/tokens.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const grown = { app: { 'app/main.js': 130_000 } };
const onBranch = { store: 'branch', 'comment-when': 'never' };

async function filesOf(team: Team, branch = 'plimsoll-data'): Promise<string[]> {
  return (await team.github.git('ls-tree', '-r', '--name-only', branch)).split('\n');
}

describe('the store branch', () => {
  it('is begun as an orphan, has one file a commit and an index, and leaves the workspace alone', async () => {
    await using team = await startTeam({ inputs: onBranch });
    const first = team.project.git('rev-parse', 'main');
    const workspace = team.workspace('refs/heads/main');
    const git = (...args: string[]) => execFileSync('git', ['-C', workspace, ...args], { encoding: 'utf8' });
    const state = () => [git('status', '--porcelain', '--ignored'), git('for-each-ref'), git('rev-parse', 'HEAD')];
    const before = state();
    const pushed = await team.push({ workspace });
    assert.deepEqual([pushed.code, pushed.outputs.record], [0, 'true'], pushed.stdout);
    assert.deepEqual(state(), before);

    const second = await team.project.commit('main', 'two');
    await team.push();
    const records = [first, second].map((sha) => `default/records/${sha}.json`).toSorted();
    assert.deepEqual(await filesOf(team), ['README.md', 'default/index.json', ...records]);
    assert.equal(await team.github.git('rev-list', '--count', 'plimsoll-data'), '2');
    assert.equal(await team.github.git('merge-base', '--all', 'plimsoll-data', 'main').catch(() => 'none'), 'none');

    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number, { token: team.github.addToken({ permissions: mayRead }) });
    assert.deepEqual([...comparedWith(run), run.outputs.change], [second, 'exact', '0', '30000']);
  });

  it('keeps what two runs write at the same moment', async () => {
    await using team = await startTeam({ inputs: onBranch });
    await team.push();
    const second = await team.project.commit('main', 'two');
    const workspace = team.workspace(second);
    const third = await team.project.commit('main', 'three');
    // Both have made their commit before either moves the branch.
    const gate = team.github.gate('PATCH /repos/{owner}/{repo}/git/refs/{ref}');
    const payload = { ref: 'refs/heads/main' };
    const about = { event: 'workflow_dispatch', payload, ref: 'refs/heads/main' };
    const runs = [team.run({ ...about, sha: second }, { workspace, runId: 2 }), team.run({ ...about, sha: third }, { runId: 3 })];
    await gate.arrived(2);
    gate.open();
    for (const { outputs, stdout } of await Promise.all(runs)) assert.equal(outputs.record, 'true', stdout);
    const index = JSON.parse(await team.github.git('show', 'plimsoll-data:default/index.json'));
    assert.equal(index.records.length, 3);
    assert.equal((await filesOf(team)).filter((file) => file.startsWith('default/records/')).length, 3);
  });

  it('is never a branch that somebody else began', async () => {
    await using team = await startTeam({ inputs: onBranch });
    const before = team.project.git('rev-parse', 'main');
    const run = await team.push({ inputs: { store: 'branch:main' } });
    assert.deepEqual([run.code, run.outputs.record], [0, 'false']);
    assert.match(run.annotations[0]?.message ?? '', /The record of \w{7} was not kept: .*the branch main/);
    assert.equal(await team.github.git('rev-parse', 'main'), before);
  });

  it('that may not be written is a warning with the permission that lacks', async () => {
    await using team = await startTeam({ inputs: onBranch });
    const run = await team.push({ token: team.github.addToken({ permissions: mayRead }) });
    assert.deepEqual([run.code, run.outputs.record], [0, 'false']);
    const [{ message } = { message: '' }] = run.annotations;
    assert.match(message, /^The record of \w{7} was not kept: writing the branch plimsoll-data of \S+: GitHub answered 403 \(Resource not/);
    assert.match(message, /: the token lacks `contents: write`; Add `contents: write` under `permissions:` of the job\.$/);
  });

  it('works on an Enterprise Server, where artifacts do not', async () => {
    await using team = await startTeam({ github: { enterprise: true }, inputs: { ...onBranch, 'comment-when': 'always' } });
    const first = team.project.git('rev-parse', 'main');
    assert.equal((await team.push()).outputs.record, 'true');
    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number);
    assert.deepEqual([...comparedWith(run), team.github.comments(number).length], [first, 'exact', '0', 1]);
    assert.ok(run.outputs['comment-url']?.startsWith(team.github.serverUrl));
    const artifact = await team.push({ inputs: { store: 'artifact' } });
    assert.match(artifact.annotations.at(-1)?.message ?? '', /GitHub Enterprise Server .* does not take artifacts .*Use store: branch/s);
  });
});

describe('the store file', () => {
  it('is taken from the folder of the budget, and asks GitHub nothing', async () => {
    await using team = await startTeam({
      inputs: { store: '', 'comment-when': 'never', token: '' },
      first: { budget: `${tinyBudget}baseline: { store: file:.sizes }\n` },
    });
    const first = team.project.git('rev-parse', 'main');
    const workspace = team.workspace('refs/heads/main', 0);
    assert.equal((await team.push({ workspace })).outputs.record, 'true');
    const run = await team.push({ workspace, before: first, inputs: { save: 'never' } });
    assert.deepEqual(comparedWith(run), [first, 'exact', '0']);
    assert.deepEqual(team.github.requests, []);
  });

  for (const has of ['a budget', 'no budget']) {
    it(`that the workflow names is taken from the working directory, where there is ${has}`, async () => {
      await using team = await startTeam({ inputs: { 'comment-when': 'never', 'working-directory': 'size' } });
      const first = await team.project.commit('main', 'size', { files: { 'size/note.txt': 'x' } });
      const workspace = team.workspace('refs/heads/main');
      if (has === 'no budget') rmSync(join(workspace, 'plimsoll.yml'));
      const inputs = { store: 'file:kept', images: 'app=oci:../out' };
      const kept = await team.push({ workspace, inputs });
      assert.equal(kept.outputs.record, 'true', kept.stdout);
      assert.ok(existsSync(join(workspace, 'size', 'kept', 'records', `${first}.json`)));
      const run = await team.push({ workspace, before: first, inputs: { ...inputs, save: 'never' } });
      assert.deepEqual(comparedWith(run), [first, 'exact', '0']);
    });
  }

  it('may be what the command line saved', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const { number } = await team.project.openPull('topic', grown);
    const saved = join(team.folder, 'saved');
    const base = team.workspace('refs/heads/main');
    const cli = await runPlimsoll(['check', '--save', saved], { cwd: base });
    assert.equal(cli.code, 0, cli.stderr);
    const run = await team.pull(number, { inputs: { store: `file:${saved}` } });
    assert.deepEqual([...comparedWith(run), run.outputs.change], ['', 'saved', '', '30000']);
  });

  it('that holds a damaged record says so, and goes on to the one before', async () => {
    await using team = await startTeam({ inputs: { 'comment-when': 'never' } });
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    const second = await team.project.commit('main', 'two');
    mkdirSync(join(team.folder, 'records', 'records'), { recursive: true });
    writeFileSync(join(team.folder, 'records', 'records', `${second}.json`), '{"version":1,');
    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number);
    assert.deepEqual(comparedWith(run), [first, 'ancestor', '1']);
    assert.match(logOf(run), /a record was passed over: reading the file \S+: it is not JSON/);
  });
});
