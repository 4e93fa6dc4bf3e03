/** Artifacts are listed with where they come from, and read in memory, by strangers' leave or not. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import type { ExpectedError } from '../../src/errors.ts';
import { artifactsOfRun, downloadFile, listArtifacts, runOf } from '../../src/github/artifacts.ts';
import { collect } from '../../src/github/client.ts';
import { faultOf, isExpected, openStandIn } from './open-stand-in.ts';
import { faults } from './stand-in/faults.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayNothing } from './stand-in/tokens.ts';

const sha = 'a'.repeat(40);
const name = 'plimsoll-default';
const files = { 'record.json': '{"version":1}' };
const zipOf = 'GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}';
/** Where the zips lie. */
const store = /^GET \/artifacts\//;

const firstRun = (standIn: StandIn) =>
  standIn.addRun({ headSha: sha, event: 'push', headBranch: 'main', attempt: 2, conclusion: 'success' });

describe('listArtifacts', () => {
  it('gives the newest first, with what GitHub says of the run', async () => {
    await using standIn = await startGitHub();
    const ours = firstRun(standIn);
    const forks = standIn.addRun({ headSha: sha, event: 'pull_request', headRepository: 'contributor/app' });
    const first = standIn.addArtifact({ name, runId: ours.id, files });
    standIn.addArtifact({ name: `${name}-2`, runId: ours.id, files });
    const second = standIn.addArtifact({ name, runId: forks.id, files, expired: true });
    const [newest, oldest, ...rest] = await collect(listArtifacts(openStandIn(standIn), name));
    assert.deepEqual([newest?.id, oldest?.id, rest], [second, first, []]);
    assert.deepEqual([newest?.expired, oldest?.expired], [true, false]);
    assert.deepEqual([oldest?.name, oldest?.runId, oldest?.headSha, oldest!.bytes > 100], [name, ours.id, sha, true]);
    assert.match(oldest!.created, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.equal(oldest!.headRepositoryId, oldest!.repositoryId);
    assert.notEqual(newest!.headRepositoryId, newest!.repositoryId);
    assert.equal(newest!.repositoryId, oldest!.repositoryId);

    // A server that does not know the filter sends all.
    const unfiltered: typeof fetch = (url, init) => fetch(String(url).replace('name=', 'unknown='), init);
    const all = await collect(listArtifacts(openStandIn(standIn, { fetch: unfiltered }), name));
    assert.deepEqual(
      all.map(({ id }) => id),
      [second, first],
    );
  });

  it('asks for pages of 100 as they are come to', async () => {
    await using standIn = await startGitHub();
    const { id: runId } = firstRun(standIn);
    for (let count = 0; count < 150; count++) standIn.addArtifact({ name, runId, files });
    const seen: number[] = [];
    for await (const { id } of listArtifacts(openStandIn(standIn), name)) {
      seen.push(id);
      if (seen.length === 1) assert.equal(standIn.requests.length, 1);
    }
    assert.equal(new Set(seen).size, 150);
    assert.deepEqual(
      standIn.requests.map(({ query }) => query.per_page),
      ['100', '100'],
    );
  });

  it('tells a store that cannot be read from an empty one', async () => {
    await using standIn = await startGitHub();
    assert.deepEqual(await collect(listArtifacts(openStandIn(standIn), name)), []);
    const blind = openStandIn(standIn, { token: standIn.addToken({ permissions: mayNothing }) });
    assert.deepEqual((await faultOf(collect(listArtifacts(blind, name)))).missingPermissions, ['actions: read']);
    const elsewhere = openStandIn(standIn, { repository: { owner: 'example', name: 'gone' } });
    assert.equal((await faultOf(collect(listArtifacts(elsewhere, name)))).status, 404);
    standIn.fault(/artifacts/, 'not-json');
    await faultOf(collect(listArtifacts(openStandIn(standIn), name)));
  });
});

describe('runOf and artifactsOfRun', () => {
  it('say what a run was for and what it left', async () => {
    await using standIn = await startGitHub();
    const github = openStandIn(standIn);
    const run = firstRun(standIn);
    const other = standIn.addRun({
      headSha: sha,
      event: 'pull_request',
      headRepository: 'contributor/app',
      headBranch: 'topic',
      conclusion: null,
    });
    const id = standIn.addArtifact({ name, runId: run.id, files });
    standIn.addArtifact({ name: 'logs', runId: run.id, files });
    standIn.addArtifact({ name, runId: other.id, files });

    const { workflowId, headRepositoryId, ...known } = await runOf(github, run.id);
    assert.ok(Number.isInteger(workflowId) && Number.isInteger(headRepositoryId));
    const expected = { event: 'push', headSha: sha, headBranch: 'main', headRepository: 'example/app', conclusion: 'success' };
    assert.deepEqual(known, { id: run.id, attempt: 2, ...expected });
    const forks = await runOf(github, other.id);
    assert.deepEqual([forks.headRepository, forks.headBranch, forks.conclusion], ['contributor/app', 'topic', undefined]);
    assert.deepEqual(
      (await artifactsOfRun(github, run.id, name)).map((artifact) => artifact.id),
      [id],
    );
    assert.deepEqual(await artifactsOfRun(github, run.id, 'none'), []);
    assert.equal((await faultOf(runOf(github, 999_999))).status, 404);
  });
});

describe('downloadFile', () => {
  async function withArtifact(content: Record<string, string | Uint8Array> = files) {
    const standIn = await startGitHub();
    const id = standIn.addArtifact({ name, runId: firstRun(standIn).id, files: content });
    const download = (maxBytes = 1000) => downloadFile(openStandIn(standIn), id, 'record.json', maxBytes);
    return { standIn, id, download, [Symbol.asyncDispose]: () => standIn.close() };
  }

  it('reads one file, and takes the token nowhere else', async () => {
    await using opened = await withArtifact({ other: 'x', ...files, 'a/record.json': 'y' });
    const lines: string[] = [];
    const bytes = await downloadFile(openStandIn(opened.standIn, { log: (line) => lines.push(line) }), opened.id, 'record.json', 1000);
    assert.equal(bytes.toString(), files['record.json']);
    const [asked] = opened.standIn.requestsTo(zipOf);
    const [fetched] = opened.standIn.requestsTo(store);
    assert.ok(asked?.headers.authorization);
    assert.equal(fetched?.headers.authorization, undefined);
    // The address is a key to what lies there.
    assert.ok(lines.length === 2 && !lines.join().includes('sig='));
  });

  it('asks for a new address where the store fails', async () => {
    await using opened = await withArtifact();
    opened.standIn.fault(store, 'torn', faults.serverError);
    assert.equal((await opened.download()).toString(), files['record.json']);
    assert.equal(opened.standIn.requestsTo(zipOf).length, 3);
    opened.standIn.fault(store, ...Array(9).fill(faults.serverError));
    assert.match((await faultOf(opened.download())).message, /: GitHub could not be asked: 127\.0\.0\.1:\d+, where it lies, answered 500$/);
    assert.equal(opened.standIn.requestsTo(zipOf).length, 6);
  });

  it('tells one that has expired, and one that may not be read', async () => {
    await using opened = await withArtifact();
    opened.standIn.fault(zipOf, { status: 410, message: 'Artifact has expired' }, faults.forbidden, { status: 200, message: 'no address' });
    assert.equal((await faultOf(opened.download())).status, 410);
    assert.deepEqual((await faultOf(opened.download())).missingPermissions, ['actions: read']);
    assert.match((await faultOf(opened.download())).message, /the answer does not say where the artifact lies$/);
  });

  it('reads no zip that is larger than its file may be', async () => {
    await using opened = await withArtifact({ ...files, noise: randomBytes(100_000) });
    assert.match((await faultOf(opened.download())).message, /: the answer is larger than the 66536 bytes/);
    assert.equal(opened.standIn.requestsTo(store).length, 1);
  });

  it('explains a zip that cannot be used', async () => {
    await using opened = await withArtifact({ 'record.json': 'x'.repeat(1001) });
    await assert.rejects(opened.download(), (error) => {
      assert.ok(isExpected('content', /record\.json in its zip has more than the 1000 bytes that are read$/)(error));
      return /^The artifact is not used\./.test((error as ExpectedError).hint ?? '');
    });
  });
});
