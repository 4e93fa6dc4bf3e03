/** A budget over images in a registry, which is asked for no more than the budget needs. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { StandInRegistry } from './sources/registry/stand-in.ts';
import { runPlimsoll } from './support/cli-run.ts';
import { buildImage } from './support/image-builder.ts';
import { newFolder } from './support/image-files.ts';

const gzip = { compression: 'gzip' } as const;
const base = { files: { 'usr/base': 5000 }, ...gzip };

async function start(limits: string) {
  const registry = await StandInRegistry.start();
  const before = registry.push('o/api', 'main', buildImage([base, { files: { app: 100 }, ...gzip }]));
  const now = registry.push('o/api', 'ci', buildImage([base, { files: { app: 300 }, ...gzip }, { files: { more: 50 }, ...gzip }]));
  const cwd = newFolder();
  writeFileSync(join(cwd, 'plimsoll.yml'), `version: 1\nimages:\n  api: { source: "${now}", ${limits} }\n`);
  const check = (...argv: string[]) => runPlimsoll(['check', '--quiet', ...argv], { cwd, env: { HOME: cwd } });
  return { registry, before, check, cwd, layersAsked: () => registry.asked(/blobs/).length };
}

describe('check of an image in a registry', () => {
  it('fetches no layer where the budget is about sizes alone, and says so', async () => {
    const { registry, before, check, layersAsked } = await start(
      'limits: { compressed: { max: 1 MB, max-increase: 1 kB }, layers: { max: 2 } }',
    );
    await using _ = registry;
    const { code, stdout } = await check('--baseline', before);
    assert.equal(code, 1);
    assert.match(stdout.replaceAll(/\s+/g, ' '), /unknown: no layer was read, as nothing but the sizes in the manifest was asked for/);
    assert.match(stdout, /layers/);
    // Two configs.
    assert.equal(layersAsked(), 2);
    assert.equal(registry.seen.length, 4);
  });

  it('fetches no layer for a limit on what an update pulls, which the two manifests tell', async () => {
    for (const [limit, expected] of [
      ['1 kB', 0],
      ['100 B', 1],
    ] as const) {
      const { registry, before, check, layersAsked } = await start(`limits: { update: ${limit} }`);
      await using _ = registry;
      const { code, stdout, stderr } = await check('--no-cache', '--baseline', before);
      assert.equal(code, expected, stderr);
      assert.match(stdout, /update/);
      // Of each image the manifest and the config.
      assert.deepEqual([registry.seen.length, layersAsked()], [4, 2]);
    }
  });

  it('fetches layers for any other limit, and one that the baseline has too only once', async () => {
    const { registry, before, check, layersAsked } = await start('limits: { compressed: { max: 1 MB }, total: { max-increase: 1 kB } }');
    await using _ = registry;
    assert.equal((await check('--no-cache', '--baseline', before)).code, 0);
    // Two configs, the base, what was above it, and what is.
    assert.equal(layersAsked(), 2 + 1 + 1 + 2);
  });

  for (const [why, limits, argv] of [
    ['a path is limited', 'limits: { compressed: { max: 1 MB } }, paths: { "/usr/**": { max: 1 MB } }', []],
    ['nothing is limited', 'limits: {}', []],
    ['every byte shall be read', 'limits: { compressed: { max: 1 MB } }', ['--verify']],
    ['the analysis is kept', 'limits: { compressed: { max: 1 MB } }', ['--save', 'kept']],
  ] as const)
    it(`fetches layers where ${why}`, async () => {
      const { registry, check, layersAsked } = await start(limits);
      await using _ = registry;
      const { code, stderr } = await check('--no-cache', ...argv);
      assert.equal(code, 0, stderr);
      assert.equal(layersAsked(), 4);
    });

  it('goes nowhere in the clear but where it was told to', async () => {
    const { registry, check } = await start('limits: { compressed: { max: 1 MB } }');
    await using _ = registry;
    const bad = await check('--insecure', 'http://registry.example/');
    assert.equal(bad.code, 2);
    assert.match(bad.stderr, /--insecure.*is not a registry, HOST\[:PORT\].*registry\.example/s);
  });
});
