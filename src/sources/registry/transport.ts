/** One HTTP request and its answer: through the proxy of the environment, with patience that ends, and nothing kept open at the end. */
import { Agent, type ClientRequest, type IncomingMessage, type RequestOptions, request } from 'node:http';
import { request as requestSecurely, Agent as SecureAgent } from 'node:https';
import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect } from 'node:tls';
import { ExpectedError } from '../../errors.ts';
import { isLoopback } from '../../image/this-machine.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import { byWayOf, connectionFault, proxyRefusal } from './connection-fault.ts';
import { isNamedBy } from './host.ts';
import { chooseProxy, type Environment } from './proxy.ts';

/** In milliseconds. */
export type Patience = {
  /** Until an answer begins. */
  answer: number;
  /** Between two pieces of a body. */
  piece: number;
  /** Before a second retry; it doubles from one to the next. */
  pause: number;
  /** The longest pause that a server may ask for. */
  longestPause: number;
};

export const usualPatience: Patience = { answer: 30_000, piece: 30_000, pause: 500, longestPause: 120_000 };

export type Sending = { method?: 'GET' | 'HEAD' | 'POST'; headers?: Record<string, string>; body?: string };

export type TransportOptions = {
  environment: Environment;
  /** HOST[:PORT] that may speak plain HTTP, or show a certificate that nobody signed. This machine always may. */
  insecure?: readonly string[];
  signal?: AbortSignal;
  patience?: Partial<Patience>;
};

export class Transport {
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
  readonly #environment: Environment;
  readonly #insecure: readonly string[];
  readonly #plain = new Agent({ keepAlive: true });
  readonly #secure = new SecureAgent({ keepAlive: true });
  readonly #tunnels = new Map<string, TunnelAgent>();

  constructor({ environment, insecure = [], signal, patience }: TransportOptions) {
    this.#environment = environment;
    this.#insecure = insecure;
    this.signal = signal;
    this.patience = { ...usualPatience, ...patience };
  }

  /** Whether nobody has to prove who it is that answers there. */
  isInsecure(url: URL): boolean {
    return isLoopback(url.hostname) || this.#insecure.some((named) => isNamedBy(named, url));
  }

  /**
   * The answer, whatever its status; redirects are not followed.
   * @throws FetchFault where there is none, ExpectedError `interrupted` or `registry`
   */
  send(url: URL, { method = 'GET', headers = {}, body }: Sending = {}): Promise<IncomingMessage> {
    const { signal, patience } = this;
    return new Promise((resolve, reject) => {
      const proxy = chooseProxy(url, this.#environment);
      const sent = this.#open(url, proxy, {
        method,
        // A body that is packed for its way has neither the length nor the digest that was declared.
        headers: { 'User-Agent': 'plimsoll', 'Accept-Encoding': 'identity', ...headers },
        ...(signal === undefined ? {} : { signal }),
      });
      const timer = setTimeout(
        () => sent.destroy(new FetchFault(`it does not answer within ${patience.answer / 1000} s`, 'silent')),
        patience.answer,
      );
      // More than one may come, and whoever reads the body hears of the later ones.
      sent.on('error', (error) => {
        clearTimeout(timer);
        // Through a tunnel it is the host that we speak with; without TLS it is the proxy.
        reject(this.faultOf(proxy === undefined || url.protocol === 'https:' ? error : byWayOf(proxy, error)));
      });
      sent.once('response', (answer) => {
        clearTimeout(timer);
        // A fault of the body is told to who reads it; where nobody does any more, it concerns nobody.
        answer.on('error', () => {});
        if (proxy === undefined || url.protocol === 'https:' || answer.statusCode !== 407) return resolve(answer);
        answer.destroy();
        reject(proxyRefusal(proxy, 407));
      });
      sent.end(body);
    });
  }

  /**
   * The body, piece by piece. Time counts only while a piece is waited for.
   * @throws FetchFault, ExpectedError `interrupted`
   */
  async *pieces(answer: IncomingMessage): AsyncGenerator<Buffer> {
    const chunks = (answer as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
    const late = () => answer.destroy(new FetchFault(`nothing came for ${this.patience.piece / 1000} s`));
    try {
      for (;;) {
        const timer = setTimeout(late, this.patience.piece);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done === true) return;
        yield next.value;
      }
    } catch (error) {
      throw this.faultOf(error);
    } finally {
      answer.destroy();
    }
  }

  /** What went wrong with a connection, or that the run was interrupted. */
  faultOf(error: unknown): Error {
    if (this.signal?.aborted === true) return new ExpectedError('interrupted', 'interrupted while asking a registry');
    if (error instanceof ExpectedError) return error;
    return connectionFault(error);
  }

  /** Ends every connection, also those on which a body is still coming. */
  close(): void {
    for (const agent of [this.#plain, this.#secure, ...this.#tunnels.values()]) agent.destroy();
  }

  #open(url: URL, proxy: URL | undefined, options: RequestOptions): ClientRequest {
    if (url.protocol === 'https:') {
      const agent = proxy === undefined ? this.#secure : this.#tunnelThrough(proxy);
      return requestSecurely(url, { ...options, agent, rejectUnauthorized: !this.isInsecure(url) });
    }
    if (proxy === undefined) return request(url, { ...options, agent: this.#plain });
    const headers = { ...(options.headers as Record<string, string>), Host: url.host, ...proxyAuthorization(proxy) };
    const asked = { ...options, headers, path: url.href };
    return proxy.protocol === 'https:'
      ? requestSecurely(bare(proxy), { ...asked, agent: this.#secure })
      : request(bare(proxy), { ...asked, agent: this.#plain });
  }

  #tunnelThrough(proxy: URL): TunnelAgent {
    const known = this.#tunnels.get(proxy.href) ?? new TunnelAgent(proxy, this.signal);
    this.#tunnels.set(proxy.href, known);
    return known;
  }
}

/** Connections through a proxy that hands bytes on, with TLS from here to the host itself. */
class TunnelAgent extends SecureAgent {
  readonly #proxy: URL;
  readonly #signal: AbortSignal | undefined;

  constructor(proxy: URL, signal: AbortSignal | undefined) {
    super({ keepAlive: true });
    this.#proxy = proxy;
    this.#signal = signal;
  }

  override createConnection(
    {
      host,
      port,
      servername,
      rejectUnauthorized,
    }: { host?: string; port?: number | string; servername?: string; rejectUnauthorized?: boolean },
    done: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const fail = done as (error: Error) => void;
    this.#connect(`${host?.includes(':') ? `[${host}]` : host}:${port}`).then((socket) => {
      const name = servername ?? host ?? '';
      done(
        null,
        connect({
          socket,
          rejectUnauthorized: rejectUnauthorized !== false,
          ...(isIP(name) === 0 ? { servername: name } : { host: name }),
        }),
      );
    }, fail);
  }

  #connect(target: string): Promise<Socket> {
    const proxy = this.#proxy;
    const asked: RequestOptions = {
      method: 'CONNECT',
      path: target,
      agent: false,
      headers: { Host: target, ...proxyAuthorization(proxy) },
      ...(this.#signal === undefined ? {} : { signal: this.#signal }),
    };
    return new Promise((resolve, reject) => {
      const sent = proxy.protocol === 'https:' ? requestSecurely(bare(proxy), asked) : request(bare(proxy), asked);
      sent.setTimeout(usualPatience.answer, () => sent.destroy(new FetchFault('it does not answer', 'silent')));
      sent.on('error', (error) => reject(byWayOf(proxy, error)));
      sent.once('connect', ({ statusCode }, socket) => {
        socket.setTimeout(0);
        if (statusCode === 200) return resolve(socket);
        socket.destroy();
        reject(proxyRefusal(proxy, statusCode));
      });
      sent.end();
    });
  }
}

/** The proxy's address without its credentials, which would be sent of themselves. */
function bare(proxy: URL): URL {
  return new URL(proxy.origin);
}

function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '' && password === '') return {};
  return { 'Proxy-Authorization': basic(decodeURIComponent(username), decodeURIComponent(password)) };
}

/** https://www.rfc-editor.org/rfc/rfc7617 */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
