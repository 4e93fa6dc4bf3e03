/** Asks one registry for what belongs to one repository: authorised, patient, and through redirects that never carry a credential away. */
import type { IncomingMessage } from 'node:http';
import { ExpectedError } from '../../errors.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import { Authorizer, loginHint, type Repository } from './authorizer.ts';
import { apiHost, parseUrl } from './host.ts';
import { backOff, pause, retryAfter, sendPatiently } from './retry.ts';
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

export type Document = { bytes: Buffer; mediaType: string; digest: string | undefined };

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
  async ask(path: string, { doing, method = 'GET', headers = {}, understood = [] }: Asking): Promise<IncomingMessage> {
    try {
      this.#base ??= this.#findBase();
      const base = await this.#base;
      const url = new URL(`/v2/${this.#repository}/${path}`, base);
      for (let challenges = 0; ; challenges++) {
        const shown = this.#authorizer.header;
        let from = url;
        const answer = await sendPatiently(async () => {
          const { answer, at } = await this.#follow(url, { base, method, headers, shown });
          from = at;
          return answer;
        }, this.transport);
        const { statusCode: status = 0 } = answer;
        if (status === 200 || understood.includes(status)) return answer;
        if (status !== 401 || from.origin !== base.origin || challenges === maxChallenges) throw await this.#refusal(doing, answer, from);
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
      const answer = await this.ask(path, { ...asking, understood: [404] });
      const { 'content-type': type = '', 'docker-content-digest': digest } = answer.headers;
      if (answer.statusCode === 404) {
        answer.destroy();
        return undefined;
      }
      try {
        const bytes = await this.#readWhole(answer, maxBytes, asking.doing);
        return { bytes, mediaType: type.split(';')[0]!.trim().toLowerCase(), digest: typeof digest === 'string' ? digest : undefined };
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

  /** A host that may speak plain HTTP is asked for TLS first. */
  async #findBase(): Promise<URL> {
    const secure = new URL(`https://${apiHost(this.host)}`);
    // Without a port the two lead to different ones, and it may be that one alone was named.
    const plain = new URL(`http://${apiHost(this.host)}`);
    if (!this.transport.isInsecure(plain)) return secure;
    try {
      (await this.transport.send(new URL('/v2/', secure))).destroy();
      return secure;
    } catch (error) {
      if (!(error instanceof FetchFault)) throw error;
      return plain;
    }
  }

  /** @throws FetchFault, ExpectedError `registry` */
  async #follow(
    url: URL,
    { base, method, headers, shown }: { base: URL; method: 'GET' | 'HEAD'; headers: Record<string, string>; shown: string | undefined },
  ): Promise<{ answer: IncomingMessage; at: URL }> {
    let at = url;
    for (let redirects = 0; redirects <= maxRedirects; redirects++) {
      // What stands in the address of a storage host is a credential of its own, and ours does not belong there.
      const authorization = shown === undefined || at.origin !== base.origin ? {} : { Authorization: shown };
      const answer = await this.transport.send(at, { method, headers: { ...headers, ...authorization } });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.statusCode ?? 0) || location === undefined) return { answer, at };
      answer.destroy();
      const next = parseUrl(location, at);
      if (next === undefined || !/^https?:$/.test(next.protocol)) throw new FetchFault('it redirects to what is no address', 'redirect');
      if (next.protocol === 'http:' && base.protocol === 'https:' && !this.transport.isInsecure(next))
        throw new FetchFault(`it redirects to ${next.host} in the clear`, 'redirect');
      at = next;
    }
    throw new FetchFault(`it redirects more than ${maxRedirects} times`, 'redirect');
  }

  /** Only the names of errors are told: a sentence of a stranger could hold anything. */
  async #refusal(doing: string, answer: IncomingMessage, from: URL): Promise<ExpectedError> {
    const { statusCode: status = 0 } = answer;
    const names = await this.#errorNames(answer);
    const host = from.host === this.host || this.host === 'docker.io' ? this.host : `${from.host}, where ${this.host} keeps its blobs,`;
    const found = `${host} answers ${status}${names === '' ? '' : ` (${names})`}`;
    if (status === 401 || status === 403) {
      return new ExpectedError('registry', `${doing}: ${found}: it is not there, or may not be pulled ${this.#authorizer.who}`, {
        hint: loginHint(this.host),
      });
    }
    if (status !== 429)
      return new ExpectedError('registry', `${doing}: ${found}`, { hint: 'try again later; the log of the registry says more' });
    const wait = retryAfter(answer);
    const asked = wait === undefined ? '' : `, and asks to wait for ${Math.ceil(wait / 1000)} s`;
    return new ExpectedError('registry', `${doing}: ${found}, too many requests${asked}, ${this.#authorizer.who}`, {
      hint: `try again later, or log in, which allows more: docker login ${this.host}`,
    });
  }

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
    if (!(error instanceof FetchFault)) return error;
    return new ExpectedError('registry', `${doing}: ${this.host} cannot be asked: ${error.message}`, {
      hint: hints[error.code ?? ''] ?? 'see that the name of the registry is right and that it can be reached from here, and try again',
      cause: error,
    });
  }
}

const ownAuthority =
  'if the registry is yours, give its authority with NODE_EXTRA_CA_CERTS=FILE, or name the host with --insecure, which trusts whoever answers';

const hints: Record<string, string> = {
  EPROTO: 'a registry that speaks plain HTTP has to be named: --insecure HOST',
  DEPTH_ZERO_SELF_SIGNED_CERT: ownAuthority,
  SELF_SIGNED_CERT_IN_CHAIN: ownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ownAuthority,
};
