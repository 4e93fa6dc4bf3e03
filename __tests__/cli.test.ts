import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { type CliRunOptions, runPlimsoll } from './support/cli-run.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));
after(() => rmSync(root, { recursive: true }));
const old = writeTinyLayout(join(root, 'old'), { 'linux/amd64': [{ 'etc/a': 100_000, 'app/x.js': 50_000 }] });
const now = writeTinyLayout(join(root, 'new'), { 'linux/amd64': [{ 'etc/a': 100_000, 'app/x.js': 50_000 }, { 'app/x.js': 60_000 }] });
const multi = writeTinyLayout(join(root, 'multi'), { 'linux/amd64': [{ a: 1000 }], 'linux/arm64': [{ a: 2000 }] });

let cwd = '';
beforeEach(() => {
  cwd = mkdtempSync(join(root, 'run-'));
  // So that no budget of a folder above is found.
  mkdirSync(join(cwd, '.git'));
});

const run = (argv: string[], options: CliRunOptions = {}) => runPlimsoll(argv, { cwd, ...options });
const budget = (text: string) => writeFileSync(join(cwd, 'plimsoll.yml'), `version: 1\n${text}`);
const read = (file: string) => readFileSync(join(cwd, file), 'utf8');

describe('plimsoll check', () => {
  it('exits with 0 within the budget and prints the report alone on stdout', async () => {
    budget(`images: { api: { source: ${old}, limits: { total: 150 kB } } }`);
    const { code, stdout, stderr } = await run(['check']);
    assert.equal(code, 0);
    assert.match(stdout, /^✓ `api` \(linux\/amd64\) is within budget/);
    assert.equal(stderr, `weighing api (${old})\n`);
  });

  it('exits with 1 over the budget, whatever the format', async () => {
    budget(`images: { api: { source: ${old}, limits: { total: 149999 } } }`);
    for (const format of ['text', 'markdown', 'json']) {
      const { code, stdout } = await run(['check', '--format', format]);
      assert.equal(code, 1, format);
      assert.match(stdout, { text: /^✗ /, markdown: /^### ❌ /, json: /^\{/ }[format]!);
    }
  });

  it('prints version, outcome, results and images as JSON', async () => {
    budget(`images: { api: { source: ${old}, limits: { total: { max: 149999 }, layers: { max: 1 } } } }`);
    const { stdout } = await run(['check', '--format', 'json']);
    const document = JSON.parse(stdout);
    assert.deepEqual(Object.keys(document), ['version', 'outcome', 'results', 'images']);
    assert.equal(document.outcome, 'fail');
    const results = document.results.map(({ image, platform, metric, actual, limit, outcome }: Record<string, unknown>) => [
      image,
      platform,
      metric,
      actual,
      limit,
      outcome,
    ]);
    assert.deepEqual(results, [
      ['api', 'linux/amd64', 'total', 150_000, 149_999, 'fail'],
      ['api', 'linux/amd64', 'layers', 1, 1, 'pass'],
    ]);
    assert.equal(document.images[0].analysis.sizes.live, 150_000);
  });

  it('exits with 0 on a warning', async () => {
    budget(`images: { api: { source: ${old}, limits: { total: { max: 1 MB, warn: 1 kB } } } }`);
    const { code, stdout } = await run(['check', '--format', 'json']);
    assert.deepEqual([code, JSON.parse(stdout).outcome], [0, 'warn']);
  });

  it('exits with 2, with JSON too, and prints no report where it could not check', async () => {
    budget('images: { api: { source: nowhere.tar } }');
    const { code, stdout, stderr } = await run(['check', '--format', 'json', '--quiet']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^plimsoll: looking for the image nowhere\.tar: .*\n {2}hint: .*\n$/);
    assert.doesNotMatch(stderr, /\bat .*:\d+/);
  });

  it('reports none of the images where one cannot be weighed', async () => {
    budget(`images: { api: { source: ${old} }, web: { source: nowhere.tar } }`);
    const { code, stdout } = await run(['check', '--output', 'json=report.json']);
    assert.deepEqual([code, stdout, existsSync(join(cwd, 'report.json'))], [2, '', false]);
  });

  it('reports every problem of the budget', async () => {
    budget('images: { api: { sorce: a.tar, limits: { totl: 1 MB } } }');
    const { code, stderr } = await run(['check']);
    assert.equal(code, 2);
    assert.match(stderr, /2 problems in plimsoll\.yml:\nplimsoll\.yml:2:\d+: .*sorce.*source.*\nplimsoll\.yml:2:\d+: .*totl.*total/);
  });

  it('only reports where there is no budget, exits with 0 and says how to make one', async () => {
    const { code, stdout, stderr } = await run(['check', old]);
    assert.equal(code, 0);
    assert.match(stdout, /^`old` \(linux\/amd64\) weighs 150 kB/);
    assert.ok(stderr.endsWith(`plimsoll: there is no budget, so nothing is judged; \`plimsoll init ${old}\` makes one\n`), stderr);
  });

  it('does not pass for having checked nothing', async () => {
    const { code, stdout, stderr } = await run(['check']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /no budget file here .* no image was named\n {2}hint: plimsoll init REF/);
  });

  it('refuses references beside a budget', async () => {
    budget('images: { api: { source: a.tar } }');
    const { code, stderr } = await run(['check', old]);
    assert.equal(code, 2);
    assert.match(stderr, /the budget plimsoll\.yml says which images are checked/);
  });

  it('takes --config, and sources from its folder', async () => {
    mkdirSync(join(cwd, 'deep'));
    writeFileSync(join(cwd, 'deep', 'b.yml'), 'version: 1\nimages: { api: { source: image } }');
    writeTinyLayout(join(cwd, 'deep', 'image'), { 'linux/amd64': [{ a: 1 }] });
    assert.equal((await run(['check', '--config', 'deep/b.yml'])).code, 0);
    const missing = await run(['check', '--config', 'none.yml']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /none\.yml: there is no such file/);
  });

  it('takes --image for what an image is, from the current folder', async () => {
    budget('images: { api: { source: nowhere.tar, limits: { total: 150 kB } } }');
    assert.equal((await run(['check', '--image', 'api=../old'])).code, 0);
    const wrong = await run(['check', '--image', 'apj=../old']);
    assert.equal(wrong.code, 2);
    assert.match(wrong.stderr, /--image names "apj" \(did you mean "api"\?\)/);
  });

  it('leaves out the images that are not named where one is named alone, and says so of their group', async () => {
    budget(
      `images: { api: { source: ${old} }, web: { source: nowhere.tar } }\ngroups: { all: { images: ['*'], limits: { total: 1 GB } } }`,
    );
    const { code, stdout } = await run(['check', '--image', 'api']);
    assert.equal(code, 0);
    assert.match(stdout, /group all is not judged: web was not weighed/);
  });

  it('weighs the platforms of the budget, in its order, and fails for one that is missing', async () => {
    const platformsOf = async (argv: string[]) => {
      const { code, stdout } = await run(['check', '--format', 'json', ...argv]);
      return code === 0 ? JSON.parse(stdout).images.map(({ platform }: { platform: string }) => platform) : code;
    };
    budget(`images: { api: { source: ${multi}, platforms: [linux/arm64, linux/amd64] } }`);
    assert.deepEqual(await platformsOf([]), ['linux/arm64', 'linux/amd64']);
    assert.deepEqual(await platformsOf(['--platform', 'linux/amd64']), ['linux/amd64']);
    assert.deepEqual(await platformsOf(['--platform', 'all']), ['linux/amd64', 'linux/arm64']);
    budget(`images: { api: { source: ${multi}, platforms: [linux/amd64, linux/s390x] } }`);
    assert.equal(await platformsOf([]), 2);
  });

  it('compares with what was kept in the very directory that it is kept in', async () => {
    budget(`images: { api: { source: ${old}, limits: { total: { max: 1 MB, max-increase: 59999 } } } }`);
    const both = ['check', '--baseline', 'kept', '--save', 'kept'];
    const first = await run(both);
    assert.deepEqual([first.code, readdirSync(join(cwd, 'kept')).toSorted()], [0, ['api.json', 'api.linux-amd64.inventory.gz']]);
    assert.match(first.stdout, /no baseline yet/);

    const second = await run([...both, '--image', `api=${now}`]);
    assert.equal(second.code, 1);
    assert.match(second.stdout, /^✗ `api` \(linux\/amd64\) grew by 60 kB/);
    assert.match(second.stdout, /exact to the file/);

    const third = await run([...both, '--image', `api=${now}`]);
    assert.deepEqual([third.code, JSON.parse(read('kept/api.json')).analyses[0].sizes.total], [0, 210_000]);
  });

  it('compares with one Analysis file, and refuses one that is broken before it weighs', async () => {
    budget(`images: { api: { source: ${now}, limits: { total: { max-increase: 10% } } } }`);
    await run(['analyze', old, '--output', 'json=old.json']);
    assert.equal((await run(['check', '--baseline', 'old.json'])).code, 1);
    writeFileSync(join(cwd, 'old.json'), '{"version": 2}');
    const broken = await run(['check', '--baseline', 'old.json']);
    assert.equal(broken.code, 2);
    assert.match(broken.stderr, /^plimsoll: reading the analysis .*version 2/);
  });

  it('shows sizes in the units of the budget, or in those that were asked for', async () => {
    budget(`units: iec\nimages: { api: { source: ${old} } }`);
    assert.match((await run(['check'])).stdout, /146\.5 KiB/);
    assert.match((await run(['check', '--units', 'si'])).stdout, /150 kB/);
  });
});
