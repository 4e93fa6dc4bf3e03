import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { ExpectedError } from '../../src/errors.ts';
import { type Environment, findEndpoints, parseEndpoint } from '../../src/sources/engine/endpoint.ts';
import { weigh } from '../../src/weigh.ts';
import { toolsAreMissing } from '../lab/tools.ts';
import { docker25, storedBlobs } from '../support/docker-archives.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import { archiveOf, buildImage, sampleImage } from '../support/image-builder.ts';
import { newFolder, writeArchive } from '../support/image-files.ts';
import { entry, noise, tar } from '../support/tar-bytes.ts';

const find = (environment: Environment, home = newFolder()) => findEndpoints({ environment, home, platform: 'linux', userID: 1000 });
const refusal = (act: () => unknown): ExpectedError => {
  try {
    act();
  } catch (error) {
    return error as ExpectedError;
  }
  throw new Error('nothing was refused');
};

function writeJson(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content));
}

/** A home folder with docker contexts, of which one is current. */
function homeWith(contexts: Record<string, unknown>, currentContext?: string): string {
  const home = newFolder();
  writeJson(join(home, '.docker', 'config.json'), { auths: {}, ...(currentContext === undefined ? {} : { currentContext }) });
  for (const [name, docker] of Object.entries(contexts)) {
    const key = createHash('sha256').update(name).digest('hex');
    writeJson(join(home, '.docker', 'contexts', 'meta', key, 'meta.json'), { Name: name, Endpoints: { docker } });
  }
  return home;
}

describe('findEndpoints', () => {
  it('tries the usual sockets, docker before podman', () => {
    const home = '/home/me';
    assert.deepEqual(
      find({ XDG_RUNTIME_DIR: '/run/me' }, home).map(({ url }) => url),
      [
        'unix:///var/run/docker.sock',
        'unix:///run/me/docker.sock',
        ...['.docker/run', '.docker/desktop', '.orbstack/run', '.colima/default', '.rd'].map(
          (folder) => `unix:///home/me/${folder}/docker.sock`,
        ),
        'unix:///run/me/podman/podman.sock',
        'unix:///run/podman/podman.sock',
      ],
    );
    assert.equal(find({}, home)[1]!.url, 'unix:///run/user/1000/docker.sock');
  });

  it('believes DOCKER_HOST before DOCKER_CONTEXT, that before the current context, and that before CONTAINER_HOST', () => {
    const home = homeWith({ ci: { Host: 'unix:///ci.sock' }, far: { Host: 'ssh://me@far' } }, 'ci');
    const one = (environment: Environment) => find(environment, home).map(({ url, origin }) => `${origin}: ${url}`);
    const all = { DOCKER_HOST: 'tcp://h:1', DOCKER_CONTEXT: 'far', CONTAINER_HOST: 'unix:///p.sock' };
    assert.deepEqual(one(all), ['DOCKER_HOST: tcp://h:1']);
    assert.deepEqual(one({ ...all, DOCKER_HOST: '' }), ['the docker context far: ssh://far']);
    assert.deepEqual(one({ CONTAINER_HOST: all.CONTAINER_HOST }), ['the docker context ci: unix:///ci.sock']);
    assert.deepEqual(one({ ...all, DOCKER_HOST: '', DOCKER_CONTEXT: 'default' }), ['CONTAINER_HOST: unix:///p.sock']);
    assert.deepEqual(
      find({ DOCKER_CONFIG: join(home, '.docker') }).map(({ url }) => url),
      ['unix:///ci.sock'],
    );
    assert.ok(find({ DOCKER_CONTEXT: 'default' }, home).length > 5);
  });

  it("takes a context's certificates, and whether they are checked", () => {
    const home = homeWith({ tls: { Host: 'tcp://h:2376' }, loose: { Host: 'tcp://h:2376', SkipTLSVerify: true } });
    const key = createHash('sha256').update('tls').digest('hex');
    const folder = join(home, '.docker', 'contexts', 'tls', key, 'docker');
    mkdirSync(folder, { recursive: true });
    for (const name of ['ca', 'cert', 'key']) writeFileSync(join(folder, `${name}.pem`), name);
    const [endpoint] = find({ DOCKER_CONTEXT: 'tls' }, home);
    const tls = { verify: true, ca: Buffer.from('ca'), cert: Buffer.from('cert'), key: Buffer.from('key') };
    assert.deepEqual(endpoint!.connection, { kind: 'tcp', host: 'h', port: 2376, tls });
    assert.deepEqual(find({ DOCKER_CONTEXT: 'loose' }, home)[0]!.connection, {
      kind: 'tcp',
      host: 'h',
      port: 2376,
      tls: { verify: false },
    });
  });

  it('says which contexts there are for one that is not, or names nothing', () => {
    const home = homeWith({ staging: { Host: 'unix:///x' }, empty: {} });
    const missing = refusal(() => find({ DOCKER_CONTEXT: 'stagin' }, home));
    assert.deepEqual(
      [missing.code, /there is .*/.exec(missing.message)?.[0]],
      ['engine', 'there is no docker context stagin (did you mean "staging"?)'],
    );
    assert.match(missing.hint!, /: default, (?:staging, empty|empty, staging)$/);
    assert.equal(refusal(() => find({ DOCKER_CONTEXT: 'empty' }, home)).code, 'engine');
    writeFileSync(join(home, '.docker', 'config.json'), '{"currentContext": ');
    assert.match(refusal(() => find({}, home)).message, /config\.json is not JSON$/);
  });
});

describe('parseEndpoint', () => {
  const connections: [string, unknown][] = [
    ['unix:///run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://127.0.0.1', { kind: 'tcp', host: '127.0.0.1', port: 2375 }],
    ['tcp://[::1]:99', { kind: 'tcp', host: '::1', port: 99 }],
    ['http://h:80', { kind: 'tcp', host: 'h', port: 80 }],
    ['https://h', { kind: 'tcp', host: 'h', port: 2376, tls: { verify: true } }],
    ['ssh://h', { kind: 'ssh', host: 'h' }],
    ['ssh://me@h:2222/run/d.sock', { kind: 'ssh', host: 'h', user: 'me', port: 2222, path: '/run/d.sock' }],
  ];
  for (const [text, connection] of connections)
    it(`reads ${text}`, () => assert.deepEqual(parseEndpoint(text, 'DOCKER_HOST').connection, connection));

  for (const text of ['', '/var/run/docker.sock', 'fd://3', 'tcp://', 'ssh://', 'ftp://h', 'tcp://h:x'])
    it(`refuses ${JSON.stringify(text)}`, () => {
      const { code, message } = refusal(() => parseEndpoint(text, 'DOCKER_HOST'));
      assert.equal(code, 'engine');
      assert.match(message, /^looking for the container engine: DOCKER_HOST does not name one/);
    });

  it('shows no password', () => {
    const { url } = parseEndpoint('tcp://me:secret@h:1', 'DOCKER_HOST');
    assert.equal(url, 'tcp://h:1');
  });
});

describe('an engine behind TLS', { skip: toolsAreMissing(['openssl']) }, () => {
  const folder = newFolder();
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const certificate = (name: string, ...more: string[]) =>
    openssl(
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
      `/CN=${name}`,
      '-keyout',
      `${name}-key.pem`,
      '-out',
      `${name}.pem`,
      ...more,
    );
  const read = (name: string) => readFileSync(join(folder, name));
  const image = sampleImage();
  const archive = archiveOf(docker25(image));

  /** A folder as DOCKER_CERT_PATH names one. */
  function certificates(ca: string, client: string): string {
    const path = newFolder();
    for (const [name, from] of [
      ['ca', ca],
      ['cert', client],
      ['key', `${client}-key`],
    ] as const)
      writeFileSync(join(path, `${name}.pem`), read(`${from}.pem`));
    return path;
  }

  it('is reached with the certificates of DOCKER_CERT_PATH, and with no others', async () => {
    certificate('server', '-addext', 'subjectAltName=IP:127.0.0.1');
    certificate('client');
    certificate('stranger');
    const tls = {
      cert: read('server.pem'),
      key: read('server-key.pem'),
      ca: read('client.pem'),
      requestCert: true,
      rejectUnauthorized: true,
    };
    await using engine = await startFakeEngine({ image, archive }, tls);
    const environment = { DOCKER_HOST: engine.host, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: certificates('server', 'client') };
    const [weighed] = await weigh('docker-daemon:sample:ci', { environment });
    assert.equal(weighed!.analysis.imageID, image.imageID);
    const large = buildImage([1, 2].map((seed) => ({ tar: tar(entry({ name: 'noise' }, noise(3 << 20, seed))), compression: 'gzip' })));
    const bytes = archiveOf(storedBlobs(large));
    await using other = await startFakeEngine({ image: large, archive: bytes, pieceBytes: 32_768 }, tls);
    const [all] = await weigh('docker-daemon:sample:ci', { environment: { ...environment, DOCKER_HOST: other.host } });
    const [expected] = await weigh(writeArchive(bytes));
    assert.deepEqual(all!.analysis.layers, expected!.analysis.layers);
    const untrusted = { ...environment, DOCKER_CERT_PATH: certificates('stranger', 'client') };
    await assert.rejects(weigh('docker-daemon:sample:ci', { environment: untrusted }), {
      code: 'engine',
      message: /which DOCKER_HOST names: .*(?:self[- ]signed|unable to verify).*$/,
    });
    await weigh('docker-daemon:sample:ci', { environment: { ...untrusted, DOCKER_TLS_VERIFY: '', DOCKER_TLS: '1' } });
    const unknown = { ...environment, DOCKER_CERT_PATH: certificates('server', 'stranger') };
    await assert.rejects(weigh('docker-daemon:sample:ci', { environment: unknown }), { code: 'engine' });
    await assert.rejects(weigh('docker-daemon:sample:ci', { environment: { DOCKER_HOST: engine.host } }), { code: 'engine' });
  });
});
