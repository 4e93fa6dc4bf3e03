import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fingerprint } from '../../src/analysis/fingerprint.ts';
import { type EntrySketch, scanOf } from '../support/scan-of.ts';

const base: EntrySketch[] = [
  { name: 'dir/', type: 'directory', mode: 0o755 },
  { name: 'dir/file', size: 10, xattrs: [Buffer.from('SCHILY.xattr.user.a=1'), Buffer.from('SCHILY.xattr.user.b=2')] },
  { name: 'dir/link', type: 'symlink', link: 'file' },
  { name: 'dir/.wh.gone' },
];
const print = (entries: readonly EntrySketch[]) => fingerprint(scanOf(entries)).content;
const changed = (change: Partial<EntrySketch>) => print(base.map((entry, index) => (index === 1 ? { ...entry, ...change } : entry)));

describe('fingerprint', () => {
  it('is the same for other times, another order, and another spelling of the names', () => {
    assert.equal(changed({ mtime: 77, name: './dir/file', bodyOffset: 4096 }), print(base));
    assert.equal(print(base.toReversed()), print(base));
    assert.equal(changed({ xattrs: base[1]!.xattrs!.toReversed() }), print(base));
  });

  const changes: Record<string, Partial<EntrySketch>> = {
    'another name': { name: 'dir/fil2' },
    'another size': { size: 11 },
    'a size beyond 32 bits': { size: 10 + 2 ** 32 },
    'another mode': { mode: 0o755 },
    'another owner': { uid: 1 },
    'another group': { gid: 1 },
    'another attribute': { xattrs: [Buffer.from('SCHILY.xattr.user.a=1')] },
    'another type': { type: 'fifo' },
    'a whiteout in its place': { name: 'dir/.wh.file' },
  };
  for (const [what, change] of Object.entries(changes))
    it(`differs for ${what}`, () => {
      assert.notEqual(changed(change), print(base));
    });

  it('differs for another target, a further entry, and an entry twice', () => {
    assert.notEqual(print(base.with(2, { ...base[2]!, link: 'fil2' })), print(base));
    assert.notEqual(print([...base, { name: 'more' }]), print(base));
    assert.notEqual(print([...base, base[1]!]), print(base));
  });

  it('tells which of two names and targets is which', () => {
    const link = (name: string, target: string): EntrySketch => ({ name, type: 'symlink', link: target });
    assert.notEqual(print([link('ab', 'c')]), print([link('a', 'bc')]));
    assert.notEqual(print([link('a', 'b'), link('b', 'a')]), print([link('a', 'a'), link('b', 'b')]));
  });

  it('is what earlier versions kept, so that their records still compare', () => {
    assert.equal(print(base), 'size:4316c59dcaba216800000004');
    assert.equal(print([{ name: 'dir/file', size: 10 + 2 ** 33, checksum: 0xdeadbeef }]), 'crc32:fa1674d75f2e0f8700000001');
  });

  it('says whether it knows the contents: only equal kinds compare', () => {
    assert.match(print(base), /^size:[0-9a-f]{24}$/);
    const known = (checksum: number) => print([{ name: 'a', size: 1, checksum }]);
    assert.match(known(1), /^crc32:[0-9a-f]{24}$/);
    assert.notEqual(known(1), known(2));
  });
});

describe('fingerprints', () => {
  const all = (entries: readonly EntrySketch[]) => fingerprint(scanOf(entries)).fingerprints;
  const changedAt = (index: number, change: Partial<EntrySketch>) => base.with(index, { ...base[index]!, ...change });
  /** The names of what differs. */
  const differing = (one: readonly EntrySketch[], other: readonly EntrySketch[]) => {
    const [before, after] = [fingerprint(scanOf(one)), fingerprint(scanOf(other))];
    const names = Object.keys(before.fingerprints) as (keyof typeof before.fingerprints)[];
    return [
      ...(before.content === after.content ? [] : ['content']),
      ...names.filter((name) => before.fingerprints[name] !== after.fingerprints[name]),
    ];
  };

  const changes: Record<string, [Partial<EntrySketch>, string[]]> = {
    time: [{ mtime: 1 }, ['times']],
    'time beyond 32 bits': [{ mtime: 2 ** 32 }, ['times']],
    'time before 1970': [{ mtime: -1 }, ['times']],
    user: [{ uid: 1 }, ['content', 'owners']],
    group: [{ gid: 1 }, ['content', 'owners']],
    mode: [{ mode: 0o600 }, ['content', 'modes']],
    'user, mode and time': [{ uid: 1, mode: 0o600, mtime: 5 }, ['content', 'owners', 'modes', 'times']],
    attribute: [{ xattrs: [Buffer.from('SCHILY.xattr.user.a=1')] }, ['content', 'files']],
    size: [{ size: 11 }, ['content', 'files']],
    'size beyond 32 bits': [{ size: 10 + 2 ** 32 }, ['content', 'files']],
    name: [{ name: 'dir/fil2' }, ['content', 'files', 'owners', 'modes', 'times', 'order']],
  };
  for (const [what, [change, expected]] of Object.entries(changes))
    it(`tell another ${what} from all else`, () => {
      assert.deepEqual(differing(base, changedAt(1, change)), expected);
    });

  it('tell another order, target, device and content', () => {
    assert.deepEqual(differing(base, base.toReversed()), ['order']);
    assert.deepEqual(differing(base, changedAt(2, { link: 'fil2' })), ['content', 'files']);
    const device = (number: number): EntrySketch[] => [{ name: 'null', type: 'character-device', device: number }];
    assert.deepEqual(differing(device(259), device(261)), ['content', 'files']);
    const known = (checksum: number): EntrySketch[] => [{ name: 'a', size: 1, checksum }];
    assert.deepEqual(differing(known(1), known(2)), ['content', 'files']);
  });

  it('tell which path has which time, owner and mode', () => {
    const pair = (one: Partial<EntrySketch>, other: Partial<EntrySketch>): EntrySketch[] => [
      { name: 'a', ...one },
      { name: 'b', ...other },
    ];
    assert.deepEqual(differing(pair({ mtime: 1 }, { mtime: 2 }), pair({ mtime: 2 }, { mtime: 1 })), ['times']);
    assert.deepEqual(differing(pair({ uid: 1 }, { uid: 2 }), pair({ uid: 2 }, { uid: 1 })), ['content', 'owners']);
    assert.deepEqual(differing(pair({ uid: 1 }, { gid: 1 }), pair({ gid: 1 }, { uid: 1 })), ['content', 'owners']);
    assert.deepEqual(differing(pair({ mode: 1 }, { mode: 2 }), pair({ mode: 2 }, { mode: 1 })), ['content', 'modes']);
  });

  it('leave out an order that was not kept', () => {
    const scan = scanOf(base);
    scan.keepsOrder = false;
    const { order: _, ...rest } = all(base);
    assert.deepEqual(fingerprint(scan).fingerprints, rest);
  });
});
