/** A build that cannot be: what is said of it, and that nothing of it stays. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '../../src/errors.ts';
import { bytesFrom } from '../lab/contexts.ts';
import { labIsMissing } from '../lab/tools.ts';
import {
  type Builders,
  buildAndWeigh,
  buildOnly,
  dockerfileBuild,
  leftBehind,
  makeContext,
  processesWith,
  startBuilders,
} from './builders.ts';

const busybox = 'FROM scratch\nCOPY busybox /bin/busybox\nCOPY busybox /bin/sh\n';

async function refusal(attempt: Promise<unknown>): Promise<ExpectedError> {
  const error = await attempt.then(
    () => assert.fail('it was built'),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ExpectedError, String(error));
  return error;
}

describe('a build that fails', { skip: labIsMissing() }, () => {
  let builders: Builders;
  before(async () => {
    builders = await startBuilders();
  });
  after(() => builders[Symbol.asyncDispose]());
  const makeBusyContext = (steps: string) => {
    const context = makeContext(builders.folder, { Dockerfile: busybox + steps });
    copyFileSync('/bin/busybox', join(context, 'busybox'));
    return context;
  };
  const programs = [
    ['buildx', { BUILDX_BUILDER: 'lab' }],
    ['docker', { DOCKER_BUILDKIT: '1' }],
    ['docker', { DOCKER_BUILDKIT: '0' }],
    ['buildah', {}],
    ['podman', {}],
  ] as const;

  for (const [program, more] of programs) {
    it(`shows the last lines of the failing step (${program} ${JSON.stringify(more)})`, async () => {
      const context = makeBusyContext('RUN echo all is well\nRUN echo the compiler is gone; exit 3\n');
      // Of the builder from before BuildKit, which has no network of its own here.
      const build = dockerfileBuild({ with: program, extraArgs: program === 'docker' ? ['--network=host'] : [] });
      const { code, message } = await refusal(buildAndWeigh(builders, context, build, { more }));
      assert.equal(code, 'build');
      assert.match(message, /^building api: (?:docker )?\w+ ended with \d+:\n/);
      assert.match(message, /the compiler is gone/);
      assert.match(message, /exit (?:code|status): 3|exit status 3|non-zero code: 3/);
      assert.doesNotMatch(message, /transferring/);
      assert.ok(message.split('\n').length < 25, message);
      assert.deepEqual(leftBehind(builders), []);
    });
  }

  it('says which context, Dockerfile or bake file is not there', async () => {
    const directory = makeContext(builders.folder, { 'in/Dockerfile': 'FROM scratch\n' });
    const at = (said: object) => refusal(buildAndWeigh(builders, directory, dockerfileBuild(said)));
    const context = await at({ context: 'out' });
    assert.deepEqual([context.code, context.message], ['not-found', 'building api: there is no directory out for its context']);
    assert.equal(context.hint, `Check the path; it is taken from ${directory}, the folder of the budget.`);
    assert.match((await at({ context: 'in/Dockerfile' })).message, /its context in\/Dockerfile is a file, where a directory was expected/);
    const file = await at({ context: 'in', file: 'Dockerfile' });
    assert.equal(file.message, 'building api: there is no Dockerfile Dockerfile');
    assert.match(file.hint ?? '', /In the context there is one: write file: in\/Dockerfile\.$/);
  });

  it('says of each program why it is not ready', async () => {
    const directory = makeContext(builders.folder, { Dockerfile: 'FROM scratch\n' });
    const [empty, fakes] = [join(builders.folder, 'empty'), join(builders.folder, 'fakes')];
    mkdirSync(empty);
    mkdirSync(fakes);
    const none = await refusal(buildAndWeigh(builders, directory, dockerfileBuild(), { more: { PATH: empty } }));
    assert.equal(
      none.message,
      'building api: no program that builds it is ready (buildx: docker is not installed; docker: not installed; buildah: not installed; podman: not installed)',
    );
    const absent = await refusal(buildAndWeigh(builders, directory, dockerfileBuild({ with: 'podman' }), { more: { PATH: empty } }));
    assert.match(absent.message, /\(podman: not installed\)$/);
    // podman-docker installs podman by the name of docker.
    writeFileSync(join(fakes, 'docker'), '#!/bin/sh\necho podman version 5.8.4\n', { mode: 0o755 });
    symlinkSync('/bin/sh', join(fakes, 'sh'));
    const fake = await refusal(buildAndWeigh(builders, directory, dockerfileBuild({ with: 'docker' }), { more: { PATH: fakes } }));
    assert.match(fake.message, /\(docker: it is another program by that name\)$/);
    const more = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const stopped = await refusal(buildAndWeigh(builders, directory, dockerfileBuild({ with: 'docker' }), { more }));
    assert.match(stopped.message, /\(docker: Cannot connect to the Docker daemon at unix:\/\/\/nowhere\/docker\.sock/);
    const unknown = await refusal(buildAndWeigh(builders, directory, dockerfileBuild({ builder: 'nobody' })));
    assert.match(unknown.message, /\(buildx: no builder "nobody" found\)$/);
  });

  it('goes on to the next program where none was chosen, and says so', async () => {
    const directory = makeContext(builders.folder, { a: 'a', Dockerfile: 'FROM scratch\nCOPY a /a\n' });
    const { steps } = await buildAndWeigh(builders, directory, dockerfileBuild(), { more: { DOCKER_HOST: 'unix:///nowhere/docker.sock' } });
    assert.match(steps[0]!, /^building api with buildah \(buildx: Cannot connect .*; docker: Cannot connect .*\)$/);
  });

  it('is silent about programs before it that nobody installed', async () => {
    const directory = makeContext(builders.folder, { a: 'a', Dockerfile: 'FROM scratch\nCOPY a /a\n' });
    const bin = join(builders.folder, 'bin');
    mkdirSync(bin);
    const { PATH } = builders.environment;
    const place = (name: string) => PATH!.split(':').find((folder) => existsSync(join(folder, name)))!;
    symlinkSync(join(place('buildah'), 'buildah'), join(bin, 'buildah'));
    symlinkSync('/bin/sh', join(bin, 'sh'));
    const said = async (more: Record<string, string> = {}) => {
      const lines: string[] = [];
      const environment = { ...builders.environment, PATH: bin, ...more };
      const onStep = (line: string, level: string) => line.includes(' with ') && lines.push(`${level}: ${line}`);
      await using built = await buildOnly(builders, directory, dockerfileBuild(), { environment, onStep });
      assert.equal(built.program, 'buildah');
      return lines;
    };
    assert.deepEqual(await said(), ['debug: building api with buildah (buildx: docker is not installed; docker: not installed)']);
    // Docker without its plugin for buildx, and an engine that is not there.
    symlinkSync(join(place('docker'), 'docker'), join(bin, 'docker'));
    const [told, ...others] = await said({ DOCKER_CONFIG: directory, DOCKER_HOST: 'unix:///nowhere/docker.sock' });
    assert.match(told!, /^note: building api with buildah \(docker: Cannot connect [^;]*\)$/);
    assert.deepEqual(others, []);
  });

  it('takes podman for a cache that buildah would ignore, and builds without the cache where there is no podman', async () => {
    const directory = makeContext(builders.folder, { a: 'a', Dockerfile: 'FROM scratch\nCOPY a /a\n' });
    const bin = makeContext(builders.folder, {});
    const place = (name: string) => builders.environment.PATH!.split(':').find((folder) => existsSync(join(folder, name)))!;
    const install = (name: string) => symlinkSync(join(place(name), name), join(bin, name));
    symlinkSync('/bin/sh', join(bin, 'sh'));
    install('buildah');
    const build = dockerfileBuild({ cacheFrom: ['127.0.0.1:1/o/cache'] });
    const said = async (extraArgs: string[] = []) => {
      const notes: string[] = [];
      const environment = { ...builders.environment, PATH: bin };
      const onStep = (line: string, level: string) => level === 'note' && notes.push(line);
      await using built = await buildOnly(builders, directory, { ...build, extraArgs }, { environment, onStep });
      return [built.program, ...notes];
    };
    const ignored = 'it makes one layer of all steps, and would ignore cache-from';
    const hint = 'Write extra-args: [--layers] beside with: buildah, or leave cache-from out.';
    const note = `building api with buildah: ${ignored}. ${hint}`;
    assert.deepEqual(await said(), ['buildah', note]);
    install('podman');
    assert.deepEqual(await said(), ['podman', `building api with podman (buildah: ${ignored})`]);
    assert.deepEqual(await said(['--layers']), ['buildah']);
    // Neither of them would take it: then the first one builds.
    assert.deepEqual(await said(['--squash']), ['buildah', note]);
  });

  it('refuses cache-to where only buildx could do it', async () => {
    const directory = makeContext(builders.folder, { Dockerfile: 'FROM scratch\n' });
    const { message } = await refusal(buildAndWeigh(builders, directory, dockerfileBuild({ with: 'docker', cacheTo: ['type=inline'] })));
    assert.equal(message, 'building api with docker: docker without buildx knows no cache-to');
  });

  it('refuses caches that buildah would ignore', async () => {
    const directory = makeContext(builders.folder, { Dockerfile: 'FROM scratch\n' });
    const build = dockerfileBuild({ with: 'buildah', cacheFrom: ['127.0.0.1:1/o/cache'] });
    const { code, message, hint } = await refusal(buildAndWeigh(builders, directory, build));
    assert.equal(code, 'build');
    assert.equal(message, 'building api with buildah: it makes one layer of all steps, and would ignore cache-from');
    assert.equal(hint, 'Write extra-args: [--layers] beside with: buildah, or leave cache-from out.');
  });

  for (const [program, more] of programs) {
    it(`is ended with all that it started when the run is interrupted (${program} ${JSON.stringify(more)})`, async () => {
      const seconds = `${7000 + programs.findIndex((each) => each[0] === program && each[1] === more)}.25`;
      const context = makeBusyContext(`RUN echo now asleep; /bin/busybox sleep ${seconds}\n`);
      const interruption = new AbortController();
      const lines: string[] = [];
      const build = dockerfileBuild({ with: program, extraArgs: program === 'docker' ? ['--network=host'] : [] });
      const attempt = refusal(buildAndWeigh(builders, context, build, { more, lines, signal: interruption.signal }));
      const deadline = Date.now() + 120_000;
      let over = false;
      void attempt.finally(() => {
        over = true;
      });
      while (processesWith(`sleep ${seconds}`).length === 0) {
        assert.ok(!over && Date.now() < deadline, lines.join('\n'));
        await setTimeout(20);
      }
      const began = Date.now();
      interruption.abort();
      assert.equal((await attempt).code, 'interrupted');
      // The step would sleep for two hours; what ends it has programs to ask, on a machine that may be busy.
      assert.ok(Date.now() - began < 10_000, `it took ${Date.now() - began} ms`);
      assert.deepEqual(leftBehind(builders), []);
      // A daemon hears of it a moment later.
      while (processesWith(`sleep ${seconds}`).length > 0) {
        assert.ok(Date.now() - began < 30_000, processesWith(`sleep ${seconds}`).join('\n'));
        await setTimeout(20);
      }
    });
  }

  it('says of a full disk how much is needed', async () => {
    const small = join(builders.folder, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', small]);
    try {
      const context = makeContext(builders.folder, {
        Dockerfile: 'FROM scratch\nCOPY a /a\nCOPY b /b\n',
        a: bytesFrom('a', 1_500_000),
        b: bytesFrom('b', 6_000_000),
      });
      const error = await refusal(buildOnly(builders, context, dockerfileBuild({ builder: 'lab' }), { temporaryDirectory: small }));
      assert.equal(error.code, 'write', error.message);
      const [, needed] =
        /^building api: the disk of \S*small\S* is full: the image needs at least (\S+) MB there, of which [\d.]+ [kM]?B were written, and [\d.]+ k?B are free\n/.exec(
          error.message,
        ) ?? assert.fail(error.message);
      // Random bytes do not compress: the layer that was under way is counted whole, the other one where it was begun.
      assert.ok(Number(needed) >= 6 && Number(needed) < 7.6, needed);
      assert.match(error.hint ?? '', /set TMPDIR \(RUNNER_TEMP on GitHub\) to a folder on a disk with more than \S+ MB free/);
      assert.deepEqual(readdirSync(small), []);
      // They remove what they have begun.
      const terminal = join(builders.folder, 'terminal');
      for (const [program, onTerminal] of [
        ['podman', false],
        ['podman', true],
        ['buildah', true],
      ] as const) {
        const fd = openSync(terminal, 'w');
        const more = { asPushed: true, temporaryDirectory: small, ...(onTerminal ? { output: { terminal: fd } } : {}) };
        const pushed = await refusal(buildOnly(builders, context, dockerfileBuild({ with: program }), more));
        closeSync(fd);
        assert.equal(pushed.code, 'write', pushed.message);
        assert.match(pushed.message, /is full: the image needs at least 3(?:\.\d+)? MB there/);
        assert.deepEqual(readdirSync(small), []);
        const shown = readFileSync(terminal, 'utf8');
        assert.equal(/^STEP 1.*^Error: .*no space left on device$/ims.test(shown), onTerminal, shown);
      }
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
