/** TLS that fails, and what is advised: whoever speaks TLS is not to be asked in the clear. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { ExpectedError } from '../../../src/errors.ts';
import { weigh } from '../../../src/weigh.ts';
import { newFolder } from '../../support/image-files.ts';

/** How weighing fails where what answers for `reg.example` to the first bytes of TLS is `bytes`. */
async function failingAt(bytes: Buffer | string): Promise<{ message: string; hint: string }> {
  const tunnel = createServer().on('connect', (_request, socket) => {
    socket.on('error', () => {}).write('HTTP/1.1 200 OK\r\n\r\n');
    socket.once('data', () => socket.end(bytes));
  });
  await new Promise<void>((resolve) => tunnel.listen(0, '127.0.0.1', resolve));
  const HTTPS_PROXY = `http://127.0.0.1:${(tunnel.address() as AddressInfo).port}`;
  try {
    await weigh('docker://reg.example/o/api', { environment: { HOME: newFolder(), HTTPS_PROXY } });
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    return { message: error.message, hint: error.hint ?? '' };
  } finally {
    tunnel.close();
  }
  assert.fail('it does not fail');
}

/** https://www.rfc-editor.org/rfc/rfc8446#section-6 */
const fatalAlert = (description: number) => Buffer.from([21, 3, 3, 0, 2, 2, description]);

describe('a registry that answers to TLS with', () => {
  it('plain HTTP has to be named', async () => {
    const { message, hint } = await failingAt('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    assert.match(message, /: reg\.example cannot be asked: it does not speak TLS$/);
    assert.equal(hint, 'a registry that speaks plain HTTP has to be named: --insecure reg.example');
  });

  for (const [number, name] of [
    [40, 'handshake failure'],
    [70, 'protocol version'],
    [112, 'unrecognized name'],
  ] as const)
    it(`the alert ${name} is not to be asked in the clear`, async () => {
      const { message, hint } = await failingAt(fatalAlert(number));
      assert.ok(message.endsWith(`: reg.example cannot be asked: TLS could not be agreed on (alert ${number}, ${name})`), message);
      assert.equal(hint, 'see that reg.example is the right name and port, and that it offers TLS 1.2 or later for that name');
    });

  it('TLS that is broken is not either', async () => {
    const { message, hint } = await failingAt(Buffer.from([22, 3, 3, 0, 4, 2, 0, 0, 0]));
    assert.match(message, /: reg\.example cannot be asked: TLS could not be agreed on \([a-z ]+\)$/);
    assert.doesNotMatch(hint, /insecure/);
  });
});
