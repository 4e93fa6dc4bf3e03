/** A log shows what an image or a build says, and the runner does nothing by it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { neutralise } from '../../src/report/escape-log.ts';
import { foreignText } from './foreign-text.ts';

/** How the runner finds commands: lines as .NET reads them, blanks at their start taken off. */
function hasCommand(text: string): boolean {
  return text.split(/\r\n|\r|\n/).some((line) => line.trimStart().startsWith('::') || /##\w*\[/.test(line));
}

describe('neutralise', () => {
  const cases: [string, string, string][] = [
    ['parts a command at the start of a line', '::error::x', ': :error::x'],
    ['parts a command after blanks', ' \t ::add-mask::x', ' \t : :add-mask::x'],
    ['parts a command on any line', 'a\n::stop-commands::x\nb', 'a\n: :stop-commands::x\nb'],
    ['parts more colons', ':::x', ': ::x'],
    ['parts an old command anywhere', 'a ##[group]b ##vso[task] ###[x]', 'a # #[group]b # #vso[task] ## #[x]'],
    ['takes a carriage return for the end of a line', 'a\r::error::x\r\nb', 'a\n: :error::x\nb'],
    ['drops colours, and what they hid', '\u001b[31m::error::x\u001b[0m \u009b1mb', ': :error::x b'],
    ['drops titles and links', '\u001b]0;title\u0007a\u001b]8;;https://evil.example\u001b\\b', 'ab'],
    ['joins no command from what is dropped', ':\u001b[0m:error::x #\u001b[0m#[x]', ': :error::x # #[x]'],
    ['shows what would not be seen', 'a\u202eb\u200bc\u0007d\u0085e', 'a\\u{202e}b\\u{200b}c\\x07d\ne'],
    ['leaves what people should read', 'Foo::Bar 10:30 ## [x]\n\ttab\n', 'Foo::Bar 10:30 ## [x]\n\ttab\n'],
  ];
  for (const [title, text, expected] of cases) it(title, () => assert.equal(neutralise(text), expected));

  it('leaves no command and nothing unseen in any text', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const shown = neutralise(text);
        assert.ok(!hasCommand(shown), JSON.stringify(shown));
        assert.doesNotMatch(shown.replace(/[\n\t]/g, ''), /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 3_000 },
    );
  });
});
