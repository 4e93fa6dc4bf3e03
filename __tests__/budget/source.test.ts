/** The source of an image: a reference, or a build with nothing left to guess. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildText } from '../../src/budget/build-source.ts';
import { parseBudget } from '../../src/budget/parse-budget.ts';

const sourceOf = (source: string) =>
  parseBudget(`version: 1\nimages: { api: { source: ${source} } }\n`, { file: 'plimsoll.yml' }).images[0]!.source;
const nothing = { args: {}, secrets: [], cacheFrom: [], cacheTo: [], extraArgs: [] };

describe('source', () => {
  it('is a reference as it is written', () => assert.equal(sourceOf('" oci:out "'), 'oci:out'));

  it('is a build, of which a text is the context', () => {
    const build = { kind: 'build', context: 'services/api', ...nothing };
    assert.deepEqual(sourceOf('{ build: services/api }'), build);
    assert.deepEqual(sourceOf('{ build: { context: services/api } }'), build);
    assert.deepEqual(sourceOf('{ build: {} }'), { ...build, context: '.' });
  });

  it('keeps all that a build says', () => {
    const said =
      'context: a, file: b, target: c, args: { D: "1.10", E: "" }, secrets: ["id=f,env=G"], builder: h, cache-from: [i], cache-to: [j], extra-args: [--k, l], with: buildx';
    assert.deepEqual(sourceOf(`{ build: { ${said} } }`), {
      kind: 'build',
      context: 'a',
      file: 'b',
      target: 'c',
      args: { D: '1.10', E: '' },
      secrets: ['id=f,env=G'],
      builder: 'h',
      cacheFrom: ['i'],
      cacheTo: ['j'],
      extraArgs: ['--k', 'l'],
      with: 'buildx',
    });
  });

  it('is a target of a bake file, of which a text is the name', () => {
    assert.deepEqual(sourceOf('{ bake: api }'), { kind: 'bake', target: 'api', files: [], extraArgs: [] });
    assert.deepEqual(sourceOf('{ bake: { target: api, files: [x.hcl, y.json], builder: ci, extra-args: [--no-cache] } }'), {
      kind: 'bake',
      target: 'api',
      files: ['x.hcl', 'y.json'],
      builder: 'ci',
      extraArgs: ['--no-cache'],
    });
  });

  const refusals: [string, string][] = [
    [
      '{ build: { args: { VERSION: 1.10 } } }',
      '2:54: images.api.source.build.args.VERSION: 1.1 is not text; accepted: a text; what looks like a number, true or false stands in quotes',
    ],
    [
      '{ build: { secrets: [hunter2] } }',
      '2:47: images.api.source.build.secrets[0]: "hunter2" does not say where the secret is; accepted: id=ID,env=VARIABLE or id=ID,src=FILE',
    ],
    [
      '{ build: { extra-args: ["--push"] } }',
      '2:50: images.api.source.build.extra-args[0]: "--push" is for Plimsoll to say, which takes the result; accepted: options of the builder, each part an item of its own',
    ],
    ['{ build: { contxt: a } }', 'did you mean "context"?'],
    [
      '{ build: { with: dockr } }',
      'images.api.source.build.with: found "dockr"; accepted: buildx, docker, buildah, podman; did you mean docker?',
    ],
    [
      '{ build: { builder: ci, with: podman } }',
      '2:46: images.api.source.build.builder: "ci" is for buildx, and with says podman; accepted: with: buildx, or no such key',
    ],
    ['{ bake: { files: [a] } }', 'images.api.source.bake: "target" is missing'],
    ['{ biuld: . }', 'unknown key "biuld"; accepted: build, bake; did you mean "build"?'],
  ];
  for (const [source, expected] of refusals) {
    it(`refuses ${source}`, () => {
      assert.throws(
        () => sourceOf(source),
        (error: Error) => error.message.includes(expected) || assert.fail(`${error.message}\nlacks\n${expected}`),
      );
    });
  }
});

describe('buildText', () => {
  it('says what is built, in a word', () => {
    assert.equal(buildText({ kind: 'build', context: 'a', ...nothing }), 'build:a');
    assert.equal(buildText({ kind: 'build', context: 'a', target: 'b', ...nothing }), 'build:a#b');
    const remote = { kind: 'build', context: 'https://user:CTXTOKEN@git.example/o/r.git', ...nothing } as const;
    assert.equal(buildText(remote), 'build:https://…@git.example/o/r.git');
    assert.equal(buildText({ kind: 'bake', target: 'api', files: [], extraArgs: [] }), 'bake:api');
  });
});
