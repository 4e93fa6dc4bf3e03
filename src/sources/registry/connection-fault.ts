/** Why a host could not be asked, or broke off, as a clause behind its name; and whether it was the proxy before it. */
import { FetchFault, faultOf } from '../engine/fetch-fault.ts';

/** It happened on the way to the proxy, or the proxy would go no further: the host itself was never asked. */
export class ProxyFault extends FetchFault {}

const certificateFaults =
  /^(?:CERT_|DEPTH_ZERO_SELF_SIGNED_CERT$|SELF_SIGNED_CERT_IN_CHAIN$|UNABLE_TO_|ERR_TLS_CERT_ALTNAME_INVALID$|ERR_TLS_CERT_|HOSTNAME_MISMATCH$)/;

/** Whether the code is of a certificate that is not trusted. */
export function isOfCertificate(code = ''): boolean {
  return certificateFaults.test(code);
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
  // Whatever else a TLS library says is long, and no sentence.
  return code?.startsWith('ERR_SSL_') ? new FetchFault(`TLS could not be agreed on (${code})`, code) : faultOf(error ?? message);
}

export function byWayOf(proxy: URL, error: unknown): ProxyFault {
  const { message, code } = connectionFault(error);
  return new ProxyFault(`by way of the proxy ${proxy.host}, ${message}`, code);
}
