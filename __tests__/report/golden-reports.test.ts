/** What readers see, whole: each example in each rendering, compared with a file to look at. */
import { describe, it } from 'node:test';
import { renderJson } from '../../src/report/render-json.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { buildReport } from '../../src/report/report.ts';
import { golden } from '../support/golden.ts';
import { examples } from './examples.ts';

for (const [name, input] of Object.entries(examples)) {
  describe(`the report “${name}”`, () => {
    const report = buildReport(input);
    it('reads as before in 80 columns', () => golden(`report/${name}.80.txt`, renderText(report, { width: 80, color: false })));
    it('reads as before in 120 columns', () => golden(`report/${name}.120.txt`, renderText(report, { width: 120, color: false })));
    it('reads as before on GitHub', () => golden(`report/${name}.md`, renderMarkdown(report)));
  });
}

describe('renderJson', () => {
  it('renders the run that is over its budget', () => golden('report/several-images.json', renderJson(examples['several-images']!)));
});
