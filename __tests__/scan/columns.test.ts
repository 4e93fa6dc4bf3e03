import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Column, Pieces } from '../../src/scan/columns.ts';
import { LayerScan } from '../../src/scan/layer-scan.ts';

describe('Column', () => {
  it('keeps every row while it grows and once it is trimmed, and counts the others 0', () => {
    const column = new Column((length) => new Float64Array(length));
    const rows = [0, 1, 2047, 2048, 2049, 9999, 100_000];
    for (const row of rows) column.set(row, row + 0.5);
    const check = () => {
      for (const row of rows) assert.equal(column.get(row), row + 0.5);
      for (const row of [2, 2050, 50_000, 99_999]) assert.equal(column.get(row), 0);
    };
    check();
    column.trim(100_001);
    check();
    assert.equal(column.values.length, 100_001);
  });
});

describe('Pieces', () => {
  it('gives back each piece, short ones and such as are longer than a chunk', () => {
    const pieces = new Pieces();
    const given = Array.from({ length: 3000 }, (_, index) => new Uint8Array(index % 500 === 7 ? 70_000 : index % 90).fill(index));
    for (const [index, piece] of given.entries()) assert.equal(pieces.add(piece), index);
    pieces.trim();
    for (const [index, piece] of given.entries()) assert.deepEqual(pieces.at(index), piece);
  });
});

describe('LayerScan', () => {
  it('takes little memory for a layer of one entry: most layers have few', () => {
    const name = Buffer.from('etc/passwd');
    const before = process.memoryUsage().arrayBuffers;
    const scans = Array.from({ length: 100 }, () => {
      const scan = new LayerScan();
      const plain = { unknownType: false, linkName: new Uint8Array(0), mode: 0, uid: 0, gid: 0, mtime: 0, device: 0, xattrs: [] };
      scan.add({ ...plain, type: 'file', name, size: 1, logicalSize: 1, bodyOffset: 512 }, 0);
      return scan;
    });
    const each = (process.memoryUsage().arrayBuffers - before) / scans.length;
    assert.ok(each < 150_000, `${each} bytes`);
  });
});
