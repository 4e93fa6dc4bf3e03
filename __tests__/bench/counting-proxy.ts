/** A way to a server on loopback that counts what passes: plain pipes, no byte changed. */
import { connect, createServer, type Socket } from 'node:net';

/** Bytes that came from the server, headers and all; requests that were sent to it. */
export type Traffic = { bytes: number; requests: number };

export type TrafficCounter = { reset(): void; traffic(): Traffic };
export type CountingProxy = TrafficCounter & AsyncDisposable & { host: string };

/** The end of a request's header. Whoever pulls sends no bodies, so that it is the end of the request. */
const endOfRequest = '\r\n\r\n';

/** Listens on loopback, in front of `host` (NAME:PORT). */
export async function countTraffic(host: string): Promise<CountingProxy> {
  const [name, port] = host.split(':');
  let traffic: Traffic = { bytes: 0, requests: 0 };
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), name!);
    const scan = requestScanner();
    client.on('data', (chunk: Buffer) => {
      traffic.requests += scan(chunk);
    });
    upstream.on('data', (chunk: Buffer) => {
      traffic.bytes += chunk.length;
    });
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        open.delete(from);
        to.destroySoon();
      });
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address() as { port: number };
  return {
    host: `127.0.0.1:${address.port}`,
    reset: () => {
      traffic = { bytes: 0, requests: 0 };
    },
    traffic: () => ({ ...traffic }),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

/** Says how many requests end in a chunk; an end may lie across two. */
export function requestScanner(): (chunk: Buffer) => number {
  let tail = '';
  return (chunk) => {
    const text = tail + chunk.toString('latin1');
    const parts = text.split(endOfRequest);
    tail = parts.at(-1)!.slice(1 - endOfRequest.length);
    return parts.length - 1;
  };
}
