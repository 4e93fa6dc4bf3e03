/** What tells two layers of the same files apart, in tars that GNU tar and tar-stream made, whichever way they are read. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { pack } from 'tar-stream';
import { fingerprint } from '../../src/analysis/fingerprint.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';
import { scanPassing } from '../../src/scan/scan-passing.ts';
import { scanBytes } from '../support/read-tar.ts';

const hasGnuTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout?.includes('GNU tar') === true;

const options = { what: 'the layer' };
const streamOf = (bytes: Buffer) => Readable.from([bytes.subarray(0, 700), bytes.subarray(700)].filter(({ length }) => length > 0));

/** Scans of one tar as every reader gives them that has the tar itself. */
async function everyScan(bytes: Buffer, folder: string): Promise<LayerScan[]> {
  const packed = gzipSync(bytes);
  const path = join(folder, 'layer.tar.gz');
  writeFileSync(path, packed);
  const fd = openSync(path, 'r');
  try {
    return [
      await scanBytes(bytes),
      await scanLayer({ kind: 'stream', stream: streamOf(bytes) }, options),
      await scanLayer({ kind: 'stream', stream: streamOf(bytes) }, { ...options, verify: true }),
      await scanLayer({ kind: 'stream', stream: streamOf(packed) }, options),
      await scanLayer({ kind: 'file', fd, offset: 0, length: packed.length }, options),
      await scanPassing(streamOf(bytes), 'none', options),
      await scanPassing(streamOf(packed), 'gzip', options),
    ];
  } finally {
    closeSync(fd);
  }
}

type Prints = ReturnType<typeof fingerprint>;

/** The names of what differs, content first. */
function differing(one: Prints, other: Prints): string[] {
  const flat = ({ content, fingerprints }: Prints): Record<string, string | undefined> => ({ content, ...fingerprints });
  const [before, after] = [flat(one), flat(other)];
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

describe('fingerprints of tars that GNU tar made', { skip: !hasGnuTar && 'no GNU tar' }, () => {
  let folder: string;
  let files: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-fingerprints-'));
    files = join(folder, 'files');
    mkdirSync(join(files, 'dir'), { recursive: true });
    for (const name of ['dir/one', 'dir/two', 'three']) writeFileSync(join(files, name), `${name} `.repeat(300));
    symlinkSync('one', join(files, 'dir/link'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const names = ['dir', 'dir/link', 'dir/one', 'dir/two', 'three'];
  const made = (...more: string[]) =>
    execFileSync('tar', [
      '--create',
      '--no-recursion',
      '--numeric-owner',
      '--directory',
      files,
      '--mtime=@1700000000',
      '--owner=:0',
      ...more,
    ]);
  const plain = () => made('--format=gnu', ...names);

  /** What differs from the plain tar: the same by every reader. */
  const differs = async (other: Buffer): Promise<string[]> => {
    const [one, two] = [await everyScan(plain(), folder), await everyScan(other, folder)];
    const all = one.map((scan, index) => differing(fingerprint(scan), fingerprint(two[index]!)));
    for (const each of all) assert.deepEqual(each, all[0]);
    return all[0]!;
  };

  it('are the same by every reader, and of one kind those of the files too', async () => {
    const prints = (await everyScan(plain(), folder)).map(fingerprint);
    const withoutFiles = ({ fingerprints: { files: _, ...sums } }: Prints) => sums;
    for (const each of prints) assert.deepEqual(withoutFiles(each), withoutFiles(prints[0]!));
    assert.equal(new Set(prints.map(({ content }) => content)).size, 2);
    assert.equal(new Set(prints.map(({ fingerprints }) => fingerprints.files)).size, 2);
  });

  it('tell other times, another order, other owners and other modes apart', async () => {
    assert.deepEqual(await differs(plain()), []);
    assert.deepEqual(await differs(made('--format=gnu', '--mtime=@1700000001', ...names)), ['times']);
    assert.deepEqual(await differs(made('--format=gnu', ...names.toReversed())), ['order']);
    assert.deepEqual(await differs(made('--format=gnu', '--mtime=@1700000001', ...names.toReversed())), ['times', 'order']);
    assert.deepEqual(await differs(made('--format=gnu', '--owner=:1001', '--group=:123', ...names)), ['content', 'owners']);
    assert.deepEqual(await differs(made('--format=gnu', '--mode=g+w', ...names)), ['content', 'modes']);
  });

  it('tell the time of a single directory', async () => {
    const own = () => execFileSync('tar', ['--create', '--no-recursion', '--format=gnu', '--directory', files, ...names]);
    const [one] = await everyScan(own(), folder);
    utimesSync(join(files, 'dir'), 1_600_000_000, 1_600_000_000);
    const [other] = await everyScan(own(), folder);
    assert.deepEqual(differing(fingerprint(one!), fingerprint(other!)), ['times']);
  });

  it('leave out how the tar says it: its format, names of owners, fractions of a second', async () => {
    assert.deepEqual(await differs(made('--format=pax', '--mtime=@1700000000.25', ...names)), []);
    assert.deepEqual(await differs(made('--format=ustar', ...names)), []);
    const named = execFileSync('tar', [
      '--create',
      '--no-recursion',
      '--directory',
      files,
      '--mtime=@1700000000',
      '--owner=app:0',
      ...names,
    ]);
    assert.ok(!named.equals(plain()));
    assert.deepEqual(await differs(named), []);
  });
});

describe('fingerprints of tars that tar-stream made', () => {
  type File = { name: string; bytes: number; mode: number; uid: number; mtime: number };
  const file = fc.record<File>({
    name: fc.string({ unit: fc.constantFrom('a', 'b', 'é', '/'), minLength: 1, maxLength: 12 }).map((text) => `f${text}`),
    bytes: fc.nat(600),
    mode: fc.nat(0o7777),
    // tar-stream writes six octal digits, and seconds of 31 bits.
    uid: fc.nat(2 ** 18 - 1),
    mtime: fc.nat(2 ** 31 - 2),
  });
  const someFiles = fc.uniqueArray(file, { selector: ({ name }) => name.split('/').filter(Boolean).join('/'), maxLength: 8 });
  const scanned = async (entries: readonly File[]): Promise<Prints> => {
    const tar = pack();
    for (const { name, bytes, mode, uid, mtime } of entries)
      tar.entry({ name: name.replace(/\/+$/, ''), mode, uid, mtime: new Date(mtime * 1000) }, Buffer.alloc(bytes, name));
    tar.finalize();
    return fingerprint(await scanLayer({ kind: 'stream', stream: Readable.from([gzipSync(await buffer(tar))]) }, options));
  };

  it('tell what was changed, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(someFiles, fc.nat(), async (entries, seed) => {
        const print = await scanned(entries);
        const at = seed % (entries.length || 1);
        const changed = async (change: (entry: File) => File) =>
          differing(print, await scanned(entries.map((entry, i) => (i === at ? change(entry) : entry))));
        const some = (...names: string[]) => (entries.length === 0 ? [] : names);
        assert.deepEqual(await changed((entry) => entry), []);
        assert.deepEqual(await changed((entry) => ({ ...entry, mtime: entry.mtime + 1 })), some('times'));
        assert.deepEqual(await changed((entry) => ({ ...entry, uid: entry.uid ^ 1 })), some('content', 'owners'));
        assert.deepEqual(await changed((entry) => ({ ...entry, mode: entry.mode ^ 1 })), some('content', 'modes'));
        assert.deepEqual(await changed((entry) => ({ ...entry, bytes: entry.bytes + 1 })), some('content', 'files'));
        const turned = [...entries.slice(at), ...entries.slice(0, at)];
        assert.deepEqual(differing(print, await scanned(turned)), at === 0 ? [] : ['order']);
      }),
      { numRuns: 60 },
    );
  });
});
