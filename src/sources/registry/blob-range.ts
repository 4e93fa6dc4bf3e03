/** A part of a blob. Not all registries know how to send one: https://github.com/opencontainers/distribution-spec/blob/main/spec.md#pulling-blobs */
import type { Blob } from './blob-stream.ts';
import type { RegistryClient } from './registry-client.ts';

/** A part of the blob cannot be had. The whole of it may. */
export class RangeFault extends Error {
  /** Whether the registry sends whole blobs in place of parts, of this one as of all others. */
  readonly isGeneral: boolean;

  constructor(message: string, isGeneral = false) {
    super(message);
    this.isGeneral = isGeneral;
  }
}

/** Whatever a registry may say where it knows no ranges, or not this one. */
const refusals = [400, 404, 405, 416, 501];

/**
 * Exactly `length` bytes from `offset`, which lie within the blob. Of another answer the body is not taken.
 * @throws RangeFault, FetchFault, ExpectedError `registry`, `interrupted`
 */
export async function readRange(
  client: RegistryClient,
  { digest, size }: Blob,
  offset: number,
  length: number,
  doing: string,
): Promise<Buffer> {
  const end = offset + length - 1;
  const { answer, from } = await client.ask(`blobs/${digest}`, {
    doing,
    headers: { Range: `bytes=${offset}-${end}` },
    understood: [206, ...refusals],
  });
  try {
    const { statusCode, headers } = answer;
    if (statusCode !== 206) throw new RangeFault(`${from.words} answers ${statusCode} to a request for a part of it`, statusCode === 200);
    const stated = headers['content-range'] ?? '';
    if (stated !== `bytes ${offset}-${end}/${size}` && stated !== `bytes ${offset}-${end}/*`)
      throw new RangeFault(`${from.words} sends another part of it than was asked for`);
    const pieces: Buffer[] = [];
    let got = 0;
    for await (const piece of client.transport.pieces(answer)) {
      got += piece.length;
      if (got > length) throw new RangeFault(`${from.words} sends more than the part that was asked for`);
      pieces.push(piece);
    }
    if (got < length) throw new RangeFault('the connection was cut');
    return Buffer.concat(pieces);
  } finally {
    answer.destroy();
  }
}
