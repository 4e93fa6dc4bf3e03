/** A scan as bytes: nothing is lost, and nothing that is not whole is taken for a scan. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { describe, it } from 'node:test';
import { gzipSync, inflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { readScan, scannerVersion, serializeScan } from '../../src/cache/scan-codec.ts';
import { scanLayer } from '../../src/scan/scan-layer.ts';
import { tarOf } from '../support/model.ts';
import { Random } from '../support/random.ts';
import { randomLayers } from '../support/random-layers.ts';
import { soundTar } from '../support/random-tar.ts';
import { bodyOf, entry, gnuLong, oldSparse, pax, paxSparse, tar } from '../support/tar-bytes.ts';

/** Every kind of entry, and every way to say more of one. */
const everything = tar(
  entry({ name: 'bin/', type: '5', mode: 0o755 }),
  entry({ name: 'bin/sh', mode: 0o4755, uid: 1, gid: 2 }, bodyOf(700)),
  entry({ name: 'bin/again', type: '1', link: 'bin/sh' }),
  entry({ name: 'lib', type: '2', link: 'usr/lib' }),
  entry({ name: 'dev/null', type: '3', mode: 0o666 }),
  entry({ name: 'dev/sda', type: '4' }),
  entry({ name: 'run/fifo', type: '6' }),
  entry({ name: 'a/.wh.gone' }),
  entry({ name: 'a/.wh..wh..opq' }),
  entry({ name: 'a/.wh..wh.plnk' }, bodyOf(3)),
  entry({ name: Buffer.from([0x66, 0xff, 0xfe]) }, bodyOf(1)),
  pax({ 'SCHILY.xattr.security.capability': 'all', path: `long/${'n'.repeat(200)}` }),
  entry({ name: 'short' }, bodyOf(20)),
  gnuLong('L', `longer/${'m'.repeat(300)}`),
  entry({}, bodyOf(5, 'y')),
  oldSparse('old', [{ offset: 0, length: 512 }], 4096),
  paxSparse('1.0', 'new', [{ offset: 512, length: 512 }], 8192),
  entry({ name: 'odd', type: 'Q' }, bodyOf(9)),
);

const scanOf = (blob: Buffer) => scanLayer({ kind: 'stream', stream: Readable.from([blob]) }, { what: 'the layer' });

describe('serializeScan and readScan', () => {
  it('keep every column, sum, note and digest', async () => {
    const check = async (bytes: Uint8Array) => {
      const scan = await scanOf(gzipSync(bytes));
      assert.deepEqual(readScan(serializeScan(scan))?.toData(), scan.toData());
    };
    await check(everything);
    await check(Buffer.alloc(0));
    for (let seed = 0; seed < 50; seed++) await check(soundTar(new Random(seed)));
    await fc.assert(fc.asyncProperty(randomLayers, async ([layer = []]) => check(tarOf(layer))));
  });

  it('take nothing that is cut off, longer, or changed in any byte', async () => {
    const bytes = serializeScan(await scanOf(gzipSync(everything)));
    assert.ok(readScan(bytes) !== undefined);
    for (let length = 0; length < bytes.length; length++) assert.equal(readScan(bytes.subarray(0, length)), undefined, `${length} bytes`);
    assert.equal(readScan(Buffer.concat([bytes, Buffer.alloc(1)])), undefined);
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x10;
      assert.equal(readScan(changed), undefined, `byte ${at}`);
    }
  });

  /**
   * Where this fails, a scan says something else than it did, or says it in other bytes: raise `scannerVersion`, and write the new digest here.
   * Otherwise scans that older versions kept would be taken for what this one reads.
   */
  it('belong to this version of the scanner', async () => {
    const scan = await scanOf(gzipSync(everything));
    const body = inflateRawSync(serializeScan(scan).subarray(20));
    const digest = createHash('sha256').update(body).digest('hex').slice(0, 16);
    assert.deepEqual([scannerVersion, digest], [2, 'c02ac78365f74be5']);
  });
});
