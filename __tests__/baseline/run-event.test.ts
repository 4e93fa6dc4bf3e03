/** Payloads as GitHub sends them, and what is not one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readRunEvent } from '../../src/baseline/run-event.ts';

const id = (digit: string) => digit.repeat(40);

function pullRequest({ head = 'o/r' as string | null, user = 'somebody', sender = 'somebody', isPrivate = false } = {}) {
  return {
    action: 'synchronize',
    number: 7,
    pull_request: {
      number: 7,
      base: { ref: 'main', sha: id('a'), repo: { full_name: 'o/r', id: 1, private: isPrivate } },
      head: { ref: 'feature', sha: id('b'), repo: head === null ? null : { full_name: head } },
      labels: [{ id: 1, name: 'allow image growth' }],
      user: { login: user, type: 'User' },
      unheard_of: true,
    },
    sender: { login: sender },
  };
}

const readOnly = (name: string, fields: Parameters<typeof pullRequest>[0]) => {
  const event = readRunEvent(name, pullRequest(fields));
  assert.ok('readOnly' in event);
  return event.readOnly;
};

describe('readRunEvent', () => {
  it('takes from a pull request what is needed', () => {
    assert.deepEqual(readRunEvent('pull_request', pullRequest()), {
      name: 'pull_request',
      number: 7,
      action: 'synchronize',
      base: { ref: 'main', sha: id('a'), repository: 'o/r' },
      head: { ref: 'feature', sha: id('b'), repository: 'o/r' },
      labels: ['allow image growth'],
      readOnly: false,
    });
  });

  it('knows beforehand where no token can write', () => {
    assert.equal(readOnly('pull_request', { head: 'O/R' }), false, 'names are equal but for case');
    assert.equal(readOnly('pull_request', { head: 'fork/r' }), true);
    assert.equal(readOnly('pull_request', { head: null }), true, 'a fork that was deleted');
    assert.equal(readOnly('pull_request', { head: 'fork/r', isPrivate: true }), false, 'a private repository may send tokens that write');
    assert.equal(readOnly('pull_request', { user: 'dependabot[bot]', sender: 'dependabot[bot]' }), false, 'permissions may raise it');
    assert.equal(readOnly('pull_request_target', { head: 'fork/r' }), false, 'that event has a token that writes');
  });

  it('reads pushes, merge groups, and runs on demand', () => {
    const push = { ref: 'refs/heads/main', before: id('0'), after: id('a'), forced: false, commits: [] };
    assert.deepEqual(readRunEvent('push', push), { name: 'push', ref: 'refs/heads/main', before: id('0'), after: id('a'), forced: false });
    const group = {
      action: 'checks_requested',
      merge_group: {
        base_sha: id('a'),
        head_sha: id('b'),
        base_ref: 'refs/heads/main',
        head_ref: 'refs/heads/gh-readonly-queue/main/pr-7-abc',
      },
    };
    assert.deepEqual(readRunEvent('merge_group', group), {
      name: 'merge_group',
      baseSha: id('a'),
      headSha: id('b'),
      baseRef: 'refs/heads/main',
      headRef: 'refs/heads/gh-readonly-queue/main/pr-7-abc',
    });
    assert.deepEqual(readRunEvent('workflow_dispatch', { ref: 'refs/heads/x', inputs: null }), {
      name: 'workflow_dispatch',
      ref: 'refs/heads/x',
    });
    assert.deepEqual(readRunEvent('schedule', { schedule: '0 0 * * *' }), { name: 'schedule' });
    assert.deepEqual(readRunEvent('issues', undefined), { name: 'other', event: 'issues' });
  });

  it('names the first field that is not what GitHub sends', () => {
    const refused = (name: string, payload: unknown, message: RegExp) =>
      assert.throws(() => readRunEvent(name, payload), { name: 'ExpectedError', code: 'github', message });
    refused('push', {}, /^reading the payload of the event push: ref is not what GitHub sends/);
    refused('push', undefined, /the payload is not what GitHub sends/);
    const forged = pullRequest();
    forged.pull_request.head.sha = '$(id)';
    refused('pull_request', forged, /pull_request\.head\.sha is not .*the full id of a commit/);
    refused('merge_group', { merge_group: { base_sha: 'main', head_sha: id('b'), base_ref: 'x' } }, /merge_group\.base_sha/);
    refused('pull_request', { ...pullRequest(), pull_request: { ...pullRequest().pull_request, number: 1.5 } }, /pull_request\.number/);
  });
});
