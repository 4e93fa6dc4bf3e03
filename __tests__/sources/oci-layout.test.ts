import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  archiveOf,
  type BuiltImage,
  buildImage,
  imageBlobs,
  indexOf,
  json,
  layoutOf,
  type Members,
  ociLayout,
  platformOf,
  pointer,
  sampleImage,
  types,
} from '../support/image-builder.ts';
import { load, loadOne, writeArchive, writeDirectory } from '../support/image-files.ts';

const refName = 'org.opencontainers.image.ref.name';
const fullName = 'io.containerd.image.name';
const named = (image: BuiltImage, annotations: Record<string, string> = {}) => pointer(types.manifest, image.manifest, { annotations });
const [one, two, three] = [1, 2, 3].map((size) => buildImage([{ files: { a: size }, compression: 'gzip' }]));
const chosen = async (reference: string, tag?: string) => (await loadOne(reference, tag === undefined ? {} : { tag })).imageID;

describe('an OCI layout', () => {
  for (const compression of ['none', 'gzip', 'zstd'] as const)
    it(`knows what a pull transfers where its layers have the compression ${compression}`, async () => {
      const image = sampleImage(compression);
      const { layers, digest } = await loadOne(writeDirectory(ociLayout(image)));
      assert.equal(digest, image.digest);
      assert.deepEqual(
        layers.map(({ descriptor, sizeIsCompressed }) => [descriptor.size, sizeIsCompressed]),
        image.layers.map(({ blob }) => [blob.length, true]),
      );
    });

  it('may lie in a directory, a tar, or a compressed tar', async () => {
    const members = ociLayout(one!, 'ci');
    for (const reference of [
      writeDirectory(members),
      `oci:${writeDirectory(members)}:ci`,
      writeArchive(members),
      `oci-archive:${writeArchive(members)}:ci`,
      writeArchive(gzipSync(archiveOf(members)), 'image.tgz'),
    ])
      assert.equal(await chosen(reference), one!.imageID, reference);
  });

  it('holds several images, which are listed where nothing says which is meant', async () => {
    const layout = writeDirectory(
      layoutOf(
        [named(one!, { [refName]: 'v1' }), named(two!, { [refName]: 'v2' }), named(three!)],
        [one!, two!, three!].flatMap(imageBlobs),
      ),
    );
    await assert.rejects(load(layout), {
      code: 'which-image',
      message: new RegExp(`choosing an image in OCI layout .*: it may be each of 3: v1, v2, ${three!.digest}$`),
    });
    assert.equal(await chosen(layout, 'v2'), two!.imageID);
    assert.equal(await chosen(layout, three!.digest), three!.imageID);
    assert.equal(await chosen(`oci:${layout}:v1`), one!.imageID);
    await assert.rejects(load(layout, { tag: 'v3' }), {
      code: 'not-found',
      message: /choosing v3 in .*: it is none of the 3 there: v1, v2, sha256:/,
    });
  });

  describe('is searched for a name', () => {
    /** The name that is wanted, the annotations of the image that is meant, and those of another. */
    const wishes: [string, Record<string, string>, Record<string, string>][] = [
      // docker, containerd and skopeo write the bare tag, and docker the full name beside.
      ['ci', { [refName]: 'ci' }, { [refName]: 'main' }],
      ['api:ci', { [refName]: 'ci' }, { [refName]: 'main' }],
      ['api:ci', { [refName]: 'ci', [fullName]: 'docker.io/library/api:ci' }, { [refName]: 'ci', [fullName]: 'docker.io/library/web:ci' }],
      ['docker.io/library/api:ci', { [fullName]: 'api:ci' }, { [fullName]: 'api:main' }],
      // BuildKit writes the full name into both.
      ['api:ci', { [refName]: 'docker.io/library/api:ci' }, { [refName]: 'docker.io/library/api:main' }],
      ['ci', { [refName]: 'docker.io/library/api:ci' }, { [refName]: 'docker.io/library/api:main' }],
      ['ghcr.io/o/api:ci', { [refName]: 'ghcr.io/o/api:ci' }, { [refName]: 'docker.io/o/api:ci' }],
      // buildah writes what it is told.
      ['fmt:t', { [refName]: 'fmt:t' }, { [refName]: 't' }],
      ['Some Text', { [refName]: 'Some Text' }, { [refName]: 'text' }],
    ];
    for (const [wanted, meant, other] of wishes)
      it(`${wanted}, and found in ${Object.values(meant).join(' and ')} rather than in ${Object.values(other).join(' and ')}`, async () => {
        const content = [one!, two!].flatMap(imageBlobs);
        for (const manifests of [
          [named(one!, meant), named(two!, other)],
          [named(two!, other), named(one!, meant)],
        ])
          assert.equal(await chosen(writeDirectory(layoutOf(manifests, content)), wanted), one!.imageID);
      });

    it('that two images have, and lists them by digest', async () => {
      const layout = writeDirectory(
        layoutOf(
          [one!, two!].map((image) => named(image, { [refName]: 'ci' })),
          [one!, two!].flatMap(imageBlobs),
        ),
      );
      await assert.rejects(load(layout, { tag: 'ci' }), {
        code: 'which-image',
        message: new RegExp(`ci \\(${one!.digest}\\), ci \\(${two!.digest}\\)`),
      });
    });
  });

  it('may list the platforms of one image flat', async () => {
    const [amd64, arm64] = [sampleImage('gzip'), sampleImage('gzip', 'linux/arm64')];
    const flat = (annotations: Record<string, string>) =>
      [amd64, arm64].map((image) =>
        pointer(types.manifest, image.manifest, {
          annotations,
          platform: platformOf(JSON.parse(image.config.toString()).architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64'),
        }),
      );
    const content = [amd64, arm64, one!].flatMap(imageBlobs);
    const platforms = async (reference: string, tag?: string) =>
      (await load(reference, tag === undefined ? {} : { tag })).map(({ platform, digest }) => [platform, digest]);
    const expected = [
      ['linux/amd64', amd64.digest],
      ['linux/arm64', arm64.digest],
    ];
    assert.deepEqual(await platforms(writeDirectory(layoutOf(flat({}), content))), expected);
    const besides = writeDirectory(layoutOf([...flat({ [refName]: 'ci' }), named(one!, { [refName]: 'old' })], content));
    assert.deepEqual(await platforms(besides, 'ci'), expected);
    assert.equal(await chosen(besides, 'old'), one!.imageID);
  });

  it('may hold attestations and artifacts beside, and blobs that nothing names', async () => {
    const { index, content } = indexOf({ 'linux/amd64': one! });
    const sbom = json({
      schemaVersion: 2,
      artifactType: 'application/spdx+json',
      config: pointer('application/vnd.oci.empty.v1+json', Buffer.from('{}')),
      layers: [],
    });
    const manifests = [pointer(types.index, index), pointer(types.manifest, sbom, { artifactType: 'application/spdx+json' })];
    assert.equal(await chosen(writeDirectory(layoutOf(manifests, [...content, ...imageBlobs(two!)]))), one!.imageID);
  });

  it('is refused where it holds nothing else', async () => {
    const artifact = pointer(types.manifest, Buffer.from('{}'), { artifactType: 'application/spdx+json' });
    await assert.rejects(load(writeDirectory(layoutOf([artifact], []))), {
      code: 'unsupported',
      message: /its index\.json names none, only application\/spdx\+json/,
    });
  });

  it('must have an index.json', async () => {
    const members = ociLayout(one!).filter(([name]) => name !== 'index.json');
    await assert.rejects(load(writeDirectory(members)), { code: 'content', message: /its index\.json is missing/ });
  });

  it('should have an oci-layout, of a version that is known', async () => {
    const withLayout = (bytes?: Buffer) =>
      ociLayout(one!).flatMap(
        ([name, member]): Members => (name !== 'oci-layout' ? [[name, member]] : bytes === undefined ? [] : [[name, bytes]]),
      );
    assert.deepEqual((await loadOne(writeDirectory(withLayout()))).notes, [
      'the layout has no oci-layout file, which the specification demands',
    ]);
    await assert.rejects(load(writeDirectory(withLayout(json({ imageLayoutVersion: '2.0.0' })))), {
      code: 'unsupported',
      message: /found layout version 2\.0\.0/,
    });
    await assert.rejects(load(writeDirectory(withLayout(Buffer.from('1.0.0')))), {
      code: 'content',
      message: /oci-layout of .*: it is not JSON/,
    });
  });
});
