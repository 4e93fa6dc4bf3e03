import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { WeighOptions } from '../../src/weigh.ts';
import { docker25, storedBlobs } from '../support/docker-archives.ts';
import { startFakeEngine } from '../support/fake-engine.ts';
import { archiveOf, sampleImage } from '../support/image-builder.ts';
import { newFolder, writeArchive } from '../support/image-files.ts';
import { refusal, weighed } from '../support/weigh-images.ts';

const plain = sampleImage();
const archive = archiveOf(docker25(plain));

describe('an engine that', () => {
  const against = async (answer: (path: string, response: ServerResponse) => boolean | undefined, options: WeighOptions = {}) => {
    await using engine = await startFakeEngine({ image: plain, archive, answer });
    return await refusal('docker-daemon:sample:ci', { ...options, environment: { DOCKER_HOST: engine.host } });
  };
  const isGet = (path: string) => path.endsWith('/get');

  for (const [what, at] of [
    ['in a header', 100],
    ['in a layer', archive.indexOf('ID=sample') + 3],
    ['between two members', archive.indexOf('manifest.json')],
    ['before the end mark', archive.length - 1024],
  ] as const)
    it(`dies ${what} is told from one that is done`, async () => {
      const { code, message, hint } = await against((path, response) => {
        if (!isGet(path)) return false;
        response.write(archive.subarray(0, at), () => response.socket?.destroy());
        return true;
      });
      assert.equal(code, 'engine');
      const expected = `^reading the archive that the engine at unix://.* exports of sample:ci: it broke off after ${at} bytes \\(the connection was cut\\)$`;
      assert.match(message, new RegExp(expected));
      assert.match(hint!, /try again/);
    });

  it('ends its archive too early, and calls that all, is not believed', async () => {
    const ended = (at: number) =>
      against((path, response) => {
        if (isGet(path)) response.end(archive.subarray(0, at));
        return isGet(path);
      });
    assert.match(
      (await ended(archive.indexOf('ID=sample') + 3)).message,
      /it broke off after \d+ bytes \(the end of the data, \d+ bytes before the end of a file's body\)$/,
    );
    assert.match((await ended(archive.indexOf('manifest.json'))).message, /it ended before its manifest\.json$/);
    assert.match((await ended(0)).message, /it ended before its manifest\.json$/);
  });

  it('exports a layer that is damaged has it named', async () => {
    const image = sampleImage('gzip');
    const bytes = archiveOf(storedBlobs(image));
    const { blob } = image.layers[2]!;
    for (let at = bytes.indexOf(blob); at >= 0; at = bytes.indexOf(blob)) bytes.fill(0xff, at + 20, at + 40);
    await using engine = await startFakeEngine({ image, archive: bytes });
    const { code, message } = await refusal('docker-daemon:sample:ci', { environment: { DOCKER_HOST: engine.host } });
    assert.equal(code, 'content');
    assert.match(message, /^reading blobs\/sha256\/\w+ of the archive .*: its gzip stream is corrupt or cut off/);
  });

  it('says in the middle of its export why it breaks off is quoted', async () => {
    const { code, message } = await against((path, response) => {
      if (isGet(path))
        response.end(
          Buffer.concat([
            archive.subarray(0, 5000),
            Buffer.from('{"errorDetail":{"message":"could not \\"verify\\" layer data"},"error":"…"}'),
          ]),
        );
      return isGet(path);
    });
    assert.deepEqual([code, /\((.*)\)$/.exec(message)?.[1]], ['engine', 'could not "verify" layer data']);
  });

  it('refuses the export is quoted', async () => {
    const { code, message } = await against((path, response) => {
      if (isGet(path)) response.writeHead(500).end('{"message":"empty export - not implemented"}');
      return isGet(path);
    });
    assert.deepEqual([code, /it answers .*$/.exec(message)?.[0]], ['engine', 'it answers 500, empty export - not implemented']);
  });

  it('gives other bytes than the image has is not believed', async () => {
    const changed = Buffer.from(archive);
    // The layer stands there twice.
    for (let at = changed.indexOf('ID=sample'); at >= 0; at = changed.indexOf('ID=sample')) changed.write('ID=Sample', at);
    const gives = (bytes: Buffer) => (path: string, response: ServerResponse) => {
      if (isGet(path)) response.end(bytes);
      return isGet(path);
    };
    const { code, message } = await against(gives(changed));
    assert.equal(code, 'content');
    assert.match(
      message,
      /^reading layer [02] .* of the image sample:ci in the engine at .*: the stored bytes have the digest sha256:\w+, where sha256:\w+ was declared$/,
    );
    const other = archiveOf(docker25(sampleImage('none', 'linux/arm64')));
    assert.equal((await against(gives(other))).code, 'not-found');
  });

  it('is asked no more once the user interrupts', async () => {
    const controller = new AbortController();
    const { code } = await against(
      (path, response) => {
        if (isGet(path)) response.write(archive.subarray(0, 3000), () => controller.abort());
        return isGet(path);
      },
      { signal: controller.signal },
    );
    assert.equal(code, 'interrupted');
  });

  it('does not know the image names those that are near', async () => {
    await using engine = await startFakeEngine({ names: ['sample:ci', 'ghcr.io/o/sample:pr', 'other:1', 'sample:2'] });
    const environment = { DOCKER_HOST: engine.host };
    const found = async (name: string) =>
      /it is not there; (.*)$/.exec((await refusal(`docker-daemon:${name}`, { environment })).message)?.[1];
    assert.equal(await found('sample:cj'), 'it has sample:ci, ghcr.io/o/sample:pr, sample:2');
    assert.equal(await found('ohter'), 'it has other:1');
    assert.equal(await found('zzzzzzzzzz'), 'it has 4 others, none of them like it');
  });

  it('is no engine is not taken for one', async () => {
    const socket = join(newFolder(), 'other.sock');
    const server = createServer((connection) => connection.end('220 mail.example ESMTP\r\n')).listen(socket);
    const { code, message } = await refusal('docker-daemon:a', { environment: { DOCKER_HOST: `unix://${socket}` } });
    server.close();
    assert.equal(code, 'engine');
    assert.match(message, /: it does not speak HTTP$/);
  });

  it('is not there, or is dead, is named with what was tried', async () => {
    const folder = newFolder();
    const dead = join(folder, 'dead.sock');
    spawnSync(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(dead)}, () => process.kill(process.pid, 'SIGKILL'))`,
    ]);
    const environment = { DOCKER_HOST: `unix://${dead}` };
    const { code, message, hint } = await refusal('docker-daemon:api:ci', { environment });
    assert.deepEqual(
      [code, message, hint],
      [
        'engine',
        `looking for the image api:ci: no container engine answers. Tried unix://${dead}, which DOCKER_HOST names: nothing listens there`,
        'start that engine, or change DOCKER_HOST',
      ],
    );
  });

  it('may not be spoken to says who may', { skip: process.getuid?.() !== 0 && 'becoming somebody else needs root' }, async () => {
    await using engine = await startFakeEngine({ image: plain, archive });
    process.seteuid!(65_534);
    try {
      const { code, message, hint } = await refusal('docker-daemon:sample:ci', { environment: { DOCKER_HOST: engine.host } });
      assert.equal(code, 'engine');
      assert.match(message, /: this user may not open it$/);
      assert.match(hint!, /^run as a user who may open unix:.*: root, or a member of the group docker/);
    } finally {
      process.seteuid!(0);
    }
  });

  it('lies behind ssh is reached by the docker CLI there', async () => {
    await using engine = await startFakeEngine({ image: plain, archive });
    const bin = newFolder();
    const bridge = `require('net').connect(${JSON.stringify(engine.socket)}).on('connect', function () { process.stdin.pipe(this).pipe(process.stdout) })`;
    writeFileSync(join(bin, 'bridge.js'), bridge);
    const wanted = '-T -o BatchMode=yes -o ConnectTimeout=15 -l me -p 2222 -- builder docker system dial-stdio';
    const script = `#!/bin/sh\n[ "$*" = "${wanted}" ] || { echo "me@builder: Permission denied (publickey)." >&2; exit 255; }\nexec ${process.execPath} ${bin}/bridge.js\n`;
    writeFileSync(join(bin, 'ssh'), script, { mode: 0o755 });
    const { PATH } = process.env;
    process.env.PATH = `${bin}:${PATH}`;
    try {
      const expected = await weighed(writeArchive(archive));
      assert.deepEqual(await weighed('docker-daemon:sample:ci', { environment: { DOCKER_HOST: 'ssh://me@builder:2222' } }), expected);
      const { code, message } = await refusal('docker-daemon:sample:ci', { environment: { DOCKER_HOST: 'ssh://you@builder' } });
      assert.equal(code, 'engine');
      assert.match(
        message,
        /Tried ssh:\/\/builder, which DOCKER_HOST names: ssh ended with 255: me@builder: Permission denied \(publickey\)\.$/,
      );
    } finally {
      process.env.PATH = PATH;
    }
  });
});
