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
const print = (entries: readonly EntrySketch[]) => fingerprint(scanOf(entries));
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

  it('says whether it knows the contents: only equal kinds compare', () => {
    assert.match(print(base), /^size:[0-9a-f]{24}$/);
    const known = (checksum: number) => print([{ name: 'a', size: 1, checksum }]);
    assert.match(known(1), /^crc32:[0-9a-f]{24}$/);
    assert.notEqual(known(1), known(2));
  });
});
