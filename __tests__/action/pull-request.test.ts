/** The story of one pull request, as a team lives it; the other files of this folder tell each part of it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { startTeam } from './support/team.ts';

it('keeps a record on main, compares a pull request with it, comments and fails, and updates the same comment', async () => {
  await using team = await startTeam({ inputs: { store: 'branch' } });
  const pushed = await team.push();
  assert.deepEqual([pushed.code, pushed.outputs.record], [0, 'true'], pushed.stdout + pushed.stderr);

  const { number, headSha } = await team.project.openPull('topic', { app: { 'app/main.js': 180_000 } });
  const failed = await team.pull(number);
  assert.deepEqual([failed.code, failed.outputs.change, failed.outputs['over-by']], [1, '80000', '30000']);
  const first = team.github.comments(number)[0]!;
  assert.match(
    first.body,
    new RegExp(`^<!-- plimsoll key=default head=${headSha} run=2\\.1 -->\\n### ❌ .* grew by 80 kB, 30 kB more than`),
  );

  const fixed = await team.project.commit('topic', 'make it smaller', { app: { 'app/main.js': 140_000 } });
  await team.project.mergePull(number);
  const passed = await team.pull(number);
  assert.deepEqual([passed.code, passed.outputs.change], [0, '40000']);
  const [second, ...others] = team.github.comments(number);
  assert.deepEqual([second?.id, others], [first.id, []]);
  assert.match(second?.body ?? '', new RegExp(`^<!-- plimsoll key=default head=${fixed} run=3\\.1 -->\\n### ✅ `));

  team.project.git('merge', '--quiet', '--ff-only', await team.github.git('rev-parse', `refs/pull/${number}/merge`));
  await team.github.pushFrom(team.project.directory, 'main');
  const merged = await team.push();
  assert.deepEqual([merged.code, merged.outputs.record, merged.outputs.change], [0, 'true', '40000']);
});
