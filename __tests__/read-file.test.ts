/** A file is read whole within its limit, and nothing is read of what is no file or has more. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { readBounded } from '../src/read-file.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-read-'));
});
after(() => rm(folder, { recursive: true }));

const unix = { skip: process.platform === 'win32' && 'this needs pipes and devices that are files' };

describe('readBounded', () => {
  it('reads a file that has as many bytes as it may, and an empty one', async () => {
    const path = join(folder, 'whole');
    await writeFile(path, 'a'.repeat(200_000));
    assert.equal((await readBounded(path, 200_000)).toString(), 'a'.repeat(200_000));
    await writeFile(path, '');
    assert.equal((await readBounded(path, 0)).length, 0);
  });

  it('refuses one byte more', async () => {
    const path = join(folder, 'more');
    await writeFile(path, 'abcd');
    await assert.rejects(readBounded(path, 3), { reason: 'too-large', message: 'it has 4 bytes, and at most 3 are read' });
  });

  it('says of what is no file what it is', async () => {
    await assert.rejects(readBounded(join(folder, 'none'), 9), { reason: 'missing', message: 'there is no such file' });
    await assert.rejects(readBounded(folder, 9), { reason: 'directory', message: 'it is a directory' });
    await writeFile(join(folder, 'file'), '');
    const under = process.platform === 'win32' ? /no such file/ : /a part of its path is a file/;
    await assert.rejects(readBounded(join(folder, 'file', 'under'), 9), { message: under });
    await symlink('loop', join(folder, 'loop'));
    await assert.rejects(readBounded(join(folder, 'loop'), 9), { reason: 'other', message: 'its symbolic links lead in a circle' });
  });

  it('reads nothing of a device', unix, async () => {
    const message = 'it is a device or a socket, expected a file';
    await assert.rejects(readBounded('/dev/zero', 9), { reason: 'other', message });
  });

  it('reads a pipe, as a shell makes of <(…), up to the limit', unix, async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const fill = (text: string) => writeFile(path, text).catch(() => {});
    void fill('abc');
    assert.equal((await readBounded(path, 3)).toString(), 'abc');
    void fill('abcd');
    await assert.rejects(readBounded(path, 3), { reason: 'too-large', message: 'it has more than 3 bytes, and at most 3 are read' });
  });
});
