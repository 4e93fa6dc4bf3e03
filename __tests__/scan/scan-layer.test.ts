/** One layer as it comes: from a file or a stream, checked against its digests, cut off, damaged or too large. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { constants, gzipSync, zstdCompressSync } from 'node:zlib';
import { ExpectedError } from '../../src/errors.ts';
import { sniffCompression } from '../../src/scan/decompress.ts';
import type { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';
import { makeAllowance, type ScanOptions } from '../../src/scan/scan-options.ts';
import { scanPassing } from '../../src/scan/scan-passing.ts';
import { columns } from '../support/read-tar.ts';
import { bodyOf, endMark, entry, gnuLong, header, pax, tar } from '../support/tar-bytes.ts';

const small = tar(pax({ mtime: '1.5' }), entry({ name: 'a' }, bodyOf(700)), gnuLong('L', 'long'), entry({}, bodyOf(10)));
const digestOf = (bytes: Uint8Array, algorithm = 'sha256') => `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;

async function scanFileOf(bytes: Uint8Array, options: Partial<ScanOptions> = {}): Promise<LayerScan> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-layer-'));
  writeFileSync(join(folder, 'blob'), bytes);
  const fd = openSync(join(folder, 'blob'), 'r');
  try {
    return await scanLayer({ kind: 'file', fd, offset: 0, length: bytes.length }, { what: 'layer 3', ...options });
  } finally {
    closeSync(fd);
    rmSync(folder, { recursive: true });
  }
}

/** As a stream of pieces. */
function scanStreamOf(bytes: Uint8Array, options: Partial<ScanOptions> = {}, length?: number): Promise<LayerScan> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / 300) }, (_, index) => bytes.slice(index * 300, index * 300 + 300));
  const stream = Readable.from(pieces);
  return scanLayer({ kind: 'stream', stream, ...(length === undefined ? {} : { length }) }, { what: 'layer 3', ...options });
}

async function refusal(scan: Promise<unknown>): Promise<ExpectedError> {
  const error = await scan.then(
    () => assert.fail('it was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ExpectedError)) throw error;
  assert.ok(error.hint, error.message);
  return error;
}

describe('scanLayer', () => {
  it('reads a layer alike from a file, from a stream, verified, and compressed', async () => {
    const expected = columns(await scanFileOf(small));
    assert.equal(expected.length, 2);
    for (const scan of [
      await scanFileOf(small, { verify: true, diffID: digestOf(small) }),
      await scanFileOf(gzipSync(small)),
      await scanStreamOf(small),
      await scanStreamOf(gzipSync(small)),
    ])
      assert.deepEqual(columns(scan), expected);
  });

  it('takes no bytes, zeros alone and gzip of nothing for a layer without entries', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(1024), gzipSync(''), gzipSync(Buffer.alloc(1024))])
      for (const scan of [await scanFileOf(bytes), await scanStreamOf(bytes)]) assert.deepEqual([scan.count, scan.notes], [0, []]);
  });

  it('checks the digest of bytes that it reads anyway, and with verify of those it would not', async () => {
    const blob = gzipSync(small);
    for (const algorithm of ['sha256', 'sha512']) {
      assert.equal((await scanFileOf(blob, { digest: digestOf(blob, algorithm) })).digest, digestOf(blob, algorithm));
      const error = await refusal(scanFileOf(blob, { digest: digestOf(small, algorithm) }));
      assert.equal(error.code, 'content');
      assert.match(error.message, /^reading layer 3: the stored bytes have the digest sha\d+:/);
    }
    assert.equal((await scanFileOf(small, { digest: digestOf(blob) })).digest, undefined);
    assert.match((await refusal(scanFileOf(small, { digest: digestOf(blob), verify: true }))).message, /the stored bytes have the digest/);
    assert.match(
      (await refusal(scanFileOf(blob, { diffID: digestOf(blob), verify: true }))).message,
      /the uncompressed bytes have the digest/,
    );
  });

  it('takes the digest over all bytes, also over those behind the end mark', async () => {
    const blob = gzipSync(Buffer.concat([small, Buffer.alloc(9000, 'z')]));
    assert.equal((await scanStreamOf(blob, { digest: digestOf(blob) })).count, 2);
  });

  it('refuses a stream that is shorter or longer than was declared', async () => {
    for (const length of [small.length - 1, small.length + 1])
      assert.equal(
        (await refusal(scanStreamOf(small, {}, length))).message,
        `reading layer 3: ${small.length} bytes came, where ${length} were declared`,
      );
  });

  it('stops at what the image may unpack to', async () => {
    for (const scan of [scanFileOf, scanStreamOf])
      for (const bytes of [small, gzipSync(small)]) {
        const { code } = await refusal(scan(bytes, { allowance: makeAllowance(2000) }));
        assert.equal(code, 'too-large');
        await scan(bytes, { allowance: makeAllowance(small.length) });
      }
  });

  it('says how many bytes are done, all in all as many as there are', async () => {
    for (const scan of [scanFileOf, scanStreamOf])
      for (const bytes of [small, gzipSync(small), Buffer.concat([small, bodyOf(5000)])]) {
        let done = 0;
        await scan(bytes, { onBytes: (count) => (done += count) });
        assert.equal(done, bytes.length);
      }
  });

  it('ends once it is aborted', async () => {
    for (const bytes of [gzipSync(small), small]) {
      const error = await scanStreamOf(bytes, { signal: AbortSignal.abort() }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      assert.ok(error instanceof ExpectedError);
      assert.equal(error.code, 'interrupted');
    }
  });

  it('passes over zeros behind the last member of a gzip stream, however many', async () => {
    const blob = Buffer.concat([gzipSync(small), Buffer.alloc(5 << 20)]);
    for (const scanOf of [scanFileOf, scanStreamOf]) {
      let done = 0;
      const onBytes = (count: number) => {
        done += count;
      };
      const scan = await scanOf(blob, { digest: digestOf(blob), verify: true, onBytes });
      assert.deepEqual([scan.count, scan.digest, done], [2, digestOf(blob), blob.length]);
    }
  });

  for (const [how, code] of [
    ['is aborted', 'interrupted'],
    ['fails', 'ECONNRESET'],
  ] as const)
    it(`ends where it ${how} behind the last member of a gzip stream`, async () => {
      const cut = new AbortController();
      async function* pieces(): AsyncGenerator<Buffer> {
        yield gzipSync(small);
        for (let count = 0; count < 100; count++) {
          // The tar is complete by then, and has been read.
          await setImmediate();
          yield Buffer.alloc(1 << 16);
        }
        if (how === 'fails') throw Object.assign(new Error('connection lost'), { code });
        cut.abort();
        await setImmediate();
        yield Buffer.alloc(1 << 16);
      }
      const content = { kind: 'stream', stream: Readable.from(pieces(), { objectMode: false }) } as const;
      await assert.rejects(scanLayer(content, { what: 'layer 3', signal: cut.signal }), { code });
    });

  it('notes an odd tail that does not decompress, once the tar is complete', async () => {
    const scan = await scanFileOf(Buffer.concat([gzipSync(small), Buffer.from('rubbish')]));
    assert.deepEqual([scan.count, scan.notes], [2, ['holds bytes behind its end that do not decompress']]);
  });

  it('takes no stream that was cut off, or is damaged, for one with a tail', async () => {
    const checked = zstdCompressSync(small, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });
    const damaged = Buffer.from(checked);
    damaged[damaged.length - 1]! ^= 1;
    const passing = (bytes: Buffer) => scanPassing(Readable.from([bytes]), sniffCompression(bytes), { what: 'the layer' });
    for (const scan of [scanFileOf, scanStreamOf, passing])
      for (const whole of [gzipSync(small), checked])
        for (const bytes of [...[1, 4, 7, 8].map((cut) => whole.subarray(0, -cut)), Buffer.concat([whole, whole.subarray(0, -3)]), damaged])
          await assert.rejects(scan(bytes), { code: 'content', message: /is corrupt or cut off/ });
  });

  it('notes types that no format defines', async () => {
    const scan = await scanFileOf(tar(entry({ type: 'Z' }, 'abc'), entry({ type: 'Y' })));
    assert.deepEqual([scan.totalBytes, scan.notes], [3, ['holds entries of a type that no tar format defines; they are weighed as files']]);
  });
});

describe('scanLayer on what is cut off', () => {
  /** Where the last body ends; behind it nothing is missed but the end mark. */
  const wholeFrom = small.length - endMark.length - 502;

  for (const [what, scan] of [
    ['a file', scanFileOf],
    ['a stream', scanStreamOf],
  ] as const)
    it(`finds each cut of ${what}, or reads what is whole with a note`, async () => {
      const starts = [0, 512, 1024, 1536, 2048, 2560, 3072, 3584, 4096, 4608].filter((at) => at <= small.length);
      const cuts = starts.flatMap((at) => [at, at + 1, at + 100, at + 333, at + 511]).filter((at) => at > 0 && at < small.length);
      const refused: number[] = [];
      for (const cut of cuts) {
        const found = await scan(small.subarray(0, cut)).catch((error: unknown) => error);
        if (found instanceof ExpectedError) {
          assert.equal(found.code, 'content');
          refused.push(cut);
          continue;
        }
        const { count, notes } = found as LayerScan;
        assert.deepEqual(notes, cut >= small.length - 0 ? [] : ['has no end mark'], `cut at ${cut}`);
        assert.equal(count, cut >= wholeFrom ? 2 : cut >= 512 * 4 ? 1 : 0, `cut at ${cut}`);
      }
      // Between entries nothing tells that more was to come: Go and GNU tar accept that too.
      const accepted = cuts.filter((cut) => !refused.includes(cut));
      assert.ok(
        accepted.every((cut) => cut % 512 === 0 || isPadding(cut)),
        `accepted ${accepted}`,
      );
    });

  /** Whether the cut lies in what fills a block behind a body. */
  function isPadding(cut: number): boolean {
    return small.subarray(cut, Math.ceil(cut / 512) * 512).every((byte) => byte === 0) && cut % 512 !== 0 && !isHeaderAt(cut);
  }
  function isHeaderAt(cut: number): boolean {
    const block = small.subarray(Math.floor(cut / 512) * 512, Math.floor(cut / 512) * 512 + 512);
    return block.subarray(257, 262).toString() === 'ustar' || block.every((byte) => byte === 0);
  }

  it('finds each cut of a gzip stream', async () => {
    const blob = gzipSync(small);
    for (let cut = 3; cut < blob.length; cut += 7) {
      const { code } = await refusal(scanStreamOf(blob.subarray(0, cut))).catch(() => ({ code: 'accepted' }));
      // A cut in the checksum behind the last byte comes once the tar is complete.
      assert.ok(code === 'content' || (code === 'accepted' && cut >= blob.length - 12), `cut at ${cut} of ${blob.length}: ${code}`);
    }
  });
});

describe('scanLayer on what is damaged', () => {
  const damaged: [string, Uint8Array, RegExp][] = [
    [
      'bytes that are no tar',
      Buffer.from('just some text, and then some more of it'.repeat(30)),
      /checksum is not that of a tar header at byte 0/,
    ],
    ['fewer bytes than a header', Buffer.from('text'), /the end of the data within a header/],
    ['a size that is negative', tar(header({ size: Buffer.from('ffffffffffffffffffffff38', 'hex') })), /a negative size/],
    ['a size beyond the end', header({ size: 5_000_000 }), /5000000 bytes before the end of a file's body at byte 512/],
    ['an extended header of gigabytes', header({ type: 'x', size: 2 ** 31 }), /an extended header of 2147483648 bytes/],
    ['another compression', Buffer.from('425a6839314159265359', 'hex'), /found bzip2, expected a tar, gzip or zstd/],
  ];
  for (const [what, bytes, message] of damaged)
    it(`refuses ${what}, naming the layer and the place`, async () => {
      for (const scan of [scanFileOf, scanStreamOf]) {
        const error = await refusal(scan(bytes));
        assert.match(error.message, /^reading layer 3: /);
        assert.match(error.message, message);
      }
    });

  it('refuses a gzip stream with a flipped byte', async () => {
    const blob = gzipSync(small);
    blob[Math.floor(blob.length / 2)]! ^= 0x55;
    assert.equal((await refusal(scanStreamOf(blob))).code, 'content');
  });

  it('hands on a device that fails as it is', async () => {
    const stream = new Readable({
      read() {
        this.destroy(Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO' }));
      },
    });
    await assert.rejects(scanLayer({ kind: 'stream', stream }, { what: 'layer 3' }));
  });
});
