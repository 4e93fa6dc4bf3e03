/** A pull request's images are compared with the one right commit, whatever was checked out and however old the event is. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type CommitFacts, chooseCommit } from '../../src/baseline/choose-commit.ts';
import { makeScratch, type Scratch, type ScratchRepository } from '../git/scratch-repository.ts';
import { checkOut, historyOf, mergeRef, pullRequestEvent } from './histories.ts';

let scratch: Scratch;
let origin: ScratchRepository;
/** main: m1, m2, m3; feature leaves it at m2: f1, f2. */
let m: string[];
let f: string[];

beforeEach(() => {
  scratch = makeScratch();
  ({ origin } = scratch);
  m = ['m1', 'm2', 'm3'].map((message) => origin.commit(message));
  origin.git('checkout', '--quiet', '-b', 'feature', m[1]!);
  f = ['f1', 'f2'].map((message) => origin.commit(message));
});
afterEach(() => scratch.remove());

/** A workspace at depth 1 without GitHub, as an action without a token has it. */
async function alone(commit: string): Promise<CommitFacts> {
  const clone = checkOut(scratch.clone(`at-${commit.slice(0, 7)}`, '--depth=1', '--no-tags'), commit);
  return { history: await historyOf(clone), sha: commit, checkedOut: commit, prereleases: false };
}

/** The same with GitHub to ask. */
async function withGitHub(facts: Partial<CommitFacts> & { sha: string }): Promise<CommitFacts> {
  return { history: await historyOf(origin), prereleases: false, ...facts };
}

describe('what was built from the merge ref', () => {
  it('is compared with the first parent, which a clone at depth 1 knows by itself', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    assert.deepEqual(await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await alone(merge)), {
      kind: 'merge-parent',
      commit: m[2],
      measured: merge,
      sentence: 'the first parent of the merge commit',
      ref: 'main',
    });
  });

  it('is compared with what was merged, not with what the payload calls the base', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    const choice = await chooseCommit(pullRequestEvent(m[1]!, f[1]!), await alone(merge));
    assert.equal('commit' in choice && choice.commit, m[2]);
  });

  it('is what GitHub made for the run, also where the payload has another head', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    const choice = await chooseCommit(pullRequestEvent(m[1]!, f[0]!), await alone(merge));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-parent', m[2]]);
  });

  it('is compared with its own parent in a re-run, after base and head have moved on', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    origin.git('checkout', '--quiet', 'main');
    const later = origin.commit('m4');
    origin.git('checkout', '--quiet', 'feature');
    mergeRef(origin, later, origin.commit('f3'));
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await alone(merge));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-parent', m[2]]);
  });

  it('needs no checkout where GitHub knows the commit', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await withGitHub({ sha: merge }));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit, choice.measured], ['merge-parent', m[2], merge]);
  });

  it('is told by the workflow where the images were built elsewhere', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    const facts = await withGitHub({ sha: m[0]!, checkedOut: m[0]!, measured: merge.toUpperCase() });
    const history = { ...facts.history, mergeBase: () => assert.fail('the commit says it all') };
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), { ...facts, history });
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit, choice.measured], ['merge-parent', m[2], merge]);
  });

  it('is recognised under a commit that the workflow made itself', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    const clone = checkOut(scratch.clone('bumped', '--depth=1'), merge);
    const bumped = clone.commit('bump the version');
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), {
      history: await historyOf(clone),
      sha: merge,
      checkedOut: bumped,
      prereleases: false,
    });
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit, choice.measured], ['merge-parent', m[2], bumped]);
  });

  it('is the merge ref also where that is newer than the event, after a push and after a force push', async () => {
    const sha = mergeRef(origin, m[2]!, f[1]!);
    origin.git('checkout', '--quiet', 'main');
    const m4 = origin.commit('m4');
    origin.git('checkout', '--quiet', 'feature');
    const pushed = mergeRef(origin, m4, origin.commit('f3'));
    origin.git('checkout', '--quiet', 'feature');
    const updated = mergeRef(origin, m4, origin.merge('Merge main into feature', m[2]!));
    origin.git('checkout', '--quiet', '-B', 'feature', m[1]!);
    const forced = mergeRef(origin, m4, origin.commit('other'));
    for (const checkedOut of [pushed, updated, forced]) {
      const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await withGitHub({ sha, checkedOut }));
      assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-parent', m4]);
    }
  });
});

describe('what was built from the head', () => {
  it('is compared with the merge base, never with the tip of the base branch', async () => {
    const sha = mergeRef(origin, m[2]!, f[1]!);
    assert.deepEqual(await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await withGitHub({ sha, checkedOut: f[1]! })), {
      kind: 'merge-base',
      commit: m[1],
      measured: f[1],
      sentence: 'the merge base of main and the pull request',
      ref: 'main',
    });
  });

  it('is compared with the new merge base after a rebase', async () => {
    origin.git('checkout', '--quiet', '-B', 'feature', m[2]!);
    const rebased = origin.commit('f1 again');
    const sha = mergeRef(origin, m[2]!, rebased);
    const choice = await chooseCommit(pullRequestEvent(m[2]!, rebased), await withGitHub({ sha, checkedOut: rebased }));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-base', m[2]]);
  });

  it('is compared with what it last took in of the base branch, also where the payload is older', async () => {
    const updated = origin.merge('Merge main into feature', m[2]!);
    const sha = mergeRef(origin, m[2]!, updated);
    const choice = await chooseCommit(pullRequestEvent(m[0]!, updated), await withGitHub({ sha, checkedOut: updated }));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-base', m[2]]);
  });

  it('does not take an update of the branch for the merge ref, where it is newer than the event', async () => {
    const sha = mergeRef(origin, m[2]!, f[1]!);
    origin.git('checkout', '--quiet', 'feature');
    const updated = origin.merge('Merge main into feature', m[2]!);
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await withGitHub({ sha, checkedOut: updated }));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-base', m[2]]);
  });

  it('is compared with the branch that it is stacked on, and after a new base is set with that', async () => {
    origin.git('checkout', '--quiet', '-b', 'stacked', f[0]!);
    const top = origin.commit('s1');
    const onFeature = mergeRef(origin, f[1]!, top);
    const stacked = pullRequestEvent(f[1]!, top, { ref: 'feature' });
    const choose = async (event: typeof stacked, sha: string, checkedOut: string) => {
      const choice = await chooseCommit(event, await withGitHub({ sha, checkedOut }));
      return 'commit' in choice && [choice.kind, choice.commit, choice.ref];
    };
    assert.deepEqual(await choose(stacked, onFeature, top), ['merge-base', f[0], 'feature']);
    assert.deepEqual(await choose(stacked, onFeature, onFeature), ['merge-parent', f[1], 'feature']);
    const onMain = mergeRef(origin, m[2]!, top);
    const retargeted = pullRequestEvent(m[2]!, top);
    assert.deepEqual(await choose(retargeted, onMain, top), ['merge-base', m[1], 'main']);
    assert.deepEqual(await choose(retargeted, onMain, onMain), ['merge-parent', m[2], 'main']);
  });

  it('is recognised under a commit that the workflow made itself', async () => {
    const clone = checkOut(scratch.clone('head', '--depth=1'), f[1]!);
    const bumped = clone.commit('bump the version');
    const facts = { history: await historyOf(clone, origin), sha: mergeRef(origin, m[2]!, f[1]!), checkedOut: bumped, prereleases: false };
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), facts);
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit, choice.measured], ['merge-base', m[1], bumped]);
  });

  it('has no baseline where a shallow clone is all there is to ask', async () => {
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await alone(f[1]!));
    assert.match('why' in choice ? choice.why : '', /^the merge base of main and [0-9a-f]{7} is not known: .*too shallow/);
  });

  it('is compared with where the base branch stood, once a squashed merge closed the pull request', async () => {
    origin.git('checkout', '--quiet', 'main');
    const squashed = origin.commit('squashed');
    const choice = await chooseCommit(pullRequestEvent(m[2]!, f[1]!), await withGitHub({ sha: squashed, checkedOut: squashed }));
    assert.deepEqual('commit' in choice && [choice.kind, choice.commit], ['merge-base', m[2]]);
  });
});

describe('pull_request_target', () => {
  const target = (base: string, head: string) => pullRequestEvent(base, head, { name: 'pull_request_target' });

  it('compares images that were built from the head elsewhere with the merge base', async () => {
    for (const checkedOut of [m[2]!, m[1]!]) {
      const choice = await chooseCommit(target(m[2]!, f[1]!), await withGitHub({ sha: m[2]!, checkedOut }));
      assert.deepEqual('commit' in choice && [choice.kind, choice.commit, choice.measured], ['merge-base', m[1], f[1]]);
    }
    await chooseCommit(target(m[2]!, f[1]!), await withGitHub({ sha: m[0]!, checkedOut: m[1]! }));
    const choice = await chooseCommit(target(m[2]!, f[1]!), await withGitHub({ sha: m[2]! }));
    assert.equal('commit' in choice && choice.commit, m[1], 'without a checkout');
  });

  it('refuses a work tree of the pull request, of a merge of it, and of what it may have become since', async () => {
    const merge = mergeRef(origin, m[2]!, f[1]!);
    origin.git('checkout', '--quiet', 'feature');
    const newer = origin.commit('f3');
    origin.git('checkout', '--quiet', '-B', 'feature', m[1]!);
    const forced = origin.commit('other');
    for (const checkedOut of [f[1]!, merge, newer, forced, mergeRef(origin, m[2]!, forced), f[0]!]) {
      for (const asked of [undefined, m[0]!]) {
        const facts = await withGitHub({ sha: m[2]!, checkedOut, ...(asked === undefined ? {} : { asked }) });
        await assert.rejects(chooseCommit(target(m[2]!, f[1]!), facts), {
          code: 'option',
          message: /pull_request_target: the work tree is at/,
        });
      }
    }
  });
});
