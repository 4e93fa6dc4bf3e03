/** A Docker engine and a BuildKit daemon of our own, in a folder of their own, for as long as images are made. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { labEnvironment, labFolder, ownFolder, type RunOptions, runTool } from './tools.ts';

export interface Engines extends AsyncDisposable {
  docker(args: readonly string[], options?: RunOptions): Promise<string>;
  buildx(args: readonly string[], options?: RunOptions): Promise<string>;
}

/** A Docker engine by itself. */
export interface Engine extends AsyncDisposable {
  dockerHost: string;
  /** Where it keeps its images. */
  root: string;
  docker(args: readonly string[], options?: RunOptions): Promise<string>;
}

/** Debian's engine; one of today that keeps images in the same way; one of today as it comes, with containerd's store. */
export type EngineKind = 'old' | 'classic' | 'containerd';

/** Starts both and waits until they answer. Their data goes when they are disposed of. */
export async function startEngines(): Promise<Engines> {
  await using stack = new AsyncDisposableStack();
  const folders = makeFolders(stack);
  const { docker } = await startDocker(stack, 'old', folders);
  const { data, sockets } = folders;
  const buildkit = `unix://${sockets}/buildkit.sock`;
  const buildkitd = [
    ...['--root', join(data, 'buildkit'), '--addr', buildkit, '--oci-worker-net=host', '--oci-worker-snapshotter=overlayfs'],
    '--containerd-worker=false',
  ];
  await startDaemon(stack, 'buildkitd', buildkitd, join(data, 'buildkitd.log'), () =>
    runTool('buildctl', ['--addr', buildkit, 'debug', 'workers']),
  );

  const buildxEnvironment = { BUILDX_CONFIG: join(data, 'buildx') };
  await runTool('buildx', ['create', '--name', 'lab', '--driver', 'remote', buildkit], { env: buildxEnvironment });
  const running = stack.move();
  return {
    docker,
    buildx: (args, options) =>
      runTool('buildx', ['--builder', 'lab', ...args], { ...options, env: { ...buildxEnvironment, ...options?.env } }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/** Starts an engine and waits until it answers. Its data goes when it is disposed of. */
export async function startEngine(kind: EngineKind): Promise<Engine> {
  await using stack = new AsyncDisposableStack();
  const engine = await startDocker(stack, kind, makeFolders(stack));
  const running = stack.move();
  return { ...engine, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

export type Folders = { data: string; sockets: string };

/** The folders of a daemon, for as long as the stack stands. */
export function makeFolders(stack: AsyncDisposableStack): Folders {
  mkdirSync(labFolder, { recursive: true });
  // Layers are stored where the lab lies: overlayfs does not stand on every /tmp. Sockets have short names, and stand in /tmp.
  const data = mkdtempSync(join(labFolder, 'engines-'));
  stack.defer(() => removeWithMounts(data));
  const sockets = mkdtempSync(join(tmpdir(), 'plimsoll-'));
  stack.defer(() => removeWithMounts(sockets));
  return { data, sockets };
}

async function startDocker(
  stack: AsyncDisposableStack,
  kind: EngineKind,
  { data, sockets }: Folders,
): Promise<Omit<Engine, keyof AsyncDisposable>> {
  const dockerHost = `unix://${sockets}/docker.sock`;
  const root = join(data, 'docker');
  const daemonArgs = [
    ...['--iptables=false', '--bridge=none', '--data-root', root, '--exec-root', join(sockets, 'docker')],
    ...['-H', dockerHost, '--pidfile', join(sockets, 'docker.pid')],
    ...(kind === 'containerd' ? [] : ['--storage-driver=overlay2']),
    ...(kind === 'old' ? [] : ['--ip6tables=false', `--feature=containerd-snapshotter=${kind === 'containerd'}`]),
  ];
  const daemon = kind === 'old' ? 'dockerd' : join(ownFolder, 'dockerd');
  await startDaemon(stack, daemon, daemonArgs, join(data, 'dockerd.log'), () => runTool('docker', ['-H', dockerHost, 'info']));
  return {
    dockerHost,
    root,
    docker: (args, options) =>
      runTool('docker', ['-H', dockerHost, ...args], { ...options, env: { DOCKER_BUILDKIT: '0', ...options?.env } }),
  };
}

/** Removes a daemon's folder, and first what it has left mounted in it: a network namespace, a layer. */
async function removeWithMounts(folder: string): Promise<void> {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place.startsWith(`${folder}/`));
  for (const place of mounts.reverse()) await runTool('umount', [place]);
  rmSync(folder, { recursive: true, force: true });
}

/** Starts a daemon whose log goes to a file, and waits until `probe` succeeds. It is ended, and waited for, with the stack. */
export async function startDaemon(
  stack: AsyncDisposableStack,
  daemon: string,
  args: readonly string[],
  logFile: string,
  probe: () => Promise<unknown>,
): Promise<void> {
  const log = openSync(logFile, 'w');
  const child = spawn(daemon, args, { env: labEnvironment(), stdio: ['ignore', log, log] });
  closeSync(log);
  const ended = new Promise<void>((resolve) => {
    child.on('exit', () => resolve());
    child.on('error', () => resolve());
  });
  stack.defer(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      await probe();
      return;
    } catch (error) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`${daemon} does not answer: ${(error as Error).message}\n${readFileSync(logFile, 'utf8').slice(-2000)}`);
      await setTimeout(100);
    }
  }
}
