/** A table of contents that cannot be believed is passed over without fuss: the layer is read, and weighs what it weighs. */
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { describe, it } from 'node:test';
import { type Intercept, refuse } from './stand-in.ts';
import {
  chunked,
  chunkedAnnotations,
  chunkedPrefix,
  type EStargzSpec,
  eStargz,
  type TableEntry,
  type TableLayer,
  tocDigest,
} from './table-layers.ts';
import { compared, files, noise, note } from './table-runs.ts';

type Doubt = { does: string; says: RegExp } & ({ layer: () => TableLayer } | { answers: Intercept });
const table = (spec: Partial<EStargzSpec>) => () => eStargz({ files, ...spec });
const told = (change: Partial<TableEntry>) => table({ tell: ([first, ...rest]) => [{ ...first, ...change }, ...rest] });
const placed = (position: string) => () =>
  chunked(files, (place) => ({ ...chunkedAnnotations(place), [`${chunkedPrefix}manifest-position`]: position }));
/** Answers to whoever asks for a part of a blob. */
const toParts =
  (act: (answer: ServerResponse, range: [from: number, to: number]) => true): Intercept =>
  ({ path, range }, answer) => {
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    return path.includes('/blobs/') && from !== undefined ? act(answer, [Number(from), Number(to)]) : undefined;
  };
const sendPart = (answer: ServerResponse, stated: string, bytes: number): true => {
  answer.writeHead(206, { 'Content-Range': stated, 'Content-Length': bytes }).end(Buffer.alloc(bytes));
  return true;
};
const blobBytes = eStargz({ files }).blob.length;

const doubts: Doubt[] = [
  {
    does: 'has another checksum than was stated',
    says: /its checksum is not the one/,
    layer: table({ annotations: { [tocDigest]: `sha256:${'0'.repeat(64)}` } }),
  },
  { does: 'has no checksum of a kind that is known', says: /is no SHA-256/, layer: table({ annotations: { [tocDigest]: 'md5:00' } }) },
  {
    does: 'has no footer',
    says: /no footer/,
    layer: () => ({ ...eStargz({ files }), blob: Buffer.concat([eStargz({ files }).blob, Buffer.alloc(512)]) }),
  },
  { does: 'lies beyond the blob', says: /not within the blob/, layer: table({ place: 2 ** 40 }) },
  { does: 'lies elsewhere', says: /stream is corrupt or cut off/, layer: table({ place: 10 }) },
  { does: 'is where a file is', says: /something else stands in its place/, layer: table({ place: 0 }) },
  { does: 'is no JSON', says: /no JSON object/, layer: table({ json: (json) => json.subarray(1) }) },
  { does: 'is no object', says: /no JSON object/, layer: table({ json: () => Buffer.from('[]') }) },
  {
    does: 'is of a later version',
    says: /no table of version 1/,
    layer: table({ json: (json) => Buffer.from(json.toString().replace('"version":1', '"version":2')) }),
  },
  { does: 'lists nothing that could be a list', says: /no table of version 1/, layer: table({ tell: () => ({}) }) },
  { does: 'lists what is no entry', says: /an entry is no object/, layer: table({ tell: () => [null] }) },
  {
    does: 'names a path twice',
    says: /a path stands in it twice/,
    layer: table({ tell: (entries) => [...entries, { ...entries[2]!, name: './etc//empty' }] }),
  },
  { does: 'has a negative size', says: /size is no whole number/, layer: told({ size: -1 }) },
  { does: 'has a size with a fraction', says: /size is no whole number/, layer: told({ size: 0.5 }) },
  { does: 'has a size beyond 2^53', says: /size is no whole number/, layer: told({ size: 2 ** 53 }) },
  { does: 'has a size in words', says: /size is no whole number/, layer: told({ size: 'large' as unknown as number }) },
  {
    does: 'has larger files than the tar is',
    says: /larger than the tar/,
    layer: () => {
      const layer = eStargz({ files });
      return { ...layer, annotations: { ...layer.annotations, 'io.containers.estargz.uncompressed-size': '1000' } };
    },
  },
  { does: 'has an unknown type', says: /of an unknown type \(__proto__\)/, layer: told({ type: '__proto__' }) },
  { does: 'has a name that is no text', says: /name is no text/, layer: told({ name: 7 as unknown as string }) },
  { does: 'has a name that JSON cannot hold', says: /not the one in the tar/, layer: told({ name: 'caf\ufffd' }) },
  { does: 'has a file without a checksum', says: /no SHA-256/, layer: told({ digest: '' }) },
  { does: 'has a link to nowhere', says: /no target/, layer: told({ type: 'hardlink', linkName: '' }) },
  {
    does: 'has a chunk of nothing',
    says: /chunk follows no file/,
    layer: table({ tell: (entries) => [{ type: 'chunk', name: 'etc/motd' }, ...entries] }),
  },
  { does: 'has a chunk beyond its file', says: /beyond its file/, layer: told({ chunkSize: 10 ** 9 }) },
  {
    does: 'has a file behind itself',
    says: /lies behind it/,
    layer: table({ tell: (entries) => [...entries, { ...entries[1]!, name: 'more', offset: 10 ** 6 }] }),
  },
  {
    does: 'leaves out a file at the end',
    says: /ends with what the table does not name/,
    layer: table({ tell: (entries) => entries.slice(0, 2) }),
  },
  { does: 'unpacks to more than a table may', says: /unpacks to more than/, layer: table({ json: () => Buffer.alloc((96 << 20) + 1) }) },
  { does: 'has a place without numbers', says: /does not say where it lies/, layer: placed('here') },
  { does: 'has a place of negative numbers', says: /does not say where it lies/, layer: placed('-1:10:10:1') },
  { does: 'has a place beyond the blob', says: /not within the blob/, layer: placed('1:1000000:10:1') },
  { does: 'has a place of odd numbers', says: /odd numbers/, layer: placed('99999999999999999999:1:1:1') },
  { does: 'is of a kind that is not known', says: /does not say where it lies/, layer: placed('1:10:10:2') },
  {
    does: 'claims to be a bomb',
    says: /where \d+ are the most/,
    layer: () => chunked(files, (place) => chunkedAnnotations({ ...place, unpacked: 2 ** 40 })),
  },
  {
    does: 'is a bomb',
    says: /unpacks to more than 5 bytes/,
    layer: () => chunked(files, (place) => chunkedAnnotations({ ...place, unpacked: 5 })),
  },
  {
    does: 'is smaller than was stated',
    says: /does not unpack to what/,
    layer: () => chunked(files, (place) => chunkedAnnotations({ ...place, unpacked: place.unpacked + 1 })),
  },
  {
    does: 'is not sent in part',
    says: /answers 200 to a request for a part/,
    answers: toParts((answer) => Boolean(answer.writeHead(200).write(Buffer.alloc(1000))) as true),
  },
  {
    does: 'is another part',
    says: /sends another part/,
    answers: toParts((answer, [from, to]) => sendPart(answer, `bytes ${from - 1}-${to - 1}/${blobBytes}`, to - from + 1)),
  },
  {
    does: 'is a part of another blob',
    says: /sends another part/,
    answers: toParts((answer, [from, to]) => sendPart(answer, `bytes ${from}-${to}/${blobBytes + 1}`, to - from + 1)),
  },
  {
    does: 'is a part that nobody names',
    says: /sends another part/,
    answers: toParts((answer, [from, to]) => sendPart(answer, '', to - from + 1)),
  },
  {
    does: 'is a longer part',
    says: /sends more than the part/,
    answers: toParts((answer, [from, to]) => sendPart(answer, `bytes ${from}-${to}/${blobBytes}`, to - from + 2)),
  },
  {
    does: 'is a shorter part',
    says: /the connection was cut/,
    answers: toParts((answer, [from, to]) => sendPart(answer, `bytes ${from}-${to}/${blobBytes}`, to - from)),
  },
  { does: 'may not be had', says: /answers 403 \(DENIED\)/, answers: toParts((answer) => refuse(answer, 403, 'DENIED')) },
  { does: 'is not there', says: /answers 416/, answers: toParts((answer) => refuse(answer, 416, 'RANGE_INVALID')) },
];

describe('a table of contents that', { concurrency: 4 }, () => {
  for (const { does, says, ...doubt } of doubts)
    it(`${does} is passed over`, async () => {
      const layer = 'layer' in doubt ? doubt.layer() : eStargz({ files });
      const { steps, wholes, analysis } = await compared([layer], 'answers' in doubt ? doubt.answers : undefined);
      assert.match(steps.join('\n'), /^debug: layer 0 .* is read whole, as its table of contents cannot be used: /m);
      assert.match(steps.join('\n'), says);
      assert.equal(wholes.length, 1);
      assert.doesNotMatch((analysis.notes ?? []).join(), note);
      assert.equal(steps.filter((step) => !step.startsWith('debug')).length, 0);
    });

  it('is not stated is not looked for', async () => {
    const { steps, parts } = await compared([{ ...eStargz({ files }), annotations: {} }]);
    assert.deepEqual([steps, parts], [[], []]);
  });

  it('a registry does not send in part is not asked for again in the next layer', async () => {
    const whole = toParts((answer) => Boolean(answer.writeHead(200).write(Buffer.alloc(1000))) as true);
    const layers = Array.from({ length: 12 }, (_, index) => eStargz({ files: [[`file-${index}`, noise]] }));
    const { parts, wholes } = await compared(layers, whole);
    assert.equal(wholes.length, layers.length);
    // As many as are asked for at once.
    assert.ok(parts.length <= 4, `${parts.length} parts`);
  });

  it('tells of a path twice hides nothing', async () => {
    const { analysis } = await compared([eStargz({ files: [...files, ['etc/motd', 'goodbye, and thanks']] })]);
    assert.deepEqual(
      analysis.waste.map(({ path, cause }) => [path, cause]),
      [['etc/motd', 'shadowed']],
    );
  });
});
