/** What the runs of a branch are compared with: of pushes, merge groups, schedules; and what is said where records are missing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tinyBudget } from './support/git-project.ts';
import { dispatchPayload, mergeGroupPayload, schedulePayload } from './support/payloads.ts';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const none = ['', 'none', ''];
const big = { app: { 'app/main.js': 180_000 } };
const strict = { budget: `${tinyBudget}baseline: { strict: true }\n` };

/** The run of a group that has one more pull request than what it was made on top of. */
async function runGroup({ github, project, run }: Team, pull: { number: number; headSha: string }, on: string) {
  const { git } = project;
  git('checkout', '--quiet', '--detach', on);
  git('merge', '--quiet', '--no-ff', '--message', `Merge #${pull.number}`, pull.headSha);
  const sha = git('rev-parse', 'HEAD');
  git('checkout', '--quiet', 'main');
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${on}`;
  await github.pushFrom(project.directory, `${sha}:${ref}`);
  const payload = await mergeGroupPayload(github, { headSha: sha, baseSha: on, pull: pull.number });
  return { sha, result: await run({ event: 'merge_group', payload, sha, ref }) };
}

describe('a push', () => {
  it('is compared with what was there before it, and a new branch with the first parent', async () => {
    await using team = await startTeam();
    const first = team.project.git('rev-parse', 'main');
    const begun = await team.push();
    assert.deepEqual(comparedWith(begun), none);
    assert.match(logOf(begun), new RegExp(`There is no baseline: ${first.slice(0, 7)} is the first commit`));
    assert.deepEqual([begun.code, begun.outputs.record, begun.outputs.change], [0, 'true', '']);

    await team.project.commit('main', 'two');
    await team.project.commit('main', 'three');
    // Two commits in one push: the one between them never had a run.
    assert.deepEqual(comparedWith(await team.push()), [first, 'exact', '0']);
    await team.project.commit('topic', 'four', big);
    const branch = await team.push({ branch: 'topic' });
    assert.deepEqual(comparedWith(branch), [team.project.git('rev-parse', 'main'), 'exact', '0']);
    assert.equal(branch.code, 1);
  });

  it('that was forced is compared with its first parent, as what was there is no ancestor', async () => {
    await using team = await startTeam();
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    await team.project.commit('main', 'to be dropped', big);
    await team.push();
    team.project.git('reset', '--quiet', '--hard', first);
    await team.project.commit('main', 'in its place', { app: { 'app/main.js': 110_000 } });
    const forced = await team.push({ forced: true });
    assert.deepEqual(comparedWith(forced), [first, 'exact', '0']);
    assert.equal(forced.outputs.change, '10000');
  });

  it('after gaps, as path filters leave them, is compared with the nearest record, and growth only warns unless the budget is strict', async () => {
    await using team = await startTeam();
    const first = team.project.git('rev-parse', 'main');
    await team.push();
    await team.project.commit('main', 'documents only');
    const before = await team.project.commit('main', 'documents only, again');
    await team.project.commit('main', 'grow', big);
    const warned = await team.push({ before, inputs: { save: 'never' } });
    assert.deepEqual([...comparedWith(warned), warned.code, warned.outputs.outcome], [first, 'ancestor', '2', 0, 'warn']);
    assert.match(logOf(warned), /2 commits behind \w{7}, the commit before the push, which has no record; growth only warns/);

    await team.project.commit('main', 'be strict', strict);
    const failed = await team.push({ before });
    assert.deepEqual([...comparedWith(failed), failed.code, failed.outputs.outcome], [first, 'ancestor', '2', 1, 'fail']);
  });
});

describe('a merge group', () => {
  it('is compared with the group below it, by its record or the nearest before it', async () => {
    await using team = await startTeam({ inputs: { save: 'never' } });
    const main = team.project.git('rev-parse', 'main');
    await team.push({ inputs: { save: 'auto' } });
    const one = await team.project.openPull('one', { app: { 'app/main.js': 110_000 } });
    const two = await team.project.openPull('two', { files: { two: '2' } });

    const lower = await runGroup(team, one, main);
    assert.deepEqual(comparedWith(lower.result), [main, 'exact', '0']);
    const upper = await runGroup(team, two, lower.sha);
    assert.deepEqual(comparedWith(upper.result), [main, 'ancestor', '1']);
    assert.match(logOf(upper.result), /the base of the merge group, which has no record/);
  });

  it('keeps a record, which the group above it and the push of its merge find', async () => {
    await using team = await startTeam();
    const main = team.project.git('rev-parse', 'main');
    const one = await team.project.openPull('one', { app: { 'app/main.js': 110_000 } });
    const two = await team.project.openPull('two', { files: { two: '2' } });
    const lower = await runGroup(team, one, main);
    const upper = await runGroup(team, two, lower.sha);
    assert.deepEqual(comparedWith(upper.result), [lower.sha, 'exact', '0']);
    team.project.git('merge', '--quiet', '--ff-only', upper.sha);
    await team.github.pushFrom(team.project.directory, 'main');
    assert.deepEqual(comparedWith(await team.push({ before: lower.sha })), [lower.sha, 'exact', '0']);
  });
});

describe('a run on demand or by the clock', () => {
  it('is compared with the first parent, and kept', async () => {
    await using team = await startTeam();
    const first = team.project.git('rev-parse', 'main');
    const about = { sha: first, ref: 'refs/heads/main' };
    const dispatched = await team.run({ event: 'workflow_dispatch', payload: dispatchPayload(team.github), ...about });
    assert.deepEqual([comparedWith(dispatched), dispatched.outputs.record], [none, 'true']);
    const sha = await team.project.commit('main', 'two');
    const scheduled = await team.run({ event: 'schedule', payload: schedulePayload(team.github), ...about, sha });
    assert.deepEqual([comparedWith(scheduled), scheduled.outputs.record], [[first, 'exact', '0'], 'true']);
  });
});

describe('an event that says nothing of a baseline', () => {
  it('is checked against the limits alone, and not kept', async () => {
    await using team = await startTeam();
    const sha = team.project.git('rev-parse', 'main');
    const run = await team.run({ event: 'release', payload: { action: 'published' }, sha, ref: 'refs/tags/v1.0.0' }, { checkout: sha });
    assert.deepEqual([...comparedWith(run), run.code, run.outputs.record], [...none, 0, 'false']);
    assert.match(logOf(run), /the event release does not say which commit came before/);
  });
});
