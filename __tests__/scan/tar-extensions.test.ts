/** What headers before the header say: PAX records, GNU long names, and sparse maps in all four forms. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readTar, summary } from '../support/read-tar.ts';
import { base256, bodyOf, entry, gnuLong, header, oldSparse, padded, pax, paxRecord, paxSparse, tar } from '../support/tar-bytes.ts';

const next = entry({ name: 'next' }, 'n');

async function readEntries(...pieces: Uint8Array[]) {
  const { entries, fault } = await readTar(tar(...pieces, next));
  assert.equal(fault, undefined);
  assert.equal(summary(entries.at(-1)!).name, 'next');
  return entries.slice(0, -1);
}

async function readName(...pieces: Uint8Array[]): Promise<string> {
  return summary((await readEntries(...pieces))[0]!).name;
}

async function readFault(...pieces: Uint8Array[]): Promise<string | undefined> {
  return (await readTar(tar(...pieces, next))).fault;
}

describe('TarReader: PAX records', () => {
  it('lets size, owner, time, name and link beat the header', async () => {
    const long = `${'deep/'.repeat(60)}name`;
    const records = pax({ path: long, size: '600', uid: '4000000000', gid: '7', mtime: '1234567890.75' });
    const [read] = await readEntries(records, entry({ size: 0, uid: 1, gid: 1 }, bodyOf(600)));
    assert.deepEqual(summary(read!), {
      type: 'file',
      name: long,
      size: 600,
      mode: 0o644,
      uid: 4_000_000_000,
      gid: 7,
      mtime: 1_234_567_890,
      link: '',
    });
    const [link] = await readEntries(pax({ linkpath: long }), entry({ type: '1', link: 'short' }));
    assert.equal(summary(link!).link, long);
  });

  it('rounds times before the epoch down', async () => {
    for (const [text, seconds] of [
      ['-0.5', -1],
      ['-1.000', -1],
      ['-2.25', -3],
      ['5.', 5],
      ['+5.9', 5],
    ] as const)
      assert.equal((await readEntries(pax({ mtime: text }), entry({})))[0]!.mtime, seconds, text);
  });

  it('lets the header count where a record is empty', async () => {
    const [read] = await readEntries(pax({ path: '', size: '', uid: '', mtime: '' }), entry({ name: 'own', uid: 5 }, 'four'));
    assert.deepEqual([summary(read!).name, read!.size, read!.uid, read!.mtime], ['own', 4, 5, 1_600_000_000]);
  });

  it('lets the last of repeated records count', async () => {
    assert.equal(
      await readName(
        pax([
          ['path', 'first'],
          ['size', 'no number'],
          ['path', 'last'],
          ['size', ''],
        ]),
        entry({}),
      ),
      'last',
    );
  });

  it('lets the last of several extended headers count, and drops the earlier one whole', async () => {
    const [read] = await readEntries(pax({ path: 'first', uid: '9' }), pax({ path: 'last' }), entry({}));
    assert.deepEqual([summary(read!).name, read!.uid], ['last', 0]);
  });

  it('applies to one entry only', async () => {
    const read = await readEntries(pax({ path: 'one' }), entry({ name: 'header-1' }), entry({ name: 'header-2' }));
    assert.deepEqual(
      read.map((one) => summary(one).name),
      ['one', 'header-2'],
    );
  });

  it('keeps paths that are not UTF-8', async () => {
    const path = Buffer.from([0x64, 0x2f, 0xe9]);
    assert.equal(await readName(pax({ path }), entry({})), 'd/\xe9');
  });

  it('keeps extended attributes as they are, NUL and line ends too', async () => {
    const value = Buffer.from([1, 0, 0, 10, 61, 255]);
    const [read] = await readEntries(pax({ 'SCHILY.xattr.security.capability': value, comment: 'x' }), entry({}));
    assert.deepEqual(
      read!.xattrs.map((record) => Buffer.from(record)),
      [Buffer.concat([Buffer.from('SCHILY.xattr.security.capability='), value])],
    );
  });

  it('applies no record of a global header, be it a size', async () => {
    const read = await readEntries(
      pax({ size: '512', path: 'global', mtime: 'junk' }, 'g'),
      entry({ name: 'own' }, 'ab'),
      entry({ name: 'other' }),
    );
    assert.deepEqual(
      read.map((one) => [summary(one).name, one.size]),
      [
        ['own', 2],
        ['other', 0],
      ],
    );
  });

  it('forgets what stands before a global header, as Go does', async () => {
    assert.equal(await readName(pax({ path: 'lost' }), gnuLong('L', 'lost too'), pax({ a: 'b' }, 'g'), entry({ name: 'own' })), 'own');
  });

  it('takes a size for a directory for nothing', async () => {
    const [read] = await readEntries(pax({ size: '4096' }), entry({ type: '5', name: 'd/' }));
    assert.deepEqual([read!.type, read!.size], ['directory', 0]);
  });

  const damaged: [string, Uint8Array][] = [
    ['a record that is longer than the header', Buffer.from('99 path=x\n')],
    ['a record that does not end in a line end', Buffer.from('10 path=xy')],
    ['a record without a length', Buffer.from('path=x\n')],
    ['a record without a key', Buffer.from('6 =xy\n')],
    ['a record without an equals sign', Buffer.from('8 pathx\n')],
    ['a record that is shorter than its own length', Buffer.from('1 \n')],
    ['zeros behind the records', Buffer.concat([paxRecord('path', 'x'), Buffer.alloc(3)])],
    ['a path with a NUL', paxRecord('path', 'a\0b')],
    ['an owner with a NUL', paxRecord('uname', 'a\0b')],
    ['a key with a NUL', paxRecord('a\0b', 'c')],
    ['a size that is no number', paxRecord('size', '1e3')],
    ['a negative size', paxRecord('size', '-1')],
    ['a size beyond 2^53', paxRecord('size', '9007199254740993')],
    ['a uid beyond 63 bits', paxRecord('uid', '99999999999999999999')],
    ['a time that is none', paxRecord('mtime', '.5')],
    ['an access time that is none', paxRecord('atime', 'noon')],
  ];
  for (const [what, body] of damaged)
    it(`refuses ${what}`, async () => {
      assert.notEqual(await readFault(entry({ type: 'x' }, body), entry({})), undefined);
    });

  it('refuses extended headers of gigabytes at once, and reads one of 2^20 bytes', async () => {
    for (const type of ['x', 'g', 'L', 'K'])
      for (const size of [2 ** 20 + 1, base256(2 ** 33, 12), base256(-5, 12)])
        assert.match((await readTar(header({ type, size }))).fault!, /^an extended header of -?\d+ bytes/, type);
    assert.equal(await readName(gnuLong('L', 'n'.repeat(2 ** 20 - 1)), entry({})), 'n'.repeat(2 ** 20 - 1));
  });
});

describe('TarReader: GNU long names', () => {
  it('gives a name and a link of any length to the next entry', async () => {
    const [name, link] = ['n'.repeat(300), 'l'.repeat(5000)];
    const read = await readEntries(
      gnuLong('K', link),
      gnuLong('L', name),
      entry({ type: '2', name: 'short', link: 'short' }),
      entry({ name: 'own' }),
    );
    assert.deepEqual(
      read.map((one) => [summary(one).name, summary(one).link]),
      [
        [name, link],
        ['own', ''],
      ],
    );
  });

  it('ends the name at its NUL, and takes an empty one for none', async () => {
    assert.equal(await readName(entry({ type: 'L' }, 'name\0rubbish'), entry({})), 'name');
    assert.equal(await readName(entry({ type: 'L' }, '\0'), entry({ name: 'own' })), 'own');
    assert.equal(await readName(entry({ type: 'L', size: 0 }), entry({ name: 'own' })), 'own');
  });

  it('beats a PAX path, whichever comes first', async () => {
    assert.equal(await readName(pax({ path: 'pax' }), gnuLong('L', 'gnu'), entry({})), 'gnu');
    assert.equal(await readName(gnuLong('L', 'gnu'), pax({ path: 'pax' }), entry({})), 'gnu');
  });

  it('makes an old entry with a slash at the end of its long name a directory', async () => {
    const [read] = await readEntries(gnuLong('L', 'long/'), entry({ type: '\0', format: 'v7' }));
    assert.equal(read!.type, 'directory');
  });
});

describe('TarReader: sparse files', () => {
  const regions = [
    { offset: 0, length: 512 },
    { offset: 8192, length: 700 },
  ];
  const many = Array.from({ length: 60 }, (_, index) => ({ offset: index * 4096, length: 512 }));

  for (const form of ['old', '0.0', '0.1', '1.0'] as const)
    for (const [what, map, logicalSize] of [
      ['of two regions', regions, 1_000_000],
      ['of sixty regions', many, 300_000],
      ['of nothing but a hole', [{ offset: 2 ** 32, length: 0 }], 2 ** 32],
    ] as const)
      it(`reads a file ${what} in the ${form} form: stored size, real size and name`, async () => {
        const bytes = form === 'old' ? oldSparse('big', map, logicalSize) : paxSparse(form, 'big', map, logicalSize);
        const stored = map.reduce((sum, { length }) => sum + length, 0);
        const [read] = await readEntries(bytes);
        assert.deepEqual([summary(read!).name, read!.size, read!.logicalSize], ['big', stored, logicalSize]);
      });

  it('hands on the data without the map', async () => {
    for (const form of ['0.0', '0.1', '1.0'] as const) {
      const { bodies } = await readTar(tar(paxSparse(form, 'big', regions, 10_000)));
      assert.deepEqual(bodies, [bodyOf(1212)], form);
    }
    assert.deepEqual((await readTar(tar(oldSparse('big', many, 300_000)))).bodies, [bodyOf(60 * 512)]);
  });

  it('knows a map without version records by its records alone', async () => {
    const records = pax({ 'GNU.sparse.map': '0,4', 'GNU.sparse.numblocks': '1', 'GNU.sparse.size': '9', 'GNU.sparse.name': 'real' });
    const [read] = await readEntries(records, entry({ name: 'placeholder' }, 'data'));
    assert.deepEqual([summary(read!).name, read!.size, read!.logicalSize], ['real', 4, 9]);
  });

  it('takes versions that it does not know for plain files', async () => {
    const records = pax({ 'GNU.sparse.major': '2', 'GNU.sparse.minor': '0', 'GNU.sparse.name': 'real', 'GNU.sparse.realsize': '9' });
    assert.equal(await readName(records, entry({ name: 'plain' }, 'data')), 'plain');
  });

  const sparse10 = (body: string | Uint8Array, realsize = '1000') =>
    Buffer.concat([pax({ 'GNU.sparse.major': '1', 'GNU.sparse.minor': '0', 'GNU.sparse.realsize': realsize }), entry({}, body)]);
  const damaged: [string, Uint8Array][] = [
    ['a map that is no list of numbers', sparse10(padded('1\nzero\n5\n'))],
    ['a map of a negative length', sparse10(padded('-1\n'))],
    ['a map that fills more than its file', sparse10('1\n0\n')],
    ['a map that never ends', sparse10(Buffer.alloc(2 ** 20 + 1024, '1'))],
    ['regions that overlap', sparse10(padded('2\n0\n10\n5\n10\n'))],
    ['a region beyond the end', sparse10(padded('1\n990\n11\n'))],
    ['a negative real size', sparse10(padded('0\n'), '-1')],
    [
      'another number of regions than there are',
      Buffer.concat([pax({ 'GNU.sparse.map': '0,4', 'GNU.sparse.numblocks': '2' }), entry({}, 'data')]),
    ],
    [
      'offsets without lengths',
      Buffer.concat([
        pax([
          ['GNU.sparse.offset', '0'],
          ['GNU.sparse.offset', '1'],
        ]),
        entry({}, 'data'),
      ]),
    ],
    ['a sparse directory', Buffer.concat([pax({ 'GNU.sparse.map': '0,0', 'GNU.sparse.numblocks': '1' }), entry({ type: '5' })])],
    [
      'an old map that overlaps',
      oldSparse(
        'old',
        [
          { offset: 0, length: 10 },
          { offset: 5, length: 10 },
        ],
        100,
      ),
    ],
    ['an old sparse file without its magic', entry({ type: 'S', format: 'ustar' }, 'data')],
    [
      'an old map without an end',
      Buffer.concat([header({ type: 'S', format: 'gnu', bytes: { 482: '\x01' } }), Buffer.alloc(2100 * 512, 1)]),
    ],
  ];
  for (const [what, bytes] of damaged)
    it(`refuses ${what}`, async () => {
      assert.notEqual(await readFault(bytes), undefined);
    });
});
