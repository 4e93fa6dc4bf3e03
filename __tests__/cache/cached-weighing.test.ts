/** Weighing with what was read before: the same document, and not a byte that is known. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ScanCache } from '../../src/cache/scan-cache.ts';
import { parseImageReference } from '../../src/image/reference.ts';
import { openSource } from '../../src/sources/open-source.ts';
import { type WeighOptions, weigh, weighSource } from '../../src/weigh.ts';
import { readForms } from '../lab/forms.ts';
import { labImages } from '../lab/images.ts';
import { labIsMissing } from '../lab/tools.ts';
import { CountingSource } from '../support/counting-source.ts';
import { crane, docker25, podman } from '../support/docker-archives.ts';
import { type BuiltImage, buildImage, hexOf, type LayerSpec, type Members, ociLayout } from '../support/image-builder.ts';
import { newFolder, writeArchive, writeDirectory } from '../support/image-files.ts';
import { tarOf } from '../support/model.ts';
import { randomLayers } from '../support/random-layers.ts';

const newCache = () => new ScanCache(newFolder());

/** What a report is made of, to the byte. */
async function document(reference: string, options: WeighOptions): Promise<string> {
  const weighed = await weigh(reference, options);
  return JSON.stringify(weighed.map(({ analysis, inventory }) => ({ analysis, files: [...(inventory?.files ?? [])] })));
}

/** Weighs, and says how many bytes of each layer were taken from the source; undefined where it was not even asked for. */
async function layerBytes(image: BuiltImage, reference: string, options: WeighOptions): Promise<(number | undefined)[]> {
  await using source = new CountingSource(await openSource(parseImageReference(reference)));
  await weighSource(source, reference, options);
  return image.layers.map(({ digest }) => source.bytes.get(digest));
}

const specs = (top: string, compression: 'gzip' | 'zstd' | 'none' = 'gzip'): LayerSpec[] => [
  { files: { 'etc/os-release': 'ID=sample', 'bin/sh': 700 }, compression },
  { files: { 'app/main.js': 300, 'etc/os-release': 'ID=sample' }, compression },
  { files: { 'app/version': top }, compression },
];

describe('weigh with a cache', () => {
  it('reads no byte of a compressed layer that it has read before', async () => {
    for (const compression of ['gzip', 'zstd'] as const) {
      const image = buildImage(specs('1', compression));
      const options = { cache: newCache() };
      const reference = `oci:${writeDirectory(ociLayout(image))}`;
      const sizes = image.layers.map(({ blob }) => blob.length);
      assert.deepEqual(await layerBytes(image, reference, options), sizes);
      assert.deepEqual(await layerBytes(image, reference, options), [undefined, undefined, undefined]);
    }
  });

  it('reads of an image whose top layer alone changed that layer alone', async () => {
    const options = { cache: newCache() };
    const [old, changed] = [buildImage(specs('1')), buildImage(specs('2'))];
    await layerBytes(old, `oci:${writeDirectory(ociLayout(old))}`, options);
    const reference = `oci-archive:${writeArchive(ociLayout(changed))}`;
    assert.deepEqual(await layerBytes(changed, reference, options), [undefined, undefined, changed.layers[2]!.blob.length]);
  });

  it('gives the same document to the byte, whichever layers it knew', async () => {
    const compressions = fc.array(fc.constantFrom('gzip', 'zstd', 'none'), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(randomLayers, compressions, fc.nat(63), async (layers, kinds, known) => {
        const stack = layers.map((layer, index) => ({ tar: tarOf(layer), compression: kinds[index] as 'gzip' | 'zstd' | 'none' }));
        const image = buildImage(stack);
        const reference = `oci-archive:${writeArchive(ociLayout(image))}`;
        const expected = await document(reference, {});
        const cache = newCache();
        const part = stack.filter((_, index) => (known & (1 << index)) !== 0);
        if (part.length > 0) await document(`oci-archive:${writeArchive(ociLayout(buildImage(part)))}`, { cache });
        for (let run = 0; run < 2; run++) assert.equal(await document(reference, { cache }), expected);
      }),
      { numRuns: 60 },
    );
  });

  it('gives the same document for an archive of any maker, whatever form filled the cache', async () => {
    for (const compression of ['gzip', 'zstd', 'none'] as const) {
      const image = buildImage(specs('1', compression));
      const references = [ociLayout(image), crane(image), docker25(image), podman(image)].map((members) => writeArchive(members));
      for (const first of references) {
        const cache = newCache();
        await document(first, { cache });
        for (const reference of references) assert.equal(await document(reference, { cache }), await document(reference, {}));
      }
    }
  });

  it('takes a plain layer from a stream for what it is in a file', async () => {
    const image = buildImage(specs('1', 'none'));
    const reference = `oci:${writeDirectory(ociLayout(image))}`;
    const options = { cache: newCache() };
    // As it comes from a registry: every byte, and none of them the next time.
    assert.ok((await layerBytes(image, reference, options)).every((bytes) => bytes !== undefined));
    assert.deepEqual(await layerBytes(image, reference, options), [undefined, undefined, undefined]);
    assert.equal(await document(reference, options), await document(reference, {}));
  });

  it('refuses an image that unpacks to too much, also where others have unpacked it', async () => {
    const image = buildImage(specs('1'));
    const reference = `oci:${writeDirectory(ociLayout(image))}`;
    const cache = newCache();
    const unpacked = image.layers.reduce((sum, { tar }) => sum + tar.length, 0);
    const refused = { code: 'too-large' };
    for (let run = 0; run < 2; run++) {
      await document(reference, { cache, maxUncompressedBytes: unpacked });
      await assert.rejects(document(reference, { cache, maxUncompressedBytes: unpacked - 1 }), refused);
    }
  });

  it('leaves it to --verify to see that a layer was damaged since', async () => {
    const image = buildImage(specs('1'));
    const folder = writeDirectory(ociLayout(image));
    const options = { cache: newCache() };
    const expected = await document(`oci:${folder}`, options);
    const { digest, blob } = image.layers[0]!;
    writeFileSync(join(folder, 'blobs', 'sha256', hexOf(digest)), Buffer.alloc(blob.length));
    assert.equal(await document(`oci:${folder}`, options), expected);
    await assert.rejects(document(`oci:${folder}`, { ...options, verify: true }), { code: 'content' });
  });

  it('keeps nothing of an image that lies about its layers', async () => {
    const [honest, other] = [buildImage(specs('1')), buildImage(specs('2'))];
    const cache = newCache();
    // The blob of one layer under the digest of another, and then under its diffID, in an archive that names no digests.
    const lying = ociLayout(honest).map(([name, member]): Members[number] =>
      name.endsWith(hexOf(honest.layers[2]!.digest)) ? [name, other.layers[2]!.blob] : [name, member],
    );
    await assert.rejects(document(`oci-archive:${writeArchive(lying)}`, { cache }), { code: 'content' });
    const swapped = { ...honest, layers: [...honest.layers.slice(0, 2), other.layers[2]!] };
    await assert.rejects(document(`docker-archive:${writeArchive(crane(swapped))}`, { cache }), { code: 'content' });
    for (const members of [ociLayout(honest), crane(honest)]) {
      const reference = writeArchive(members);
      assert.equal(await document(reference, { cache }), await document(reference, {}));
    }
  });
});

describe('weigh with a cache, of every form that tools write', { skip: labIsMissing() }, () => {
  it('gives the same document to the byte, empty or filled by every other form', async () => {
    const forms = readForms(await labImages());
    const cache = newCache();
    const wrong: string[] = [];
    for (let run = 0; run < 2; run++)
      for (const { name, reference } of forms)
        if ((await document(reference, { cache })) !== (await document(reference, {}))) wrong.push(`${name}, run ${run}`);
    assert.deepEqual(wrong, []);
  });
});
