/** The one comment of a pull request, over all of its runs. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { tinyBudget } from './support/git-project.ts';
import type { ActionResult } from './support/run-action.ts';
import { startTeam, type Team } from './support/team.ts';

const createComment = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const changeComment = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';

let team: Team;
/** A pull request that is over its budget, and one that changes nothing of the image. */
let over: number;
let quiet: number;
before(async () => {
  team = await startTeam();
  await team.push();
  ({ number: over } = await team.project.openPull('over', { app: { 'app/main.js': 180_000 } }));
  ({ number: quiet } = await team.project.openPull('quiet', { files: { 'README.md': 'More.' } }));
});
after(() => team[Symbol.asyncDispose]());

/** A pull request without comments, whose merge and head are those of another. */
function sameAs(number: number): number {
  const { head, base } = team.github.hub.pulls.get(number)!;
  return team.github.addPullRequest({ head, base }).number;
}
/** Runs with what was checked out for another pull request of the same head. */
async function pull(number: number, like: number, options: Parameters<Team['pull']>[1] = {}): Promise<ActionResult> {
  const ref = `refs/pull/${like}/merge`;
  const merge = await team.github.git('rev-parse', ref);
  await team.github.git('update-ref', `refs/pull/${number}/merge`, merge);
  return await team.pull(number, options);
}
const bodies = (number: number) => team.github.comments(number).map(({ body }) => body);
const writes = () => team.github.requests.flatMap(({ route }) => (route === createComment || route === changeComment ? [route] : []));

describe('the comment', () => {
  it('begins with the marker and the verdict, and is updated in place', async () => {
    const number = sameAs(over);
    const head = team.github.hub.pulls.get(number)!.head.sha;
    const failed = await pull(number, over, { runId: 100 });
    const comment = team.github.comments(number)[0]!;
    assert.ok(comment.body.startsWith(`<!-- plimsoll key=default head=${head} run=100.1 -->\n### ❌ `), comment.body);
    assert.deepEqual(
      [failed.code, failed.outputs['comment-url']],
      [1, `https://github.com/example/app/pull/${number}#issuecomment-${comment.id}`],
    );
    assert.equal(comment.body.slice(comment.body.indexOf('\n') + 1).slice(0, 200), failed.summary.slice(0, 200));

    const fine = await pull(number, quiet, { runId: 101 });
    assert.equal(fine.code, 0);
    const [updated, ...others] = team.github.comments(number);
    assert.deepEqual([updated?.id, others], [comment.id, []]);
    assert.match(updated?.body ?? '', /run=101\.1 -->\n### ✅ /, 'it is kept true, though nothing changed now');
  });

  it('is not written anew where it says the same', async () => {
    const number = sameAs(over);
    await pull(number, over, { runId: 110 });
    team.github.requests.length = 0;
    const again = await pull(number, over, { runId: 110 });
    assert.deepEqual(writes(), []);
    assert.match(again.stdout, /^comment: unchanged https:/m);
  });

  it('is never of an older run than it was, but of a later attempt', async () => {
    const number = sameAs(over);
    await pull(number, over, { runId: 120 });
    const older = await pull(number, quiet, { runId: 119 });
    assert.match(older.stdout, /^comment: older /m);
    assert.match(bodies(number)[0]!, /run=120\.1 -->\n### ❌/);
    await pull(number, quiet, { runId: 120, attempt: 2 });
    assert.match(bodies(number)[0]!, /run=120\.2 -->\n### ✅/);
    await pull(number, over, { runId: 120, attempt: 1 });
    assert.match(bodies(number)[0]!, /run=120\.2 -->/);
    assert.equal(bodies(number).length, 1);
  });

  it('is one for each key', async () => {
    const number = sameAs(over);
    await pull(number, over, { inputs: { 'comment-key': 'api' } });
    await pull(number, over, { inputs: { 'comment-key': 'web' } });
    await pull(number, quiet, { inputs: { 'comment-key': 'api' } });
    const [api = '', web = '', ...others] = bodies(number);
    assert.match(api, /^<!-- plimsoll key=api .*\n### ✅/);
    assert.match(web, /^<!-- plimsoll key=web .*\n### ❌/);
    assert.deepEqual(others, []);
  });

  it('is found behind a hundred others, and other people are never written over', async () => {
    const number = sameAs(over);
    const marker = `<!-- plimsoll key=default head=${'a'.repeat(40)} run=1.1 -->`;
    const theirs = team.github.addComment({ issue: number, user: 'someone', body: `${marker}\nLook at this` });
    const quoted = team.github.addComment({ issue: number, body: `> ${marker}\n> quoted by the bot of another workflow` });
    for (let at = 0; at < 120; at++) team.github.addComment({ issue: number, user: 'someone', body: `Comment ${at}` });
    const ours = team.github.addComment({ issue: number, body: `${marker}\nWhat an earlier run said` });
    const before = team.github.comments(number).length;
    await pull(number, over);
    const now = team.github.comments(number);
    assert.equal(now.length, before);
    assert.match(now.find(({ id }) => id === ours.id)?.body ?? '', /^<!-- plimsoll key=default .*\n### ❌/);
    for (const { id, body } of [theirs, quoted]) assert.equal(now.find((each) => each.id === id)?.body, body);
  });

  it('is one where two runs race, of the newer one', async () => {
    const number = sameAs(over);
    const gate = team.github.gate(({ route, path }) => route === createComment && path.includes(`/${number}/`));
    const runs = [pull(number, over, { runId: 130 }), pull(number, over, { runId: 131 })];
    await gate.arrived(2);
    gate.open();
    for (const { code, stdout } of await Promise.all(runs)) assert.equal(code, 1, stdout);
    assert.equal(bodies(number).length, 1);
    assert.match(bodies(number)[0]!, /run=131\.1 -->/);
  });
});

describe('comment.when', () => {
  const near = { budget: tinyBudget.replace('max: 500 kB', 'max: 500 kB, warn: 150 kB') };
  const expected = {
    always: [true, true, true, true],
    changed: [false, true, true, true],
    warn: [false, false, true, true],
    fail: [false, false, false, true],
    never: [false, false, false, false],
  };
  let pulls: number[];
  before(async () => {
    const small = await team.project.openPull('small', { app: { 'app/main.js': 110_000 } });
    const warned = await team.project.openPull('warned', near);
    pulls = [quiet, small.number, warned.number, over];
  });

  for (const [when, comments] of Object.entries(expected)) {
    it(`${when}: of what is the same, changed, near a limit and over it, ${comments.filter(Boolean).length} get one`, async () => {
      const made = await Promise.all(
        pulls.map(async (like) => {
          const number = sameAs(like);
          const { summary } = await pull(number, like, { inputs: { 'comment-when': when } });
          assert.match(summary, /^### /, 'the summary is there all the same');
          return bodies(number).length === 1;
        }),
      );
      assert.deepEqual(made, comments);
    });
  }

  it('may stand in the budget, and the input comes first', async () => {
    const always = `${tinyBudget}comment: { when: always }\n`;
    await using asking = await startTeam({ first: { budget: always } });
    await asking.push();
    const { number } = await asking.project.openPull('topic', {});
    await asking.pull(number, { inputs: { 'comment-when': 'fail' } });
    assert.deepEqual(asking.github.comments(number), []);
    await asking.pull(number);
    assert.equal(asking.github.comments(number).length, 1);
    // What a pull request itself says of it counts once it is merged.
    const { number: changing } = await team.project.openPull('asks', { budget: always });
    await team.pull(changing);
    assert.deepEqual(bodies(changing), []);
  });
});

describe('a check that fails', () => {
  it('brings a comment that stands up to date, and begins none', async () => {
    const { number } = await team.project.openPull('typo', { app: { 'app/main.js': 180_000 } });
    await team.pull(number);
    assert.match(bodies(number)[0]!, /### ❌/);
    await team.project.commit('typo', 'typo', { budget: tinyBudget.replace('limits:', 'limit:') });
    await team.project.mergePull(number);
    const run = await team.pull(number);
    assert.deepEqual([run.code, run.outputs.outcome], [2, 'error']);
    assert.match(bodies(number)[0]!, /### ⚠️ Plimsoll could not check the images\n\n.*plimsoll\.yml.*limit.*did you mean/s);
    assert.match(run.summary, /### ⚠️ Plimsoll could not check the images/);

    const { number: fresh } = await team.project.openPull('fresh', { budget: 'version: 2\n' });
    assert.equal((await team.pull(fresh)).code, 2);
    assert.deepEqual(bodies(fresh), []);
  });
});
