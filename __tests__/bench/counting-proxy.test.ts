/** What passes the counting proxy is counted, and nothing else about it changes. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { countTraffic, requestScanner } from './counting-proxy.ts';

describe('countTraffic', () => {
  it('counts requests, and the bytes of their answers', async () => {
    const body = Buffer.alloc(3_000_000, 'body');
    await using server = createServer((_request, response) => response.end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await using proxy = await countTraffic(`127.0.0.1:${(server.address() as AddressInfo).port}`);
    const get = async () => Buffer.from(await (await fetch(`http://${proxy.host}/`)).arrayBuffer());
    assert.deepEqual(await get(), body);
    proxy.reset();
    for (let count = 0; count < 3; count++) assert.deepEqual(await get(), body);
    const { requests, bytes } = proxy.traffic();
    assert.equal(requests, 3);
    assert.ok(bytes > 3 * body.length && bytes < 3 * (body.length + 1_000), String(bytes));
    server.closeAllConnections();
  });

  it('finds the end of a request that lies across two chunks', () => {
    const scan = requestScanner();
    const text = 'GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /b HTTP/1.1\r\n\r\n';
    for (let at = 1; at < text.length; at++) {
      const parts = [text.slice(0, at), text.slice(at)];
      assert.equal(
        parts.map((part) => scan(Buffer.from(part))).reduce((sum, count) => sum + count),
        2,
        String(at),
      );
    }
  });
});
