import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { urlSecrets, withoutUsers } from '../src/url-users.ts';

describe('the users of URLs', () => {
  for (const [text, shown, secrets] of [
    ['ssh://git@host/o ssh://u:p@ss@host/o', 'ssh://…@host/o ssh://…@host/o', ['p@ss']],
    ['x=HTTPS://user:word@host/a@b', 'x=HTTPS://…@host/a@b', ['word']],
    ['https://a,https://token@b', 'https://a,https://…@b', ['token@']],
    ['https://host/a@b git@host:o/r', 'https://host/a@b git@host:o/r', []],
    [`docker-image://alpine@sha256:${'0'.repeat(64)}`, `docker-image://alpine@sha256:${'0'.repeat(64)}`, []],
  ] as const)
    it(`are taken out of ${text}`, () => {
      assert.equal(withoutUsers(text), shown);
      assert.deepEqual(urlSecrets(text), secrets);
    });
});
