/** Pull requests are found by their head, and who labelled them is known, also over many pages and from forks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelSetter, permissionOf, pullRequest, pullRequestsOfHead } from '../../src/github/pulls.ts';
import { faultOf, openStandIn } from './open-stand-in.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayNothing, mayRead } from './stand-in/tokens.ts';

const sha = 'a'.repeat(40);
const otherSha = 'b'.repeat(40);
const fork = 'contributor/app';
const commitPulls = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
const pulls = 'GET /repos/{owner}/{repo}/pulls';

describe('pullRequest', () => {
  it('says where both ends stand', async () => {
    await using standIn = await startGitHub();
    standIn.addPullRequest({ head: { ref: 'topic', sha, repository: fork }, base: { sha: otherSha }, labels: ['big', 'ci'], draft: true });
    const found = await pullRequest(openStandIn(standIn), 1);
    assert.deepEqual(found, {
      number: 1,
      state: 'open',
      draft: true,
      head: { ref: 'topic', sha, repository: fork },
      base: { ref: 'main', sha: otherSha, repository: 'example/app' },
      labels: ['big', 'ci'],
    });
    standIn.changePullRequest(1, { state: 'closed' });
    assert.equal((await pullRequest(openStandIn(standIn), 1)).state, 'closed');
  });

  it('that is not there, or not to be seen, is an error', async () => {
    await using standIn = await startGitHub();
    assert.match(
      (await faultOf(pullRequest(openStandIn(standIn), 7))).message,
      /^reading pull request 7 of example\/app: GitHub answered 404/,
    );
    const blind = openStandIn(standIn, { token: standIn.addToken({ permissions: mayNothing }) });
    assert.deepEqual((await faultOf(pullRequest(blind, 7))).missingPermissions, ['pull-requests: read']);
  });
});

describe('labelSetter', () => {
  const label = 'allow-growth';

  it('is who put it on last', async () => {
    await using standIn = await startGitHub();
    standIn.addPullRequest({ head: { ref: 'topic' } });
    const github = openStandIn(standIn);
    assert.equal(await labelSetter(github, 1, label), undefined);
    standIn.addLabelEvent({ issue: 1, label, actor: 'maintainer' });
    assert.equal(await labelSetter(github, 1, label), 'maintainer');
    standIn.addLabelEvent({ issue: 1, label, actor: 'maintainer', action: 'unlabeled' });
    assert.equal(await labelSetter(github, 1, label), undefined);
    standIn.addLabelEvent({ issue: 1, label: 'Allow-Growth', actor: 'contributor' });
    standIn.addLabelEvent({ issue: 1, label: `${label}-2`, actor: 'somebody' });
    assert.equal(await labelSetter(github, 1, label), 'contributor');
  });

  it('is looked for on all pages', async () => {
    await using standIn = await startGitHub();
    standIn.addPullRequest({ head: { ref: 'topic' } });
    standIn.addLabelEvent({ issue: 1, label, actor: 'contributor' });
    for (let count = 0; count < 250; count++) standIn.addLabelEvent({ issue: 1, label: `label-${count}`, actor: 'somebody' });
    standIn.addLabelEvent({ issue: 1, label, actor: 'maintainer' });
    assert.equal(await labelSetter(openStandIn(standIn), 1, label), 'maintainer');
  });
});

describe('permissionOf', () => {
  it('is the role where GitHub says one', async () => {
    await using standIn = await startGitHub();
    for (const role of ['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const) {
      standIn.setPermission(`person-${role}`, role);
      assert.equal(await permissionOf(openStandIn(standIn), `person-${role}`), role);
    }
    assert.equal(await permissionOf(openStandIn(standIn), 'stranger'), 'none');
  });

  /** An answer that the stand-in does not give. */
  const answering = async (status: number, body: unknown) => {
    await using standIn = await startGitHub();
    const fetch = async () => new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
    return await permissionOf(openStandIn(standIn, { fetch }), 'person');
  };

  it('is what a role of the organization is built on', async () => {
    assert.equal(await answering(200, { permission: 'write', role_name: 'release-manager' }), 'write');
    assert.equal(await answering(200, { permission: 'read' }), 'read');
    assert.equal(await answering(200, { permission: 'owner' }), 'none');
  });

  it('is none of whom GitHub does not know, and an error where it does not say', async () => {
    assert.equal(await answering(404, { message: 'bot is not a user' }), 'none');
    await faultOf(answering(403, { message: 'Must have push access to view collaborator permission.' }));
  });
});

describe('pullRequestsOfHead', () => {
  const numbersOf = async (standIn: StandIn, repository: string, branch?: string) =>
    (await pullRequestsOfHead(openStandIn(standIn), sha, repository, branch)).map(({ number }) => number);

  it('finds a pull request of this repository by its commit', async () => {
    await using standIn = await startGitHub();
    standIn.addPullRequest({ head: { ref: 'topic', sha } });
    assert.deepEqual(await numbersOf(standIn, 'example/app', 'topic'), [1]);
    assert.equal(standIn.requestsTo(pulls).length, 0);
    standIn.addPullRequest({ head: { ref: 'topic', sha }, base: { repository: 'upstream/app' } });
    standIn.addPullRequest({ head: { ref: 'topic', sha }, state: 'closed' });
    assert.deepEqual(await numbersOf(standIn, 'example/app', 'topic'), [1]);
  });

  it('finds that of a fork by its branch, or among all', async () => {
    await using standIn = await startGitHub();
    for (let count = 0; count < 120; count++) standIn.addPullRequest({ head: { ref: `other-${count}`, sha: otherSha, repository: fork } });
    const { number } = standIn.addPullRequest({ head: { ref: 'topic', sha, repository: fork } });
    for (let count = 0; count < 120; count++) standIn.addPullRequest({ head: { ref: `later-${count}`, sha: otherSha, repository: fork } });
    assert.deepEqual(await numbersOf(standIn, fork, 'topic'), [number]);
    assert.equal(standIn.requestsTo(pulls).length, 1);
    assert.deepEqual(await numbersOf(standIn, 'Contributor/App'), [number]);
    assert.equal(standIn.requestsTo(commitPulls)[0]?.status, 422);
  });

  it('takes only what is open, of that repository, and at that commit now', async () => {
    await using standIn = await startGitHub();
    standIn.addPullRequest({ head: { ref: 'topic', sha, repository: fork }, state: 'closed' });
    standIn.addPullRequest({ head: { ref: 'topic', sha: otherSha, repository: fork } });
    standIn.addPullRequest({ head: { ref: 'topic', sha, repository: 'another/app' } });
    standIn.addPullRequest({ head: { ref: 'topic', sha } });
    assert.deepEqual(await numbersOf(standIn, fork, 'topic'), []);
    assert.deepEqual(await numbersOf(standIn, fork), []);
    standIn.changePullRequest(2, { head: { ref: 'topic', sha, repository: fork } });
    standIn.addPullRequest({ head: { ref: 'topic', sha, repository: fork }, base: { ref: 'release' } });
    assert.deepEqual((await numbersOf(standIn, fork, 'topic')).sort(), [2, 5]);
  });

  it('says which permission is missing', async () => {
    await using standIn = await startGitHub();
    const permissions = { ...mayRead, 'pull-requests': 'none', contents: 'none' } as const;
    const blind = openStandIn(standIn, { token: standIn.addToken({ permissions }) });
    assert.deepEqual((await faultOf(pullRequestsOfHead(blind, sha, fork))).missingPermissions, ['pull-requests: read']);
  });
});
