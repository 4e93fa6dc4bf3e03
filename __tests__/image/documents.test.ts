import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  blobs,
  buildImage,
  digestOf,
  imageBlobs,
  json,
  layoutOf,
  type Members,
  ociLayout,
  pointer,
  sampleImage,
  types,
} from '../support/image-builder.ts';
import { load, loadOne, writeDirectory } from '../support/image-files.ts';

const oci = (members: Members) => `oci:${writeDirectory(members)}`;
const image = sampleImage();
/** The layout of the sample with another document in the manifest's place. */
const withManifest = (manifest: Buffer, mediaType: string = types.manifest) =>
  oci(layoutOf([pointer(mediaType, manifest)], [...imageBlobs(image), ...blobs(manifest)]));
const withIndex = (index: Buffer | string) =>
  oci(ociLayout(image).map(([name, member]): Members[number] => [name, name === 'index.json' ? Buffer.from(index) : member]));
const manifestWith = (change: Record<string, unknown>) => json({ ...(JSON.parse(image.manifest.toString()) as object), ...change });

describe('a document of an image', () => {
  /** What stands in the manifest's place, and what is said. */
  const manifests: [string, Buffer, { code: string; message: RegExp }][] = [
    [
      'text that is not JSON',
      Buffer.from('{"schemaVersion": 2, '),
      { code: 'content', message: /sha256:\w+ of OCI layout .*: it is not JSON \(21 bytes\)/ },
    ],
    ['nothing', Buffer.from(''), { code: 'content', message: /it is not JSON \(0 bytes\)/ }],
    ['null', Buffer.from('null'), { code: 'content', message: /the document is not what it should be: expected object, found nothing/ }],
    ['an array', Buffer.from('[]'), { code: 'content', message: /the document is not what it should be: expected object, found array/ }],
    [
      'a config that is text',
      manifestWith({ config: 'x' }),
      { code: 'content', message: /config is not what it should be: expected object, found string/ },
    ],
    [
      'no config',
      manifestWith({ config: undefined }),
      { code: 'content', message: /config is not what it should be: expected object, found nothing/ },
    ],
    [
      'layers that are no list',
      manifestWith({ layers: {} }),
      { code: 'content', message: /layers is not what it should be: expected array/ },
    ],
    [
      'a layer without a digest',
      manifestWith({ layers: [{ mediaType: 'x', size: 1 }] }),
      { code: 'content', message: /layers\[0\]\.digest is not what it should be: expected string, found nothing/ },
    ],
    [
      'a digest that climbs',
      manifestWith({ layers: [{ mediaType: 'x', size: 1, digest: 'sha256:../../../etc/passwd' }] }),
      { code: 'content', message: /layers\[0\]\.digest is not what it should be: expected a digest, ALGORITHM:HEX/ },
    ],
    [
      'a digest that is too short',
      manifestWith({ layers: [{ mediaType: 'x', size: 1, digest: 'sha256:abc' }] }),
      { code: 'content', message: /expected a digest/ },
    ],
    [
      'a negative size',
      manifestWith({ layers: [{ mediaType: 'x', size: -1, digest: digestOf('') }] }),
      { code: 'content', message: /layers\[0\]\.size is not what it should be/ },
    ],
    [
      'a size beyond 2^53',
      manifestWith({ layers: [{ mediaType: 'x', size: 2 ** 60, digest: digestOf('') }] }),
      { code: 'content', message: /layers\[0\]\.size is not what it should be/ },
    ],
    ['both lists at once', manifestWith({ manifests: [] }), { code: 'content', message: /an index and a manifest at once/ }],
    ['a schema 1 manifest', json({ schemaVersion: 1, fsLayers: [] }), { code: 'unsupported', message: /schema 1/ }],
    [
      'another type than was declared',
      manifestWith({ mediaType: 'application/vnd.docker.distribution.manifest.v2+json' }),
      { code: 'content', message: /it says that it is application\/vnd\.docker\.\S+, where application\/vnd\.oci\.\S+ was declared/ },
    ],
  ];
  for (const [name, bytes, error] of manifests)
    it(`is refused as a manifest that is or has ${name}`, async () => assert.rejects(load(withManifest(bytes)), error));

  it('is refused as an index that a manifest was declared to be', async () => {
    const index = json({
      schemaVersion: 2,
      manifests: [pointer(types.manifest, json({ schemaVersion: 2, manifests: [] }), { platform: { os: 'linux', architecture: 'amd64' } })],
    });
    const layout = layoutOf([pointer(types.index, index)], blobs(index, json({ schemaVersion: 2, manifests: [] })));
    await assert.rejects(load(oci(layout)), { code: 'content', message: /found an index, where a manifest was declared/ });
  });

  it('is refused as an index.json that is none', async () => {
    await assert.rejects(load(withIndex('<html>')), { code: 'content', message: /index\.json of OCI layout .*: it is not JSON/ });
    await assert.rejects(load(withIndex('{"name":"a web page"}')), {
      code: 'content',
      message: /it has no list of manifests, where an index was expected/,
    });
    await assert.rejects(load(withIndex('{"schemaVersion":2,"manifests":[]}')), {
      code: 'content',
      message: /its index\.json names nothing/,
    });
  });

  it('is refused as an artifact that stands alone', async () => {
    const chart = 'application/vnd.cncf.helm.config.v1+json';
    const byConfig = manifestWith({ config: pointer(chart, image.config) });
    await assert.rejects(load(withManifest(byConfig)), {
      code: 'unsupported',
      message: /found an artifact \(application\/vnd\.cncf\.helm\.config\.v1\+json\)/,
    });
    const byType = manifestWith({ artifactType: 'application/vnd.example.sbom' });
    await assert.rejects(load(withManifest(byType)), {
      code: 'unsupported',
      message: /found an artifact \(application\/vnd\.example\.sbom\)/,
    });
    const empty = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf('{}'), size: 2 };
    await assert.rejects(load(withManifest(manifestWith({ config: empty, layers: [empty] }))), {
      code: 'unsupported',
      message: /oci\.empty/,
    });
  });

  it('is refused where its digest or its size is not what was declared', async () => {
    const changed = (name: string, bytes: Buffer) =>
      oci(ociLayout(image).map(([each, member]): Members[number] => [each, each.endsWith(name.slice(7)) ? bytes : member]));
    const flipped = Buffer.from(image.config);
    flipped[flipped.indexOf('linux')] = 0x4c;
    await assert.rejects(load(changed(image.imageID, flipped)), {
      code: 'content',
      message: new RegExp(`the config of OCI layout .*: its bytes have the digest sha256:\\w+, where ${image.imageID} was declared`),
    });
    await assert.rejects(load(changed(image.digest, image.manifest.subarray(0, 50))), {
      code: 'content',
      message: new RegExp(`its blob ${image.digest} has 50 bytes, where ${image.manifest.length} were declared`),
    });
  });

  it('is refused where it is missing', async () => {
    const without = (digest: string) => oci(ociLayout(image).filter(([name]) => !name.endsWith(digest.slice(7))));
    await assert.rejects(load(without(image.imageID)), { code: 'content', message: new RegExp(`its config ${image.imageID} is missing`) });
    await assert.rejects(load(without(image.digest)), { code: 'content', message: new RegExp(`its blob ${image.digest} is missing`) });
  });

  it('is refused where it is larger than such a document may be', async () => {
    const manifest = manifestWith({ annotations: { filler: 'x'.repeat(8 << 20) } });
    await assert.rejects(load(withManifest(manifest)), { code: 'content', message: /larger than the 8388608 bytes/ });
    const config = buildImage([], { config: { filler: 'x'.repeat(32 << 20) } });
    await assert.rejects(load(oci(ociLayout(config))), { code: 'content', message: /larger than the 33554432 bytes/ });
  });

  it('is never asked where its content lies: that is for the source to say', async () => {
    const layers = image.layers.map(({ blob, mediaType }) => pointer(mediaType, blob, { at: 'oci-layout' }));
    const loaded = await loadOne(withManifest(manifestWith({ layers })));
    assert.deepEqual(
      loaded.layers.map(({ descriptor }) => descriptor.at),
      [undefined, undefined, undefined],
    );
  });

  it('may be odd in what does not matter', async () => {
    const layers = image.layers.map(({ blob, mediaType }) => pointer(mediaType, blob, { annotations: { count: 3 }, platform: 'none' }));
    assert.equal((await loadOne(withManifest(manifestWith({ layers, annotations: null, subject: 7 })))).layers.length, 3);
  });
});
