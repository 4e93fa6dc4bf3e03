/** What is told of a token server that gives no token, and what is advised. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ExpectedError } from '../../../src/errors.ts';
import { weigh } from '../../../src/weigh.ts';
import { newFolder } from '../../support/image-files.ts';
import { type Intercept, Loopback, refuse, StandInRegistry } from './stand-in.ts';

type Login = { auth: string } | { identitytoken: string };

/** How weighing fails. `R` stands for the registry there, `T` for its token server, `F` for the file of credentials. */
async function failingAt(tokenServer: Intercept, login?: Login): Promise<{ message: string; hint: string }> {
  await using registry = await StandInRegistry.start();
  await using tokens = await Loopback.listen(tokenServer);
  registry.intercept = (_asked, answer) =>
    refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': `Bearer realm="http://${tokens.host}/token"` });
  const HOME = newFolder();
  const file = join(HOME, '.docker', 'config.json');
  mkdirSync(join(HOME, '.docker'));
  writeFileSync(file, JSON.stringify({ auths: login === undefined ? {} : { [registry.host]: login } }));
  const plain = (text = '') => text.replaceAll(registry.host, 'R').replaceAll(tokens.host, 'T').replaceAll(file, 'F');
  try {
    await weigh(`docker://${registry.host}/o/api:ci`, { environment: { HOME } });
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    return { message: plain(error.message), hint: plain(error.hint) };
  }
  assert.fail('it does not fail');
}

const login = 'see that the name is right, and that you may pull it: docker login R';
const notSetUp = 'see that the registry is set up with the right token server';
const password = { auth: Buffer.from('me:old').toString('base64') };
const doing = 'asking T for leave to pull o/api from R';

describe('a token server that answers', () => {
  for (const [status, hint] of [
    [307, notSetUp],
    [400, notSetUp],
    [401, login],
    [403, login],
    [404, notSetUp],
  ] as const)
    it(`${status} is ${hint === login ? 'one to log in at' : 'the wrong one'}`, async () => {
      const answer: Intercept = (_asked, to) => refuse(to, status, 'DENIED', { Location: '/secret' });
      assert.deepEqual(await failingAt(answer), { message: `${doing}: it answers ${status}, without credentials`, hint });
    });

  it('400 to an identity token wants a new one', async () => {
    const found = await failingAt((_asked, to) => refuse(to, 400, 'DENIED'), { identitytoken: 'old' });
    assert.deepEqual(found, { message: `${doing}: it answers 400, with the credentials of F`, hint: login });
  });

  it('401 to a password, also without', async () => {
    const found = await failingAt((_asked, to) => refuse(to, 401, 'DENIED'), password);
    assert.deepEqual(found, { message: `${doing}: it answers 401, with the credentials of F`, hint: login });
  });

  for (const [status, found, hint] of [
    [429, '429, too many requests, and asks to wait for 600 s, without credentials', /^try again later, or log in, .*: docker login R$/],
    [503, '503, and asks to wait for 600 s', /^try again later; the log of T says more$/],
  ] as const)
    it(`401 to a password, and ${status} without`, async () => {
      const busy: Intercept = ({ authorization }, to) =>
        authorization === undefined ? refuse(to, status, 'BUSY', { 'Retry-After': '600' }) : refuse(to, 401, 'DENIED');
      const failed = await failingAt(busy, password);
      assert.equal(failed.message, `${doing}: it refuses the credentials of F, and then answers ${found}`);
      assert.match(failed.hint, hint);
    });
});
