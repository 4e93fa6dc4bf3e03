/** Pull requests whose run may only read: what is tried, said and left. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayRead } from '../github/stand-in/tokens.ts';
import { startTeam } from './support/team.ts';

const name = 'plimsoll-report-default';
const big = { app: { 'app/main.js': 180_000 } };
const commenting = /\/comments|graphql/;
// As they are in the sources; workflows.test.ts runs what is built.
const measure = { entry: 'src/action.ts' };
const poster = { entry: 'src/comment-action.ts' };

describe('the run of a fork', () => {
  const open = async () => await startTeam({ github: { visibility: 'public' } });

  it('does not try to comment, fails by its verdict, and leaves a report', async () => {
    await using team = await open();
    await team.push(measure);
    const { number } = await team.project.openPull('topic', big, { repository: 'fork/app' });
    const run = await team.pull(number, { ...measure, token: team.github.addToken({ permissions: mayRead }) });
    assert.deepEqual([run.code, run.outputs.outcome, run.outputs['comment-url']], [1, 'fail', '']);
    assert.deepEqual(
      team.github.requests.filter(({ path, route }) => commenting.test(route ?? path)),
      [],
    );
    assert.match(run.summary, /^### ❌.*This run may not comment, since the pull request comes from a fork\. The report was left/s);
    assert.doesNotMatch(run.summary, /permissions:/);
    assert.deepEqual(
      team.github.hub.artifacts.list(team.github.hub).map((artifact) => artifact.name),
      [name],
    );
  });

  it('says why the report cannot be left', async () => {
    await using team = await open();
    const { number } = await team.project.openPull('topic', big, { repository: 'fork/app' });
    const run = await team.pull(number, { ...measure, env: { ACTIONS_RESULTS_URL: '' } });
    assert.equal(run.code, 0);
    assert.match(run.summary, /This run may not comment, .* Nor could the report be left .*ACTIONS&#95;RESULTS&#95;URL/);
  });

  it('comments where a private repository sends it a token that writes', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big, { repository: 'fork/app' });
    await team.pull(number, measure);
    assert.equal(team.github.comments(number).length, 1);
    assert.deepEqual(team.github.hub.artifacts.list(team.github.hub), []);
  });
});

describe('the run of Dependabot', () => {
  const dependabot = { user: 'dependabot[bot]' };

  it('comments where `permissions:` lets it', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big, dependabot);
    await team.pull(number, measure);
    assert.equal(team.github.comments(number).length, 1);
    assert.deepEqual(team.github.hub.artifacts.list(team.github.hub), []);
  });

  it('leaves the report where it does not, shows all permissions that it needs, and is posted for', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big, dependabot);
    const run = await team.pull(number, { ...measure, runId: 40, token: team.github.addToken({ permissions: mayRead }) });
    assert.deepEqual([run.code, run.outputs['comment-url'], team.github.comments(number).length], [0, '', 0]);
    assert.match(run.summary, /could not be commented on: .*403.*The report was left for the workflow that posts for such runs\./);
    assert.match(run.summary, /```yaml\npermissions:\n {2}contents: read\n {2}pull-requests: write # is missing\n```/);
    assert.doesNotMatch(run.summary, /\bforks?\b/);
    const posted = await team.post(40, poster);
    assert.equal(posted.code, 0, posted.stdout + posted.stderr);
    assert.match(team.github.comments(number)[0]?.body ?? '', /run=40\.1 -->/);
  });
});
