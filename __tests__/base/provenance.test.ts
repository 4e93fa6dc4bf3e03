/** What BuildKit's provenance says of a base, and that a hostile one says nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { baseOfSteps, buildFileOf, materialsOf } from '../../src/base/provenance.ts';
import type { Layer } from '../../src/image/image.ts';
import { sampleDigest } from '../analysis/sample-analysis.ts';

const layersOf = (...names: string[]): Layer[] =>
  names.map((name) => ({
    diffID: sampleDigest(`unpacked ${name}`),
    descriptor: { mediaType: '', digest: sampleDigest(name), size: 1 },
    sizeIsCompressed: true,
    present: true,
  }));
const chain = (...names: string[]) => [names.map((name) => ({ digest: sampleDigest(name), size: 1 }))];
const sourceStep = (id: string, identifier: string) => ({ id, op: { Op: { source: { identifier } } } });
const copyStep = (id: string, ...inputs: string[]) => ({
  id,
  op: { Op: { file: { actions: [{ input: 0, secondaryInput: 1, Action: {} }] } } },
  inputs,
});
const result = (input: string) => ({ id: 'last', op: { Op: {} }, inputs: [input] });

const digest = sampleDigest('debian');
const debian = `docker-image://docker.io/library/debian:12@${digest}`;
const steps = [
  sourceStep('base', debian),
  sourceStep('context', 'local://context'),
  copyStep('copy', 'base:0', 'context:0'),
  result('copy:0'),
];
const image = layersOf('a', 'b', 'own');
const chains = { 'base:0': chain('a', 'b'), 'copy:0': chain('a', 'b', 'own') };

type Said = { steps?: unknown; chains?: unknown; dockerfile?: string; args?: unknown };

const first = ({ steps: given = steps, chains: layers = chains, dockerfile, args = {} }: Said = {}) => ({
  materials: [{ uri: 'pkg:docker/debian@12?platform=linux%2Famd64', digest: { sha256: digest.slice(7) } }],
  invocation: { parameters: { args } },
  buildConfig: { llbDefinition: given },
  metadata: { 'https://mobyproject.org/buildkit@v1#metadata': { layers, ...sourceOf(dockerfile) } },
});
const second = ({ steps: given = steps, chains: layers = chains, dockerfile, args = {} }: Said = {}) => ({
  buildDefinition: {
    externalParameters: { request: { args } },
    internalParameters: { buildConfig: { llbDefinition: given } },
    resolvedDependencies: [{ uri: 'pkg:docker/127.0.0.1%3A5000/base@1', digest: { sha256: digest.slice(7) } }],
  },
  runDetails: { metadata: { buildkit_metadata: { layers, ...sourceOf(dockerfile) } } },
});
const sourceOf = (dockerfile: string | undefined) =>
  dockerfile === undefined
    ? {}
    : { source: { infos: [{ filename: 'Dockerfile', language: 'Dockerfile', data: Buffer.from(dockerfile).toString('base64') }] } };

const known = { name: 'debian:12', digest, layers: 2, knownBy: 'provenance' };

describe('the steps of a provenance', () => {
  it('lead to the base, in both versions of the predicate', () => {
    assert.deepEqual(baseOfSteps(first(), image), known);
    assert.deepEqual(baseOfSteps(second(), image), known);
  });

  it('fit by their number where layers were compressed anew, and where they are unpacked', () => {
    assert.deepEqual(baseOfSteps(first(), layersOf('x', 'y', 'z')), known);
    assert.equal(baseOfSteps(first(), layersOf('x', 'y', 'z', 'more')), undefined);
    const unpacked = image.map((layer) => ({ ...layer, descriptor: { mediaType: '' } }));
    assert.deepEqual(baseOfSteps(first(), unpacked), known);
  });

  it('are followed through mounts, merges and the actions of one step', () => {
    const through = (...between: { id: string }[]) => [...steps.slice(0, 2), ...between, result(`${between.at(-1)!.id}:0`)];
    const run = {
      id: 'run',
      op: { Op: { exec: { mounts: [{ dest: '/cache', input: 1, output: -1 }, { dest: '/' }] } } },
      inputs: ['base:0', 'context:0'],
    };
    const merge = { id: 'merge', op: { Op: { merge: { inputs: [{}, { input: 1 }] } } }, inputs: ['run:0', 'context:0'] };
    const twice = {
      id: 'twice',
      op: {
        Op: {
          file: {
            actions: [
              { input: 0, output: -1 },
              { input: 2, secondaryInput: 1, output: 0 },
            ],
          },
        },
      },
      inputs: ['merge:0', 'context:0'],
    };
    assert.deepEqual(baseOfSteps(first({ steps: through(run, merge, twice) }), image), known);
  });

  it('say so where the image stands on nothing', () => {
    const scratch = [copyStep('copy', 'context:0'), result('copy:0')].map((step) =>
      step.id === 'copy' ? { ...step, op: { Op: { file: { actions: [{ input: -1, secondaryInput: 0 }] } } } } : step,
    );
    const found = baseOfSteps(first({ steps: [steps[1], ...scratch] }), image);
    assert.deepEqual(found, { name: 'scratch', layers: 0, knownBy: 'provenance' });
  });

  it('give a name that moves with its pin only where the user has pinned it', () => {
    const pinned = `debian:12@${digest.slice(0, 19)}`;
    assert.equal(baseOfSteps(first({ dockerfile: `FROM debian:12@${digest}` }), image)?.name, pinned);
    assert.equal(baseOfSteps(first({ dockerfile: 'FROM $BASE', args: { 'build-arg:BASE': `debian:12@${digest}` } }), image)?.name, pinned);
    assert.equal(baseOfSteps(first({ args: { 'context:base': `oci-layout://x@${digest}` } }), image)?.name, 'debian:12');
    assert.equal(baseOfSteps(first({ dockerfile: 'FROM debian:12' }), image)?.name, 'debian:12');
  });
});

describe('a provenance that does not fit, or was made to harm', () => {
  const hostile: Record<string, Said> = {
    'goes in a circle': { steps: [copyStep('one', 'two:0'), copyStep('two', 'one:0'), result('one:0')] },
    'stands on itself': { steps: [copyStep('one', 'one:0'), result('one:0')] },
    'has actions in a circle': {
      steps: [
        {
          id: 'x',
          op: {
            Op: {
              file: {
                actions: [
                  { input: 1, output: 0 },
                  { input: 0, output: 1 },
                ],
              },
            },
          },
          inputs: [],
        },
        result('x:0'),
      ],
    },
    'leads nowhere': { steps: [result('nothing:0')] },
    'leads to a folder': { steps: [steps[1], result('context:0')] },
    'has no steps': { steps: [] },
    'has steps that are no list': { steps: { length: 3 } },
    'has steps of another kind': { steps: [1, null, 'x'] },
    'has more layers than the image': { chains: { 'base:0': chain('a', 'b', 'own', 'more') } },
    'has other layers': { chains: { 'base:0': chain('a', 'x') } },
    'has no layers': { chains: {} },
    'has layers of another kind': { chains: { 'base:0': [[{ digest: 5 }]] } },
    'has an input beyond all': { steps: [{ ...copyStep('copy'), inputs: [] }, result('copy:0')] },
    'counts in fractions': { steps: [steps[0], { ...steps[2], op: { Op: { merge: { inputs: [{ input: 0.5 }] } } } }, result('copy:0')] },
    'has too many steps': { steps: Array.from({ length: 50_001 }, (_, index) => sourceStep(`s${index}`, debian)) },
  };
  for (const [what, said] of Object.entries(hostile)) {
    it(`says nothing where it ${what}`, () => {
      assert.equal(baseOfSteps(first(said), image), undefined);
      assert.equal(baseOfSteps(second(said), image), undefined);
    });
  }

  it('says nothing where its steps together take more than a build can, and is not long about it', () => {
    const file = (count: number, input: (index: number) => string, action = { input: 0, output: 0 }) => ({
      id: 'x',
      op: { Op: { file: { actions: Array.from({ length: count }, (_, output) => ({ ...action, output })) } } },
      inputs: Array.from({ length: count }, (_, index) => input(index)),
    });
    const onItself = { ...file(20_000, () => 'x:0'), inputs: Array.from({ length: 20_000 }, (_, index) => `x:${index + 1}`) };
    const byNext = onItself.op.Op.file.actions.map((action, index) => ({ ...action, input: index }));
    const walk = { ...onItself, op: { Op: { file: { actions: byNext } } } };
    const started = process.cpuUsage();
    for (const step of [walk, file(60_000, () => 'base:0'), onItself])
      assert.equal(baseOfSteps(first({ steps: [steps[0], step, result('x:0')] }), image), undefined);
    const { user, system } = process.cpuUsage(started);
    assert.ok(user + system < 5_000_000, `${user + system} µs`);
    assert.deepEqual(baseOfSteps(first({ steps: [steps[0], file(1000, () => 'base:0'), result('x:0')] }), image), known);
  });

  it('says nothing where it is none', () => {
    for (const none of [undefined, null, 5, 'x', [], {}, { buildDefinition: 5 }, { buildConfig: null, metadata: [] }]) {
      assert.equal(baseOfSteps(none, image), undefined);
      assert.deepEqual(materialsOf(none) ?? [], []);
      assert.equal(buildFileOf(none), undefined);
    }
  });

  it('does not lend the base a name that is none', () => {
    const found = baseOfSteps(first({ steps: [sourceStep('base', 'docker-image://\u001b[31m red'), ...steps.slice(1)] }), image);
    assert.deepEqual(found, { layers: 2, knownBy: 'provenance' });
  });
});

describe('the materials of a provenance', () => {
  it('are images with their digests', () => {
    assert.deepEqual(materialsOf(first()), [{ name: 'debian:12', digest }]);
    assert.deepEqual(materialsOf(second()), [{ name: '127.0.0.1:5000/base:1', digest }]);
    const frontend = { uri: 'pkg:docker/docker/dockerfile@1', digest: {} };
    assert.deepEqual(materialsOf({ materials: [frontend, { uri: 'https://github.com/o/r', digest: { sha1: 'x' } }] }), []);
  });

  it('are told whole or not at all', () => {
    const { materials } = first();
    for (const other of [
      { uri: 'pkg:docker/x@1', digest: {} },
      { uri: 'pkg:docker/%E0%A4%A@1', digest: { sha256: digest.slice(7) } },
      { uri: 'pkg:oci/x@1', digest: { sha256: digest.slice(7) } },
      { uri: 'pkg:docker', digest: { sha256: digest.slice(7) } },
    ])
      assert.equal(materialsOf({ materials: [...materials, other] }), undefined, other.uri);
  });
});

describe('the Dockerfile in a provenance', () => {
  it('comes with its target, arguments and contexts', () => {
    const args = { target: 'web', 'build-arg:A': '1', 'context:base:1::linux/amd64': 'oci-layout://x', 'frontend.caps': 'y', odd: 5 };
    assert.deepEqual(buildFileOf(first({ dockerfile: 'FROM x', args })), {
      text: 'FROM x',
      target: 'web',
      args: { A: '1' },
      contexts: { 'base:1': 'oci-layout://x' },
    });
    assert.equal(buildFileOf(first()), undefined);
  });
});
