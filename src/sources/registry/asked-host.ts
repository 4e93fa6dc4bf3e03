/**
 * Whom an error is about: the registry, or a host that it sends us to.
 * Only names are told: the path and the query of a redirect are as good as a password.
 */
import { ExpectedError } from '../../errors.ts';
import { FetchFault } from '../engine/fetch-fault.ts';
import { isNotTls, isOfCertificate, isOfHandshake, ProxyFault, wantsProxyLogin } from './connection-fault.ts';
import { apiHost, isNamedBy } from './host.ts';

export class AskedHost {
  /** HOST[:PORT] */
  readonly host: string;
  /** `elsewhere` where the registry sends us for what is no blob. */
  readonly role: 'registry' | 'storage' | 'elsewhere' | 'tokens';
  /** The registry, as images name it. */
  readonly registry: string;
  /** Also where it gives its tokens itself. */
  readonly isRegistry: boolean;

  constructor(url: URL, role: AskedHost['role'], registry: string) {
    this.host = url.host;
    this.role = role;
    this.registry = registry;
    this.isRegistry = role === 'registry' || (role === 'tokens' && isNamedBy(apiHost(registry), url));
  }

  /** The subject of a sentence. */
  get words(): string {
    const { host, role, registry } = this;
    if (this.isRegistry) return apiHost(registry) === registry ? registry : `${registry} (${host})`;
    if (role === 'storage') return `${host}, where ${registry} keeps its blobs,`;
    if (role === 'elsewhere') return `${host}, where ${registry} sends us,`;
    return `${host}, which gives the tokens of ${registry},`;
  }

  /** As somebody in a hint. */
  get who(): string {
    return this.isRegistry ? 'the registry' : this.host;
  }
}

/** A fault of which it is known whose it is. */
export class HostFault extends FetchFault {
  readonly at: AskedHost;
  readonly #fault: FetchFault;
  readonly #hint: string | undefined;

  /** @param hint where more is known than the fault's code says */
  constructor(at: AskedHost, fault: FetchFault, hint?: string) {
    super(fault.message, fault.code);
    this.at = at;
    this.#fault = fault;
    this.#hint = hint;
  }

  explain(doing: string): ExpectedError {
    return new ExpectedError('registry', `${doing}: ${this.at.words} cannot be asked: ${this.message}`, {
      hint: this.#hint ?? hintFor(this.at, this.#fault),
      cause: this.#fault,
    });
  }
}

/** What `act` gives. @throws HostFault where it throws a FetchFault that says nothing of a host; what `act` throws */
export async function blame<T>(at: AskedHost, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw error instanceof FetchFault && !(error instanceof HostFault) ? new HostFault(at, error) : error;
  }
}

/** By an authority that this machine does not know, which may well be one's own. */
const unknownAuthorities = [
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_GET_ISSUER_CERT',
];

function hintFor({ host, role, registry, isRegistry }: AskedHost, fault: FetchFault): string {
  const { code = '' } = fault;
  if (fault instanceof ProxyFault && isOfCertificate(code)) return 'give the authority of the proxy with NODE_EXTRA_CA_CERTS=FILE';
  if (fault instanceof ProxyFault && wantsProxyLogin(code))
    return 'see that HTTPS_PROXY and HTTP_PROXY have the user and the password of the proxy, http://USER:PASSWORD@HOST:PORT';
  if (fault instanceof ProxyFault)
    return `see that HTTPS_PROXY and HTTP_PROXY name the right proxy and that it lets ${host} through, or name the host in NO_PROXY`;
  const insecure = `--insecure ${isRegistry ? registry : host}`;
  if (unknownAuthorities.includes(code))
    return `if it is yours, give its authority with NODE_EXTRA_CA_CERTS=FILE, or name it with ${insecure}, which trusts whoever answers`;
  if (isOfCertificate(code))
    return `see that its certificate is for that name and in date, also by the clock here; ${insecure} trusts whoever answers`;
  // Who speaks TLS, though not with us, is not to be sent a password in the clear.
  if (isOfHandshake(code)) return `see that ${host} is the right name and port, and that it offers TLS 1.2 or later for that name`;
  if (isNotTls(code))
    return role === 'registry'
      ? `a registry that speaks plain HTTP has to be named: ${insecure}`
      : `${registry} names it with https://: see that it is set up with the right address, and that nothing between here and there stops TLS`;
  return isRegistry
    ? 'see that the name of the registry is right and that it can be reached from here, and try again'
    : `${registry} sends us there: see that ${host} can be reached from here, through a firewall or a proxy too, and try again`;
}
