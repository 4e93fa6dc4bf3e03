import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildImage, type Members, ociLayout, sampleImage } from '../support/image-builder.ts';
import { load, loadOne, writeDirectory } from '../support/image-files.ts';

const oci = (members: Members) => `oci:${writeDirectory(members)}`;
const docker = 'application/vnd.docker.image.rootfs';
const standard = 'application/vnd.oci.image.layer';

describe('describeImage', () => {
  it('gives no instruction rather than a wrong one where the history does not fit', async () => {
    const history = [{ created_by: 'squashed' }, { created_by: 'two', empty_layer: true }];
    const image = await loadOne(oci(ociLayout(buildImage([{ files: { a: 1 } }, { files: { b: 1 } }], { config: { history } }))));
    assert.deepEqual(
      image.layers.map(({ createdBy }) => createdBy),
      [undefined, undefined],
    );
    assert.deepEqual(image.notes, ['the history has 1 instructions for 2 layers, so that none is shown']);
  });

  for (const history of [undefined, null, [], 'nonsense'])
    it(`does without a history (${JSON.stringify(history)})`, async () => {
      const image = await loadOne(oci(ociLayout(buildImage([{ files: { a: 1 } }], { config: { history } }))));
      assert.deepEqual([image.layers[0]?.createdBy, image.notes], [undefined, []]);
    });

  for (const mediaType of [
    `${standard}.v1.tar`,
    `${standard}.v1.tar+gzip`,
    `${standard}.v1.tar+zstd`,
    `${docker}.diff.tar`,
    `${docker}.diff.tar.gzip`,
    `${docker}.diff.tar.zstd`,
    `${standard}.nondistributable.v1.tar+gzip`,
    `${docker}.foreign.diff.tar.gzip`,
  ])
    it(`takes a layer of type ${mediaType}`, async () => {
      const image = await loadOne(oci(ociLayout(buildImage([{ files: { a: 1 }, mediaType }]))));
      assert.equal(image.layers[0]?.present, true);
    });

  /** Types that are refused, and how. */
  const refused: [string, RegExp][] = [
    [`${standard}.v1.tar+gzip+encrypted`, /layer 0 is encrypted/],
    [`${standard}.v1.tar+encrypted`, /layer 0 is encrypted/],
    [`${docker}.diff.tar.gzip+encrypted`, /layer 0 is encrypted/],
    [`${standard}.v2.tar`, /layer 0 is of a type that is not known \(application\/vnd\.oci\.image\.layer\.v2\.tar\)/],
    [`${standard}.v1.erofs`, /not known/],
    ['application/octet-stream', /not known/],
    ['', /no media type/],
  ];
  for (const [mediaType, message] of refused)
    it(`refuses a layer of type ${mediaType || 'nothing'}`, async () => {
      await assert.rejects(load(oci(ociLayout(buildImage([{ files: { a: 1 }, mediaType }])))), { code: 'unsupported', message });
    });

  it('keeps a foreign layer without its bytes, with its size', async () => {
    const image = buildImage([{ files: { base: 9 }, mediaType: `${docker}.foreign.diff.tar.gzip` }, { files: { own: 1 } }]);
    const layout = ociLayout(image).filter(([name]) => !name.endsWith(image.layers[0]!.digest.slice(7)));
    const { layers } = await loadOne(oci(layout));
    assert.deepEqual(
      layers.map(({ present, descriptor }) => [present, descriptor.size]),
      [
        [false, image.layers[0]!.blob.length],
        [true, image.layers[1]!.blob.length],
      ],
    );
  });

  it('refuses an image that lacks another layer', async () => {
    const image = sampleImage();
    const layout = ociLayout(image).filter(([name]) => !name.endsWith(image.layers[1]!.digest.slice(7)));
    await assert.rejects(load(oci(layout)), { code: 'content', message: new RegExp(`layer 1, ${image.layers[1]!.digest}, is missing`) });
  });

  it('refuses a manifest and a config that do not fit', async () => {
    const image = buildImage([{ files: { a: 1 } }], { config: { rootfs: { type: 'layers', diff_ids: [] } } });
    await assert.rejects(load(oci(ociLayout(image))), { code: 'content', message: /its manifest names 1 layers and its config 0/ });
  });
});
