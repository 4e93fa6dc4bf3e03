/** What the job summary says of what GitHub did not allow. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { explainRefusals, neededPermissions } from '../../src/action/explain-no-comment.ts';
import { ExpectedError } from '../../src/errors.ts';
import { GitHubFault } from '../../src/github/faults.ts';

const fault = (message: string, ...missing: string[]) => new GitHubFault(message, { missing, hint: '', cause: undefined });
const about = { ref: 'main', sha: 'a'.repeat(40), repository: 'o/r' };
const pull = {
  ...{ name: 'pull_request' as const, number: 1, action: 'opened', base: about, head: about, labels: [], readOnly: false },
};
const push = { name: 'push' as const, ref: 'refs/heads/main', before: about.sha, after: about.sha, forced: false };
const needs = { event: pull, store: { kind: 'artifact' as const }, keepsRecord: false };
const branch = { kind: 'branch' as const, branch: 'plimsoll-data' };
const block = (text: string) => /```yaml\n([^`]*)```/.exec(text)?.[1];

describe('neededPermissions', () => {
  it('is all that the run needs, and no more', () => {
    assert.deepEqual(neededPermissions(needs), ['actions: read', 'contents: read', 'pull-requests: write']);
    assert.deepEqual(neededPermissions({ ...needs, store: branch }), ['contents: read', 'pull-requests: write']);
    assert.deepEqual(neededPermissions({ event: push, store: branch, keepsRecord: true }), ['contents: write']);
    assert.deepEqual(neededPermissions({ event: push, store: { kind: 'file', directory: 'x' }, keepsRecord: true }), ['contents: read']);
  });
});

describe('explainRefusals', () => {
  it('says nothing where nothing was refused', () => {
    assert.equal(explainRefusals(undefined, [], needs), '');
    assert.equal(explainRefusals({ done: 'created', missingPermissions: [] }, [new ExpectedError('baseline', 'no record')], needs), '');
  });

  it('shows the permissions whole, each that was missing marked, once for all refusals', () => {
    const store = new ExpectedError('baseline', 'reading the store: refused', { cause: fault('403', 'actions: read') });
    const problem = fault('posting the comment: refused', 'pull-requests: write');
    const text = explainRefusals({ done: 'failed', problem, missingPermissions: problem.missingPermissions }, [store, store], needs);
    assert.equal(block(text), 'permissions:\n  actions: read # is missing\n  contents: read\n  pull-requests: write # is missing\n');
    assert.equal(text.match(/reading the store/gi)?.length, 1);
    assert.match(text, /could not be commented on: Posting the comment/i);
  });

  it('adds what the run did beside', () => {
    const text = explainRefusals(undefined, [fault('labels', 'pull-requests: read')], { event: push, store: branch, keepsRecord: true });
    assert.equal(block(text), 'permissions:\n  contents: write\n  pull-requests: read # is missing\n');
    const kept = explainRefusals(undefined, [fault('write', 'contents: write')], { event: push, store: branch, keepsRecord: false });
    assert.equal(block(kept), 'permissions:\n  contents: write # is missing\n');
  });

  it('says whether the report was left for the poster, and why not', () => {
    const left = explainRefusals({ done: '', missingPermissions: [], left: 'left' }, [], needs);
    assert.match(left, /since the pull request comes from a fork\. The report was left/);
    const not = explainRefusals(
      { done: '', missingPermissions: [], left: new ExpectedError('baseline', 'keeping it: no room') },
      [],
      needs,
    );
    assert.match(not, /Nor could the report be left for a workflow that posts for such runs: Keeping it: no room/i);
    assert.equal(block(left), undefined);
  });
});
