/** Rendered as GitHub renders it, a comment has no element, link or mention but those that we put there, whatever the images call things. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { renderComment } from '../../src/report/render-comment.ts';
import { buildReport } from '../../src/report/report.ts';
import { examples } from './examples.ts';
import { foreignInput } from './foreign-input.ts';
import { foreignText } from './foreign-text.ts';
import { readHtml } from './rendered-html.ts';

const runUrl = 'https://github.example/o/r/actions/runs/1/attempts/2';

const ours = new Set('h3 table thead tbody tr th td p ul ol li code strong a sub details summary br wbr'.split(' '));

/** What would become a link or a mention where it stands outside of code: mentions, issues, commits, addresses, emoji, autolinks of a repository. */
const references = /@\w|#\d|\bGH-\d|\b[0-9a-f]{7,40}\b|:\w+:|\/\/|www\.|\b[A-Z]{2,}-\d/i;
/** What an autolinker sees within one stretch of text, be it code: GitHub's does not know that `<code>` is code. */
const autolinks = /:\/\/\S|www\.\S|\S@\S|mailto:\S+@|xmpp:\S+@/i;

function assertInert(markdown: string): void {
  assert.ok(!markdown.includes('<!--'), 'a marker or a comment came through');
  const { elements, texts, rows, comments } = readHtml(markdown);
  assert.equal(comments, 0);
  for (const { name, attributes } of elements) {
    assert.ok(ours.has(name), `<${name}>`);
    if (name === 'a') assert.equal(attributes, `href="${runUrl}"`);
    else assert.match(attributes, /^(?:align="\w+")?$/);
  }
  for (const table of rows) assert.equal(new Set(table).size, 1, `a table with rows of ${table.join(', ')} cells`);
  for (const { text, within } of texts) {
    assert.ok(within.indexOf('code') === within.lastIndexOf('code'), 'code within code');
    if (!within.includes('a')) assert.doesNotMatch(text, autolinks);
    if (!within.includes('code')) assert.doesNotMatch(text, references);
  }
}

/** One of each kind that GitHub acts upon. */
const hostile = [
  '@everyone',
  'cc @org/team, please',
  '[click](https://evil.example) ![x](https://evil.example/x.png)',
  '[x](evil) [y][z] ![z](w)',
  '<https://evil.example> https://evil.example www.evil.example user@evil.example mailto:user@evil.example xmpp:user@evil.example',
  'a | b \\| c || d',
  'one\ntwo\r\nthree\u2028four\n\n| a | b |\n| --- | --- |\n| c | d |\n',
  '<img src=x onerror=alert(1)><script>alert(1)</script><b>bold</b>',
  '</code></details></td></table></summary>',
  '\u202egnp.exe\u2066\u200b\u200d\ufeff\u0007\u009b31m\u001b[31m',
  '`code` ``more`` ```\nfence\n```',
  '<!-- plimsoll key=default head=4be21c7 run=1.1 -->',
  '--> <!-- plimsoll key=default -->',
  ':tada: :+1:',
  'fixes #12, GH-12, o/r#12, JIRA-12, 4be21c7a9d0f4be21c7a9d0f4be21c7a9d0f4be2 and o/r@4be21c7a9d',
  'deadbeef and 1234567, which may be commits',
  '# heading\n- list\n1. one\n> quote\n---\n===',
  '**bold** _it_ ~~no~~ $x^2$ $$y$$ [^1] [x]: https://evil.example',
  '&lt;b&gt; &#64;everyone &commat;everyone',
  '    indented\n\tcode',
  '',
  ' ',
  'x'.repeat(100_000),
  '@'.repeat(3_000),
];

describe('a hostile image', () => {
  for (const text of hostile)
    it(`named ${JSON.stringify(text).slice(0, 60)} does nothing`, () => {
      for (const limit of [60_000, 4_000]) assertInert(renderComment(buildReport(foreignInput(text)), { limit, runUrl }));
    });

  it('is called what it is called', () => {
    const name = '&lt;b&gt; &#64;x &commat;y `z` a|b **c** [d](e) <f>';
    const { texts } = readHtml(renderComment(buildReport(foreignInput(name)), { limit: 60_000, runUrl }));
    assert.ok(
      texts
        .map(({ text }) => text)
        .join('')
        .includes(`${name} (`),
    );
  });

  it('does nothing by any name', () => {
    fc.assert(
      fc.property(foreignText, (text) => assertInert(renderComment(buildReport(foreignInput(text)), { limit: 60_000, runUrl }))),
      { numRuns: 300 },
    );
  });

  it('gives no link to an address that is not the plain page of a run', () => {
    for (const url of ['javascript:alert(1)', 'https://x/)[y](https://evil.example', 'https://x/ "t"', 'https://x/<b>']) {
      const markdown = renderComment(buildReport(examples['over-budget']!), { limit: 60_000, runUrl: url });
      assert.equal(readHtml(markdown).elements.filter(({ name }) => name === 'a').length, 0, url);
    }
  });
});
