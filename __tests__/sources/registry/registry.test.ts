/** An image in a registry weighs what it weighs in a layout, and no more of it is asked for than is needed. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Analysis, Weighed } from '../../../src/analysis/analysis.ts';
import { weigh } from '../../../src/weigh.ts';
import { buildImage, digestOf, indexOf, json, ociLayout, pointer, sampleImage, types } from '../../support/image-builder.ts';
import { newFolder, writeDirectory } from '../../support/image-files.ts';
import { StandInRegistry } from './stand-in.ts';

const environment = { HOME: newFolder() };
const analysisOf = (weighed: Weighed[]): Omit<Analysis, 'reference'> => {
  const { reference: _, ...rest } = weighed[0]!.analysis;
  return rest;
};

/** What the index holds of an image's making: it may tell the base. */
function attestationOf(index: Buffer, digest: string): string | undefined {
  const { manifests } = JSON.parse(index.toString()) as { manifests: { digest: string; annotations?: Record<string, string> }[] };
  return manifests.find(({ annotations }) => annotations?.['vnd.docker.reference.digest'] === digest)?.digest;
}

describe('an image in a registry', () => {
  for (const compression of ['none', 'gzip', 'zstd'] as const)
    it(`weighs what it weighs in a layout (${compression})`, async () => {
      await using registry = await StandInRegistry.start();
      const image = sampleImage(compression);
      const reference = registry.push('o/api', 'ci', image);
      const layout = `oci:${writeDirectory(ociLayout(image))}`;
      for (const verify of [false, true]) {
        const [there, here] = [await weigh(reference, { environment, verify }), await weigh(layout, { verify })];
        assert.deepEqual(analysisOf(there), analysisOf(here));
        assert.deepEqual([...there[0]!.inventory!.files], [...here[0]!.inventory!.files]);
      }
    });

  it('is found by its digest, and read once', async () => {
    await using registry = await StandInRegistry.start();
    const image = sampleImage('gzip');
    registry.push('o/api', 'ci', image);
    const [{ analysis }] = (await weigh(`docker://${registry.host}/o/api:other@${image.digest}`, { environment })) as [Weighed];
    assert.equal(analysis.digest, image.digest);
    const blobs = [image.config, image.layers[0]!.blob, image.layers[1]!.blob].map((bytes) => `/v2/o/api/blobs/${digestOf(bytes)}`);
    assert.deepEqual(registry.seen.map(({ path }) => path).sort(), [`/v2/o/api/manifests/${image.digest}`, ...blobs].sort());
    assert.ok(registry.seen.every(({ authorization, range }) => authorization === undefined && range === undefined));
  });

  it('is called latest where nothing else is said', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/api', 'latest', sampleImage());
    assert.equal((await weigh(`docker://${registry.host}/o/api`, { environment })).length, 1);
  });

  it('has platforms, of which no more is read than is wanted', async () => {
    await using registry = await StandInRegistry.start();
    const [amd64, arm64] = [sampleImage('gzip', 'linux/amd64'), sampleImage('gzip', 'linux/arm64')];
    for (const image of [amd64, arm64]) registry.push('o/api', 'hidden', image);
    const { index } = indexOf({ 'linux/amd64': amd64, 'linux/arm64': arm64 });
    const nested = json({ schemaVersion: 2, mediaType: types.index, manifests: [pointer(types.index, index)] });
    registry.pushManifest('o/api', 'inner', index);
    const reference = registry.pushManifest('o/api', 'ci', nested);
    const [one] = await weigh(reference, { environment, platforms: ['linux/arm64'] });
    assert.equal(one!.analysis.digest, arm64.digest);
    assert.deepEqual(
      registry.asked(/manifests/).map(({ path }) => path.split('/').at(-1)),
      ['ci', digestOf(index), arm64.digest, attestationOf(index, arm64.digest)],
    );
    assert.deepEqual(
      (await weigh(reference, { environment })).map(({ analysis }) => analysis.platform),
      ['linux/amd64', 'linux/arm64'],
    );
    await assert.rejects(weigh(reference, { environment, platforms: ['linux/s390x'] }), {
      code: 'platform',
      message: /it has linux\/amd64, linux\/arm64/,
    });
  });

  it('is asked for nothing but its manifest and config where sizes are enough', async () => {
    await using registry = await StandInRegistry.start();
    const image = sampleImage('gzip');
    const [{ analysis, inventory }] = (await weigh(registry.push('o/api', 'ci', image), { environment, sizesOnly: true })) as [Weighed];
    assert.deepEqual(
      registry.seen.map(({ path }) => path),
      ['/v2/o/api/manifests/ci', `/v2/o/api/blobs/${image.imageID}`],
    );
    assert.deepEqual(analysis.sizes, { compressed: image.layers.reduce((sum, { blob }) => sum + blob.length, 0) });
    assert.equal(inventory, undefined);
    const reason = 'no layer was read, as nothing but the sizes in the manifest was asked for';
    assert.deepEqual(
      analysis.unknown,
      ['total', 'live', 'wasted', 'efficiency', 'layer'].map((metric) => ({ metric, reason })),
    );
  });

  it('gives layers that another image has too only once', async () => {
    await using registry = await StandInRegistry.start();
    const base = { files: { base: 900 }, compression: 'gzip' as const };
    const before = registry.push('o/api', 'main', buildImage([base, { files: { app: 100 }, compression: 'gzip' }]));
    const now = registry.push('o/api', 'ci', buildImage([base, { files: { app: 200 }, compression: 'gzip' }]));
    const known = new Map();
    const alone = analysisOf(await weigh(now, { environment }));
    registry.seen.length = 0;
    await weigh(before, { environment, known });
    assert.deepEqual(analysisOf(await weigh(now, { environment, known })), alone);
    // Two configs, and three layers.
    assert.equal(registry.asked(/blobs/).length, 5);
  });

  it('may have a foreign layer, which is read where the registry holds it', async () => {
    await using registry = await StandInRegistry.start();
    const mediaType = 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip';
    const image = buildImage([{ files: { windows: 700 }, compression: 'gzip', mediaType }]);
    const reference = registry.push('o/api', 'ci', image);
    assert.equal((await weigh(reference, { environment }))[0]!.analysis.sizes.total, 700);
    registry.blobs.delete(image.layers[0]!.digest);
    const [{ analysis }] = (await weigh(reference, { environment })) as [Weighed];
    assert.equal(analysis.sizes.total, undefined);
    assert.match(analysis.unknown![0]!.reason, /foreign layer/);
  });

  it('may be named by sha512', async () => {
    await using registry = await StandInRegistry.start();
    const plain = buildImage([{ files: { a: 10 }, compression: 'gzip' }]);
    const blob = plain.layers[0]!.blob;
    const digest = `sha512:${createHash('sha512').update(blob).digest('hex')}`;
    const mediaType = plain.layers[0]!.mediaType;
    const reference = registry.push(
      'o/api',
      'ci',
      buildImage([{ files: { a: 10 }, compression: 'gzip' }], { manifest: { layers: [{ mediaType, digest, size: blob.length }] } }),
    );
    registry.blobs.set(digest, blob);
    assert.equal((await weigh(reference, { environment }))[0]!.analysis.layers[0]!.digest, digest);
    registry.blobs.set(digest, Buffer.alloc(blob.length));
    await assert.rejects(weigh(reference, { environment }), { code: 'content' });
  });

  it('leaves no connection behind', async () => {
    await using registry = await StandInRegistry.start();
    await weigh(registry.push('o/api', 'ci', sampleImage('gzip')), { environment });
    await registry.left();
  });
});
