import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, describe, it } from 'node:test';
import { type CliRunOptions, runPlimsoll } from './support/cli-run.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const root = mkdtempSync(join(tmpdir(), 'plimsoll-cli-'));
after(() => rmSync(root, { recursive: true }));
writeTinyLayout(join(root, 'old'), { 'linux/amd64': [{ a: 1000 }] });
writeTinyLayout(join(root, 'new'), { 'linux/amd64': [{ a: 1000 }, { b: 500 }] });
writeTinyLayout(join(root, 'multi'), { 'linux/amd64': [{ a: 1000 }], 'linux/arm64': [{ a: 2000 }] });
writeTinyLayout(join(root, 'other'), { 'linux/ppc64le': [{ a: 1000 }], 'linux/s390x': [{ a: 2000 }] });
mkdirSync(join(root, '.git'));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(root, 'run-'));
});

const run = (argv: string[], options: CliRunOptions = {}) => runPlimsoll(argv, { cwd: root, ...options });
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('plimsoll analyze', () => {
  it('prints the Analysis of each platform in the order asked', async () => {
    const { code, stdout } = await run(['analyze', 'multi', 'old', '--platform', 'linux/amd64', '--format', 'json']);
    assert.equal(code, 0);
    const document = JSON.parse(stdout);
    assert.equal(document.version, 1);
    const seen = document.analyses.map(({ reference, platform, sizes }: Record<string, { total: number }>) => [
      reference,
      platform,
      sizes!.total,
    ]);
    assert.deepEqual(seen, [
      ['multi', 'linux/amd64', 1000],
      ['old', 'linux/amd64', 1000],
    ]);
    const turned = JSON.parse((await run(['analyze', 'multi', '--platform', 'linux/arm64,linux/amd64', '--format', 'json'])).stdout);
    assert.deepEqual(
      turned.analyses.map(({ platform }: { platform: string }) => platform),
      ['linux/arm64', 'linux/amd64'],
    );
  });

  it('keeps each image under the name of its file', async () => {
    const { code } = await run(['analyze', 'old', 'new', '--save', folder]);
    assert.deepEqual(
      [code, readdirSync(folder).toSorted()],
      [0, ['new.json', 'new.linux-amd64.inventory.gz', 'old.json', 'old.linux-amd64.inventory.gz']],
    );
  });
});

describe('plimsoll compare', () => {
  it('compares two images, or a saved Analysis with an image, and judges nothing', async () => {
    const images = await run(['compare', 'old', 'new']);
    assert.match(images.stdout, /^`new` \(linux\/amd64\) grew by 500 B \(\+50%\) to 1\.5 kB\n/);
    await run(['analyze', 'old', '--save', folder]);
    const saved = await run(['compare', join(folder, 'old.json'), 'new', '--quiet']);
    assert.deepEqual([images.code, saved.code, saved.stderr], [0, 0, '']);
    assert.match(saved.stdout, /^`new` \(linux\/amd64\) grew by 500 B \(\+50%\) to 1\.5 kB\n/);
    assert.match(saved.stdout, /exact to the file/);
  });

  it('compares platform by platform, and says which has no counterpart', async () => {
    const { code, stdout } = await run(['compare', 'multi', 'new']);
    assert.equal(code, 0);
    assert.match(stdout, /`new` \(linux\/amd64\) grew by 500 B/);
    assert.match(stdout, /linux\/arm64 is only in multi/);
  });

  it('says what to name of a directory of saved analyses', async () => {
    await run(['analyze', 'old', 'new', '--save', join(folder, 'kept')]);
    writeFileSync(join(folder, 'kept', 'notes.json'), '[]');
    for (const argv of [
      ['compare', join(folder, 'kept'), 'new'],
      ['compare', 'old', join(folder, 'kept'), '--quiet'],
    ]) {
      const { code, stdout, stderr } = await run(argv);
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, /opening .*kept: it is a directory of saved analyses, expected an image or one analysis\n/);
      assert.match(stderr, /hint: name the analysis of one image: \S+kept\/new\.json, \S+kept\/old\.json\n/);
    }
    await run(['analyze', 'old', '--save', 'multi']);
    assert.equal((await run(['compare', 'multi', 'new'])).code, 0, 'an image is one, whatever is kept beside it');
  });

  it('fails where no platform is on both sides', async () => {
    const { code, stdout, stderr } = await run(['compare', 'multi', 'other', '--quiet']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /multi is for linux\/amd64, linux\/arm64 and other for linux\/ppc64le, linux\/s390x: there is nothing to compare/);
  });

  it('takes the platform that was asked for from a saved Analysis', async () => {
    await run(['analyze', 'multi', '--save', folder]);
    const file = join(folder, 'multi.json');
    assert.match((await run(['compare', file, 'multi', '--platform', 'linux/arm64'])).stdout, /`multi` \(linux\/arm64\) is unchanged|2 kB/);
    const missing = await run(['compare', file, 'multi', '--platform', 'linux/s390x']);
    assert.equal(missing.code, 2);
    assert.match(missing.stderr, /looking for linux\/s390x in the analysis .*: it has linux\/amd64, linux\/arm64/);
  });
});

describe('--output', () => {
  it('writes every format beside what is printed, without colour and 80 columns wide', async () => {
    const output = ['text=report.txt', 'markdown=report.md', 'json=report.json'].flatMap((each) => [
      '--output',
      each.replace('=', `=${folder}/`),
    ]);
    const { code, stdout } = await run(['analyze', 'new', '--color', 'always', ...output], { columns: 200 });
    assert.equal(code, 0);
    assert.match(stdout, /\x1b\[1m/);
    assert.match(read('report.txt'), /^`new` \(linux\/amd64\) weighs 1\.5 kB/);
    assert.match(read('report.md'), /^### <code>new<\/code>/);
    assert.equal(JSON.parse(read('report.json')).analyses.length, 1);
  });

  it('tries every file, keeps what stood where one fails, and exits with 2 whatever the verdict', async () => {
    writeFileSync(join(folder, 'plimsoll.yml'), 'version: 1\nimages: { api: { source: ../new, limits: { total: 1 } } }');
    mkdirSync(join(folder, 'taken'));
    const argv = ['check', '-o', 'text=taken', '-o', 'json=none/report.json', '-o', 'markdown=report.md', '--quiet'];
    const { code, stdout, stderr } = await run(argv, { cwd: folder });
    assert.equal(code, 2);
    assert.match(stdout, /^✗ /);
    assert.match(read('report.md'), /^### ❌/);
    assert.match(
      stderr,
      /^plimsoll: writing .*taken: it is a directory\n.*\nplimsoll: writing .*none\/report\.json: its folder does not exist\n/,
    );
    assert.deepEqual(readdirSync(folder).toSorted(), ['plimsoll.yml', 'report.md', 'taken']);
  });

  it('exits with 2 where the Analysis could not be kept', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { code, stdout, stderr } = await run(['analyze', 'old', '--save', join(folder, 'file', 'kept'), '--quiet']);
    assert.equal(code, 2);
    assert.match(stdout, /^`old`/);
    assert.match(stderr, /^plimsoll: making the directory .*kept: what should be its folder is a file/);
  });
});

describe('runCli', () => {
  it('prints help and the version on stdout', async () => {
    const help = await run(['--help']);
    assert.deepEqual([help.code, help.stderr], [0, '']);
    assert.match(help.stdout, /^ {2}check \[REF…\] +weigh the images/m);
    assert.match((await run(['tighten', '--help'])).stdout, /^Usage: plimsoll tighten \[OPTION…\]/);
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'));
    assert.deepEqual(await run(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  });

  it('prints schemas, and knows which there are', async () => {
    assert.match(JSON.parse((await run(['schema'])).stdout).title, /budget/i);
    assert.ok(JSON.parse((await run(['schema', 'analysis'])).stdout).properties.analyses);
    const wrong = await run(['schema', 'analisys']);
    assert.deepEqual([wrong.code, wrong.stdout], [2, '']);
    assert.match(wrong.stderr, /there is no schema "analisys" \(did you mean "analysis"\?\); the schemas are budget, analysis/);
  });

  it('exits with 2 for a wrong command line, with all that is wrong and a hint', async () => {
    assert.deepEqual(await run(['check', '--fromat', 'json']), {
      code: 2,
      stdout: '',
      stderr: 'plimsoll: --fromat is not an option (did you mean --format?)\n  hint: plimsoll check --help lists what there is.\n',
    });
    assert.deepEqual((await run([])).code, 2);
  });

  it('shows the code and the cause of an error with --verbose, but no stack', async () => {
    writeFileSync(join(folder, 'file'), '');
    const { stderr } = await run(['analyze', 'old', '--save', join(folder, 'file', 'kept'), '--verbose']);
    assert.match(stderr, /\n {2}code: write\n {2}cause: ENOTDIR/);
    assert.doesNotMatch(stderr, /^ +at /m);
  });

  it('calls an unexpected error a bug, and shows its stack with --verbose alone', async () => {
    const broken = { stdoutError: new TypeError('made for the test'), cwd: root };
    const now = new Date(Number.NaN);
    const brief = await runPlimsoll(['check', 'old'], { ...broken, now });
    assert.equal(brief.code, 2);
    assert.match(
      brief.stderr,
      /^plimsoll: this is a bug of Plimsoll, and nothing was judged: RangeError: Invalid time value\n {2}hint: .*--verbose/,
    );
    assert.match((await runPlimsoll(['check', 'old', '--verbose'], { ...broken, now })).stderr, /^ +at .*src\/cli\//m);
  });

  it('keeps what a name holds from acting on the terminal', async () => {
    const { stderr } = await run(['analyze', 'no\x1b[31m\n::error::such.tar']);
    assert.doesNotMatch(stderr, /\x1b|^::error/m);
  });

  it('keeps its exit code where the reader went away, and fails where stdout cannot be written', async () => {
    writeFileSync(join(folder, 'plimsoll.yml'), 'version: 1\nimages: { api: { source: ../new, limits: { total: 1 } } }');
    const failing = async (code: string) => {
      const stdoutError = Object.assign(new Error(`${code}: write`), { code });
      return await run(['check', '--quiet'], { cwd: folder, stdoutError });
    };
    assert.deepEqual(await failing('EPIPE'), { code: 1, stdout: '', stderr: '' });
    const full = await failing('ENOSPC');
    assert.equal(full.code, 2);
    assert.match(full.stderr, /^plimsoll: the report could not be written to stdout: ENOSPC/);
  });

  it('exits with 130 and says nothing of errors where it was interrupted', async () => {
    assert.deepEqual(await run(['analyze', 'old', '--quiet'], { signal: AbortSignal.abort() }), {
      code: 130,
      stdout: '',
      stderr: 'plimsoll: interrupted\n',
    });
  });

  it('shows a bar on a terminal and takes it away again', async () => {
    const { stderr } = await run(['analyze', 'old'], { columns: 80 });
    assert.match(stderr, /old linux\/amd64 /);
    assert.ok(stderr.endsWith('\x1b[?25h') || /\x1b\[\??\d+[a-zA-Z]$/.test(stderr.trimEnd()), JSON.stringify(stderr));
    assert.doesNotMatch((await run(['analyze', 'old'], { columns: 80, env: { TERM: 'dumb' } })).stderr, /\x1b/);
    assert.equal((await run(['analyze', 'old', '--quiet'], { columns: 80 })).stderr, '');
  });
});

describe('--color', () => {
  const colored = async (argv: string[], env: Record<string, string> = {}, columns?: number) =>
    /\x1b\[/.test((await run(['analyze', 'old', ...argv], { env, ...(columns === undefined ? {} : { columns }) })).stdout);

  it('is on a terminal only, where nothing was said', async () => {
    assert.deepEqual([await colored([], {}, 80), await colored([]), await colored([], { TERM: 'dumb' }, 80)], [true, false, false]);
  });

  it('is what the option says, then FORCE_COLOR, then NO_COLOR', async () => {
    assert.equal(await colored([], { NO_COLOR: '1' }, 80), false);
    assert.equal(await colored([], { NO_COLOR: '' }, 80), true);
    assert.equal(await colored([], { FORCE_COLOR: '1' }), true);
    assert.equal(await colored([], { FORCE_COLOR: '0' }, 80), false);
    assert.equal(await colored([], { FORCE_COLOR: '1', NO_COLOR: '1' }), true);
    assert.equal(await colored(['--color', 'always'], { NO_COLOR: '1' }), true);
    assert.equal(await colored(['--color', 'never'], { FORCE_COLOR: '1' }, 80), false);
  });
});
