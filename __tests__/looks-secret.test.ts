/** What is called like a secret is not shown; what only sounds like it is, or reports would say nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { looksSecret } from '../src/looks-secret.ts';

const secrets = [
  ...['API_TOKEN', 'NPM_TOKEN', 'GITHUB_TOKEN', 'githubToken', 'CLIENT_SECRET', 'secretKey', 'AUTH', 'BASIC_AUTH', 'CREDENTIALS'],
  ...['PASSWORD', 'DB_PASSWORD', 'PASSWD', 'PASSPHRASE', 'PASS', 'DB_PASS', 'PGPASS', 'userPass', 'PW', 'DB_PW', 'PWD', 'MY_PWD'],
  ...[
    'APIKEY',
    'API_KEY',
    'apiKey',
    'PRIVATE_KEY',
    'ACCESS_KEY_ID',
    'SSH_KEY',
    'SIGNING_KEY',
    'ENCRYPTION_KEY',
    'KEY',
    'HOST_KEYS',
    'KEY_FILE',
  ],
  ...['PAT', 'GH_PAT', 'gh_pat', 'DEPLOY-KEY'],
];
const plain = [
  ...['KEYWORD', 'MONKEY', 'KEYBOARD', 'TURKEY', 'HOTKEYS', 'PATH', 'GOPATH', 'PATCH', 'PATTERN', 'COMPAT', 'POWER', 'PWM_RATE'],
  ...['COMPASS', 'COMPASS_VERSION', 'BYPASS', 'BYPASS_CACHE', 'PASSAGE', 'PASSIVE', 'PASSIVE_PORTS', 'PASSENGER_VERSION', 'PASSED'],
  ...['PASSES', 'PASSING', 'PASSTHROUGH', 'PASTE', 'VERSION', 'REVISION', 'NODE_ENV', 'TITLE'],
];

describe('looksSecret', () => {
  for (const name of secrets) it(`keeps the value of ${name}`, () => assert.equal(looksSecret(name), true));
  for (const name of plain) it(`shows the value of ${name}`, () => assert.equal(looksSecret(name), false));
});
