/** The worked examples of docs/measuring.md: each is built into an image, weighed, and must come out as the page says. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, describe, it } from 'node:test';
import { pack } from 'tar-stream';
import type { Analysis } from '../../src/analysis/analysis.ts';
import { measureAgainst } from '../../src/comparison/transfer.ts';
import { weigh } from '../../src/weigh.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/measuring.md'), 'utf8');
const examples = [...page.matchAll(/(?:```baseline\n([\s\S]*?)```\s+)?```layers\n([\s\S]*?)```\s+```weighs\n([\s\S]*?)```/g)].map(
  ([, baseline, layers, weighs]) => ({
    baseline: baseline === undefined ? undefined : readLayers(baseline),
    layers: readLayers(layers!),
    weighs: weighs!.trim().split('\n'),
  }),
);

/** The lines of each layer, the first line its kind: `layer`, or `base` for one of the base image. */
function readLayers(text: string): string[][][] {
  const words = (line: string) => line.trim().split(/\s+/);
  return text.split(/^(?=layer$|base$)/m).map((layer) => layer.trim().split('\n').map(words));
}

function attributes(option: (name: string) => string | undefined) {
  return {
    mode: Number.parseInt(option('mode') ?? '0644', 8),
    mtime: new Date(Number(option('time') ?? 0) * 1000),
    uid: Number(option('owner') ?? 0),
  };
}

async function buildLayer(lines: string[][]): Promise<Buffer> {
  const tar = pack();
  for (const [verb, path, ...rest] of lines.slice(1)) {
    const option = (name: string) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
    if (verb === 'file') {
      const body = Buffer.alloc(Number(rest[0]), option('content') ?? 'x');
      tar.entry({ name: path!, ...attributes(option) }, body);
    } else if (verb === 'link') tar.entry({ name: path!, type: 'link', linkname: rest[0]! });
    else if (verb === 'whiteout') tar.entry({ name: path!.replace(/([^/]+)$/, '.wh.$1') }, '');
    else if (verb === 'opaque') tar.entry({ name: `${path}/.wh..wh..opq` }, '');
    else assert.fail(`docs/measuring.md: unknown line ${verb}`);
  }
  tar.finalize();
  return buffer(tar);
}

/** An OCI layout of uncompressed layers, so that every size can be told from the page. */
function writeLayout(directory: string, layers: readonly Buffer[], baseLayers: number): string {
  mkdirSync(join(directory, 'blobs', 'sha256'), { recursive: true });
  const put = (mediaType: string, bytes: Buffer) => {
    const hex = createHash('sha256').update(bytes).digest('hex');
    writeFileSync(join(directory, 'blobs', 'sha256', hex), bytes);
    return { mediaType: `application/vnd.oci.image.${mediaType}`, digest: `sha256:${hex}`, size: bytes.length };
  };
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const blobs = layers.map((layer) => put('layer.v1.tar', layer));
  const history: object[] = layers.map((_, index) => ({ created_by: `COPY ${index} /` }));
  if (baseLayers > 0) history.splice(baseLayers, 0, { created_by: 'CMD ["sh"]', empty_layer: true });
  const config = { architecture: 'amd64', os: 'linux', history, rootfs: { type: 'layers', diff_ids: blobs.map(({ digest }) => digest) } };
  const manifest = { schemaVersion: 2, config: put('config.v1+json', json(config)), layers: blobs };
  writeFileSync(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  writeFileSync(join(directory, 'index.json'), json({ schemaVersion: 2, manifests: [put('manifest.v1+json', json(manifest))] }));
  return directory;
}

function describeAnalysis(analysis: Analysis, baseline: Analysis | undefined, metrics: readonly string[]): string[] {
  const measured = measureAgainst(baseline, analysis) as Record<string, number>;
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
    for (const word of [
      'removed',
      'replaced',
      'rewritten',
      'shadowed',
      'total',
      'live',
      'wasted',
      'efficiency',
      'layer',
      'layers',
      'own',
      'base',
      'update',
      'churn',
    ]) {
      assert.ok(
        examples.some(({ weighs }) => weighs.some((line) => line.split(' ').includes(word))),
        word,
      );
    }
  });

  const analyze = async (name: string, layers: string[][][]): Promise<Analysis> => {
    const baseLayers = layers.filter(([kind]) => kind?.[0] === 'base').length;
    const directory = writeLayout(join(folder, name), await Promise.all(layers.map(buildLayer)), baseLayers);
    const [weighed] = await weigh(`oci:${directory}`, { verify: true });
    return weighed!.analysis;
  };

  for (const [index, { baseline, layers, weighs }] of examples.entries()) {
    it(`example ${index + 1} weighs what the page says`, async () => {
      const before = baseline === undefined ? undefined : await analyze(`${index}-baseline`, baseline);
      const after = await analyze(String(index), layers);
      const metrics = weighs.map((line) => line.split(' ')[0]!).filter((word) => word !== 'waste');
      assert.deepEqual(
        describeAnalysis(after, before, metrics).filter((line) => before === undefined || !line.startsWith('waste')),
        weighs,
      );
    });
  }
});
