/** Empty registries on loopback: that of crane, and the one that most people run. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labEnvironment, runTool } from './tools.ts';

export type LabRegistry = AsyncDisposable & { host: string };

const anyPort = '127.0.0.1:0';

/** In memory. */
export async function serveRegistry(): Promise<LabRegistry> {
  return serve('crane', ['registry', 'serve', '--address', anyPort], /serving on port (\d+)/);
}

/** CNCF Distribution, as `docker run registry` has it; with a user, for nobody else. */
export async function serveDistribution(user?: { name: string; password: string }): Promise<LabRegistry> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-registry-'));
  const config = {
    version: '0.1',
    storage: { filesystem: { rootdirectory: join(folder, 'store') } },
    http: { addr: anyPort },
    ...(user === undefined ? {} : { auth: { htpasswd: { realm: 'lab', path: join(folder, 'htpasswd') } } }),
  };
  writeFileSync(join(folder, 'config.yml'), JSON.stringify(config));
  if (user !== undefined) {
    const hash = await runTool('perl', ['-e', 'print crypt($ARGV[0], q($2b$05$) . q(plimsollplimsollplimso))', user.password]);
    writeFileSync(join(folder, 'htpasswd'), `${user.name}:${hash}\n`);
  }
  const registry = await serve('docker-registry', ['serve', join(folder, 'config.yml')], /listening on 127\.0\.0\.1:(\d+)/);
  return {
    host: registry.host,
    async [Symbol.asyncDispose]() {
      await registry[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

/**
 * Starts a registry that chooses its port itself, so that nobody else can have it.
 * @param port how it says on stderr which one it has, once it can be asked
 */
async function serve(tool: string, args: readonly string[], port: RegExp): Promise<LabRegistry> {
  const child = spawn(tool, args, { env: labEnvironment(), stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()).on('error', () => resolve()));
  let said = '';
  const found = new Promise<string>((resolve) => {
    // To its end: a registry whose log nobody reads stands still.
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (said.length < 10_000) said += text;
      const [, number] = port.exec(said) ?? [];
      if (number !== undefined) resolve(number);
    });
  });
  const number = await Promise.race([found, ended]);
  if (number === undefined) throw new Error(`${tool} ended before it could be asked: ${said.slice(-2000)}`);
  return {
    host: `127.0.0.1:${number}`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await ended;
    },
  };
}
