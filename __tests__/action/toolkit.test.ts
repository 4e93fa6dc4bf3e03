import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { runInProcess } from './runner-process.ts';

let folder: string;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-toolkit-'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

const run = (body: string, environment: Record<string, string | undefined> = {}) => runInProcess(folder, body, { environment });

describe('the runner', () => {
  it('says what the environment says', async () => {
    const { code, log } = await run(
      `const { input, inputNames, event, sha, repository, run, apiUrl, serverUrl } = runner;
       runner.log(JSON.stringify({ top: input('top'), key: input('comment-key'), none: input('none'), inputNames, event, sha, repository, run, apiUrl, serverUrl }));
       return 1;`,
      {
        INPUT_TOP: ' 3\n',
        'INPUT_COMMENT-KEY': 'a',
        GITHUB_SERVER_URL: 'https://ghe.example/',
        GITHUB_API_URL: 'https://ghe.example/api/v3/',
      },
    );
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(log), {
      top: '3',
      key: 'a',
      none: '',
      inputNames: ['top', 'comment-key'],
      event: { name: 'push', payload: { ref: 'refs/heads/main' } },
      sha: 'a'.repeat(40),
      repository: { owner: 'acme', name: 'shop' },
      run: { id: 42, attempt: 2, url: 'https://ghe.example/acme/shop/actions/runs/42/attempts/2' },
      apiUrl: 'https://ghe.example/api/v3',
      serverUrl: 'https://ghe.example',
    });
  });

  it('takes no command from what is logged', async () => {
    const { log } = await run(`runner.log('a\\n::error::b\\r::set-output name=outcome::c\\n x ##[add-mask]d'); return 0;`);
    assert.doesNotMatch(log, /^\s*::|##\[/m);
    for (const letter of ['a', 'b', 'c', 'd']) assert.ok(log.includes(letter), letter);
  });

  it('annotates a place, on one line whatever the message holds', async () => {
    const { log } = await run(
      `runner.annotate('error', 'a,b: 100%\\n::error::x', { file: 'plimsoll.yml', line: 7, column: 5 }); runner.annotate('notice', 'n'); return 0;`,
    );
    assert.deepEqual(log.trim().split('\n'), ['::error file=plimsoll.yml,line=7,col=5::a,b: 100%25%0A: :error::x', '::notice::n']);
  });

  it('counts what it annotates', async () => {
    const { log } = await run(
      `runner.annotate('warning', 'a'); runner.annotate('warning', 'b'); runner.annotate('notice', 'c'); runner.log(JSON.stringify(runner.annotated)); return 0;`,
    );
    assert.deepEqual(JSON.parse(log.trim().split('\n').at(-1)!), { error: 0, warning: 2, notice: 1 });
  });

  it('groups, masks and writes outputs and the summary', async () => {
    const { log, outputs, summary } = await run(
      `await runner.group('weighing', async () => runner.log('api'));
       runner.secret('ghs_1'); runner.secret('');
       runner.output('outcome', 'pass\\noutcome=fail');
       await runner.summary('one'); await runner.summary('two');
       return 0;`,
    );
    assert.deepEqual(log.trim().split('\n'), ['::group::weighing', 'api', '::endgroup::', '::add-mask::ghs_1']);
    assert.match(outputs, /^outcome<<(ghadelimiter_\S+)\npass\noutcome=fail\n\1\n$/);
    assert.equal(summary, 'one\ntwo\n');
  });

  it('warns where the summary cannot be written', async () => {
    const { code, log } = await run(`await runner.summary('x'); return 0;`, { GITHUB_STEP_SUMMARY: '' });
    assert.equal(code, 0);
    assert.match(log, /^::warning::The summary of the job could not be written: .*\n$/);
  });
});

describe('a run that fails', () => {
  it('says one sentence and its hint, and ends with 2', async () => {
    const { code, log } = await run(
      `const { ExpectedError } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/errors.ts'))});
       throw new ExpectedError('baseline', 'looking for the record: it is gone', { hint: 'Run main again.' });`,
    );
    assert.equal(code, 2);
    assert.equal(log, '::error::plimsoll: looking for the record: it is gone%0A  hint: Run main again.\n');
  });

  for (const [how, body] of [
    ['thrown', `throw new TypeError('x is no function');`],
    [
      'thrown by a callback',
      `setImmediate(() => { throw new TypeError('x is no function'); }); await new Promise((resolve) => setTimeout(resolve, 5000));`,
    ],
    [
      'rejected and not awaited',
      `Promise.reject(new TypeError('x is no function')); await new Promise((resolve) => setTimeout(resolve, 5000));`,
    ],
  ] as const)
    it(`shows the stack of a bug only to who debugs: ${how}`, async () => {
      const [plain, debugged] = await Promise.all([run(body), run(body, { RUNNER_DEBUG: '1' })]);
      for (const { code, log } of [plain, debugged]) {
        assert.equal(code, 2);
        assert.match(log, /^::error::plimsoll: this is a bug of Plimsoll, and nothing was judged: TypeError: x is no function/);
      }
      assert.doesNotMatch(plain.log, /%0A\s*at /);
      assert.match(plain.log, /%0A {2}hint: Run the job again with debug logging, and report what it prints as an issue\.\n$/);
      assert.match(debugged.log, /%0A\s*at /);
    });

  it('says that it is no job, where it is none', async () => {
    const { code, log } = await run('return 0;', { GITHUB_REPOSITORY: undefined });
    assert.equal(code, 2);
    assert.match(log, /^::error::plimsoll: starting the action: GITHUB_REPOSITORY is not set, .*%0A {2}hint: .*plimsoll check\.\n$/);
  });

  it('says that the event cannot be read', async () => {
    const { code, log } = await run('return 0;', { GITHUB_EVENT_PATH: join(import.meta.dirname, 'none.json') });
    assert.equal(code, 2);
    assert.match(log, /reading the event of this run from .*none\.json: ENOENT/);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    it(`ends with 130 on ${signal}`, async () => {
      const body = `runner.log('ready'); await new Promise((resolve, reject) => { const timer = setTimeout(resolve, 20000); runner.signal.addEventListener('abort', () => { clearTimeout(timer); runner.log('told'); reject(new Error('aborted')); }); }); return 0;`;
      const { code, log } = await runInProcess(folder, body, {
        onStart: (child) => child.stdout?.once('data', () => child.kill(signal)),
      });
      assert.equal(code, 130);
      assert.equal(log, 'ready\ntold\n');
    });

  it('ends at once on a second signal, having cleaned up', async () => {
    const body = `process.once('exit', () => runner.log('cleaned up')); runner.signal.addEventListener('abort', () => runner.log('told')); runner.log('ready'); await new Promise((resolve) => setTimeout(resolve, 20000)); return 0;`;
    const { code, log } = await runInProcess(folder, body, {
      onStart: (child) =>
        child.stdout?.on('data', (text: string) => {
          if (/ready|told/.test(text)) child.kill('SIGINT');
        }),
    });
    assert.deepEqual([code, log], [130, 'ready\ntold\ncleaned up\n']);
  });
});

describe('fetch', () => {
  let server: Server;
  const asked: string[] = [];
  before(async () => {
    server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end('here');
    });
    // What a proxy is asked: the one below refuses, so that its client cannot go on.
    server.on('connect', (request, socket) => {
      asked.push(`CONNECT ${request.url}`);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  after(() => server.close());

  const ask = async (environment: Record<string, string>) => {
    asked.length = 0;
    const { log } = await run(
      `runner.log(await runner.fetch(runner.apiUrl + '/rate_limit').then((response) => response.text(), (error) => 'failed')); return 0;`,
      { GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ...environment },
    );
    return { log: log.trim(), asked: [...asked] };
  };

  it('asks directly where there is no proxy', async () => {
    assert.deepEqual(await ask({}), { log: 'here', asked: ['GET /rate_limit'] });
  });

  it('goes through the proxy that the environment names, but for the hosts that it leaves out', async () => {
    const proxy = { http_proxy: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    const host = { GITHUB_API_URL: 'http://api.github.example' };
    assert.deepEqual(await ask({ ...proxy, ...host }), { log: 'failed', asked: ['CONNECT api.github.example:80'] });
    assert.deepEqual(await ask({ ...proxy, no_proxy: '127.0.0.1' }), { log: 'here', asked: ['GET /rate_limit'] });
  });
});
