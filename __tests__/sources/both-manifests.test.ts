import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { docker25, storedBlobs, together } from '../support/docker-archives.ts';
import { buildImage, indexOf, json, layoutOf, type Members, pointer, sampleImage, types } from '../support/image-builder.ts';
import { load, loadOne, writeArchive } from '../support/image-files.ts';

const image = sampleImage();
const replace = (members: Members, name: string, bytes: Buffer): Members =>
  members.map(([each, member]) => [each, each === name ? bytes : member]);

/** What a containerd store saves of an image for two platforms: the index, and a manifest.json for the one that the engine prefers. */
const amd64 = sampleImage('gzip');
const arm64 = sampleImage('gzip', 'linux/arm64');
const both = indexOf({ 'linux/amd64': amd64, 'linux/arm64': arm64 });
const manifestJson = storedBlobs(amd64).at(-1)!;
const multiPlatform: Members = [...layoutOf([pointer(types.index, both.index)], both.content), manifestJson];

describe('manifest.json beside index.json', () => {
  it('has the say about the order of layers, which engine 25.0.0 wrote at random into the other', async () => {
    const loaded = await loadOne(writeArchive(docker25(image)));
    assert.deepEqual(
      loaded.layers.map(({ descriptor }) => descriptor.digest),
      image.layers.map(({ diffID }) => diffID),
    );
    assert.deepEqual(loaded.notes, []);
  });

  it('has the say about images without a tag, which the other may lack', async () => {
    const untagged = buildImage([{ files: { lonely: 1 } }]);
    const members = together(
      docker25(image),
      docker25(untagged, null).filter(([name]) => name !== 'index.json'),
    );
    assert.equal((await loadOne(writeArchive(members), { tag: untagged.imageID })).imageID, untagged.imageID);
  });

  it('has no say where the other leads to several platforms', async () => {
    const images = await load(writeArchive(multiPlatform));
    assert.deepEqual(
      images.map(({ platform, digest }) => [platform, digest]),
      [
        ['linux/amd64', amd64.digest],
        ['linux/arm64', arm64.digest],
      ],
    );
    assert.equal((await loadOne(`docker-archive:${writeArchive(multiPlatform)}`, { platforms: ['linux/arm64'] })).imageID, arm64.imageID);
    assert.deepEqual((await load(writeArchive(multiPlatform), { tag: 'sample:ci' })).length, 2);
  });

  it('has the say where of several platforms one alone was saved', async () => {
    const partial = multiPlatform.filter(([name]) => !name.endsWith(arm64.digest.slice(7)));
    const loaded = await loadOne(writeArchive(partial));
    assert.deepEqual([loaded.imageID, loaded.digest, loaded.notes], [amd64.imageID, undefined, []]);
  });

  it('is believed, with a note, where they name different layers', async () => {
    const other = buildImage([{ files: { elsewhere: 5 } }]);
    const manifest = json({
      schemaVersion: 2,
      config: pointer(types.config, image.config),
      layers: other.layers.map(({ blob, mediaType }) => pointer(mediaType, blob)),
    });
    const index = json({ schemaVersion: 2, manifests: [pointer(types.manifest, manifest)] });
    const members: Members = [
      ...replace(docker25(image), 'index.json', index),
      [`blobs/sha256/${pointer('', manifest).digest.slice(7)}`, manifest],
    ];
    const loaded = await loadOne(writeArchive(members));
    assert.deepEqual(loaded.notes, ['its manifest.json and its index.json name different layers, and manifest.json is believed']);
    assert.equal(loaded.layers.length, 3);
  });

  it('is believed, with a note, where the other cannot be read', async () => {
    const loaded = await loadOne(writeArchive(replace(docker25(image), 'index.json', Buffer.from('{'))));
    assert.match(
      loaded.notes.join(),
      /^its index\.json cannot be followed, and manifest\.json is believed \(reading index\.json of .* is not JSON/,
    );
    assert.equal(loaded.imageID, image.imageID);
  });

  it('is left alone where the transport says OCI, and sizes of unpacked layers are still not taken for those of a pull', async () => {
    const unpacked = await loadOne(`oci-archive:${writeArchive(docker25(image))}`);
    assert.ok(unpacked.digest !== undefined && unpacked.layers.every(({ sizeIsCompressed }) => !sizeIsCompressed));
    const stored = await loadOne(`oci-archive:${writeArchive(storedBlobs(amd64))}`);
    assert.ok(stored.digest === amd64.digest && stored.layers.every(({ sizeIsCompressed }) => sizeIsCompressed));
  });
});
