/** The names of branches are those that git takes. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { branchNamePattern, refuseBranchName } from '../../src/budget/branch-name.ts';

const gitTakes = (name: string) => spawnSync('git', ['check-ref-format', `refs/heads/${name}`]).status === 0;
const pattern = new RegExp(`^${branchNamePattern}$`, 'u');

describe('refuseBranchName', () => {
  const refused: [name: string, problem: string, suggestion?: string][] = [
    ['', 'names no branch'],
    ['a b', 'has a space in it', 'a-b'],
    ['a..b', 'has .. in it'],
    ['a~1', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a^', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a:b', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a?', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a*', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a[b', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a\\b', 'has one of ~ ^ : ? * [ \\ in it'],
    ['a\u0007', 'has a control character in it'],
    ['a\u007f', 'has a control character in it'],
    ['a\nb', 'has a control character in it'],
    ['.a', 'has a part that begins with a dot'],
    ['a/.b', 'has a part that begins with a dot'],
    ['a.', 'ends with a dot'],
    ['a.lock', 'has a part that ends with .lock'],
    ['a.lock/b', 'has a part that ends with .lock'],
    ['a@{0}', 'has @{ in it'],
    ['/a', 'has an empty part between slashes', 'a'],
    ['a//b', 'has an empty part between slashes', 'a/b'],
    ['a/', 'has an empty part between slashes', 'a'],
  ];
  for (const [name, problem, suggestion] of refused) {
    it(`refuses ${JSON.stringify(name)}, as git does`, () => {
      assert.deepEqual(refuseBranchName(name), { problem, ...(suggestion === undefined ? {} : { suggestion }) });
      assert.equal(gitTakes(name), false);
      assert.doesNotMatch(name, pattern);
    });
  }

  const taken: [name: string, problem: string, suggestion?: string][] = [
    ['refs/heads/a', 'begins with refs/', 'a'],
    ['refs/', 'begins with refs/'],
    ['-d', 'begins with a dash'],
    ['@', 'means the commit that is checked out'],
    ['HEAD', 'means the commit that is checked out'],
    ['4be21c74be21c74be21c74be21c74be21c74be21', 'looks like the id of a commit'],
  ];
  for (const [name, problem, suggestion] of taken) {
    it(`refuses ${JSON.stringify(name)}, which would be taken for something else`, () => {
      assert.deepEqual(refuseBranchName(name), { problem, ...(suggestion === undefined ? {} : { suggestion }) });
      assert.doesNotMatch(name, pattern);
    });
  }

  for (const name of [
    'plimsoll-data',
    'a',
    'a/b/c',
    'a.b',
    'a@b',
    '@a',
    'größe',
    'a{b}',
    "it's",
    '4be21c7',
    'lock',
    'a.lockx',
    'x/-d',
    'HEAD/a',
  ]) {
    it(`accepts ${name}, as git does`, () => {
      assert.equal(refuseBranchName(name), undefined);
      assert.equal(gitTakes(name), true);
      assert.match(name, pattern);
    });
  }

  it('says the same as git and as the schema of whatever is put together', () => {
    const part = fc.constantFrom('a', 'b', '.', '/', '-', '@', '{', '.lock', '..', ' ', '~', ':', '[', '\\', 'é', '\u0001', '#', '%');
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
        const name = parts.join('');
        const refusal = refuseBranchName(name);
        assert.equal(pattern.test(name), refusal === undefined, 'the schema');
        if (!/^-|^@$/.test(name)) assert.equal(gitTakes(name), refusal === undefined, 'git');
        if (refusal?.suggestion !== undefined) assert.equal(refuseBranchName(refusal.suggestion), undefined);
      }),
      { numRuns: 300 },
    );
  });
});
