import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { constants, zstdCompressSync } from 'node:zlib';
import { decompressed } from '../../src/scan/decompress.ts';
import { chooseZstdDecoder, type ZstdDecoder } from '../../src/scan/zstd.ts';
import { Random } from '../support/random.ts';
import { inflateAlone } from './inflate-alone.ts';

const hasCommand = spawnSync('zstd', ['--version']).status === 0;
const random = new Random(12);
const sample = Buffer.from(Array.from({ length: 400_000 }, () => random.below(16)));

async function* inflate(pieces: readonly Uint8Array[], decoder: ZstdDecoder): AsyncGenerator<Uint8Array> {
  yield* decompressed(Readable.from(pieces, { objectMode: false }), 'zstd', 'layer 2 of app.tar', decoder);
}

async function whole(pieces: readonly Uint8Array[], decoder: ZstdDecoder): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of inflate(pieces, decoder)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const compress = (bytes: Uint8Array, params: Record<number, number> = {}) => zstdCompressSync(bytes, { params });
const withChecksum = { [constants.ZSTD_c_checksumFlag]: 1 };
const withoutSize = { [constants.ZSTD_c_contentSizeFlag]: 0 };

/** A frame that decoders pass over: a table of contents, say. */
function skippable(payload: Uint8Array, nibble = 0): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(0x184d2a50 + nibble, 0);
  head.writeUInt32LE(payload.length, 4);
  return Buffer.concat([head, payload]);
}

/** A frame of blocks that each say one byte and how often it stands there: four bytes become 128 KiB. */
function bombFrame(blocks: number, windowLog = 17): Buffer {
  const block = (isLast: boolean) => {
    const head = (131_072 << 3) | (1 << 1) | (isLast ? 1 : 0);
    return [head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff, 0];
  };
  const header = [0x28, 0xb5, 0x2f, 0xfd, 0x00, (windowLog - 10) << 3];
  return Buffer.from([...header, ...Array.from({ length: blocks }, (_, index) => block(index === blocks - 1)).flat()]);
}

const parts = (size: number) =>
  Array.from({ length: Math.ceil(sample.length / size) }, (_, index) => sample.subarray(index * size, (index + 1) * size));
const cutEvery = (bytes: Buffer, size: number) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => bytes.subarray(index * size, (index + 1) * size));

/** Streams that all become the sample. */
const streams: [string, Buffer][] = [
  ['one frame', compress(sample)],
  ['one frame with a checksum', compress(sample, withChecksum)],
  ['one frame of unknown size', compress(sample, withoutSize)],
  ['two frames', Buffer.concat(parts(200_000).map((part) => compress(part)))],
  ['many frames, with checksums', Buffer.concat(parts(1_000).map((part) => compress(part, withChecksum)))],
  ['frames of nothing between', Buffer.concat(parts(100_000).flatMap((part) => [compress(Buffer.alloc(0)), compress(part)]))],
  ['a skippable frame first', Buffer.concat([skippable(Buffer.from('first')), compress(sample)])],
  [
    'skippable frames between and behind',
    Buffer.concat([
      ...parts(150_000).flatMap((part, index) => [compress(part), skippable(sample.subarray(0, 9_999), index)]),
      skippable(Buffer.alloc(0), 15),
    ]),
  ],
];

const decoders: [ZstdDecoder, string | false][] = [
  ['zlib', false],
  ['command', !hasCommand && 'install zstd'],
  ['javascript', false],
];

for (const [decoder, skip] of decoders)
  describe(`decompressed, zstd by ${decoder}`, { skip }, () => {
    for (const [name, bytes] of streams)
      it(`reads ${name}`, async () => {
        assert.ok((await whole([bytes], decoder)).equals(sample));
        assert.ok((await whole(cutEvery(bytes, 4_093), decoder)).equals(sample), 'in pieces');
      });

    it('reads small streams byte by byte', async () => {
      const bytes = Buffer.concat([
        skippable(Buffer.from('x')),
        compress(sample.subarray(0, 50), withChecksum),
        compress(sample.subarray(50, 90)),
      ]);
      assert.ok((await whole(cutEvery(bytes, 1), decoder)).equals(sample.subarray(0, 90)));
    });

    const frame = compress(sample, withChecksum);
    const two = Buffer.concat([frame, frame]);
    /** What is wrong with the stream. */
    const faults: [string, Buffer][] = [
      ['cut off in a block', frame.subarray(0, 60_000)],
      ['cut off in the checksum', frame.subarray(0, -2)],
      ['cut off in a header', frame.subarray(0, 5)],
      ['cut off in the second frame', two.subarray(0, frame.length + 1_000)],
      ['cut off in a skippable frame', Buffer.concat([frame, skippable(sample).subarray(0, 5_000)])],
      ['followed by rubbish', Buffer.concat([frame, Buffer.from('rubbish')])],
    ];
    for (const [name, bytes] of faults)
      it(`fails where the stream is ${name}`, async () => {
        await assert.rejects(whole([bytes], decoder), {
          code: 'content',
          message: /^reading layer 2 of app\.tar: its zstd stream is corrupt or cut off \(.+\)$/,
        });
      });

    it('fails where a block is changed, if its decoder looks at checksums, and does not hang', async () => {
      const changed = Buffer.from(frame);
      changed.fill(0xff, 1_000, 1_400);
      const result = await whole([changed], decoder).catch((error: { code: string }) => error.code);
      // JavaScript's does not; the layer's digest tells.
      if (decoder === 'javascript') assert.ok(result === 'content' || !sample.equals(result as Buffer));
      else assert.equal(result, 'content');
    });

    it('lets out what came before a failure', async () => {
      const chunks: Uint8Array[] = [];
      await assert.rejects(
        async () => {
          for await (const chunk of inflate([frame, Buffer.from('rubbish')], decoder)) chunks.push(chunk);
        },
        { code: 'content' },
      );
      assert.ok(Buffer.concat(chunks).equals(sample));
    });

    it('keeps memory flat on a bomb, in one frame and in many', () => {
      for (const bomb of [bombFrame(4_000), Buffer.concat(Array.from({ length: 40 }, () => bombFrame(100)))]) {
        const { bytes, grown } = inflateAlone(bomb, 'zstd', decoder);
        assert.equal(bytes, 4_000 * 131_072);
        assert.ok(grown < 150 << 20, `${grown >> 20} MiB`);
      }
    });

    it('ends when its reader has enough', async () => {
      for await (const _ of inflate([bombFrame(20_000)], decoder)) break;
    });
  });

describe('decompressed, zstd with a window beyond 128 MiB', () => {
  /** The frame, saying that a decoder needs a window of 2^28 bytes. */
  const demanding = (frame: Buffer) => {
    assert.equal(frame[4]! & 0x20, 0, 'the frame states a window');
    const patched = Buffer.from(frame);
    patched[5] = (28 - 10) << 3;
    return patched;
  };
  // A large frame goes another way than a small one.
  const noise = randomBytes(3 << 20);
  for (const [decoder] of decoders)
    it(`is read by ${decoder}`, { skip: decoder === 'command' && !hasCommand && 'install zstd' }, async () => {
      assert.ok((await whole([demanding(compress(sample, withoutSize))], decoder)).equals(sample));
      assert.ok((await whole([demanding(compress(noise, withoutSize))], decoder)).equals(noise));
      assert.equal((await whole([bombFrame(10, 28)], decoder)).length, 10 * 131_072);
    });
});

describe('chooseZstdDecoder', () => {
  it('takes zlib where it has zstd', () => assert.equal(chooseZstdDecoder(), 'zlib'));
});
