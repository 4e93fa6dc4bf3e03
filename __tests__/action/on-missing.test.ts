/** What happens where there is no record: the comparison is skipped, the baseline is built, or the run fails. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { buildCommand, tinyBudget } from './support/git-project.ts';
import type { ActionResult } from './support/run-action.ts';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const grown = { app: { 'app/main.js': 180_000 } };
const withBuild = { 'on-missing': 'build', 'build-command': buildCommand };

/** All that a step could have changed about the workspace. */
function stateOf(workspace: string) {
  const git = (...args: string[]) => execFileSync('git', ['-C', workspace, ...args], { encoding: 'utf8' });
  const index = readFileSync(join(workspace, '.git', 'index')).toString('base64');
  return [git('status', '--porcelain', '--ignored'), git('rev-parse', 'HEAD'), git('for-each-ref'), git('worktree', 'list'), index];
}

/** A run that leaves the workspace, and the folder for temporary files, as they were. */
async function pullUntouched(team: Team, number: number, inputs: Record<string, string>): Promise<ActionResult> {
  const workspace = team.workspace(`refs/pull/${number}/merge`);
  const before = stateOf(workspace);
  const run = await team.pull(number, { workspace, inputs });
  assert.deepEqual(stateOf(workspace), before);
  assert.deepEqual(
    readdirSync(run.temporary).filter((name) => name.includes('worktree')),
    [],
  );
  return run;
}

describe('on-missing: skip', () => {
  it('judges the limits that need no baseline, and says so', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number);
    assert.deepEqual([...comparedWith(run), run.code, run.outputs.change], ['', 'none', '', 0, '']);
    assert.match(logOf(run), /There is no record of \w{7} yet \(the first parent of the merge commit\)/);
    assert.match(team.github.comments(number)[0]?.body ?? '', /\n- There is no record of (?:\w|<[^>]*>)+ yet/, 'the first comment says so');
    const { number: larger } = await team.project.openPull('larger', { app: { 'app/main.js': 600_000 } });
    assert.equal((await team.pull(larger)).code, 1);
  });
});

describe('on-missing: fail', () => {
  const budget = `${tinyBudget}baseline: { on-missing: fail }\n`;

  it('fails a pull request, and says what to do', async () => {
    await using team = await startTeam({ first: { budget } });
    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number);
    assert.deepEqual([run.code, run.outputs.outcome], [2, 'error']);
    assert.match(
      run.annotations[0]?.message ?? '',
      /looking for the baseline: There is no record .*\n.*Run the workflow on the base branch/,
    );
  });

  it('lets the first push keep the record that all others are compared with', async () => {
    await using team = await startTeam({ first: { budget } });
    const pushed = await team.push();
    assert.deepEqual([pushed.code, pushed.outputs.record], [0, 'true'], pushed.stdout);
    const { number } = await team.project.openPull('topic', grown);
    assert.deepEqual((await team.pull(number)).outputs['baseline-kind'], 'exact');
  });
});

describe('on-missing: build', () => {
  it('builds the right commit in a work tree of its own, from a clone of depth 1', async () => {
    await using team = await startTeam();
    const base = team.project.git('rev-parse', 'main');
    const { number } = await team.project.openPull('topic', grown);
    const run = await pullUntouched(team, number, withBuild);
    assert.deepEqual([run.outputs['baseline-kind'], run.outputs.change, run.code], ['built', '80000', 1]);
    assert.match(logOf(run), new RegExp(`The baseline was built from ${base.slice(0, 7)} in this run`));
  });

  it('is preferred to the record of an older commit, which is taken where the build fails', async () => {
    await using team = await startTeam();
    await team.push();
    await team.project.commit('main', 'without a run', { app: { 'app/main.js': 120_000 } });
    const { number } = await team.project.openPull('topic', grown);
    assert.equal((await pullUntouched(team, number, withBuild)).outputs.change, '60000');
    const failed = await pullUntouched(team, number, { ...withBuild, 'build-command': 'exit 7' });
    assert.deepEqual([failed.outputs['baseline-kind'], failed.outputs.change, failed.code], ['ancestor', '80000', 0]);
    assert.match(logOf(failed), /could not be built: build-command ended with 7/);
  });

  it('says what the command said last where it fails, and judges without', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', grown);
    const command =
      'echo "the old compiler is gone" >&2; echo "::error::not ours"; echo "x ##[error]nor this"; touch made; false; echo "and it went on"';
    const run = await pullUntouched(team, number, { ...withBuild, 'build-command': command });
    assert.deepEqual([run.code, run.outputs['baseline-kind']], [0, 'none']);
    assert.match(
      logOf(run),
      /There is no record of \w{7} yet .*, and it could not be built: build-command ended with 1: .*the old compiler is gone/,
    );
    assert.ok(!logOf(run).includes('and it went on'));
    assert.deepEqual(run.annotations, []);
  });

  it('gives the command neither the token nor what the runner gave to this step', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', grown);
    const found = join(team.folder, 'environment');
    const command = `env > ${found}; echo total=1 >> "$GITHUB_OUTPUT"; echo hello >> "$GITHUB_STEP_SUMMARY"; ${buildCommand}`;
    const run = await pullUntouched(team, number, { ...withBuild, 'build-command': command });
    assert.deepEqual([run.outputs['baseline-kind'], run.outputs.total], ['built', '280000']);
    assert.ok(!run.summary.includes('hello'));
    const environment = readFileSync(found, 'utf8');
    assert.match(environment, /^PATH=/m);
    assert.ok(!environment.includes(team.github.token));
    assert.doesNotMatch(environment, /^(?:INPUT_|ACTIONS_)/m);
  });

  it('needs no command where images are committed, and a clone to build from', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', grown);
    const nothing = await pullUntouched(team, number, { 'on-missing': 'build' });
    assert.match(logOf(nothing), /could not be built: .*out/);

    const workspace = join(team.folder, 'no-clone');
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'plimsoll.yml'), tinyBudget);
    writeFileSync(join(workspace, 'app.json'), '{}');
    team.project.build(workspace);
    const run = await team.pull(number, { workspace, inputs: withBuild });
    assert.match(logOf(run), /could not be built: the workspace is no clone of the repository; actions\/checkout makes one/);
    assert.ok(!existsSync(join(workspace, '.git')));
  });
});
