import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ExpectedError } from '../../src/errors.ts';
import { type ImageReference, parseImageReference } from '../../src/image/reference.ts';

/** Parses as if these paths, and no others, existed. */
const parse = (text: string, ...paths: string[]): ImageReference => parseImageReference(text, (path) => paths.includes(path));
const refusal = (text: string): ExpectedError => {
  try {
    parse(text);
  } catch (error) {
    return error as ExpectedError;
  }
  throw new Error(`${text} was accepted`);
};

describe('parseImageReference', () => {
  it('takes a path that exists as a path, whatever it looks like', () => {
    assert.deepEqual(parse('app.tar', 'app.tar'), { kind: 'path', path: 'app.tar' });
    assert.deepEqual(parse('api:ci', 'api:ci'), { kind: 'path', path: 'api:ci' });
    assert.deepEqual(parse('docker:x', 'docker:x'), { kind: 'path', path: 'docker:x' });
  });

  for (const kind of ['docker-archive', 'oci-archive', 'oci'] as const)
    it(`takes the path and the name behind ${kind}:`, () => {
      assert.deepEqual(parse(`${kind}:out/x`, 'out/x'), { kind, path: 'out/x' });
      assert.deepEqual(parse(`${kind}:out/x:ci`, 'out/x'), { kind, path: 'out/x', name: 'ci' });
      assert.deepEqual(parse(`${kind}:out/x:ghcr.io:443/o/api:ci`, 'out/x'), { kind, path: 'out/x', name: 'ghcr.io:443/o/api:ci' });
      assert.deepEqual(parse(`${kind}:out/x:`, 'out/x'), { kind, path: 'out/x' });
    });

  it('takes the longest path that exists, so that colons may stand in it', () => {
    assert.deepEqual(parse('oci:a:b:c', 'a', 'a:b'), { kind: 'oci', path: 'a:b', name: 'c' });
    assert.deepEqual(parse('oci:a:b:c', 'a', 'a:b', 'a:b:c'), { kind: 'oci', path: 'a:b:c' });
    assert.deepEqual(parse('docker-archive:C:\\x.tar:ci', 'C:\\x.tar'), { kind: 'docker-archive', path: 'C:\\x.tar', name: 'ci' });
  });

  it('does not take a folder for the repository of an image of that name', () => {
    assert.deepEqual(parse('api:ci', 'api'), { kind: 'docker-daemon', name: 'api:ci', bare: true });
  });

  const id = 'b2fc7a65b1c4c687e8f2726144c7e73e35f2ec6a1e7ee3a9e743711b9d8931fd';
  for (const name of ['api', 'api:ci', 'ghcr.io/o/api:pr', 'localhost:5000/api', `api@sha256:${id}`, 'b2fc7a65b1c4', id, `sha256:${id}`]) {
    it(`takes ${name} for an image of the local engine, where no file is called so`, () => {
      assert.deepEqual(parse(name), { kind: 'docker-daemon', name, bare: true });
      assert.deepEqual(parse(`docker-daemon:${name}`), { kind: 'docker-daemon', name, bare: false });
      assert.deepEqual(parse(`containers-storage:${name}`), { kind: 'containers-storage', name });
      assert.deepEqual(parse(name, name), { kind: 'path', path: name });
    });
  }

  it('takes the store that stands before a name', () => {
    const parseStore = (text: string) => parse(`containers-storage:${text}localhost/api:ci`);
    const store = { driver: 'vfs', root: '/srv/store' };
    assert.deepEqual(parseStore('[vfs@/srv/store]'), { kind: 'containers-storage', name: 'localhost/api:ci', store });
    for (const text of ['[vfs@/srv/store+/run/store]', '[vfs@/srv/store+/run/store:vfs.mountopt=x]'])
      assert.deepEqual(parseStore(text), {
        kind: 'containers-storage',
        name: 'localhost/api:ci',
        store: { ...store, runRoot: '/run/store' },
      });
  });

  it('says which file a transport does not find', () => {
    const { code, message } = refusal('docker-archive:out/app.tar:ci');
    assert.equal(code, 'not-found');
    assert.match(message, /there is no file or directory out\/app\.tar$/);
  });

  /** What is not weighed yet, and what to do instead. */
  const instead: [string, string, string][] = [['dir:out', 'not-supported-yet', 'skopeo copy dir:out oci-archive:image.tar']];
  for (const [text, code, command] of instead)
    it(`says what to do for ${text}`, () => {
      const error = refusal(text);
      assert.equal(error.code, code);
      assert.ok(error.message.includes(text), error.message);
      assert.ok(error.hint?.endsWith(command), error.hint);
    });

  it('keeps a Windows drive and its path together', () => {
    for (const text of ['oci:C:\\out:tag', 'oci:C:/out'])
      assert.match(refusal(text).message, /there is no file or directory C:[\\/]out$/, text);
  });

  for (const [text, hint] of [
    ['http://ghcr.io/o/api:ci', /^An image in a registry is docker:\/\/ghcr\.io\/o\/api:ci\.$/],
    ['https://x/y', /docker:\/\/x\/y/],
    ['foo:bar:baz', /docker-daemon:api:ci.*containers-storage:.*docker:\/\//],
    ['dokcer://x/y', /docker:\/\//],
  ] as const)
    it(`says of ${text} that it has no known transport`, () => {
      const error = refusal(text);
      const transport = text.split(':', 1)[0];
      assert.equal(error.message, `the image reference ${text} begins with ${transport}:, which is no transport, and no file is called so`);
      assert.match(error.hint ?? '', hint);
    });

  it('takes no drive, no port and no archive for a transport', () => {
    for (const text of ['C:\\out\\x', 'localhost:5000/Api', 'a:b:c.tar', 'UPPER:CASE'])
      assert.match(refusal(text).message, /there is no such file or directory$/, text);
  });

  for (const text of ['./out/app.tar', 'app.tar', '/x/y', 'UPPER CASE'])
    it(`takes ${text} for a path that is not there`, () => {
      const error = refusal(text);
      assert.deepEqual([error.code, error.message], ['not-found', `looking for the image ${text}: there is no such file or directory`]);
    });

  for (const text of [
    '',
    'oci:',
    'docker-archive::ci',
    'docker-daemon:',
    'docker-daemon:UPPER',
    'docker-daemon:../x',
    'containers-storage:[vfs@/x]',
  ])
    it(`refuses ${JSON.stringify(text)}, which names nothing, and says what to write`, () => {
      const { code, hint } = refusal(text);
      assert.equal(code, 'option');
      assert.ok(hint);
    });
});
