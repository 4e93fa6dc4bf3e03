/** A blob as it comes from a registry, and goes on where it was cut off. Its digest is checked by whoever reads it. */
import { Readable } from 'node:stream';
import { ExpectedError } from '../../errors.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import type { Answered, RegistryClient } from './registry-client.ts';
import { backOff, pause } from './retry.ts';

/** Cuts in a row between which hardly anything came. */
const maxCuts = 5;
const worthwhileBytes = 8 << 20;

export type Blob = { digest: string; size: number };

/**
 * Nothing is asked for before the first byte is wanted.
 * The stream fails with an ExpectedError: `registry`, `interrupted`, or `content` where the blob is not there or not of its size.
 */
export function blobStream(client: RegistryClient, blob: Blob, doing: string): Readable {
  return Readable.from(blobPieces(client, blob, doing), { objectMode: false, highWaterMark: 1 << 20 });
}

async function* blobPieces(client: RegistryClient, blob: Blob, doing: string): AsyncGenerator<Buffer> {
  let at = 0;
  let cuts = 0;
  let atLastCut = 0;
  while (at < blob.size || blob.size === 0) {
    const { answer, from } = await ask(client, blob, at, doing);
    // A registry that knows no ranges sends all of it again.
    let passOver = answer.statusCode === 206 ? 0 : at;
    try {
      for await (const piece of client.transport.pieces(answer)) {
        const fresh = piece.subarray(passOver);
        passOver -= piece.length - fresh.length;
        at += fresh.length;
        if (at > blob.size) throw wrongSize(doing, 'more bytes came', blob);
        if (fresh.length > 0) yield fresh;
      }
      if (at === blob.size) return;
      throw new FetchFault('the connection was cut');
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      cuts = at - atLastCut >= worthwhileBytes ? 1 : cuts + 1;
      atLastCut = at;
      if (cuts < maxCuts) await pause(backOff(cuts, client.transport), client.transport);
      else
        throw new ExpectedError(
          'registry',
          `${doing}: ${from.words} broke off ${cuts} times, the last time behind byte ${at} of ${blob.size}: ${error.message}`,
          {
            hint: `try again; the log of ${from.who}, or of a proxy before it, says more`,
            cause: error,
          },
        );
    }
  }
}

/** @throws ExpectedError */
async function ask(client: RegistryClient, { digest, size }: Blob, at: number, doing: string): Promise<Answered> {
  const range: Record<string, string> = at === 0 ? {} : { Range: `bytes=${at}-` };
  const answered = await client.ask(`blobs/${digest}`, { doing, headers: range, understood: at === 0 ? [404] : [206, 404, 416] });
  const fault = faultOf(answered, { digest, size }, at, doing);
  if (fault === undefined) return answered;
  answered.answer.destroy();
  throw fault;
}

function faultOf({ answer, from }: Answered, { digest, size }: Blob, at: number, doing: string): ExpectedError | undefined {
  const { statusCode, headers } = answer;
  if (statusCode === 404) {
    return new ExpectedError('content', `${doing}: ${from.words} does not hold ${digest}, which the image names`, {
      hint: 'push the image again, whole',
    });
  }
  const length = headers['content-length'];
  if (statusCode === 200)
    return length === undefined || Number(length) === size
      ? undefined
      : wrongSize(doing, `${from.words} has ${length} bytes`, { digest, size });
  const [, first, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '') ?? [];
  if (statusCode === 206 && Number(first) === at && (total === '*' || Number(total) === size)) return undefined;
  return new ExpectedError('registry', `${doing}: asked for what follows byte ${at}, ${from.words} sends something else`, {
    hint: `try again; a proxy before ${from.who} may be at fault`,
  });
}

function wrongSize(doing: string, found: string, { size }: Blob): ExpectedError {
  return new ExpectedError('content', `${doing}: ${found}, where ${size} were declared`, {
    hint: 'the image is damaged: push or build it again',
  });
}
