import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { runPlimsoll } from './support/cli-run.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));
after(() => rmSync(root, { recursive: true }));

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'run-'));
  mkdirSync(join(cwd, '.git'));
  writeTinyLayout(join(cwd, 'out', 'api'), { 'linux/amd64': [{ a: 1_000_000 }] });
});

const run = (...argv: string[]) => runPlimsoll(argv, { cwd });
const read = (file: string) => readFileSync(join(cwd, file), 'utf8');

describe('plimsoll init', () => {
  it('writes a budget that the image is within, named after the file', async () => {
    const { code, stdout, stderr } = await run('init', 'out/api');
    assert.deepEqual([code, stdout], [0, '']);
    assert.equal(stderr, 'weighing api (out/api)\nplimsoll: wrote plimsoll.yml; `plimsoll check` judges by it\n');
    assert.match(read('plimsoll.yml'), /^ {2}api:\n {4}source: out\/api\n(?:.*\n)* {6}total: *\{ max: 1\.1 MB \}/m);
    assert.equal((await run('check')).code, 0);
  });

  it('takes names, headroom and units that were chosen', async () => {
    assert.equal((await run('init', '--image', 'web=oci:out/api', '--headroom', '50%', '--units', 'iec', '--quiet')).code, 0);
    assert.match(
      read('plimsoll.yml'),
      /^units: iec\nimages:\n {2}web:\n {4}source: oci:out\/api\n(?:.*\n)* {6}total: *\{ max: 1\.[45]\d* MiB \}/m,
    );
    assert.equal((await run('check')).code, 0);
  });

  it('writes references as they are seen from the folder of the budget', async () => {
    mkdirSync(join(cwd, 'deep'));
    mkdirSync(join(cwd, '.github'));
    for (const [file, source] of [
      ['deep/b.yml', 'oci:../out/api'],
      ['.github/plimsoll.yml', 'oci:out/api'],
    ] as const) {
      assert.equal((await run('init', 'oci:out/api', '--config', file)).code, 0);
      assert.match(read(file), new RegExp(`source: ${source}\n`));
      assert.equal((await run('check', '--config', file)).code, 0);
    }
  });

  it('does not replace a budget unless told to, and never writes a second one', async () => {
    mkdirSync(join(cwd, '.github'));
    writeFileSync(join(cwd, '.github', 'plimsoll.yml'), '# mine\n');
    const refused = await run('init', 'out/api');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /^plimsoll: there is a budget already, \.github\/plimsoll\.yml\n {2}hint: --force/);
    assert.equal(read('.github/plimsoll.yml'), '# mine\n');
    assert.equal((await run('init', 'out/api', '--force')).code, 0);
    assert.match(read('.github/plimsoll.yml'), /^version: 1$/m);
    assert.equal(existsSync(join(cwd, 'plimsoll.yml')), false);
  });

  it('refuses a folder that is not there before it weighs', async () => {
    writeFileSync(join(cwd, 'file'), '');
    for (const [file, found] of [
      ['sub/p.yml', 'its folder does not exist'],
      ['file/p.yml', 'what should be its folder is a file'],
    ] as const) {
      const { code, stdout, stderr } = await run('init', 'out/api', '--config', file);
      assert.deepEqual([code, stdout], [2, '']);
      assert.equal(stderr.split('\n')[0], `plimsoll: writing ${file}: ${found}`);
      assert.match(stderr, /hint: make .*(sub|file) first, or name another place with --config\n$/);
    }
    const dry = await run('init', 'out/api', '--config', 'sub/p.yml', '--dry-run');
    assert.equal(dry.code, 0, 'what is not written needs no folder');
  });

  it('prints the budget and writes nothing with --dry-run', async () => {
    const { code, stdout } = await run('init', 'out/api', '--dry-run');
    assert.match(stdout, /^version: 1$/m);
    assert.deepEqual([code, existsSync(join(cwd, 'plimsoll.yml'))], [0, false]);
  });

  it('asks for an image', async () => {
    const { code, stderr } = await run('init');
    assert.deepEqual([code, stderr.split('\n')[0]], [2, 'plimsoll: no image was named']);
  });
});

describe('plimsoll tighten', () => {
  const budget = `# Ours.
version: 1
images:
  api:
    source: out/api
    limits:
      total: { max: 9 MB }   # was 8
      layers: 1
`;

  it('lowers limits to the present size and headroom, keeps the rest of the file, and prints what changed', async () => {
    writeFileSync(join(cwd, 'plimsoll.yml'), budget);
    const { code, stdout } = await run('tighten', '--headroom', '20%');
    assert.deepEqual([code, stdout], [0, '1 limit of plimsoll.yml is lowered\n  plimsoll.yml:7:21: api total max: 9 MB → 1.2 MB\n']);
    assert.equal(read('plimsoll.yml'), budget.replace('9 MB', '1.2 MB'));
    assert.equal((await run('check')).code, 0);
    assert.match((await run('tighten', '--headroom', '20%')).stdout, /^No limit of plimsoll\.yml /);
  });

  it('writes nothing with --dry-run', async () => {
    writeFileSync(join(cwd, 'plimsoll.yml'), budget);
    const { code, stdout } = await run('tighten', '--dry-run');
    assert.match(stdout, /^1 limit of plimsoll\.yml can be lowered\n.*9 MB → 1\.1 MB\n$/);
    assert.deepEqual([code, read('plimsoll.yml')], [0, budget]);
  });

  it('needs a budget', async () => {
    const { code, stderr } = await run('tighten');
    assert.equal(code, 2);
    assert.match(stderr, /^plimsoll: there is no budget file here .*\n {2}hint: plimsoll init REF/);
  });
});
