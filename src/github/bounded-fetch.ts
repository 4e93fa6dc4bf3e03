/** A fetch that ends: the whole answer is there in time and within a size, or it fails. */
import { UnexpectedAnswer } from './answers.ts';

/** No whole answer came. The message is a clause that follows `GitHub could not be asked:` or the like. */
export class ConnectionFault extends Error {
  override readonly name = 'ConnectionFault';
}

export type Bounds = {
  /** From the first byte that is sent to the last that comes; asked anew for each request. */
  timeoutMs: () => number;
  maxBytes: number;
  signal?: AbortSignal;
};

/**
 * Wraps a fetch so that it reads the body before it answers. What tears within the body is then a fault of the connection like any other,
 * not an answer that happens to be empty.
 * @throws ConnectionFault; UnexpectedAnswer where it is too large; an AbortError where the signal was given
 */
export function boundedFetch(fetch: typeof globalThis.fetch, { maxBytes, signal, ...bounds }: Bounds): typeof globalThis.fetch {
  return async (input, init) => {
    const timeoutMs = bounds.timeoutMs();
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal === undefined ? timeout : AbortSignal.any([timeout, signal]);
    try {
      const response = await fetch(input, { ...init, signal: either });
      const body = await readBody(response, maxBytes);
      const { status, statusText, headers } = response;
      return new Response(hasBody(status) ? body : null, { status, statusText, headers });
    } catch (error) {
      if (signal?.aborted === true) throw new DOMException('the run was interrupted', 'AbortError');
      if (error instanceof UnexpectedAnswer) throw error;
      const message = timeout.aborted ? `there was no whole answer within ${timeoutMs / 1000} s` : reasonOf(error);
      throw new ConnectionFault(message, { cause: error });
    }
  };
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      const hint = 'It is not used. Make smaller what is asked for.';
      throw new UnexpectedAnswer(`the answer is larger than the ${maxBytes} bytes that are read`, { hint });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function hasBody(status: number): boolean {
  return ![101, 103, 204, 205, 304].includes(status);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ETIMEDOUT: 'the connection timed out',
  UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
  UND_ERR_SOCKET: 'the connection was torn',
};

/** The reason lies at the bottom of a chain of causes; its code is said, its text may hold an address. */
function reasonOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string') return reasons[code] === undefined ? code : `${reasons[code]} (${code})`;
  }
  return 'the connection failed';
}
