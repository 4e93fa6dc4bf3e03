/** The runs that the golden reports show: from over budget to hostile. */
import type { Analysis } from '../../src/analysis/analysis.ts';
import type { LimitResult, Outcome, Verdict } from '../../src/budget/verdict.ts';
import type { Comparison } from '../../src/comparison/comparison.ts';
import type { ReportInput } from '../../src/report/report.ts';
import { type AnalysisSketch, buildAnalysis, buildComparison, type LayerSketch, printsOf } from '../support/analysis-builder.ts';

const base: LayerSketch = {
  createdBy: '/bin/sh -c #(nop) ADD file:3a1f29c0bb2d in / ',
  total: 74_780_112,
  compressed: 29_124_870,
  content: 'crc32:51be3c02',
};
const packages = (total: number, compressed: number): LayerSketch => ({
  createdBy:
    'RUN /bin/sh -c apt-get update && apt-get install -y --no-install-recommends ca-certificates chromium-common && rm -rf /var/lib/apt/lists/* # buildkit',
  total,
  compressed,
  content: `crc32:${total}`,
});
const modules = (id: string): LayerSketch => ({
  createdBy: 'RUN |1 NODE_ENV=production /bin/sh -c npm ci --omit=dev # buildkit',
  total: 61_402_118,
  compressed: 14_880_021,
  id,
  content: 'crc32:9a0c77d1',
  fingerprints: printsOf({ times: id }),
});
const application: LayerSketch = {
  createdBy: 'COPY . /app # buildkit',
  total: 96_204_000,
  compressed: 34_118_240,
  content: 'crc32:c0de1700',
};
const permissions: LayerSketch = {
  createdBy: 'RUN /bin/sh -c chmod -R g+w /app # buildkit',
  total: 8_214_003,
  compressed: 2_310_554,
  content: 'crc32:70e12244',
};
const gone: LayerSketch = {
  createdBy: 'COPY vendor /app/vendor # buildkit',
  total: 4_900_210,
  compressed: 1_204_400,
  content: 'crc32:900d0aa1',
};

const before: AnalysisSketch = {
  reference: 'api:main',
  layers: [base, packages(4_620_000, 2_100_000), modules('old'), gone, application],
  waste: [{ cause: 'removed', storedIn: 1, wastedIn: 4, bytes: 204_120, path: 'app/tests/fixtures/big.json' }],
  directories: [
    ['', 241_702_320, 9_812],
    ['usr/lib', 48_204_117, 2_104],
    ['app/node_modules', 61_402_118, 5_120],
    ['app/vendor', 4_900_210, 44],
  ],
};

const after: AnalysisSketch = {
  reference: 'api:pr',
  layers: [base, packages(13_722_400, 5_920_400), modules('new'), application, permissions],
  waste: [
    { cause: 'rewritten', storedIn: 3, wastedIn: 4, bytes: 8_214_003, path: 'app/server.js', files: 310 },
    { cause: 'removed', storedIn: 1, wastedIn: 3, bytes: 204_120, path: 'app/tests/fixtures/big.json' },
  ],
  directories: [
    ['', 245_904_510, 9_901],

    ['app/node_modules', 61_402_118, 5_120],
    ['usr/lib', 48_204_117 + 9_102_400, 2_188],
  ],
  notes: ['layer 1 holds hard links to files that do not exist (2)'],
};

const files: Pick<Comparison, 'directories' | 'files' | 'fileSums' | 'filesWithOtherContent'> = {
  directories: [
    { path: 'usr/lib', base: 48_204_117, head: 57_306_517, change: 9_102_400 },
    { path: 'app/vendor', base: 4_900_210, change: -4_900_210 },
  ],
  files: [
    { path: 'usr/lib/chromium/chrome_crashpad_handler', head: 6_204_118, change: 6_204_118, layer: 1 },
    { path: 'app/vendor/bundle.tgz', base: 4_804_000, change: -4_804_000 },
    { path: 'usr/lib/x86_64-linux-gnu/libx264.so.164', head: 2_104_400, change: 2_104_400, layer: 1 },
    { path: 'usr/lib/x86_64-linux-gnu/libc.so.6', base: 1_922_136, head: 1_990_018, change: 67_882, layer: 1 },
  ],
  fileSums: {
    came: { files: 84, change: 9_034_518 },
    gone: { files: 44, change: -4_900_210 },
    grew: { files: 1, change: 67_882 },
    shrank: { files: 0, change: 0 },
  },
  filesWithOtherContent: 12,
};

function figure(analysis: Analysis, metric: 'total' | 'compressed' | 'wasted'): number {
  return analysis.sizes[metric] ?? 0;
}

/** A limit as the judge would hold it. */
export function limit(
  now: Analysis,
  then: Analysis | undefined,
  result: Pick<LimitResult, 'kind' | 'limitText'> & { metric: 'total' | 'compressed' | 'wasted'; limit: number } & Partial<LimitResult>,
): LimitResult {
  const actual = figure(now, result.metric);
  const baseline = then === undefined ? undefined : figure(then, result.metric);
  const change = baseline === undefined ? undefined : actual - baseline;
  const measured = result.kind === 'max-increase' ? change : actual;
  const overBy = measured === undefined ? 0 : measured - result.limit;
  const outcome: Outcome = overBy <= 0 ? 'pass' : result.kind === 'warn' ? 'warn' : 'fail';
  return {
    image: 'api',
    platform: now.platform,
    actual,
    ...(baseline === undefined ? {} : { baseline }),
    ...(change === undefined ? {} : { change }),
    ...(overBy > 0 ? { overBy } : {}),
    outcome,
    ...result,
  };
}

export function verdict(results: LimitResult[], notes: string[] = []): Verdict {
  const outcome = (['fail', 'warn', 'pass'] as const).find((one) => results.some((result) => result.outcome === one)) ?? 'pass';
  return { outcome, results, figures: [], notes };
}

const common = { units: 'si', top: 10, version: '0.1.0' } as const;

function image(name: string, now: Analysis, then?: Analysis, known: Partial<Comparison> = {}): ReportInput['images'][number] {
  if (then === undefined) return { name, platform: now.platform, analysis: now };
  return { name, platform: now.platform, analysis: now, baseline: then, comparison: buildComparison(then, now, known) };
}

const head = buildAnalysis(after);
const main = buildAnalysis(before);

const limits = (now: Analysis, then?: Analysis, most = 250_000_000): LimitResult[] => [
  limit(now, then, { metric: 'total', kind: 'max', limit: most, limitText: '250 MB' }),
  limit(now, then, { metric: 'total', kind: 'max-increase', limit: 5_000_000, limitText: '5 MB' }),
  limit(now, then, { metric: 'compressed', kind: 'max', limit: 90_000_000, limitText: '90 MB' }),
  limit(now, then, { metric: 'wasted', kind: 'max', limit: 10_000_000, limitText: '10 MB' }),
  limit(now, then, { metric: 'wasted', kind: 'warn', limit: 8_000_000, limitText: '8 MB' }),
];

const overBudget: ReportInput = {
  ...common,
  images: [image('api', head, main, files)],
  verdict: verdict(
    [
      ...limits(head, main),
      {
        image: 'api',
        platform: 'linux/amd64',
        metric: 'path',
        path: '/app/node_modules/**',
        kind: 'max',
        actual: 61_402_118,
        limit: 80_000_000,
        limitText: '80 MB',
        baseline: 61_402_118,
        change: 0,
        outcome: 'pass',
      },
    ],
    ['The exception for compressed of api expired on 2026-10-31 and no longer counts (“CUDA 13”, #412)'],
  ),
  baselineNote: 'The baseline is 4be21c7, the first parent of the merge commit',
  budgetFile: 'plimsoll.yml',
};

const smaller = buildAnalysis({ ...before, layers: [base, packages(4_620_000, 2_100_000), modules('old'), application], waste: [] });

const within: ReportInput = {
  ...common,
  images: [image('api', smaller, main)],
  verdict: verdict(limits(smaller, main).slice(0, 4)),
  budgetFile: 'plimsoll.yml',
};

const noBaseline: ReportInput = {
  ...common,
  images: [image('api', head)],
  verdict: verdict([
    ...limits(head).filter(({ kind }) => kind !== 'max-increase'),
    {
      image: 'api',
      platform: 'linux/amd64',
      metric: 'compressed',
      kind: 'max-increase',
      actual: head.sizes.compressed ?? 0,
      limitText: '3%',
      outcome: 'pass',
      note: 'no baseline yet',
    },
  ]),
  budgetFile: 'plimsoll.yml',
};

const analyzed: ReportInput = {
  ...common,
  images: [image('api.tar', head)],
  notes: ['There is no budget yet: `plimsoll init` writes one'],
};

const arm = buildAnalysis({
  ...after,
  platform: 'linux/arm64',
  layers: [{ ...base, total: 71_002_100, id: 'arm base' }, packages(12_904_000, 5_602_000), modules('arm'), application, permissions],
});
const worker = buildAnalysis({
  reference: 'worker.tar',
  layers: [base, { createdBy: 'COPY worker /usr/bin/worker # buildkit', total: 31_204_118 }],
  unknown: [{ metric: 'compressed', reason: 'a docker archive keeps no compressed layers' }],
});

const many: ReportInput = {
  ...common,
  images: [image('api', head, main), image('api', arm), image('worker', worker, worker)],
  verdict: verdict([
    ...limits(head, main),
    ...limits(arm).filter(({ kind }) => kind !== 'max-increase'),
    limit(worker, worker, { image: 'worker', metric: 'total', kind: 'max', limit: 120_000_000, limitText: '120 MB' }),
    { image: 'group:all', metric: 'total', kind: 'max', actual: 604_000_000, limit: 900_000_000, limitText: '900 MB', outcome: 'pass' },
  ]),
  budgetFile: 'plimsoll.yml',
};

const nasty = 'x|y`z` @everyone <b>#1</b> https://evil.example/?a=1 </details>\n::error::pwned\u001b[31m\u202e ##[group]';
const evil = buildAnalysis({
  reference: nasty,
  layers: [base, { createdBy: `RUN echo ${nasty}`, total: 9_000_000, compressed: 1_000_000, content: 'crc32:666' }],
  waste: [{ cause: 'removed', storedIn: 0, wastedIn: 1, bytes: 1_000_000, path: `tmp/${nasty}` }],
  directories: [[`opt/${nasty}`, 9_000_000, 3]],
  notes: [`the path ${nasty} climbs above the root`],
});
const hostile: ReportInput = {
  ...common,
  images: [
    image(nasty, evil, buildAnalysis({ layers: [base] }), {
      directories: [{ path: `opt/${nasty}`, head: 9_000_000, change: 9_000_000 }],
      files: [
        { path: `opt/${nasty}`, head: 9_000_000, change: 9_000_000 },
        { path: 'srv/図書館/資料の一覧表.db', head: 800_000, change: 800_000 },
        { path: 'srv/caf\udce9.txt', base: 10, head: 500, change: 490 },
      ],
    }),
  ],
  verdict: verdict(
    [
      {
        ...limit(evil, undefined, { metric: 'total', kind: 'max', limit: 83_780_111, limitText: '83780111' }),
        image: nasty,
        path: nasty,
        metric: 'path',
      },
    ],
    [`exception by @someone, see #412 and https://evil.example: ${nasty}`],
  ),
  baselineNote: nasty,
  budgetFile: nasty,
};

/** Each by the name of its golden files. */
export const examples: Record<string, ReportInput> = {
  'over-budget': overBudget,
  within,
  'no-baseline': noBaseline,
  analyze: analyzed,
  compare: { ...common, images: overBudget.images },
  'several-images': many,
  hostile,
  shrink: { ...common, images: [image('api', main, head)] },
  iec: { ...overBudget, units: 'iec' },
};
