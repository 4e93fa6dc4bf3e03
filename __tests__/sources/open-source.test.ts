import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parseImageReference } from '../../src/image/reference.ts';
import { openSource } from '../../src/sources/open-source.ts';
import { readFault } from '../../src/sources/read-fault.ts';
import { writeSpool } from '../../src/sources/spool.ts';
import { docker24 } from '../support/docker-archives.ts';
import { archiveOf, type Members, ociLayout, sampleImage } from '../support/image-builder.ts';
import { load, loadOne, newFolder, writeArchive, writeDirectory } from '../support/image-files.ts';
import { entry } from '../support/tar-bytes.ts';

const image = sampleImage('gzip');
const fail = (code: string, message: RegExp, hint: RegExp = /./) => ({ code, message, hint });

describe('openSource', () => {
  it('names the medium for messages', async () => {
    const nameOf = async (reference: string) => {
      await using source = await openSource(parseImageReference(reference));
      return [source.name, source.kind];
    };
    const [archive, layout, tar] = [writeArchive(docker24(image)), writeDirectory(ociLayout(image)), writeArchive(ociLayout(image))];
    assert.deepEqual(await nameOf(archive), [`docker archive ${archive}`, 'docker-archive']);
    assert.deepEqual(await nameOf(layout), [`OCI layout ${layout}`, 'oci-layout']);
    assert.deepEqual(await nameOf(tar), [`OCI archive ${tar}`, 'oci-archive']);
  });

  describe('says what it found', () => {
    const file = (bytes: Buffer | string, name = 'file') => writeArchive(Buffer.from(bytes), name);
    const rootfs: Members = [
      ['etc/passwd', Buffer.from('root')],
      ['usr/bin/env', Buffer.from('env')],
    ];
    /** What is opened, and the error. */
    const found: [string, () => string, ReturnType<typeof fail>][] = [
      [
        'an empty file',
        () => file(''),
        fail('not-an-image', /found nothing in it, expected a docker archive \(manifest\.json\) or an OCI layout/),
      ],
      ['zeros', () => file(Buffer.alloc(10_240)), fail('not-an-image', /found nothing in it/)],
      ['text', () => file('version: 1\n'.repeat(99)), fail('not-an-image', /found a block whose checksum is not that of a tar header/)],
      ['text, compressed', () => file(gzipSync('text'.repeat(999))), fail('not-an-image', /found a block whose checksum/)],
      ['a file system', () => writeArchive(rootfs), fail('not-an-image', /found etc, usr, expected/, /docker export/)],
      ['an empty directory', () => newFolder(), fail('not-an-image', /found nothing in it/)],
      ['some directory', () => writeDirectory([['a', Buffer.from('')]]), fail('not-an-image', /found a, expected/)],
      [
        'many files',
        () => writeDirectory([1, 2, 3, 4, 5, 6, 7].map((name): Members[number] => [`${name}`, Buffer.from('')])),
        fail('not-an-image', /, and 2 more, expected/),
      ],
      [
        'an image one folder too deep',
        () => writeArchive(ociLayout(image).map(([name, member]): Members[number] => [`out/${name}`, member])),
        fail('not-an-image', /found out, expected/, /tar -C out -cf FILE \./),
      ],
      [
        'an archive with bzip2',
        () => file('BZh91AY', 'x.tar.bz2'),
        fail('unsupported', /compressed with bzip2/, /bzip2 -dk .*x\.tar\.bz2/),
      ],
      [
        'an archive with xz',
        () => file(Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]), 'x.tar.xz'),
        fail('unsupported', /compressed with xz/, /xz -dk/),
      ],
      [
        'a layout as a docker archive',
        () => `docker-archive:${writeArchive(ociLayout(image))}`,
        fail('not-an-image', /expected a docker archive, .*\(this is an OCI layout\)/),
      ],
      [
        'a docker archive as a layout',
        () => `oci-archive:${writeArchive(docker24(image))}`,
        fail('not-an-image', /expected an OCI layout, .*\(this is a docker archive\)/),
      ],
    ];
    for (const [name, reference, error] of found) it(`where it is ${name}`, async () => assert.rejects(load(reference()), error));
  });

  it('refuses an archive that is cut off anywhere, or weighs it whole', async () => {
    for (const whole of [archiveOf(docker24(image)), archiveOf(ociLayout(image)), gzipSync(archiveOf(ociLayout(image)))]) {
      const end = whole.length - 1024;
      for (let length = 0; length < end; length += Math.ceil(end / 40)) {
        const result = await loadOne(writeArchive(whole.subarray(0, length))).catch((error: { code?: string }) => error);
        if ('layers' in result) {
          assert.deepEqual([result.imageID, result.layers.length], [image.imageID, 3], 'what is missing is nothing that counts');
          assert.match(result.notes.join(), /the archive has no end mark/);
        } else assert.match(String(result.code), /^(content|not-an-image|unsupported)$/, `${length} of ${whole.length} bytes`);
      }
    }
  });

  it('does not follow a name out of the directory', async () => {
    const climbing = docker24(image).map(([name, member]): Members[number] => [
      name,
      name === 'manifest.json' ? Buffer.from('[{"Config":"../../../../etc/passwd","Layers":[]}]') : member,
    ]);
    await assert.rejects(load(writeDirectory(climbing)), fail('content', /names \.\.\/\.\.\/\.\.\/\.\.\/etc\/passwd, which is not there/));
  });
});

describe('an archive that cannot be read at random', () => {
  const archive = archiveOf(docker24(image));

  it('is unpacked once, and leaves nothing behind', async () => {
    const temporaryDirectory = newFolder();
    for (const bytes of [
      gzipSync(archive),
      Buffer.concat([gzipSync(archive.subarray(0, 3000)), gzipSync(archive.subarray(3000))]),
      zstdCompressSync(archive),
    ]) {
      await using source = await openSource(parseImageReference(writeArchive(bytes)), { temporaryDirectory });
      assert.deepEqual(readdirSync(temporaryDirectory), [], 'not even while it is open');
      assert.equal((await source.resolve()).mediaType, 'application/vnd.oci.image.manifest.v1+json');
    }
  });

  it('may come from a pipe', { skip: process.platform === 'win32' && 'there are no named pipes' }, async () => {
    for (const bytes of [archive, gzipSync(archive)]) {
      const folder = newFolder();
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      writeFileSync(join(folder, 'image'), bytes);
      spawn('sh', ['-c', 'cat image > pipe'], { cwd: folder });
      assert.equal((await loadOne(join(folder, 'pipe'))).imageID, image.imageID);
    }
  });

  it('is refused where it is corrupt or cut off', async () => {
    const whole = gzipSync(archive);
    await assert.rejects(load(writeArchive(whole.subarray(0, -9))), fail('content', /its gzip stream is corrupt or cut off/));
    const flipped = Buffer.from(whole);
    flipped[whole.length >> 1]! ^= 0x55;
    await assert.rejects(load(writeArchive(flipped)), fail('content', /its gzip stream is corrupt or cut off/));
  });

  it('is not unpacked beyond --max-uncompressed, and not into a directory that is not there', async () => {
    const bomb = writeArchive(gzipSync(Buffer.concat([entry({ name: 'a' }, ''), Buffer.alloc(20 << 20)])));
    const temporaryDirectory = newFolder();
    await assert.rejects(
      load(bomb, { temporaryDirectory, maxUncompressedBytes: 5 << 20 }),
      fail('too-large', /unpacks to more than the 5242880 bytes/, /--max-uncompressed/),
    );
    assert.deepEqual(readdirSync(temporaryDirectory), []);
    await assert.rejects(
      load(bomb, { temporaryDirectory: '/not/there' }),
      fail('write', /into \/not\/there: the system says ENOENT/, /TMPDIR/),
    );
  });

  it('is refused by its first block, however much follows', async () => {
    const endless = (shell: string) => {
      const folder = newFolder();
      execFileSync('mkfifo', [join(folder, 'pipe')]);
      return { writer: spawn('sh', ['-c', `${shell} > pipe`], { cwd: folder, stdio: 'ignore' }), path: join(folder, 'pipe') };
    };
    // Without the look at the first block the limit would be what ends these.
    const options = { maxUncompressedBytes: 1 << 24 };
    const noHeader = fail('not-an-image', /found a block whose checksum is not that of a tar header, expected a docker archive or an OCI/);
    const empty = fail('not-an-image', /found an empty archive, expected a docker archive or an OCI layout/, /docker save/);
    if (process.platform !== 'win32') {
      await assert.rejects(load('/dev/zero', options), empty);
      for (const [shell, error] of [
        ['yes plimsoll', noHeader],
        ['yes plimsoll | gzip -1', noHeader],
        ['cat /dev/zero', empty],
      ] as const) {
        const { writer, path } = endless(shell);
        await assert.rejects(load(path, options), error, shell);
        await once(writer, 'close');
      }
    }
    await assert.rejects(load(writeArchive(gzipSync(Buffer.alloc(10_240)))), empty);
    await assert.rejects(load(writeArchive(gzipSync(''))), fail('not-an-image', /found nothing in it/));
    await assert.rejects(load(writeArchive(gzipSync('short'))), fail('not-an-image', /found the end of the data within a header/));
  });

  it('is left where the run is interrupted', async () => {
    const reference = writeArchive(gzipSync(archive));
    await assert.rejects(load(reference, { signal: AbortSignal.abort() }), { code: 'interrupted' });
  });

  it('says so where the disk is full', { skip: process.platform !== 'linux' && 'there is no /dev/full' }, async () => {
    const full = openSync('/dev/full', 'w');
    try {
      assert.throws(() => writeSpool(full, Buffer.from('x'), 0, { parent: '/tmp', path: 'app.tar.gz', length: 4096 }), {
        code: 'write',
        message: 'unpacking app.tar.gz, after 4096 bytes of it into /tmp: the disk is full',
      });
    } finally {
      closeSync(full);
    }
  });
});

describe('readFault', () => {
  /** What the system says, and what is made of it. */
  const faults: [string, string, RegExp][] = [
    ['ENOENT', 'not-found', /^opening x: there is no such file or directory$/],
    ['ENOTDIR', 'not-found', /a part of the path is not a directory/],
    ['EACCES', 'not-readable', /this user may not read it/],
    ['EIO', 'not-readable', /the device failed to read it/],
    ['EWHATEVER', 'not-readable', /the system says EWHATEVER/],
  ];
  for (const [code, kind, message] of faults)
    it(`puts ${code} into words`, () => {
      const error = readFault('x', Object.assign(new Error(), { code }));
      assert.equal(error.code, kind);
      assert.match(error.message, message);
      assert.ok(error.hint);
    });
});
