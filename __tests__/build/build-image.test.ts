/** Images are built with every program that builds, and weigh the same as what it would push or keep. */
import assert from 'node:assert/strict';
import { closeSync, copyFileSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Weighed } from '../../src/analysis/analysis.ts';
import { bytesFrom } from '../lab/contexts.ts';
import { serveRegistry } from '../lab/registry.ts';
import { labIsMissing, runTool } from '../lab/tools.ts';
import { type Builders, buildAndWeigh, buildOnly, dockerfileBuild, leftBehind, makeContext, startBuilders } from './builders.ts';

const files = { a: bytesFrom('a', 90_000), b: 'b'.repeat(20_000) };
const dockerfile = 'FROM scratch AS first\nARG WORD=none\nLABEL word=$WORD\nCOPY a /a\nFROM first\nCOPY b /b\n';

const sizesOf = (weighed: readonly Weighed[]) =>
  weighed.map(({ analysis }) => [analysis.platform, analysis.sizes.total, analysis.reference] as const);

describe('buildImage', { skip: labIsMissing() }, () => {
  let builders: Builders;
  let context: string;
  before(async () => {
    builders = await startBuilders();
    context = makeContext(builders.folder, { ...files, Dockerfile: dockerfile });
  });
  after(() => builders[Symbol.asyncDispose]());
  const lab = { BUILDX_BUILDER: 'lab' };

  it('takes from BuildKit what it would push, blob by blob', async () => {
    await using registry = await serveRegistry();
    await using built = await buildOnly(builders, context, dockerfileBuild({ builder: 'lab' }));
    const [image] = built.images;
    const raw = await runTool('skopeo', ['inspect', '--raw', image!.reference]);
    const output = `type=image,name=${registry.host}/app:latest,push=true,registry.insecure=true`;
    await runTool('docker', ['buildx', 'build', '--builder', 'lab', '--output', output, context], { env: builders.environment });
    // What is pushed has attestations beside the image.
    const pushed = await runTool('crane', ['manifest', '--insecure', '--platform', 'linux/amd64', `${registry.host}/app:latest`]);
    assert.deepEqual(JSON.parse(raw).layers, JSON.parse(pushed).layers);
    assert.match(raw, /"mediaType":\s*"application\/vnd\.oci\.image\.layer\.v1\.tar\+gzip"/);
    assert.match(String(built.metadata?.['containerimage.digest']), /^sha256:/);
    assert.ok(built.metadata?.['buildx.build.provenance'] !== undefined);
  });

  it('leaves nothing behind', async () => {
    const { weighed } = await buildAndWeigh(builders, context, dockerfileBuild(), { more: lab });
    assert.deepEqual(sizesOf(weighed), [['linux/amd64', 110_000, 'build:here']]);
    assert.ok(weighed[0]!.analysis.sizes.compressed !== undefined);
    assert.deepEqual(leftBehind(builders), []);
  });

  const ways = [
    ['buildx, in an engine that gives no layout', dockerfileBuild({ with: 'buildx' }), {}],
    ["the engine's own BuildKit", dockerfileBuild({ with: 'docker' }), { DOCKER_BUILDKIT: '1' }],
    ['the builder from before BuildKit', dockerfileBuild({ with: 'docker' }), { DOCKER_BUILDKIT: '0' }],
    ['buildah', dockerfileBuild({ with: 'buildah' }), {}],
    ['podman', dockerfileBuild({ with: 'podman' }), {}],
  ] as const;
  for (const [name, build, more] of ways) {
    it(`builds with ${name}, and weighs what is in its store`, async () => {
      const { weighed, lines } = await buildAndWeigh(builders, context, build, { more });
      assert.deepEqual(sizesOf(weighed), [['linux/amd64', 110_000, 'build:here']]);
      assert.match(lines.join('\n'), /COPY b \/b/);
      assert.deepEqual(leftBehind(builders), []);
    });
  }

  it('hands on the stage, the arguments, the file and the context', async () => {
    const directory = makeContext(builders.folder, {
      ...files,
      'in/a': files.a,
      'in/b': '',
      'other file': dockerfile.replace('LABEL word', 'LABEL said'),
    });
    for (const program of ['buildx', 'docker', 'buildah', 'podman'] as const) {
      const build = dockerfileBuild({ context: 'in', file: 'other file', target: 'first', args: { WORD: 'a "b" $c' }, with: program });
      await using built = await buildOnly(builders, directory, build, {
        environment: { ...builders.environment, ...(program === 'buildx' ? lab : { DOCKER_BUILDKIT: '1' }) },
      });
      const reference = built.images[0]!.reference;
      const config =
        program === 'docker'
          ? await runTool('docker', ['image', 'inspect', '--format', '{{json .Config}}', reference.split(':')[1]!], {
              env: builders.environment,
            })
          : await runTool('skopeo', ['inspect', '--config', reference], { env: builders.environment });
      assert.match(config, /"said":\s*"a \\"b\\" \$c"/, `${program}: ${config}`);
      assert.doesNotMatch(config, /COPY b/);
    }
  });

  it('builds each platform that is asked for', async () => {
    const platforms = ['linux/arm64', 'linux/amd64'];
    const plain = makeContext(builders.folder, { ...files, Dockerfile: 'FROM scratch\nCOPY a /a\n' });
    for (const [build, more] of [
      [dockerfileBuild({ builder: 'lab' }), {}],
      [dockerfileBuild({ with: 'buildx' }), {}],
      [dockerfileBuild({ with: 'docker' }), { DOCKER_BUILDKIT: '1' }],
      [dockerfileBuild({ with: 'buildah' }), {}],
    ] as const) {
      const { weighed } = await buildAndWeigh(builders, plain, build, { platforms, more });
      assert.deepEqual(
        sizesOf(weighed),
        platforms.map((platform) => [platform, 90_000, 'build:here']),
        JSON.stringify(build),
      );
    }
  });

  it('hands on secrets, and prints none of them', async () => {
    const hidden = 'correct horse battery staple';
    const directory = makeContext(builders.folder, {
      Dockerfile:
        'FROM scratch\nARG API_TOKEN\nCOPY busybox /bin/busybox\nRUN --mount=type=secret,id=e --mount=type=secret,id=f ["/bin/busybox", "sh", "-c", "/bin/busybox cat /run/secrets/e /run/secrets/f; echo $API_TOKEN; /bin/busybox test -s /run/secrets/f"]\n',
      'secret file': 'from a file',
    });
    copyFileSync('/bin/busybox', join(directory, 'busybox'));
    const build = dockerfileBuild({
      builder: 'lab',
      secrets: ['id=e,env=E_VALUE', 'id=f,src=secret file'],
      args: { API_TOKEN: 'hunter-two' },
    });
    const { lines, steps } = await buildAndWeigh(builders, directory, build, { more: { E_VALUE: hidden } });
    assert.match(lines.join('\n'), /\*\*\*\*\*\*/);
    assert.doesNotMatch([...lines, ...steps].join('\n'), /correct horse|from a file|hunter-two/);
    assert.match(steps[0]!, /--secret 'id=e,env=E_VALUE' .*|--build-arg 'API_TOKEN=\*\*\*'/);
  });

  it('hands the builder nothing of the inputs of the action', async () => {
    const needs = 'RUN --mount=type=secret,id=t ["/bin/busybox", "test", "-s", "/run/secrets/t"]';
    const directory = makeContext(builders.folder, { Dockerfile: `FROM scratch\nCOPY busybox /bin/busybox\n${needs}\n` });
    copyFileSync('/bin/busybox', join(directory, 'busybox'));
    const builtWith = (name: string) =>
      buildAndWeigh(builders, directory, dockerfileBuild({ builder: 'lab', secrets: [`id=t,env=${name}`] }), {
        more: { [name]: 'a-token' },
      });
    await assert.rejects(builtWith('INPUT_TOKEN'), { code: 'build', message: /exit code: 1/ });
    await builtWith('TOKEN');
  });

  it('lets a terminal have the output as it is', async () => {
    const log = join(builders.folder, 'terminal');
    const terminal = openSync(log, 'w');
    await using _built = await buildOnly(builders, context, dockerfileBuild({ builder: 'lab' }), { output: { terminal } });
    closeSync(terminal);
    assert.match(readFileSync(log, 'utf8'), /COPY b \/b/);
  });

  describe('of a bake target', () => {
    const bakeFile = `
group "default" { targets = ["api"] }
group "both" { targets = ["api", "web"] }
group "one" { targets = ["api"] }
target "base" { dockerfile-inline = "FROM scratch\\nCOPY a /a" }
target "api" {
  contexts = { base = "target:base" }
  dockerfile-inline = "FROM base\\nCOPY b /b"
  output = ["type=registry"]
  tags = ["localhost:1/nowhere:1", "localhost:1/nowhere:2"]
}
target "web" { dockerfile-inline = "FROM scratch\\nCOPY b /b" }
target "lint" {
  inherits = ["base"]
  call = "check"
}
target "svc" {
  name = "svc-\${item}"
  matrix = { item = ["one", "two"] }
  inherits = ["base"]
}
`;
    const bake = (target: string, said = {}) => ({ kind: 'bake' as const, target, files: [], extraArgs: [], ...said });
    let directory: string;
    before(() => {
      directory = makeContext(builders.folder, {
        ...files,
        'docker-bake.hcl': bakeFile,
        'other.hcl': bakeFile.replace('COPY b', 'COPY a'),
      });
    });

    it('weighs it, and pushes nothing', async () => {
      for (const [build, more] of [
        [bake('api'), lab],
        [bake('one'), lab],
        [bake('api', { builder: 'lab', files: ['docker-bake.hcl'] }), {}],
      ] as const) {
        const { weighed } = await buildAndWeigh(builders, directory, build, { more });
        assert.deepEqual(sizesOf(weighed), [['linux/amd64', 110_000, 'build:here']]);
      }
      const { weighed } = await buildAndWeigh(builders, directory, bake('web'));
      assert.deepEqual(sizesOf(weighed), [['linux/amd64', 20_000, 'build:here']], 'in an engine that gives no layout');
      assert.deepEqual(leftBehind(builders), []);
    });

    it('refuses what makes no image, and an output beside its own', async () => {
      await assert.rejects(buildAndWeigh(builders, directory, bake('lint'), { more: lab }), {
        code: 'build',
        message: 'building api: the bake target lint makes no image: it says call = "check"',
      });
      for (const extraArgs of [['--set=*.output=type=registry'], ['--set', 'api.output+=type=registry']])
        await assert.rejects(buildAndWeigh(builders, directory, bake('api', { extraArgs }), { more: lab }), {
          message: /^building api: extra-args set (?:\*|api)\.output, which is for Plimsoll to say/,
        });
      await assert.rejects(buildAndWeigh(builders, directory, bake('api', { files: ['https://user:pass@host/x.git'] }), { more: lab }), {
        message: 'building api: the bake file https://…@host/x.git is remote, where a file of this machine was expected',
      });
    });

    it('weighs one of a matrix, and refuses all of it', async () => {
      const { weighed } = await buildAndWeigh(builders, directory, bake('svc-two'), { more: lab });
      assert.deepEqual(sizesOf(weighed), [['linux/amd64', 90_000, 'build:here']]);
      await assert.rejects(buildAndWeigh(builders, directory, bake('svc'), { more: lab }), {
        message: 'building api: the bake target svc stands for 2 targets (svc-one, svc-two), where one was expected',
      });
    });

    it('refuses a group of several', () =>
      assert.rejects(buildAndWeigh(builders, directory, bake('both'), { more: lab }), {
        code: 'build',
        message: 'building api: the bake target both stands for 2 targets (api, web), where one was expected',
      }));

    it('refuses what the files do not have, in the words of buildx', async () => {
      await assert.rejects(buildAndWeigh(builders, directory, bake('apj'), { more: lab }), {
        code: 'build',
        message: /^building api: reading the bake target apj failed:\n(?:.*\n)*.*failed to find target apj/,
      });
      await assert.rejects(buildAndWeigh(builders, directory, bake('api', { files: ['no.hcl'] })), {
        code: 'not-found',
        message: 'building api: there is no bake file no.hcl',
      });
    });
  });
});

describe("buildImage with an engine that keeps images in containerd's store", { skip: labIsMissing() }, () => {
  it('takes a layout from it', async () => {
    await using builders = await startBuilders('containerd');
    const context = makeContext(builders.folder, { ...files, Dockerfile: dockerfile });
    const { weighed, steps } = await buildAndWeigh(builders, context, dockerfileBuild({ with: 'buildx' }));
    assert.deepEqual(sizesOf(weighed), [['linux/amd64', 110_000, 'build:here']]);
    assert.ok(weighed[0]!.analysis.sizes.compressed! > 90_000);
    assert.match(steps[0]!, /--output type=oci/);
  });
});
