/** The comment whose picture the README shows is the one that the program renders; UPDATE_GOLDEN=1 writes it, scripts/picture.ts also takes the picture. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { commentFile, renderExampleComment } from '../../scripts/picture.ts';

describe('docs/images/comment.md', () => {
  it("is the comment on the example's second version", async () => {
    const comment = await renderExampleComment();
    if (process.env.UPDATE_GOLDEN === '1') writeFileSync(commentFile, comment);
    else
      assert.equal(
        readFileSync(commentFile, 'utf8'),
        comment,
        'it is not what is rendered: run node scripts/picture.ts, look at the picture, and commit both',
      );
  });
});
