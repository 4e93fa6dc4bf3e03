/** What is said of an answer that refuses, whether of the registry or of a host that it sends us to. */
import type { IncomingMessage } from 'node:http';
import { ExpectedError } from '../../errors.ts';
import type { AskedHost } from './asked-host.ts';
import { retryAfter } from './retry.ts';

/** Whose credentials were shown. */
export type Shown = {
  /** `without credentials`, or with whose. */
  readonly who: string;
  readonly isAnonymous: boolean;
};

export function loginHint(registry: string): string {
  return `see that the name is right, and that you may pull it: docker login ${registry}`;
}

/** @param names of errors, as the registry's answer has them; a sentence of a stranger could hold anything */
export function refusalOf(doing: string, at: AskedHost, answer: IncomingMessage, names: string, shown: Shown): ExpectedError {
  const { statusCode: status = 0 } = answer;
  const found = `${doing}: ${at.words} answers ${status}${names === '' ? '' : ` (${names})`}`;
  if (at.role !== 'registry') return refusalOfOther(found, at, answer);
  if (status === 429) return tooManyRequests(found, answer, shown, at.registry);
  if (status === 401 || status === 403) {
    return new ExpectedError('registry', `${found}: it is not there, or may not be pulled ${shown.who}`, { hint: loginHint(at.registry) });
  }
  return new ExpectedError('registry', `${found}${askedWait(answer)}`, { hint: laterHint(at) });
}

/** Of the registry or of its token server, which count by the account. */
export function tooManyRequests(found: string, answer: IncomingMessage, { who, isAnonymous }: Shown, registry: string): ExpectedError {
  return new ExpectedError('registry', `${found}, too many requests${askedWait(answer)}, ${who}`, {
    hint: `try again later, or ${isAnonymous ? `log in, which allows more: docker login ${registry}` : 'with an account that is allowed more'}`,
  });
}

/** Another host is shown nothing but the address, so that no login to the registry helps. */
function refusalOfOther(found: string, at: AskedHost, answer: IncomingMessage): ExpectedError {
  return new ExpectedError('registry', `${found}${answer.statusCode === 429 ? ', too many requests' : ''}${askedWait(answer)}`, {
    hint: hintOfOther(at, answer),
  });
}

function hintOfOther(at: AskedHost, { statusCode: status, headers }: IncomingMessage): string {
  if (status === 401 && headers['www-authenticate'] !== undefined)
    return `it wants a login of its own, and none of ${at.registry} is shown there: name the image as ${at.host} has it`;
  return status === 403 ? `see that no firewall or proxy stands between here and ${at.host}, and try again` : laterHint(at);
}

export function laterHint({ who }: AskedHost): string {
  return `try again later; the log of ${who} says more`;
}

/** How long a busy server wants to be left alone, as a clause; none where it is no time, or one without an end. */
export function askedWait(answer: IncomingMessage): string {
  const wait = retryAfter(answer) ?? 0;
  return wait === 0 || !Number.isFinite(wait) ? '' : `, and asks to wait for ${Math.ceil(wait / 1000)} s`;
}
