/** A registry that has bad days gives its images all the same. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Weighed } from '../../../src/analysis/analysis.ts';
import type { ExpectedError } from '../../../src/errors.ts';
import { parseImageName } from '../../../src/image/image-name.ts';
import { openRegistryImage, type RegistryOptions } from '../../../src/sources/registry/open-registry.ts';
import { weighSource } from '../../../src/weigh.ts';
import { buildImage } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { cutBehind, type Intercept, Loopback, refuse, StandInRegistry } from './stand-in.ts';

const image = buildImage([
  { files: { noise: randomBytes(40_000).toString('latin1') }, compression: 'gzip' },
  { files: { small: 100 }, compression: 'gzip' },
]);
const { digest, blob } = image.layers[0]!;

async function weighAt(registry: StandInRegistry, options: RegistryOptions = {}): Promise<Weighed> {
  registry.push('o/api', 'ci', image);
  const name = parseImageName(`${registry.host}/o/api:ci`)!;
  await using source = openRegistryImage(name, { environment: { HOME: newFolder() }, patience: { pause: 0 }, ...options });
  return (await weighSource(source, 'api'))[0]!;
}

describe('a layer that is cut off', () => {
  it('goes on where it was cut, as often as something comes', async () => {
    await using registry = await StandInRegistry.start();
    const ranges: (string | undefined)[] = [];
    registry.intercept = ({ path, range }, answer) => {
      if (!path.includes(digest)) return undefined;
      ranges.push(range);
      const from = Number(/\d+/.exec(range ?? '0')?.[0]);
      if (ranges.length > 3) return undefined;
      const headers = range === undefined ? {} : { 'Content-Range': `bytes ${from}-${blob.length - 1}/${blob.length}` };
      answer.writeHead(range === undefined ? 200 : 206, { 'Content-Length': blob.length - from, ...headers });
      answer.write(blob.subarray(from, from + 1000), () => answer.destroy());
      return true;
    };
    const { analysis } = await weighAt(registry);
    assert.equal(analysis.layers[0]!.digest, digest);
    assert.deepEqual(ranges, [undefined, 'bytes=1000-', 'bytes=2000-', 'bytes=3000-']);
  });

  it('is read again from the start where the registry knows no ranges', async () => {
    await using registry = await StandInRegistry.start();
    let times = 0;
    registry.intercept = ({ path }, answer) => {
      if (!path.includes(digest)) return undefined;
      if (++times <= 2) return cutBehind(blob, 1000 * times, answer);
      answer.writeHead(200, { 'Content-Length': blob.length }).end(blob);
      return true;
    };
    await weighAt(registry);
    assert.equal(times, 3);
  });

  it('is given up where hardly anything comes', async () => {
    await using registry = await StandInRegistry.start();
    registry.intercept = ({ path }, answer) => (path.includes(digest) ? cutBehind(blob, 3, answer) : undefined);
    await assert.rejects(weighAt(registry), {
      code: 'registry',
      message: /broke off 5 times, the last time behind byte 3 of \d+: the connection was cut$/,
    });
    assert.equal(registry.asked(new RegExp(digest)).length, 5);
  });

  it('is given up where its digest is wrong in the end', async () => {
    await using registry = await StandInRegistry.start();
    registry.intercept = ({ path, range }, answer) => {
      if (!path.includes(digest)) return undefined;
      if (range === undefined) return cutBehind(Buffer.concat([blob.subarray(0, 30), Buffer.alloc(blob.length - 30)]), 100, answer);
      return undefined;
    };
    await assert.rejects(weighAt(registry), { code: 'content' });
  });
});

describe('a registry', () => {
  it('that is busy is asked again when it says', async () => {
    await using registry = await StandInRegistry.start();
    let times = 0;
    registry.intercept = (_asked, answer) => {
      times++;
      if (times === 1) return refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '0' });
      if (times === 2) return refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': new Date(0).toUTCString() });
      if (times === 3) return refuse(answer, 502, 'UNAVAILABLE');
      if (times !== 5) return undefined;
      answer.destroy();
      return true;
    };
    await weighAt(registry);
    // A manifest, a config, two layers.
    assert.equal(times, 4 + 4);
  });

  it('that cuts a manifest is asked for it again', async () => {
    await using registry = await StandInRegistry.start();
    let times = 0;
    registry.intercept = ({ path }, answer) =>
      path.includes('manifests') && ++times < 3 ? cutBehind(image.manifest, 20, answer) : undefined;
    await weighAt(registry);
    assert.equal(times, 3);
  });

  it('that falls silent is not waited for for ever', async () => {
    await using registry = await StandInRegistry.start();
    registry.intercept = ({ path }, answer) => {
      if (!path.includes(digest)) return undefined;
      answer.writeHead(200, { 'Content-Length': blob.length }).write(blob.subarray(0, 10));
      return true;
    };
    await assert.rejects(weighAt(registry, { patience: { pause: 0, piece: 200 } }), {
      code: 'registry',
      message: /: nothing came for 0\.2 s$/,
    });
    const before = registry.asked(/manifests/).length;
    registry.intercept = () => true;
    await assert.rejects(weighAt(registry, { patience: { pause: 0, answer: 200 } }), {
      code: 'registry',
      message: /does not answer within 0\.2 s$/,
    });
    // On a slow machine its time may be over before the request has come.
    assert.ok(registry.asked(/manifests/).length <= before + 1, 'it is not asked twice in vain');
    await registry.left();
  });

  it('is left at once when the run is interrupted', async () => {
    await using registry = await StandInRegistry.start();
    const controller = new AbortController();
    registry.intercept = ({ path }, answer) => {
      if (!path.includes(digest)) return undefined;
      answer.writeHead(200, { 'Content-Length': blob.length }).write(blob.subarray(0, 10), () => controller.abort());
      return true;
    };
    await assert.rejects(weighAt(registry, { signal: controller.signal }), { code: 'interrupted' });
    await registry.left();
  });
});

describe('a token server that is busy', () => {
  const weighWith = async (
    busy: Intercept,
    options: RegistryOptions = {},
  ): Promise<{ registry: string; tokens: string; asked: number; failed: unknown }> => {
    await using registry = await StandInRegistry.start();
    await using tokens = await Loopback.listen(busy);
    registry.intercept = ({ authorization }, answer) =>
      authorization === 'Bearer good'
        ? undefined
        : refuse(answer, 401, 'UNAUTHORIZED', { 'WWW-Authenticate': `Bearer realm="http://${tokens.host}/token"` });
    const failed: unknown = await weighAt(registry, options).then(
      () => undefined,
      (error: unknown) => error,
    );
    return { registry: registry.host, tokens: tokens.host, asked: tokens.seen.length, failed };
  };

  it('is asked again when it says', async () => {
    let times = 0;
    const busy: Intercept = (_asked, answer) => {
      if (++times <= 2) return refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '0' });
      if (times === 3) return refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': new Date(0).toUTCString() });
      return Boolean(answer.end('{"token":"good"}'));
    };
    // By its own choice nobody would be back within the hour.
    const { asked, failed } = await weighWith(busy, { patience: { pause: 3_600_000 } });
    assert.equal(failed, undefined);
    assert.equal(asked, 4);
  });

  it('is not waited for where it asks for too long a pause, which is told', async () => {
    const busy: Intercept = (_asked, answer) => refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '21600' });
    const { registry, tokens, asked, failed } = await weighWith(busy);
    assert.equal(asked, 1);
    const found = `asking ${tokens} for leave to pull o/api from ${registry}: it answers 429, too many requests, and asks to wait for 21600 s`;
    const { message, hint } = failed as ExpectedError;
    assert.equal(message, `${found}, without credentials`);
    assert.equal(hint, `try again later, or log in, which allows more: docker login ${registry}`);
  });

  it('is not to be logged in at by who is', async () => {
    const busy: Intercept = (_asked, answer) => refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '0' });
    const HOME = newFolder();
    mkdirSync(join(HOME, '.docker'));
    const store = '#!/bin/sh\necho \'{"Username":"me","Secret":"secret"}\'\n';
    writeFileSync(join(HOME, 'docker-credential-here'), store, { mode: 0o755 });
    writeFileSync(join(HOME, '.docker', 'config.json'), '{"credsStore":"here"}');
    const { asked, failed } = await weighWith(busy, { environment: { HOME, PATH: `${HOME}:/usr/bin:/bin` } });
    assert.equal(asked, 5);
    const { message, hint } = failed as ExpectedError;
    assert.match(message, /: it answers 429, too many requests, with the credentials of docker-credential-here, /);
    assert.equal(hint, 'try again later, or with an account that is allowed more');
  });

  it('is not what a login helps against where it fails', async () => {
    const { tokens, failed } = await weighWith((_asked, answer) => refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': '600' }));
    const { message, hint } = failed as ExpectedError;
    assert.match(message, /: it answers 503, and asks to wait for 600 s$/);
    assert.equal(hint, `try again later; the log of ${tokens} says more`);
  });
});
