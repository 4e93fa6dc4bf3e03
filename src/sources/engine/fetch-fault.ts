/** Why an engine could not be reached or broke off, as a clause behind its address. */

export class FetchFault extends Error {
  /** The system's name of the fault, `EACCES`; absent where it is none of the system's. */
  readonly code: string | undefined;

  constructor(message: string, code?: string) {
    super(message);
    this.code = code;
  }
}

const clauses: Record<string, string> = {
  ENOENT: 'there is no such socket',
  ENOTDIR: 'there is no such socket',
  EACCES: 'this user may not open it',
  EPERM: 'this user may not open it',
  ECONNREFUSED: 'nothing listens there',
  ENOTSOCK: 'it is not a socket',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host is not known',
  EHOSTUNREACH: 'its host cannot be reached',
  ENETUNREACH: 'its host cannot be reached',
  ETIMEDOUT: 'it does not answer',
  EPROTO: 'it does not speak TLS, or other TLS than expected',
  HPE_INVALID_CONSTANT: 'it does not speak HTTP',
};

export function faultOf(error: unknown): FetchFault {
  if (error instanceof FetchFault) return error;
  // A name with several addresses fails with all of their faults at once.
  const [first = error] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const { code, message } = first as NodeJS.ErrnoException;
  return new FetchFault((code !== undefined ? clauses[code] : undefined) ?? message ?? 'it cannot be reached', code);
}
