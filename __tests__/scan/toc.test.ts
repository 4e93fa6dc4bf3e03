/** A table of contents comes from whoever made the image: how much of it there is, is known before it takes memory. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxTocEntries, maxTocOpenings, parseToc, TocFault } from '../../src/scan/toc.ts';

/** A table whose list is `count` times the element. */
const tableOf = (element: string, count: number) => Buffer.from(`{"version":1,"entries":[${`${element},`.repeat(count - 1)}${element}]}`);

function faultOf(table: Buffer): string {
  try {
    parseToc(table);
  } catch (error) {
    assert.ok(error instanceof TocFault);
    return error.message;
  }
  return '';
}

describe('parseToc', () => {
  for (const element of ['{}', '[]'])
    it(`does not parse a table with more ${element} than any image has`, () => {
      const refused = `it has more than ${maxTocOpenings} objects and lists`;
      // Neither is JSON: whoever parses them says that.
      const broken = (count: number) => Buffer.concat([tableOf(element, count), Buffer.from('!')]);
      assert.equal(faultOf(broken(maxTocOpenings - 1)), refused);
      assert.equal(faultOf(broken(maxTocOpenings - 2)), 'it is no JSON object');
    });

  it('takes as many entries as may be, each with extended attributes', () => {
    const table = (count: number) => tableOf('{"xattrs":{}}', count);
    assert.equal(faultOf(table(maxTocEntries)), 'an entry is of an unknown type (undefined)');
    assert.equal(faultOf(table(maxTocEntries + 1)), `it has more than ${maxTocOpenings} objects and lists`);
    assert.equal(faultOf(tableOf('{}', maxTocEntries + 1)), `it has ${maxTocEntries + 1} entries, where ${maxTocEntries} are the most`);
  });
});
