/** A record is read again as it was made, and nothing of it is believed that is not whole. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { decodeRecord, encodeRecord, recordByteLimit } from '../../src/baseline/record.ts';
import { commitId, listedRecord, sampleFiles, sampleRecord, sampleWeighed } from './sample-record.ts';

const commit = commitId(1);
const expected = { commit, from: 'the record x.json' };

type Document = {
  version: number;
  commit: string;
  created: string;
  images: { name: string; analyses: Record<string, unknown>[]; inventories: (string | null)[] }[];
};

/** The bytes of the sample record after somebody changed it. */
async function changed(change: (document: Document) => void): Promise<Buffer> {
  const document = JSON.parse((await encodeRecord(sampleRecord(commit))).toString()) as Document;
  change(document);
  return Buffer.from(JSON.stringify(document));
}

async function refuses(change: (document: Document) => void, message: RegExp): Promise<void> {
  const bytes = await changed(change);
  assert.throws(() => decodeRecord(bytes, expected), { name: 'ExpectedError', code: 'baseline', message });
}

describe('a record', () => {
  it('is read again as it was made, with its inventories', async () => {
    const record = sampleRecord(commit);
    const bytes = await encodeRecord(record);
    assert.deepEqual(listedRecord(decodeRecord(bytes, expected)), listedRecord(record));
    assert.deepEqual(bytes, await encodeRecord(record), 'and always written alike');
    assert.match(
      bytes.toString(),
      /^\{"version":1,"commit":"0000001c+","created":"2026-11-21T12:00:00Z","images":\[\{"name":"api","analyses":\[/,
    );
  });

  it('leaves out an inventory that is larger than the limit, and only that', async () => {
    const files = Array.from({ length: 2000 }, (_, i) => ({ path: `f${String(i).padStart(5, '0')}`, bytes: i * 7919, layer: 0 }));
    const images = [{ name: 'api', weighed: [sampleWeighed('linux/amd64', files), sampleWeighed('linux/arm64', sampleFiles)] }];
    const record = sampleRecord(commit, { images });
    const weighed = async (inventoryLimit: number) =>
      decodeRecord(await encodeRecord(record, { inventoryLimit }), expected).images[0]!.weighed;
    assert.deepEqual(
      (await weighed(1000)).map(({ inventory }) => inventory?.count),
      [undefined, 2],
    );
    assert.deepEqual(
      (await weighed(100_000)).map(({ inventory }) => inventory?.count),
      [2000, 2],
    );
    assert.deepEqual(
      (await weighed(0)).map(({ inventory }) => inventory?.count),
      [undefined, undefined],
    );
  });

  it('is not written where it could not be read again', async () => {
    const twice = [
      { name: 'api', weighed: [sampleWeighed('linux/amd64')] },
      { name: 'api', weighed: [sampleWeighed('linux/amd64')] },
    ];
    await assert.rejects(encodeRecord(sampleRecord(commit, { images: twice })), { code: 'baseline', message: /api is in it twice/ });
    await assert.rejects(encodeRecord(sampleRecord('main')), {
      code: 'baseline',
      message: /commit is not what it should be \(a full commit id/,
    });
    await assert.rejects(encodeRecord(sampleRecord(commit, { created: 'today' })), { code: 'baseline', message: /created/ });
  });

  it('is refused where its frame is not right', async () => {
    await refuses((d) => (d.version = 2), /^reading the record x\.json: it was written as version 2, and only version 1 is understood/);
    await refuses((d) => (d.commit = commitId(2)), /it is of the commit 0000002c+, expected 0000001c+/);
    await refuses((d) => (d.created = '2026-11-21T12:00:00+01:00'), /created is not what it should be/);
    await refuses((d) => (d.images[0]!.name = ''), /images\.0\.name/);
    await refuses((d) => (d.images[0]!.name = 'a\u001b[2J'), /images\.0\.name/);
    await refuses((d) => (d.images[1]!.name = 'api'), /the image api is in it twice/);
    await refuses((d) => (d.images[0]!.inventories = []), /the image api has 2 analyses and 0 places/);
    await refuses((d) => Object.assign(d, { more: 1 }), /the document is not what it should be/);
  });

  it('is refused where an analysis is not one', async () => {
    const size = (value: unknown) => (d: Document) => ((d.images[0]!.analyses[0]!.sizes as Record<string, unknown>).total = value);
    await refuses(size(1.5), /reading the analysis of api: analyses\[0\]\.sizes\.total is 1\.5, expected a whole number/);
    await refuses(size('1'), /expected a number/);
    await refuses(size(-1), /expected at least 0/);
    const outside = (d: Document) => ((d.images[0]!.analyses[0]!.waste as { storedIn: number }[])[0]!.storedIn = 9);
    await refuses(outside, /waste\[0\]\.storedIn is 9/);
  });

  it('is refused where an inventory is damaged, of another image, or a bomb', async () => {
    const inventory = (text: string) => (d: Document) => (d.images[0]!.inventories[0] = text);
    await refuses(inventory('not base64!'), /the inventory of api \(linux\/amd64\) is not base64/);
    await refuses(inventory(Buffer.from('no gzip').toString('base64')), /reading the inventory of api \(linux\/amd64\)/);
    await refuses(
      (d) => (d.images[0]!.inventories = [...d.images[0]!.inventories].reverse()),
      /is of sha256:[0-9a-f]+ \(linux\/amd64\), and the analysis of/,
    );
    const bomb = gzipSync(Buffer.alloc(300 * 1024 * 1024)).toString('base64');
    await refuses(inventory(bomb), /its inventories unpack to more than 268435456 bytes/);
  });

  it('is refused where its inventories are a bomb together', async () => {
    const files = [{ path: 'a'.repeat(130 * 1024 * 1024), bytes: 1, layer: 0 }];
    const alone = [{ name: 'api', weighed: [sampleWeighed('linux/amd64', files)] }];
    const one = decodeRecord(await encodeRecord(sampleRecord(commit, { images: alone })), expected);
    assert.equal(one.images[0]!.weighed[0]!.inventory?.count, 1);
    const both = [{ name: 'api', weighed: ['linux/amd64', 'linux/arm64'].map((platform) => sampleWeighed(platform, files)) }];
    const bytes = await encodeRecord(sampleRecord(commit, { images: both }));
    assert.throws(() => decodeRecord(bytes, expected), {
      code: 'baseline',
      message: /its inventories unpack to more than 268435456 bytes/,
    });
  });

  it('is refused where it is cut off, empty, too large or no text', async () => {
    const bytes = await encodeRecord(sampleRecord(commit));
    for (const damaged of [bytes.subarray(0, 500), Buffer.alloc(0), Buffer.from('null'), Buffer.from([0xff, 0xfe]), Buffer.from('[]')]) {
      assert.throws(() => decodeRecord(damaged, expected), {
        name: 'ExpectedError',
        code: 'baseline',
        message: /^reading the record x\.json: /,
      });
    }
    const huge = Buffer.alloc(recordByteLimit + 1, 0x20);
    assert.throws(() => decodeRecord(huge, expected), {
      code: 'baseline',
      message: new RegExp(`it has ${recordByteLimit + 1} bytes, and at most ${recordByteLimit} are read`),
    });
  });
});
