/**
 * What a registry is shown: nothing until it asks, then a password, or a token to pull from one repository, which is got anew when it has expired.
 * https://distribution.github.io/distribution/spec/auth/token
 */
import type { IncomingMessage } from 'node:http';
import { ExpectedError } from '../../errors.ts';
import { AskedHost, blame } from './asked-host.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { type Credential, findCredential } from './credentials.ts';
import { isPrivate, parseUrl } from './host.ts';
import type { Environment } from './proxy.ts';
import { askedWait, laterHint, loginHint, type Shown, tooManyRequests } from './refusal.ts';
import { sendPatiently } from './retry.ts';
import { basic, type Sending, type Transport } from './transport.ts';

export type Repository = {
  /** As images name it: `docker.io`. */
  host: string;
  repository: string;
};

const maxTokenBytes = 1 << 20;
const notSetUp = 'see that the registry is set up with the right token server';

export class Authorizer implements Shown {
  readonly #transport: Transport;
  readonly #of: Repository;
  readonly #environment: Environment;
  readonly #onProblem: ((problem: string) => void) | undefined;
  #credential: Promise<Credential | undefined> | undefined;
  #header: string | undefined;
  #renewing: Promise<void> | undefined;
  #origin: string | undefined;

  constructor(
    of: Repository,
    transport: Transport,
    { environment, onProblem }: { environment: Environment; onProblem?: ((problem: string) => void) | undefined },
  ) {
    this.#of = of;
    this.#transport = transport;
    this.#environment = environment;
    this.#onProblem = onProblem;
  }

  /** The header `Authorization`, for the registry itself and nobody else. */
  get header(): string | undefined {
    return this.#header;
  }

  /** In words, whose credentials were shown. */
  get who(): string {
    return this.#origin === undefined ? 'without credentials' : `with the credentials of ${this.#origin}`;
  }

  get isAnonymous(): boolean {
    return this.#origin === undefined;
  }

  /**
   * Answers the challenge of a 401, once for all requests that met it.
   * @param shown what the refused request carried
   * @throws ExpectedError `registry`, HostFault
   */
  async renew(answer: IncomingMessage, registry: URL, shown: string | undefined): Promise<void> {
    // Another request may have been faster.
    if (shown !== this.#header) return;
    const challenges = parseChallenges([answer.headers['www-authenticate'] ?? []].flat().join(', '));
    this.#renewing ??= this.#answer(challenges, registry).finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
  }

  async #answer(challenges: readonly Challenge[], registry: URL): Promise<void> {
    this.#credential ??= findCredential(this.#of, { environment: this.#environment, onProblem: this.#onProblem });
    const credential = await this.#credential;
    this.#origin = credential?.origin;
    const bearer = challenges.find(({ scheme }) => scheme === 'bearer');
    if (credential?.kind === 'token' && bearer !== undefined) this.#header = `Bearer ${this.#checkOwnToken(credential)}`;
    else if (bearer !== undefined) this.#header = `Bearer ${await this.#fetchToken(bearer, registry, credential)}`;
    else if (challenges.some(({ scheme }) => scheme === 'basic') && credential?.kind === 'password')
      this.#header = basic(credential.user, credential.password);
  }

  async #fetchToken({ parameters }: Challenge, registry: URL, credential: Credential | undefined): Promise<string> {
    const realm = this.#checkRealm(parameters.realm ?? '', registry);
    // Never more than to pull, whatever is offered; where scopes are of another kind, what is offered.
    const offered = parameters.scope ?? '';
    const scope = offered === '' || offered.startsWith('repository:') ? `repository:${this.#of.repository}:pull` : offered;
    const asked = { scope, ...(parameters.service === undefined ? {} : { service: parameters.service }) };
    if (credential?.kind === 'identity') return this.#exchange(realm, asked, credential);
    const url = new URL(realm);
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    const password = credential?.kind === 'password' ? credential : undefined;
    const headers = password === undefined ? undefined : { Authorization: basic(password.user, password.password) };
    const answer = await this.#send(url, headers === undefined ? {} : { headers });
    if (answer.statusCode === 200) return this.#readToken(answer, realm);
    answer.destroy();
    if (headers === undefined || !mayBeOfLogin(answer)) throw this.#refusal(realm, answer);
    // A public image is there for everybody, also for one whose password is no longer right.
    const anonymous = await this.#send(url);
    if (anonymous.statusCode !== 200) {
      anonymous.destroy();
      throw isOfServer(anonymous) ? this.#refusalOfBoth(realm, anonymous) : this.#refusal(realm, answer);
    }
    this.#onProblem?.(`${realm.host} refuses the credentials of ${this.#origin}, and is asked without`);
    this.#origin = undefined;
    return this.#readToken(anonymous, realm);
  }

  /** https://distribution.github.io/distribution/spec/auth/oauth */
  async #exchange(realm: URL, asked: Record<string, string>, { token }: { token: string }): Promise<string> {
    const form = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'plimsoll', ...asked, refresh_token: token });
    const answer = await this.#send(realm, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    if (answer.statusCode === 200) return this.#readToken(answer, realm);
    answer.destroy();
    // OAuth says 400 of a token that has expired.
    throw this.#refusal(realm, answer, mayBeOfLogin(answer) || answer.statusCode === 400);
  }

  #tokenServer(realm: URL): AskedHost {
    return new AskedHost(realm, 'tokens', this.#of.host);
  }

  #send(url: URL, sending?: Sending): Promise<IncomingMessage> {
    return blame(this.#tokenServer(url), () => sendPatiently(() => this.#transport.send(url, sending), this.#transport));
  }

  /** A registry says where passwords are sent to: not in the clear, and not to what only this machine can reach. @throws ExpectedError `registry` */
  #checkRealm(text: string, registry: URL): URL {
    const { host } = this.#of;
    const realm = parseUrl(text);
    const refuse = (found: string, hint: string) =>
      new ExpectedError('registry', `asking ${host} for leave to pull: it sends us to a token server, ${found}`, { hint });
    if (realm === undefined || !/^https?:$/.test(realm.protocol)) throw refuse('which is no address', notSetUp);
    if (realm.username !== '' || realm.password !== '') throw refuse(`${realm.host}, with credentials of its own`, notSetUp);
    if (isPrivate(realm.hostname) && !isPrivate(registry.hostname) && !this.#transport.isInsecure(registry))
      throw refuse(
        `${realm.host}, at a private address, which is not its own`,
        `credentials are not sent there; if the registry is yours, name it with --insecure ${host}`,
      );
    if (realm.protocol === 'http:' && !this.#transport.isInsecure(realm))
      throw refuse(`${realm.host} in the clear`, `credentials are not sent there; if it is yours, name it with --insecure ${realm.host}`);
    return realm;
  }

  /** @throws ExpectedError `registry`, HostFault */
  async #readToken(answer: IncomingMessage, realm: URL): Promise<string> {
    const body = (await blame(this.#tokenServer(realm), () => this.#readBody(answer))).toString();
    let token: unknown;
    try {
      const json = JSON.parse(body) as { token?: unknown; access_token?: unknown };
      token = json.token ?? json.access_token;
    } catch {
      // Then there is no token in it.
    }
    if (typeof token === 'string' && isToken(token)) return token;
    const found =
      typeof token === 'string' && token !== '' ? 'its token has characters that no token has' : 'there is no token in its answer';
    throw new ExpectedError('registry', `asking ${realm.host} for leave to pull from ${this.#of.host}: ${found}`, {
      hint: notSetUp,
    });
  }

  async #readBody(answer: IncomingMessage): Promise<Buffer> {
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of this.#transport.pieces(answer)) {
      length += piece.length;
      if (length > maxTokenBytes) break;
      pieces.push(piece);
    }
    return Buffer.concat(pieces);
  }

  /** @throws ExpectedError `registry` */
  #checkOwnToken({ token, origin }: { token: string; origin: string }): string {
    if (isToken(token)) return token;
    throw new ExpectedError(
      'registry',
      `asking ${this.#of.host} for leave to pull: the token of ${origin} has characters that no token has`,
      {
        hint: `keep a new one: docker login ${this.#of.host}`,
      },
    );
  }

  /** @param isOfLogin whether it may be that another login helps */
  #refusal(realm: URL, answer: IncomingMessage, isOfLogin = mayBeOfLogin(answer)): ExpectedError {
    const { statusCode: status } = answer;
    const found = `${this.#asking(realm)}: it answers ${status}`;
    if (isOfServer(answer)) return this.#refusalOfServer(found, realm, answer, this);
    return new ExpectedError('registry', `${found}, ${this.who}`, { hint: isOfLogin ? loginHint(this.#of.host) : notSetUp });
  }

  /** Where the password was refused, and the answer is to being asked without. */
  #refusalOfBoth(realm: URL, answer: IncomingMessage): ExpectedError {
    const found = `${this.#asking(realm)}: it refuses the credentials of ${this.#origin}, and then answers ${answer.statusCode}`;
    return this.#refusalOfServer(found, realm, answer, { who: 'without credentials', isAnonymous: true });
  }

  #refusalOfServer(found: string, realm: URL, answer: IncomingMessage, shown: Shown): ExpectedError {
    if (answer.statusCode === 429) return tooManyRequests(found, answer, shown, this.#of.host);
    return new ExpectedError('registry', `${found}${askedWait(answer)}`, { hint: laterHint(this.#tokenServer(realm)) });
  }

  #asking(realm: URL): string {
    return `asking ${realm.host} for leave to pull ${this.#of.repository} from ${this.#of.host}`;
  }
}

function mayBeOfLogin({ statusCode: status }: IncomingMessage): boolean {
  return status === 401 || status === 403;
}

/** Busy or broken, whoever asks. */
function isOfServer({ statusCode: status = 0 }: IncomingMessage): boolean {
  return status === 429 || status >= 500;
}

/** It becomes a part of a header. */
function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}
