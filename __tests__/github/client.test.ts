/** Requests are repeated as GitHub asks, end in bounded time, and take the token nowhere else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { integerAt, textAt } from '../../src/github/answers.ts';
import { type Call, collect, type GitHub, openGitHub } from '../../src/github/client.ts';
import { version } from '../../src/version.ts';
import { faultOf, isExpected, openStandIn } from './open-stand-in.ts';
import { type Fault, faults } from './stand-in/faults.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';

const task = { doing: 'reading', what: 'pull request 1', permissions: ['pull-requests: read'] };
const getPull: Call = (octokit, here) => octokit.rest.pulls.get({ ...here, pull_number: 1 });
const route = 'GET /repos/{owner}/{repo}/pulls/{pull_number}';
const ask = (github: GitHub) => github.ask(task, getPull, ({ data }) => integerAt(data, 'number'));

async function withPull(): Promise<StandIn> {
  const standIn = await startGitHub();
  standIn.addPullRequest({ head: { ref: 'topic' } });
  return standIn;
}

/** Counts what is sent. The stand-in does not see a request whose time is over before it comes. */
function countingFetch(): { fetch: typeof fetch; calls(): number } {
  let calls = 0;
  const counted: typeof fetch = (...request) => {
    calls += 1;
    return fetch(...request);
  };
  return { fetch: counted, calls: () => calls };
}

describe('a request', () => {
  it('says who asks, and logs no token', async () => {
    await using standIn = await withPull();
    const lines: string[] = [];
    assert.equal(await ask(openStandIn(standIn, { log: (line) => lines.push(line) })), 1);
    const { headers } = standIn.requests[0]!;
    assert.match(String(headers['user-agent']), new RegExp(`^plimsoll/${version.replaceAll('.', '\\.')} `));
    assert.equal(headers.authorization, `token ${standIn.token}`);
    assert.match(lines.join('\n'), /^GET \/repos\/example\/app\/pulls\/1 - 200 with id \S+ in \d+ms$/);
    assert.ok(!lines.join().includes(standIn.token));
  });

  const recovers: Record<string, Fault[]> = {
    'a 500': [faults.serverError],
    'two faults of the server': [faults.serverError, faults.badGateway],
    'a connection that is reset': ['reset'],
    'a connection that is torn within the answer': ['torn'],
    'a 429 with Retry-After': [faults.tooManyRequests(20)],
    'a 429 that names no limit': [{ status: 429, message: 'slow down', headers: { 'retry-after': '1' } }],
    'a 403 with Retry-After': [faults.secondaryLimit(60)],
    'a secondary limit and a fault of the server': [faults.secondaryLimit(1), faults.serverError],
    'a rate limit that is over soon': [faults.rateLimit(Math.floor(Date.now() / 1000) + 20)],
  };
  for (const [name, answers] of Object.entries(recovers)) {
    it(`is repeated after ${name}`, async () => {
      await using standIn = await withPull();
      standIn.fault(route, ...answers);
      assert.equal(await ask(openStandIn(standIn)), 1);
      assert.equal(standIn.requests.length, answers.length + 1);
    });
  }

  const fails: Record<string, { answers: Fault[]; requests: number; message: RegExp }> = {
    'three faults of the server': {
      answers: Array(9).fill(faults.badGateway),
      requests: 3,
      message: /GitHub answered 502 \(Server Error\)$/,
    },
    'three torn connections': { answers: Array(9).fill('torn'), requests: 3, message: /could not be asked: the connection was torn/ },
    'three limits': { answers: Array(9).fill(faults.tooManyRequests(1)), requests: 3, message: /answered 429 .*: it asks to wait 1 s$/ },
    'limits and faults by turns': {
      answers: [faults.secondaryLimit(1), faults.serverError, faults.secondaryLimit(1), faults.serverError],
      requests: 3,
      message: /answered 403/,
    },
    'more waiting than there is time for': { answers: [faults.tooManyRequests(61)], requests: 1, message: /wait 61 s/ },
    'more waiting altogether': { answers: [faults.tooManyRequests(40), faults.tooManyRequests(21)], requests: 2, message: /wait 21 s/ },
    'a rate limit for an hour': {
      answers: [faults.rateLimit(2_100_000_000)],
      requests: 1,
      message: /answered 403 \(API rate limit exceeded for installation ID 1\.\): all requests are used up until 2036-07-18 13:20:00 UTC$/,
    },
    'a refusal': { answers: [faults.forbidden], requests: 1, message: /answered 403/ },
    'a conflict': { answers: [{ status: 409, message: 'Conflict' }], requests: 1, message: /answered 409/ },
    'a page in the place of an answer': { answers: ['not-json'], requests: 1, message: /the answer is not JSON, or not whole$/ },
  };
  for (const [name, { answers, requests, message }] of Object.entries(fails)) {
    it(`ends with ${name}`, async () => {
      await using standIn = await withPull();
      standIn.fault(route, ...answers);
      assert.match((await faultOf(ask(openStandIn(standIn)))).message, message);
      assert.equal(standIn.requests.length, requests);
    });
  }

  it('counts its tries by itself', async () => {
    await using standIn = await withPull();
    const github = openStandIn(standIn);
    standIn.fault(route, faults.serverError, faults.badGateway);
    await ask(github);
    standIn.fault(route, faults.secondaryLimit(60), faults.serverError);
    assert.equal(await ask(github), 1);
  });

  it('is given up where nothing comes', async () => {
    await using standIn = await withPull();
    standIn.gate(route);
    const { fetch, calls } = countingFetch();
    const fault = await faultOf(ask(openStandIn(standIn, { fetch, times: { second: 1, timeout: 50 } })));
    assert.match(fault.message, /could not be asked: there was no whole answer within 0\.05 s$/);
    assert.equal(calls(), 3);
  });

  it('is sent once, and not for long, where one before was given up', async () => {
    await using standIn = await withPull();
    const gate = standIn.gate(route);
    const { fetch, calls } = countingFetch();
    const times = { second: 1, timeout: 60 };
    const github = openStandIn(standIn, { fetch, times });
    await faultOf(ask(github));
    assert.equal(calls(), 3);
    const said =
      /could not be asked: there was no whole answer within 0\.01 s; it was tried only once, because an earlier request failed so$/;
    for (const sent of [4, 5]) {
      assert.match((await faultOf(ask(github))).message, said);
      assert.equal(calls(), sent);
    }
    // Time enough for an answer on any machine.
    times.timeout = 60_000;
    gate.open();
    assert.equal(await ask(github), 1);
    standIn.fault(route, 'reset', 'torn');
    assert.equal(await ask(github), 1, 'it is tried again as ever once GitHub has answered');
  });

  it('is not the less tried where GitHub answered the one before, whatever it was', async () => {
    await using standIn = await withPull();
    const github = openStandIn(standIn);
    standIn.fault(route, faults.serverError, faults.serverError, 'not-json');
    await faultOf(ask(github));
    standIn.fault(route, 'reset', 'reset');
    assert.equal(await ask(github), 1);
  });

  it('waits for an answer that is slow', async () => {
    await using standIn = await withPull();
    const gate = standIn.gate(route);
    const asked = ask(openStandIn(standIn));
    await gate.arrived();
    gate.open();
    assert.equal(await asked, 1);
  });

  it('ends when the run is interrupted, also while it waits', async () => {
    await using standIn = await withPull();
    const interruption = new AbortController();
    const github = openStandIn(standIn, { signal: interruption.signal, times: { second: 1000, timeout: 10_000 } });
    const gate = standIn.gate(route);
    standIn.fault(route, faults.serverError);
    const asked = ask(github);
    await gate.arrived();
    interruption.abort();
    await assert.rejects(asked, isExpected('interrupted', /^interrupted while reading pull request 1$/));
    await assert.rejects(ask(github), isExpected('interrupted', /^interrupted/));
    assert.equal(standIn.requests.length, 1);
  });

  it('leaves a mistake of ours as it is', async () => {
    await using standIn = await withPull();
    const broken = openStandIn(standIn).ask(task, getPull, () => {
      throw new RangeError('ours');
    });
    await assert.rejects(broken, RangeError);
  });
});

describe('requests', () => {
  it('go out ten at a time', async () => {
    await using standIn = await withPull();
    const github = openStandIn(standIn);
    const gate = standIn.gate(route);
    const asked = Array.from({ length: 15 }, () => ask(github));
    await gate.arrived(10);
    gate.release(1);
    await gate.arrived(11);
    assert.equal(gate.held, 10);
    gate.open();
    assert.equal((await Promise.all(asked)).length, 15);
  });
});

describe('a list', () => {
  const list = (github: GitHub, per_page: number) => {
    const call: Call = (octokit, here) => octokit.rest.issues.listComments({ ...here, issue_number: 1, per_page });
    return collect(github.list(task, call, (item) => textAt(item, 'body')));
  };

  for (const size of [30, 100]) {
    it(`goes over all pages of ${size}`, async () => {
      await using standIn = await withPull();
      const bodies = Array.from({ length: 201 }, (_, index) => `comment ${index}`);
      for (const body of bodies) standIn.addComment({ issue: 1, body });
      assert.deepEqual(await list(openStandIn(standIn), size), bodies);
      assert.equal(standIn.requests.length, Math.ceil(201 / size));
    });
  }

  it('goes over the pages of an enterprise server', async () => {
    await using standIn = await startGitHub({ enterprise: true });
    standIn.addPullRequest({ head: { ref: 'topic' } });
    for (let index = 0; index < 3; index++) standIn.addComment({ issue: 1, body: `comment ${index}` });
    assert.equal((await list(openStandIn(standIn), 2)).length, 3);
    assert.deepEqual(standIn.unexpected, []);
  });

  it('asks for a page when it is come to', async () => {
    await using standIn = await withPull();
    for (let index = 0; index < 3; index++) standIn.addComment({ issue: 1, body: `comment ${index}` });
    const call: Call = (octokit, here) => octokit.rest.issues.listComments({ ...here, issue_number: 1, per_page: 2 });
    for await (const _ of openStandIn(standIn).list(task, call, () => undefined)) break;
    assert.equal(standIn.requests.length, 1);
  });

  it('repeats the page that failed', async () => {
    await using standIn = await withPull();
    for (let index = 0; index < 3; index++) standIn.addComment({ issue: 1, body: `comment ${index}` });
    standIn.fault(/page=2/, faults.serverError, 'torn');
    assert.equal((await list(openStandIn(standIn), 2)).length, 3);
  });

  it('takes the token to no other server', async () => {
    const asked: string[] = [];
    const headers = { 'content-type': 'application/json', link: '<http://elsewhere.test/repos?page=2>; rel="next"' };
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      return new Response('[]', { headers });
    };
    const options = { token: 't', apiUrl: 'http://api.test', repository: { owner: 'o', name: 'r' }, log: () => {} };
    const github = openGitHub({ ...options, fetch: fetch as typeof globalThis.fetch });
    assert.match((await faultOf(list(github, 100))).message, /the link to the next page leads to another server$/);
    assert.equal(asked.length, 1);
  });
});
