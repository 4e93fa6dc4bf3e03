/** What holds for every report: it fits, it says nothing twice, and foreign text stays inert in it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { renderJson } from '../../src/report/render-json.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { buildReport } from '../../src/report/report.ts';
import { examples } from './examples.ts';
import { foreignInput } from './foreign-input.ts';
import { foreignText, unseenCharacter } from './foreign-text.ts';

describe('renderText', () => {
  for (const [name, input] of Object.entries(examples))
    it(`fits “${name}” in any terminal of 60 columns and more`, () => {
      const report = buildReport(input);
      for (const width of [60, 72, 80, 100, 120, 200])
        for (const line of renderText(report, { width, color: false }).split('\n'))
          assert.ok(stringWidth(line) <= width, `${stringWidth(line)} columns of ${width}: ${line}`);
    });

  it('calls the two sides as the report does, in little room by both ends', () => {
    const heading = (baselineLabel: string | undefined, width: number) => {
      const labels = baselineLabel === undefined ? {} : { baselineLabel, headLabel: 'this PR' };
      const text = renderText(buildReport({ ...examples['over-budget']!, ...labels }), { width, color: false });
      const lines = text.split('\n');
      return lines[lines.indexOf('') + 1]?.trim().split(/ {2,}/).slice(0, 3);
    };
    assert.deepEqual(heading('main 4be21c7', 80), ['main 4be21c7', 'this PR', 'change']);
    assert.deepEqual(heading('release/2026-11-candidate 4be21c7', 80), ['release… 4be21c7', 'this PR', 'change']);
    assert.deepEqual(heading('release/2026-11-candidate 4be21c7', 120), ['release/202…date 4be21c7', 'this PR', 'change']);
    assert.deepEqual(heading(undefined, 80), ['base', 'now', 'change']);
  });

  it('says the same with colour as without', () => {
    for (const input of Object.values(examples)) {
      const report = buildReport(input);
      const colored = renderText(report, { width: 80, color: true });
      assert.match(colored, /\u001b\[1m/);
      assert.equal(colored.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, ''), renderText(report, { width: 80, color: false }));
    }
  });

  it('shows foreign text without letting it act, and stays within its width', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        for (const line of renderText(buildReport(foreignInput(text)), { width: 80, color: false }).split('\n')) {
          assert.doesNotMatch(line, unseenCharacter);
          assert.doesNotMatch(line, /^\s*::|##\w*\[/);
          assert.ok(stringWidth(line) <= 80, line);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('renderMarkdown', () => {
  it('leaves no foreign text that acts, and every table whole', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const markdown = renderMarkdown(buildReport(foreignInput(text)));
        const bare = markdown.replaceAll('<wbr>', '').replace(/<\/?(?:code|details|summary|sub|br)>/g, '');
        assert.doesNotMatch(bare, /[<>@`\\]|:\/\/|\]\(/);
        assert.equal(markdown.match(/<details>/g)?.length, markdown.match(/<\/details>/g)?.length);
        assert.doesNotMatch(bare.replaceAll('\n', ' '), unseenCharacter);
        assert.doesNotMatch(markdown, /^\s*::|##\w*\[/m);
        assertTablesWhole(markdown);
      }),
      { numRuns: 500 },
    );
  });
});

/** All rows of a table have as many cells as its heading. */
function assertTablesWhole(markdown: string): void {
  let cells: number | undefined;
  for (const line of markdown.split('\n')) {
    if (!line.startsWith('|')) cells = undefined;
    else {
      const found = line.split('|').length;
      cells ??= found;
      assert.equal(found, cells, line);
    }
  }
}

describe('renderJson', () => {
  it('holds exactly what it promises', () => {
    const document = JSON.parse(renderJson(examples['over-budget']!));
    assert.deepEqual(Object.keys(document), ['version', 'outcome', 'results', 'images']);
    assert.equal(document.version, 1);
    assert.equal(document.outcome, 'fail');
    assert.deepEqual(Object.keys(document.images[0]), ['name', 'platform', 'analysis', 'comparison']);
    const total = document.results[0];
    assert.deepEqual(
      [total.image, total.platform, total.metric, total.actual, total.limit, total.baseline, total.change, total.outcome],
      ['api', 'linux/amd64', 'total', 254_322_633, 250_000_000, 241_906_440, 12_416_193, 'fail'],
    );
  });

  it('passes with no results where there is no budget', () => {
    const document = JSON.parse(renderJson(examples.analyze!));
    assert.equal(document.outcome, 'pass');
    assert.deepEqual(document.results, []);
    assert.deepEqual(Object.keys(document.images[0]), ['name', 'platform', 'analysis']);
  });

  it('gives back any path, byte for byte', () => {
    fc.assert(
      fc.property(foreignText, (text) => {
        const input = foreignInput(text);
        assert.equal(JSON.parse(renderJson(input)).images[0].analysis.waste[0].path, input.images[0]?.analysis.waste[0]?.path);
      }),
    );
  });
});
