/** Why a host could not be asked, or broke off, as a clause behind its name; and whether it was the proxy before it. */
import { FetchFault, faultOf } from '../engine/fetch-fault.ts';

/** It happened on the way to the proxy, or the proxy would go no further: the host itself was never asked. */
export class ProxyFault extends FetchFault {}

const wantsLogin = 'proxy-login';

/** A proxy that does not hand a request on: 407 is its own, whomever the request was for. */
export function proxyRefusal(proxy: URL, status: number | undefined): ProxyFault {
  return byWayOf(proxy, new FetchFault(`it answers ${status}`, status === 407 ? wantsLogin : 'proxy'));
}

export function wantsProxyLogin(code = ''): boolean {
  return code === wantsLogin;
}

const certificateFaults =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$|ERR_TLS_CERT_|HOSTNAME_MISMATCH$)/;

/** Whether the code is of a certificate that is not trusted. */
export function isOfCertificate(code = ''): boolean {
  return certificateFaults.test(code);
}

/** What answers to TLS is not TLS: plain HTTP, as a rule. */
const notTls = 'ERR_SSL_WRONG_VERSION_NUMBER';

export function isNotTls(code = ''): boolean {
  return code === notTls;
}

/** Whether both sides speak TLS, and one does not want the other's. */
export function isOfHandshake(code = ''): boolean {
  return !isNotTls(code) && (code === 'EPROTO' || code.startsWith('ERR_SSL_'));
}

const clauses: Record<string, string> = {
  ECONNRESET: 'the connection was cut',
  ERR_STREAM_PREMATURE_CLOSE: 'the connection was cut',
  HPE_HEADER_OVERFLOW: 'its header is larger than any honest one',
};

export function connectionFault(error: unknown): FetchFault {
  if (error instanceof FetchFault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (isOfCertificate(code)) return new FetchFault(`its certificate is not trusted (${code})`, code);
  if (code !== undefined && Object.hasOwn(clauses, code)) return new FetchFault(clauses[code]!, code);
  return isNotTls(code) || isOfHandshake(code) ? handshakeFault(code, message) : faultOf(error ?? message);
}

/** Node gives most of them one code, and OpenSSL's line as it is: `…:error:0A000410:SSL routines:FUNCTION:REASON:FILE:LINE:SSL alert number 40`. */
function handshakeFault(code: string | undefined, message: string): FetchFault {
  if (isNotTls(code) || /:error:0A00010B:/.test(message)) return new FetchFault('it does not speak TLS', notTls);
  const [, reason = code] = /:SSL routines:[^:]*:(?:(?:sslv3|tlsv1\d?|ssl\/tls) )?(?:alert )?([^:]+):/.exec(message) ?? [];
  const [, alert] = /:SSL alert number (\d+)/.exec(message) ?? [];
  return new FetchFault(`TLS could not be agreed on (${alert === undefined ? '' : `alert ${alert}, `}${reason})`, code);
}

export function byWayOf(proxy: URL, error: unknown): ProxyFault {
  const { message, code } = connectionFault(error);
  return new ProxyFault(`by way of the proxy ${proxy.host}, ${message}`, code);
}
