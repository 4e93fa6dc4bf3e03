import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatSize } from '../../src/bytes.ts';
import type { Progress } from '../../src/read-layers.ts';
import { weigh } from '../../src/weigh.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { docker25, storedBlobs } from '../support/docker-archives.ts';
import { type Behaviour, startFakeEngine } from '../support/fake-engine.ts';
import { archiveOf, sampleImage } from '../support/image-builder.ts';

const plain = sampleImage();
const gzip = sampleImage('gzip');
const classic: Behaviour = { image: plain, archive: archiveOf(docker25(plain)) };
const stored: Behaviour = {
  image: gzip,
  id: gzip.digest,
  archive: archiveOf(storedBlobs(gzip)),
  info: { DockerRootDir: '/nowhere', Driver: 'overlayfs', DriverStatus: [['driver-type', 'io.containerd.snapshotter.v1']] },
};
const contents = (...sizes: unknown[]) => ({ Manifests: sizes.map((size) => ({ Available: true, Size: { Content: size, Total: 9000 } })) });

describe('the progress of an export', () => {
  // The fake engine calls 1000 bytes the image's size, whatever it is.
  const cases: [string, Behaviour, number | undefined][] = [
    ['has for its total what the engine calls the size, which is that of the layers', classic, 1000],
    ['has the same total where newer engines keep layers unpacked', { ...classic, version: '1.56' }, 1000],
    ['has none where the engine may count what is unpacked too', stored, undefined],
    ['has none where the engine does not tell how it keeps images', { ...classic, info: 'refused' }, undefined],
    ['has for its total what is kept as it is pushed', { ...stored, version: '1.48', details: contents(900, 300) }, 1200],
    ['has that too where the engine tells nothing else', { ...stored, version: '1.48', details: contents(700), info: 'refused' }, 700],
    ['has none where one of the sizes is odd', { ...stored, version: '1.48', details: contents(900, '300') }, undefined],
  ];
  for (const [what, behaviour, totalBytes] of cases)
    it(what, async () => {
      const told: Progress[] = [];
      await using engine = await startFakeEngine(behaviour);
      const environment = { DOCKER_HOST: engine.host };
      await weigh('sample:ci', { environment, onProgress: (progress) => void told.push({ ...progress }) });
      const opening = told.filter(({ doneLayers }) => doneLayers === 0).at(-1)!;
      assert.equal(opening.totalBytes, totalBytes);
      assert.equal(opening.doneBytes, totalBytes ?? behaviour.archive!.length);
      const query = Number(behaviour.version?.split('.')[1] ?? 41) < 48 ? '' : '?manifests=1';
      assert.equal(engine.asked[1], `/images/sample:ci/json${query}`);
    });

  it('is a bar on a terminal, and a count where there is no total', async () => {
    await using known = await startFakeEngine(classic);
    await using unknown = await startFakeEngine(stored);
    const shownOf = async ({ host }: { host: string }) =>
      (await runPlimsoll(['analyze', 'sample:ci'], { columns: 80, env: { DOCKER_HOST: host } })).stderr;
    assert.match(await shownOf(known), /sample linux\/amd64 [█░]{24} \d+% of 1 kB/);
    // As soon as the layers are known, there is a bar.
    assert.match(
      await shownOf(unknown),
      new RegExp(`sample linux/amd64 ${formatSize(stored.archive!.length)}\\x1b.*linux/amd64 [█░]{24} \\d+%`),
    );
  });
});
