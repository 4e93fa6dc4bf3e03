/** What a registry may do to whoever asks it: each ends in one sentence and exit code 2, and nothing is left behind. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { runPlimsoll } from '../../support/cli-run.ts';
import { type BuiltImage, digestOf, json, pointer, sampleImage, types } from '../../support/image-builder.ts';
import { newFolder } from '../../support/image-files.ts';
import { cutBehind, type Intercept, refuse, StandInRegistry } from './stand-in.ts';

const env = { HOME: newFolder() };

/** Sends for as long as somebody listens. */
function sendEndlessly(answer: ServerResponse): true {
  const piece = Buffer.alloc(1 << 16, 'a');
  const more = () => {
    while (!answer.destroyed && answer.write(piece));
  };
  answer.on('drain', more);
  more();
  return true;
}

/** Answers to whoever asks for what `path` matches. */
const at =
  (path: RegExp, act: (answer: ServerResponse) => true): Intercept =>
  (asked, answer) =>
    path.test(asked.path) ? act(answer) : undefined;

type Case = {
  does: string;
  /** What stderr says first. */
  says: RegExp;
  prepare(registry: StandInRegistry, image: BuiltImage): Intercept | undefined;
  /** How many requests are the most that it may take. */
  requests?: number;
};

const last = (image: BuiltImage) => image.layers[1]!;
const layer = /layer 1 \(sha256:[0-9a-f]{12}…\) of docker:\/\/127\.0\.0\.1:\d+\/o\/api:ci/.source;

const cases: Case[] = [
  {
    does: 'sends other bytes than the digest says',
    says: new RegExp(`^plimsoll: reading ${layer}: the stored bytes have the digest sha256:.*, where sha256:.* was declared$`, 'm'),
    prepare: (registry, image) => {
      // The time in the header of the gzip stream, and nothing else.
      const blob = Buffer.from(last(image).blob);
      blob[4]! ^= 1;
      registry.blobs.set(last(image).digest, blob);
      return undefined;
    },
  },
  {
    does: 'sends another image for a digest',
    says: /its bytes have the digest sha256:.*, where sha256:.* was declared$/m,
    prepare: (registry, image) => void registry.blobs.set(image.imageID, Buffer.from(image.config.toString().replace('linux', 'minix'))),
  },
  {
    does: 'has a blob of another size',
    says: /: 127\.0\.0\.1:\d+ has \d+ bytes, where \d+ were declared$/m,
    prepare: (registry, image) => void registry.blobs.set(last(image).digest, Buffer.alloc(7)),
  },
  {
    does: 'never stops sending a layer',
    says: /: more bytes came, where \d+ were declared$/m,
    prepare: (_registry, image) => at(new RegExp(last(image).digest), sendEndlessly),
  },
  {
    does: 'never stops sending a manifest',
    says: /: it is larger than the 8388608 bytes that such a document may have$/m,
    prepare: () => at(/manifests/, sendEndlessly),
  },
  {
    does: 'announces a manifest of 100 MB',
    says: /: it is larger than the 8388608 bytes that such a document may have$/m,
    prepare: () =>
      at(/manifests/, (answer) => {
        answer.writeHead(200, { 'Content-Length': 100_000_000 });
        answer.write('{');
        return true;
      }),
  },
  {
    does: 'says a digest of its manifest that is wrong',
    says: /: its bytes have the digest sha256:.*, where the registry says sha256:0+$/m,
    prepare: (_registry, image) =>
      at(/manifests/, (answer) => {
        answer.writeHead(200, { 'Docker-Content-Digest': `sha256:${'0'.repeat(64)}` }).end(image.manifest);
        return true;
      }),
  },
  {
    does: 'names a layer by a digest that cannot be checked',
    says: /: its digest cannot be checked, as it is neither sha256 nor sha512$/m,
    prepare: (registry, image) => {
      const strange = {
        ...JSON.parse(image.manifest.toString()),
        layers: image.layers.map(({ blob, mediaType }) => ({ ...pointer(mediaType, blob), digest: 'blake3:00' })),
      };
      registry.pushManifest('o/api', 'ci', json(strange));
      return undefined;
    },
  },
  {
    does: 'shows a page to log in on',
    says: /: 127\.0\.0\.1:\d+ answers with a web page, where a manifest was expected$/m,
    prepare: () =>
      at(/manifests/, (answer) => {
        answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end('<html>');
        return true;
      }),
  },
  {
    does: 'serves a manifest of the first schema',
    says: /it is a schema 1 manifest/,
    prepare: (registry) => void registry.pushManifest('o/api', 'ci', json({ schemaVersion: 1, fsLayers: [] })),
  },
  {
    does: 'has no such image',
    says: /^plimsoll: looking for docker:\/\/127\.0\.0\.1:\d+\/o\/api:ci: 127\.0\.0\.1:\d+ has no such image$/m,
    prepare: (registry) => void registry.manifests.clear(),
    requests: 1,
  },
  {
    does: 'has lost a layer',
    says: /: 127\.0\.0\.1:\d+ does not hold sha256:[0-9a-f]{64}, which the image names$/m,
    prepare: (registry, image) => void registry.blobs.delete(last(image).digest),
  },
  {
    does: 'has lost the manifest of a platform',
    says: /: the registry does not hold it, though the image's index names it$/m,
    prepare: (registry, image) => {
      registry.manifests.clear();
      registry.pushManifest(
        'o/api',
        'ci',
        json({ schemaVersion: 2, mediaType: types.index, manifests: [pointer(types.manifest, image.manifest)] }),
      );
      registry.manifests.delete(`o/api ${image.digest}`);
      return undefined;
    },
  },
  {
    does: 'may not be asked',
    says: /answers 403 \(DENIED\): it is not there, or may not be pulled without credentials$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 403, 'DENIED')),
    requests: 1,
  },
  {
    does: 'is asked too often',
    says: /answers 429 \(TOOMANYREQUESTS\), too many requests, without credentials$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '0' })),
    requests: 5,
  },
  {
    does: 'asks for a pause that is too long',
    says: /too many requests, and asks to wait for 21600 s, without credentials$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 429, 'TOOMANYREQUESTS', { 'Retry-After': '21600' })),
    requests: 1,
  },
  {
    does: 'asks for a pause that is past',
    says: /answers 503 \(UNAVAILABLE\)$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': new Date(0).toUTCString() })),
    requests: 5,
  },
  {
    does: 'asks for a pause without an end',
    says: /answers 503 \(UNAVAILABLE\)$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': '9'.repeat(400) })),
    requests: 1,
  },
  {
    does: 'is away for long',
    says: /answers 503 \(UNAVAILABLE\), and asks to wait for 600 s$/m,
    prepare: () => at(/./, (answer) => refuse(answer, 503, 'UNAVAILABLE', { 'Retry-After': '600' })),
    requests: 1,
  },
  {
    does: 'fails',
    says: /: 127\.0\.0\.1:\d+ answers 500$/m,
    prepare: () => at(/manifests/, (answer) => refuse(answer, 500, 'the words of a stranger')),
  },
  {
    does: 'redirects in a circle',
    says: /: it redirects more than 5 times$/m,
    prepare: () => (asked, answer) => Boolean(answer.writeHead(307, { Location: asked.path }).end()),
  },
  {
    does: 'redirects to a file',
    says: /: it redirects to what is no address$/m,
    prepare: () => (_asked, answer) => Boolean(answer.writeHead(307, { Location: 'file:///etc/passwd' }).end()),
  },
  {
    does: 'goes on somewhere else',
    says: /: asked for what follows byte 3, 127\.0\.0\.1:\d+ sends something else$/m,
    prepare: (_registry, image) => (asked, answer) => {
      if (!asked.path.includes(last(image).digest)) return undefined;
      if (asked.range === undefined) return cutBehind(last(image).blob, 3, answer);
      answer.writeHead(206, { 'Content-Range': `bytes 0-9/${last(image).blob.length}` }).end('0123456789');
      return true;
    },
  },
];

describe('a registry that', { concurrency: 4 }, () => {
  for (const { does, says, prepare, requests = 30 } of cases)
    it(does, async () => {
      await using registry = await StandInRegistry.start();
      const image = sampleImage('gzip');
      const reference = registry.push('o/api', 'ci', image);
      registry.intercept = prepare(registry, image) ?? registry.intercept;
      const { code, stdout, stderr } = await runPlimsoll(['analyze', '--quiet', reference], { env });
      assert.equal(code, 2, stderr);
      assert.equal(stdout, '');
      assert.match(stderr, says);
      // A sentence and a hint.
      assert.match(stderr, /^plimsoll: .*\n {2}hint: .*\n$/);
      assert.doesNotMatch(stderr, /stranger|this is a bug/);
      assert.ok(registry.seen.length <= requests, `${registry.seen.length} requests`);
      await registry.left();
    });

  it('nobody listens for', async () => {
    const { code, stderr } = await runPlimsoll(['analyze', '--quiet', 'docker://127.0.0.1:1/o/api'], { env });
    assert.equal(code, 2);
    assert.match(
      stderr,
      /^plimsoll: reading docker:\/\/127\.0\.0\.1:1\/o\/api:latest: 127\.0\.0\.1:1 cannot be asked: nothing listens there\n {2}hint: /,
    );
  });

  it('has a digest that is none of its images', async () => {
    await using registry = await StandInRegistry.start();
    const image = sampleImage();
    registry.push('o/api', 'ci', image);
    const { stderr } = await runPlimsoll(['analyze', `docker://${registry.host}/o/api@blake3:${'0'.repeat(64)}`], { env });
    assert.match(stderr, /its digest cannot be checked/);
    const digest = digestOf('other');
    registry.manifests.set(`o/api ${digest}`, { bytes: image.manifest, mediaType: types.manifest });
    const other = await runPlimsoll(['analyze', `docker://${registry.host}/o/api@${digest}`], { env });
    assert.match(other.stderr, /its bytes have the digest/);
  });
});
