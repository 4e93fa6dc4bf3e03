/** Which caches a program can do something with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refuseCaches } from '../../src/build/refuse-caches.ts';
import { dockerfileBuild } from './builders.ts';

type Program = Parameters<typeof refuseCaches>[0];

const from = { cacheFrom: ['example.com/o/cache'] };
const to = { cacheTo: ['example.com/o/cache'] };
const answer = (program: Program, said: object, env: Record<string, string> = {}): string => {
  try {
    return refuseCaches(program, dockerfileBuild({ with: program, ...said }), { doing: 'building api', env }) ?? 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('refuseCaches', () => {
  it('lets buildah have caches where it makes a layer of each step', () => {
    const both = 'building api with buildah: it makes one layer of all steps, and would ignore cache-from and cache-to';
    for (const [extraArgs, env, expected] of [
      [[], {}, both],
      [['--layers'], {}, 'taken'],
      [['--layers=true'], {}, 'taken'],
      [['--layers', '--layers=false'], {}, both],
      [[], { BUILDAH_LAYERS: 'true' }, 'taken'],
      [[], { BUILDAH_LAYERS: '1' }, 'taken'],
      [[], { BUILDAH_LAYERS: 'false' }, both],
      [['--layers=0'], { BUILDAH_LAYERS: 'true' }, both],
      [['--layers-label'], {}, both],
    ] as const)
      assert.equal(answer('buildah', { ...from, ...to, extraArgs }, env), expected, `${extraArgs} ${JSON.stringify(env)}`);
    assert.equal(answer('buildah', {}), 'taken');
  });

  it('lets podman have them too, which makes layers unless it is told not to', () => {
    assert.equal(answer('podman', { ...from, ...to }), 'taken');
    const refused = 'building api with podman: it makes one layer of all steps, and would ignore cache-to';
    assert.equal(answer('podman', { ...to, extraArgs: ['--layers=false'] }), refused);
    assert.equal(answer('podman', to, { BUILDAH_LAYERS: '0' }), refused);
  });

  it('lets podman have none where it squashes the steps', () => {
    const refused = 'building api with podman: it makes one layer of all steps, and would ignore cache-to';
    for (const [extraArgs, expected, left] of [
      [['--squash'], refused, '--squash'],
      [['--squash=true'], refused, '--squash=true'],
      [['--squash', '--layers'], refused, '--squash'],
      [['--squash-all'], refused, '--squash-all'],
      [['--squash-all', '--layers'], 'taken', ''],
      [['--squash', '--squash=false'], 'taken', ''],
    ] as const) {
      assert.equal(answer('podman', { ...to, extraArgs }), expected, `${extraArgs}`);
      if (left === '') continue;
      const hint = `Leave ${left} out of extra-args, or leave cache-to out.`;
      assert.equal(answer('podman', { ...to, extraArgs, with: undefined }), `${expected}. ${hint}`);
    }
    assert.equal(answer('buildah', { ...to, extraArgs: ['--squash', '--layers'] }), 'taken');
  });

  it('refuses nothing to a program that the budget does not name, and says what it leaves alone', () => {
    const hint = 'Write extra-args: [--layers] beside with: buildah, or leave cache-from out.';
    const note = `building api with buildah: it makes one layer of all steps, and would ignore cache-from. ${hint}`;
    assert.equal(answer('buildah', { ...from, with: undefined }), note);
    assert.equal(answer('buildah', { with: undefined }), 'taken');
  });

  it('lets docker have what it is to read', () => {
    assert.equal(answer('docker', from), 'taken');
    assert.equal(answer('docker', to), 'building api with docker: docker without buildx knows no cache-to');
  });
});
