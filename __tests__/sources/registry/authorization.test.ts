/** Who may pull: tokens, passwords, and where they are kept. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Authorizer } from '../../../src/sources/registry/authorizer.ts';
import { Transport } from '../../../src/sources/registry/transport.ts';
import { weigh } from '../../../src/weigh.ts';
import { buildImage, sampleImage } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { Loopback, refuse, StandInRegistry } from './stand-in.ts';
import { startGuarded } from './token-server.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const write = (file: string, text: string): string => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
/** A home with docker's credential file. */
const homeWith = (config: unknown): { HOME: string; PATH: string | undefined } => {
  const HOME = newFolder();
  write(join(HOME, '.docker', 'config.json'), JSON.stringify(config));
  return { HOME, PATH: process.env.PATH };
};
const nobody = { HOME: newFolder() };

describe('a registry that gives tokens', () => {
  it('is asked for one to pull, and no more, without credentials', async () => {
    await using guarded = await startGuarded();
    await weigh(guarded.registry.push('o/api', 'ci', sampleImage('gzip')), { environment: nobody });
    const query = { account: 'x', service: 'a, b', scope: 'repository:o/api:pull' };
    assert.deepEqual(guarded.asked, [{ method: 'GET', query, form: {}, authorization: undefined }]);
    // What is asked in vain is asked once.
    assert.equal(guarded.registry.seen.filter(({ authorization }) => authorization === undefined).length, 1);
  });

  it('is asked again when a token expires in the middle', async () => {
    await using guarded = await startGuarded();
    const { registry } = guarded;
    const reference = registry.push('o/api', 'ci', sampleImage('gzip'));
    const { intercept } = registry;
    let requests = 0;
    registry.intercept = (...asked) => {
      if (++requests % 3 === 0) guarded.expire();
      return intercept(...asked);
    };
    assert.equal((await weigh(reference, { environment: nobody })).length, 1);
    assert.ok(guarded.asked.length > 1);
  });

  it('is asked once for all that were refused together', async () => {
    await using guarded = await startGuarded();
    const { registry, asked } = guarded;
    const layer = (name: string) => ({ files: { [name]: 100 }, compression: 'gzip' as const });
    const image = buildImage(['a', 'b', 'c', 'd'].map(layer));
    const reference = registry.push('o/api', 'ci', image);
    const { intercept } = registry;
    let layers = 0;
    registry.intercept = async (...of) => {
      const isLayer = image.layers.some(({ digest }) => of[0].path.endsWith(digest));
      if (isLayer && ++layers === 1) guarded.expire();
      // Some hear of it only when the new token is there.
      if (isLayer && layers > 2) while (asked.length < 2) await setImmediate();
      return intercept(...of);
    };
    await weigh(reference, { environment: nobody });
    assert.equal(asked.length, 2);
  });

  it('is not asked for ever where no token helps', async () => {
    await using guarded = await startGuarded();
    const { registry } = guarded;
    registry.intercept = (_asked, answer) =>
      refuse(answer, 401, 'DENIED', { 'WWW-Authenticate': `Bearer realm="http://${registry.host}/none"` });
    const reference = registry.push('o/api', 'ci', sampleImage());
    await assert.rejects(weigh(reference, { environment: nobody }), { code: 'registry' });
    assert.ok(registry.seen.length < 6);
  });

  it('is shown the password, and the registry never is', async () => {
    const authorization = `Basic ${base64('me:pass:word')}`;
    await using guarded = await startGuarded((asked) => asked.authorization === authorization);
    const { registry } = guarded;
    const reference = registry.push('o/api', 'ci', sampleImage('gzip'));
    const environment = homeWith({ auths: { [registry.host]: { auth: base64('me:pass:word') } } });
    await weigh(reference, { environment });
    assert.ok(registry.seen.every((one) => one.authorization === undefined || one.authorization.startsWith('Bearer token-')));
    await assert.rejects(weigh(reference, { environment: nobody }), { code: 'registry', message: /answers 401, without credentials$/ });
  });

  it('is asked without a password where it refuses that one', async () => {
    await using guarded = await startGuarded(({ authorization }) => authorization === undefined);
    const { registry } = guarded;
    const environment = homeWith({ auths: { [`https://${registry.host}/v1/`]: { username: 'me', password: 'old' } } });
    const notes: string[] = [];
    await weigh(registry.push('o/api', 'ci', sampleImage()), {
      environment,
      onStep: (line, level) => level === 'note' && notes.push(line),
    });
    assert.equal(notes.length, 1);
    assert.match(notes[0]!, /refuses the credentials of .*config\.json, and is asked without$/);
  });

  it('is given an identity token by POST', async () => {
    await using guarded = await startGuarded(({ form }) => form.refresh_token === 'identity');
    const { registry } = guarded;
    const environment = homeWith({ auths: { [registry.host]: { auth: base64('<token>:'), identitytoken: 'identity' } } });
    await weigh(registry.push('o/api', 'ci', sampleImage()), { environment });
    const [{ method, form }] = guarded.asked as [(typeof guarded.asked)[0]];
    assert.equal(method, 'POST');
    assert.deepEqual(
      { ...form },
      {
        grant_type: 'refresh_token',
        client_id: 'plimsoll',
        scope: 'repository:o/api:pull',
        service: 'a, b',
        refresh_token: 'identity',
      },
    );
  });

  const realms: [string, string, RegExp][] = [
    ['http://tokens.example:80/', 'tokens\\.example in the clear', /; if it is yours, name it with --insecure tokens\.example$/],
    ['nowhere', 'which is no address', /^see that the registry is set up with the right token server$/],
    ['https://me:secret@tokens.example/', 'tokens\\.example, with credentials of its own', /^see that the registry is set up/],
    ['https://:secret@tokens.example/', 'tokens\\.example, with credentials of its own', /^see that the registry is set up/],
    ['file:///etc/passwd', 'which is no address', /^see that the registry is set up/],
  ];
  for (const [realm, found, hint] of realms)
    it(`sends nobody to ${realm}`, async () => {
      await using registry = await StandInRegistry.start();
      registry.intercept = (_asked, answer) => refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': `Bearer realm="${realm}"` });
      const environment = homeWith({ auths: { [registry.host]: { auth: base64('me:secret') } } });
      const message = new RegExp(`^asking 127\\.0\\.0\\.1:\\d+ for leave to pull: it sends us to a token server, ${found}$`);
      await assert.rejects(weigh(`docker://${registry.host}/o/api`, { environment }), { code: 'registry', message, hint });
    });

  it('sends nobody from afar to a private network, unless it is named', async () => {
    const renew = (...insecure: string[]) => {
      const transport = new Transport({ environment: nobody, insecure, patience: { pause: 0 } });
      const authorizer = new Authorizer({ host: 'reg.example', repository: 'o/api' }, transport, { environment: nobody });
      const answer = new IncomingMessage(new Socket());
      answer.headers['www-authenticate'] = 'Bearer realm="https://127.0.0.1:1/token"';
      return authorizer.renew(answer, new URL('https://reg.example'), undefined);
    };
    await assert.rejects(renew('127.0.0.1:1'), {
      code: 'registry',
      message: /: it sends us to a token server, 127\.0\.0\.1:1, at a private address, which is not its own$/,
      hint: /; if the registry is yours, name it with --insecure reg\.example$/,
    });
    await assert.rejects(renew('reg.example'), { message: 'nothing listens there' });
  });
});

describe('a registry that wants a password', () => {
  /** A registry that admits one user. */
  const startClosed = async (user: string): Promise<{ registry: StandInRegistry; reference: string }> => {
    const registry = await StandInRegistry.start();
    registry.intercept = ({ authorization }, answer) =>
      authorization === `Basic ${base64(user)}`
        ? undefined
        : refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': 'Basic realm="x", charset="UTF-8"' });
    return { registry, reference: registry.push('o/api', 'ci', sampleImage()) };
  };

  it('is shown what docker, podman or a variable keeps, the most precise', async () => {
    const { registry, reference } = await startClosed('me:secret');
    await using _ = registry;
    const keys = {
      'other.example': { auth: base64('you:no') },
      [registry.host]: { auth: base64('you:no') },
      [`${registry.host}/o`]: { auth: base64('me:secret') },
    };
    const file = JSON.stringify({ auths: keys });
    const [docker, runtime, config, named] = [newFolder(), newFolder(), newFolder(), newFolder()];
    write(join(docker, 'config.json'), file);
    for (const folder of [runtime, config]) write(join(folder, 'containers', 'auth.json'), file);
    write(join(named, 'some.json'), file);
    for (const environment of [
      { DOCKER_CONFIG: docker },
      { XDG_RUNTIME_DIR: runtime },
      { XDG_CONFIG_HOME: config },
      { REGISTRY_AUTH_FILE: join(named, 'some.json') },
      { DOCKER_AUTH_CONFIG: file },
    ])
      assert.equal((await weigh(reference, { environment: { ...nobody, ...environment } })).length, 1, Object.keys(environment)[0]);
    await assert.rejects(weigh(reference, { environment: nobody }), {
      code: 'registry',
      message: /answers 401 \(UNAUTHORIZED\): it is not there, or may not be pulled without credentials$/,
    });
  });

  it('is shown what a helper keeps', async () => {
    const { registry, reference } = await startClosed('me:secret');
    await using _ = registry;
    const bin = newFolder();
    const helper = (name: string, script: string, mode = 0o755) => {
      writeFileSync(join(bin, `docker-credential-${name}`), `#!/bin/sh\n${script}\n`);
      chmodSync(join(bin, `docker-credential-${name}`), mode);
    };
    helper('good', `cat > ${join(bin, 'server')}; echo '{"ServerURL":"x","Username":"me","Secret":"secret"}'`);
    helper('empty', "echo 'credentials not found in native keychain'; exit 1");
    helper('broken', "echo 'secret sentence'; exit 3");
    helper('shut', 'exit 0', 0o644);
    // Folders that everybody may search: where one may not be, a program that is nowhere is not known to be nowhere.
    const PATH = `${bin}:/usr/bin:/bin`;
    const run = async (config: unknown): Promise<string[]> => {
      const notes: string[] = [];
      await weigh(reference, { environment: { ...homeWith(config), PATH }, onStep: (line) => notes.push(line) });
      return notes;
    };
    const auths = { [registry.host]: { auth: base64('me:secret') } };
    assert.deepEqual(await run({ credHelpers: { [registry.host]: 'good' }, credsStore: 'broken' }), []);
    assert.equal(readFileSync(join(bin, 'server'), 'utf8'), registry.host);
    assert.deepEqual(await run({ credsStore: 'good' }), []);
    assert.deepEqual(await run({ credsStore: 'empty', auths }), []);
    assert.match((await run({ credsStore: 'broken', auths }))[0]!, /docker-credential-broken failed with 3$/);
    assert.match((await run({ credsStore: 'none', auths }))[0]!, /there is no program docker-credential-none$/);
    const shut = await run({ credsStore: 'shut', auths });
    assert.match(shut[0]!, /docker-credential-shut may not be run, or a folder of PATH may not be searched for it \(EACCES\)$/);
    assert.match((await run({ credsStore: '../good', auths }))[0]!, /has a name that is none$/);
  });

  it('is not asked with a credential file that cannot be understood', async () => {
    const { registry, reference } = await startClosed('me:secret');
    await using _ = registry;
    const HOME = newFolder();
    write(join(HOME, '.docker', 'config.json'), '{"auths": {"secret": ');
    await assert.rejects(weigh(reference, { environment: { HOME } }), { code: 'registry', message: /config\.json: it is not JSON$/ });
  });

  it('redirects to a storage host, which sees no password', async () => {
    const { registry, reference } = await startClosed('me:secret');
    await using _ = registry;
    await using storage = await Loopback.listen(({ path }, answer) =>
      Boolean(answer.end(registry.blobs.get(path.split('/').at(-1)!.split('?')[0]!))),
    );
    const { intercept } = registry;
    registry.intercept = async (asked, answer, request) => {
      if ((await intercept(asked, answer, request)) === true) return true;
      if (!asked.path.includes('/blobs/')) return undefined;
      answer.writeHead(307, { Location: `http://${storage.host}${asked.path}?signature=secret` }).end();
      return true;
    };
    await weigh(reference, { environment: homeWith({ auths: { [registry.host]: { auth: base64('me:secret') } } }) });
    assert.ok(storage.seen.length >= 3);
    assert.ok(storage.seen.every(({ authorization }) => authorization === undefined));
  });
});
