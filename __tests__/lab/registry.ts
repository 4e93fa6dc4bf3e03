/** An empty registry on loopback, for tools that write a form only from a registry. */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { labEnvironment } from './tools.ts';

export async function serveRegistry(): Promise<AsyncDisposable & { host: string }> {
  const host = `127.0.0.1:${await freePort()}`;
  const child = spawn('crane', ['registry', 'serve', '--address', host], { env: labEnvironment(), stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()).on('error', () => resolve()));
  const deadline = Date.now() + 30_000;
  while (!(await answers(host))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error('crane registry serve does not answer');
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
    return (await fetch(`http://${host}/v2/`)).ok;
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
