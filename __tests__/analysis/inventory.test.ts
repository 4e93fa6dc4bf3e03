/** The inventory survives its bytes, and bytes that are not a whole inventory are refused. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Inventory, InventoryFile } from '../../src/analysis/analysis.ts';
import { decodeInventory, encodeInventory, maxInventoryBytes } from '../../src/analysis/inventory.ts';
import { ExpectedError } from '../../src/errors.ts';

const imageID = `sha256:${'a'.repeat(64)}`;

function inventoryOf(files: InventoryFile[], count = files.length): Inventory {
  return { imageID, platform: 'linux/amd64', files, count };
}

async function encoded(inventory: Inventory): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of encodeInventory(inventory)) parts.push(part);
  return Buffer.concat(parts);
}

function refusal(bytes: Uint8Array): ExpectedError {
  try {
    decodeInventory(bytes, 'api.inventory.gz');
  } catch (error) {
    assert.ok(error instanceof ExpectedError, String(error));
    assert.equal(error.code, 'analysis');
    assert.match(error.message, /api\.inventory\.gz/);
    assert.ok(error.hint);
    return error;
  }
  throw new assert.AssertionError({ message: 'the bytes were taken for an inventory' });
}

const header = `{"plimsoll":"inventory","version":1,"imageID":"${imageID}","platform":"linux/amd64","count":2}\n`;
const two: InventoryFile[] = [
  { path: 'bin/busybox', bytes: 5120, layer: 0, content: 'crc32:8f3a01c2' },
  { path: 'bin/sh', bytes: 0, layer: 0 },
];

describe('encodeInventory', () => {
  it('writes a header and one front-coded line for each file', async () => {
    const bytes = await encoded(inventoryOf(two));
    assert.equal(gunzipSync(bytes).toString(), `${header}kind crc32\n0 5120 0 8f3a01c2 bin/busybox\n4 0 0 - sh\n`);
  });

  it('names a kind once, and again only where it changes', async () => {
    const kinds = ['crc32:00', 'crc32:01', undefined, 'crc32:02', 'sha256:03', 'crc32:04'];
    const files = kinds.map((content, i): InventoryFile => ({ path: `f${i}`, bytes: 1, layer: 0, ...(content && { content }) }));
    const text = gunzipSync(await encoded(inventoryOf(files))).toString();
    assert.deepEqual(text.match(/^kind .*$/gm), ['kind crc32', 'kind sha256', 'kind crc32']);
    assert.deepEqual([...decodeInventory(gzipSync(text), 'it').files], files);
  });

  it('fails, as a bug of the caller, where files are unsorted, repeated or miscounted', async () => {
    await assert.rejects(encoded(inventoryOf([...two].reverse())), /not sorted/);
    await assert.rejects(encoded(inventoryOf([two[0]!, two[0]!])), /not sorted/);
    await assert.rejects(encoded(inventoryOf(two, 3)), /says that it has 3/);
    await assert.rejects(encoded(inventoryOf([{ path: 'a', bytes: 1, layer: 0, content: 'crc32' }])), /KIND:HEX/);
  });

  it('keeps a hundred thousand files within a few bytes each', async () => {
    function* many(): Generator<InventoryFile> {
      for (let i = 0; i < 100_000; i++) {
        const content = `crc32:${(Math.imul(i, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0')}`;
        yield { path: `usr/share/doc/package-${String(i).padStart(6, '0')}/copyright`, bytes: 1000 + (i % 7919), layer: 3, content };
      }
    }
    const bytes = await encoded({ ...inventoryOf([]), files: many(), count: 100_000 });
    assert.ok(bytes.length < 100_000 * 16, `${bytes.length} bytes`);
    const decoded = decodeInventory(bytes, 'it');
    let sum = 0;
    for (const file of decoded.files) sum += file.bytes;
    let expected = 0;
    for (const file of many()) expected += file.bytes;
    assert.equal(sum, expected);
  });
});

// Every code unit may stand in a path: lone surrogates stand for bytes that are not UTF-8.
const unit = fc.oneof(
  fc.constantFrom('/', 'a', 'b', '\\', '\n', '\t', '\0', ' ', '\ufffd', '\udc80', '\udcff', '\ud83d', '\u2028', '😀', 'é'),
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
);
const anyPath = fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => units.join(''));
const anyFiles = fc
  .uniqueArray(
    fc.record(
      {
        path: anyPath,
        bytes: fc.maxSafeNat(),
        layer: fc.nat(200),
        content: fc.tuple(fc.constantFrom('crc32', 'sha256', 'x-1'), fc.stringMatching(/^[0-9a-f]{1,16}$/)).map((parts) => parts.join(':')),
      },
      { requiredKeys: ['path', 'bytes', 'layer'] },
    ),
    { selector: (file) => file.path },
  )
  .map((files) => files.sort((a, b) => (a.path < b.path ? -1 : 1)) as InventoryFile[]);

describe('decodeInventory', () => {
  it('gives back what was encoded, each time it is iterated', async () => {
    await fc.assert(
      fc.asyncProperty(anyFiles, async (files) => {
        const plain = files.map((file) => ({ ...file }));
        const decoded = decodeInventory(await encoded(inventoryOf(plain)), 'it');
        assert.deepEqual({ ...decoded, files: [...decoded.files] }, inventoryOf(plain));
        assert.deepEqual([...decoded.files], plain);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses an inventory that is cut off anywhere', async () => {
    const bytes = await encoded(inventoryOf(two));
    for (let length = 0; length < bytes.length; length++) refusal(bytes.subarray(0, length));
  });

  it('refuses an inventory in which any bit is turned, or reads the same', async () => {
    const bytes = await encoded(inventoryOf(two));
    for (let at = 0; at < bytes.length; at++) {
      const damaged = Buffer.from(bytes);
      damaged[at]! ^= 1 << (at % 8);
      try {
        assert.deepEqual([...decodeInventory(damaged, 'it').files], two);
      } catch (error) {
        assert.ok(error instanceof ExpectedError, `byte ${at}: ${error}`);
      }
    }
  });

  it('refuses another version and says which one it understands', () => {
    const { message } = refusal(gzipSync('{"plimsoll":"inventory","version":2,"images":[]}\n'));
    assert.match(message, /version 2, and only version 1 is understood/);
  });

  it('refuses what is gzip but no inventory', () => {
    for (const text of ['', '\n', 'hello\n', '[]\n', '{"version":1}\n', header.trimEnd(), header.replace('2}', '-2}')]) {
      assert.match(refusal(gzipSync(text)).message, /not the header/);
    }
  });

  it('refuses a count that lies', () => {
    assert.match(refusal(gzipSync(`${header}0 1 0 - a\n`)).message, /promises 2 files, and it holds 1/);
    assert.match(refusal(gzipSync(`${header}0 1 0 - a\n0 1 0 - b\n0 1 0 - c\n`)).message, /promises 2 files, and it holds 3/);
  });

  it('refuses a file in a layer that the image does not have', async () => {
    const bytes = await encoded(inventoryOf([{ path: 'a', bytes: 1, layer: 2 }]));
    assert.equal(decodeInventory(bytes, 'it', 3).count, 1);
    assert.throws(() => decodeInventory(bytes, 'it', 2), { code: 'analysis', message: /"a" lies in layer 2 of an image of 2 layers/ });
  });

  const lines: [why: string, line: string, found: RegExp][] = [
    ['a path that repeats', '1 1 0 - \n', /line 3: its path is not in order/],
    ['a path out of order', '0 1 0 - A\n', /line 3: its path is not in order/],
    ['a shared length beyond the path before', '2 1 0 - b\n', /line 3: it shares more/],
    ['a size that is not a number', '0 1e9 0 - b\n', /line 3: the size is not/],
    ['a negative size', '0 -1 0 - b\n', /line 3: the size is not/],
    ['a size beyond what is exact', '0 99999999999999999 0 - b\n', /line 3: the size is not/],
    ['a line with too few fields', '0 1 0\n', /line 3: the layer is not/],
    ['a line with no path', '0 1 0 -\n', /line 3: it has fewer than five fields/],
    ['a line with no path before another', '0 1 0 -\n0 1 0 - c\n', /line 3: it has fewer than five fields/],
    ['an identity without a kind', '0 1 0 00ff b\n', /line 3: it has a content identity whose kind/],
    ['an identity that is not hexadecimal', 'kind crc32\n0 1 0 xyz b\n', /line 4: its content identity is not hex/],
    ['a line of another sort', 'kin crc32\n', /line 3: it is neither/],
    ['an unknown escape', '0 1 0 - b\\x41\n', /line 3: its path is not valid/],
    ['a line without its end', '0 1 0 - b', /line 3: its last line has no end/],
  ];
  for (const [why, line, found] of lines) {
    it(`refuses ${why}`, () => assert.match(refusal(gzipSync(`${header}0 1 0 - a\n${line}`)).message, found));
  }

  it('refuses a path that is not UTF-8, and takes U+FFFD itself', () => {
    const start = Buffer.from(`${header}0 1 0 - a\n0 1 0 - b`);
    assert.match(refusal(gzipSync(Buffer.concat([start, Buffer.from([0xff, 0x0a])]))).message, /not valid UTF-8/);
    const files = [...decodeInventory(gzipSync(Buffer.concat([start, Buffer.from('\ufffd\n')])), 'it').files];
    assert.equal(files[1]?.path, 'b\ufffd');
  });

  it('refuses a gzip bomb before it is unpacked whole', () => {
    const megabyte = gzipSync(Buffer.alloc(1024 * 1024));
    const bomb = Buffer.concat(Array.from({ length: maxInventoryBytes / 1024 / 1024 + 1 }, () => megabyte));
    assert.match(refusal(bomb).message, /unpacks to more than 536870912 bytes/);
  });
});
