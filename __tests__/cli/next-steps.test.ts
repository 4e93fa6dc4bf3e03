/** Every refusal ends with a next step, and a command that is shown can be run as it stands. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runPlimsoll } from '../support/cli-run.ts';
import { writeTinyLayout } from '../support/tiny-layout.ts';

const cwd = mkdtempSync(join(tmpdir(), 'plimsoll-next-'));
after(() => rmSync(cwd, { recursive: true }));
writeTinyLayout(join(cwd, 'app'), { 'linux/amd64': [{ a: 1000 }] });
writeTinyLayout(join(cwd, "it's it"), { 'linux/amd64': [{ a: 1000 }] });
writeFileSync(join(cwd, 'latin.yml'), Buffer.from([0x76, 0xe9]));
writeFileSync(join(cwd, 'none.json'), '{"version":1,"analyses":[]}');
const run = (argv: string[]) => runPlimsoll(argv, { cwd });

describe('what is refused', () => {
  const refused: [argv: string[], message: RegExp, hint: RegExp][] = [
    [['check', '--config', '.'], /it is a directory$/, /plimsoll\.yml/],
    [['check', '--config', 'latin.yml'], /it is not UTF-8 text$/, /UTF-8/],
    [['schema', 'nope'], /there is no schema "nope"/, /plimsoll schema budget/],
    [['cache', 'lss'], /cannot be told to "lss"/, /plimsoll cache ls/],
    [['analyze', 'oci:'], /names no path behind its transport$/, /oci:PATH\[:NAME\]/],
    [['analyze', 'http://ghcr.io/o/api'], /http:, which is no transport/, /docker:\/\/ghcr\.io\/o\/api/],
    [['compare', 'none.json', 'app'], /none\.json: analyses is a list of 0, expected at least 1 of them$/, /analyze/],
    [['check', '--image', 'app=app', '--baseline', 'none.json'], /analyses is a list of 0/, /analyze/],
  ];
  for (const [argv, message, hint] of refused)
    it(`has a next step: ${argv.join(' ')}`, async () => {
      const { code, stdout, stderr } = await run([...argv, ...(argv[0] === 'schema' || argv[0] === 'cache' ? [] : ['--quiet'])]);
      const [first, second] = stderr.split('\n');
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(first!, message);
      assert.match(second!, /^ {2}hint: /);
      assert.match(second!, hint);
    });
});

describe('a command that is shown', () => {
  const shown: [argv: string[], command: string][] = [
    [['--image', 'a b=app'], 'plimsoll init --image a-b=app'],
    [['--image', "api=it's it"], "plimsoll init --image 'api=it'\\''s it'"],
    [["it's it"], "plimsoll init 'it'\\''s it'"],
    [['--image', 'é=app'], 'plimsoll init --image image=app'],
    [['app'], 'plimsoll init app'],
  ];
  for (const [argv, command] of shown)
    it(`is quoted and has a name that a budget takes: ${argv.join(' ')}`, async () => {
      const { code, stderr } = await run(['check', ...argv]);
      assert.equal(code, 0);
      assert.ok(stderr.includes(`\`${command}\` makes one`), stderr);
    });

  it('makes a budget', async () => {
    const { code } = await run(['init', '--image', 'a-b=app', '--dry-run']);
    assert.equal(code, 0);
  });
});
