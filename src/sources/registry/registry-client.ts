/** Asks one registry for what belongs to one repository: authorised, patient, and through redirects that never carry a credential away. */
import type { IncomingMessage } from 'node:http';
import { ExpectedError } from '../../errors.ts';
import { registryHostLimits, registryHostSyntax } from '../../registry-host.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import { AskedHost, blame, HostFault } from './asked-host.ts';
import { Authorizer, type Repository } from './authorizer.ts';
import { apiHost, parseUrl } from './host.ts';
import { refusalOf } from './refusal.ts';
import { backOff, pause, sendPatiently } from './retry.ts';
import { Transport, type TransportOptions } from './transport.ts';

const maxRedirects = 5;
/** A challenge is answered twice: the token may have expired between being fetched and shown. */
const maxChallenges = 2;
const maxErrorBytes = 64 << 10;
/** A document that is cut off is asked for again, whole. */
const maxDocumentTries = 4;

export type ClientOptions = TransportOptions & {
  /** Told of what was tried in vain, and of what is unusual, a clause each. */
  onProblem?: ((problem: string) => void) | undefined;
};

export type Asking = {
  /** What is being done, for messages: `reading layer 2 of docker://…`. */
  doing: string;
  method?: 'GET' | 'HEAD';
  headers?: Record<string, string>;
  /** Statuses other than 200 that the asker understands. */
  understood?: readonly number[];
};

/** What another host is that the registry sends us to. */
type Away = 'storage' | 'elsewhere';

/** An answer, and whose it is. */
export type Answered = { answer: IncomingMessage; from: AskedHost };

export type Document = { bytes: Buffer; mediaType: string; digest: string | undefined; from: AskedHost };

export class RegistryClient {
  readonly host: string;
  readonly transport: Transport;
  readonly #repository: string;
  readonly #authorizer: Authorizer;
  #base: Promise<URL> | undefined;

  constructor(of: Repository, { onProblem, ...options }: ClientOptions) {
    this.host = of.host;
    this.#repository = of.repository;
    this.transport = new Transport({ ...options, insecure: (options.insecure ?? []).map(apiHost) });
    this.#authorizer = new Authorizer(of, this.transport, { environment: options.environment, onProblem });
  }

  close(): void {
    this.transport.close();
  }

  /**
   * The answer to a request below the repository, such as `blobs/sha256:…`.
   * @throws ExpectedError `registry`, `interrupted`
   */
  async ask(path: string, { doing, method = 'GET', headers = {}, understood = [] }: Asking): Promise<Answered> {
    try {
      this.#base ??= this.#findBase(doing);
      const base = await this.#base;
      const url = new URL(`/v2/${this.#repository}/${path}`, base);
      const away = path.startsWith('blobs/') ? 'storage' : 'elsewhere';
      for (let challenges = 0; ; challenges++) {
        const shown = this.#authorizer.header;
        let last = url;
        const answer = await sendPatiently(async () => {
          const { answer, at } = await this.#follow(url, { base, away, method, headers, shown });
          last = at;
          return answer;
        }, this.transport);
        const { statusCode: status = 0 } = answer;
        const from = this.#hostAt(last, base, away);
        if (status === 200 || understood.includes(status)) return { answer, from };
        if (status !== 401 || last.origin !== base.origin || challenges === maxChallenges) throw await this.#refusal(doing, answer, from);
        await this.#authorizer.renew(answer, base, shown);
        // There is nothing else to show.
        if (this.#authorizer.header === shown) throw await this.#refusal(doing, answer, from);
        answer.destroy();
      }
    } catch (error) {
      throw this.#explain(doing, error);
    }
  }

  /**
   * A small document, whole; undefined where the registry has none of that name.
   * @throws ExpectedError `registry`, `interrupted`, `content` where it is larger than `maxBytes`
   */
  async readDocument(path: string, maxBytes: number, asking: Asking): Promise<Document | undefined> {
    for (let tries = 1; ; tries++) {
      const { answer, from } = await this.ask(path, { ...asking, understood: [404] });
      const { 'content-type': type = '', 'docker-content-digest': digest } = answer.headers;
      if (answer.statusCode === 404) {
        answer.destroy();
        return undefined;
      }
      try {
        const bytes = await blame(from, () => this.#readWhole(answer, maxBytes, asking.doing));
        return {
          bytes,
          mediaType: type.split(';')[0]!.trim().toLowerCase(),
          digest: typeof digest === 'string' ? digest : undefined,
          from,
        };
      } catch (error) {
        if (!(error instanceof FetchFault) || tries === maxDocumentTries) throw this.#explain(asking.doing, error);
        await pause(backOff(tries, this.transport), this.transport);
      }
    }
  }

  async #readWhole(answer: IncomingMessage, maxBytes: number, doing: string): Promise<Buffer> {
    const declared = Number(answer.headers['content-length'] ?? Number.NaN);
    const pieces: Buffer[] = [];
    let length = 0;
    try {
      for await (const piece of this.transport.pieces(answer)) {
        length += piece.length;
        if (Math.max(length, declared || 0) > maxBytes) {
          throw new ExpectedError('content', `${doing}: it is larger than the ${maxBytes} bytes that such a document may have`, {
            hint: 'the image is damaged, or was made to harm',
          });
        }
        pieces.push(piece);
      }
    } finally {
      answer.destroy();
    }
    if (length < declared) throw new FetchFault('the connection was cut');
    return Buffer.concat(pieces);
  }

  /** A host that may speak plain HTTP is asked for TLS first. @throws ExpectedError `registry`, `interrupted` */
  async #findBase(doing: string): Promise<URL> {
    const secure = parseUrl(`https://${apiHost(this.host)}`);
    // Without a port the two lead to different ones, and it may be that one alone was named.
    const plain = parseUrl(`http://${apiHost(this.host)}`);
    // Names of images may hold what is like a host and is none.
    if (secure === undefined || plain === undefined) {
      throw new ExpectedError('registry', `${doing}: there can be no host ${this.host}`, {
        hint: `see that the name of the registry is right: ${registryHostSyntax}, ${registryHostLimits}`,
      });
    }
    if (!this.transport.isInsecure(plain)) return secure;
    try {
      (await this.transport.send(new URL('/v2/', secure))).destroy();
      return secure;
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      return plain;
    }
  }

  /** @throws HostFault, ExpectedError `registry` */
  async #follow(
    url: URL,
    {
      base,
      away,
      method,
      headers,
      shown,
    }: Required<Pick<Asking, 'method' | 'headers'>> & { base: URL; away: Away; shown: string | undefined },
  ): Promise<{ answer: IncomingMessage; at: URL }> {
    let at = url;
    for (let redirects = 0; ; redirects++) {
      // What stands in the address of a storage host is a credential of its own, and ours does not belong there.
      const authorization = shown === undefined || at.origin !== base.origin ? {} : { Authorization: shown };
      const from = this.#hostAt(at, base, away);
      const answer = await blame(from, () => this.transport.send(at, { method, headers: { ...headers, ...authorization } }));
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return { answer, at };
      answer.destroy();
      at = this.#redirected(parseUrl(location, at), redirects, from, base);
    }
  }

  /** Where a redirect leads, if it may. @throws HostFault */
  #redirected(next: URL | undefined, redirects: number, from: AskedHost, base: URL): URL {
    const refuse = (why: string, hint = `see that ${this.host} is set up with the right address, and that no proxy answers in its place`) =>
      new HostFault(from, new FetchFault(why, 'redirect'), hint);
    if (redirects === maxRedirects) throw refuse(`it redirects more than ${maxRedirects} times`);
    if (next === undefined || !/^https?:$/.test(next.protocol)) throw refuse('it redirects to what is no address');
    if (next.protocol === 'http:' && base.protocol === 'https:' && !this.transport.isInsecure(next))
      throw refuse(`it redirects to ${next.host} in the clear`, `if that is right, name the host with --insecure ${next.host}`);
    return next;
  }

  /** Who answers at `url`. */
  #hostAt(url: URL, base: URL, away: Away): AskedHost {
    return new AskedHost(url, url.host === base.host ? 'registry' : away, this.host);
  }

  async #refusal(doing: string, answer: IncomingMessage, from: AskedHost): Promise<ExpectedError> {
    return refusalOf(doing, from, answer, await this.#errorNames(answer), this.#authorizer);
  }

  /** Only the names of errors are told: a sentence of a stranger could hold anything. */
  async #errorNames(answer: IncomingMessage): Promise<string> {
    if (answer.destroyed) return '';
    try {
      const bytes = await this.#readWhole(answer, maxErrorBytes, '');
      const { errors } = JSON.parse(bytes.toString()) as { errors?: { code?: unknown }[] };
      const names = (errors ?? []).map(({ code }) => code).filter((code) => typeof code === 'string' && /^[A-Z_]{1,40}$/.test(code));
      return [...new Set(names)].slice(0, 3).join(', ');
    } catch {
      return '';
    }
  }

  #explain(doing: string, error: unknown): unknown {
    return error instanceof HostFault ? error.explain(doing) : error;
  }
}
