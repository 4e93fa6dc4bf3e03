import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { LayerScan } from '../../src/scan/layer-scan.ts';
import { scanTarSplit } from '../../src/scan/scan-tar-split.ts';
import { SplitLayer, TarSplitFault } from '../../src/scan/split-layer.ts';
import { columns, scanBytes } from '../support/read-tar.ts';
import { bodyOf, endMark, entry, gnuLong, header, padded, pax, paxSparse, tar } from '../support/tar-bytes.ts';

type Line = { type: number; size?: number; name?: string; payload?: string | null; position?: number };

const segment = (bytes: Uint8Array): Line => ({ type: 2, payload: Buffer.from(bytes).toString('base64') });
const body = (size: number, checksum: string | null = 'YUw+7uLYEAA='): Line => ({ type: 1, name: 'file', size, payload: checksum });
const text = (lines: readonly Line[]) => Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const cut = (bytes: Buffer, step: number) =>
  Array.from({ length: Math.ceil(bytes.length / step) }, (_, index) => bytes.subarray(index * step, (index + 1) * step));
const scan = (bytes: Buffer, step = 1 << 16): Promise<LayerScan> => scanTarSplit(cut(gzipSync(bytes), step), { what: 'layer 0' });
const paddingOf = (size: number) => bodyOf((512 - (size % 512)) % 512, '\0');

describe('scanTarSplit', () => {
  const before = [
    pax({ comment: 'x' }, 'g'),
    entry({ name: 'd/', type: '5' }),
    gnuLong('L', 'n'.repeat(200)),
    header({ name: 'n', size: 700 }),
  ];
  const lines = [
    segment(Buffer.concat(before)),
    body(700),
    // A segment begins with what pads the body before it.
    segment(Buffer.concat([paddingOf(700), entry({ name: 'd/.wh.gone' }), entry({ name: 'empty' }), header({ name: 'last', size: 6 })])),
    body(6, 'AAAAAAAAAAE='),
    segment(paddingOf(6)),
    segment(Buffer.alloc(0)),
    segment(endMark),
  ];
  const whole = tar(
    ...before,
    padded(bodyOf(700)),
    entry({ name: 'd/.wh.gone' }),
    entry({ name: 'empty' }),
    entry({ name: 'last' }, 'hello\n'),
  );

  it('finds what a reader of the tar finds, however the index is cut', async () => {
    const expected = columns(await scanBytes(whole));
    for (const step of [1, 7, 100, 100_000]) {
      const found = await scan(text(lines), step);
      assert.deepEqual(columns(found), expected);
      assert.deepEqual([found.count, found.totalBytes, found.notes, found.namesContents], [5, 706, [], false]);
      const unpacked = new LayerScan();
      const layer = new SplitLayer(unpacked);
      for (const piece of cut(text(lines), step)) layer.write(piece);
      layer.end();
      assert.deepEqual(columns(unpacked), expected);
    }
  });

  it('notes a missing end mark, and takes no bytes at all for an empty layer', async () => {
    assert.deepEqual((await scan(text(lines.slice(0, -1)))).notes, ['has no end mark']);
    assert.equal((await scan(Buffer.alloc(0))).count, 0);
  });

  it('tells bodies apart by the whole of their checksum', async () => {
    const checksumOf = async (hex: string) => {
      const layer = [segment(header({ name: 'a', size: 6 })), body(6, Buffer.from(hex, 'hex').toString('base64')), segment(paddingOf(6))];
      return (await scan(text(layer))).checksum(0);
    };
    const all = ['0000000000000000', '0000000000000001', '0000000100000000', '8000000000000000', '0000000080000000', '0100000000000000'];
    assert.equal(new Set(await Promise.all(all.map(checksumOf))).size, all.length);
    assert.equal(await checksumOf(all[3]!), await checksumOf(all[3]!));
  });

  it('takes the size that a sparse file was unpacked to', async () => {
    const sparse = paxSparse('0.1', 'hole', [{ offset: 4096, length: 1000 }], 100_000);
    const head = sparse.subarray(0, sparse.length - padded(bodyOf(1000)).length);
    const found = await scan(
      text([segment(head), body(100_000), segment(Buffer.concat([paddingOf(1000), entry({ name: 'z' }), endMark]))]),
    );
    assert.deepEqual([found.count, found.totalBytes], [2, 1000]);
  });

  const faults: [string, Buffer | Line[], RegExp][] = [
    ['a body of another size', [segment(header({ name: 'a', size: 6 })), body(7)], /^a body of 7 bytes stands where 6 were expected$/],
    ['a body where none is', [segment(entry({ name: 'a' })), body(7)], /^a body of 7 bytes stands where none was expected$/],
    ['a missing body', [segment(header({ name: 'a', size: 6 })), segment(paddingOf(6))], /^a body is missing$/],
    ['a missing body at the end', [segment(header({ name: 'a', size: 6 }))], /the end of the data/],
    ['a body without a checksum', [segment(header({ name: 'a', size: 6 })), body(6, null)], /^a body has no checksum$/],
    ['a checksum of another length', [segment(header({ name: 'a', size: 6 })), body(6, 'AAAA')], /^a checksum is not one$/],
    ['what is no header', [segment(bodyOf(512))], /^the index holds /],
    ['a line of another type', [{ type: 3 }], /^a line of an unknown type \(3\)$/],
    ['what is not JSON', Buffer.from('{"type":2,'), /^the index holds /],
    ['a line that never ends', Buffer.alloc(9 << 20, ' '), /^a line of the index is too long$/],
  ];
  for (const [what, content, message] of faults)
    it(`does not believe ${what}`, async () => {
      const bytes = Buffer.isBuffer(content) ? content : text(content);
      await assert.rejects(scan(bytes), (error: Error) => error instanceof TarSplitFault && message.test(error.message));
    });

  it('does not believe what is no gzip, or ends too early', async () => {
    const whole = gzipSync(text(lines));
    for (const [bytes, message] of [
      [Buffer.from('{"type":2}'), /^it is not gzip \(incorrect header check\)$/],
      [whole.subarray(0, -9), /^it is not gzip \(unexpected end of file\)$/],
      [Buffer.concat([whole.subarray(0, -8), Buffer.alloc(8)]), /^it is not gzip \(incorrect data check\)$/],
    ] as const)
      await assert.rejects(
        scanTarSplit([bytes], { what: 'layer 0' }),
        (error: Error) => error instanceof TarSplitFault && message.test(error.message),
      );
  });

  it('takes a line that no engine writes in the same way, in whatever order its fields stand', async () => {
    const name = 'a","size":9,"payload":"AAAAAAAAAAE=","position":1}';
    const odd = [
      JSON.stringify(segment(header({ name, size: 6 }))),
      JSON.stringify({ position: 1, payload: 'AAAAAAAAAAI=', size: 6, name, type: 1 }),
      JSON.stringify(segment(Buffer.concat([paddingOf(6), header({ name: 'b', size: 6 })]))),
      JSON.stringify({ type: 1, name, size: 6, payload: 'AAAAAAAAAAI=', position: 3 }),
      JSON.stringify(segment(Buffer.concat([paddingOf(6), endMark]))),
    ];
    const found = await scan(Buffer.from(odd.join('\n')));
    assert.deepEqual([found.count, found.totalBytes, found.checksum(0)], [2, 12, found.checksum(1)]);
  });
});
