import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  isObjectId
} from "./chunk-2TAK4XIA.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/github/answers.ts
var UnexpectedAnswer = class extends Error {
  name = "UnexpectedAnswer";
  /** The next step, where it is not to look for a proxy that answers in the place of GitHub. */
  hint;
  constructor(message, { hint, cause } = {}) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.hint = hint;
  }
};
function at(answer, path) {
  let value = answer;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null) return void 0;
    value = value[name];
  }
  return value ?? void 0;
}
function textAt(answer, path) {
  const value = at(answer, path);
  return typeof value === "string" ? value : refuse(answer, path, "a text");
}
function textIfAnyAt(answer, path) {
  return at(answer, path) === void 0 ? void 0 : textAt(answer, path);
}
function integerAt(answer, path) {
  const value = at(answer, path);
  return Number.isSafeInteger(value) ? value : refuse(answer, path, "a whole number");
}
function flagAt(answer, path) {
  const value = at(answer, path);
  return typeof value === "boolean" ? value : refuse(answer, path, "true or false");
}
function shaAt(answer, path) {
  const value = at(answer, path);
  return isObjectId(value) ? value : refuse(answer, path, "the id of a git object");
}
function itemsAt(answer, path) {
  const value = path === "" ? answer : at(answer, path);
  return Array.isArray(value) ? value : refuse(answer, path, "a list");
}
function refuse(answer, path, expected) {
  if (typeof answer !== "object" || answer === null) throw new UnexpectedAnswer("the answer is not JSON, or not whole");
  throw new UnexpectedAnswer(path === "" ? `the answer is not ${expected}` : `the answer has no ${path} that is ${expected}`);
}

// src/github/bounded-fetch.ts
var ConnectionFault = class extends Error {
  name = "ConnectionFault";
};
function boundedFetch(fetch, { maxBytes, signal, ...bounds }) {
  return async (input, init) => {
    const timeoutMs = bounds.timeoutMs();
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = signal === void 0 ? timeout : AbortSignal.any([timeout, signal]);
    try {
      const response = await fetch(input, { ...init, signal: either });
      const body = await readBody(response, maxBytes);
      const { status, statusText, headers } = response;
      return new Response(hasBody(status) ? body : null, { status, statusText, headers });
    } catch (error) {
      if (signal?.aborted === true) throw new DOMException("the run was interrupted", "AbortError");
      if (error instanceof UnexpectedAnswer) throw error;
      const message = timeout.aborted ? `there was no whole answer within ${timeoutMs / 1e3} s` : reasonOf(error);
      throw new ConnectionFault(message, { cause: error });
    }
  };
}
async function readBody(response, maxBytes) {
  const chunks = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > maxBytes) {
      const hint = "It is not used. Make smaller what is asked for.";
      throw new UnexpectedAnswer(`the answer is larger than the ${maxBytes} bytes that are read`, { hint });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}
function hasBody(status) {
  return ![101, 103, 204, 205, 304].includes(status);
}
var reasons = {
  ECONNREFUSED: "nobody listens there",
  ECONNRESET: "the connection was reset",
  ENOTFOUND: "its name is not known",
  EAI_AGAIN: "its name could not be looked up",
  ETIMEDOUT: "the connection timed out",
  UND_ERR_CONNECT_TIMEOUT: "the connection timed out",
  UND_ERR_SOCKET: "the connection was torn"
};
function reasonOf(error) {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause;
    if (typeof code === "string") return reasons[code] === void 0 ? code : `${reasons[code]} (${code})`;
  }
  return "the connection failed";
}

// src/github/faults.ts
var GitHubFault = class extends ExpectedError {
  /** Of GitHub's answer; undefined where there was none, or none that can be used. */
  status;
  /** The lines of `permissions:` that the job lacks, where that is the reason. */
  missingPermissions;
  constructor(message, { status, missing = [], hint, cause }) {
    super("github", message, { hint, cause });
    this.status = status;
    this.missingPermissions = [...missing];
  }
};
function missingPermissions(error) {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof GitHubFault) return cause.missingPermissions;
  }
  return [];
}
async function ifThere(answer, absent = [404]) {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof GitHubFault && error.status !== void 0 && absent.includes(error.status)) return void 0;
    throw error;
  }
}
function explainFault(error, task) {
  const diagnosis = diagnose(error, task);
  if (diagnosis === void 0) return error;
  const { found, ...rest } = diagnosis;
  return new GitHubFault(`${task.doing} ${task.what}: ${found}`, { ...rest, cause: error });
}
function diagnose(error, task) {
  const chain = [error, error instanceof Error ? error.cause : void 0];
  const unexpected = chain.find((each) => each instanceof UnexpectedAnswer);
  if (unexpected !== void 0) {
    const { message, hint = "Something between this machine and GitHub may answer in its place: see whether a proxy does." } = unexpected;
    return { found: message, hint };
  }
  const fault = chain.find((each) => each instanceof ConnectionFault);
  if (fault !== void 0) {
    return {
      found: `GitHub could not be asked: ${fault.message}`,
      hint: "Run the job again; if it stays so, see whether this machine reaches GitHub, and through which proxy."
    };
  }
  if (!(error instanceof Error)) return void 0;
  if (error.name === "GraphqlResponseError") {
    return { found: `GitHub answered: ${plain(error.message)}`, hint: "Run the job again; if it stays so, give the action another token." };
  }
  return error.name === "HttpError" && "response" in error ? refusal(error, task) : void 0;
}
function refusal(error, { permissions }) {
  const { status } = error;
  const message = messageOf(error);
  const found = `GitHub answered ${status}${message === "" ? "" : ` (${message})`}`;
  const lines = permissions.map((line) => `\`${line}\``).join(" and ");
  if (isRateLimit(error))
    return { status, found: `${found}${waitOf(error)}`, hint: "Run the job again after that, or run fewer jobs at once." };
  if (status === 403 && /not accessible by/i.test(message)) {
    return {
      status,
      missing: permissions,
      found: `${found}${lines === "" ? "" : `: the token lacks ${lines}`}`,
      hint: `${lines === "" ? "Give the action another token." : `Add ${lines} under \`permissions:\` of the job.`}${ofPullRequest(permissions)}`
    };
  }
  return { status, found: status === 404 ? `${found}: it is not there, or the token may not see it` : found, hint: hintFor(status, lines) };
}
function ofPullRequest(permissions) {
  if (!permissions.includes("pull-requests: write")) return "";
  return " The token of a pull request from a fork can only read.";
}
function hintFor(status, lines) {
  const needs = lines === "" ? "" : ` It must have ${lines}.`;
  if (status === 401) return "The token has expired, was withdrawn, or is of another server. Give the action a token that is valid there.";
  if (status === 403) return `See whether this token may do that, and whether a rule of the repository or organization forbids it.${needs}`;
  if (status === 404) return `See whether it exists, and whether the token is of this repository.${needs}`;
  if (status === 409) return "Another run may have changed it at the same moment. Run the job again.";
  if (status === 410) return "GitHub has deleted it: its time was over.";
  if (status >= 500) return "This is a fault of GitHub. Run the job again; the status page of GitHub may say more.";
  return "This request should not have been refused: report it as an issue.";
}
function messageOf({ response }) {
  const data = response?.data;
  if (typeof data !== "object" || data === null || !("message" in data)) return "";
  const { message, errors } = data;
  const particulars = (Array.isArray(errors) ? errors : [errors]).map(particularOf).filter((text) => text !== "");
  return plain([String(message), ...particulars].join(": "));
}
function particularOf(error) {
  if (typeof error === "string") return error;
  if (typeof error !== "object" || error === null) return "";
  const { field, code, message } = error;
  return [field, message ?? code].filter((part) => typeof part === "string").join(" ");
}
function plain(text) {
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, " ").replaceAll(/\/\/[^/@\s]*@/g, "//").replaceAll(/\b(?:gh[a-z]_|github_pat_)\w+/g, "***").trim();
  return clean.length > 200 ? `${clean.slice(0, 199)}…` : clean;
}
function isRateLimit(error) {
  const { status, response, message } = error;
  if (status === 429) return true;
  if (status !== 403 || response === void 0) return false;
  const { headers } = response;
  return headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0" || /\brate limit\b/i.test(message);
}
function waitOf({ response }) {
  const after = response?.headers["retry-after"];
  if (after !== void 0) return `: it asks to wait ${after} s`;
  const reset = Number(response?.headers["x-ratelimit-reset"]);
  if (!(reset > 0) || response?.headers["x-ratelimit-remaining"] !== "0") return "";
  return `: all requests are used up until ${new Date(reset * 1e3).toISOString().replace("T", " ").slice(0, 19)} UTC`;
}

export {
  UnexpectedAnswer,
  at,
  textAt,
  textIfAnyAt,
  integerAt,
  flagAt,
  shaAt,
  itemsAt,
  ConnectionFault,
  boundedFetch,
  GitHubFault,
  missingPermissions,
  ifThere,
  explainFault,
  isRateLimit
};
