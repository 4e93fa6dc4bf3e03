/** The Docker Engine API, as much of it as weighing an image needs. Podman serves it too. https://docs.docker.com/reference/api/engine */
import { type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { ExpectedError } from '../../errors.ts';
import type { Take } from '../passed-members.ts';
import { dialSsh } from './dial-ssh.ts';
import { download } from './download.ts';
import { type Endpoint, requestHeaders, secureOptions } from './endpoint.ts';
import { FetchFault, faultOf } from './fetch-fault.ts';

/** The latest version whose answers are known here. Engines refuse versions that are too old, or newer than theirs. */
const latestVersion = '1.51';
/** An engine that hangs shall not hang us: this is asked of the first answer alone, an export may take its time. */
const pingMilliseconds = 15_000;
const maxDocumentBytes = 64 << 20;

export class EngineClient {
  readonly endpoint: Endpoint;
  /** Of the API, agreed on: `1.41`. */
  readonly version: string;
  readonly isPodman: boolean;
  readonly #signal: AbortSignal | undefined;

  private constructor(endpoint: Endpoint, version: string, isPodman: boolean, signal: AbortSignal | undefined) {
    this.endpoint = endpoint;
    this.version = version;
    this.isPodman = isPodman;
    this.#signal = signal;
  }

  /** Asks the engine for its version. @throws FetchFault where none answers, ExpectedError `interrupted` */
  static async connect(endpoint: Endpoint, signal?: AbortSignal): Promise<EngineClient> {
    const answer = await send(endpoint, '/_ping', { ...(signal === undefined ? {} : { signal }), milliseconds: pingMilliseconds });
    answer.resume();
    const { 'api-version': offered, 'libpod-api-version': podman } = answer.headers;
    if (answer.statusCode !== 200 && offered === undefined) throw new FetchFault(`it answers ${answer.statusCode}, which no engine does`);
    const version = typeof offered === 'string' && isOlder(offered, latestVersion) ? offered : latestVersion;
    return new EngineClient(endpoint, version, podman !== undefined, signal);
  }

  async #get(path: string): Promise<IncomingMessage> {
    try {
      return await send(this.endpoint, `/v${this.version}${path}`, this.#signal === undefined ? {} : { signal: this.#signal });
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      throw this.#unreachable(error);
    }
  }

  /**
   * Asks for what is long and hands it on as it comes.
   * @throws ExpectedError `engine` where the engine cannot be reached or answers with another status than 200, `interrupted`;
   *   FetchFault where it breaks off; what `take` throws
   */
  async download(path: string, take: Take): Promise<void> {
    let hasBegun = false;
    const begin: Take = (bytes) => {
      hasBegun = true;
      return take(bytes);
    };
    try {
      const { status, text } = await download(this.endpoint, `/v${this.version}${path}`, begin, this.#signal);
      if (status !== 200) throw this.#refusal(path, status, text);
    } catch (error) {
      if (this.#signal?.aborted === true) throw interrupted();
      if (hasBegun || !(error instanceof FetchFault)) throw error;
      throw this.#unreachable(error);
    }
  }

  /**
   * The document of a successful answer, undefined for 404.
   * @param path below the version: `/images/api:ci/json`
   * @throws ExpectedError `engine` for every other status and where the engine cannot be reached, `interrupted`
   */
  async getDocument(path: string): Promise<Readonly<Record<string, unknown>> | readonly unknown[] | undefined> {
    const answer = await this.#get(path);
    const text = await this.#readText(answer);
    if (answer.statusCode === 404) return undefined;
    if (answer.statusCode !== 200) throw this.#refusal(path, answer.statusCode, text);
    try {
      const json: unknown = JSON.parse(text);
      if (typeof json === 'object' && json !== null) return json as Record<string, unknown>;
    } catch {
      // What is no JSON is no answer of an engine.
    }
    throw new ExpectedError('engine', `asking the engine at ${this.endpoint.url} for ${path}: its answer is not the document expected`, {
      hint: 'see that it is a container engine that listens there',
    });
  }

  /** What the engine said when it refused, as our error. */
  #refusal(path: string, status: number | undefined, text: string): ExpectedError {
    return new ExpectedError(
      'engine',
      `asking the engine at ${this.endpoint.url} for ${path}: it answers ${status}, ${readMessage(text)}`,
      {
        hint: "the engine's log says more",
      },
    );
  }

  async #readText(answer: IncomingMessage): Promise<string> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > maxDocumentBytes) throw new FetchFault(`its answer is longer than ${maxDocumentBytes} bytes`);
        chunks.push(chunk);
      }
    } catch (error) {
      throw this.#unreachable(faultOf(error));
    }
    return Buffer.concat(chunks).toString();
  }

  #unreachable(fault: FetchFault): ExpectedError {
    return new ExpectedError('engine', `asking the engine at ${this.endpoint.url}: ${fault.message}`, {
      hint: 'see that the engine is running, and try again',
      cause: fault,
    });
  }
}

function interrupted(): ExpectedError {
  return new ExpectedError('interrupted', 'interrupted while asking the container engine');
}

/** Engines explain themselves as `{"message": …}`. */
function readMessage(text: string): string {
  try {
    const { message, cause } = JSON.parse(text) as { message?: unknown; cause?: unknown };
    if (typeof message === 'string') return message.trim();
    if (typeof cause === 'string') return cause.trim();
  } catch {
    // Then the text itself is the explanation.
  }
  return text.trim().slice(0, 500) || 'and says nothing more';
}

/** Of two versions of the API, `MAJOR.MINOR`. */
export function isOlder(one: string, other: string): boolean {
  const [major = 0, minor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major === otherMajor ? minor < otherMinor : major < otherMajor;
}

/** @throws FetchFault, ExpectedError `interrupted` */
function send(
  endpoint: Endpoint,
  path: string,
  { signal, milliseconds }: { signal?: AbortSignal; milliseconds?: number },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let sent: ClientRequest | undefined;
    const fail = (error: unknown) => {
      if (signal?.aborted === true) reject(interrupted());
      else reject(faultOf(error));
    };
    try {
      sent = open(endpoint, { path, method: 'GET', agent: false, ...(signal === undefined ? {} : { signal }) });
    } catch (error) {
      fail(error);
      return;
    }
    const patience =
      milliseconds === undefined
        ? undefined
        : setTimeout(() => sent.destroy(new FetchFault(`it does not answer within ${milliseconds / 1000} s`)), milliseconds);
    sent.on('error', (error) => {
      clearTimeout(patience);
      fail(error);
    });
    sent.on('response', (answer) => {
      clearTimeout(patience);
      resolve(answer);
    });
    sent.end();
  });
}

function open({ connection }: Endpoint, options: RequestOptions): ClientRequest {
  const common = { ...options, headers: requestHeaders };
  switch (connection.kind) {
    case 'socket':
      return request({ ...common, socketPath: connection.path });
    case 'ssh':
      // An agent, even a new one, would make the connection itself.
      return request({ ...common, agent: undefined, createConnection: () => dialSsh(connection) });
    case 'tcp': {
      const { host, port, tls } = connection;
      if (tls === undefined) return request({ ...common, host, port });
      return requestSecurely({ ...common, ...secureOptions({ host, port, tls }) });
    }
  }
}
