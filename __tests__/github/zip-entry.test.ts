/** A zip may be a stranger's: whatever it says, one file comes out whole, or an error. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { crc32, deflateRawSync } from 'node:zlib';
import { UnexpectedAnswer } from '../../src/github/answers.ts';
import { readZipEntry } from '../../src/github/zip-entry.ts';
import { zipOf } from './stand-in/zip.ts';

const name = 'record.json';
const text = '{"version":1}';
const zip = zipOf({ first: 'x', [name]: text, last: 'y' });

const refuses = (bytes: Buffer, message: RegExp, maxBytes = 1000) =>
  assert.rejects(readZipEntry(bytes, name, maxBytes), (error) => error instanceof UnexpectedAnswer && message.test(error.message));

/** The zip with one change in the bytes that follow where the central directory names the file. */
function changed(change: (header: Buffer) => void): Buffer {
  const copy = Buffer.from(zip);
  change(copy.subarray(copy.lastIndexOf(name) - 46));
  return copy;
}

describe('readZipEntry', () => {
  it('reads the file of that very name', async () => {
    assert.equal((await readZipEntry(zip, name, text.length)).toString(), text);
    assert.equal((await readZipEntry(zipOf({ [name]: '' }), name, 0)).length, 0);
  });

  it('refuses what is no whole zip', async () => {
    await refuses(Buffer.alloc(0), /^its zip is damaged/);
    await refuses(Buffer.from('no zip at all, but long enough to be one'), /^its zip is damaged/);
    for (let length = 0; length < zip.length; length += 7) await refuses(zip.subarray(0, length), /zip/);
  });

  it('refuses one that lacks the file, holds it twice, or holds a great many', async () => {
    await refuses(zipOf({ 'a/record.json': text, 'RECORD.JSON': text }), /^its zip holds no file record\.json$/);
    const twice = zipOf({ [name]: text, 'recorb.json': text });
    for (let at = twice.indexOf('recorb'); at !== -1; at = twice.indexOf('recorb')) twice.write('record', at);
    await refuses(twice, /^its zip holds two files record\.json$/);
    const many = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`file-${index}`, '']));
    await refuses(zipOf({ ...many, [name]: text }), /^its zip holds 1002 files/);
  });

  it('refuses paths that lead out, and another way to write them', async () => {
    await refuses(zipOf({ '../../etc/cron.d/x': 'x', [name]: text }), /^its zip is damaged: invalid relative path/);
    await refuses(zipOf({ '/etc/x': 'x', [name]: text }), /^its zip is damaged: absolute path/);
    await refuses(zipOf({ 'a\\b': 'x', [name]: text }), /^its zip is damaged: invalid characters/);
  });

  it('refuses a file that says it is too large, and one that is and does not say so', async () => {
    await refuses(zip, /more than the 12 bytes that are read$/, 12);
    // 100 MB of zeros that claim to be 10 bytes.
    const bomb = deflateRawSync(Buffer.alloc(100_000_000));
    await refuses(zipWith({ body: bomb, size: 10, sum: 0 }), /^its zip is damaged/, 1_000_000);
  });

  it('refuses a file that is encrypted, or of an unknown compression', async () => {
    await refuses(
      changed((header) => header.writeUInt16LE(header.readUInt16LE(8) | 1, 8)),
      /is encrypted$/,
    );
    await refuses(
      changed((header) => header.writeUInt16LE(93, 10)),
      /^its zip is damaged: unsupported compression/,
    );
  });

  it('refuses a file whose bytes are not what was put in', async () => {
    const body = deflateRawSync(Buffer.from(text));
    assert.equal((await readZipEntry(zipWith({ body, size: text.length, sum: crc32(text) }), name, 100)).toString(), text);
    await refuses(zipWith({ body, size: text.length, sum: crc32('another') }), /its checksum does not fit$/);
    await refuses(zipWith({ body, size: text.length + 1, sum: crc32(text) }), /^its zip is damaged/);
    body[3]! ^= 255;
    await refuses(zipWith({ body, size: text.length, sum: crc32(text) }), /damaged/);
  });
});

/** A zip of one file whose header says what the test wants. */
function zipWith({ body, size, sum }: { body: Buffer; size: number; sum: number }): Buffer {
  const about = Buffer.alloc(22);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(8, 4);
  about.writeUInt32LE(sum, 10);
  about.writeUInt32LE(body.length, 14);
  about.writeUInt32LE(size, 18);
  const length = Buffer.from([name.length, 0, 0, 0]);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), about, length, Buffer.from(name), body]);
  const entry = Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 0]), about, length, Buffer.alloc(14), Buffer.from(name)]);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(entry.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, entry, end]);
}
