/** Exact, else nearest, else none; and a store that does not answer is none of these. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { ChosenCommit } from '../../src/baseline/choose-commit.ts';
import { fileStore } from '../../src/baseline/file-store.ts';
import { baselineOf, findRecord } from '../../src/baseline/find-record.ts';
import type { History } from '../../src/baseline/history.ts';
import type { RecordStore } from '../../src/baseline/store.ts';
import { ExpectedError } from '../../src/errors.ts';
import { makeScratch, type Scratch } from '../git/scratch-repository.ts';
import { historyOf } from './histories.ts';
import { sampleRecord } from './sample-record.ts';

let scratch: Scratch;
let store: RecordStore;
let history: History;
/** On main, the newest last; m[2] merged a branch whose one commit is `side`. */
let m: string[];
let side: string;

beforeEach(async () => {
  scratch = makeScratch();
  const { origin } = scratch;
  m = ['m1', 'm2'].map((message) => origin.commit(message));
  origin.git('checkout', '--quiet', '-b', 'side');
  side = origin.commit('side');
  origin.git('checkout', '--quiet', 'main');
  m.push(origin.merge('merge', 'side'), ...['m4', 'm5'].map((message) => origin.commit(message)));
  store = fileStore(join(scratch.folder, 'store'));
  history = await historyOf(origin);
});
afterEach(() => scratch.remove());

const chosen = (commit: string, fields: Partial<ChosenCommit> = {}): ChosenCommit => ({
  kind: 'merge-parent',
  commit,
  measured: m[4]!,
  sentence: 'the first parent of the merge commit',
  ref: 'main',
  ...fields,
});
const short = (commit: string | undefined) => commit!.slice(0, 7);

/** A store that does not answer. */
const silent: RecordStore = {
  name: 'the silent store',
  refused: [],
  first: async () => {
    throw new ExpectedError('baseline', 'reading the silent store: GitHub answered 503');
  },
  load: () => assert.fail('nothing was named'),
  save: () => assert.fail('nothing is kept'),
};

describe('findRecord', () => {
  it('takes the exact record, and asks no history for it', async () => {
    await store.save(sampleRecord(m[3]!));
    const found = await findRecord(store, m[3]!, { firstParents: () => assert.fail('not needed') });
    assert.equal(found.kind, 'exact');
    const baseline = baselineOf(found, chosen(m[3]!));
    assert.equal(baseline.label, `main ${short(m[3])}`);
    assert.equal(baseline.behind, undefined);
    assert.equal(baseline.note(true), `Compared with ${short(m[3])}, the first parent of the merge commit: exact record`);
    assert.equal(baseline.note(false), `The record of ${short(m[3])} has none of these images`);
    assert.deepEqual(
      (await baseline.load('api')).map(({ analysis }) => analysis.platform),
      ['linux/amd64', 'linux/arm64'],
    );
    assert.equal((await baseline.load('__proto__')).length, 1);
    assert.deepEqual(await baseline.load('constructor'), []);
  });

  it('takes the nearest first parent where path filters left gaps, never one of a merged branch', async () => {
    await store.save(sampleRecord(m[0]!));
    await store.save(sampleRecord(side));
    const found = await findRecord(store, m[3]!, history);
    assert.ok(found.kind === 'ancestor');
    assert.deepEqual([found.record.commit, found.behind], [m[0], 3]);
    const baseline = baselineOf(found, chosen(m[3]!));
    assert.equal(baseline.behind, 3);
    assert.equal(baseline.label, `main ${short(m[0])}`);
    const behind = `Compared with ${short(m[0])}, 3 commits behind ${short(m[3])}, the first parent of the merge commit, which has no record`;
    assert.equal(baseline.note(true), `${behind}; growth only warns`);
    assert.equal(baselineOf(found, chosen(m[3]!), { strict: true }).note(true), `${behind}; growth fails all the same`);
    await store.save(sampleRecord(m[2]!));
    const near = await findRecord(store, m[3]!, history);
    assert.equal(near.kind === 'ancestor' && near.behind, 1);
    assert.match(baselineOf(near, chosen(m[3]!)).note(true)!, / 1 commit behind /);
  });

  it('finds none on the first run ever, and says how far it looked', async () => {
    const found = await findRecord(store, m[3]!, history);
    assert.deepEqual(found, { kind: 'none', asked: 3, refused: [] });
    const baseline = baselineOf(found, chosen(m[3]!));
    assert.equal(
      baseline.note(false),
      `There is no record of ${short(m[3])} yet (the first parent of the merge commit), nor of the 3 commits before it`,
    );
    assert.equal(baseline.label, undefined);
    assert.deepEqual(await baseline.load('api'), []);
    assert.match(
      baselineOf(await findRecord(store, m[0]!, history), chosen(m[0]!)).note(false)!,
      /\(the first parent of the merge commit\)$/,
    );
  });

  it('looks no further than asked', async () => {
    await store.save(sampleRecord(m[0]!));
    assert.deepEqual(await findRecord(store, m[4]!, history, { most: 3 }), { kind: 'none', asked: 3, refused: [] });
    const found = await findRecord(store, m[4]!, history, { most: 4 });
    assert.equal(found.kind, 'ancestor');
  });

  it('passes over records that are damaged, and says so', async () => {
    for (const commit of [m[0]!, m[2]!, m[3]!]) await store.save(sampleRecord(commit));
    for (const commit of [m[2]!, m[3]!]) writeFileSync(join(scratch.folder, 'store', 'records', `${commit}.json`), '{}');
    const found = await findRecord(store, m[3]!, history);
    assert.ok(found.kind === 'ancestor');
    assert.deepEqual([found.record.commit, found.behind, found.refused.length], [m[0], 3, 2]);
    assert.match(
      baselineOf(found, chosen(m[3]!)).note(true)!,
      /growth only warns; a record was passed over: reading the file .* \(and 1 more\)$/,
    );
  });

  it('says where not all records were looked through', async () => {
    const found = await findRecord({ ...store, lookedThrough: 1000 }, m[3]!, history);
    assert.equal(
      baselineOf(found, chosen(m[3]!)).note(false),
      `There is no record of ${short(m[3])} among the last 1,000 records (the first parent of the merge commit), nor of the 3 commits before it`,
    );
    await store.save(sampleRecord(m[2]!));
    const near = await findRecord({ ...store, lookedThrough: 1000 }, m[3]!, history);
    assert.match(baselineOf(near, chosen(m[3]!)).note(true)!, /the merge commit, which is not among the last 1,000 records; growth only/);
  });

  it('tells a store that cannot be reached from one that has no record', async () => {
    const found = await findRecord(silent, m[3]!, history);
    assert.deepEqual(found, { kind: 'unreachable', why: 'reading the silent store: GitHub answered 503', refused: [] });
    assert.equal(
      baselineOf(found, chosen(m[3]!)).note(false),
      `The store cannot be reached, so that it is not known whether ${short(m[3])} has a record: reading the silent store: GitHub answered 503`,
    );
  });

  it('tells a history that cannot be followed from one that has no record', async () => {
    const firstParents = async () => {
      throw new ExpectedError('github', 'GitHub answered 403');
    };
    const found = await findRecord(store, m[3]!, { firstParents });
    assert.deepEqual(found, { kind: 'none', asked: 0, why: 'GitHub answered 403', refused: [] });
    assert.match(baselineOf(found, chosen(m[3]!)).note(false)!, /; the commits before it could not be told: GitHub answered 403$/);
  });

  it('does not hide what is a bug of ours, or a cancelled run', async () => {
    for (const error of [new TypeError('a bug'), new ExpectedError('interrupted', 'cancelled')]) {
      const broken = { ...silent, first: () => Promise.reject(error) };
      await assert.rejects(findRecord(broken, m[3]!, history), error);
    }
  });

  it('calls a commit that belongs to no branch by its id alone', async () => {
    await store.save(sampleRecord(m[3]!));
    const { ref: _, ...nameless } = chosen(m[3]!, { sentence: 'the commit that was asked for' });
    assert.equal(baselineOf(await findRecord(store, m[3]!, history), nameless).label, short(m[3]));
  });
});
