/** Opens GitHub at the stand-in with short times: a second of waiting is a millisecond. */
import assert from 'node:assert/strict';
import { ExpectedError } from '../../src/errors.ts';
import { type GitHub, type GitHubOptions, openGitHub } from '../../src/github/client.ts';
import { GitHubFault } from '../../src/github/faults.ts';
import type { StandIn } from './stand-in/stand-in.ts';

export function openStandIn(standIn: StandIn, options: Partial<GitHubOptions> = {}): GitHub {
  const { url: apiUrl, owner, name, token } = standIn;
  return openGitHub({ token, apiUrl, repository: { owner, name }, log: () => {}, times: { second: 1, timeout: 10_000 }, ...options });
}

/** The fault that a promise is rejected with. */
export async function faultOf(promise: Promise<unknown>): Promise<GitHubFault> {
  const fault = await promise.then(
    (value) => assert.fail(`not rejected: ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  assert.ok(fault instanceof GitHubFault, String((fault as Error).stack));
  return fault;
}

/** What a user would read of an error that is not GitHub's. */
export function isExpected(code: string, message: RegExp): (error: unknown) => boolean {
  return (error) => error instanceof ExpectedError && error.code === code && message.test(error.message);
}
