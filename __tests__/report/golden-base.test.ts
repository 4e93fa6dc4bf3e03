/** What readers see of a base image that grew by itself, under a limit on what is the image's own: surely known, and guessed. */
import { describe, it } from 'node:test';
import type { BaseImage } from '../../src/analysis/analysis.ts';
import { judge } from '../../src/budget/judge.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';
import { compare } from '../../src/comparison/compare.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { renderText } from '../../src/report/render-text.ts';
import { buildReport } from '../../src/report/report.ts';
import { measuredImage } from '../budget/measured.ts';
import { buildAnalysis } from '../support/analysis-builder.ts';
import { golden } from '../support/golden.ts';

const budget = parseBudget(
  'version: 1\nimages: { api: { source: a, limits: { own: { max: 20 MB, max-increase: 0 }, base: { max: 90 MB } } } }\n',
  { file: 'plimsoll.yml' },
);

const image = (bytes: number, own: number, base: BaseImage) => ({
  ...buildAnalysis({
    layers: [
      { createdBy: 'ADD rootfs.tar.xz / # buildkit', total: bytes, id: `base ${bytes}` },
      { createdBy: 'COPY . /app # buildkit', total: own, id: `own ${own}` },
    ],
  }),
  base,
});

for (const [name, knownBy] of [
  ['base-grew', 'provenance'],
  ['base-guessed', 'history'],
] as const) {
  const base: BaseImage = { ...(knownBy === 'history' ? {} : { name: 'debian:12' }), layers: 1, knownBy };
  const before = image(68_000_000, 16_000_000, base);
  // Over the limit on growth, which fails on no guess.
  const analysis = image(80_000_000, knownBy === 'history' ? 16_100_000 : 16_000_000, base);
  const verdict = judge(budget, [measuredImage(analysis, { baseline: before })], { today: '2026-01-01' });
  const comparison = compare({ analysis: before }, { analysis });
  const report = buildReport({
    images: [{ name: 'api', platform: 'linux/amd64', analysis, baseline: before, comparison }],
    verdict,
    units: 'si',
    top: 10,
    version: '0.1.0',
    headLabel: 'this PR',
  });
  describe(`the report “${name}”`, () => {
    it('reads as before in 80 columns', () => golden(`report/${name}.80.txt`, renderText(report, { width: 80, color: false })));
    it('reads as before on GitHub', () => golden(`report/${name}.md`, renderMarkdown(report)));
  });
}
