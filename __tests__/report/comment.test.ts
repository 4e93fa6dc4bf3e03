/** One comment: what it shows first, what it leaves out when there is little room, and that it always fits. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { overrideVerdict } from '../../src/budget/override.ts';
import { figuresOf } from '../../src/report/image-figures.ts';
import { hasNews } from '../../src/report/news.ts';
import { commentLimit, renderComment, summaryLimit } from '../../src/report/render-comment.ts';
import { buildReport, type Report, type ReportInput } from '../../src/report/report.ts';
import { buildAnalysis, buildComparison } from '../support/analysis-builder.ts';
import { cpuTime } from '../support/cpu-time.ts';
import { golden } from '../support/golden.ts';
import { examples, limit, verdict } from './examples.ts';
import { foreignText } from './foreign-text.ts';

const runUrl = 'https://github.example/o/r/actions/runs/1/attempts/1';
const page = { limit: commentLimit, runUrl };
const labels = { baselineLabel: 'main 4be21c7', headLabel: 'this PR' };
const overBudget = examples['over-budget']!;

/** Images that all grew, the last the most; every third is over its budget. */
function fleet(size: number, layers = 3, name = (index: number) => `service-${index}`): ReportInput {
  const sketch = (grown: number) =>
    buildAnalysis({
      layers: Array.from({ length: layers }, (_, layer) => ({
        createdBy: `COPY part-${layer} /srv/part-${layer} # buildkit`,
        total: 1_000_000 * (layer + 1) + grown * (layer + 1),
        compressed: 400_000 + grown,
      })),
    });
  const images = Array.from({ length: size }, (_, index) => {
    const [baseline, analysis] = [sketch(0), sketch(index * 30_000)];
    return { name: name(index), platform: 'linux/amd64', analysis, baseline, comparison: buildComparison(baseline, analysis) };
  });
  const results = images.map(({ name, analysis, baseline }, index) =>
    limit(analysis, baseline, {
      image: name,
      metric: 'total',
      kind: 'max',
      limit: index % 3 === 0 ? 6_000_000 : 60_000_000,
      limitText: index % 3 === 0 ? '6 MB' : '60 MB',
    }),
  );
  return { images, verdict: verdict(results), units: 'si', top: 10, version: '0.1.0' };
}

describe('renderComment', () => {
  it('shows an override, its remark and the names of both sides', () => {
    const softened = overrideVerdict(overBudget.verdict!, { label: 'allow-image-growth', by: 'mona' });
    const remarks = ['This pull request raises `total: max` of `api` from 240 MB to 250 MB'];
    const text = renderComment(buildReport({ ...overBudget, ...labels, verdict: softened, remarks }), page);
    golden('report/comment-overridden.md', text);
    assert.equal(text.match(/allow-image-growth/g)?.length, 2, 'said in the headline, and once more of all limits');
  });

  it('shows no more than the totals where nothing changed', () => {
    const [image] = overBudget.images;
    const same = { ...image!, analysis: image!.baseline!, comparison: buildComparison(image!.baseline!, image!.baseline!) };
    const held = { metric: 'total', kind: 'max', limit: 250_000_000, limitText: '250 MB' } as const;
    const results = [limit(same.analysis, same.baseline, held)];
    const report = buildReport({ ...overBudget, ...labels, images: [same], verdict: verdict(results) });
    assert.deepEqual(hasNews(report), { changed: false, warn: false, fail: false });
    golden('report/comment-quiet.md', renderComment(report, page));
  });

  it('leaves what changed within the noise to the table of all figures, with its exact numbers', () => {
    const image = (name: string, total: number, compressed: number) => {
      const [baseline, analysis] = [
        buildAnalysis({ layers: [{ total: 50_000_000, compressed: 9_000_000 }] }),
        buildAnalysis({ layers: [{ total, compressed }] }),
      ];
      return { name, platform: 'linux/amd64', analysis, baseline };
    };
    const images = [image('api', 60_000_000, 9_000_012), image('web', 50_000_000, 8_999_959)];
    const text = renderComment(buildReport({ images, units: 'si', top: 1, version: '1' }), page);
    const [table = '', folded = ''] = text.split('<details><summary>All figures');
    assert.match(table, /\*\*<code>api<\/code>\*\*[^\n]*total[^\n]*\+10 MB/);
    assert.doesNotMatch(table, /web|compressed/);
    assert.match(table, /\nand 1 more, not changed by more than noise\n/);
    for (const change of ['+12 B', '−41 B']) assert.ok(folded.includes(change), change);
    const strict = { bytes: { unit: 'bytes', value: 20, text: '20', place: { file: 'plimsoll.yml', line: 1, column: 1 } } } as const;
    const own = renderComment(buildReport({ images, noise: strict, units: 'si', top: 1, version: '1' }), page).split('<details>')[0] ?? '';
    assert.match(own, /compressed[^\n]*−41 B/);
    assert.doesNotMatch(own, /\+12 B/);
  });

  it('steps down from all to what changed, to the largest, to the totals, to the worst, to the verdict', () => {
    const report = buildReport({ ...fleet(60), ...labels });
    const whole = Buffer.byteLength(renderComment(report, { limit: summaryLimit, runUrl }));
    const steps: string[] = [];
    for (let limit = whole; limit > 500; limit = Math.floor(limit * 0.97)) {
      const text = renderComment(report, { limit, runUrl });
      assert.ok(Buffer.byteLength(text) <= limit);
      const [, left = 'all'] = /<sub>(.*); all of it/.exec(text) ?? [];
      if (steps.at(-1) !== left) steps.push(left);
    }
    golden('report/ladder.txt', `${steps.join('\n')}\n`);
  });

  it('reads well on the lower rungs', () => {
    const report = buildReport({ ...fleet(60), ...labels });
    golden('report/comment-largest.md', renderComment(report, { limit: 8_000, runUrl }));
    golden('report/comment-totals.md', renderComment(report, { limit: 3_000, runUrl, whole: 'the artifact plimsoll-report' }));
  });

  it('fits with ten thousand images, in little time', () => {
    const report = buildReport(fleet(10_000, 1));
    let text = '';
    const took = cpuTime(() => {
      text = renderComment(report, page);
    });
    assert.ok(took < 20_000, `${took} ms`);
    assert.ok(Buffer.byteLength(text) <= commentLimit);
    assert.match(text, /Only the totals of the 20 worst of 10,000 images are shown here; all of it is in \[the job summary\]/);
    assert.match(text, /\n\nand 9,980 more\n/);
  });

  it('fits with names and instructions of a hundred kilobytes', () => {
    for (const letter of ['x', '@', '図', '|', '\u0000', '👩'])
      for (const limit of [4_000, 20_000, commentLimit, summaryLimit]) {
        const text = renderComment(buildReport(fleet(5, 120, (index) => `${letter.repeat(100_000)}${index}`)), { limit, runUrl });
        assert.ok(Buffer.byteLength(text) <= limit, `${letter} in ${limit}`);
      }
  });

  it('fits whatever it is given', () => {
    const size = fc.record({ images: fc.nat(40), layers: fc.integer({ min: 1, max: 40 }), limit: fc.integer({ min: 200, max: 60_000 }) });
    fc.assert(
      fc.property(size, foreignText, ({ images, layers, limit }, text) => {
        const input = fleet(images, layers, (index) => `${text.repeat(index)}${index}`);
        const long = text.repeat(500);
        const report = buildReport({
          ...input,
          ...labels,
          baselineLabel: long,
          remarks: Array.from({ length: images }, () => long),
          notes: [long],
        });
        const rendered = renderComment(report, { limit, runUrl });
        assert.ok(Buffer.byteLength(rendered) <= limit && rendered.length <= limit);
        assert.match(rendered, /^### .+\n/);
      }),
      { numRuns: 150 },
    );
  });

  it('explains the images of most concern, and folds the others', () => {
    const text = renderComment(buildReport(fleet(8)), page);
    assert.deepEqual(
      [...text.matchAll(/^\*\*Why\*\* <code>(.*?)<\/code>/gm)].map(([, name]) => name),
      ['service-6', 'service-3', 'service-7'],
    );
    assert.equal(text.match(/<details>/g)?.length, 10, 'one for each image, the figures and the notes');
  });
});

describe('buildReport', () => {
  it('says once why several metrics are unknown', () => {
    const reason = 'layer 1 is foreign: its bytes are elsewhere';
    const unknown = [...['total', 'live', 'wasted'].map((metric) => ({ metric, reason })), { metric: 'compressed', reason: 'no blobs' }];
    const analysis = buildAnalysis({ unknown });
    const { notes } = buildReport({ images: [{ name: 'a', platform: 'linux/amd64', analysis }], units: 'si', top: 10, version: '1' });
    assert.deepEqual(notes, [[`total, live and wasted are unknown: ${reason}`], ['compressed is unknown: no blobs']]);
  });
});

describe('hasNews', () => {
  const news = (change: Partial<Report>) => hasNews({ ...buildReport(examples.within!), ...change });
  it('is that a figure changed, or a limit is passed', () => {
    assert.deepEqual(news({}), { changed: true, warn: false, fail: false });
    assert.deepEqual(news({ figures: [] }), { changed: false, warn: false, fail: false });
    assert.deepEqual(news({ figures: [], outcome: 'warn' }), { changed: true, warn: true, fail: false });
    assert.deepEqual(news({ figures: [], outcome: 'fail' }), { changed: true, warn: true, fail: true });
  });

  it('is that the budget was loosened, where nothing else is', () => {
    const quiet = { ...buildReport(examples.within!), figures: [] };
    assert.deepEqual(hasNews(quiet, { loosened: true }), { changed: true, warn: true, fail: false });
  });

  it('notices what is more than noise, a new image, a figure that no limit applies to, and that there is no baseline', () => {
    const image = (layers: { total: number; compressed: number }[]) => buildAnalysis({ layers });
    const before = image([{ total: 1_000_000_000, compressed: 5 }]);
    const changed = (images: ReportInput['images']) => hasNews(buildReport({ images, units: 'si', top: 1, version: '1' })).changed;
    const named = (name: string) => ({ name, platform: 'linux/amd64', analysis: before });
    assert.equal(changed([{ ...named('a'), baseline: before }]), false);
    assert.equal(changed([{ ...named('a'), baseline: image([{ total: 999_999_999, compressed: 5 }]) }]), false);
    for (const total of [999_000_000, 1_001_000_000])
      assert.equal(changed([{ ...named('a'), baseline: image([{ total, compressed: 5 }]) }]), true);
    assert.equal(changed([{ ...named('a'), baseline: before }, named('b')]), true);
    assert.equal(changed([named('a'), named('b')]), true, 'with no baseline at all a comment says so');
    const two = image([
      { total: 1_000_000_000, compressed: 3 },
      { total: 0, compressed: 2 },
    ]);
    assert.ok(figuresOf({ ...named('a'), baseline: two }).base);
    assert.equal(changed([{ ...named('a'), baseline: two }]), true);
  });
});
