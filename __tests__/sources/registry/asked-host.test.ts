/** An error names the host that it is about: the registry, or one that the registry sends us to. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { ExpectedError } from '../../../src/errors.ts';
import { parseImageName } from '../../../src/image/image-name.ts';
import { FetchFault } from '../../../src/sources/engine/fetch-fault.ts';
import { AskedHost, HostFault } from '../../../src/sources/registry/asked-host.ts';
import { openRegistryImage, type RegistryOptions } from '../../../src/sources/registry/open-registry.ts';
import { weighSource } from '../../../src/weigh.ts';
import { sampleImage } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { cutBehind, type Intercept, Loopback, refuse, StandInRegistry } from './stand-in.ts';

const HOME = newFolder();
const nowhere = '127.0.0.1:1';

/** How weighing the image fails. */
async function failing(image: string, options: RegistryOptions = {}): Promise<ExpectedError> {
  await using source = openRegistryImage(parseImageName(image)!, { environment: { HOME }, patience: { pause: 0 }, ...options });
  try {
    await weighSource(source, 'api');
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    // What stands in a redirect lets everybody in.
    assert.doesNotMatch(`${error.message} ${error.hint}`, /secret|signature|\?/);
    return error;
  }
  assert.fail('it does not fail');
}

/** How weighing fails at a registry that keeps its blobs, or what `sent` means, at another host. `R` stands for the registry there, `S` for the other host. */
async function failingAt(storage: string, sent = '/blobs/'): Promise<{ message: string; hint: string }> {
  await using registry = await StandInRegistry.start();
  registry.push('o/api', 'ci', sampleImage('gzip'));
  registry.intercept = ({ path }, answer) =>
    path.includes(sent) && Boolean(answer.writeHead(307, { Location: `http://${storage}/secret${path}?signature=secret` }).end());
  const { message, hint = '' } = await failing(`${registry.host}/o/api:ci`);
  const plain = (text: string) =>
    text
      .replaceAll(registry.host, 'R')
      .replaceAll(storage, 'S')
      .replaceAll(/[0-9a-f]{64}/g, '…');
  return { message: plain(message), hint: plain(hint) };
}

async function failingBehind(answer: Intercept, sent?: string): Promise<{ message: string; hint: string }> {
  await using storage = await Loopback.listen(answer);
  return await failingAt(storage.host, sent);
}

describe('a storage host that', () => {
  const doing = 'reading sha256:… of docker://R/o/api:ci: ';

  it('cannot be asked', async () =>
    assert.deepEqual(await failingAt(nowhere), {
      message: `${doing}S, where R keeps its blobs, cannot be asked: nothing listens there`,
      hint: 'R sends us there: see that S can be reached from here, through a firewall or a proxy too, and try again',
    }));

  it('breaks off', async () => {
    const { message, hint } = await failingBehind((_asked, answer) => answer.writeHead(200).write('{', () => answer.destroy()));
    assert.match(message, /: S, where R keeps its blobs, broke off 5 times, the last time behind byte 1 of \d+: the connection was cut$/);
    assert.equal(hint, 'try again; the log of S, or of a proxy before it, says more');
  });

  it('refuses', async () =>
    assert.deepEqual(await failingBehind((_asked, answer) => refuse(answer, 403, 'DENIED')), {
      message: `${doing}S, where R keeps its blobs, answers 403 (DENIED)`,
      hint: 'see that no firewall or proxy stands between here and S, and try again',
    }));

  it('refuses whoever has no login there', async () => {
    const { hint } = await failingBehind((_asked, answer) => refuse(answer, 401, '', { 'WWW-Authenticate': 'Basic realm="x"' }));
    assert.equal(hint, 'it wants a login of its own, and none of R is shown there: name the image as S has it');
  });

  it('refuses, and does not say what it wants', async () =>
    assert.equal((await failingBehind((_asked, answer) => refuse(answer, 401, ''))).hint, 'try again later; the log of S says more'));

  it('fails', async () =>
    assert.deepEqual(await failingBehind((_asked, answer) => refuse(answer, 500, '')), {
      message: `${doing}S, where R keeps its blobs, answers 500`,
      hint: 'try again later; the log of S says more',
    }));

  it('has lost a blob', async () =>
    assert.match(
      (await failingBehind(() => undefined)).message,
      /: S, where R keeps its blobs, does not hold sha256:…, which the image names$/,
    ));

  it('sends us to a file', async () => {
    const { message, hint } = await failingBehind((_asked, answer) => Boolean(answer.writeHead(302, { Location: 'file:///secret' }).end()));
    assert.equal(message, `${doing}S, where R keeps its blobs, cannot be asked: it redirects to what is no address`);
    assert.equal(hint, 'see that R is set up with the right address, and that no proxy answers in its place');
  });
});

describe('another registry, where a manifest is', () => {
  it('is not told of as one that keeps blobs', async () =>
    assert.deepEqual(
      await failingBehind((_asked, answer) => refuse(answer, 401, 'DENIED', { 'WWW-Authenticate': 'Basic realm="x"' }), '/manifests/'),
      {
        message: 'reading docker://R/o/api:ci: S, where R sends us, answers 401 (DENIED)',
        hint: 'it wants a login of its own, and none of R is shown there: name the image as S has it',
      },
    ));

  it('may not be there', async () =>
    assert.match((await failingAt(nowhere, '/manifests/')).message, /: S, where R sends us, cannot be asked: nothing listens there$/));
});

describe('a token server that', () => {
  const failingWith = async (realm: string): Promise<ExpectedError> => {
    await using registry = await StandInRegistry.start();
    registry.intercept = (_asked, answer) => refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': `Bearer realm="${realm}"` });
    return await failing(`${registry.host}/o/api:ci`);
  };

  it('cannot be asked', async () => {
    const { message, hint } = await failingWith(`http://${nowhere}/secret`);
    assert.match(message, /: 127\.0\.0\.1:1, which gives the tokens of 127\.0\.0\.1:\d+, cannot be asked: nothing listens there$/);
    assert.match(hint!, /sends us there: see that 127\.0\.0\.1:1 can be reached from here/);
  });

  it('breaks off', async () => {
    await using tokens = await Loopback.listen((_asked, answer) => cutBehind(Buffer.alloc(90), 9, answer));
    const { message } = await failingWith(`http://${tokens.host}/`);
    assert.match(message, new RegExp(`: ${tokens.host}, which gives the tokens of .*, cannot be asked: the connection was cut$`));
  });

  it('is the registry itself', async () => {
    await using registry = await StandInRegistry.start();
    registry.intercept = ({ path }, answer) => {
      if (path.startsWith('/token')) return cutBehind(Buffer.alloc(90), 9, answer);
      return refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': `Bearer realm="http://${registry.host}/token"` });
    };
    const { message, hint } = await failing(`${registry.host}/o/api:ci`);
    assert.equal(message, `reading docker://${registry.host}/o/api:ci: ${registry.host} cannot be asked: the connection was cut`);
    assert.match(hint!, /^see that the name of the registry is right/);
  });

  it('gives what is no token', async () => {
    await using tokens = await Loopback.listen((_asked, answer) => Boolean(answer.end('{"token":"a\\nb"}')));
    const { message, hint } = await failingWith(`http://${tokens.host}/`);
    assert.match(message, new RegExp(`^asking ${tokens.host} for leave to pull from .*: its token has characters that no token has$`));
    assert.equal(hint, 'see that the registry is set up with the right token server');
  });
});

describe('a proxy that cannot be asked', () => {
  const HTTP_PROXY = `http://${nowhere}`;

  it('is named, with TLS behind it', async () => {
    const { message, hint } = await failing('api', { environment: { HOME, HTTPS_PROXY: HTTP_PROXY } });
    assert.match(
      message,
      /: docker\.io \(registry-1\.docker\.io\) cannot be asked: by way of the proxy 127\.0\.0\.1:1, nothing listens there$/,
    );
    assert.match(hint!, /HTTPS_PROXY .* lets registry-1\.docker\.io through/);
  });

  it('is named, without', async () => {
    const { message, hint } = await failing('reg.example/o/api', {
      environment: { HOME, HTTP_PROXY, HTTPS_PROXY: HTTP_PROXY },
      insecure: ['reg.example:80'],
    });
    assert.match(message, /: reg\.example cannot be asked: by way of the proxy 127\.0\.0\.1:1, nothing listens there$/);
    assert.match(hint!, /HTTP_PROXY .* lets reg\.example through/);
  });
});

describe('a proxy that wants a password', () => {
  for (const insecure of [[], ['reg.example:80']])
    it(`is told of, ${insecure.length === 0 ? 'with TLS behind it' : 'and not the registry, without'}`, async () => {
      // Node has an event of its own for CONNECT, and closes where nobody hears it.
      const proxy = createServer((_asked, answer) => answer.writeHead(407).end());
      proxy.on('connect', (_asked, socket) => socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'));
      await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
      const { port } = proxy.address() as AddressInfo;
      const HTTP_PROXY = `http://me:secret@127.0.0.1:${port}`;
      const environment = { HOME, HTTP_PROXY, HTTPS_PROXY: HTTP_PROXY };
      const { message, hint } = await failing('reg.example/o/api', { environment, insecure });
      proxy.close();
      assert.ok(message.endsWith(`: reg.example cannot be asked: by way of the proxy 127.0.0.1:${port}, it answers 407`), message);
      assert.equal(hint, 'see that HTTPS_PROXY and HTTP_PROXY have the user and the password of the proxy, http://USER:PASSWORD@HOST:PORT');
    });
});

describe('a registry', () => {
  for (const host of ['reg.example:65536', '300.1.1.1', '1.2.3.4.5:5000'])
    it(`cannot be at ${host}`, async () => {
      const { message, hint } = await failing(`${host}/o/api:ci`);
      assert.equal(message, `reading docker://${host}/o/api:ci: there can be no host ${host}`);
      assert.match(hint!, /HOST\[:PORT\]/);
    });

  it('may lead to a page of another host', async () => {
    await using page = await Loopback.listen((_asked, answer) =>
      Boolean(answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>')),
    );
    await using registry = await StandInRegistry.start();
    registry.intercept = (_asked, answer) => Boolean(answer.writeHead(302, { Location: `http://${page.host}/login?secret` }).end());
    const { message } = await failing(`${registry.host}/o/api:ci`);
    assert.ok(message.endsWith(`: ${registry.host} redirects to a web page of ${page.host}, where a manifest was expected`), message);
  });
});

describe('the next step', () => {
  const hint = (url: string, role: AskedHost['role'], code: string) =>
    new HostFault(new AskedHost(new URL(url), role, 'reg.corp:443'), new FetchFault('so', code)).explain('reading').hint;
  const tests: [string, AskedHost['role'], string, RegExp][] = [
    [
      'https://reg.corp:443',
      'registry',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      /^a registry that speaks plain HTTP has to be named: --insecure reg\.corp:443$/,
    ],
    ['https://cdn.corp', 'storage', 'ERR_SSL_WRONG_VERSION_NUMBER', /^reg\.corp:443 names it with https:\/\//],
    ['https://reg.corp:443', 'registry', 'DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS=FILE.* --insecure reg\.corp:443, /],
    ['https://cdn.corp:9000/secret', 'storage', 'SELF_SIGNED_CERT_IN_CHAIN', /NODE_EXTRA_CA_CERTS=FILE.* --insecure cdn\.corp:9000, /],
    ['https://auth.corp', 'tokens', 'CERT_HAS_EXPIRED', /in date.*--insecure auth\.corp trusts/],
    ['https://reg.corp:443', 'registry', 'ENOTFOUND', /^see that the name of the registry is right/],
    ['https://reg.corp', 'tokens', 'CERT_HAS_EXPIRED', /in date.*--insecure reg\.corp:443 trusts/],
    ['https://reg.corp', 'tokens', 'ERR_SSL_WRONG_VERSION_NUMBER', /^reg\.corp:443 names it with https:\/\//],
    ['https://auth.corp', 'tokens', 'ENOTFOUND', /^reg\.corp:443 sends us there: see that auth\.corp can be reached/],
  ];
  for (const [url, role, code, expected] of tests)
    it(`is that of the ${role} behind ${code}`, () => assert.match(hint(url, role, code)!, expected));
});
