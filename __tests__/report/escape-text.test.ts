/** Nothing that an image calls something acts on a terminal or in a log. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { escapeText } from '../../src/report/escape-text.ts';
import { showUnseen } from '../../src/show-unseen.ts';
import { foreignText, unseenCharacter } from './foreign-text.ts';

describe('showUnseen', () => {
  it('shows what would not be seen', () => {
    assert.equal(showUnseen('a\nb\tc\rd'), 'a\\nb\\tc\\rd');
    assert.equal(showUnseen('\u001b[31mred'), '\\x1b[31mred');
    assert.equal(showUnseen('gpj\u202e.exe'), 'gpj\\u{202e}.exe');
    assert.equal(showUnseen('\ud800'), '\\u{d800}');
    assert.equal(showUnseen('a\u3164b'), 'a\\u{3164}b');
  });
  it('shows bytes that are not UTF-8 as bytes', () => assert.equal(showUnseen('caf\udce9'), 'caf\\xe9'));
  it('leaves letters of all scripts', () => assert.equal(showUnseen('図書館 naïve ☃️ ёж'), '図書館 naïve ☃️ ёж'));
});

describe('escapeText', () => {
  it('leaves no command that a runner would run', () => {
    assert.equal(escapeText('::error::x'), ':\\u{3a}error::x');
    assert.equal(escapeText('a ::warning::x'), 'a :\\u{3a}warning::x');
    assert.equal(escapeText('x##[group]y'), 'x#\\u{23}[group]y');
    assert.equal(escapeText('##vso[task.setvariable]'), '#\\u{23}vso[task.setvariable]');
  });
  it('leaves what only looks like a command', () => {
    assert.equal(escapeText('perl -MFoo::Bar ## done'), 'perl -MFoo::Bar ## done');
  });
  it('holds for any text', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const shown = escapeText(text);
        assert.doesNotMatch(shown, unseenCharacter);
        assert.doesNotMatch(shown, /(^|\s)::/);
        assert.doesNotMatch(shown, /##\w*\[/);
        assert.doesNotThrow(() => encodeURIComponent(shown), 'a half of a surrogate pair is left');
      }),
      { numRuns: 3_000 },
    );
  });
});
