import assert from 'node:assert/strict';
import { openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ArchiveStore } from '../../src/sources/archive-store.ts';
import { archiveOf, type Members } from '../support/image-builder.ts';
import { newFolder } from '../support/image-files.ts';
import { bodyOf, entry, gnuLong, oldSparse, pax, paxSparse, tar } from '../support/tar-bytes.ts';

async function open(
  bytes: Buffer,
  use: (store: ArchiveStore, read: (name: string) => string | undefined) => void = () => undefined,
): Promise<void> {
  const file = join(newFolder(), 'archive.tar');
  writeFileSync(file, bytes);
  const store = await ArchiveStore.open(openSync(file, 'r'), bytes.length, 'archive.tar');
  try {
    use(store, (name) => {
      const content = store.find(name);
      if (content === undefined) return undefined;
      const body = Buffer.alloc(content.length);
      readSync(content.fd, body, 0, body.length, content.offset);
      return body.toString();
    });
  } finally {
    store.close();
  }
}

const members = (...list: [string, string | { symlink: string } | { link: string }][]): Buffer =>
  archiveOf(list.map(([name, member]): Members[number] => [name, typeof member === 'string' ? Buffer.from(member) : member]));

describe('ArchiveStore', () => {
  it('finds members by name, whatever the prefix', () =>
    open(members(['./manifest.json', 'one'], ['/config', 'two'], ['a//b/./c', 'three']), (_store, read) => {
      assert.deepEqual(
        [read('manifest.json'), read('./config'), read('a/b/c'), read('a/b'), read('nothing')],
        ['one', 'two', 'three', undefined, undefined],
      );
    }));

  it('takes the last of several members of one name', () =>
    open(members(['a', 'first'], ['./a', 'last'], ['b', 'x'], ['b', { symlink: 'a' }]), (_store, read) => {
      assert.deepEqual([read('a'), read('b')], ['last', 'last']);
    }));

  it('follows links that stand before or behind what they lead to, within the archive alone', () =>
    open(
      members(
        ['x/layer.tar', { symlink: '../y/layer.tar' }],
        ['y/layer.tar', 'bytes'],
        ['hard', { link: 'y/layer.tar' }],
        ['chain', { symlink: 'hard' }],
        ['absolute', { symlink: '/y/layer.tar' }],
        ['climbing', { symlink: '../../../y/layer.tar' }],
        ['outside', { symlink: '/etc/passwd' }],
      ),
      (_store, read) => {
        for (const name of ['x/layer.tar', 'hard', 'chain', 'absolute', 'climbing']) assert.equal(read(name), 'bytes', name);
        assert.equal(read('outside'), undefined);
      },
    ));

  it('refuses links in a circle', () =>
    open(members(['a', { symlink: 'b' }], ['b', { link: 'a' }]), (store) => {
      assert.throws(() => store.find('a'), { code: 'content', message: /its member a is a link that is not at its end after 16 steps/ });
    }));

  it('reads long names, sizes in extended headers, and names that are no UTF-8', () => {
    const long = `blobs/${'x'.repeat(200)}`;
    const bytes = tar(
      gnuLong('L', long),
      entry({ name: 'cut' }, 'gnu'),
      pax({ path: `${long}.pax`, size: '3' }),
      entry({ name: 'cut', size: 0 }, 'pax'),
      entry({ name: Buffer.from([0x61, 0xff]) }, 'odd'),
      entry({ name: 'last' }, 'last'),
    );
    return open(bytes, (_store, read) => assert.deepEqual([read(long), read(`${long}.pax`), read('last')], ['gnu', 'pax', 'last']));
  });

  it('refuses a member with holes, and none beside it', async () => {
    const regions = [{ offset: 4096, length: 512 }];
    for (const sparse of [
      oldSparse('layer.tar', regions, 9000),
      paxSparse('1.0', 'layer.tar', regions, 9000),
      paxSparse('0.1', 'layer.tar', regions, 9000),
    ])
      await open(tar(sparse, entry({ name: 'config' }, 'plain')), (store, read) => {
        assert.equal(read('config'), 'plain');
        assert.throws(() => store.find('layer.tar'), {
          code: 'unsupported',
          message: /layer\.tar is stored with holes/,
          hint: /without --sparse/,
        });
      });
  });

  it('ignores what stands behind the end mark, and notes that there is none', async () => {
    const one = entry({ name: 'a' }, 'x');
    await open(Buffer.concat([tar(one), entry({ name: 'behind' }, 'y')]), (store, read) => {
      assert.deepEqual([read('a'), read('behind'), store.notes], ['x', undefined, []]);
    });
    await open(one, (store, read) => {
      assert.equal(read('a'), 'x');
      assert.match(store.notes.join(), /^the archive has no end mark/);
    });
  });

  it('refuses an archive that is cut off anywhere in a member', async () => {
    const whole = tar(entry({ name: 'small' }, 'x'), entry({ name: 'large' }, bodyOf(100_000)));
    // Within the second header, at the begin of the body, in it, and one byte before its end.
    for (const length of [1024 + 1, 1024 + 511, 1536, 50_000, 1536 + 99_999])
      await assert.rejects(
        open(whole.subarray(0, length)),
        { code: 'content', message: /^reading archive\.tar: found the end of the data/ },
        `${length} bytes`,
      );
  });

  it('refuses what is no tar, and what stops to be one', async () => {
    await assert.rejects(open(Buffer.from('x'.repeat(2000))), {
      code: 'not-an-image',
      message: /^opening archive\.tar: found a block whose checksum/,
    });
    await assert.rejects(open(Buffer.from('short')), { code: 'not-an-image' });
    await assert.rejects(open(Buffer.concat([entry({ name: 'a' }, 'x'), Buffer.alloc(512, 'y'), Buffer.alloc(1024)])), {
      code: 'content',
      message: /found a block whose checksum is not that of a tar header at byte 1024$/,
    });
  });
});
