import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/sources/engine/fetch-fault.ts
var FetchFault = class extends Error {
  /** The system's name of the fault, `EACCES`; absent where it is none of the system's. */
  code;
  constructor(message, code) {
    super(message);
    this.code = code;
  }
};
var clauses = {
  ENOENT: "there is no such socket",
  ENOTDIR: "there is no such socket",
  EACCES: "this user may not open it",
  EPERM: "this user may not open it",
  ECONNREFUSED: "nothing listens there",
  ENOTSOCK: "it is not a socket",
  ECONNRESET: "the connection was cut",
  EPIPE: "the connection was cut",
  ENOTFOUND: "its host is not known",
  EAI_AGAIN: "its host is not known",
  EHOSTUNREACH: "its host cannot be reached",
  ENETUNREACH: "its host cannot be reached",
  ETIMEDOUT: "it does not answer",
  EPROTO: "it does not speak TLS, or other TLS than expected",
  HPE_INVALID_CONSTANT: "it does not speak HTTP"
};
function faultOf(error) {
  if (error instanceof FetchFault) return error;
  const [first = error] = error instanceof AggregateError ? error.errors : [];
  const { code, message } = first;
  return new FetchFault((code !== void 0 ? clauses[code] : void 0) ?? message ?? "it cannot be reached", code);
}

export {
  FetchFault,
  faultOf
};
