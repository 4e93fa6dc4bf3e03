/** What GitHub is asked of the history where the clone does not have it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { combineHistories, maxAskedTags } from '../../src/action/history.ts';
import type { Commits } from '../../src/github/commits.ts';

const head = 'a'.repeat(40);
const idOf = (number: number) => number.toString(16).padStart(40, '0');

/** A GitHub of versions 1 to `count`, of which those up to `reachable` are ancestors of the head. */
function versions(count: number, reachable: number): { github: Commits; asked: string[] } {
  const asked: string[] = [];
  const unused = async () => assert.fail('nothing else is asked');
  const github: Commits = {
    ...{ commit: unused, firstParents: unused, mergeBase: unused, resolve: unused, fileAt: unused },
    tags: async () => Array.from({ length: count }, (_, index) => ({ name: `v${index + 1}.0.0`, commit: idOf(index + 1) })),
    isAncestor: async (ancestor) => {
      asked.push(ancestor);
      return Number.parseInt(ancestor, 16) <= reachable;
    },
  };
  return { github, asked };
}

describe('the last release, by what GitHub says', () => {
  it('is looked for from the highest version down, and no further than to it', async () => {
    const { github, asked } = versions(500, 500 - maxAskedTags + 1);
    const last = 500 - maxAskedTags + 1;
    assert.deepEqual(await combineHistories(undefined, github).tags(head), [{ name: `v${last}.0.0`, commit: idOf(last) }]);
    assert.equal(asked.length, maxAskedTags);
  });

  it('is given up where too many higher ones are of other branches', async () => {
    const { github, asked } = versions(500, 500 - maxAskedTags);
    await assert.rejects(combineHistories(undefined, github).tags(head), {
      code: 'github',
      message: /of the 100 highest version tags no release is an ancestor of aaaaaaa, and GitHub was asked about no more/,
      hint: /fetch-depth: 0/,
    });
    assert.equal(asked.length, maxAskedTags);
  });
});
