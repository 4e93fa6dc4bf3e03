/** Directories are named where the change is, neither above nor below. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareFiles } from '../../src/comparison/compare-files.ts';
import type { PathChange } from '../../src/comparison/comparison.ts';
import { compareDirectories } from '../../src/comparison/directory-changes.ts';
import { filesOf, inventoryOf } from './sample-weighed.ts';

type Sizes = Record<string, number>;

function written(changes: PathChange[]): string[] {
  return changes.map(({ path, base, head, change }) => `/${path} ${base ?? '-'}>${head ?? '-'} ${change > 0 ? '+' : ''}${change}`);
}

function named(base: Sizes, head: Sizes): string[] {
  return written(compareFiles(inventoryOf(filesOf(base)), inventoryOf(filesOf(head))).directories);
}

function many(prefix: string, count: number, bytes: number): Sizes {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${i}/index.js`, bytes]));
}

describe('DirectoryChanges', () => {
  it('goes down to the directory that holds the change', () => {
    const base = { 'usr/lib/node/a': 50, 'usr/lib/libc': 500, 'etc/hosts': 5 };
    assert.deepEqual(named(base, { ...base, 'usr/lib/node/b': 100 }), ['/usr/lib/node 50>150 +100']);
  });

  it('names the child that holds nine tenths, and the small one beside it', () => {
    assert.deepEqual(named({}, { 'app/big/x': 90, 'app/small/x': 10 }), ['/app/big ->90 +90', '/app/small ->10 +10']);
  });

  it('stops where a change falls into many', () => {
    assert.deepEqual(named({ 'app/main.js': 7 }, { 'app/main.js': 7, ...many('app/node_modules/p', 30, 10) }), [
      '/app/node_modules ->300 +300',
    ]);
  });

  it('goes down where a few hold it together', () => {
    assert.deepEqual(named({}, { 'usr/bin/x': 30, 'usr/lib/x': 60, 'usr/share/x': 20 }), [
      '/usr/lib ->60 +60',
      '/usr/bin ->30 +30',
      '/usr/share ->20 +20',
    ]);
  });

  it('takes nine tenths for nearly all, and no less', () => {
    const small = many('app/s', 5, 2);
    const few = { 'app/a/x': 60, 'app/b/x': 10, 'app/c/x': 10 };
    assert.deepEqual(named({}, { ...few, 'app/d/x': 10, ...small }).length, 9);
    assert.deepEqual(named({}, { ...few, 'app/d/x': 9, ...small }), ['/app ->99 +99']);
  });

  it('names a directory for files of its own', () => {
    assert.deepEqual(named({ 'app/old.js': 40 }, { 'app/new.js': 70, 'app/lib/x': 20 }), ['/app 40>90 +50']);
  });

  it('names the root for files of its own alone', () => {
    assert.deepEqual(named({}, { 'app.jar': 100, 'etc/x': 1 }), ['/ ->101 +101']);
    assert.deepEqual(named({}, many('d', 9, 10)).length, 9);
  });

  it('shows what moved: a loss here and a gain there', () => {
    assert.deepEqual(named({ 'opt/v1/x': 80 }, { 'opt/v2/x': 80 }), ['/opt/v1 80>- -80', '/opt/v2 ->80 +80']);
  });

  it('keeps what a named directory would hide', () => {
    const head = { ...many('app/p', 20, 10), 'app/cache/v2/x': 900 };
    assert.deepEqual(named({ 'app/cache/v1/x': 900, 'app/q/x': 1 }, { ...head, 'app/q/x': 1 }), [
      '/app/cache/v1 900>- -900',
      '/app/cache/v2 ->900 +900',
      '/app 901>1101 +200',
    ]);
  });

  it('says nothing of directories in which gains and losses of files are even', () => {
    assert.deepEqual(named({ 'app/main.1.js': 10 }, { 'app/main.2.js': 10 }), []);
  });

  it('keeps directories apart whose names sort between a directory and its files', () => {
    assert.deepEqual(named({}, { 'a-b/x': 1, 'a/x': 2, 'a.b/x': 4, a0: 0 }), ['/a.b ->4 +4', '/a ->2 +2', '/a-b ->1 +1']);
  });

  it('is not slowed by deep and by wide trees', () => {
    const deep = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`${'d/'.repeat(i)}x`, 1]));
    assert.ok(named({}, deep).length > 0);
    assert.deepEqual(named({}, many('wide/p', 50_000, 1)), ['/wide ->50000 +50000']);
  });
});

describe('compareDirectories', () => {
  const list = (sizes: Sizes) => Object.entries(sizes).map(([path, bytes]) => ({ path, bytes, files: 1 }));

  it('names directories by the same rule as files do', () => {
    const base = { '': 1000, usr: 800, 'usr/lib': 700, 'usr-local': 10, etc: 5 };
    const head = { '': 1150, usr: 950, 'usr/lib': 850, 'usr-local': 10, etc: 5 };
    assert.deepEqual(written(compareDirectories(list(base), list(head))), ['/usr/lib 700>850 +150']);
  });

  it('takes a directory that is not listed for unknown, and names the one above it', () => {
    assert.deepEqual(written(compareDirectories(list({ '': 100, app: 90 }), list({ '': 200, app: 190, 'app/lib': 150 }))), [
      '/app 90>190 +100',
    ]);
  });

  it('finds nothing where nothing is listed on both sides', () => {
    assert.deepEqual(compareDirectories([], list({ '': 5 })), []);
    assert.deepEqual(written(compareDirectories(list({ a: 1, b: 2 }), list({ a: 2, c: 3 }))), ['/a 1>2 +1']);
  });
});
