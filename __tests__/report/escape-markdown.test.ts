/** Nothing that an image, a branch or a budget calls something acts on GitHub. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { markdownCode, markdownProse } from '../../src/report/escape-markdown.ts';
import { foreignText, unseenCharacter } from './foreign-text.ts';

describe('markdownCode', () => {
  it('writes a path so that people can read its source', () => {
    assert.equal(markdownCode('/usr/lib/libx264.so.164'), '<code>/usr/lib/libx264.so.164</code>');
  });
  it('writes all that means something by its number', () => {
    assert.equal(markdownCode('a|b`c*_<x>'), '<code>a&#124;b&#96;c&#42;&#95;&#60;x&#62;</code>');
    assert.equal(markdownCode('a@b.c'), '<code>a<wbr>&#64;b.c</code>');
    assert.equal(markdownCode('https://x'), '<code>https&#58;<wbr>//x</code>');
    assert.equal(markdownCode('www.x.y'), '<code>www<wbr>.x.y</code>');
  });
  it('cuts the middle out of what is too long', () => {
    assert.equal(markdownCode('abcdefghij', 5), '<code>ab…ij</code>');
    assert.ok(markdownCode('x'.repeat(10_000)).length < 200);
  });
  it('is never empty, since an empty element would fold away', () => assert.equal(markdownCode(''), '<code>&#32;</code>'));
  it('leaves no special character of any text', () => {
    fc.assert(
      fc.property(foreignText, (text) => assertInertCode(markdownCode(text))),
      { numRuns: 3_000 },
    );
  });
});

describe('markdownProse', () => {
  it('leaves sentences readable', () => {
    const sentence = 'grew by 12.4 MB (+5.1%) on linux/amd64, “as before”; until 2027-01-31.';
    assert.equal(markdownProse(sentence), sentence);
  });
  it('keeps the blanks around it, since sentences are joined from parts', () => assert.equal(markdownProse(' and '), ' and '));
  it('turns what could link or mention into code', () => {
    assert.equal(markdownProse('see #412, by @bob.'), 'see <code>&#35;412</code>, by <code><wbr>&#64;bob</code>.');
    assert.equal(markdownProse('(see /app/x)'), '(see <code>/app/x</code>)');
    assert.equal(markdownProse('at 4be21c7 of o/r#3'), 'at <code>4be21c7</code> of <code>o/r&#35;3</code>');
  });
  it('takes backticks for quotes', () => assert.equal(markdownProse('run `a b` first'), 'run <code>a b</code> first'));
  it('leaves no colon with something after it', () => assert.equal(markdownProse('a:…'), '<code>a</code>&#58;…'));
  it('begins no list', () => assert.equal(markdownProse('1. x'), '1&#46; x'));
  it('leaves nothing that acts, in any text', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const prose = markdownProse(text);
        const codes = prose.match(/<code>.*?<\/code>/gs) ?? [];
        for (const code of codes) assertInertCode(code);
        assertInertProse(prose.replace(/<code>.*?<\/code>/gs, ' x '));
      }),
      { numRuns: 3_000 },
    );
  });
});

/** Within `<code>` only letters, blanks, a little punctuation and numeric references stand. */
function assertInertCode(html: string): void {
  const inside = /^<code>(.*)<\/code>$/s.exec(html)?.[1];
  assert.ok(inside !== undefined, html);
  const bare = inside.replaceAll('<wbr>', '').replace(/&#\d+;/g, '');
  assert.doesNotMatch(bare, /[!-'*:;<>?@[\\\]^_`{|}~]/, html);
  assert.doesNotMatch(inside, unseenCharacter);
  assert.doesNotMatch(inside, /(?<!<wbr>)&#64;/, 'an address could link');
  assert.doesNotMatch(inside, /&#58;\/\/|www\./i, 'a web address could link');
}

/** Outside of code a reference of any kind would still be linked, so its parts are not there at all. */
function assertInertProse(text: string): void {
  const bare = text.replace(/&#(?:33|34|39|40|41|44|46|58|59|63);/g, '');
  assert.doesNotMatch(bare, /[@#<>&`|*_~\\[\]{}$]/, text);
  assert.doesNotMatch(bare, /\/\/|www\.\S|:\S|[0-9a-f]{7}|[a-z]-\d/i, text);
  assert.doesNotMatch(text, /^\s*(?:[-+]|\d+[.)])(?:\s|$)/, text);
  assert.doesNotMatch(text, unseenCharacter);
}
