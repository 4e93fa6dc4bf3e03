/** Empty registries on loopback: that of crane, and the one that most people run. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { labEnvironment, runTool } from './tools.ts';

export type LabRegistry = AsyncDisposable & { host: string };

/** In memory. */
export async function serveRegistry(): Promise<LabRegistry> {
  const host = `127.0.0.1:${await freePort()}`;
  return serve('crane', ['registry', 'serve', '--address', host], host);
}

/** CNCF Distribution, as `docker run registry` has it; with a user, for nobody else. */
export async function serveDistribution(user?: { name: string; password: string }): Promise<LabRegistry> {
  const host = `127.0.0.1:${await freePort()}`;
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-registry-'));
  const config = {
    version: '0.1',
    log: { level: 'error' },
    storage: { filesystem: { rootdirectory: join(folder, 'store') } },
    http: { addr: host },
    ...(user === undefined ? {} : { auth: { htpasswd: { realm: 'lab', path: join(folder, 'htpasswd') } } }),
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  if (user !== undefined) {
    const hash = await runTool('perl', ['-e', 'print crypt($ARGV[0], q($2b$05$) . q(plimsollplimsollplimso))', user.password]);
    writeFileSync(join(folder, 'htpasswd'), `${user.name}:${hash}\n`);
  }
  const registry = await serve('docker-registry', ['serve', join(folder, 'config.yml')], host);
  return {
    host,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

async function serve(tool: string, args: readonly string[], host: string): Promise<LabRegistry> {
  const child = spawn(tool, args, { env: labEnvironment(), stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()).on('error', () => resolve()));
  const deadline = Date.now() + 30_000;
  while (!(await answers(host))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`${tool} does not answer on ${host}`);
    await setTimeout(50);
  }
  return {
    host,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}

async function answers(host: string): Promise<boolean> {
  try {
    // Also where it wants to know who asks.
    return [200, 401].includes((await fetch(`http://${host}/v2/`)).status);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
