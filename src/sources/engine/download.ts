/** Asks an engine for what is long: the answer is handed on as it comes, out of one buffer that is filled again and again. */
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectSecurely } from 'node:tls';
import type { Take } from '../passed-members.ts';
import { AnswerReader } from './answer-reader.ts';
import { dialSsh } from './dial-ssh.ts';
import { type Endpoint, requestHeaders, secureOptions } from './endpoint.ts';
import { faultOf } from './fetch-fault.ts';

/** What is answered; the body of a 200 has been taken, that of another status is its text. */
export type Answer = { status: number; text: string };

/** More than a local socket holds: whatever waits there is read at once. */
const bufferBytes = 256 << 10;
/** What an engine says of an error is a sentence. */
const maxTextBytes = 64 << 10;

/**
 * @param path of the request: `/v1.51/images/sha256:…/get`
 * @throws FetchFault where the engine cannot be reached or breaks off; what `take` throws; the signal's reason
 */
export async function download(endpoint: Endpoint, path: string, take: Take, signal?: AbortSignal): Promise<Answer> {
  let text = '';
  /** Promises of whoever takes the bytes that are not kept yet. TLS hands on what it has decrypted although it was told to pause. */
  let pending = 0;
  let wait = (_taken: Promise<void>) => {};
  const answer = new AnswerReader((bytes) => {
    if (answer.status !== 200) text = `${text}${Buffer.from(bytes)}`.slice(0, maxTextBytes);
    else {
      const taken = take(bytes);
      if (taken !== undefined) wait(taken);
    }
  });
  signal?.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    const abort = () => stop(signal?.reason);
    const stop = (error?: unknown) => {
      signal?.removeEventListener('abort', abort);
      connection.destroy();
      if (error === undefined) resolve();
      else reject(error);
    };
    /** @returns whether more can be taken at once */
    const mayGoOn = (): boolean => {
      if (pending === 0 && answer.isDone) stop();
      return pending === 0 && !answer.isDone;
    };
    wait = (taken) => {
      pending++;
      taken.then(() => {
        pending--;
        if (mayGoOn()) connection.resume();
      }, stop);
    };
    /** Does what may fail with whoever takes the bytes. */
    const go = (work: () => void): boolean => {
      try {
        work();
        return mayGoOn();
      } catch (error) {
        stop(error);
        return false;
      }
    };
    const connection = dial(endpoint, (bytes) => go(() => answer.write(bytes)));
    // An answer that is complete cannot be spoilt by what becomes of the connection.
    connection.on('error', (error) => {
      if (!answer.isDone) stop(faultOf(error));
    });
    for (const event of ['end', 'close']) connection.on(event, () => go(() => answer.end()));
    signal?.addEventListener('abort', abort, { once: true });
    const headers = Object.entries({ ...requestHeaders, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
    connection.write(`GET ${path} HTTP/1.1\r\n${headers.join('')}\r\n`);
  });
  return { status: answer.status!, text };
}

/** @param read is given the bytes that come, and says whether more can be taken before `resume` is called */
function dial({ connection }: Endpoint, read: (bytes: Uint8Array) => boolean): Duplex {
  const onread = {
    buffer: Buffer.allocUnsafe(bufferBytes),
    callback: (length: number, buffer: Uint8Array) => read(buffer.subarray(0, length)),
  };
  switch (connection.kind) {
    case 'socket':
      return connect({ path: connection.path, onread });
    case 'ssh': {
      const duplex = dialSsh(connection);
      return duplex.on('data', (bytes: Buffer) => {
        if (!read(bytes)) duplex.pause();
      });
    }
    case 'tcp': {
      const { host, port, tls } = connection;
      if (tls === undefined) return connect({ host, port, onread });
      // In a variable, as node's types do not know that TLS takes `onread` too.
      const options = { ...secureOptions({ host, port, tls }), onread };
      return connectSecurely(options);
    }
  }
}
