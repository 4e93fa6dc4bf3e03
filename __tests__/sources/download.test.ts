import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { download } from '../../src/sources/engine/download.ts';
import type { Endpoint } from '../../src/sources/engine/endpoint.ts';
import { newFolder } from '../support/image-files.ts';

/** A server on a socket, and whether its only connection is closed. */
async function serve(answer: (response: ServerResponse) => void) {
  const path = join(newFolder(), 'engine.sock');
  const connections: Socket[] = [];
  const server = createServer((_request, response) => answer(response)).on('connection', (socket) => void connections.push(socket));
  await once(server.listen(path), 'listening');
  const endpoint: Endpoint = { url: `unix://${path}`, connection: { kind: 'socket', path } };
  return {
    endpoint,
    closed: async () => {
      const [connection] = connections;
      // That its last bytes could not be sent is what is waited for.
      if (connection?.closed === false) await new Promise<void>((resolve) => connection.once('close', () => resolve()));
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const totalBytes = 16 << 20;
const sendAll = (response: ServerResponse) => {
  for (let sent = 0; sent < totalBytes; sent += 1 << 20) response.write(Buffer.alloc(1 << 20));
  response.end();
};

describe('download', () => {
  it('takes no more while it is asked for patience, and then all of it', async () => {
    await using server = await serve(sendAll);
    let taken = 0;
    let meanwhile = 0;
    let isPending = false;
    await download(server.endpoint, '/', (bytes) => {
      taken += bytes.length;
      if (isPending) meanwhile += bytes.length;
      if (isPending || taken > totalBytes / 2) return undefined;
      isPending = true;
      return (async () => {
        for (let turn = 0; turn < 50; turn++) await setImmediate();
        isPending = false;
      })();
    });
    assert.equal(taken, totalBytes);
    // What was read already is handed on, and that is one buffer each time.
    assert.ok(meanwhile < totalBytes / 4, `${meanwhile} bytes`);
  });

  it('ends when the last promise is kept', async () => {
    await using server = await serve((response) => response.end('all'));
    let isKept = false;
    await download(server.endpoint, '/', async () => {
      for (let turn = 0; turn < 20; turn++) await setImmediate();
      isKept = true;
    });
    assert.ok(isKept);
  });

  const fault = new Error('enough');
  const takers: [string, () => Promise<void> | undefined][] = [
    [
      'throws',
      () => {
        throw fault;
      },
    ],
    ['breaks its promise', () => Promise.reject(fault)],
  ];
  for (const [what, take] of takers)
    it(`closes the connection where whoever takes the bytes ${what}`, async () => {
      await using server = await serve(sendAll);
      await assert.rejects(download(server.endpoint, '/', take), fault);
      await server.closed();
    });

  it('closes the connection when it is aborted, whatever is still awaited', async () => {
    await using server = await serve(sendAll);
    const aborter = new AbortController();
    const never = () => {
      aborter.abort(fault);
      return new Promise<void>(() => {});
    };
    await assert.rejects(download(server.endpoint, '/', never, aborter.signal), fault);
    await server.closed();
    await assert.rejects(download(server.endpoint, '/', never, aborter.signal), fault);
  });

  it('gives the text of another status, and not to whoever takes the body', async () => {
    await using server = await serve((response) => response.writeHead(404).end('{"message":"no"}'));
    assert.deepEqual(await download(server.endpoint, '/', () => assert.fail()), { status: 404, text: '{"message":"no"}' });
  });
});
