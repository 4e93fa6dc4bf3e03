/** Another commit's files for a while; the workspace notices nothing. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { makeScratch, type Scratch, type ScratchRepository } from './scratch-repository.ts';

let scratch: Scratch;
let commits: string[];
let temporary: string;

before(() => {
  scratch = makeScratch();
  temporary = join(scratch.folder, 'temporary');
  commits = ['one', 'two', 'three'].map((text) => scratch.origin.commit(text, { 'app/file.txt': text }));
});
after(() => scratch.remove());

async function open({ path }: { path: string }): Promise<Repository> {
  const repository = await openRepository(path);
  assert.ok(repository);
  return repository;
}

/** All that the workspace could notice: its files, index, refs, reflogs, work trees and config. */
function stateOf({ path, git }: ScratchRepository): unknown {
  const file = (name: string) => (existsSync(join(path, '.git', name)) ? readFileSync(join(path, '.git', name), 'hex') : undefined);
  return {
    status: git('status', '--porcelain', '--ignored'),
    refs: git('for-each-ref'),
    log: git('reflog', '--all'),
    worktrees: git('worktree', 'list', '--porcelain'),
    files: ['HEAD', 'index', 'config', 'FETCH_HEAD', 'ORIG_HEAD'].map(file),
  };
}

/** A workspace in use: something staged, something changed, something new. */
function dirty(clone: ScratchRepository): ScratchRepository {
  writeFileSync(join(clone.path, 'staged.txt'), 'staged');
  clone.git('add', 'staged.txt');
  writeFileSync(join(clone.path, 'app/file.txt'), 'changed by hand');
  writeFileSync(join(clone.path, 'new.txt'), 'new');
  clone.git('status');
  return clone;
}

const content = (folder: string) => readFileSync(join(folder, 'app/file.txt'), 'utf8');

describe('withWorktree', () => {
  it('shows the files of the commit and leaves nothing behind', async () => {
    const clone = dirty(scratch.clone('whole'));
    const repository = await open(clone);
    const before = stateOf(clone);
    const seen = await repository.withWorktree(commits[0]!, temporary, async (folder) => {
      assert.equal(dirname(folder), temporary);
      writeFileSync(join(folder, 'built.tar'), 'what a build leaves');
      writeFileSync(join(folder, 'app/file.txt'), 'and changes');
      return readdirSync(folder).sort();
    });
    assert.deepEqual(seen, ['.git', 'app', 'built.tar']);
    assert.deepEqual(stateOf(clone), before);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('takes it away after a failure, which stays the one that is told', async () => {
    const clone = scratch.clone('failing');
    const before = stateOf(clone);
    const failure = new Error('the build failed');
    await assert.rejects(
      (await open(clone)).withWorktree(commits[0]!, temporary, async () => {
        throw failure;
      }),
      failure,
    );
    assert.deepEqual(stateOf(clone), before);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('takes it away after an abort, whether in git or in the work', async () => {
    const clone = scratch.clone('aborted');
    const before = stateOf(clone);
    const repository = await open(clone);
    const early = repository.withWorktree(commits[0]!, temporary, async () => 'done', { signal: AbortSignal.abort() });
    await assert.rejects(early, { name: 'ExpectedError', code: 'interrupted' });
    const controller = new AbortController();
    const late = repository.withWorktree(
      commits[0]!,
      temporary,
      async () => {
        controller.abort(new Error('cancelled'));
        controller.signal.throwIfAborted();
      },
      { signal: controller.signal },
    );
    await assert.rejects(late, { message: 'cancelled' });
    assert.deepEqual(stateOf(clone), before);
    assert.deepEqual(readdirSync(temporary), []);
  });

  it('fetches one commit more for a clone at depth 1, which stays as shallow as it was', async () => {
    const clone = dirty(scratch.clone('depth1', '--depth=1'));
    const repository = await open(clone);
    const before = stateOf(clone);
    assert.equal(await repository.commit(commits[1]!), undefined);
    assert.equal(await repository.withWorktree(commits[1]!, temporary, async (folder) => content(folder)), 'two');
    assert.deepEqual(stateOf(clone), before);
    assert.equal(clone.git('rev-list', '--count', 'HEAD'), '1');
    assert.equal(await repository.commit(commits[0]!), undefined, 'no more than was asked for');
  });

  it('keeps a whole clone whole', async () => {
    const clone = scratch.clone('stays-whole');
    clone.git('config', 'remote.origin.tagOpt', '--tags');
    scratch.origin.git('checkout', '--quiet', '-b', 'later');
    const later = scratch.origin.commit('later', { 'app/file.txt': 'later' });
    scratch.origin.git('tag', 'v1');
    scratch.origin.git('checkout', '--quiet', 'main');
    const before = stateOf(clone);
    assert.equal(await (await open(clone)).withWorktree(later, temporary, async (folder) => content(folder)), 'later');
    assert.deepEqual(stateOf(clone), before);
    assert.equal(clone.git('rev-parse', '--is-shallow-repository'), 'false');
  });

  it('runs no hook of the repository', async () => {
    const clone = scratch.clone('hooks');
    const hook = join(clone.path, '.git/hooks/post-checkout');
    mkdirSync(dirname(hook), { recursive: true });
    writeFileSync(hook, `#!/bin/sh\ntouch '${scratch.folder}/hooked'\n`, { mode: 0o755 });
    await (await open(clone)).withWorktree(commits[0]!, temporary, async () => {});
    assert.ok(!existsSync(join(scratch.folder, 'hooked')));
  });

  it('says which commit could not be fetched, and from nobody knows where without a password', async () => {
    const clone = scratch.clone('unreachable', '--depth=1');
    clone.git('remote', 'set-url', 'origin', 'http://x-access-token:ghs_secret@127.0.0.1:1/o/r');
    const refused = (await open(clone)).withWorktree(commits[0]!, temporary, async () => {});
    await assert.rejects(refused, (error: Error & { code: string }) => {
      assert.equal(error.code, 'git');
      assert.match(
        error.message,
        /^fetching [0-9a-f]{7} from origin: git fetch ended with 128: fatal: unable to access 'http:\/\/[^ ]*127\.0\.0\.1:1/,
      );
      assert.doesNotMatch(error.message, /secret/);
      return true;
    });
  });

  it('refuses what is no commit, and a place within the workspace', async () => {
    const clone = scratch.clone('refusing');
    const repository = await open(clone);
    const work = async () => assert.fail('nothing should be done');
    await assert.rejects(repository.withWorktree('--force', temporary, work), {
      code: 'git',
      message: /"--force" is not the full id of a commit/,
    });
    for (const within of [clone.path, join(clone.path, 'tmp')]) {
      await assert.rejects(repository.withWorktree(commits[0]!, within, work), { code: 'git', message: /lies in the workspace/ });
    }
    const tree = clone.git('rev-parse', 'HEAD^{tree}');
    await assert.rejects(repository.withWorktree(tree, temporary, work), { code: 'git' });
    const beside = `${clone.path}..beside`;
    assert.equal(await repository.withWorktree(commits[0]!, beside, async (folder) => content(folder)), 'one');
  });
});
