/** What GitHub refuses is told in one sentence: what was being done, to what, what it answered, what is missing, what to do. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ExpectedError } from '../../src/errors.ts';
import { boundedFetch } from '../../src/github/bounded-fetch.ts';
import { type Call, openGitHub } from '../../src/github/client.ts';
import { type GitHubFault, missingPermissions } from '../../src/github/faults.ts';
import { faultOf } from './open-stand-in.ts';

const task = { doing: 'posting the comment', what: 'of pull request 12 of o/r', permissions: ['pull-requests: write'] };
const call: Call = (octokit, here) => octokit.rest.pulls.get({ ...here, pull_number: 12 });

/** The fault that an answer of this status and body becomes. */
async function answered(status: number, body: unknown, { headers = {}, permissions = task.permissions } = {}): Promise<GitHubFault> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/html' : 'application/json';
  const fetch = async () => new Response(text, { status, headers: { 'content-type': type, ...headers } });
  return await failed(fetch, permissions);
}

async function failed(fetch: () => Promise<Response>, permissions = task.permissions): Promise<GitHubFault> {
  const where = { apiUrl: 'http://api.test', repository: { owner: 'o', name: 'r' } };
  const github = openGitHub({ ...where, token: 'ghs_secret', fetch, log: () => {}, times: { second: 1, timeout: 1000 } });
  return await faultOf(github.ask({ ...task, permissions }, call, ({ data }) => data));
}

describe('a refusal', () => {
  it('for want of a permission names the lines of the workflow', async () => {
    const fault = await answered(403, {
      message: 'Resource not accessible by integration',
      documentation_url: 'https://docs.github.com/rest',
    });
    assert.equal(fault.code, 'github');
    assert.equal(
      fault.message,
      'posting the comment of pull request 12 of o/r: GitHub answered 403 (Resource not accessible by integration): the token lacks `pull-requests: write`',
    );
    assert.equal(
      fault.hint,
      'Add `pull-requests: write` under `permissions:` of the job. The token of a pull request from a fork can only read.',
    );
    assert.deepEqual(missingPermissions(fault), ['pull-requests: write']);
    assert.deepEqual(missingPermissions(new ExpectedError('baseline', 'outer', { cause: fault })), ['pull-requests: write']);
  });

  it('of a personal token names them too, and all of them', async () => {
    const permissions = ['contents: write', 'actions: read'];
    const fault = await answered(403, { message: 'Resource not accessible by personal access token' }, { permissions });
    assert.match(fault.message, /the token lacks `contents: write` and `actions: read`$/);
    assert.equal(fault.hint, 'Add `contents: write` and `actions: read` under `permissions:` of the job.', 'no fork writes there');
    assert.deepEqual(missingPermissions(fault), permissions);
  });

  it('for another reason blames no permission', async () => {
    const fault = await answered(403, { message: 'Unable to create comment because issue is locked.' });
    assert.match(fault.message, /403 \(Unable to create comment because issue is locked\.\)$/);
    assert.deepEqual(missingPermissions(fault), []);
    assert.deepEqual(missingPermissions(new Error('other')), []);
    assert.deepEqual(missingPermissions(undefined), []);
  });

  const hints: [number, RegExp, RegExp][] = [
    [401, /GitHub answered 401 \(words\)$/, /^The token has expired/],
    [404, /GitHub answered 404 \(words\): it is not there, or the token may not see it$/, /It must have `pull-requests: write`\.$/],
    [409, /GitHub answered 409 \(words\)$/, /Run the job again\.$/],
    [410, /GitHub answered 410 \(words\)$/, /its time was over/],
    [418, /GitHub answered 418 \(words\)$/, /report it as an issue/],
    [503, /GitHub answered 503 \(words\)$/, /^This is a fault of GitHub\./],
  ];
  for (const [status, message, hint] of hints) {
    it(`of ${status} says what to do`, async () => {
      const fault = await answered(status, { message: 'words' });
      assert.match(fault.message, message);
      assert.match(fault.hint ?? '', hint);
      assert.equal(fault.status, status);
    });
  }

  it('of 422 says what GitHub found wrong', async () => {
    const errors = [
      { resource: 'IssueComment', field: 'data', code: 'unprocessable', message: 'Body is too long' },
      'more',
      { code: 'odd' },
    ];
    const fault = await answered(422, { message: 'Validation Failed', errors });
    assert.match(fault.message, /422 \(Validation Failed: data Body is too long: more: odd\)$/);
  });

  it('says what is asked to be waited for', async () => {
    const waits = await answered(429, { message: 'slow down' }, { headers: { 'retry-after': '90' } });
    assert.match(waits.message, /429 \(slow down\): it asks to wait 90 s$/);
    assert.match(waits.hint ?? '', /^Run the job again after that/);
    assert.deepEqual(waits.missingPermissions, []);
    const worded = await answered(403, { message: 'You have exceeded a secondary rate limit.' });
    assert.match(worded.hint ?? '', /^Run the job again after that/);
  });

  it('is one short line without secrets, whatever GitHub says', async () => {
    const message = `a\nb\u001b[31m https://user:password@proxy.test/ ghp_0123456789 github_pat_abc ${'x'.repeat(500)}`;
    const fault = await answered(400, { message });
    assert.match(fault.message, /400 \(a b \[31m https:\/\/proxy\.test\/ \*\*\* \*\*\* x{10,}…\)$/);
    assert.ok(fault.message.length < 300);
  });

  it('with a page leaves the page out', async () => {
    assert.match((await answered(502, '<!doctype html><title>Unicorn!</title>')).message, /GitHub answered 502$/);
  });
});

describe('no answer', () => {
  const broken = (cause: unknown) => async (): Promise<Response> => {
    throw new TypeError('fetch failed', { cause });
  };

  it('is told by its code, without an address', async () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED https://user:password@proxy.test'), { code: 'ECONNREFUSED' });
    const fault = await failed(broken(cause));
    assert.equal(
      fault.message,
      'posting the comment of pull request 12 of o/r: GitHub could not be asked: nobody listens there (ECONNREFUSED)',
    );
    assert.match(fault.hint ?? '', /through which proxy/);
    assert.equal(fault.status, undefined);
  });

  it('is told by a code that has no words here, and without one', async () => {
    assert.match((await failed(broken(Object.assign(new Error(), { code: 'CERT_HAS_EXPIRED' })))).message, /asked: CERT_HAS_EXPIRED$/);
    assert.match((await failed(broken(undefined))).message, /asked: the connection failed$/);
  });

  it('is told where the answer is too large', async () => {
    const fetch = boundedFetch(async () => new Response('x'.repeat(11)), { timeoutMs: () => 1000, maxBytes: 10 });
    const fault = await failed(() => fetch('http://api.test'));
    assert.match(fault.message, /: the answer is larger than the 10 bytes that are read$/);
    assert.match(fault.hint ?? '', /^It is not used\./);
  });
});
