import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { makeAllowance } from '../../src/scan/scan-options.ts';
import { PassedMembers, type Passing } from '../../src/sources/passed-members.ts';
import { archiveOf, type Members } from '../support/image-builder.ts';
import { entry, noise, paxSparse, tar } from '../support/tar-bytes.ts';

/** Sends the bytes in these pieces out of a buffer that is written over, and waits for nothing before all are sent. */
function impatient(bytes: Buffer, cuts: readonly number[]): Passing {
  return async (take) => {
    const places = [0, ...cuts.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
    const promises = new Set<Promise<void>>();
    for (const [index, end] of places.slice(1).entries()) {
      const piece = new Uint8Array(bytes.subarray(places[index], end));
      const taken = take(piece);
      if (taken !== undefined) promises.add(taken);
      piece.fill(0x2a);
    }
    await Promise.all(promises);
  };
}

function patient(bytes: Buffer): Passing {
  return async (take) => {
    for (let at = 0; at < bytes.length; at += 512) await take(bytes.subarray(at, at + 512));
  };
}

const names = ['a', 'b', './a', 'sub/c'];
const plain = tar(entry({ name: 'file' }, 'plain'), entry({ name: 'more' }, noise(3000, 1)));
const bodies = [
  plain,
  gzipSync(plain),
  gzipSync(tar(entry({ name: 'noise' }, noise(200_000, 2)))),
  zstdCompressSync(plain),
  gzipSync(plain).subarray(0, 90),
  Buffer.from('{"a":1}'),
  Buffer.alloc(0),
];
const member = fc.oneof(
  fc.constantFrom(...bodies),
  fc.constantFrom(...names).map((link) => ({ link })),
  fc.constantFrom(...names).map((symlink) => ({ symlink })),
);
const archives: fc.Arbitrary<Members> = fc.array(fc.tuple(fc.constantFrom(...names), member), { maxLength: 8 });

async function told(passing: Passing): Promise<unknown[]> {
  const members = await PassedMembers.read(passing, 'that a test sends', {});
  return await Promise.all(
    names.map(async (name) => {
      const found = members.find(name);
      if (found === undefined) return undefined;
      const scan = await members.scanOf(name, 'the layer', {}).catch((error: Error) => error.message);
      return typeof scan === 'string' ? [found.length, scan] : [found.length, scan.digest, scan.count, scan.totalBytes];
    }),
  );
}

describe('the members of a tar that passes', () => {
  it('are the same however they are cut into pieces, and however soon those come', async () => {
    await fc.assert(
      fc.asyncProperty(archives, fc.array(fc.nat(), { maxLength: 6 }), async (members, cuts) => {
        const bytes = archiveOf(members);
        assert.deepEqual(await told(impatient(bytes, cuts)), await told(patient(bytes)));
      }),
      { numRuns: 150 },
    );
  });

  it('are the last ones of their names', async () => {
    const bytes = archiveOf([
      ['a', gzipSync(plain)],
      ['a', plain],
      ['b', gzipSync(plain)],
      ['b', { symlink: 'a' }],
    ]);
    const [a, b] = await told(impatient(bytes, []));
    assert.deepEqual(a, b);
    assert.equal((a as [number])[0], plain.length);
  });

  const layer = entry({ name: 'first' }, gzipSync(tar(entry({ name: 'noise' }, noise(50_000, 3)))));
  for (const [what, bytes, code] of [
    ['no tar', Buffer.concat([layer, Buffer.alloc(1024, 0x55)]), 'engine'],
    [
      'more than may be unpacked',
      Buffer.concat([layer, entry({ name: 'second' }, tar(entry({ name: 'big' }, noise(200_000, 4))))]),
      'too-large',
    ],
    ['a member with holes', tar(layer, paxSparse('1.0', 'second', [{ offset: 0, length: 4 }], 9000)), 'unsupported'],
  ] as const)
    it(`fail once, where ${what} follows a layer that is still being unpacked`, async () => {
      const unhandled: unknown[] = [];
      const hear = (reason: unknown) => void unhandled.push(reason);
      process.on('unhandledRejection', hear);
      const options = { allowance: makeAllowance(100_000) };
      await assert.rejects(PassedMembers.read(impatient(bytes, []), 'that a test sends', options), { code });
      await new Promise((resolve) => setImmediate(resolve));
      process.off('unhandledRejection', hear);
      assert.deepEqual(unhandled, []);
    });

  it('are not said to have broken off where the fault is ours', async () => {
    const onBytes = () => {
      throw new TypeError('a bug');
    };
    await assert.rejects(PassedMembers.read(patient(archiveOf([['a', plain]])), 'that a test sends', { onBytes }), TypeError);
  });
});
