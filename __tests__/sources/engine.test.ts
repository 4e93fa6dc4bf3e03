import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Progress } from '../../src/read-layers.ts';
import { weigh } from '../../src/weigh.ts';
import { docker24, docker25, podman, storedBlobs } from '../support/docker-archives.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import { archiveOf, buildImage, type Members, sampleImage } from '../support/image-builder.ts';
import { writeArchive } from '../support/image-files.ts';
import { entry, noise, tar } from '../support/tar-bytes.ts';
import { refusal, weighed } from '../support/weigh-images.ts';

const plain = sampleImage();
const archive = archiveOf(docker25(plain));

describe("weigh of an engine's export", () => {
  const forms: [string, Members, ReturnType<typeof sampleImage>][] = [
    ['docker up to 24, where links stand before what they link to', docker24(plain), plain],
    ['docker from 25 on', docker25(plain), plain],
    ['podman', podman(plain), plain],
    ...(['gzip', 'zstd'] as const).map((compression): [string, Members, ReturnType<typeof sampleImage>] => {
      const image = sampleImage(compression);
      return [`docker with blobs of ${compression}`, storedBlobs(image), image];
    }),
  ];
  for (const [name, members, image] of forms)
    it(`gives what a file gives: ${name}`, async () => {
      const bytes = archiveOf(members);
      await using engine = await startFakeEngine({ image, archive: bytes });
      const environment = { DOCKER_HOST: engine.host };
      for (const verify of [false, true])
        assert.deepEqual(await weighed('docker-daemon:sample:ci', { environment, verify }), await weighed(writeArchive(bytes), { verify }));
    });

  it('gives what a file gives for an image with an empty layer, and one of no bytes at all', async () => {
    const image = buildImage([{ files: { a: 1 } }, { files: {} }, { tar: Buffer.alloc(0) }]);
    const bytes = archiveOf(docker25(image));
    await using engine = await startFakeEngine({ image, archive: bytes });
    assert.deepEqual(
      await weighed('docker-daemon:sample:ci', { environment: { DOCKER_HOST: engine.host } }),
      await weighed(writeArchive(bytes)),
    );
  });

  for (const compression of ['gzip', 'zstd'] as const)
    for (const pieceBytes of [4096, 32_768, 1 << 20])
      it(`gives what a file gives for layers of ${compression} that come faster than they unpack, ${pieceBytes} bytes at a time`, async () => {
        const warnings: Error[] = [];
        const warn = (warning: Error) => void warnings.push(warning);
        process.on('warning', warn);
        const image = buildImage(
          [1, 2, 3].map((seed) => ({ tar: tar(entry({ name: `noise-${seed}` }, noise(3 << 20, seed))), compression })),
        );
        const bytes = archiveOf(storedBlobs(image));
        const expected = await weighed(writeArchive(bytes));
        for (const at of ['socket', 'port'] as const) {
          await using engine = await startFakeEngine({ image, archive: bytes, pieceBytes }, at);
          assert.deepEqual(await weighed('docker-daemon:sample:ci', { environment: { DOCKER_HOST: engine.host } }), expected);
        }
        process.off('warning', warn);
        assert.deepEqual(warnings, []);
      });

  it('asks for the image by its ID, and in the version that the engine speaks', async () => {
    const paths: string[] = [];
    await using engine = await startFakeEngine({ image: plain, archive, answer: (path) => void paths.push(path) });
    await weigh('sample:ci', { environment: { DOCKER_HOST: engine.host } });
    assert.deepEqual(paths, ['/_ping', '/images/sample:ci/json', '/info', `/images/${plain.imageID}/get`]);
  });

  it('tells how far it has come', async () => {
    const told: Progress[] = [];
    await using engine = await startFakeEngine({ image: plain, archive });
    await weigh('sample:ci', { environment: { DOCKER_HOST: engine.host }, onProgress: (progress) => void told.push({ ...progress }) });
    assert.deepEqual(told[0], {
      reference: 'sample:ci',
      platform: 'linux/amd64',
      doneBytes: 1000,
      totalBytes: 1000,
      doneLayers: 0,
      totalLayers: 3,
    });
    assert.equal(told.at(-1)!.doneLayers, 3);
  });

  it('keeps to --max-uncompressed', async () => {
    await using engine = await startFakeEngine({ image: plain, archive });
    const { code } = await refusal('sample:ci', { environment: { DOCKER_HOST: engine.host }, maxUncompressedBytes: 3000 });
    assert.equal(code, 'too-large');
  });

  it('stops in the middle of what unpacks to more than --max-uncompressed', async () => {
    const image = buildImage([{ tar: tar(entry({ name: 'noise' }, noise(32 << 20, 1))), compression: 'gzip' }]);
    const bytes = archiveOf(storedBlobs(image));
    await using engine = await startFakeEngine({
      image,
      answer: (path, response) => {
        // The rest never comes, which is not what is told.
        if (path.endsWith('/get')) response.end(bytes.subarray(0, 24 << 20));
        return path.endsWith('/get');
      },
    });
    const { code } = await refusal('sample:ci', { environment: { DOCKER_HOST: engine.host }, maxUncompressedBytes: 1 << 20 });
    assert.equal(code, 'too-large');
  });
});
