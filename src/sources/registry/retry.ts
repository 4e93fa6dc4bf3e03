/** Asks again, where that may help: a connection that fails, a server that is busy. Bounded in number and in time. */
import type { IncomingMessage } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { ExpectedError } from '../../errors.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import type { Transport } from './transport.ts';

/** Requests for one thing, the first included. */
const maxTries = 5;

/** Too many requests, and what gateways say of a server behind them. */
const busy = [429, 502, 503, 504];

/**
 * The answer to `send`, which is tried again after a fault, and after a pause where the server is busy: as long a one as it asks for.
 * A server that stays busy has its last answer given back.
 * @throws FetchFault as `send` does, ExpectedError `interrupted`
 */
export async function sendPatiently(send: () => Promise<IncomingMessage>, transport: Transport): Promise<IncomingMessage> {
  for (let tries = 1; ; tries++) {
    let answer: IncomingMessage | undefined;
    try {
      answer = await send();
    } catch (error) {
      if (!(error instanceof FetchFault) || !isPassing(error) || tries === maxTries) throw error;
    }
    if (answer !== undefined && (!busy.includes(answer.statusCode ?? 0) || tries === maxTries)) return answer;
    const asked = answer === undefined ? undefined : retryAfter(answer);
    if (answer !== undefined && asked !== undefined && asked > transport.patience.longestPause) return answer;
    answer?.destroy();
    await pause(asked ?? backOff(tries, transport), transport);
  }
}

/** The first retry follows at once: most faults are connections that were cut. */
export function backOff(failures: number, { patience }: Transport): number {
  return failures <= 1 ? 0 : patience.pause * 2 ** (failures - 2) * (1 + Math.random() / 2);
}

/** @throws ExpectedError `interrupted` */
export async function pause(milliseconds: number, { signal }: Transport): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    throw new ExpectedError('interrupted', 'interrupted while waiting for a registry', { cause: error });
  }
}

/** Milliseconds that a busy server asks for: in seconds, or until a date. */
export function retryAfter({ headers }: Pick<IncomingMessage, 'headers'>): number | undefined {
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** A host that does not exist, a port where nothing listens, a certificate that is not trusted will not be otherwise in a second. */
function isPassing({ code }: FetchFault): boolean {
  return code === undefined || ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_STREAM_PREMATURE_CLOSE'].includes(code);
}
