import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AnswerReader } from '../../src/sources/engine/answer-reader.ts';

type Read = { status: number | undefined; body: string; isDone: boolean };

/** What is read of an answer that comes in pieces, out of one buffer that is written over. */
function read(pieces: readonly Uint8Array[], ends = true): Read {
  const body: Buffer[] = [];
  const reader = new AnswerReader((bytes) => void body.push(Buffer.from(bytes)));
  for (const piece of pieces) {
    const buffer = new Uint8Array(piece);
    reader.write(buffer);
    buffer.fill(0x21);
  }
  if (ends && !reader.isDone) reader.end();
  return { status: reader.status, body: Buffer.concat(body).toString('latin1'), isDone: reader.isDone };
}

function cut(bytes: Buffer, at: readonly number[]): Uint8Array[] {
  const places = [0, ...at.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other), bytes.length];
  return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
}

const ok = 'HTTP/1.1 200 OK\r\n';
const chunked = `${ok}Server: x\r\nTransfer-Encoding: chunked\r\n\r\n`;
const answers: [string, string, Omit<Read, 'isDone'>][] = [
  ['chunks', `${chunked}3\r\nabc\r\n10;name="v"\r\n0123456789abcdef\r\n0\r\n\r\n`, { status: 200, body: 'abc0123456789abcdef' }],
  ['chunks that hold line ends', `${chunked}6\r\n\r\n0\r\n\r\r\n0\r\n\r\n`, { status: 200, body: '\r\n0\r\n\r' }],
  ['chunks with trailers', `${chunked}A \r\n0123456789\r\n0\r\nDigest: d\r\nOther: e\r\n\r\n`, { status: 200, body: '0123456789' }],
  ['chunks whose sizes are padded', `${chunked}000000000000000000002\r\nab\r\n0000\r\n\r\n`, { status: 200, body: 'ab' }],
  ['a line end before it', `\r\n\n${ok}Content-Length: 2\r\n\r\nab`, { status: 200, body: 'ab' }],
  ['the coding that is none', `${ok}Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nab`, { status: 200, body: 'ab' }],
  ['a length that is told twice', `${ok}Content-Length: 2\r\nContent-Length: 2\r\n\r\nab`, { status: 200, body: 'ab' }],
  ['no chunks at all', `${chunked}0\r\n\r\n`, { status: 200, body: '' }],
  ['a length', 'HTTP/1.0 404 Not Found\r\ncontent-length:  5\r\n\r\nabc\r\n', { status: 404, body: 'abc\r\n' }],
  ['a length of 0', `${ok}Content-Length: 0\r\n\r\n`, { status: 200, body: '' }],
  [
    'a length beside chunks',
    `${ok}Content-Length: 1\r\nTRANSFER-ENCODING: Chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n`,
    { status: 200, body: 'ab' },
  ],
  ['lines that end without a carriage return', 'HTTP/1.1 200\nTransfer-Encoding: chunked\n\n2\nab\n0\n\n', { status: 200, body: 'ab' }],
  ['the end of the connection', `${ok}X: y\r\n\r\nall of it`, { status: 200, body: 'all of it' }],
  ['no body by its status', 'HTTP/1.1 204 No Content\r\n\r\n', { status: 204, body: '' }],
  ['a length that is that of another answer', 'HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n', { status: 304, body: '' }],
  [
    'an interim answer before it',
    `HTTP/1.1 103 Early Hints\r\nContent-Length: 9\r\n\r\n${ok}Content-Length: 2\r\n\r\nab`,
    { status: 200, body: 'ab' },
  ],
];

describe('an answer with', () => {
  for (const [what, text, expected] of answers)
    it(`${what} is read, in whatever pieces it comes`, () => {
      const bytes = Buffer.from(text, 'latin1');
      assert.deepEqual(read([bytes]), { ...expected, isDone: true });
      fc.assert(
        fc.property(fc.array(fc.nat(1000), { maxLength: 12 }), (at) =>
          assert.deepEqual(read(cut(bytes, at)), { ...expected, isDone: true }),
        ),
      );
    });

  for (const [what, text] of answers.filter(([what]) => what !== 'the end of the connection'))
    it(`${what} is known to be cut off, wherever that is`, () => {
      const bytes = Buffer.from(text, 'latin1');
      for (let length = 0; length < bytes.length; length++)
        assert.throws(() => read([bytes.subarray(0, length)]), /^Error: the connection was cut$/, `after ${length} bytes`);
    });

  it('something behind it is not read on', () => {
    assert.equal(read([Buffer.from(`${chunked}1\r\na\r\n0\r\n\r\n${ok}`)]).body, 'a');
  });
});

describe('no answer is', () => {
  const others: [string, string, RegExp][] = [
    ['what is no HTTP', '220 mail.example ESMTP\n\n', /it does not speak HTTP/],
    ['HTTP/2', 'HTTP/2 200\r\n\r\n', /it does not speak HTTP/],
    ['a chunk without a size', `${chunked}\r\n`, /it does not speak HTTP/],
    ['a chunk of a negative size', `${chunked}-1\r\n`, /it does not speak HTTP/],
    ['a chunk of a size beyond all', `${chunked}fffffffffffff\r\n`, /it does not speak HTTP/],
    ['a chunk that is longer than its size', `${chunked}1\r\nab\r\n`, /it does not speak HTTP/],
    ['a length that is no number', `${ok}Content-Length: 1x\r\n\r\n`, /it does not speak HTTP/],
    [
      'a body in another coding',
      `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n`,
      /its answer has the transfer coding gzip, chunked, which was not asked for/,
    ],
    ['a head without an end', `${ok}${'X: y\r\n'.repeat(20_000)}`, /it does not speak HTTP/],
  ];
  for (const [what, text, message] of others)
    it(what, () => assert.throws(() => read([Buffer.from(text)], false), { name: 'Error', message }));
});
