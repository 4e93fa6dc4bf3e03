/** The tar reader against tar-stream on what both read right, and against itself on pieces of any size. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { extract, type Header, pack } from 'tar-stream';
import { Random } from '../support/random.ts';
import { mutateTar, randomTar } from '../support/random-tar.ts';
import { readPieces, readTar, summary } from '../support/read-tar.ts';

type Written = Pick<Header, 'name' | 'type' | 'mode' | 'uid' | 'gid' | 'mtime' | 'linkname'> & { body: string };

const name = fc
  .array(fc.stringMatching(/^[a-zA-Z0-9 äß漢_-]{1,40}$/), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join('/'))
  .filter((text) => text.trim() === text);
const owner = fc.oneof(fc.nat({ max: 0o7777777 }), fc.constant(0));
const written: fc.Arbitrary<Written> = fc.record({
  name,
  type: fc.constantFrom('file', 'file', 'file', 'link', 'symlink', 'directory', 'character-device', 'block-device', 'fifo'),
  mode: fc.nat({ max: 0o7777 }),
  uid: owner,
  gid: owner,
  mtime: fc.nat({ max: 2 ** 31 - 1 }).map((seconds) => new Date(seconds * 1000)),
  linkname: name,
  body: fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.nat({ max: 1600 }).map((length) => 'z'.repeat(length)),
  ),
});

async function packed(entries: readonly Written[]): Promise<Buffer> {
  const writer = pack();
  for (const { body, linkname, ...headers } of entries) {
    const isLink = headers.type === 'link' || headers.type === 'symlink';
    if (headers.type === 'file') writer.entry(headers, body);
    else writer.entry({ ...headers, ...(isLink ? { linkname } : {}), size: 0 });
  }
  writer.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of writer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** What tar-stream reads, in our words. */
async function extracted(bytes: Buffer) {
  const reader = extract();
  reader.end(bytes);
  const entries: (ReturnType<typeof summary> & { body: string })[] = [];
  const text = (value: string | null | undefined) => Buffer.from(value ?? '').toString('latin1');
  for await (const source of reader) {
    const chunks: Buffer[] = [];
    for await (const chunk of source) chunks.push(chunk as Buffer);
    const { name, type, size, mode, uid, gid, mtime, linkname } = source.header;
    entries.push({
      type: type as ReturnType<typeof summary>['type'],
      name: text(name),
      size,
      mode,
      uid,
      gid,
      mtime: mtime.getTime() / 1000,
      link: text(linkname),
      body: Buffer.concat(chunks).toString(),
    });
  }
  return entries;
}

describe('TarReader against tar-stream', () => {
  it('reads what tar-stream wrote as tar-stream reads it, entry by entry', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(written, { maxLength: 12 }), async (entries) => {
        const bytes = await packed(entries);
        const { entries: read, bodies, fault } = await readTar(bytes);
        assert.equal(fault, undefined);
        const ours = read.map((entry, index) => ({ ...summary(entry), body: bodies[index]!.toString() }));
        assert.deepEqual(ours, await extracted(bytes));
        assert.equal(ours.length, entries.length);
      }),
      { numRuns: 60 },
    );
  });
});

describe('TarReader in pieces', () => {
  it('reads the same entries, bodies and faults however the bytes are cut up', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.integer({ min: 1, max: 1500 }), { minLength: 1, maxLength: 8 }), (seed, sizes) => {
        const random = new Random(seed);
        const tar = randomTar(random);
        for (const bytes of [tar, mutateTar(tar, random)]) assert.deepEqual(readPieces(bytes, sizes), readPieces(bytes));
      }),
      { numRuns: 300 },
    );
  });

  it('reads the same from a seekable file, whole or damaged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), async (seed) => {
        const random = new Random(seed);
        await readTar(mutateTar(randomTar(random), random));
      }),
      { numRuns: 100 },
    );
  });
});
