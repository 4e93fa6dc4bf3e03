/** Why a layer was built again, of images that real builders built twice. */
import assert from 'node:assert/strict';
import { chmodSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { compare } from '../../src/comparison/compare.ts';
import { describeImage } from '../../src/report/image-details.ts';
import { plainText } from '../../src/report/sentence.ts';
import { weigh } from '../../src/weigh.ts';
import { bytesFrom } from '../lab/contexts.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';
import { type Builders, makeContext, startBuilders } from './builders.ts';

const files = {
  'app/server.js': bytesFrom('server', 9_000),
  'app/lib/a.js': bytesFrom('a', 5_000),
  Dockerfile: 'FROM scratch\nARG OWNER=0\nCOPY --chown=$OWNER app /app\n',
};

describe('layers that builders built twice', { skip: labIsMissing() }, () => {
  let builders: Builders;
  let built = 0;
  before(async () => {
    builders = await startBuilders();
  });
  after(() => builders[Symbol.asyncDispose]());

  /** A checkout made at this time, in seconds. */
  const checkout = (time: number, mode = 0o644): string => {
    const context = makeContext(builders.folder, files);
    for (const name of ['app/server.js', 'app/lib/a.js', 'app/lib', 'app']) utimesSync(join(context, name), time, time);
    chmodSync(join(context, 'app/server.js'), mode);
    return context;
  };
  /** Without a cache, as on another runner. */
  const buildx = async (context: string, { output = '', args = [] }: { output?: string; args?: string[] } = {}): Promise<string> => {
    const file = join(builders.folder, `built-${built++}.tar`);
    const to = `type=oci,dest=${file}${output}`;
    const command = ['buildx', 'build', '--builder', 'lab', '--no-cache', '--provenance=false', '--output', to, ...args, context];
    await runTool('docker', command, { env: builders.environment });
    return `oci-archive:${file}`;
  };
  const compared = async (base: string, head: string) => {
    const [[before], [now]] = [await weigh(base), await weigh(head)];
    const comparison = compare(before!, now!);
    const { rebuilt } = describeImage('api', now!.analysis, comparison, { units: 'si', top: 3 });
    const churn = comparison.metrics.find(({ metric }) => metric === 'churn')!.head!;
    const { kind, differs } = comparison.layers[0]!;
    assert.equal(comparison.layers.length, 1);
    return { kind, differs, isChurn: churn > 0, said: rebuilt && plainText(rebuilt) };
  };
  const [monday, tuesday] = [1_700_000_000, 1_700_090_000];

  it('names the times of another checkout, and says what takes them away', async () => {
    const { said, ...found } = await compared(await buildx(checkout(monday)), await buildx(checkout(tuesday)));
    assert.deepEqual(found, { kind: 'rebuilt', differs: ['times'], isChurn: true });
    assert.match(
      said!,
      /^layer 0 COPY .*app \/app was rebuilt with the same files, and only their times differ: .* SOURCE_DATE_EPOCH with rewrite-timestamp=true\)$/,
    );
    const same = { output: ',rewrite-timestamp=true', args: ['--build-arg', `SOURCE_DATE_EPOCH=${monday - 1}`] };
    assert.deepEqual(await compared(await buildx(checkout(monday), same), await buildx(checkout(tuesday), same)), {
      kind: 'same',
      differs: undefined,
      isChurn: false,
      said: undefined,
    });
  });

  it('names other owners and modes, which are no churn', async () => {
    const base = await buildx(checkout(monday));
    const owned = await compared(base, await buildx(checkout(monday), { args: ['--build-arg', 'OWNER=1001'] }));
    assert.deepEqual([owned.kind, owned.differs, owned.isChurn], ['changed', ['owners'], false]);
    assert.match(owned.said!, / was rebuilt with the same files, and only their owners differ/);
    const writable = await compared(base, await buildx(checkout(monday, 0o664)));
    assert.deepEqual([writable.kind, writable.differs, writable.isChurn], ['changed', ['modes'], false]);
    assert.match(writable.said!, / was rebuilt with the same files, and only their modes differ/);
  });

  it('names another compression of the same layer', async () => {
    const context = checkout(monday);
    const zstd = await buildx(context, { output: ',compression=zstd,force-compression=true' });
    const { said, ...found } = await compared(await buildx(context), zstd);
    assert.deepEqual(found, { kind: 'same', differs: ['compression'], isChurn: true });
    assert.match(said!, / is the same in another compression/);
  });

  it('says of another builder that it writes other tars', async () => {
    const context = checkout(monday);
    const base = await buildx(context, { output: ',rewrite-timestamp=true', args: ['--build-arg', 'SOURCE_DATE_EPOCH=0'] });
    const file = join(builders.folder, 'buildah.tar');
    writeFileSync(join(builders.environment.DOCKER_CONFIG!, 'config.json'), '{}');
    await runTool('buildah', ['build', '--timestamp', '0', '--tag', 'again', context], { env: builders.environment });
    await runTool('buildah', ['push', 'again', `oci-archive:${file}`], { env: builders.environment });
    const { said, ...found } = await compared(base, `oci-archive:${file}`);
    assert.deepEqual(found, { kind: 'rebuilt', differs: ['details'], isChurn: true });
    assert.match(said!, / only details of the tar differ/);
  });
});
