/** The way to a registry: with TLS or without, through a proxy, and what its headers say. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isLoopback } from '../../../src/image/this-machine.ts';
import { parseChallenges } from '../../../src/sources/registry/challenge.ts';
import { isNamedBy, isPrivate } from '../../../src/sources/registry/host.ts';
import { chooseProxy } from '../../../src/sources/registry/proxy.ts';
import { weigh } from '../../../src/weigh.ts';
import { runTool, toolsAreMissing } from '../../lab/tools.ts';
import { sampleImage } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { Loopback, refuse, StandInRegistry } from './stand-in.ts';

const HOME = newFolder();

describe('parseChallenges', () => {
  const tests: [string, unknown[]][] = [
    ['Basic realm="x"', [{ scheme: 'basic', parameters: { realm: 'x' } }]],
    [
      'Bearer realm="https://a/t",service="a b",scope="repository:o/api:pull,push"',
      [{ scheme: 'bearer', parameters: { realm: 'https://a/t', service: 'a b', scope: 'repository:o/api:pull,push' } }],
    ],
    [
      'Negotiate, Basic realm="a\\"b", BEARER realm=x',
      [
        { scheme: 'negotiate', parameters: {} },
        { scheme: 'basic', parameters: { realm: 'a"b' } },
        { scheme: 'bearer', parameters: { realm: 'x' } },
      ],
    ],
    ['', []],
    ['realm="x"', []],
    ['Bearer realm="cut', [{ scheme: 'bearer', parameters: {} }]],
  ];
  for (const [header, challenges] of tests) it(`reads ${header || 'nothing'}`, () => assert.deepEqual(parseChallenges(header), challenges));
});

describe('chooseProxy', () => {
  const environment = {
    HTTPS_PROXY: 'http://secure.example:3128',
    http_proxy: 'plain.example:80',
    NO_PROXY: 'near.example, .far.example:444,*.low.example,10.0.0.0/8,fd00::/8,192.0.2.1,2001:DB8::0:5,[2001:db8:0::6]:444',
  };
  const tests: [string, string | undefined][] = [
    ['https://ghcr.io/', 'http://secure.example:3128/'],
    ['http://ghcr.io/', 'http://plain.example/'],
    ['https://localhost:5000/', undefined],
    ['https://127.9.9.9/', undefined],
    ['https://[::1]/', undefined],
    ['https://near.example/', undefined],
    ['https://a.near.example/', undefined],
    ['https://not-near.example/', 'http://secure.example:3128/'],
    ['https://a.far.example:444/', undefined],
    ['https://a.far.example/', 'http://secure.example:3128/'],
    ['https://far.example:444/', 'http://secure.example:3128/'],
    ['https://a.low.example/', undefined],
    ['https://low.example/', 'http://secure.example:3128/'],
    ['https://[2001:db8::5]/', undefined],
    ['https://[2001:db8::6]:444/', undefined],
    ['https://[2001:db8::6]/', 'http://secure.example:3128/'],
    ['https://10.1.2.3/', undefined],
    ['https://11.1.2.3/', 'http://secure.example:3128/'],
    ['https://[fd00::5]/', undefined],
    ['https://192.0.2.1:8443/', undefined],
  ];
  for (const [url, proxy] of tests)
    it(`finds ${proxy ?? 'none'} for ${url}`, () => assert.equal(chooseProxy(new URL(url), environment)?.href, proxy));

  it('uses none where all are exempt or none is named', () => {
    assert.equal(chooseProxy(new URL('https://ghcr.io'), { ...environment, NO_PROXY: '*' }), undefined);
    assert.equal(chooseProxy(new URL('https://ghcr.io'), {}), undefined);
  });

  it('refuses what is no proxy, without saying its password', () => {
    for (const name of ['HTTPS_PROXY', 'https_proxy']) {
      const choose = () => chooseProxy(new URL('https://ghcr.io'), { [name]: 'socks5://me:secret@proxy' });
      assert.throws(choose, { code: 'registry', message: `asking ghcr.io: ${name} does not name a proxy that can be used` });
    }
  });
});

describe('a host', () => {
  it('is this machine, or near, or neither', () => {
    for (const name of ['localhost', 'LOCALHOST', 'a.localhost', '127.0.0.1', '127.1.2.3', '[::1]']) assert.ok(isLoopback(name), name);
    for (const name of [
      '10.0.0.1',
      '169.254.169.254',
      '192.168.0.1',
      '172.31.0.1',
      '[fe80::1]',
      '[fd00::1]',
      '0.0.0.0',
      '[::ffff:169.254.169.254]',
    ]) {
      assert.ok(isPrivate(name), name);
      assert.ok(!isLoopback(name), name);
    }
    for (const name of ['ghcr.io', 'localhost.example', '8.8.8.8', '172.32.0.1', '[2001:db8::1]']) assert.ok(!isPrivate(name), name);
  });
});

describe('a host that is named', () => {
  const tests: [string, string, boolean][] = [
    ['reg.corp', 'https://reg.corp/v2/', true],
    ['reg.corp', 'http://reg.corp/', true],
    ['reg.corp', 'https://reg.corp:5000/', false],
    ['reg.corp', 'http://reg.corp:443/', false],
    ['reg.corp:443', 'https://reg.corp:443/', true],
    ['reg.corp:443', 'https://reg.corp/', true],
    ['reg.corp:443', 'http://reg.corp/', false],
    ['reg.corp:443', 'http://reg.corp:443/', true],
    ['reg.corp:80', 'http://reg.corp:80/token', true],
    ['reg.corp:80', 'https://reg.corp/', false],
    ['reg.corp:80', 'https://reg.corp:80/', true],
    ['Reg.Corp:443', 'https://rEG.corp/', true],
    ['reg.corp', 'https://a.reg.corp/', false],
    ['[FD00::0:5]:443', 'https://[fd00::5]/', true],
    ['[fd00::5]', 'http://[fd00:0::5]:80/', true],
    ['[fd00::5]', 'https://[fd00::6]/', false],
    ['reg.corp:99999', 'https://reg.corp/', false],
  ];
  for (const [named, url, means] of tests)
    it(`by ${named} ${means ? 'is' : 'is not'} that of ${url}`, () => assert.equal(isNamedBy(named, new URL(url)), means));
});

describe('a proxy', () => {
  it('is told the whole address of a registry without TLS, and its own password', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/api', 'ci', sampleImage('gzip'));
    await using proxy = await Loopback.listen(async ({ path }, answer, { headers }) => {
      const { pathname } = new URL(path);
      assert.equal(headers['proxy-authorization'], `Basic ${Buffer.from('me:a b').toString('base64')}`);
      const there = await fetch(`http://${registry.host}${pathname}`);
      answer.writeHead(there.status, Object.fromEntries(there.headers)).end(Buffer.from(await there.arrayBuffer()));
      return true;
    });
    const environment = { HOME, HTTP_PROXY: `http://me:a%20b@${proxy.host}`, HTTPS_PROXY: 'http://127.0.0.1:1' };
    await weigh('docker://registry.example:5000/o/api:ci', { environment, insecure: ['registry.example:5000'] });
    assert.ok(proxy.seen.length > 0);
    assert.ok(proxy.seen.every(({ path, host }) => path.startsWith('http://registry.example:5000/') && host === 'registry.example:5000'));
    await assert.rejects(weigh('docker://registry.example:5000/o/api:ci', { environment }), {
      code: 'registry',
      message: /registry\.example:5000 cannot be asked: by way of the proxy 127\.0\.0\.1:1, nothing listens there$/,
    });
  });
});

describe('a registry without TLS', () => {
  it('is named by its port, also the usual one, and so is its token server', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/api', 'ci', sampleImage());
    registry.intercept = ({ path, authorization }, answer) => {
      if (path.startsWith('/token')) return Boolean(answer.end('{"token":"good"}'));
      if (authorization === 'Bearer good') return undefined;
      return refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': 'Bearer realm="http://registry.example:80/token"' });
    };
    await using proxy = await Loopback.listen(async ({ path, authorization }, answer) => {
      const { pathname, search } = new URL(path);
      const there = await fetch(`http://${registry.host}${pathname}${search}`, { headers: authorization ? { authorization } : {} });
      answer.writeHead(there.status, Object.fromEntries(there.headers)).end(Buffer.from(await there.arrayBuffer()));
      return true;
    });
    const environment = { HOME, HTTP_PROXY: `http://${proxy.host}`, HTTPS_PROXY: 'http://127.0.0.1:1' };
    for (const host of ['registry.example:80', 'registry.example']) {
      const weighed = await weigh(`docker://${host}/o/api:ci`, { environment, insecure: ['Registry.example:80'] });
      assert.equal(weighed.length, 1, host);
    }
    const asked = proxy.seen.length;
    // Its other port was not named.
    const failing = weigh('docker://registry.example/o/api:ci', { environment, insecure: ['registry.example:443'] });
    await assert.rejects(failing, { code: 'registry', message: /by way of the proxy 127\.0\.0\.1:1, nothing listens there$/ });
    assert.equal(proxy.seen.length, asked);
  });

  it('is Docker Hub where that was named', async () => {
    await using proxy = await Loopback.listen((_asked, answer) => refuse(answer, 404, 'MANIFEST_UNKNOWN'));
    const environment = { HOME, HTTP_PROXY: `http://${proxy.host}`, HTTPS_PROXY: 'http://127.0.0.1:1' };
    await assert.rejects(weigh('docker://api', { environment, insecure: ['docker.io'] }), { code: 'not-found' });
    assert.equal(proxy.seen[0]?.host, 'registry-1.docker.io');
  });
});

describe('a registry with TLS', { skip: toolsAreMissing(['openssl']) }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tls-'));
  const tls: { key?: Buffer; cert?: Buffer } = {};
  const certificate = join(folder, 'cert.pem');
  before(async () => {
    const names = 'subjectAltName=DNS:registry.example,IP:127.0.0.1';
    const files = ['-keyout', join(folder, 'key.pem'), '-out', certificate];
    await runTool('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '2',
      '-subj',
      '/CN=lab',
      '-addext',
      names,
      ...files,
    ]);
    tls.key = readFileSync(join(folder, 'key.pem'));
    tls.cert = readFileSync(certificate);
  });
  after(() => rmSync(folder, { recursive: true }));

  /** Hands bytes on, wherever it is asked to. */
  async function startTunnel(to: number): Promise<AsyncDisposable & { url: string; targets: string[] }> {
    const targets: string[] = [];
    const server: Server = createServer().on('connect', (request, socket) => {
      targets.push(request.url ?? '');
      const there = connect(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        socket.pipe(there).pipe(socket);
      });
      for (const one of [there, socket]) one.on('error', () => {});
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { url, targets, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
  }

  it('is trusted on this machine, and elsewhere where it is named', async () => {
    await using registry = await StandInRegistry.start(tls);
    await using tunnel = await startTunnel(registry.port);
    const here = registry.push('o/api', 'ci', sampleImage('gzip'));
    assert.equal((await weigh(here, { environment: { HOME } })).length, 1);
    const environment = { HOME, https_proxy: tunnel.url };
    const there = 'docker://registry.example/o/api:ci';
    assert.equal((await weigh(there, { environment, insecure: ['registry.example'] })).length, 1);
    assert.deepEqual([...new Set(tunnel.targets)], ['registry.example:443']);
    // With the usual port it is the same host, whichever of the two has it.
    for (const [host, named] of [
      ['registry.example:443', 'registry.example:443'],
      ['registry.example', 'Registry.example:443'],
      ['registry.example:443', 'registry.example'],
    ] as const)
      assert.equal((await weigh(`docker://${host}/o/api:ci`, { environment, insecure: [named] })).length, 1, `${host} ${named}`);
    await assert.rejects(weigh(there, { environment, insecure: ['other.example'] }), {
      code: 'registry',
      message: /registry\.example cannot be asked: its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
      hint: /NODE_EXTRA_CA_CERTS/,
    });
  });

  it('is not left for plain HTTP, but where that is named', async () => {
    await using registry = await StandInRegistry.start(tls);
    await using tunnel = await startTunnel(registry.port);
    registry.intercept = (_asked, answer) => Boolean(answer.writeHead(307, { Location: 'http://cdn.example:81/a?signature=secret' }).end());
    const environment = { HOME, HTTPS_PROXY: tunnel.url, HTTP_PROXY: 'http://127.0.0.1:1' };
    const failing = (...insecure: string[]) =>
      weigh('docker://registry.example:443/o/api', { environment, insecure: ['registry.example:443', ...insecure] });
    await assert.rejects(failing(), {
      code: 'registry',
      message: /: registry\.example:443 cannot be asked: it redirects to cdn\.example:81 in the clear$/,
      hint: /--insecure cdn\.example:81$/,
    });
    await assert.rejects(failing('cdn.example:81'), {
      message: /: cdn\.example:81, where registry\.example:443 sends us, cannot be asked: by way of the proxy /,
    });
  });

  it('may be that of a proxy, which is asked in vain where nobody signed its certificate', async () => {
    await using proxy = await StandInRegistry.start(tls);
    await assert.rejects(weigh('docker://registry.example/o/api', { environment: { HOME, HTTPS_PROXY: `https://${proxy.host}` } }), {
      message: /: by way of the proxy 127\.0\.0\.1:\d+, its certificate is not trusted \(DEPTH_ZERO_SELF_SIGNED_CERT\)$/,
      hint: 'give the authority of the proxy with NODE_EXTRA_CA_CERTS=FILE',
    });
  });

  it('is trusted by an authority of its own, through the program itself', async () => {
    await using registry = await StandInRegistry.start(tls);
    await using tunnel = await startTunnel(registry.port);
    registry.push('o/api', 'ci', sampleImage('gzip'));
    const cli = join(import.meta.dirname, '..', '..', '..', 'src', 'cli.ts');
    const env = { HOME, HTTPS_PROXY: tunnel.url, NODE_EXTRA_CA_CERTS: certificate };
    const report = await runTool(process.execPath, [cli, 'analyze', '--quiet', '--format', 'json', 'docker://registry.example/o/api:ci'], {
      env,
    });
    assert.match(report, /"reference": "docker:\/\/registry\.example\/o\/api:ci"/);
  });
});
