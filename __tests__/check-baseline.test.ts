import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { after, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { runPlimsoll } from './support/cli-run.ts';
import { entry, tar } from './support/tar-bytes.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

describe('check with a baseline file of several images', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-baselines-'));
  after(() => rmSync(folder, { recursive: true }));
  writeTinyLayout(join(folder, 'one'), { 'linux/amd64': [{ 'etc/a': 1000 }] });
  writeTinyLayout(join(folder, 'two'), { 'linux/amd64': [{ 'etc/a': 5000 }] });
  writeTinyLayout(join(folder, 'three'), { 'linux/amd64': [{ 'etc/a': 7000 }] });
  const limits = 'limits: { total: { max-increase: 0 } }';
  const budget = (third: string) => `version: 1\nimages:\n  one: { source: one, ${limits} }\n  two: { source: ${third}, ${limits} }\n`;

  it('compares each image with the one that was called the same', async () => {
    assert.equal((await runPlimsoll(['analyze', 'one', 'two', '--output', 'json=all.json'], { cwd: folder })).code, 0);
    writeFileSync(join(folder, 'plimsoll.yml'), budget('two'));
    const { code, stdout } = await runPlimsoll(['check', '--baseline', 'all.json', '--format', 'json'], { cwd: folder });
    const { results } = JSON.parse(stdout) as { results: { image: string; change: number }[] };
    assert.equal(code, 0);
    assert.deepEqual(
      results.map(({ image, change }) => [image, change]),
      [
        ['one', 0],
        ['two', 0],
      ],
    );
  });

  it('refuses to guess where none is called the same', async () => {
    writeFileSync(join(folder, 'plimsoll.yml'), budget('three'));
    const { code, stdout, stderr } = await runPlimsoll(['check', '--baseline', 'all.json'], { cwd: folder });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /choosing the baseline of two \(linux\/amd64\): the file holds 2 images of that platform: one, two/);
  });
});

describe('check with an image as the baseline', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-baselines-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.git'));
  writeTinyLayout(join(folder, 'old'), { 'linux/amd64': [{ 'etc/a': 1000 }] });
  writeTinyLayout(join(folder, 'new'), { 'linux/amd64': [{ 'etc/a': 5000 }], 'linux/arm64': [{ 'etc/a': 7000 }] });
  const members = readdirSync(join(folder, 'old'), { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const archive = tar(
    ...members.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return entry({ name: `./${relative(join(folder, 'old'), file).replaceAll(sep, '/')}` }, readFileSync(file));
    }),
  );
  writeFileSync(join(folder, 'old.tar'), archive);
  writeFileSync(join(folder, 'old.tgz'), gzipSync(archive));
  const limits = 'limits: { total: { max-increase: 3999 } }';
  const one = `images: { api: { source: new, platforms: [linux/amd64, linux/arm64], ${limits} } }`;
  const two = `images: { api: { source: new, ${limits} }, web: { source: old } }`;
  const check = (images: string, argv: string[]) => {
    writeFileSync(join(folder, 'plimsoll.yml'), `version: 1\n${images}`);
    return runPlimsoll(['check', ...argv], { cwd: folder });
  };

  for (const reference of ['old', 'oci:old', 'old.tar', 'oci-archive:old.tar', 'old.tgz'])
    it(`weighs ${reference} and compares, platform by platform`, async () => {
      const { code, stdout, stderr } = await check(one, ['--baseline', reference, '--format', 'json']);
      assert.equal(stderr, `weighing the baseline (${reference})\nweighing api (new)\n`);
      const { results } = JSON.parse(stdout) as { results: { platform: string; change?: number; outcome: string }[] };
      assert.equal(code, 1);
      assert.deepEqual(
        results.map(({ platform, change, outcome }) => [platform, change, outcome]),
        [
          ['linux/amd64', 4000, 'fail'],
          ['linux/arm64', undefined, 'pass'],
        ],
      );
    });

  it('says what it compared with, or that nothing was of the same platform', async () => {
    assert.match((await check(one, ['--baseline', 'old.tar'])).stdout, /The baseline is the image old\.tar\b(?!, which)/);
    const other = await check(one, ['--baseline', 'old.tar', '--platform', 'linux/arm64']);
    assert.equal(other.code, 0);
    assert.match(other.stdout.replaceAll(/\s+/g, ' '), /The baseline is the image old\.tar, which has none of the platforms/);
  });

  it('takes one image for one image only', async () => {
    const { code, stdout, stderr } = await check(two, ['--baseline', 'old.tar']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^plimsoll: the baseline old\.tar is one image, and 2 are checked: api, web\n {2}hint: .*--image NAME.*--save/);
    assert.equal((await check(two, ['--baseline', 'old.tar', '--image', 'api'])).code, 1);
  });

  it('takes for kept analyses what lies in a layout too', async () => {
    assert.equal((await check(one, ['--save', 'old'])).code, 0);
    const { code, stderr } = await check(one, ['--baseline', 'old']);
    assert.deepEqual([code, stderr], [0, 'weighing api (new)\n']);
    rmSync(join(folder, 'old', 'api.json'));
  });

  it('refuses what is neither, and what is not there, before it weighs', async () => {
    writeFileSync(join(folder, 'notes'), 'some text\n'.repeat(99));
    writeFileSync(join(folder, 'empty'), '');
    for (const [baseline, message] of [
      ['notes', /^plimsoll: reading the baseline notes: it is neither an Analysis document nor an image\n {2}hint: .*\n$/],
      ['empty', /^plimsoll: reading the analysis .*empty: it is empty\n/],
      ['gone.tar', /^plimsoll: looking for the image gone\.tar: there is no such file or directory\n/],
      ['dir:out', /^plimsoll: the image dir:out cannot be weighed where it lies/],
      ['docker:api:ci', /^plimsoll: the image reference docker:api:ci names no image in a registry\n {2}hint: .*docker:\/\//],
    ] as const) {
      for (const images of [one, two]) {
        const { code, stdout, stderr } = await check(images, ['--baseline', baseline]);
        assert.deepEqual([code, stdout], [2, ''], baseline);
        assert.match(stderr, message);
      }
    }
    assert.equal((await check(one, ['--baseline', 'not-yet'])).code, 0, 'a directory need not be there yet');
  });
});

describe('check with a budget whose baseline the action keeps', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-baselines-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.git'));
  writeTinyLayout(join(folder, 'api'), { 'linux/amd64': [{ 'etc/a': 1000 }] });
  const check = async (baseline: string, argv: string[] = []) => {
    const image = 'images: { api: { source: api, limits: { total: { max: 1 kB, max-increase: 0 } } } }';
    writeFileSync(join(folder, 'plimsoll.yml'), `version: 1\n${image}\n${baseline}`);
    const { code, stdout } = await runPlimsoll(['check', ...argv], { cwd: folder });
    return { code, report: stdout.replaceAll(/\s+/g, ' ') };
  };

  for (const [store, kind] of [
    ['artifact', 'artifact'],
    ['"branch:sizes"', 'branch'],
  ] as const)
    it(`judges what needs no baseline, and says where it is: store: ${store}`, async () => {
      const { code, report } = await check(`baseline: { store: ${store} }`);
      const note = `The baseline is kept by the GitHub action (store: ${kind}); --baseline compares with a directory, a file or an image`;
      assert.equal(code, 0);
      assert.ok(report.includes(note), report);
    });

  it('compares with what --baseline names all the same, and says nothing where no store is named', async () => {
    assert.doesNotMatch((await check('baseline: { store: artifact }', ['--baseline', 'api'])).report, /kept by the GitHub action/);
    assert.doesNotMatch((await check('')).report, /kept by the GitHub action/);
  });
});

describe('check with an image as the baseline, and a base image that the budget names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-baselines-'));
  after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, '.git'));
  const base = { 'usr/lib': 7000 };
  const layout = (name: string, ...layers: Record<string, number>[]) => writeTinyLayout(join(folder, name), { 'linux/amd64': layers });
  layout('base', base);
  layout('new', base, { app: 400 });
  layout('old', base, { app: 300 });
  layout('elsewhere', { 'usr/lib': 6000 }, { app: 300 });
  writeFileSync(
    join(folder, 'plimsoll.yml'),
    'version: 1\nimages: { api: { source: "oci:new", base: "oci:base", limits: { own: { max-increase: 99 } } } }\n',
  );
  const check = async (baseline: string) => {
    const { code, stdout } = await runPlimsoll(['check', '--baseline', baseline, '--format', 'json'], { cwd: folder });
    const { results } = JSON.parse(stdout) as { results: { change?: number; note?: string }[] };
    return [code, results[0]?.change, results[0]?.note];
  };

  it('knows what is own of both', async () => {
    assert.deepEqual(await check('oci:old'), [1, 100, undefined]);
  });

  it('does without what is own of one that was built on another base', async () => {
    assert.deepEqual(await check('oci:elsewhere'), [0, undefined, 'the baseline does not know its own']);
  });
});
