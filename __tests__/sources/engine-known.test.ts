import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { ScanCache } from '../../src/cache/scan-cache.ts';
import { scanPassing } from '../../src/scan/scan-passing.ts';
import type { WeighOptions } from '../../src/weigh.ts';
import { docker25, podman, storedBlobs } from '../support/docker-archives.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import {
  archiveOf,
  type BuiltImage,
  blobs,
  buildImage,
  digestOf,
  json,
  layoutOf,
  type Members,
  pointer,
  sampleImage,
  types,
} from '../support/image-builder.ts';
import { newFolder } from '../support/image-files.ts';
import { weighed as weighedAs } from '../support/weigh-images.ts';

const weighed = (options: WeighOptions) => weighedAs('docker-daemon:sample:ci', options);

describe("weigh of an engine's export whose layers were read before", () => {
  const plain = sampleImage();
  const gzip = sampleImage('gzip');
  const forms: [string, Members, ReturnType<typeof sampleImage>][] = [
    ['docker from 25 on', docker25(plain), plain],
    ['podman', podman(plain), plain],
    ['containerd, with blobs of gzip', storedBlobs(gzip), gzip],
  ];
  /** The same members, with other bytes in every layer: whoever reads them notices. */
  const spoiled = (members: Members, image: BuiltImage): Members =>
    members.map(([name, member]) => {
      const layer = image.layers.find(({ tar, blob }) => member === tar || member === blob);
      if (layer === undefined) return [name, member];
      const bytes = Buffer.from(member as Buffer);
      bytes.fill(0x55, member === layer.tar ? 520 : 20);
      return [name, bytes];
    });
  for (const [name, members, image] of forms)
    it(`passes over them: ${name}`, async () => {
      let sent = archiveOf(members);
      await using engine = await startFakeEngine({
        image,
        answer: (path, response) => {
          if (path.endsWith('/get')) response.end(sent);
          return path.endsWith('/get');
        },
      });
      const options: WeighOptions = { environment: { DOCKER_HOST: engine.host }, cache: new ScanCache(newFolder()) };
      const { cache: _cache, ...without } = options;
      const expected = await weighed(without);
      assert.deepEqual(await weighed(options), expected);
      sent = archiveOf(spoiled(members, image));
      assert.deepEqual(await weighed(options), expected);
      for (const reading of [without, { ...options, verify: true }]) await assert.rejects(weighed(reading), { code: 'content' });
      await assert.rejects(weighed({ ...options, maxUncompressedBytes: 3000 }), { code: 'too-large' });
    });

  it('holds what was read before against what the image declares', async () => {
    const known = buildImage([{ files: { a: 6000 } }]);
    const [{ diffID, tar }] = known.layers as [BuiltImage['layers'][number]];
    const scan = await scanPassing(Readable.from([tar]), 'none', { what: 'layer 0' });
    // As a registry leaves it.
    scan.diffID = undefined;
    const cache = new ScanCache(newFolder());
    cache.keepBlob(diffID, scan);
    // An image that declares another layer behind that blob.
    const { config } = buildImage([{ files: { b: 6000 } }]);
    const manifest = json({
      schemaVersion: 2,
      config: pointer(types.config, config),
      layers: [pointer('application/vnd.oci.image.layer.v1.tar', tar)],
    });
    const archive = archiveOf(layoutOf([pointer(types.manifest, manifest)], blobs(tar, config, manifest)));
    const image = { ...known, imageID: digestOf(manifest) };
    const info = { DockerRootDir: '/nowhere', Driver: 'overlayfs', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] };
    await using engine = await startFakeEngine({ image, archive, info });
    for (const options of [{}, { cache }])
      await assert.rejects(weighed({ environment: { DOCKER_HOST: engine.host }, ...options }), {
        code: 'content',
        message: /: the uncompressed bytes have the digest .*, where .* was declared$/,
      });
  });
});
