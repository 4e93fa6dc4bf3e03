import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { docker24, docker25, podman, storedBlobs } from '../support/docker-archives.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import {
  archiveOf,
  buildImage,
  digestOf,
  indexOf,
  json,
  layoutOf,
  type Members,
  pointer,
  sampleImage,
  types,
} from '../support/image-builder.ts';
import { refusal, weighed } from '../support/weigh-images.ts';

const plain = sampleImage();
const gzip = sampleImage('gzip');

/** As a proxy in front of an engine does that lets nothing through but images. */
describe('an engine that does not say where it is', () => {
  const two = { 'linux/amd64': gzip, 'linux/arm64': sampleImage('gzip', 'linux/arm64') };
  const { index, content } = indexOf(two);
  const manifestJson = storedBlobs(gzip).filter(([name]) => name === 'manifest.json');
  const forms: { name: string; members: Members; id: string; digests: (string | undefined)[] }[] = [
    { name: 'docker up to 24', members: docker24(plain), id: plain.imageID, digests: [undefined] },
    { name: 'docker from 25 on', members: docker25(plain), id: plain.imageID, digests: [undefined] },
    { name: 'podman', members: podman(plain), id: plain.imageID, digests: [undefined] },
    { name: "containerd's store, a manifest", members: storedBlobs(gzip), id: gzip.digest, digests: [gzip.digest] },
    {
      name: "containerd's store, an index",
      members: [...layoutOf([pointer(types.index, index)], content), ...manifestJson],
      id: digestOf(index),
      digests: Object.values(two).map(({ digest }) => digest),
    },
  ];
  for (const { name, members, id, digests } of forms)
    it(`exports an image as ever: ${name}`, async () => {
      const archive = archiveOf(members);
      await using engine = await startFakeEngine({ image: plain, id, archive, info: 'refused' });
      await using open = await startFakeEngine({ image: plain, id, archive });
      const steps: string[] = [];
      const onStep = (line: string, level: string) => void steps.push(`${level}: ${line}`);
      const exported = await weighed('sample:ci', { environment: { DOCKER_HOST: engine.host }, onStep });
      assert.deepEqual(
        exported.map(({ digest }) => digest),
        digests,
      );
      // What an engine unpacks is not what a registry would store.
      assert.equal(exported[0]!.sizes.compressed !== undefined, digests[0] !== undefined);
      assert.deepEqual(await weighed('sample:ci', { environment: { DOCKER_HOST: open.host } }), exported);
      assert.deepEqual(await weighed('sample:ci', { environment: { DOCKER_HOST: engine.host }, engineRead: 'export' }), exported);
      assert.equal(steps.length, 2);
      assert.match(
        steps[1]!,
        /^debug: the image .* is exported, as its store cannot be read: the engine does not say where it is \(.*: it answers 403, .*\)$/,
      );
    });

  it('cannot be read directly, and that is why', async () => {
    await using engine = await startFakeEngine({ image: plain, archive: archiveOf(docker25(plain)), info: 'refused' });
    const { code, message, hint } = await refusal('sample:ci', { environment: { DOCKER_HOST: engine.host }, engineRead: 'direct' });
    assert.equal(code, 'engine');
    assert.match(
      message,
      / directly from its store: the engine does not say where it is \(asking the engine at .* for \/info: it answers 403, /,
    );
    assert.match(hint!, /--engine-read auto$/);
  });

  it('is believed a config where one looks like a manifest too', async () => {
    const image = buildImage([{ files: { a: 1 } }], { config: { layers: [], manifests: [] } });
    await using engine = await startFakeEngine({ image, archive: archiveOf(docker25(image)), info: 'refused' });
    const [found] = await weighed('sample:ci', { environment: { DOCKER_HOST: engine.host } });
    assert.equal(found!.layers.length, 1);
  });

  it('gives an ID that is that of nothing it sends is not believed', async () => {
    const other = json({ layers: 'none' });
    const archive = archiveOf(docker25(plain));
    await using engine = await startFakeEngine({ image: plain, id: digestOf(other), archive, info: 'refused' });
    assert.equal((await refusal('sample:ci', { environment: { DOCKER_HOST: engine.host } })).code, 'not-found');
  });
});
