/** What single tar headers may hold: each case is one that some reader gets wrong. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTar, summary } from '../support/read-tar.ts';
import { base256, bodyOf, endMark, entry, type Field, type HeaderSpec, header, padded, tar } from '../support/tar-bytes.ts';

const next = entry({ name: 'next' }, 'n');

/** What the only entry before `next` is read as. */
async function readOne(spec: HeaderSpec, body: string | Uint8Array = '') {
  const { entries, fault } = await readTar(tar(entry(spec, body), next));
  assert.equal(fault, undefined);
  assert.equal(entries.length, 2);
  assert.equal(Buffer.from(entries[1]!.name).toString(), 'next');
  return entries[0]!;
}

/** The fault that stops the reader, and the names read before it. */
async function readFault(...pieces: Uint8Array[]) {
  const { entries, fault } = await readTar(Buffer.concat(pieces));
  return { fault, names: entries.map(({ name }) => Buffer.from(name).toString()) };
}

describe('TarReader: numbers', () => {
  const forms: [string, Field][] = [
    ['ended by NUL', '00000000005\0'],
    ['ended by a blank', '00000000005 '],
    ['of twelve digits without an end', '000000000005'],
    ['with leading blanks', '          5\0'],
    ['with leading NULs', '\0\0\0\0\0\0\0\0\0\x005\0'],
    ['with rubbish behind its NUL', '0000005\0zzz\0'],
    ['of base-256', base256(5, 12)],
  ];
  for (const [what, size] of forms)
    it(`reads a size ${what}`, async () => {
      assert.equal((await readOne({ size }, bodyOf(5))).size, 5);
    });

  it('reads an all-NUL size as 0', async () => {
    assert.equal((await readOne({ size: Buffer.alloc(12) })).size, 0);
  });

  it('reads uids of base-256 beyond 2^21, and times before the epoch', async () => {
    const read = await readOne({ uid: base256(4_000_000_000, 8), gid: base256(2 ** 40, 8), mtime: base256(-86_400, 12) });
    assert.deepEqual([read.uid, read.gid, read.mtime], [4_000_000_000, 2 ** 40, -86_400]);
  });

  it('masks the file-type bits that some archivers put into the mode', async () => {
    assert.equal((await readOne({ mode: '0100644\0' })).mode, 0o644);
    assert.equal((await readOne({ mode: '0104755\0' })).mode, 0o4755);
  });

  for (const [what, size] of [
    ['negative', base256(-1, 12)],
    ['negative beyond 2^53', base256(-(2n ** 60n), 12)],
    ['beyond 2^53', base256(2n ** 53n, 12)],
    ['beyond 63 bits', base256(2n ** 90n, 12)],
    ['no number', 'five\0'],
    ['with a digit that is not octal', '00000000008\0'],
  ] as const)
    it(`refuses a file's size that is ${what}`, async () => {
      const { fault, names } = await readFault(next, header({ size }), endMark);
      assert.match(fault!, /size/);
      assert.deepEqual(names, ['next']);
    });

  it('refuses a size beyond the end of the file, also where bodies are passed over', async () => {
    const { fault } = await readFault(header({ size: 1_000_000 }), padded(bodyOf(600)));
    assert.equal(fault, "the end of the data, 998976 bytes before the end of a file's body");
  });

  it('reads devices with their numbers', async () => {
    const read = await readOne({ type: '3', major: 8, minor: 17 });
    assert.deepEqual([read.type, read.device, read.size], ['character-device', 8 * 2 ** 20 + 17, 0]);
    assert.equal((await readOne({ type: '4', major: base256(259, 8), minor: 0, format: 'gnu' })).device, 259 * 2 ** 20);
  });

  it('takes a character device 0:0 for a device, not for a whiteout', async () => {
    assert.equal((await readOne({ type: '3', name: 'gone', major: 0, minor: 0 })).type, 'character-device');
  });
});

describe('TarReader: checksums', () => {
  it('takes bytes as unsigned or as signed', async () => {
    const name = Buffer.from([0xff, 0xfe, 0x41]);
    assert.deepEqual(Buffer.from((await readOne({ name, checksum: 'signed' })).name), name);
    assert.deepEqual(Buffer.from((await readOne({ name })).name), name);
  });

  it('refuses a wrong one', async () => {
    const { fault, names } = await readFault(next, entry({ checksum: 'wrong' }), endMark);
    assert.equal(fault, 'a block whose checksum is not that of a tar header');
    assert.deepEqual(names, ['next']);
  });
});

describe('TarReader: bodies', () => {
  for (const [type, kind] of [
    ['1', 'link'],
    ['2', 'symlink'],
    ['3', 'character-device'],
    ['4', 'block-device'],
    ['5', 'directory'],
    ['6', 'fifo'],
  ] as const)
    it(`finds no body behind a ${kind}, whatever its size says`, async () => {
      const read = await readOne({ type, size: 4096, link: 'target' });
      assert.deepEqual([read.type, read.size, read.logicalSize], [kind, 0, 0]);
    });

  it('lets a directory have a size that no file may have', async () => {
    assert.equal((await readOne({ type: '5', size: base256(-1, 12) })).type, 'directory');
    assert.equal((await readOne({ type: '5', size: base256(2n ** 60n, 12) })).size, 0);
  });

  for (const type of ['0', '\0', '7', 'Z'])
    it(`finds one behind type ${JSON.stringify(type)}`, async () => {
      const read = await readOne({ type, name: 'f' }, bodyOf(700));
      assert.deepEqual([read.type, read.size, read.unknownType], ['file', 700, type === 'Z']);
    });

  it('hands the bytes of a body on', async () => {
    const { bodies } = await readTar(tar(entry({ name: 'a' }, 'one'), entry({ name: 'b' }, bodyOf(1500, 'yz')), entry({ name: 'c' })));
    assert.deepEqual(bodies, [Buffer.from('one'), bodyOf(1500, 'yz'), Buffer.alloc(0)]);
  });
});

describe('TarReader: types and names', () => {
  it('takes an old file with a slash at its end for a directory', async () => {
    assert.equal((await readOne({ type: '\0', name: 'old/', format: 'v7' })).type, 'directory');
    assert.equal((await readOne({ type: '\0', name: 'old/', format: 'v7', size: 3 })).size, 0);
    assert.equal((await readOne({ type: '0', name: 'new/' })).type, 'directory');
  });

  it('takes a file with a slash at its end and a body for a file', async () => {
    const read = await readOne({ type: '0', name: 'odd/' }, 'body');
    assert.deepEqual([read.type, read.size], ['file', 4]);
  });

  it('reads headers of v7, which have no magic and no prefix', async () => {
    const read = await readOne({ format: 'v7', name: 'v7', prefix: 'not/a/prefix' }, 'x');
    assert.deepEqual([Buffer.from(read.name).toString(), read.size], ['v7', 1]);
  });

  it('puts the prefix before the name in ustar and star', async () => {
    assert.equal(summary(await readOne({ name: 'n'.repeat(100), prefix: 'p'.repeat(155) })).name, `${'p'.repeat(155)}/${'n'.repeat(100)}`);
    const star = await readOne({ format: 'star', name: 'n', prefix: 'p'.repeat(131) });
    assert.equal(summary(star).name, `${'p'.repeat(131)}/n`);
  });

  it("reads times, not a prefix, where the magic is GNU's", async () => {
    const read = await readOne({ format: 'gnu', name: 'n', bytes: { 345: '14000000000\0', 357: '14000000000\0' } });
    assert.equal(summary(read).name, 'n');
  });

  it('reads a prefix where old Go wrote one into GNU headers', async () => {
    assert.equal(summary(await readOne({ format: 'gnu', name: 'n', prefix: 'some/long/folder' })).name, 'some/long/folder/n');
  });

  it('keeps names that are not UTF-8 byte by byte, and different ones different', async () => {
    const [one, other] = [Buffer.from([0x61, 0xff]), Buffer.from([0x61, 0xfe])];
    const { entries } = await readTar(tar(entry({ name: one }), entry({ name: other })));
    assert.deepEqual(
      entries.map(({ name }) => Buffer.from(name)),
      [one, other],
    );
  });

  it('keeps line ends and escapes in names', async () => {
    assert.equal(summary(await readOne({ name: 'a\nb\x1b[31m' })).name, 'a\nb\x1b[31m');
  });

  it('reads a link target of a hundred bytes without an end', async () => {
    assert.equal(summary(await readOne({ type: '2', link: 'l'.repeat(100) })).link, 'l'.repeat(100));
  });
});

describe('TarReader: the end', () => {
  it('stops at two blocks of zeros and reads nothing behind them', async () => {
    const { entries, hasEndMark } = await readTar(
      Buffer.concat([tar(next), entry({ name: 'stargz.index.json' }, 'toc'), Buffer.alloc(100, 'z')]),
    );
    assert.deepEqual([entries.length, hasEndMark], [1, true]);
  });

  it('refuses data behind a single block of zeros', async () => {
    const { fault, names } = await readFault(next, Buffer.alloc(512), next, endMark);
    assert.equal(fault, 'a single block of zeros with data behind it');
    assert.deepEqual(names, ['next']);
  });

  it('does without an end mark, and without half of one', async () => {
    for (const bytes of [next, Buffer.concat([next, Buffer.alloc(512)])]) {
      const { entries, hasEndMark, fault } = await readTar(bytes);
      assert.deepEqual([entries.length, hasEndMark, fault], [1, false, undefined]);
    }
  });

  it('does without the padding of the last body', async () => {
    for (const size of [513, 700, 1023]) {
      const { entries, fault } = await readTar(entry({}, bodyOf(513)).subarray(0, 512 + size));
      assert.deepEqual([entries.length, fault], [1, undefined]);
    }
  });

  it('reads no bytes and zeros alone as no entries', async () => {
    assert.deepEqual(await readTar(Buffer.alloc(0)), { entries: [], bodies: [], hasEndMark: false });
    assert.deepEqual(await readTar(endMark), { entries: [], bodies: [], hasEndMark: true });
  });

  it('refuses bytes that are no tar', async () => {
    const { fault } = await readFault(Buffer.from('#!/bin/sh\n'.repeat(100)));
    assert.equal(fault, 'a block whose checksum is not that of a tar header');
  });
});
