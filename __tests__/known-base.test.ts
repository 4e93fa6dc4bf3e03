/** Who is asked for a base image, who is not, and that what is said of it badly does no harm. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis } from '../src/analysis/analysis.ts';
import { weigh } from '../src/weigh.ts';
import { Loopback, StandInRegistry } from './sources/registry/stand-in.ts';
import { type BuiltImage, buildImage, digestOf, json, pointer, types } from './support/image-builder.ts';

const gzip = { compression: 'gzip' } as const;
const below = [{ files: { 'usr/lib': 500 }, ...gzip }];
const own = { files: { app: 100 }, ...gzip };

/** A provenance of mode `max` that a copy made the image's second layer. */
const provenance = ({ layers }: BuiltImage) => {
  const chain = (count: number) => [layers.slice(0, count).map(({ digest }) => ({ digest }))];
  return {
    predicate: {
      buildConfig: {
        llbDefinition: [
          { id: 'base', op: { Op: { source: { identifier: `docker-image://docker.io/library/debian:12@${digestOf('debian')}` } } } },
          { id: 'copy', op: { Op: { file: { actions: [{ input: 0 }] } } }, inputs: ['base:0'] },
          { id: 'last', op: { Op: {} }, inputs: ['copy:0'] },
        ],
      },
      metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { layers: { 'base:0': chain(1), 'copy:0': chain(2) } } },
    },
  };
};

/** Pushes an image with an attestation beside it; `of` is the image that it speaks of. */
function pushAttested(
  registry: StandInRegistry,
  image: BuiltImage,
  statement: Buffer,
  { of = image.digest, size = statement.length } = {},
) {
  const config = json({ os: 'unknown', architecture: 'unknown' });
  const annotations = { 'in-toto.io/predicate-type': 'https://slsa.dev/provenance/v0.2' };
  const layer = { ...pointer('application/vnd.in-toto+json', statement, { annotations }), size };
  const manifest = json({ schemaVersion: 2, mediaType: types.manifest, config: pointer(types.config, config), layers: [layer] });
  const about = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': of };
  const platform = { os: 'linux', architecture: 'amd64' };
  const manifests = [
    pointer(types.manifest, image.manifest, { platform }),
    pointer(types.manifest, manifest, { annotations: about, platform: { os: 'unknown', architecture: 'unknown' } }),
  ];
  registry.push('o/api', 'alone', image);
  registry.pushManifest('o/api', 'statement', manifest);
  registry.blobs.set(digestOf(statement), statement);
  return registry.pushManifest('o/api', 'ci', json({ schemaVersion: 2, mediaType: types.index, manifests }));
}

const copied = { created_by: 'COPY . /' };
const command = { created_by: 'CMD ["z"]', empty_layer: true };

const image = (annotations: Record<string, string> = {}, labels: Record<string, string> = {}, history: unknown[] = [copied, copied]) =>
  buildImage([...below, own], { manifest: { annotations }, config: { config: { Labels: labels }, history } });

async function weighed(reference: string, options: Parameters<typeof weigh>[1] = {}): Promise<{ analysis: Analysis; steps: string[] }> {
  const steps: string[] = [];
  const [one] = await weigh(reference, { ...options, onStep: (line, level) => steps.push(`${level}: ${line}`) });
  return { analysis: one!.analysis, steps };
}

describe('an attestation beside an image', () => {
  it('tells its base, and is not fetched where the sizes are enough or somebody names the base', async () => {
    await using registry = await StandInRegistry.start();
    const reference = pushAttested(registry, image(), json(provenance(image())));
    const { analysis, steps } = await weighed(reference);
    assert.deepEqual(analysis.base, { name: 'debian:12', digest: digestOf('debian'), layers: 1, knownBy: 'provenance' });
    assert.deepEqual(steps, []);
    const whole = registry.seen.length;
    await weighed(reference, { base: 'named' });
    assert.equal(registry.seen.length, 2 * whole - 2);
    registry.seen.length = 0;
    assert.equal((await weighed(reference, { sizesOnly: true })).analysis.base, undefined);
    assert.equal(registry.seen.length, 3);
  });

  const statement = json(provenance(image()));
  for (const [what, bytes, more, said] of [
    ['is of another image', statement, { of: digestOf('another') }, undefined],
    ['is no JSON', Buffer.from('{"predicate":'), {}, /it is not JSON/],
    ['is larger than it says', statement, { size: 10 }, /./],
    ['is larger than such a thing can be', statement, { size: 17 << 20 }, /larger than the 16777216 bytes/],
    ['says something else', json({ predicate: [] }), {}, undefined],
    ['says nothing', json('nothing'), {}, undefined],
  ] as const)
    it(`does no harm where it ${what}`, async () => {
      await using registry = await StandInRegistry.start();
      const { analysis, steps } = await weighed(pushAttested(registry, image(), bytes, more));
      assert.equal(analysis.sizes.total, 600);
      assert.equal(analysis.base, undefined);
      assert.equal(steps.length, said === undefined ? 0 : 1, steps.join('\n'));
      if (said !== undefined) assert.match(steps[0]!, said);
    });
});

describe('a base that an image names', () => {
  const key = 'org.opencontainers.image.base';
  const base = buildImage(below);
  const names = (host: string, digest = base.digest) => ({ [`${key}.name`]: `${host}/o/base:1`, [`${key}.digest`]: digest });

  const ended = [copied, command, copied];

  it('is known where the registry has it, its layers are the lowest, and the history ends it there', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/base', '1', base);
    for (const named of [image(names(registry.host), {}, ended), image({}, names(registry.host), ended)]) {
      const { analysis } = await weighed(registry.push('o/api', 'ci', named));
      assert.deepEqual(analysis.base, { name: `${registry.host}/o/base:1`, digest: base.digest, layers: 1, knownBy: 'annotation' });
      assert.equal(analysis.unknown, undefined);
    }
    const other = registry.push('o/api', 'other', buildImage([own, own], { manifest: { annotations: names(registry.host) } }));
    assert.match(
      (await weighed(other)).steps.join(),
      /^debug: \S+: \S+\/base:1 is named as its base, but its layers are not the lowest of the image$/,
    );
  });

  it('is not that of an annotation or a label which the base brought along', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/base', '1', base);
    const middle = [...below, { files: { runtime: 50 }, ...gzip }];
    const inherited = (said: object, history: object[], manifest = {}) =>
      buildImage([...middle, own], { config: { config: said, history }, manifest });
    const history = [copied, copied, command, copied];
    const name = `${registry.host}/o/base:1`;
    for (const [one, layers] of [
      [inherited({ Labels: names(registry.host) }, history), 2],
      [inherited({}, history, { annotations: names(registry.host) }), 2],
    ] as const) {
      const { analysis } = await weighed(registry.push('o/api', 'ci', one));
      assert.deepEqual([analysis.base?.layers, analysis.base?.knownBy, analysis.unknown], [layers, 'history', undefined]);
    }
    const silent = inherited({}, [copied, copied, copied], { annotations: names(registry.host) });
    const { analysis } = await weighed(registry.push('o/api', 'ci', silent));
    assert.equal(analysis.base, undefined);
    const reason = `${name} is named as its base, and may be the base of that: its history does not end it there`;
    assert.deepEqual(
      analysis.unknown,
      ['own', 'base'].map((metric) => ({ metric, reason })),
    );
  });

  it('is not asked for because an image says so, save of its own registry and Docker Hub, nor by an image in a file', async () => {
    await using registry = await StandInRegistry.start();
    await using stranger = await Loopback.listen(() => undefined);
    const local = stranger.host.replace('127.0.0.1', 'localhost');
    for (const host of [stranger.host, local, '10.0.0.1:5000', 'internal:5000', '[::1]:5000', 'harbor.corp.example', 'ghcr.io']) {
      const { analysis, steps } = await weighed(registry.push('o/api', 'ci', image(names(host))));
      const reason = `${host}/o/base:1 may be its base, but for an image's word only its own registry and Docker Hub are asked`;
      assert.deepEqual([analysis.base, steps.length, analysis.unknown?.[0]?.reason], [undefined, 1, reason], host);
    }
    assert.equal(stranger.seen.length, 0);
  });

  it('is passed over where the registry does not have it', async () => {
    await using registry = await StandInRegistry.start();
    const { analysis, steps } = await weighed(registry.push('o/api', 'ci', image(names(registry.host))));
    assert.equal(analysis.base, undefined);
    const reason = /^\S+ is named as its base, but the registry could not confirm it: looking for .*: 127\.0\.0\.1:\d+ has no such image$/;
    assert.match(analysis.unknown?.find(({ metric }) => metric === 'own')?.reason ?? '', reason);
    assert.match(steps.join('\n'), /^debug: \S+: \S+ is named as its base, but the registry could not confirm it: looking for /);
  });
});

describe('the images that a provenance names', () => {
  const runtime = { files: { runtime: 50 }, ...gzip };
  const [lower, upper] = [buildImage(below), buildImage([...below, runtime])];
  const whole = buildImage([...below, runtime, own], { config: { history: [copied, copied, copied] } });
  const missing = digestOf('missing');

  /** Weighs an image whose provenance names these, all of this registry where they say no other. */
  async function knownOf(named: (host: string) => { uri: string; digest?: string }[]) {
    await using registry = await StandInRegistry.start();
    registry.push('o/lower', '1', lower);
    registry.push('o/upper', '1', upper);
    const host = encodeURIComponent(registry.host);
    const materials = named(`pkg:docker/${host}`).map(({ uri, digest }) => ({
      uri,
      digest: digest === undefined ? {} : { sha256: digest.slice('sha256:'.length) },
    }));
    const { analysis } = await weighed(pushAttested(registry, whole, json({ predicate: { materials } }), { of: whole.digest }));
    const asked = registry.seen.filter((line) => JSON.stringify(line).includes('/o/lower') || JSON.stringify(line).includes('/o/upper'));
    return { base: analysis.base && [analysis.base.layers, analysis.base.knownBy], reason: analysis.unknown?.[0]?.reason, asked };
  }
  const both = (at: string) => [
    { uri: `${at}/o/lower@1?platform=linux%2Famd64`, digest: lower.digest },
    { uri: `${at}/o/upper@1?platform=linux%2Famd64`, digest: upper.digest },
  ];

  it('hold the base where each of them has answered: the one with the most layers', async () => {
    const frontend = { uri: 'pkg:docker/docker/dockerfile@1', digest: missing };
    const scanner = { uri: 'pkg:docker/docker/buildkit-syft-scanner@stable-1', digest: missing };
    assert.deepEqual((await knownOf((at) => [frontend, ...both(at), scanner])).base, [2, 'provenance']);
  });

  for (const [what, more, said] of [
    [
      'could not be asked',
      (at: string) => ({ uri: `${at}/o/gone@1`, digest: missing }),
      /gone:1 may be its base, but the registry could not/,
    ],
    [
      'is of another registry',
      () => ({ uri: 'pkg:docker/harbor.corp.example/x@1', digest: missing }),
      /^harbor\.corp\.example\/x:1 may be/,
    ],
    ['was taken from a folder', () => ({ uri: 'pkg:oci/x@1', digest: missing }), undefined],
    ['has no digest', (at: string) => ({ uri: `${at}/o/upper@1` }), undefined],
  ] as const)
    it(`tell nothing where one of them ${what}`, async () => {
      const { base, reason } = await knownOf((at) => [...both(at), more(at)]);
      assert.equal(base, undefined);
      if (said === undefined) assert.equal(reason, undefined);
      else assert.match(reason ?? '', said);
    });

  it('tell nothing where there are more than are asked for, and then none is', async () => {
    const { base, reason, asked } = await knownOf((at) => [
      ...both(at),
      ...['a', 'b', 'c'].map((name) => ({ uri: `${at}/o/${name}@1`, digest: digestOf(name) })),
    ]);
    assert.deepEqual([base, asked], [undefined, []]);
    assert.equal(reason, '5 images are named of which one may be its base, and at most 4 are asked for');
  });
});
