/** The worked examples of docs/measuring.md: each is built into an image, weighed, and must come out as the page says. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { after, describe, it } from 'node:test';
import { pack } from 'tar-stream';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { measure } from '../../src/analysis/metrics.ts';
import { weigh } from '../../src/weigh.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/measuring.md'), 'utf8');
const examples = [...page.matchAll(/```layers\n([\s\S]*?)```\s+```weighs\n([\s\S]*?)```/g)].map(([, layers, weighs]) => ({
  layers: layers!
    .split(/^layer$/m)
    .slice(1)
    .map((text) =>
      text
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/)),
    ),
  weighs: weighs!.trim().split('\n'),
}));

async function buildLayer(lines: string[][]): Promise<Buffer> {
  const tar = pack();
  for (const [verb, path, ...rest] of lines) {
    const option = (name: string) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
    if (verb === 'file') {
      const body = Buffer.alloc(Number(rest[0]), option('content') ?? 'x');
      tar.entry({ name: path!, mode: Number.parseInt(option('mode') ?? '0644', 8), mtime: new Date(0) }, body);
    } else if (verb === 'link') tar.entry({ name: path!, type: 'link', linkname: rest[0]! });
    else if (verb === 'whiteout') tar.entry({ name: path!.replace(/([^/]+)$/, '.wh.$1') }, '');
    else if (verb === 'opaque') tar.entry({ name: `${path}/.wh..wh..opq` }, '');
    else assert.fail(`docs/measuring.md: unknown line ${verb}`);
  }
  tar.finalize();
  return buffer(tar);
}

async function buildArchive(file: string, layers: Buffer[]): Promise<void> {
  const tar = pack();
  const diffIDs = layers.map((layer) => createHash('sha256').update(layer).digest('hex'));
  const config = JSON.stringify({
    architecture: 'amd64',
    os: 'linux',
    rootfs: { type: 'layers', diff_ids: diffIDs.map((hex) => `sha256:${hex}`) },
  });
  tar.entry({ name: 'config.json' }, config);
  layers.forEach((layer, index) => {
    tar.entry({ name: `${index}/layer.tar` }, layer);
  });
  tar.entry(
    { name: 'manifest.json' },
    JSON.stringify([{ Config: 'config.json', RepoTags: ['example:1'], Layers: layers.map((_, index) => `${index}/layer.tar`) }]),
  );
  tar.finalize();
  await pipeline(tar, createWriteStream(file));
}

function describeAnalysis(analysis: Analysis, metrics: readonly string[]): string[] {
  const measured = measure(analysis) as Record<string, number>;
  const figures = metrics.map((metric) => `${metric} ${metric === 'efficiency' ? Number(measured[metric]!.toFixed(3)) : measured[metric]}`);
  const waste = analysis.waste.map(
    ({ path, bytes, cause, storedIn, wastedIn }) => `waste ${path} ${bytes} ${cause} stored-in ${storedIn} wasted-in ${wastedIn}`,
  );
  return [...figures, ...waste];
}

describe('docs/measuring.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-measuring-'));
  after(() => rmSync(folder, { recursive: true }));

  it('has an example for every cause and metric', () => {
    assert.ok(examples.length >= 8);
    for (const word of ['removed', 'replaced', 'rewritten', 'shadowed', 'total', 'live', 'wasted', 'efficiency', 'layer', 'layers']) {
      assert.ok(
        examples.some(({ weighs }) => weighs.some((line) => line.split(' ').includes(word))),
        word,
      );
    }
  });

  for (const [index, { layers, weighs }] of examples.entries()) {
    it(`example ${index + 1} weighs what the page says`, async () => {
      const file = join(folder, `${index}.tar`);
      await buildArchive(file, await Promise.all(layers.map(buildLayer)));
      const [weighed] = await weigh(`docker-archive:${file}`);
      const metrics = weighs.map((line) => line.split(' ')[0]!).filter((word) => word !== 'waste');
      assert.deepEqual(describeAnalysis(weighed!.analysis, metrics), weighs);
    });
  }
});
