/** A file is written whole or not at all, wherever it leads. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { ExpectedError } from '../src/errors.ts';
import { stageFile, writeFileAtomically } from '../src/write-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-write-'));
});
afterEach(() => rm(folder, { recursive: true }));

function writeError(found: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof ExpectedError, String(error));
    assert.equal(error.code, 'write');
    assert.match(error.message, found);
    assert.ok(error.hint);
    return true;
  };
}

describe('writeFileAtomically', () => {
  it('writes text, bytes and what comes in parts, and leaves nothing else behind', async () => {
    async function* parts(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('one ');
      yield Buffer.from('two');
    }
    await writeFileAtomically(join(folder, 'text'), 'é');
    await writeFileAtomically(join(folder, 'bytes'), Buffer.from([0xff]));
    await writeFileAtomically(join(folder, 'parts'), parts());
    assert.equal(await readFile(join(folder, 'text'), 'utf8'), 'é');
    assert.deepEqual(await readFile(join(folder, 'bytes')), Buffer.from([0xff]));
    assert.equal(await readFile(join(folder, 'parts'), 'utf8'), 'one two');
    assert.deepEqual((await readdir(folder)).sort(), ['bytes', 'parts', 'text']);
  });

  it('replaces a file and keeps its mode', async () => {
    const path = join(folder, 'report.md');
    await writeFile(path, 'a longer old text');
    await chmod(path, 0o640);
    await writeFileAtomically(path, 'new');
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o640);
  });

  it('keeps a symlink and replaces what it leads to, also what is not there yet', async () => {
    await mkdir(join(folder, 'real'));
    await writeFile(join(folder, 'real', 'old'), 'old');
    for (const name of ['old', 'new']) {
      const link = join(folder, `to-${name}`);
      await symlink(join('real', name), link);
      await writeFileAtomically(link, 'written');
      assert.ok((await lstat(link)).isSymbolicLink(), name);
      assert.equal(await readFile(join(folder, 'real', name), 'utf8'), 'written');
    }
  });

  it('leaves the old file as it was, and no other, where the content fails', async () => {
    const path = join(folder, 'report.md');
    await writeFile(path, 'old');
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      throw new Error('no more');
    }
    await assert.rejects(writeFileAtomically(path, broken()), /no more/);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['report.md']);
  });

  it('leaves the old file as it was where the disk takes no more', async () => {
    const path = join(folder, 'report.md');
    await writeFile(path, 'old');
    const module = JSON.stringify(join(import.meta.dirname, '..', 'src', 'write-file.ts'));
    const script = `import { writeFileAtomically } from ${module};
      await writeFileAtomically(${JSON.stringify(path)}, 'x'.repeat(1 << 20)).catch((error) => console.log(error.code + ': ' + error.message));`;
    // A limit on the size of files stands in for a full disk: both fail in the middle of the write.
    const { stdout } = spawnSync('sh', ['-c', 'ulimit -f 64; exec "$0" --input-type=module -e "$1"', process.execPath, script], {
      encoding: 'utf8',
    });
    assert.match(stdout, /^write: writing .*report\.md: it is larger than files may be here/);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['report.md']);
  });

  it('writes directly to a standard stream, a pipe and a device', async () => {
    const module = JSON.stringify(join(import.meta.dirname, '..', 'src', 'write-file.ts'));
    const script = `import { writeFileAtomically } from ${module}; await writeFileAtomically('/dev/stdout', 'through');`;
    const run = (command: string) =>
      spawnSync('sh', ['-c', command, process.execPath, script, join(folder, 'out')], { encoding: 'utf8' }).stdout;
    assert.equal(run('"$0" --input-type=module -e "$1" | cat'), 'through');
    assert.equal(run('(printf "before "; "$0" --input-type=module -e "$1") >> "$2"; cat "$2"'), 'before through');
    await writeFileAtomically('/dev/null', 'away');
    assert.ok((await stat('/dev/null')).isCharacterDevice());
  });

  it('says why it cannot write', async () => {
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(writeFileAtomically(folder, ''), writeError(/is a directory/));
    await assert.rejects(writeFileAtomically(join(folder, 'none', 'x'), ''), writeError(/its folder does not exist/));
    await assert.rejects(writeFileAtomically(join(folder, 'file', 'x'), ''), writeError(/is a file/));
    await assert.rejects(writeFileAtomically(join(folder, 'x'.repeat(300)), ''), writeError(/name is too long/));
    await assert.rejects(writeFileAtomically('/dev/full', 'x'), writeError(/the disk is full/));
  });
});

describe('stageFile', () => {
  it('changes nothing until it is committed, and nothing when it is discarded', async () => {
    const path = join(folder, 'api.json');
    await writeFile(path, 'old');
    const [first, second] = [await stageFile(path, 'first'), await stageFile(path, 'second')];
    assert.equal(await readFile(path, 'utf8'), 'old');
    await first.discard();
    await second.commit();
    assert.equal(await readFile(path, 'utf8'), 'second');
    assert.deepEqual(await readdir(folder), ['api.json']);
  });
});
