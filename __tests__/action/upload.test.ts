import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { after, before, beforeEach, describe, it } from 'node:test';
import { fromBufferPromise } from 'yauzl';
import { openResultsService, type ResultsService } from './results-service.ts';
import { runInProcess } from './runner-process.ts';

let folder: string;
let service: ResultsService;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-upload-'));
  service = await openResultsService();
});
after(() => {
  service.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  service.artifacts.clear();
  service.calls.length = 0;
  service.refuse(undefined);
});

/** Uploads in a process that has the runner's environment. */
function upload(text: string, options = '{}', environment: Record<string, string | undefined> = {}) {
  const body = `const { uploadArtifact } = await import(${JSON.stringify(join(import.meta.dirname, '../../src/action/upload.ts'))});
    await uploadArtifact('plimsoll-default', 'record.json', Buffer.from(${JSON.stringify(text)}), ${options});
    return 0;`;
  return runInProcess(folder, body, { environment: { ...service.environment, RUNNER_TEMP: folder, ...environment } });
}

/** The files of a zip and what they hold. */
async function filesOf(zip: Buffer): Promise<Record<string, string>> {
  const opened = await fromBufferPromise(zip, { lazyEntries: true });
  const files: Record<string, string> = {};
  for await (const entry of opened.eachEntry())
    files[entry.fileName] = (await buffer(await opened.openReadStreamPromise(entry))).toString();
  return files;
}

describe('uploadArtifact', () => {
  it('keeps one file, and leaves nothing behind', async () => {
    const { code, log } = await upload('{"version":1}', '{ retentionDays: 3 }');
    assert.equal(code, 0, log);
    const { zip, expires } = service.artifacts.get('plimsoll-default')!;
    assert.deepEqual(await filesOf(zip), { 'record.json': '{"version":1}' });
    const days = (Date.parse(expires!) - Date.now()) / 86_400_000;
    assert.ok(days > 2.9 && days <= 3, expires);
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.startsWith('plimsoll-artifact-')),
      [],
    );
  });

  it('takes the place of what an earlier attempt of the run kept', async () => {
    await upload('1');
    assert.equal((await upload('2')).code, 0);
    assert.deepEqual(await filesOf(service.artifacts.get('plimsoll-default')!.zip), { 'record.json': '2' });
    assert.deepEqual(service.calls.slice(2), ['CreateArtifact', 'ListArtifacts', 'DeleteArtifact', 'CreateArtifact', 'FinalizeArtifact']);
  });

  it('says what the service answered', async () => {
    service.refuse(403);
    const { code, log } = await upload('1');
    assert.equal(code, 2);
    assert.match(log, /::error::plimsoll: keeping the artifact plimsoll-default: .*\(403\).*hint: .*store: branch/);
    assert.doesNotMatch(log, /bug of Plimsoll/);
  });

  it('says on GitHub Enterprise Server what works there, and asks nothing', async () => {
    const { code, log } = await upload('1', '{}', { GITHUB_SERVER_URL: 'https://ghe.example' });
    assert.equal(code, 2);
    assert.match(
      log,
      /^::error::plimsoll: keeping the artifact plimsoll-default: GitHub Enterprise Server \(ghe\.example\) .*%0A {2}hint: Use store: branch\.\n$/,
    );
    assert.deepEqual(service.calls, []);
  });

  it('says what is missing outside of an action', async () => {
    const { code, log } = await upload('1', '{}', { ACTIONS_RUNTIME_TOKEN: '' });
    assert.equal(code, 2);
    assert.match(log, /^::error::plimsoll: keeping the artifact plimsoll-default: ACTIONS_RUNTIME_TOKEN is not set%0A {2}hint: /);
  });
});
