/** Pushes, merge queues, runs on demand and releases: each has one commit that it is compared with, or a reason why not. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type CommitFacts, chooseCommit } from '../../src/baseline/choose-commit.ts';
import type { RunEvent } from '../../src/baseline/run-event.ts';
import { makeScratch, type Scratch, type ScratchRepository } from '../git/scratch-repository.ts';
import { checkOut, historyOf, mergeRef } from './histories.ts';

const zero = '0'.repeat(40);
let scratch: Scratch;
let origin: ScratchRepository;
let m: string[];
let other: string;
let merged: string;

before(() => {
  scratch = makeScratch();
  ({ origin } = scratch);
  m = ['m1', 'm2', 'm3'].map((message) => origin.commit(message));
  origin.git('checkout', '--quiet', '-b', 'other', m[1]!);
  other = origin.commit('o1');
  origin.git('checkout', '--quiet', 'main');
  merged = origin.merge('Merge pull request #7', 'other');
});
after(() => scratch.remove());

async function choose(event: RunEvent, facts: Partial<CommitFacts> & { sha: string }): Promise<unknown> {
  const choice = await chooseCommit(event, { history: await historyOf(origin), prereleases: false, ...facts });
  if (choice.kind === 'none') return choice.why;
  return [choice.kind, choice.commit, choice.sentence, choice.ref];
}

const push = (before: string, after: string, forced = false, ref = 'refs/heads/main'): RunEvent => ({
  name: 'push',
  ref,
  before,
  after,
  forced,
});

describe('a push', () => {
  it('is compared with what the branch was before', async () => {
    assert.deepEqual(await choose(push(m[0]!, m[2]!), { sha: m[2]! }), ['push-before', m[0], 'the commit before the push', 'main']);
  });

  it('asks nobody where the clone is shallow and the push was not forced', async () => {
    const clone = checkOut(scratch.clone('push', '--depth=1'), m[2]!);
    const facts = { sha: m[2]!, checkedOut: m[2]!, history: await historyOf(clone) };
    assert.deepEqual(await choose(push(m[0]!, m[2]!), facts), ['push-before', m[0], 'the commit before the push', 'main']);
  });

  it('that made the branch is compared with the first parent', async () => {
    const first = ['first-parent', m[1], 'the first parent of the measured commit, since the branch is new', 'new/branch'];
    assert.deepEqual(await choose(push(zero, m[2]!, false, 'refs/heads/new/branch'), { sha: m[2]! }), first);
  });

  it('that was forced is compared with the first parent, unless what was before is still there', async () => {
    const first = (commit: string | undefined) => [
      'first-parent',
      commit,
      'the first parent of the measured commit, since the push was forced',
      'main',
    ];
    assert.deepEqual(await choose(push(other, m[2]!, true), { sha: m[2]! }), first(m[1]));
    assert.deepEqual(await choose(push('9'.repeat(40), m[2]!, true), { sha: m[2]! }), first(m[1]), 'nobody knows it any more');
    assert.deepEqual(await choose(push(m[0]!, m[2]!, true), { sha: m[2]! }), ['push-before', m[0], 'the commit before the push', 'main']);
    assert.deepEqual(await choose(push(m[1]!, m[2]!), { sha: m[2]!, measured: other }), [
      'push-before',
      m[1],
      'the commit before the push',
      'main',
    ]);
    assert.deepEqual(
      await choose(push(m[2]!, merged), { sha: merged, measured: other }),
      first(m[1]),
      'what was measured does not hold it',
    );
  });

  it('of a tag is compared with the first parent of what it names', async () => {
    const tag = push(zero, origin.git('rev-parse', 'HEAD^{tree}'), false, 'refs/tags/v1');
    assert.deepEqual(await choose(tag, { sha: merged }), ['first-parent', m[2], 'the first parent of the measured commit', undefined]);
  });

  it('of the first commit ever has nothing before it', async () => {
    assert.equal(await choose(push(zero, m[0]!), { sha: m[0]! }), `${m[0]!.slice(0, 7)} is the first commit`);
  });

  it('that deletes, or is of what nobody knows, says so', async () => {
    assert.equal(await choose(push(m[0]!, zero), { sha: m[0]! }), 'the push deleted refs/heads/main');
    assert.equal(await choose(push(zero, '9'.repeat(40)), { sha: '9'.repeat(40) }), 'nothing is known of the commit 9999999');
  });
});

describe('a merge group', () => {
  it('is compared with its base, also where that is a group itself', async () => {
    const lower = mergeRef(origin, merged, origin.commit('p1'), 8);
    const upper = mergeRef(origin, lower, m[2]!, 9);
    const event: RunEvent = {
      name: 'merge_group',
      baseSha: lower,
      headSha: upper,
      baseRef: 'refs/heads/main',
      headRef: 'refs/heads/gh-readonly-queue/main/pr-9-x',
    };
    assert.deepEqual(await choose(event, { sha: upper }), ['merge-group', lower, 'the base of the merge group', 'main']);
  });
});

describe('a run on demand', () => {
  it('is compared with the first parent of what it measures, also of a merge', async () => {
    const first = ['first-parent', m[2], 'the first parent of the measured commit'];
    assert.deepEqual(await choose({ name: 'workflow_dispatch', ref: 'refs/heads/main' }, { sha: merged }), [...first, 'main']);
    assert.deepEqual(await choose({ name: 'schedule' }, { sha: m[0]!, checkedOut: merged }), [...first, undefined]);
  });

  it('of another event has no baseline', async () => {
    assert.equal(
      await choose({ name: 'other', event: 'issues' }, { sha: merged }),
      'the event issues does not say which commit came before',
    );
  });
});

describe('what was asked for', () => {
  it('goes before all else', async () => {
    const event: RunEvent = {
      name: 'merge_group',
      baseSha: m[2]!,
      headSha: merged,
      baseRef: 'refs/heads/main',
      headRef: 'refs/heads/gh-readonly-queue/main/pr-9-x',
    };
    assert.deepEqual(await choose(event, { sha: merged, asked: m[0]! }), ['explicit', m[0], 'the commit that was asked for', undefined]);
  });

  it('must be a full id, as what was measured must', async () => {
    await assert.rejects(choose({ name: 'schedule' }, { sha: merged, asked: 'main' }), { code: 'option', message: /^baseline is "main"/ });
    await assert.rejects(choose({ name: 'schedule' }, { sha: merged, measured: m[0]!.slice(0, 7) }), {
      code: 'option',
      message: /^commit is "/,
    });
  });
});

describe('the last release', () => {
  const release = (tag: string, commit: string | undefined) => ['last-release', commit, `the release ${tag}`, tag];
  let r: string[];
  before(() => {
    origin.git('checkout', '--quiet', '-B', 'releases', merged);
    r = ['r1', 'r2', 'r3', 'r4'].map((message) => origin.commit(message));
    origin.git('tag', '-a', '-m', 'annotated', 'v1.9.0', r[0]!);
    origin.git('tag', '1.10.0', r[1]!);
    origin.git('tag', 'v2.0.0-rc.1', r[2]!);
    origin.git('tag', 'v2.0.0', r[3]!);
    origin.git('tag', 'nightly-99', r[2]!);
    origin.git('checkout', '--quiet', '--detach', other);
    origin.git('tag', 'v9.9.9', origin.commit('elsewhere'));
  });

  const choosing = (sha: string, prereleases = false) => choose({ name: 'schedule' }, { sha, asked: 'last-release', prereleases });

  it('is the highest version, not the last letter', async () => {
    assert.deepEqual(await choosing(r[2]!), release('1.10.0', r[1]));
  });

  it('leaves the release out that is being made', async () => {
    assert.deepEqual(await choosing(r[3]!), release('1.10.0', r[1]));
    assert.deepEqual(await choosing(r[3]!, true), release('v2.0.0-rc.1', r[2]));
    assert.deepEqual(await choosing(r[1]!), release('v1.9.0', r[0]), 'annotated tags are peeled');
  });

  it('is none where history has no tag that is a version', async () => {
    assert.equal(await choosing(r[0]!), `no tag before ${r[0]!.slice(0, 7)} in its history is a release version, such as v1.2.3`);
  });
});
