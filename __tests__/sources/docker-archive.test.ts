import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { bazel, crane, docker24, docker25, podman, storedBlobs, together } from '../support/docker-archives.ts';
import {
  archiveOf,
  type BuiltImage,
  buildImage,
  hexOf,
  json,
  type LayerSpec,
  type Members,
  sampleImage,
} from '../support/image-builder.ts';
import { load, loadOne, writeArchive, writeDirectory } from '../support/image-files.ts';

const plain = sampleImage();
const gzipped = sampleImage('gzip');
const mixedLayers: LayerSpec[] = [
  { files: { a: 100 }, compression: 'zstd' },
  { files: { b: 200 } },
  { files: { c: 300 }, compression: 'gzip' },
];
const mixed = buildImage(mixedLayers);

/** Each maker's form, the image in it, and whether the sizes of its layers are what a push sends. */
const forms: [string, (image: BuiltImage, tags?: string[] | null) => Members, BuiltImage, boolean][] = [
  ['docker save up to 24', docker24, plain, false],
  ['docker save from 25 on', docker25, plain, false],
  ['docker save of a containerd store', storedBlobs, gzipped, true],
  ['BuildKit with a mix of compressions', storedBlobs, mixed, true],
  ['podman, buildah and skopeo', podman, plain, false],
  ['crane and kaniko', crane, gzipped, true],
  ['crane of an image that is not compressed', crane, plain, false],
  ["Bazel's rules_oci", bazel, mixed, true],
];

const replace = (members: Members, name: string | RegExp, bytes: Buffer): Members =>
  members.map(([each, member]) => [each, (typeof name === 'string' ? each === name : name.test(each)) ? bytes : member]);

describe('a docker archive', () => {
  for (const [maker, write, image, sizesAreStored] of forms) {
    it(`of ${maker} holds the image`, async () => {
      const loaded = await loadOne(writeArchive(write(image)));
      assert.equal(loaded.imageID, image.imageID);
      assert.equal(loaded.platform, 'linux/amd64');
      assert.equal(loaded.digest, undefined, 'a docker archive has no manifest of its own');
      assert.deepEqual(
        loaded.layers.map(({ diffID }) => diffID),
        image.layers.map(({ diffID }) => diffID),
      );
      assert.deepEqual(
        loaded.layers.map(({ createdBy }) => createdBy),
        JSON.parse(image.config.toString())
          .history.slice(0, -1)
          .map(({ created_by }: { created_by: string }) => created_by),
      );
      assert.deepEqual(loaded.notes, []);
    });

    it(`of ${maker} ${sizesAreStored ? 'knows' : 'does not know'} what a pull transfers`, async () => {
      const { layers } = await loadOne(writeArchive(write(image)));
      assert.deepEqual(
        layers.map(({ sizeIsCompressed, descriptor }) => [sizeIsCompressed, descriptor.size, descriptor.mediaType]),
        image.layers.map(({ blob, mediaType }) => [sizesAreStored, blob.length, mediaType]),
      );
    });

    it(`of ${maker} may be compressed as a whole, packed again, or unpacked`, async () => {
      const members = write(image);
      const prefixed = members.map(([name, member]): Members[number] => [`./${name}`, member]);
      for (const reference of [
        writeArchive(gzipSync(archiveOf(members)), 'image.tar'),
        writeArchive(zstdCompressSync(archiveOf(members)), 'image.bin'),
        writeArchive(prefixed),
        `docker-archive:${writeArchive(members)}`,
        writeDirectory(members),
      ])
        assert.equal((await loadOne(reference)).imageID, image.imageID, reference);
    });
  }

  it('names a digest where it is certain, and no other', async () => {
    const digests = async (members: Members) => (await loadOne(writeArchive(members))).layers.map(({ descriptor }) => descriptor.digest);
    const { layers } = mixed;
    // An uncompressed layer's blob is its tar; a name alone proves nothing.
    assert.deepEqual(await digests(crane(mixed)), [undefined, layers[1]!.diffID, undefined]);
    assert.deepEqual(
      await digests(storedBlobs(mixed)),
      layers.map(({ digest }) => digest),
    );
    assert.deepEqual(
      await digests(docker24(plain)),
      plain.layers.map(({ diffID }) => diffID),
    );
  });

  it('may hold gzip under the name layer.tar', async () => {
    const members = docker24(plain).map(([name, member]): Members[number] => [
      name,
      name.endsWith('layer.tar') && Buffer.isBuffer(member) ? gzipSync(member) : member,
    ]);
    const { layers } = await loadOne(writeArchive(members));
    assert.ok(layers.every(({ descriptor, sizeIsCompressed }) => descriptor.mediaType.endsWith('+gzip') && sizeIsCompressed));
  });

  it('may hold an image without layers, and lists that are null', async () => {
    const empty = buildImage([]);
    const manifest = json([{ Config: 'config.json', RepoTags: null, Layers: null }]);
    const { layers, imageID } = await loadOne(
      writeArchive([
        ['config.json', empty.config],
        ['manifest.json', manifest],
      ]),
    );
    assert.deepEqual([layers, imageID], [[], empty.imageID]);
  });

  describe('is refused', () => {
    const refuse = (members: Members, code: string, message: RegExp) => assert.rejects(load(writeArchive(members)), { code, message });

    it('where it is of the time before manifest.json', async () => {
      const old = docker24(plain).filter(([name]) => name !== 'manifest.json');
      await refuse(old, 'unsupported', /has no manifest\.json, as archives from before Docker 1\.10/);
    });

    it('where its manifest.json is not JSON, or not a list of images', async () => {
      await refuse(
        replace(docker24(plain), 'manifest.json', Buffer.from('[{"Config":')),
        'content',
        /manifest\.json of docker archive .*: it is not JSON/,
      );
      await refuse(replace(docker24(plain), 'manifest.json', Buffer.from('{}')), 'content', /expected array, found object/);
      await refuse(replace(docker24(plain), 'manifest.json', Buffer.from('[]')), 'content', /it names no image/);
      await refuse(
        replace(docker24(plain), 'manifest.json', Buffer.from('[{"Layers":[]}]')),
        'content',
        /\[0\]\.Config is not what it should be/,
      );
      await refuse(replace(docker24(plain), 'manifest.json', Buffer.alloc((8 << 20) + 1, ' ')), 'content', /larger than the 8388608 bytes/);
    });

    it('where its manifest.json names what is not there', async () => {
      const without = (pattern: RegExp) => podman(plain).filter(([name]) => !pattern.test(name));
      await refuse(
        without(new RegExp(`^${hexOf(plain.layers[1]!.diffID)}`)),
        'content',
        /its manifest\.json names \w+\.tar, which is not there/,
      );
      await refuse(without(/^\w+\.json$/), 'unsupported', /manifest/);
      await refuse(without(new RegExp(hexOf(plain.imageID))), 'content', /its manifest\.json names \w+\.json, which is not there/);
    });

    it('where its manifest.json names more or fewer layers than its config', async () => {
      const manifest = JSON.parse(String(podman(plain).find(([name]) => name === 'manifest.json')![1]));
      manifest[0].Layers.pop();
      await refuse(replace(podman(plain), 'manifest.json', json(manifest)), 'content', /its manifest names 2 layers and its config 3/);
    });

    it('where its config is not what its name says', async () => {
      for (const write of [docker24, docker25, crane]) {
        const changed = replace(write(plain), new RegExp(hexOf(plain.imageID)), sampleImage('none', 'linux/arm64').config);
        await refuse(changed, 'content', /its bytes have the digest sha256:\w+, which is not that in its name/);
      }
    });

    it('where an uncompressed blob is not the layer that the config declares', async () => {
      const config = `blobs/sha256/${hexOf(plain.imageID)}`;
      const [first, second] = plain.layers.map(({ diffID }) => `blobs/sha256/${hexOf(diffID)}`);
      const swapped = json([{ Config: config, RepoTags: null, Layers: [second, first, first] }]);
      await refuse(
        replace(docker25(plain), 'manifest.json', swapped),
        'content',
        /layer 0 is the uncompressed blob sha256:\w+, where the config declares/,
      );
    });
  });
});

describe('several images in a docker archive', () => {
  const other = sampleImage('none', 'linux/arm64');
  const untagged = buildImage([{ files: { lonely: 1 } }]);
  const archive = writeArchive(
    together(docker24(plain, ['api:ci', 'api:main']), docker24(other, ['docker.io/o/web:ci']), docker24(untagged, null)),
  );
  const chosen = async (tag: string) => (await loadOne(archive, { tag })).imageID;

  it('are listed where nothing says which is meant', async () => {
    await assert.rejects(load(archive), {
      code: 'which-image',
      message: new RegExp(`it may be each of 3: api:ci = api:main, docker\\.io/o/web:ci, ${untagged.imageID}$`),
      hint: 'name one of these with --tag',
    });
  });

  it('are told apart by name, by tag and by image ID', async () => {
    assert.equal(await chosen('api:ci'), plain.imageID);
    assert.equal(await chosen('docker.io/library/api:main'), plain.imageID);
    assert.equal(await chosen('main'), plain.imageID);
    assert.equal(await chosen('o/web:ci'), other.imageID);
    assert.equal(await chosen(untagged.imageID), untagged.imageID);
    assert.equal(await chosen(hexOf(untagged.imageID).slice(0, 12)), untagged.imageID);
  });

  it('are named behind the path too, which counts before --tag', async () => {
    assert.equal((await loadOne(`docker-archive:${archive}:o/web:ci`)).imageID, other.imageID);
    assert.equal((await loadOne(`docker-archive:${archive}:o/web:ci`, { tag: 'api:ci' })).imageID, other.imageID);
  });

  it('are listed where the name is none of theirs, or that of several', async () => {
    await assert.rejects(load(archive, { tag: 'api:latest' }), {
      code: 'not-found',
      message: /choosing api:latest in .*: it is none of the 3 there: api:ci/,
    });
    await assert.rejects(load(archive, { tag: 'api' }), { code: 'not-found' });
    await assert.rejects(load(archive, { tag: 'ci' }), {
      code: 'which-image',
      message: /it may be each of 2: api:ci = api:main, docker\.io\/o\/web:ci$/,
    });
  });

  it('are one where an image stands twice', async () => {
    assert.equal((await loadOne(writeArchive(together(podman(plain), podman(plain))))).imageID, plain.imageID);
  });
});
