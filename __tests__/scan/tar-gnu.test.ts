/** The tar reader on archives that GNU tar made of real files, in every format it writes, against GNU tar's and Python's own listings. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { TarEntry } from '../../src/scan/tar-entry.ts';
import { readTar, summary } from '../support/read-tar.ts';

const hasGnuTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar') === true;
const hasPython = spawnSync('python3', ['--version']).status === 0;
const isRoot = process.getuid?.() === 0;

/** Files of every kind that a tar can hold. */
function makeFiles(folder: string): void {
  const path = (name: string) => join(folder, name);
  mkdirSync(path('dir/sub'), { recursive: true });
  writeFileSync(path('dir/file'), 'some bytes');
  writeFileSync(path('dir/empty'), '');
  linkSync(path('dir/file'), path('dir/sub/hard'));
  symlinkSync('../target', path('dir/symlink'));
  symlinkSync('t'.repeat(150), path('dir/long-target'));
  writeFileSync(path(`dir/${'n'.repeat(120)}`), '120');
  mkdirSync(path(`dir/${'d'.repeat(120)}/${'e'.repeat(120)}`), { recursive: true });
  writeFileSync(path(`dir/${'d'.repeat(120)}/${'e'.repeat(120)}/${'f'.repeat(60)}`), '300');
  writeFileSync(Buffer.concat([Buffer.from(path('dir/caf')), Buffer.from([0xe9, 0xff])]), 'latin1');
  writeFileSync(path('dir/漢字\n'), 'odd');
  chmodSync(path('dir/file'), 0o4755);
  utimesSync(path('dir/file'), 1_234_567_890.5, 1_234_567_890.5);
  utimesSync(path('dir/empty'), -86_400, -86_400);
  // Data in two places, a hole before, between and behind.
  const sparse = openSync(path('dir/sparse'), 'w');
  writeSync(sparse, Buffer.alloc(5000, 'a'), 0, 5000, 1 << 14);
  writeSync(sparse, Buffer.alloc(4096, 'b'), 0, 4096, 8 << 14);
  closeSync(sparse);
  truncateSync(path('dir/sparse'), 16 << 14);
  // More places than one header holds.
  const comb = openSync(path('dir/comb'), 'w');
  for (let tooth = 0; tooth < 40; tooth++) writeSync(comb, Buffer.alloc(4096, 'c'), 0, 4096, tooth << 13);
  closeSync(comb);
  writeFileSync(path('dir/hole'), '');
  truncateSync(path('dir/hole'), 3 << 16);
  execFileSync('mkfifo', [path('dir/fifo')]);
  spawnSync('setfattr', ['-n', 'user.note', '-v', 'a value', path('dir/file')]);
  if (!isRoot) return;
  chownSync(path('dir/file'), 4_000_000_000, 3_000_000);
  execFileSync('mknod', [path('dir/char'), 'c', '259', '70000']);
  execFileSync('mknod', [path('dir/block'), 'b', '8', '1']);
}

/** `-rw-r--r-- 0/0 10 2009-02-13 23:31:30 dir/file`, as `tar -tv` prints it. */
function listingLine(entry: TarEntry): string {
  const letters: Record<TarEntry['type'], string> = {
    file: '-',
    link: 'h',
    symlink: 'l',
    directory: 'd',
    fifo: 'p',
    'character-device': 'c',
    'block-device': 'b',
  };
  const bit = (shift: number, letter: string) => (entry.mode & (1 << shift) ? letter : '-');
  const triple = (shift: number, special: number, letter: string) => {
    const isExecutable = (entry.mode & (1 << shift)) !== 0;
    const last = entry.mode & (1 << special) ? (isExecutable ? letter : letter.toUpperCase()) : isExecutable ? 'x' : '-';
    return `${bit(shift + 2, 'r')}${bit(shift + 1, 'w')}${last}`;
  };
  const mode = `${letters[entry.type]}${triple(6, 11, 's')}${triple(3, 10, 's')}${triple(0, 9, 't')}`;
  const isDevice = entry.type.endsWith('device');
  const size = isDevice ? `${Math.floor(entry.device / 2 ** 20)},${entry.device % 2 ** 20}` : String(entry.logicalSize);
  const time = new Date(entry.mtime * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const arrow = entry.type === 'link' ? ' link to ' : entry.type === 'symlink' ? ' -> ' : '';
  return `${mode} ${entry.uid}/${entry.gid} ${size} ${time} ${escaped(entry.name)}${arrow}${escaped(entry.linkName)}`;
}

function escaped(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => {
    if (byte === 10) return '\\n';
    return byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  }).join('');
}

function listedByTar(file: string): string[] {
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  const text = execFileSync('tar', ['-tvf', file, '--numeric-owner', '--full-time', '--quoting-style=escape'], { env, encoding: 'utf8' });
  // Fractions of a second, and blanks that align columns.
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/(:\d\d)(?:\.\d+)? +/, '$1 ').replace(/^(\S+) (\S+) +/, '$1 $2 '));
}

const pythonListing = `
import json, math, sys, tarfile
kinds = {tarfile.LNKTYPE: 'link', tarfile.SYMTYPE: 'symlink', tarfile.CHRTYPE: 'character-device', tarfile.BLKTYPE: 'block-device', tarfile.DIRTYPE: 'directory', tarfile.FIFOTYPE: 'fifo'}
raw = lambda text: text.encode('utf-8', 'surrogateescape').decode('latin-1')
for m in tarfile.open(sys.argv[1], encoding='utf-8', errors='surrogateescape'):
    kind = kinds.get(m.type, 'file')
    print(json.dumps({'type': kind, 'name': raw(m.name), 'size': m.size if kind == 'file' else 0, 'mode': m.mode & 0o7777, 'uid': m.uid, 'gid': m.gid, 'mtime': math.floor(m.mtime), 'link': raw(m.linkname)}))
`;

const archives = [
  ['--format=v7'],
  ['--format=ustar'],
  ['--format=gnu'],
  ['--format=oldgnu'],
  ['--format=pax'],
  ['--format=pax', '--xattrs'],
  ['--format=gnu', '--sparse'],
  ['--format=oldgnu', '--sparse'],
  ...['0.0', '0.1', '1.0'].map((version) => ['--format=pax', '--sparse', `--sparse-version=${version}`]),
];

describe('TarReader on what GNU tar writes', { skip: hasGnuTar ? false : 'tar is not GNU tar' }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-gnu-'));
  before(() => makeFiles(folder));
  after(() => rmSync(folder, { recursive: true }));

  for (const options of archives)
    it(`lists ${options.join(' ')} as GNU tar and Python do`, async () => {
      const file = join(folder, 'made.tar');
      // The older formats refuse what they cannot hold, and go on.
      spawnSync('tar', ['-cf', file, ...options, '--sort=name', '-C', folder, 'dir']);
      const { entries, fault, hasEndMark } = await readTar(readFileSync(file));
      assert.deepEqual([fault, hasEndMark], [undefined, true]);
      assert.ok(entries.length >= 8, `only ${entries.length} entries`);
      assert.deepEqual(entries.map(listingLine), listedByTar(file));
      if (!hasPython) return;
      const lines = execFileSync('python3', ['-c', pythonListing, file], { encoding: 'utf8' }).trimEnd().split('\n');
      const ours = entries.map(summary).map((entry) => ({ ...entry, name: entry.name.replace(/\/$/, '') }));
      assert.deepEqual(
        ours,
        lines.map((line): unknown => JSON.parse(line)),
      );
    });

  it('counts of sparse files what is stored', async () => {
    for (const options of archives.slice(6)) {
      const file = join(folder, 'sparse.tar');
      execFileSync('tar', ['-cf', file, ...options, '-C', folder, 'dir/sparse', 'dir/comb', 'dir/hole']);
      const { entries } = await readTar(readFileSync(file));
      assert.deepEqual(
        entries.map(({ size, logicalSize }) => [size, logicalSize]),
        [
          [8192 + 4096, 16 << 14],
          [40 * 4096, (39 << 13) + 4096],
          [0, 3 << 16],
        ],
        options.join(' '),
      );
    }
  });

  it('reads extended attributes', {
    skip: spawnSync('getfattr', ['--version']).status === 0 ? false : 'getfattr is not there',
  }, async () => {
    const file = join(folder, 'xattr.tar');
    execFileSync('tar', ['-cf', file, '--format=pax', '--xattrs', '-C', folder, 'dir/file']);
    const { entries } = await readTar(readFileSync(file));
    assert.deepEqual(
      entries[0]!.xattrs.map((record) => Buffer.from(record).toString()),
      ['SCHILY.xattr.user.note=a value'],
    );
  });
});
