import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { urlSecrets, withoutUsers } from '../src/url-users.ts';

describe('the users of URLs', () => {
  for (const [text, shown, secrets] of [
    ['ssh://git@host/o ssh://u:p@ss@host/o', 'ssh://…@host/o ssh://…@host/o', ['u:p@ss@', ':p@ss@']],
    ['x=HTTPS://user:word@host/a@b', 'x=HTTPS://…@host/a@b', ['user:word@', ':word@']],
    ['https://a,https://token@b', 'https://a,https://…@b', ['token@']],
    ['https://me:a-long-password@b', 'https://…@b', ['me:a-long-password@', ':a-long-password@', 'a-long-password']],
    ['postgres://postgres:postgres@db/x', 'postgres://…@db/x', ['postgres:postgres@', ':postgres@']],
    [
      'https://ghp_abcdefgh:x-oauth-basic@h https://ghp_abcdefgi:@h',
      'https://…@h https://…@h',
      ['ghp_abcdefgh:x-oauth-basic@', 'ghp_abcdefgh', 'ghp_abcdefgi:@', 'ghp_abcdefgi'],
    ],
    ['https://host/a@b git@host:o/r', 'https://host/a@b git@host:o/r', []],
    [`docker-image://alpine@sha256:${'0'.repeat(64)}`, `docker-image://alpine@sha256:${'0'.repeat(64)}`, []],
  ] as const)
    it(`are taken out of ${text}`, () => {
      assert.equal(withoutUsers(text), shown);
      assert.deepEqual(urlSecrets(text), secrets);
    });
});
