/** What a push would send of a built image: known where it is asked for and can be, and else with the reason. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bytesFrom } from '../lab/contexts.ts';
import { serveRegistry } from '../lab/registry.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { type Builders, buildAndWeigh, buildOnly, dockerfileBuild, leftBehind, makeContext, startBuilders } from './builders.ts';

const files = {
  Dockerfile: 'FROM scratch\nCOPY a /a\nCOPY b /b\n',
  a: bytesFrom('a', 90_000),
  b: 'b'.repeat(20_000),
};

describe('the compressed layers of a build', { skip: labIsMissing() }, () => {
  let builders: Builders;
  let context: string;
  before(async () => {
    builders = await startBuilders();
    context = makeContext(builders.folder, files);
  });
  after(() => builders[Symbol.asyncDispose]());

  for (const program of ['buildah', 'podman'] as const) {
    it(`knows what ${program} would push where that is asked for, blob by blob`, async () => {
      await using registry = await serveRegistry();
      const layered = dockerfileBuild({ with: program, ...(program === 'buildah' ? { extraArgs: ['--layers'] } : {}) });
      const { weighed } = await buildAndWeigh(builders, context, layered, { asPushed: true, more: { REGISTRY_AUTH_FILE: '/nowhere' } });
      assert.equal(weighed[0]!.analysis.sizes.total, 110_000);
      assert.deepEqual(leftBehind(builders), []);
      const { layers, unknown } = weighed[0]!.analysis;
      assert.deepEqual([layers.length, unknown], [2, undefined]);

      await using built = await buildOnly(builders, context, layered);
      const id = built.images[0]!.reference.replace('containers-storage:', '');
      const nobody = join(makeContext(builders.folder, { 'auth.json': '{}' }), 'auth.json');
      await runTool(program, ['push', '--authfile', nobody, '--tls-verify=false', id, `docker://${registry.host}/app:latest`], {
        env: builders.environment,
      });
      const pushed = JSON.parse(await runTool('crane', ['manifest', '--insecure', `${registry.host}/app:latest`]));
      assert.deepEqual(
        layers.map(({ digest, compressed }) => [digest, compressed]),
        pushed.layers.map(({ digest, size }: { digest: string; size: number }) => [digest, size]),
      );
    });
  }

  it('says why it is not known what would be pushed', async () => {
    for (const [build, more, reason] of [
      [
        dockerfileBuild({ with: 'buildah' }),
        {},
        /^buildah keeps layers uncompressed; a limit on compressed, update or churn has it compress them/,
      ],
      [dockerfileBuild({ with: 'buildx' }), {}, /^docker's classic store .* a builder of buildx that has the driver docker-container/],
      [dockerfileBuild({ with: 'docker' }), { DOCKER_BUILDKIT: '1' }, /^docker's classic store/],
    ] as const) {
      const { weighed } = await buildAndWeigh(builders, context, build, { more, asPushed: build.with !== 'buildah' });
      const { unknown, sizes } = weighed[0]!.analysis;
      assert.equal(sizes.compressed, undefined);
      assert.match(unknown?.find(({ metric }) => metric === 'compressed')?.reason ?? '', reason);
    }
  });

  it('are asked for by a limit on them alone', async () => {
    const budget = (limits: string) => `version: 1\nimages: { api: { source: { build: { with: podman } }, limits: { ${limits} } } }\n`;
    const check = (limits: string) =>
      runPlimsoll(['check'], {
        cwd: makeContext(builders.folder, { ...files, '.git/HEAD': '', 'plimsoll.yml': budget(limits) }),
        env: builders.environment,
      });
    const limited = await check('compressed: 100 kB');
    assert.equal(limited.code, 0, limited.stderr);
    assert.match(limited.stdout, /✓ compressed +91\.\d kB/);
    assert.equal((await check('compressed: 80 kB')).code, 1);
    const free = await check('total: 1 MB');
    assert.equal(free.code, 0, free.stderr);
    assert.doesNotMatch(free.stderr, /podman push/);
    assert.match(free.stdout, /compressed is unknown: podman keeps layers/);
  });
});
