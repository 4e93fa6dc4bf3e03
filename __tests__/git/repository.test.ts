/** What is said of commits is true of the history, not of the piece of it that was cloned. */
import assert from 'node:assert/strict';
import { chownSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openRepository, type Repository } from '../../src/git/repository.ts';
import { lastWords } from '../../src/git/run-git.ts';
import { makeScratch, type Scratch } from './scratch-repository.ts';

const nowhere = '0123456789012345678901234567890123456789';
let scratch: Scratch;
let main: string[];
let feature: string[];
let mergeRef: string;

async function open(path: string): Promise<Repository> {
  const repository = await openRepository(path);
  assert.ok(repository);
  return repository;
}

before(() => {
  scratch = makeScratch();
  const { origin } = scratch;
  main = ['m1', 'm2', 'm3'].map((message) => origin.commit(message));
  origin.git('tag', 'v1.0.0', main[0]!);
  origin.git('tag', '-a', '-m', 'second', 'v1.1.0', main[1]!);
  origin.git('tag', '-a', '-m', 'a tag of a tag', 'v1.1.0-again', 'v1.1.0');
  origin.git('tag', 'tree', `${main[0]}^{tree}`);
  origin.git('checkout', '--quiet', '-b', 'feature', main[1]!);
  feature = ['f1', 'f2'].map((message) => origin.commit(message));
  origin.git('tag', 'v9.0.0-feature');
  origin.git('checkout', '--quiet', '--detach', 'main');
  mergeRef = origin.merge('merge', 'feature');
  origin.git('update-ref', 'refs/pull/7/merge', mergeRef);
  origin.git('checkout', '--quiet', 'main');
});
after(() => scratch.remove());

/** As actions/checkout does by default: one commit of the merge ref, and nothing else. */
function mergeRefAtDepth1(name: string): string {
  const clone = scratch.clone(name, '--depth=1', '--no-tags');
  clone.git('fetch', '--quiet', '--no-tags', '--depth=1', 'origin', `+${mergeRef}:refs/remotes/pull/7/merge`);
  clone.git('checkout', '--quiet', '--detach', mergeRef);
  return clone.path;
}

describe('openRepository', () => {
  it('finds the top of the work tree from a folder within', async () => {
    const clone = scratch.clone('top');
    mkdirSync(join(clone.path, 'sub folder'));
    assert.equal((await open(join(clone.path, 'sub folder'))).root, clone.path);
  });

  it('is undefined outside of a work tree', async () => {
    const bare = scratch.clone('bare', '--bare');
    assert.equal(await openRepository(bare.path), undefined);
    assert.equal(await openRepository(scratch.folder), undefined);
    assert.equal(await openRepository(join(scratch.folder, 'missing')), undefined);
  });

  it('is undefined where there is no git', async () => {
    const path = process.env.PATH;
    process.env.PATH = scratch.folder;
    try {
      assert.equal(await openRepository(scratch.origin.path), undefined);
    } finally {
      process.env.PATH = path;
    }
  });

  it('says what git says of a repository that is broken', async () => {
    const clone = scratch.clone('broken');
    writeFileSync(join(clone.path, '.git', 'config'), '[core\n');
    await assert.rejects(openRepository(clone.path), {
      name: 'ExpectedError',
      code: 'git',
      message: /^opening the repository of .*bad config line 1/,
    });
  });

  it("opens another user's, as containers have it", { skip: process.getuid?.() !== 0 && 'only root may give files away' }, async () => {
    const clone = scratch.clone('foreign');
    chownSync(clone.path, 4242, 4242);
    chownSync(join(clone.path, '.git'), 4242, 4242);
    const repository = await open(clone.path);
    assert.equal(await repository.head(), main[2]);
    assert.equal((await repository.readFile(main[2]!, 'm3.txt'))?.toString(), 'm3');
  });

  it('is not led astray by the environment of a git hook', async () => {
    process.env.GIT_DIR = join(scratch.folder, 'elsewhere');
    try {
      assert.equal(await (await open(scratch.origin.path)).head(), main[2]);
    } finally {
      delete process.env.GIT_DIR;
    }
  });
});

describe('a whole clone', () => {
  let repository: Repository;
  before(async () => {
    repository = await open(scratch.clone('whole').path);
  });

  it('knows its head and what names stand for', async () => {
    assert.equal(await repository.head(), main[2]);
    assert.equal(await repository.resolve('main'), main[2]);
    assert.equal(await repository.resolve('feature'), feature[1], 'a branch of origin that was not checked out');
    assert.equal(await repository.resolve('v1.1.0-again'), main[1]);
    assert.equal(await repository.resolve(main[0]!.slice(0, 10)), main[0]);
    for (const name of ['gone', '--all', '', '-h', nowhere, 'tree']) assert.equal(await repository.resolve(name), undefined, name);
  });

  it('has no head before the first commit', async () => {
    mkdirSync(join(scratch.folder, 'unborn'));
    const unborn = scratch.clone('unborn/clone');
    unborn.git('checkout', '--quiet', '--orphan', 'empty');
    assert.equal(await (await open(unborn.path)).head(), undefined);
  });

  it('tells parents, and nothing of what is no commit', async () => {
    assert.deepEqual(await repository.commit(main[1]!), { sha: main[1], parents: [main[0]] });
    assert.deepEqual(await repository.commit(main[0]!), { sha: main[0], parents: [] });
    const tag = scratch.origin.git('rev-parse', 'v1.1.0');
    for (const sha of [nowhere, tag, 'HEAD', `${main[0]}^{tree}`, '']) assert.equal(await repository.commit(sha), undefined);
  });

  it('takes no parent from the message of a commit, nor from refs/replace', async () => {
    const clone = scratch.clone('replaced');
    const sha = clone.commit(`subject\n\nparent ${nowhere}`, { a: 'a' });
    clone.git('replace', '--graft', sha);
    assert.deepEqual((await (await open(clone.path)).commit(sha))?.parents, [main[2]]);
  });

  it('follows first parents to the root, and no further than asked', async () => {
    assert.deepEqual(await repository.firstParents(main[2]!, 50), { commits: [main[1], main[0]], truncated: false });
    assert.deepEqual(await repository.firstParents(main[2]!, 1), { commits: [main[1]], truncated: false });
    assert.deepEqual(await repository.firstParents(nowhere, 50), { commits: [], truncated: true });
  });

  it('knows ancestors and merge bases', async () => {
    assert.equal(await repository.isAncestor(main[1]!, feature[1]!), true);
    assert.equal(await repository.isAncestor(main[2]!, feature[1]!), false);
    assert.equal(await repository.isAncestor(nowhere, feature[1]!), undefined);
    assert.equal(await repository.mergeBase(main[2]!, feature[1]!), main[1]);
    assert.equal(await repository.mergeBase(main[2]!, nowhere), undefined);
    assert.equal(await repository.mergeBase('main', 'feature'), undefined, 'names are not commits');
  });

  it('has no merge base where there is nothing in common', async () => {
    const clone = scratch.clone('orphan');
    clone.git('checkout', '--quiet', '--orphan', 'other');
    const other = clone.commit('other');
    assert.equal(await (await open(clone.path)).mergeBase(main[2]!, other), undefined);
  });

  it('lists the tags that can be reached, peeled to their commits', async () => {
    assert.deepEqual(await repository.tags(main[2]!), [
      { name: 'v1.0.0', commit: main[0] },
      { name: 'v1.1.0', commit: main[1] },
      { name: 'v1.1.0-again', commit: main[1] },
    ]);
    assert.deepEqual(await repository.tags(main[0]!), [{ name: 'v1.0.0', commit: main[0] }]);
    assert.equal(await repository.tags(nowhere), undefined);
  });

  it('does not take a clone without tags for a repository without', async () => {
    assert.equal(await (await open(scratch.clone('untagged', '--no-tags').path)).tags(main[2]!), undefined);
  });

  it('reads files of a commit, through symlinks that stay within', async () => {
    const clone = scratch.clone('files');
    symlinkSync('m1.txt', join(clone.path, 'link'));
    symlinkSync('/etc/passwd', join(clone.path, 'out'));
    symlinkSync('nothing', join(clone.path, 'dangling'));
    const sha = clone.commit('links', { 'a folder/ä.yml': 'version: 1\n', empty: '' });
    const files = await open(clone.path);
    const text = async (path: string) => (await files.readFile(sha, path))?.toString();
    assert.equal(await text('a folder/ä.yml'), 'version: 1\n');
    assert.equal(await text('empty'), '');
    assert.equal(await text('link'), 'm1');
    for (const path of ['out', 'dangling', 'a folder', 'gone', 'm1.txt/x', 'a\nb', '']) assert.equal(await text(path), undefined, path);
    assert.equal(await files.readFile(nowhere, 'm1.txt'), undefined);
  });
});

describe('a clone of the merge ref at depth 1', () => {
  let repository: Repository;
  before(async () => {
    repository = await open(mergeRefAtDepth1('depth1'));
  });

  it('tells the true parents of the merge, and where its knowledge ends', async () => {
    assert.deepEqual(await repository.commit(mergeRef), { sha: mergeRef, parents: [main[2], feature[1]] });
    assert.equal(await repository.commit(feature[1]!), undefined);
    assert.deepEqual(await repository.firstParents(feature[1]!, 50), { commits: [], truncated: true });
    // main's tip came with the clone itself, so one step more is known.
    assert.deepEqual(await repository.firstParents(mergeRef, 50), { commits: [main[2], main[1]], truncated: true });
  });

  it('does not say what it cannot know', async () => {
    assert.equal(await repository.mergeBase(main[2]!, mergeRef), undefined);
    assert.equal(await repository.isAncestor(main[2]!, mergeRef), undefined);
    assert.equal(await repository.tags(mergeRef), undefined);
  });
});

describe('a clone that is deep enough, or not quite', () => {
  it('believes a merge base only where no line was cut on the way to it', async () => {
    const { origin } = scratch;
    // The branch left main at m1 and got m2 later, by way of a long side line. Cut there, m1 would pass for the merge base.
    origin.git('checkout', '--quiet', '-b', 'side', main[1]!);
    for (const message of ['s1', 's2', 's3']) origin.commit(message);
    origin.git('checkout', '--quiet', '-b', 'long', main[0]!);
    origin.commit('l1');
    origin.merge('update', 'side');
    const head = origin.commit('l2');
    origin.git('checkout', '--quiet', 'main');
    const clone = scratch.clone('cut', '--depth=4', '--no-tags', '--branch=long');
    clone.git('fetch', '--quiet', '--no-tags', '--depth=3', 'origin', 'main');
    assert.equal(clone.git('merge-base', main[2]!, head), main[0], 'git itself is misled');
    const repository = await open(clone.path);
    assert.equal(await repository.mergeBase(main[2]!, head), undefined);
    assert.equal(await repository.mergeBase(main[2]!, main[1]!), main[1], 'what is near is certain');
    clone.git('fetch', '--quiet', '--no-tags', '--deepen=2', 'origin', 'long');
    assert.equal(await repository.mergeBase(main[2]!, head), main[1]);
  });
});

describe('what git says', () => {
  it('is shortened to its last error, without credentials', () => {
    const said = "warning: x\nfatal: unable to access 'https://x-access-token:ghs_secret@github.com/o/r/': 403\nhint: y\n";
    assert.equal(lastWords(said), "fatal: unable to access 'https://…@github.com/o/r/': 403");
    assert.equal(lastWords(''), 'it said nothing');
    assert.equal(lastWords(`fatal: ${'x'.repeat(1000)}`).length, 300);
  });

  it('is the same in a temporary folder of any name', async () => {
    const folder = join(tmpdir(), `plimsoll git ü ${process.pid}`);
    mkdirSync(folder);
    try {
      assert.equal(await openRepository(folder), undefined);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
