/** What builds images: an engine, a BuildKit daemon with a builder of buildx, and the stores of buildah and podman, all of them our own. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Weighed } from '../../src/analysis/analysis.ts';
import type { BuildSource, DockerfileBuild } from '../../src/budget/build-source.ts';
import { type BuildOptions, buildImage } from '../../src/build/build-image.ts';
import { type WeighImageOptions, weighImage } from '../../src/weigh-image.ts';
import { type EngineKind, makeFolders, startDaemon, startEngine } from '../lab/engines.ts';
import { labEnvironment, ownFolder, runTool } from '../lab/tools.ts';

export interface Builders extends AsyncDisposable {
  /** With the engine of the environment, and a builder of buildx called `lab`. */
  environment: Record<string, string>;
  /** A folder for contexts and the like. */
  folder: string;
  /** Where builds put their temporary files: empty whenever none is under way. */
  temporary: string;
}

/** A Dockerfile build with nothing said but this. */
export function dockerfileBuild(said: Partial<DockerfileBuild> = {}): DockerfileBuild {
  return { kind: 'build', context: '.', args: {}, secrets: [], cacheFrom: [], cacheTo: [], extraArgs: [], ...said };
}

export async function startBuilders(kind: EngineKind = 'old'): Promise<Builders> {
  await using stack = new AsyncDisposableStack();
  const engine = stack.use(await startEngine(kind));
  const { data, sockets } = makeFolders(stack);
  const buildkit = `unix://${sockets}/buildkit.sock`;
  const args = ['--root', join(data, 'buildkit'), '--addr', buildkit, '--oci-worker-net=host', '--oci-worker-snapshotter=overlayfs'];
  await startDaemon(stack, 'buildkitd', [...args, '--containerd-worker=false'], join(data, 'buildkitd.log'), () =>
    runTool('buildctl', ['--addr', buildkit, 'debug', 'workers']),
  );
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-builders-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const [plugins, temporary] = [join(folder, 'docker', 'cli-plugins'), join(folder, 'temporary')];
  mkdirSync(plugins, { recursive: true });
  mkdirSync(temporary);
  symlinkSync(join(ownFolder, 'buildx'), join(plugins, 'docker-buildx'));
  const environment = {
    ...(labEnvironment() as Record<string, string>),
    DOCKER_HOST: engine.dockerHost,
    DOCKER_CONFIG: dirname(plugins),
    BUILDX_CONFIG: join(folder, 'buildx'),
    // The stores of buildah and podman.
    CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
  };
  writeFileSync(
    environment.CONTAINERS_STORAGE_CONF,
    `[storage]\ndriver = "overlay"\ngraphroot = "${join(data, 'containers')}"\nrunroot = "${join(data, 'run')}"\n`,
  );
  await runTool('docker', ['buildx', 'create', '--name', 'lab', '--driver', 'remote', buildkit], { env: environment });
  const running = stack.move();
  return { environment, folder, temporary, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Writes a context of these files, by path. */
export function makeContext(folder: string, files: Record<string, string | Buffer>): string {
  const context = mkdtempSync(join(folder, 'context-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(context, path)), { recursive: true });
    writeFileSync(join(context, path), content);
  }
  return context;
}

export type Attempt = { lines: string[]; steps: string[]; weighed: Weighed[] };

/** Builds and weighs, and gives what the build said. */
export async function buildAndWeigh(
  { environment, temporary }: Builders,
  directory: string,
  build: BuildSource,
  options: Pick<WeighImageOptions, 'signal'> & {
    platforms?: readonly string[];
    more?: Record<string, string>;
    lines?: string[];
    asPushed?: boolean;
  } = {},
): Promise<Attempt> {
  const { platforms, more, lines = [], asPushed = false, ...rest } = options;
  const steps: string[] = [];
  const image = { name: 'api', reference: 'build:here', directory, build, asPushed, ...(platforms === undefined ? {} : { platforms }) };
  const weighed = await weighImage(image, {
    ...rest,
    environment: { ...environment, ...more },
    temporaryDirectory: temporary,
    runBuild: (_title, run) => run({ onLine: (line) => lines.push(line) }),
    onStep: (line) => steps.push(line),
  });
  return { lines, steps, weighed };
}

/** What a builder gives, with nothing weighed. */
export function buildOnly({ environment, temporary }: Builders, directory: string, build: BuildSource, more: Partial<BuildOptions> = {}) {
  return buildImage(build, { name: 'api', directory, environment, temporaryDirectory: temporary, ...more });
}

/** Fails where a build left something behind. */
export function leftBehind({ temporary }: Builders): string[] {
  return readdirSync(temporary);
}

/** The processes of this machine that have the word in their command. */
export function processesWith(word: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return command.includes(word) ? [command] : [];
      } catch {
        return [];
      }
    });
}
