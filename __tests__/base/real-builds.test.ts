/** The base image of what real builders make: known from what they tell of the build, from the Dockerfile, from a registry that confirms it. */
import assert from 'node:assert/strict';
import { copyFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { BaseImage } from '../../src/analysis/analysis.ts';
import { weigh } from '../../src/weigh.ts';
import { type Builders, buildAndWeigh, buildOnly, dockerfileBuild, makeContext, startBuilders } from '../build/builders.ts';
import { bytesFrom } from '../lab/contexts.ts';
import { serveRegistry } from '../lab/registry.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';

const dockerfile = (base: string) => `ARG BASE=${base}
FROM $BASE AS tools
COPY own /tools
FROM $BASE AS middle
ARG API_TOKEN
COPY own /a
FROM middle
WORKDIR /srv
ENV A=$API_TOKEN
COPY --from=tools /tools /b
RUN ["/bin/busybox", "touch", "/c"]
LABEL a="b c" d=e
EXPOSE 80/tcp
VOLUME /v
USER 0
STOPSIGNAL 9
ENTRYPOINT ["/x"]
ONBUILD RUN x
CMD ["q", "r"]
`;

const shown = (base: BaseImage | undefined) => base && [base.name, base.layers, base.knownBy];

describe('the base of an image that was built', { skip: labIsMissing() }, () => {
  let builders: Builders;
  let context: string;
  let layout: string;
  before(async () => {
    builders = await startBuilders();
    const { environment: env, folder } = builders;
    const below = makeContext(folder, { Dockerfile: 'FROM scratch\nCOPY busybox /bin/\nCOPY x /x\nCMD ["x"]\n', x: bytesFrom('x', 5000) });
    copyFileSync('/bin/busybox', join(below, 'busybox'));
    layout = join(folder, 'base');
    await runTool(
      'docker',
      ['buildx', 'build', '--builder', 'lab', '--output', `type=oci,tar=false,dest=${layout}`, '-t', 'base:1', below],
      {
        env,
      },
    );
    await runTool('skopeo', ['copy', `oci:${layout}`, 'docker-daemon:base:1', '--dest-daemon-host', env.DOCKER_HOST!], { env });
    await runTool('skopeo', ['copy', `oci:${layout}`, 'containers-storage:localhost/base:1'], { env });
    context = makeContext(folder, {
      Dockerfile: dockerfile('base:1'),
      local: dockerfile('localhost/base:1'),
      lines: 'FROM scratch\nCOPY own /\n',
      own: bytesFrom('own', 700),
    });
  });
  after(() => builders[Symbol.asyncDispose]());

  const onLayout = () => ['--build-context', `base:1=oci-layout://${layout}:1`];
  const bases = async (...[build, options]: [Parameters<typeof buildAndWeigh>[2], Parameters<typeof buildAndWeigh>[3]?]) =>
    (await buildAndWeigh(builders, context, build, options)).weighed.map(({ analysis }) => shown(analysis.base));

  it("is known from BuildKit's provenance", async () => {
    assert.deepEqual(await bases(dockerfileBuild({ builder: 'lab', extraArgs: onLayout() })), [['base:1', 2, 'provenance']]);
    assert.deepEqual(await bases(dockerfileBuild({ builder: 'lab', file: 'lines' })), [['scratch', 0, 'provenance']]);
  });

  it('is known of a bake from the provenance alone', async () => {
    const directory = makeContext(builders.folder, {
      own: 'own',
      'docker-bake.hcl': `target "api" {\n contexts = { "base:1" = "oci-layout://${layout}:1" }\n dockerfile-inline = "FROM base:1\\nCOPY own /"\n}\n`,
    });
    const bake = { kind: 'bake' as const, target: 'api', files: [], builder: 'lab', extraArgs: [] };
    const { weighed } = await buildAndWeigh(builders, directory, bake);
    assert.deepEqual(shown(weighed[0]!.analysis.base), ['base:1', 2, 'provenance']);
  });

  it('is known from the Dockerfile, whatever built it', async () => {
    const isolated = ['--isolation', 'chroot'];
    for (const [build, more] of [
      [dockerfileBuild({ builder: 'lab', extraArgs: onLayout() }), { BUILDX_METADATA_PROVENANCE: 'min' }],
      [dockerfileBuild({ with: 'buildx', extraArgs: ['--network', 'host', '--allow', 'network.host'] }), {}],
      [dockerfileBuild({ with: 'docker', extraArgs: ['--network', 'host'] }), { DOCKER_BUILDKIT: '1' }],
      [dockerfileBuild({ with: 'docker', extraArgs: ['--network', 'host'] }), { DOCKER_BUILDKIT: '0' }],
      [dockerfileBuild({ with: 'buildah', file: 'local', extraArgs: isolated }), {}],
      [dockerfileBuild({ with: 'buildah', file: 'local', extraArgs: [...isolated, '--layers=true'] }), {}],
      [dockerfileBuild({ with: 'podman', file: 'local', extraArgs: isolated }), {}],
      // A short name that these resolve to an image of their own.
      [dockerfileBuild({ with: 'buildah', extraArgs: isolated }), {}],
      [dockerfileBuild({ with: 'buildah', extraArgs: [...isolated, '--layers=true'] }), {}],
      [dockerfileBuild({ with: 'podman', extraArgs: isolated }), {}],
    ] as const) {
      // What lies in a folder has no name.
      const name = build.extraArgs.includes('--build-context')
        ? undefined
        : build.extraArgs.includes('chroot')
          ? 'localhost/base:1'
          : 'base:1';
      assert.deepEqual(await bases(build, { more }), [[name, 2, 'dockerfile']], JSON.stringify({ build, more }));
    }
  });

  it('is known of each platform', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const found = await bases(dockerfileBuild({ builder: 'lab', file: 'lines' }), { platforms });
    assert.deepEqual(found, [
      ['scratch', 0, 'dockerfile'],
      ['scratch', 0, 'dockerfile'],
    ]);
  });

  it('is known without a change of what is built', async () => {
    const filesIn = async (provenance: string) => {
      await using built = await buildOnly(builders, context, dockerfileBuild({ builder: 'lab', extraArgs: onLayout() }), {
        environment: { ...builders.environment, BUILDX_METADATA_PROVENANCE: provenance },
      });
      const folder = built.images[0]!.reference.slice('oci:'.length);
      const told = built.metadata!['buildx.build.provenance'] as { buildConfig?: unknown };
      const blobs = readdirSync(join(folder, 'blobs', 'sha256')).sort();
      const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
      return { blobs, digests: manifests.map(({ digest }) => digest), hasSteps: told.buildConfig !== undefined };
    };
    const [most, least] = [await filesIn('max'), await filesIn('min')];
    assert.deepEqual([most.hasSteps, least.hasSteps], [true, false]);
    assert.deepEqual([most.blobs, most.digests], [least.blobs, least.digests]);
  });

  describe('in a layout or a registry', () => {
    const build = async (output: string, ...more: string[]) =>
      await runTool('docker', ['buildx', 'build', '--builder', 'lab', '--output', output, ...more, context], { env: builders.environment });

    it('is known from the attestation beside it, also where layers were compressed anew', async () => {
      for (const [name, compression] of [
        ['attested', ''],
        ['zstd', ',compression=zstd,force-compression=true'],
      ] as const) {
        const folder = join(builders.folder, name);
        await build(
          `type=oci,tar=false,dest=${folder}${compression}`,
          ...onLayout(),
          '--provenance=mode=max',
          '--build-arg',
          'API_TOKEN=hush',
        );
        const [one] = await weigh(`oci:${folder}`);
        assert.deepEqual(shown(one!.analysis.base), ['base:1', 2, 'provenance'], name);
        assert.doesNotMatch(JSON.stringify(one!.analysis.base), /hush/);
      }
    });

    it('is known where the registry confirms what names it', async () => {
      await using registry = await serveRegistry();
      const at = (name: string) => `${registry.host}/${name}`;
      const crane = (...args: string[]) => runTool('crane', [...args, '--insecure']);
      await runTool('skopeo', ['copy', '--dest-tls-verify=false', `oci:${layout}`, `docker://${at('base:1')}`]);
      const digest = (await crane('digest', at('base:1'))).trim();
      const push = (name: string, ...more: string[]) =>
        build(`type=image,name=${at(name)},push=true,registry.insecure=true`, '--build-arg', `BASE=${at('base:1')}`, ...more);
      await push('max', '--provenance=mode=max');
      await push('min', '--provenance=mode=min');
      await push('none', '--provenance=false');
      const key = 'org.opencontainers.image.base';
      const named = [`${key}.name=${at('base:1')}`, `${key}.digest=${digest}`];
      await push('labelled', '--provenance=false', ...named.flatMap((label) => ['--label', label]));
      await crane('mutate', at('none'), ...named.flatMap((annotation) => ['--annotation', annotation]), '--tag', at('annotated'));
      const wrong = (await crane('digest', at('none'))).trim();
      const lie = ['--annotation', `${key}.name=${at('none')}`, '--annotation', `${key}.digest=${wrong}`];
      await crane('mutate', at('base:1'), ...lie, '--tag', at('lying'));
      const steps: string[] = [];
      const known = async (name: string) => {
        const [one] = await weigh(`docker://${at(name)}`, { onStep: (line, level) => steps.push(`${level}: ${line}`) });
        return shown(one!.analysis.base);
      };
      assert.deepEqual(await known('max'), [at('base:1'), 2, 'provenance']);
      assert.deepEqual(await known('min'), [at('base:1'), 2, 'provenance']);
      assert.deepEqual(await known('annotated'), [at('base:1'), 2, 'annotation']);
      assert.deepEqual(await known('labelled'), [at('base:1'), 2, 'annotation']);
      assert.deepEqual(await known('none'), [undefined, 2, 'history']);
      assert.deepEqual(steps, []);
      assert.equal((await known('lying'))?.[2], undefined);
      assert.match(
        steps.join('\n'),
        /^debug: docker:\/\/\S+\/lying:latest: \S+\/none is named as its base, but its layers are not the lowest of the image$/,
      );
    });
  });
});
