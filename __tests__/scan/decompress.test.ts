import assert from 'node:assert/strict';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { createGzip, gzipSync, zstdCompressSync } from 'node:zlib';
import type { Content } from '../../src/image/source.ts';
import { type Compression, contentStream, decompressed, peekCompression, sniffCompression } from '../../src/scan/decompress.ts';
import { newFolder } from '../support/image-files.ts';
import { Random } from '../support/random.ts';
import { inflateAlone } from './inflate-alone.ts';

const random = new Random(11);
/** Bytes that compress by about a half. */
const sample = Buffer.from(Array.from({ length: 300_000 }, () => random.below(16)));

async function inflate(pieces: readonly Uint8Array[], compression: Compression): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of decompressed(Readable.from(pieces), compression, 'layer 2 of app.tar')) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('sniffCompression', () => {
  /** First bytes, and what they say. */
  const heads: [Compression, number[]][] = [
    ['gzip', [0x1f, 0x8b, 8, 0]],
    ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
    ['zstd', [0x50, 0x2a, 0x4d, 0x18]],
    ['zstd', [0x5f, 0x2a, 0x4d, 0x18]],
    ['none', [0x60, 0x2a, 0x4d, 0x18]],
    ['bzip2', [0x42, 0x5a, 0x68]],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0]],
    ['none', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
    ['none', [0x1f]],
    ['none', []],
    ['none', [0, 0, 0, 0]],
  ];
  for (const [compression, bytes] of heads)
    it(`says ${compression} of ${Buffer.from(bytes).toString('hex') || 'nothing'}`, () => {
      assert.equal(sniffCompression(Uint8Array.from(bytes)), compression);
    });
});

describe('peekCompression', () => {
  it('sees through small pieces and takes nothing away', async () => {
    const bytes = zstdCompressSync(sample);
    const stream = Readable.from(
      [...bytes].slice(0, 20).map((byte) => Buffer.from([byte])),
      { objectMode: false },
    );
    const peeked = await peekCompression(stream);
    assert.equal(peeked.compression, 'zstd');
    assert.deepEqual(Buffer.concat(await peeked.bytes.toArray()), bytes.subarray(0, 20));
  });

  it('says none of a stream that is empty or short', async () => {
    for (const chunks of [[], [Buffer.from('x')]]) {
      const peeked = await peekCompression(Readable.from(chunks));
      assert.equal(peeked.compression, 'none');
      assert.deepEqual(await peeked.bytes.toArray(), chunks);
    }
  });
});

describe('decompressed', () => {
  it('hands on what is not compressed', async () => assert.deepEqual(await inflate([sample], 'none'), sample));

  it('reads gzip of many members, in pieces of any size', async () => {
    const parts = [0, 1, 2, 3].map((part) => sample.subarray(part * 75_000, (part + 1) * 75_000));
    const members = Buffer.concat([...parts.map((part) => gzipSync(part)), gzipSync('')]);
    const cuts = [members.subarray(0, 1), members.subarray(1, 40_000), members.subarray(40_000)];
    for (const pieces of [[members], cuts]) assert.deepEqual(await inflate(pieces, 'gzip'), sample);
  });

  it('reads nothing out of a stream of nothing', async () => {
    assert.equal((await inflate([gzipSync('')], 'gzip')).length, 0);
    assert.equal((await inflate([], 'none')).length, 0);
  });

  it('ignores zeros behind the last member', async () => {
    assert.deepEqual(await inflate([gzipSync(sample), Buffer.alloc(4096)], 'gzip'), sample);
  });

  it('fails on rubbish behind the last member, after what came before', async () => {
    const chunks: Uint8Array[] = [];
    const read = async () => {
      for await (const chunk of decompressed(Readable.from([gzipSync(sample), Buffer.from('rubbish')]), 'gzip', 'x')) chunks.push(chunk);
    };
    await assert.rejects(read, { code: 'content' });
    assert.deepEqual(Buffer.concat(chunks), sample);
  });

  it('leaves the rest of the input to its caller after a failure', async () => {
    const pieces = [gzipSync(sample), ...Array.from({ length: 200 }, () => Buffer.alloc(65_536, 'rubbish'))];
    const input = Readable.from(pieces, { objectMode: false });
    let bytes = 0;
    input.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
    });
    await assert.rejects(
      async () => {
        for await (const _ of decompressed(input, 'gzip', 'x'));
      },
      { code: 'content' },
    );
    for await (const _ of input);
    assert.equal(bytes, pieces[0]!.length + 200 * 65_536);
  });

  const whole = gzipSync(sample);
  const flipped = (at: number) => Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 0x10 : byte)));
  /** What is wrong with the stream. */
  const faults: [string, Buffer][] = [
    ['cut off in a member', whole.subarray(0, 1000)],
    ['cut off in the checksum', whole.subarray(0, -3)],
    ['cut off in the header', whole.subarray(0, 5)],
    ['changed within', flipped(whole.length >> 1)],
    ['changed in the checksum', flipped(whole.length - 6)],
    ['changed in the length', flipped(whole.length - 2)],
  ];
  for (const [name, bytes] of faults)
    it(`fails where a gzip stream is ${name}`, async () => {
      await assert.rejects(inflate([bytes], 'gzip'), {
        code: 'content',
        message: /^reading layer 2 of app\.tar: its gzip stream is corrupt or cut off \(.+\)$/,
        hint: /save, copy or build it again/,
      });
    });

  for (const compression of ['bzip2', 'xz'] as const)
    it(`refuses ${compression}`, async () => {
      await assert.rejects(inflate([], compression), {
        code: 'unsupported',
        message: new RegExp(`found ${compression}, expected a tar, gzip or zstd`),
      });
    });

  it('passes on an error of its input', async () => {
    for (const compression of ['none', 'gzip', 'zstd'] as const) {
      const input = new Readable({ read() {} });
      input.push(compression === 'zstd' ? zstdCompressSync(sample).subarray(0, 100) : whole.subarray(0, 100));
      setImmediate(() => input.destroy(new Error('the cable')));
      await assert.rejects(
        async () => {
          for await (const _ of decompressed(input, compression, 'x'));
        },
        { message: 'the cable' },
        compression,
      );
    }
  });

  it('keeps memory flat on a bomb', async () => {
    const zeros = Buffer.alloc(1 << 20);
    const pieces = Readable.from(
      Array.from({ length: 300 }, () => zeros),
      { objectMode: false },
    );
    const { bytes, grown } = inflateAlone(await buffer(pieces.pipe(createGzip())), 'gzip');
    assert.equal(bytes, 300 << 20);
    assert.ok(grown < 120 << 20, `${grown >> 20} MiB`);
  });
});

describe('contentStream', () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, sample);
  const withFile = async (use: (content: (offset: number, length: number) => Content, fd: number) => Promise<void>) => {
    const fd = openSync(file, 'r');
    try {
      await use((offset, length) => ({ kind: 'file', fd, offset, length }), fd);
      assert.equal(readSync(fd, Buffer.alloc(1), 0, 1, 0), 1, 'the descriptor is still open');
    } finally {
      closeSync(fd);
    }
  };
  const read = async (content: Content) => Buffer.concat(await contentStream(content).toArray());

  it('reads the range, and leaves the file open', () =>
    withFile(async (content) => {
      assert.deepEqual(await read(content(0, sample.length)), sample);
      assert.deepEqual(await read(content(1000, 5)), sample.subarray(1000, 1005));
      assert.equal((await read(content(7, 0))).length, 0);
      assert.deepEqual(await read(content(sample.length - 3, 10)), sample.subarray(-3), 'no more than there is');
    }));

  it('leaves the file open when it is destroyed', () =>
    withFile(async (content) => {
      for await (const _ of contentStream(content(0, sample.length))) break;
    }));

  it('ends with an error that says so on abort, before or while reading', () =>
    withFile(async (content) => {
      const abort = new AbortController();
      const stream = contentStream(content(0, sample.length), { signal: abort.signal });
      abort.abort();
      await assert.rejects(stream.toArray(), { code: 'interrupted' });
      await assert.rejects(contentStream(content(0, 1), { signal: abort.signal }).toArray(), { code: 'interrupted' });
    }));

  it('says that the device failed', async () => {
    const fd = openSync(file, 'w+');
    writeFileSync(file, sample);
    closeSync(fd);
    await assert.rejects(read({ kind: 'file', fd: 1_000_000, offset: 0, length: 10 }), {
      code: 'not-readable',
      message: 'reading the image: the device failed (EBADF)',
    });
  });
});
