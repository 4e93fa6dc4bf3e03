/** One comment of ours, kept true by the newest run, and nobody else's touched. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { GitHub } from '../../src/github/client.ts';
import { type CommentRequest, parseMarker, upsertComment } from '../../src/github/comments.ts';
import { missingPermissions } from '../../src/github/faults.ts';
import { faultOf, openStandIn } from './open-stand-in.ts';
import { faults } from './stand-in/faults.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayRead } from './stand-in/tokens.ts';

const head = 'a'.repeat(40);
const list = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
const update = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
const remove = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}';

function request(change: Partial<CommentRequest> = {}): CommentRequest {
  return { issue: 1, key: 'prod', head, run: { id: 10, attempt: 1 }, body: 'It is fine.', mode: 'create-or-update', ...change };
}

const textOf = ({ key, head, run, body }: CommentRequest) =>
  `<!-- plimsoll key=${key} head=${head} run=${run.id}.${run.attempt} -->\n${body}`;

async function withPull(options = {}): Promise<{ standIn: StandIn; github: GitHub } & AsyncDisposable> {
  const standIn = await startGitHub(options);
  standIn.addPullRequest({ head: { ref: 'topic' } });
  const close = async () => {
    assert.deepEqual(standIn.unexpected, []);
    await standIn.close();
  };
  return { standIn, github: openStandIn(standIn), [Symbol.asyncDispose]: close };
}

const bodies = (standIn: StandIn) => standIn.comments(1).map(({ body }) => body);

describe('parseMarker', () => {
  it('reads what begins a comment of ours', () => {
    const marker = { key: 'a--b.c_d', head, run: { id: 17_000_000_000, attempt: 12 } };
    assert.deepEqual(parseMarker(textOf({ ...request(), ...marker })), marker);
    assert.deepEqual(parseMarker(textOf({ ...request(), ...marker }).replaceAll('\n', '\r\n')), marker);
  });

  it('takes nothing for a marker that is none', () => {
    const whole = textOf(request());
    const wrong = [
      `> ${whole}`,
      ` ${whole}`,
      `\n${whole}`,
      `x\n${whole}`,
      whole.replace('-->\n', '--> x\n'),
      whole.replace('run=10', 'run=0'),
    ];
    wrong.push(whole.replace('key=prod', 'key='), whole.replace('key=prod', 'key=-prod'), whole.replace('10.1', '99999999999999999.1'));
    for (const body of wrong) assert.equal(parseMarker(body), undefined, body);
  });
});

describe('upsertComment', () => {
  it('posts a comment, updates it, and leaves one that says the same', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const created = await upsertComment(github, request());
    assert.deepEqual([created.action, created.removed], ['created', 0]);
    assert.match(created.url ?? '', /#issuecomment-\d+$/);
    assert.deepEqual(bodies(standIn), [textOf(request())]);

    const again = await upsertComment(github, request());
    assert.deepEqual(again, { ...created, action: 'unchanged' });
    assert.equal(standIn.requestsTo(update).length, 0);

    // The words are the same, but an older run must see that a newer one was here.
    const later = request({ run: { id: 11, attempt: 1 } });
    assert.deepEqual(await upsertComment(github, later), { ...created, action: 'updated' });
    assert.deepEqual(bodies(standIn), [textOf(later)]);
  });

  it('only updates where it may not create', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    assert.deepEqual(await upsertComment(github, request({ mode: 'update-only' })), { action: 'none', removed: 0 });
    assert.equal(standIn.requestsTo(create).length, 0);
    standIn.addComment({ issue: 1, body: textOf(request()) });
    assert.equal((await upsertComment(github, request({ mode: 'update-only', body: 'new' }))).action, 'updated');
  });

  it('writes in place what a person has minimised, which stays so, and posts no other', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const hidden = standIn.addComment({ issue: 1, body: textOf(request()), minimized: 'outdated' });
    const news = request({ run: { id: 11, attempt: 1 }, body: 'news' });
    const { action, id } = await upsertComment(github, news);
    assert.deepEqual([action, id], ['updated', hidden.id]);
    assert.deepEqual(
      standIn.comments(1).map(({ body, minimized }) => [body, minimized]),
      [[textOf(news), 'outdated']],
    );
  });

  it('finds its comment on the last of many pages', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    for (let count = 0; count < 205; count++) standIn.addComment({ issue: 1, body: `comment ${count}`, user: 'contributor' });
    const ours = standIn.addComment({ issue: 1, body: textOf(request()) });
    assert.equal((await upsertComment(github, request({ body: 'new' }))).id, ours.id);
    assert.equal(standIn.comments(1).length, 206);
    assert.deepEqual(
      standIn.requestsTo(list).map(({ query }) => query.per_page),
      ['100', '100', '100'],
    );
  });

  it('touches no comment of others, whatever marker is in it', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const marked = textOf(request());
    standIn.addComment({ issue: 1, body: marked, user: 'contributor' });
    standIn.addComment({ issue: 1, body: marked, user: 'dependabot[bot]' });
    standIn.addComment({ issue: 1, body: marked, user: 'github-actions' });
    standIn.addComment({ issue: 1, body: `> ${marked}` });
    standIn.addComment({ issue: 1, body: marked.replace('key=prod', 'key=non-prod') });
    standIn.addComment({ issue: 1, body: marked.replace('key=prod', 'key=prod2') });
    const before = bodies(standIn);
    assert.equal((await upsertComment(github, request({ run: { id: 12, attempt: 1 } }))).action, 'created');
    assert.deepEqual(bodies(standIn).slice(0, -1), before);
    assert.equal(standIn.comments(1).length, 7);
  });

  it('knows itself by a personal token', async () => {
    await using opened = await withPull();
    const { standIn } = opened;
    const github = openStandIn(standIn, { token: standIn.addToken({ login: 'maintainer' }) });
    standIn.addComment({ issue: 1, body: textOf(request()) });
    const created = await upsertComment(github, request());
    assert.equal(created.action, 'created');
    assert.deepEqual(await upsertComment(github, request()), { ...created, action: 'unchanged' });
  });

  it('knows itself without GraphQL, as a person and as the job', async () => {
    await using opened = await withPull({ enterprise: true });
    const { standIn } = opened;
    for (const login of ['maintainer', 'github-actions[bot]']) {
      const github = openStandIn(standIn, { token: standIn.addToken({ login }) });
      standIn.fault('POST /graphql', faults.notFound);
      const { id } = standIn.addComment({ issue: 1, body: textOf(request()), user: login });
      const { action, id: kept } = await upsertComment(github, request());
      assert.deepEqual([action, kept], ['unchanged', id]);
    }
    assert.equal(standIn.requestsTo(create).length, 0);
  });

  it('writes nothing over the comment of a newer run', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const newer = request({ run: { id: 11, attempt: 2 }, head: 'b'.repeat(40), body: 'newer' });
    const { id } = standIn.addComment({ issue: 1, body: textOf(newer) });
    for (const run of [
      { id: 10, attempt: 9 },
      { id: 11, attempt: 1 },
      { id: 9, attempt: 1 },
    ]) {
      const { action, id: kept } = await upsertComment(github, request({ run }));
      assert.deepEqual([action, kept], ['older', id]);
    }
    assert.deepEqual(bodies(standIn), [textOf(newer)]);
    for (const run of [
      { id: 11, attempt: 2 },
      { id: 11, attempt: 10 },
      { id: 100, attempt: 1 },
    ])
      assert.equal((await upsertComment(github, request({ run }))).action, 'updated');
  });

  for (const [older, newer] of [
    ['first', 'last'],
    ['last', 'first'],
  ]) {
    it(`leaves one comment of two runs that race, the older one ${older}`, async () => {
      await using opened = await withPull();
      const { standIn, github } = opened;
      const runs = { [older!]: request({ body: 'older' }), [newer!]: request({ run: { id: 11, attempt: 1 }, body: 'newer' }) };
      // Both find none; then the one posts before the other.
      const lists = standIn.gate(list);
      const posts = standIn.gate(create);
      const both = [upsertComment(github, runs.first!)];
      await lists.arrived(1);
      both.push(upsertComment(github, runs.last!));
      await lists.arrived(2);
      lists.open();
      await posts.arrived(2);
      posts.open();
      const written = await Promise.all(both);
      assert.deepEqual(bodies(standIn), [textOf(request({ run: { id: 11, attempt: 1 }, body: 'newer' }))]);
      assert.equal(new Set(written.map(({ id }) => id)).size, 1);
    });
  }

  it('sees the comment of a run that ended between its list and its post', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const posts = standIn.gate(create);
    const slow = upsertComment(github, request());
    await posts.arrived();
    const other = standIn.addComment({ issue: 1, body: textOf(request({ run: { id: 11, attempt: 1 }, body: 'newer' })) });
    posts.open();
    const { action, id, removed } = await slow;
    assert.deepEqual([action, id, removed], ['older', other.id, 1]);
    assert.deepEqual(bodies(standIn), [textOf(request({ run: { id: 11, attempt: 1 }, body: 'newer' }))]);
  });

  it('cleans up what an earlier race left', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    const kept = standIn.addComment({ issue: 1, body: textOf(request({ run: { id: 5, attempt: 1 } })) });
    standIn.addComment({ issue: 1, body: textOf(request({ run: { id: 7, attempt: 1 } })) });
    standIn.addComment({ issue: 1, body: textOf(request({ run: { id: 6, attempt: 1 } })) });
    // The other run of the race is deleting at this moment.
    standIn.fault(remove, faults.notFound);
    const { action, id, removed } = await upsertComment(github, request());
    assert.deepEqual([action, id, removed], ['updated', kept.id, 2]);
  });

  it('begins again where its comment is deleted under it', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    standIn.addComment({ issue: 1, body: textOf(request({ run: { id: 5, attempt: 1 } })) });
    standIn.fault(update, faults.notFound);
    assert.equal((await upsertComment(github, request())).action, 'updated');
    standIn.fault(update, faults.notFound, faults.notFound, faults.notFound);
    assert.equal((await faultOf(upsertComment(github, request({ body: 'new' })))).status, 404);
  });

  it('posts once, also where the answer to it is torn', async () => {
    await using opened = await withPull();
    const { standIn, github } = opened;
    standIn.fault(create, 'torn');
    const { action, removed } = await upsertComment(github, request());
    assert.deepEqual([action, removed], ['created', 1]);
    assert.deepEqual(bodies(standIn), [textOf(request())]);
  });

  it('names the permission that is missing', async () => {
    await using opened = await withPull();
    const { standIn } = opened;
    const github = openStandIn(standIn, { token: standIn.addToken({ permissions: mayRead }) });
    const fault = await faultOf(upsertComment(github, request()));
    assert.match(fault.message, /^posting the comment of pull request 1 of example\/app: GitHub answered 403/);
    assert.deepEqual(missingPermissions(fault), ['pull-requests: write']);
  });

  it('tells a body that is too long', async () => {
    await using opened = await withPull();
    const fault = await faultOf(upsertComment(opened.github, request({ body: 'x'.repeat(65_536) })));
    assert.match(fault.message, /422 \(Validation Failed: data Body is too long \(maximum is 65536 characters\)\)$/);
  });
});
