import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blobs,
  buildImage,
  digestOf,
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
import { load, loadOne, writeDirectory } from '../support/image-files.ts';

const oci = (members: Members) => `oci:${writeDirectory(members)}`;
const amd64 = sampleImage();
const arm64 = sampleImage('none', 'linux/arm64');
const both = indexOf({ 'linux/amd64': amd64, 'linux/arm64': arm64 });
const platforms = async (...args: Parameters<typeof load>) => (await load(...args)).map(({ platform }) => platform);

describe('loadImages', () => {
  it('gives the platform, the digests, and each layer with its instruction', async () => {
    const image = await loadOne(oci(ociLayout(amd64, 'ci')));
    assert.deepEqual(
      {
        ...image,
        layers: image.layers.map(({ descriptor: _descriptor, ...layer }) => layer),
        history: image.history?.map(({ created_by, empty_layer }) => [created_by, empty_layer]),
      },
      {
        platform: 'linux/amd64',
        imageID: amd64.imageID,
        digest: amd64.digest,
        notes: [],
        history: [
          ['ADD rootfs.tar / # buildkit', false],
          ['COPY app /app # buildkit', false],
          ['COPY again / # buildkit', false],
          ['CMD ["sh"]', true],
        ],
        layers: ['ADD rootfs.tar / # buildkit', 'COPY app /app # buildkit', 'COPY again / # buildkit'].map((createdBy, index) => ({
          diffID: amd64.layers[index]!.diffID,
          createdBy,
          created: `2026-01-0${index + 1}T00:00:00Z`,
          sizeIsCompressed: true,
          present: true,
        })),
      },
    );
    assert.deepEqual(
      image.layers.map(({ descriptor }) => [descriptor.digest, descriptor.size]),
      amd64.layers.map(({ digest, blob }) => [digest, blob.length]),
    );
  });

  describe('walks indexes', () => {
    it('however they are nested, and passes attestations over', async () => {
      let { index } = both;
      const wrappers = Array.from({ length: 6 }, () => {
        index = json({ schemaVersion: 2, mediaType: types.index, manifests: [pointer(types.index, index)] });
        return index;
      });
      const layout = oci(layoutOf([pointer(types.index, index)], [...both.content, ...blobs(...wrappers)]));
      assert.deepEqual(await platforms(layout), ['linux/amd64', 'linux/arm64']);
    });

    it('in which nothing has a media type or a platform, as buildah writes them', async () => {
      const index = json({ schemaVersion: 2, manifests: [{ ...pointer('', amd64.manifest), mediaType: undefined }] });
      const layout = layoutOf([], [...imageBlobs(amd64), ...blobs(index)]).map(([name, member]): Members[number] => [
        name,
        name === 'index.json' ? index : member,
      ]);
      assert.deepEqual(await platforms(oci(layout)), ['linux/amd64']);
    });

    it('but not deeper than eight', async () => {
      let { index } = both;
      const wrappers = Array.from({ length: 9 }, () => {
        index = json({ schemaVersion: 2, manifests: [pointer(types.index, index)] });
        return index;
      });
      const layout = oci(layoutOf([pointer(types.index, index)], [...both.content, ...blobs(...wrappers)]));
      await assert.rejects(load(layout), { code: 'content', message: /nested more than 8 deep/ });
    });

    it('but not for more than a thousand manifests', async () => {
      const manifests = Array.from({ length: 1001 }, (_, index) =>
        pointer(types.manifest, Buffer.from(`${index}`), { platform: platformOf(`linux/a${index}`) }),
      );
      const index = json({ schemaVersion: 2, mediaType: types.index, manifests });
      const content = manifests.flatMap((_, number) => blobs(Buffer.from(`${number}`)));
      await assert.rejects(load(oci(layoutOf([pointer(types.index, index)], [...content, ...blobs(index)]))), {
        code: 'content',
        message: /more than 1000 manifests/,
      });
    });

    it('and refuses one that contains itself', async () => {
      // No honest digest can do this: the blob is not what its name says, and either way it is refused.
      const digest = `sha256:${'ab'.repeat(32)}`;
      const index = json({ schemaVersion: 2, mediaType: types.index, manifests: [{ mediaType: types.index, digest, size: 209 }] });
      const layout = layoutOf([{ mediaType: types.index, digest, size: index.length }], [[`blobs/sha256/${'ab'.repeat(32)}`, index]]);
      await assert.rejects(load(oci(layout)), { code: 'content', message: /has the digest|have the digest/ });
      // An algorithm that cannot be checked is no way around it.
      const unchecked = json({ schemaVersion: 2, manifests: [{ mediaType: types.index, digest: 'blake3:00', size: 1 }] });
      const around = layoutOf([{ mediaType: types.index, digest: 'blake3:00', size: unchecked.length }], [['blobs/blake3/00', unchecked]]);
      await assert.rejects(load(oci(around)), { code: 'unsupported', message: /neither sha256 nor sha512/ });
    });

    it('and passes over what it does not know', async () => {
      const chart = json({ schemaVersion: 2, config: pointer('application/vnd.cncf.helm.config.v1+json', Buffer.from('{}')), layers: [] });
      const others = [
        pointer('application/vnd.example.unheard-of', Buffer.from('x')),
        pointer(types.manifest, chart, { artifactType: 'application/vnd.example.sbom' }),
        pointer(types.manifest, chart),
      ];
      const index = json({ schemaVersion: 2, manifests: [...others, pointer(types.manifest, amd64.manifest)] });
      const layout = layoutOf([pointer(types.index, index)], [...imageBlobs(amd64), ...blobs(index, chart)]);
      assert.deepEqual(await platforms(oci(layout)), ['linux/amd64']);
    });
  });

  describe('chooses platforms', () => {
    const layout = oci(layoutOf([pointer(types.index, both.index)], both.content));

    it('in the order asked', async () => {
      assert.deepEqual(await platforms(layout, { platforms: ['linux/arm64/v8', 'linux/x86_64'] }), ['linux/arm64', 'linux/amd64']);
      assert.deepEqual(await platforms(layout, { platforms: ['all'] }), ['linux/amd64', 'linux/arm64']);
    });

    it('and lists what there is where one is absent', async () => {
      await assert.rejects(load(layout, { platforms: ['linux/amd64', 'linux/s390x'] }), {
        code: 'platform',
        message: /^looking for linux\/s390x in OCI layout .*: it has linux\/amd64, linux\/arm64$/,
      });
    });

    it('by the config, where no descriptor says one', async () => {
      const plain = oci(ociLayout(sampleImage('none', 'linux/arm/v6')));
      assert.deepEqual(await platforms(plain), ['linux/arm/v6']);
      assert.deepEqual(await platforms(plain, { platforms: ['linux/arm/v7'] }), ['linux/arm/v6']);
      await assert.rejects(load(plain, { platforms: ['linux/amd64'] }), { code: 'platform', message: /it has linux\/arm\/v6$/ });
    });

    it('and does not read what is not wanted', async () => {
      const broken = layoutOf([pointer(types.index, both.index)], both.content).map(([name, member]): Members[number] => [
        name,
        name.endsWith(arm64.imageID.slice(7)) ? Buffer.from('{}') : member,
      ]);
      assert.deepEqual(await platforms(oci(broken), { platforms: ['linux/amd64'] }), ['linux/amd64']);
      await assert.rejects(load(oci(broken)), { code: 'content' });
    });

    it('and says so where the layout lacks the manifest of one', async () => {
      const partial = both.content.filter(([name]) => !name.endsWith(arm64.digest.slice(7)));
      const reference = oci(layoutOf([pointer(types.index, both.index)], partial));
      const image = await loadOne(reference);
      assert.deepEqual(image.notes, ['the index names linux/arm64 too, but its manifest is not here, so that it is not weighed']);
      await assert.rejects(load(reference, { platforms: ['linux/arm64'] }), {
        code: 'platform',
        message: /its manifest sha256:\w+ is missing/,
      });
    });

    it('and takes the first of several for one platform, with a note', async () => {
      const newer = buildImage([{ files: { new: 1 } }], { platform: 'windows/amd64' });
      const older = buildImage([{ files: { old: 2 } }], { platform: 'windows/amd64' });
      const manifests = [newer, older].map(({ manifest }) => pointer(types.manifest, manifest, { platform: platformOf('windows/amd64') }));
      const index = json({ schemaVersion: 2, manifests });
      const image = await loadOne(oci(layoutOf([pointer(types.index, index)], [newer, older].flatMap(imageBlobs).concat(blobs(index)))));
      assert.equal(image.imageID, newer.imageID);
      assert.deepEqual(image.notes, ['the index holds 2 images for windows/amd64, and the first is weighed']);
    });
  });

  it('gives one image for the same manifest under two names', async () => {
    const twice = ['a', 'b'].map((tag) =>
      pointer(types.manifest, amd64.manifest, { annotations: { 'org.opencontainers.image.ref.name': tag } }),
    );
    assert.equal((await load(oci(layoutOf(twice, imageBlobs(amd64))))).length, 1);
  });

  it('gives one image for a manifest that several indexes name', async () => {
    const inner = json({ schemaVersion: 2, manifests: [pointer(types.manifest, amd64.manifest), pointer(types.manifest, amd64.manifest)] });
    const outer = json({ schemaVersion: 2, manifests: [pointer(types.index, inner), pointer(types.manifest, amd64.manifest)] });
    const image = await loadOne(oci(layoutOf([pointer(types.index, outer)], [...imageBlobs(amd64), ...blobs(inner, outer)])));
    assert.deepEqual(image.notes, []);
  });

  it('reads an image without layers', async () => {
    const empty = buildImage([], { config: { rootfs: { type: 'layers', diff_ids: null }, history: null }, manifest: { layers: null } });
    assert.deepEqual((await loadOne(oci(ociLayout(empty)))).layers, []);
  });

  it('checks by sha512 too', async () => {
    const { createHash } = await import('node:crypto');
    const hex = createHash('sha512').update(amd64.manifest).digest('hex');
    const descriptor = { ...pointer(types.manifest, amd64.manifest), digest: `sha512:${hex}` };
    const layout = layoutOf([descriptor], [...imageBlobs(amd64), [`blobs/sha512/${hex}`, amd64.manifest]]);
    assert.equal((await loadOne(oci(layout))).digest, `sha512:${hex}`);
    assert.notEqual(digestOf(amd64.manifest), descriptor.digest);
  });
});
