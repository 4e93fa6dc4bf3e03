/** A Docker engine and a BuildKit daemon of our own, in a folder of their own, for as long as images are made. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type LabTool, labEnvironment, labFolder, type RunOptions, runTool } from './tools.ts';

export interface Engines extends AsyncDisposable {
  docker(args: readonly string[], options?: RunOptions): Promise<string>;
  buildx(args: readonly string[], options?: RunOptions): Promise<string>;
}

/** Starts both and waits until they answer. Their data goes when they are disposed of. */
export async function startEngines(): Promise<Engines> {
  await using stack = new AsyncDisposableStack();
  mkdirSync(labFolder, { recursive: true });
  // Layers are stored where the lab lies: overlayfs does not stand on every /tmp. Sockets have short names, and stand in /tmp.
  const data = mkdtempSync(join(labFolder, 'engines-'));
  stack.defer(() => removeWithMounts(data));
  const sockets = mkdtempSync(join(tmpdir(), 'plimsoll-'));
  stack.defer(() => removeWithMounts(sockets));

  const dockerHost = `unix://${sockets}/docker.sock`;
  const dockerd = [
    ...[
      '--iptables=false',
      '--bridge=none',
      '--storage-driver=overlay2',
      '--data-root',
      join(data, 'docker'),
      '--exec-root',
      join(sockets, 'docker'),
    ],
    ...['-H', dockerHost, '--pidfile', join(sockets, 'docker.pid')],
  ];
  const buildkit = `unix://${sockets}/buildkit.sock`;
  const buildkitd = [
    ...['--root', join(data, 'buildkit'), '--addr', buildkit, '--oci-worker-net=host', '--oci-worker-snapshotter=overlayfs'],
    '--containerd-worker=false',
  ];
  await start(stack, 'dockerd', dockerd, join(data, 'dockerd.log'), () => runTool('docker', ['-H', dockerHost, 'info']));
  await start(stack, 'buildkitd', buildkitd, join(data, 'buildkitd.log'), () =>
    runTool('buildctl', ['--addr', buildkit, 'debug', 'workers']),
  );

  const buildxEnvironment = { BUILDX_CONFIG: join(data, 'buildx') };
  await runTool('buildx', ['create', '--name', 'lab', '--driver', 'remote', buildkit], { env: buildxEnvironment });
  const running = stack.move();
  return {
    docker: (args, options) =>
      runTool('docker', ['-H', dockerHost, ...args], { ...options, env: { DOCKER_BUILDKIT: '0', ...options?.env } }),
    buildx: (args, options) =>
      runTool('buildx', ['--builder', 'lab', ...args], { ...options, env: { ...buildxEnvironment, ...options?.env } }),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
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
async function start(
  stack: AsyncDisposableStack,
  daemon: LabTool,
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
