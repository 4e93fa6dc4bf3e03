import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { familiarImageName, formatImageName, isSameImageName, parseImageName } from '../../src/image/image-name.ts';

const sha = 'sha256:ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff';

/** After the tables of distribution/reference: what is written, and the full form; undefined where it is no name. */
const names: [string, string | undefined][] = [
  ['debian', 'docker.io/library/debian:latest'],
  ['debian:12-slim', 'docker.io/library/debian:12-slim'],
  ['docker.io/debian', 'docker.io/library/debian:latest'],
  ['docker.io/library/debian', 'docker.io/library/debian:latest'],
  ['index.docker.io/library/debian:12', 'docker.io/library/debian:12'],
  ['index.docker.io/debian', 'docker.io/library/debian:latest'],
  ['library/debian', 'docker.io/library/debian:latest'],
  ['o/api', 'docker.io/o/api:latest'],
  ['o/api/web', 'docker.io/o/api/web:latest'],
  ['ghcr.io/o/api:pr', 'ghcr.io/o/api:pr'],
  ['localhost/api', 'localhost/api:latest'],
  ['localhost:5001/api:bk', 'localhost:5001/api:bk'],
  ['localhost:5001/api', 'localhost:5001/api:latest'],
  ['127.0.0.1:5000/api:v1', '127.0.0.1:5000/api:v1'],
  ['[2001:db8::1]:5000/api', '[2001:db8::1]:5000/api:latest'],
  // An upper-case letter makes a host of the first part, and a name of nothing else.
  ['Registry/api', 'Registry/api:latest'],
  ['api/Web', undefined],
  ['API', undefined],
  ['api__web.x-y--z', 'docker.io/library/api__web.x-y--z:latest'],
  ['api___web', undefined],
  ['api..web', undefined],
  ['-api', undefined],
  ['api:TAG_1.x-y', 'docker.io/library/api:TAG_1.x-y'],
  ['api:.tag', undefined],
  ['api:', undefined],
  [`api:${'t'.repeat(128)}`, `docker.io/library/api:${'t'.repeat(128)}`],
  [`api:${'t'.repeat(129)}`, undefined],
  [`api@${sha}`, `docker.io/library/api@${sha}`],
  // With a digest, the tag is decoration.
  [`api:ci@${sha}`, `docker.io/library/api@${sha}`],
  ['api@sha256:abc', undefined],
  // An image ID, not a name.
  ['f'.repeat(64), undefined],
  [`o/${'f'.repeat(64)}`, `docker.io/o/${'f'.repeat(64)}:latest`],
  [`o/${'a'.repeat(256)}`, undefined],
  ['', undefined],
  ['/api', undefined],
  ['ghcr.io/', undefined],
  ['ghcr.io//api', undefined],
  ['api web', undefined],
];

describe('parseImageName', () => {
  for (const [text, full] of names)
    it(`reads ${text.length > 60 ? `${text.slice(0, 20)}… (${text.length} characters)` : JSON.stringify(text)}`, () => {
      const name = parseImageName(text);
      assert.equal(name && formatImageName(name), full);
    });
});

describe('familiarImageName', () => {
  for (const [text, familiar] of [
    ['debian:12', 'debian:12'],
    ['docker.io/library/debian:12', 'debian:12'],
    ['index.docker.io/library/debian', 'debian'],
    ['docker.io/o/api:ci', 'o/api:ci'],
    // Only of a name with nothing between is it implied.
    ['library/o/api', 'library/o/api'],
    ['ghcr.io/library/debian', 'ghcr.io/library/debian'],
    ['localhost/api:ci', 'localhost/api:ci'],
    [`o/api:ci@${sha}`, 'o/api:ci'],
  ] as const)
    it(`shortens ${text.replace(/@.*/, '@…')}`, () => {
      const name = parseImageName(text);
      assert.equal(name && familiarImageName(name), familiar);
    });
});

describe('isSameImageName', () => {
  it('sees through the forms that tools write', () => {
    assert.ok(isSameImageName('api:ci', 'docker.io/library/api:ci'));
    assert.ok(isSameImageName('api', 'index.docker.io/library/api:latest'));
  });

  it('tells names apart, and what is none from itself', () => {
    assert.ok(!isSameImageName('api:ci', 'api:main'));
    assert.ok(!isSameImageName('api:ci', 'ghcr.io/library/api:ci'));
    assert.ok(!isSameImageName('NOT A NAME', 'NOT A NAME'));
  });
});
