/** The history that GitHub tells is the one that git tells. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Commits, commitsOf } from '../../src/github/commits.ts';
import { faultOf, openStandIn } from './open-stand-in.ts';
import { type NewCommit, writeHistory } from './repositories.ts';
import { faults } from './stand-in/faults.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayNothing } from './stand-in/tokens.ts';

const nowhere = 'd'.repeat(40);

type Opened = { standIn: StandIn; commits: Commits; ids: string[] } & AsyncDisposable;

async function withHistory(history: readonly NewCommit[]): Promise<Opened> {
  const standIn = await startGitHub();
  const ids = writeHistory(standIn, history);
  const close = async () => {
    assert.deepEqual(standIn.unexpected, []);
    await standIn.close();
  };
  return { standIn, commits: commitsOf(openStandIn(standIn)), ids, [Symbol.asyncDispose]: close };
}

/** `main` of so many merges, each of a topic of so many commits. */
function mergesOf(merges: number, commits: number): NewCommit[] {
  const history: NewCommit[] = [{ on: 'main' }];
  let tip = 1;
  for (let merge = 0; merge < merges; merge++) {
    let side = tip;
    for (let count = 0; count < commits; count++) {
      history.push({ on: `topic-${merge}`, parents: [`:${side}`] });
      side = history.length;
    }
    history.push({ on: 'main', parents: [`:${tip}`, `:${side}`] });
    tip = history.length;
  }
  return history;
}

describe('commit', () => {
  it('has all its parents, the first one first', async () => {
    await using opened = await withHistory(mergesOf(1, 2));
    const [root, , side, merge] = opened.ids as [string, string, string, string];
    assert.deepEqual(await opened.commits.commit(merge), { sha: merge, parents: [root, side] });
    assert.deepEqual(await opened.commits.commit(root), { sha: root, parents: [] });
    assert.equal(await opened.commits.commit(nowhere), undefined);
  });

  it('tells what may not be read from what is not there', async () => {
    await using opened = await withHistory([{ on: 'main' }]);
    const token = opened.standIn.addToken({ permissions: mayNothing });
    const fault = await faultOf(commitsOf(openStandIn(opened.standIn, { token })).commit(opened.ids[0]!));
    assert.match(
      fault.message,
      new RegExp(`^reading the commit ${opened.ids[0]} from example/app: GitHub answered 403 .*\`contents: read\`$`),
    );
  });
});

describe('firstParents', () => {
  for (const [merges, commits] of [
    [3, 0],
    [4, 3],
    [30, 12],
    [3, 150],
  ] as const) {
    it(`follow main over ${merges} merges of ${commits} commits`, async () => {
      await using opened = await withHistory(mergesOf(merges, commits));
      const tip = opened.ids.at(-1)!;
      const line = (await opened.standIn.git('rev-list', '--first-parent', 'main')).split('\n').slice(1);
      assert.deepEqual(await opened.commits.firstParents(tip, 1000), line);
      const pages = opened.standIn.requests.length;
      assert.ok(pages <= Math.ceil(opened.ids.length / 100) + 1, `${pages} requests for ${opened.ids.length} commits`);
      assert.deepEqual(await opened.commits.firstParents(tip, 2), line.slice(0, 2));
      assert.deepEqual(await opened.commits.firstParents(tip, 0), []);
    });
  }

  it('of a commit that is not there are none', async () => {
    await using opened = await withHistory([{ on: 'main' }]);
    assert.deepEqual(await opened.commits.firstParents(nowhere, 10), []);
    assert.deepEqual(await opened.commits.firstParents(opened.ids[0]!, 10), []);
  });
});

describe('mergeBase and isAncestor', () => {
  it('say where two lines part', async () => {
    const parents = [':1'];
    await using opened = await withHistory([{ on: 'main' }, { on: 'main', parents }, { on: 'topic', parents }, { on: 'alone' }]);
    const { commits } = opened;
    const [root, main, topic, alone] = opened.ids as [string, string, string, string];
    assert.equal(await commits.mergeBase(main, topic), root);
    assert.equal(await commits.mergeBase(main, root), root);
    assert.equal(await commits.mergeBase(main, alone), undefined);
    assert.equal((await faultOf(commits.mergeBase(main, nowhere))).status, 404);
    const related = [commits.isAncestor(root, topic), commits.isAncestor(topic, topic), commits.isAncestor(topic, root)];
    assert.deepEqual(await Promise.all(related), [true, true, false]);
    assert.deepEqual(await Promise.all([commits.isAncestor(main, topic), commits.isAncestor(alone, main)]), [false, false]);
  });
});

describe('tags and resolve', () => {
  it('peel annotated tags, over all pages', async () => {
    await using opened = await withHistory([{ on: 'main' }]);
    const [commit] = opened.ids as [string];
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.test'];
    await opened.standIn.git(...who, 'tag', '--annotate', '--message', 'one', 'v1.0.0', commit);
    for (let count = 0; count < 105; count++) await opened.standIn.git('update-ref', `refs/tags/v2.0.${count}`, commit);
    const tags = await opened.commits.tags();
    assert.equal(tags.length, 106);
    assert.deepEqual(
      tags.find(({ name }) => name === 'v1.0.0'),
      { name: 'v1.0.0', commit },
    );
  });

  it('know a commit by branch, tag and short id', async () => {
    await using opened = await withHistory([{ on: 'feature/one' }]);
    const [commit] = opened.ids as [string];
    await opened.standIn.git('tag', 'v1', commit);
    for (const name of ['feature/one', 'v1', commit.slice(0, 8), commit]) assert.equal(await opened.commits.resolve(name), commit, name);
    assert.equal(await opened.commits.resolve('main'), undefined);
    opened.standIn.fault(/commits/, 'not-json');
    assert.match((await faultOf(opened.commits.resolve('v1'))).message, /the answer is not the id of a commit$/);
  });
});

describe('fileAt', () => {
  it('reads bytes as they are', async () => {
    const bytes = Buffer.from([0, 255, 10, 128]);
    await using opened = await withHistory([{ on: 'main', files: { 'a b/ü.bin': bytes, empty: '' } }]);
    const [commit] = opened.ids as [string];
    assert.deepEqual(await opened.commits.fileAt('a b/ü.bin', commit), bytes);
    assert.deepEqual(await opened.commits.fileAt('empty', commit), Buffer.alloc(0));
    assert.equal(await opened.commits.fileAt('none', commit), undefined);
    assert.equal(await opened.commits.fileAt('empty', nowhere), undefined);
  });

  it('reads up to 1 MiB, and what GitHub leaves out of its answer as well', async () => {
    const [fits, larger] = [Buffer.alloc(1_048_576, 'x'), Buffer.alloc(1_048_577, 'x')];
    await using opened = await withHistory([{ on: 'main', files: { fits, larger } }]);
    const [commit] = opened.ids as [string];
    assert.deepEqual(await opened.commits.fileAt('fits', commit), fits);
    const fault = await faultOf(opened.commits.fileAt('larger', commit));
    assert.match(fault.message, /^reading larger of \w+ from example\/app: it has 1048577 bytes, of which at most 1048576 are read$/);
  });

  it('refuses a folder, and recovers from a torn answer', async () => {
    await using opened = await withHistory([{ on: 'main', files: { 'folder/file': 'text' } }]);
    const [commit] = opened.ids as [string];
    assert.match((await faultOf(opened.commits.fileAt('folder', commit))).message, /it is a folder, expected a file$/);
    opened.standIn.fault(/contents/, 'torn', faults.serverError);
    assert.equal((await opened.commits.fileAt('folder/file', commit))?.toString(), 'text');
  });
});
