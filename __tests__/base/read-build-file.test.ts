/** Which Dockerfile a build was made from: the one that its program takes, and none where an option may say otherwise. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readBuildFile } from '../../src/base/read-build-file.ts';
import type { Builder, DockerfileBuild } from '../../src/budget/build-source.ts';

describe('the file of a build', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-file-'));
    for (const [name, ...files] of [
      ['both', 'Containerfile', 'Dockerfile'],
      ['one', 'Dockerfile'],
      ['other', 'Containerfile'],
    ] as const) {
      mkdirSync(join(folder, name));
      for (const file of files) writeFileSync(join(folder, name, file), `FROM ${file}\n`);
    }
    writeFileSync(join(folder, 'large'), '#'.repeat(600_000));
    execFileSync('mkfifo', [join(folder, 'pipe')]);
  });
  after(() => rmSync(folder, { recursive: true }));

  const read = (context: string, more: Partial<DockerfileBuild> = {}, program: Builder = 'buildx') =>
    readBuildFile({ kind: 'build', context, args: {}, secrets: [], cacheFrom: [], cacheTo: [], extraArgs: [], ...more }, folder, program);

  it('is the first that its program looks for', async () => {
    for (const [program, texts] of [
      ['buildx', ['FROM Dockerfile\n', 'FROM Dockerfile\n', undefined]],
      ['docker', ['FROM Dockerfile\n', 'FROM Dockerfile\n', undefined]],
      ['buildah', ['FROM Containerfile\n', 'FROM Dockerfile\n', 'FROM Containerfile\n']],
      ['podman', ['FROM Containerfile\n', 'FROM Dockerfile\n', 'FROM Containerfile\n']],
    ] as const) {
      const found = await Promise.all(['both', 'one', 'other'].map((context) => read(context, {}, program)));
      assert.deepEqual(
        found.map((file) => file?.text),
        texts,
        program,
      );
    }
    assert.equal((await read('one', { file: 'both/Containerfile' }))?.text, 'FROM Containerfile\n');
  });

  it('is none where it cannot be read, and nobody waits for a pipe', async () => {
    for (const file of ['missing', 'large', 'both', 'pipe', '/dev/zero']) assert.equal(await read('one', { file }), undefined, file);
  });

  it('comes with the arguments and contexts of both the budget and its options', async () => {
    const extraArgs = [
      '--build-arg',
      'A=2',
      '--build-arg=B=x=y',
      '--build-context',
      'x=docker-image://y',
      '--no-cache',
      '-t',
      'q',
      '--pull=true',
    ];
    assert.deepEqual(await read('one', { args: { A: '1', C: '3' }, target: 't', extraArgs }), {
      text: 'FROM Dockerfile\n',
      target: 't',
      args: { A: '2', B: 'x=y', C: '3' },
      contexts: { x: 'docker-image://y' },
    });
  });

  it('is none where an option may decide the base, or is not known', async () => {
    for (const extraArgs of [
      ['-fContainerfile'],
      ['-f', 'Containerfile'],
      ['--file=Containerfile'],
      ['--from', 'debian'],
      ['--build-arg-file', 'arguments'],
      ['--build-arg', 'BASE'],
      ['--build-arg=BASE'],
      ['--build-arg'],
      ['--build-context', 'x'],
      ['--target=x'],
      ['--squash'],
      ['--omit-history'],
      ['--something-new'],
      ['--no-cache', 'another'],
      ['--'],
    ])
      assert.equal(await read('one', { extraArgs }), undefined, extraArgs.join(' '));
  });
});
