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

const image = (annotations: Record<string, string> = {}, labels: Record<string, string> = {}) =>
  buildImage([...below, own], {
    manifest: { annotations },
    config: { config: { Labels: labels }, history: [{ created_by: 'COPY . /' }, { created_by: 'COPY . /' }] },
  });

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

  it('is known where the registry has it, and its layers are the lowest', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/base', '1', base);
    for (const named of [image(names(registry.host)), image({}, names(registry.host))]) {
      const { analysis } = await weighed(registry.push('o/api', 'ci', named));
      assert.deepEqual(analysis.base, { name: `${registry.host}/o/base:1`, digest: base.digest, layers: 1, knownBy: 'annotation' });
    }
    const other = registry.push('o/api', 'other', buildImage([own, own], { manifest: { annotations: names(registry.host) } }));
    assert.match((await weighed(other)).steps.join(), /^debug: \S+ is named as a base of .*, but its layers are not the lowest of it$/);
  });

  it('is not that of a label which the base brought along', async () => {
    await using registry = await StandInRegistry.start();
    registry.push('o/base', '1', base);
    const middle = [...below, { files: { runtime: 50 }, ...gzip }];
    const inherited = buildImage([...middle, own], {
      config: {
        config: { Labels: names(registry.host) },
        history: [{ created_by: 'x' }, { created_by: 'y' }, { created_by: 'CMD ["z"]', empty_layer: true }, { created_by: 'COPY . /' }],
      },
    });
    const { analysis } = await weighed(registry.push('o/api', 'ci', inherited));
    assert.deepEqual(analysis.base, { layers: 2, knownBy: 'history' });
  });

  it('is not asked for in a private network because an image says so, nor by an image in a file', async () => {
    await using registry = await StandInRegistry.start();
    await using stranger = await Loopback.listen(() => undefined);
    for (const host of [stranger.host, stranger.host.replace('127.0.0.1', 'localhost'), '10.0.0.1:5000', 'internal:5000', '[::1]:5000']) {
      const { analysis, steps } = await weighed(registry.push('o/api', 'ci', image(names(host))));
      assert.deepEqual([analysis.base, steps], [undefined, []], host);
    }
    assert.equal(stranger.seen.length, 0);
  });

  it('is passed over where the registry does not have it', async () => {
    await using registry = await StandInRegistry.start();
    const { analysis, steps } = await weighed(registry.push('o/api', 'ci', image(names(registry.host))));
    assert.equal(analysis.base, undefined);
    assert.match(
      steps.join('\n'),
      /^debug: whether \S+ is the base of \S+ could not be told: looking for .*: 127\.0\.0\.1:\d+ has no such image$/,
    );
  });
});
