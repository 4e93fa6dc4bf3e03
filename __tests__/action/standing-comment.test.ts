/** A comment that stands is brought up to date also where nothing could be checked: nobody is to take an old verdict for this commit's. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mayRead } from '../github/stand-in/tokens.ts';
import { type Change, tinyBudget } from './support/git-project.ts';
import { startTeam, type Team } from './support/team.ts';
import { logOf } from './support/told.ts';

const measure = { entry: 'src/action.ts' };
const poster = { entry: 'src/comment-action.ts' };
const big = { app: { 'app/main.js': 180_000 } };
const broken = { budget: tinyBudget.replace('limits:', 'limit:') };
const couldNot = /### ⚠️ Plimsoll could not check the images/;

/** A fork's pull request with the comment that its first run, 50, came to. */
async function openFork(): Promise<{ team: Team; number: number; token: string; bodies: () => string[] }> {
  const team = await startTeam({ github: { visibility: 'public' } });
  await team.push(measure);
  const { number } = await team.project.openPull('topic', big, { repository: 'fork/app' });
  const token = team.github.addToken({ permissions: mayRead });
  await team.pull(number, { ...measure, runId: 50, token });
  await team.post(50, poster);
  const bodies = () => team.github.comments(number).map(({ body }) => body);
  assert.match(bodies().join(), /run=50\.1 -->\n### ❌/);
  return { team, number, token, bodies };
}

/** Another commit of the fork, and its run, of which nothing is known but that it ended. */
async function pushOn({ project, github }: Team, number: number, change: Change, attempt = 1): Promise<string> {
  project.git('checkout', '--quiet', 'topic');
  await project.commit('topic', 'more', change);
  const { headSha } = await project.mergePull(number);
  github.addRun({ id: 60, attempt, event: 'pull_request', headSha, headBranch: 'topic', headRepository: 'fork/app' });
  return headSha;
}

describe('the comment on a fork', { concurrency: 2 }, () => {
  it('says that a later run could not check, as that run says of itself', async () => {
    const { team, number, token, bodies } = await openFork();
    await using _ = team;
    await pushOn(team, number, broken);
    const failed = await team.pull(number, { ...measure, runId: 60, token });
    assert.equal(failed.code, 2);
    const posted = await team.post(60, poster);
    assert.deepEqual([posted.code, posted.outputs.outcome], [0, 'error'], posted.stdout);
    assert.match(
      bodies().join(),
      /run=60\.1 -->\n### ⚠️ Plimsoll could not check the images\n\n\[The run\]\(https:\S+\/60\) of [0-9a-f]{7} says why/,
    );
  });

  it('says that there is no report where a later run left none', async () => {
    const { team, number, bodies } = await openFork();
    await using _ = team;
    const head = await pushOn(team, number, {});
    const posted = await team.post(60, poster);
    assert.deepEqual([posted.code, posted.outputs.outcome], [0, undefined]);
    assert.match(logOf(posted), /no comment: the run 60 left no artifact/);
    assert.match(bodies().join(), couldNot);
    assert.ok(
      bodies().join().includes(`head=${head} run=60.1 -->`) &&
        bodies()
          .join()
          .includes(`There is no report for ${head.slice(0, 7)}`),
    );
  });

  it('says so too where what it left cannot be believed, or is of an earlier attempt', async () => {
    for (const report of ['{}', undefined]) {
      const { team, number, bodies } = await openFork();
      await using _ = team;
      const head = await pushOn(team, number, {}, 2);
      const earlier = JSON.stringify({ version: 1, head, run: { id: 60, attempt: 1 }, outcome: 'measured', units: 'si', images: [] });
      team.github.addArtifact({ name: 'plimsoll-report-default', runId: 60, files: { 'report.json': report ?? earlier } });
      assert.equal((await team.post(60, poster)).code, report === undefined ? 0 : 2);
      assert.match(bodies().join(), /run=60\.2 -->\n### ⚠️ Plimsoll could not check the images\n\nThere is no report for/);
    }
  });

  it('stays where it is of the same commit, and is not begun where there is none', async () => {
    const { team, number, bodies } = await openFork();
    await using _ = team;
    const headSha = team.github.hub.pulls.get(number)!.head.sha;
    const { id } = team.github.addRun({ event: 'pull_request', headSha, headBranch: 'topic', headRepository: 'fork/app' });
    await team.post(id, poster);
    assert.match(bodies().join(), /run=50\.1 -->\n### ❌/);
    const other = await team.project.openPull('other', broken, { repository: 'fork/app' });
    await team.pull(other.number, { ...measure, runId: 60, token: team.github.addToken({ permissions: mayRead }) });
    assert.equal((await team.post(60, poster)).outputs.outcome, 'error');
    assert.deepEqual(team.github.comments(other.number), []);
  });
});

describe('the comment that a run wrote itself', { concurrency: 2 }, () => {
  it('is left alone by the poster', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big);
    await team.pull(number, { ...measure, runId: 50 });
    const before = structuredClone(team.github.comments(number));
    assert.equal(before.length, 1);
    const posted = await team.post(50, poster);
    assert.match(logOf(posted), /no comment: the run 50 left no artifact/);
    assert.deepEqual(team.github.comments(number), before);
  });

  it('says that nothing could be checked, also where the inputs cannot be read', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big);
    for (const inputs of [{ 'fail-on': 'sometimes' }, { 'fail-on': 'sometimes', 'comment-key': 'api' }]) {
      await team.pull(number, { ...measure, inputs: 'comment-key' in inputs ? { 'comment-key': 'api' } : {} });
      const failed = await team.pull(number, { ...measure, inputs });
      assert.deepEqual([failed.code, failed.outputs.outcome], [2, 'error']);
      assert.match(team.github.comments(number).at(-1)?.body ?? '', couldNot);
    }
    const bodies = team.github.comments(number).map(({ body }) => body);
    assert.equal(bodies.length, 2);
    for (const inputs of [{ 'comment-key': '@' }, { 'fail-on': 'x', 'comment-when': 'never' }])
      assert.equal((await team.pull(number, { ...measure, inputs })).code, 2);
    assert.deepEqual(
      team.github.comments(number).map(({ body }) => body),
      bodies,
    );
  });
});
