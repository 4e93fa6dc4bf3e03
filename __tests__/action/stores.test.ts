/** Records in each store: kept by one run, found by another, and not believed where they are not what they should be. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { faults } from '../github/stand-in/faults.ts';
import { mayRead } from '../github/stand-in/tokens.ts';
import { zipOf } from '../github/stand-in/zip.ts';
import { startTeam, type Team } from './support/team.ts';
import { comparedWith, logOf } from './support/told.ts';

const grown = { app: { 'app/main.js': 130_000 } };
const listArtifacts = 'GET /repos/{owner}/{repo}/actions/artifacts';
const readBranch = /^GET \/repos\/example\/app\/git\/matching-refs\/heads/;

describe('the store artifact', () => {
  it('keeps a record as an artifact of the run, which a run with a token that only reads finds', async () => {
    await using team = await startTeam({ inputs: { store: 'artifact', 'comment-when': 'never' } });
    const first = team.project.git('rev-parse', 'main');
    const pushed = await team.push();
    assert.deepEqual([pushed.code, pushed.outputs.record], [0, 'true'], pushed.stdout);
    const [artifact, ...others] = team.github.hub.artifacts.list(team.github.hub);
    assert.deepEqual([artifact?.name, artifact?.runId, others], ['plimsoll-default', 1, []]);

    const { number } = await team.project.openPull('topic', grown);
    const run = await team.pull(number, { token: team.github.addToken({ permissions: mayRead }) });
    assert.deepEqual([...comparedWith(run), run.outputs.change], [first, 'exact', '0', '30000']);
    const other = await team.pull(number, { inputs: { 'comment-key': 'other' } });
    assert.deepEqual(comparedWith(other), ['', 'none', ''], 'another key is another record');
    const again = await team.push({ before: first, runId: 1, attempt: 2 });
    assert.equal(again.outputs.record, 'true', 'a rerun takes the place of the first');
  });

  it('does not keep what another commit than that of the run weighs', async () => {
    await using team = await startTeam({ inputs: { store: 'artifact' } });
    const first = team.project.git('rev-parse', 'main');
    await team.project.commit('main', 'two');
    const run = await team.push({ checkout: first });
    assert.deepEqual([run.code, run.outputs.record], [0, 'false']);
    assert.match(run.annotations[0]?.message ?? '', /an artifact counts for the commit of its run; Use store: branch/);
  });
});

describe('an artifact that', () => {
  let team: Team;
  let commit: string;
  let number: number;
  /** The record of the commit, as it would be believed. */
  let record: string;

  before(async () => {
    team = await startTeam({ inputs: { 'comment-when': 'never' } });
    commit = team.project.git('rev-parse', 'main');
    await team.push();
    record = readFileSync(join(team.folder, 'records', 'records', `${commit}.json`), 'utf8');
    ({ number } = await team.project.openPull('topic', grown));
  });
  after(() => team[Symbol.asyncDispose]());

  const push = { event: 'push' };
  const untrusted: [string, RegExp, (team: Team) => { run?: object; files?: Record<string, string>; zip?: Buffer; expired?: boolean }][] = [
    ['a fork made', /it was made by a run of a fork/, () => ({ run: { ...push, headRepository: 'fork/app' } })],
    ['a pull request made', /a run of the event pull_request/, () => ({ run: { event: 'pull_request' } })],
    ['a privileged run made', /a run of the event pull_request_target/, () => ({ run: { event: 'pull_request_target' } })],
    ['has expired', /it has expired/, () => ({ expired: true })],
    [
      'is of another commit',
      /it is of the commit f{40}, expected/,
      () => ({ files: { 'record.json': record.replace(commit, 'f'.repeat(40)) } }),
    ],
    [
      'is of a later version',
      /written as version 2, and only version 1/,
      () => ({ files: { 'record.json': record.replace('"version":1', '"version":2') } }),
    ],
    ['is no JSON', /it is not JSON/, () => ({ files: { 'record.json': '{' } })],
    [
      'has other numbers',
      /not what it should be|is not|expected/,
      () => ({ files: { 'record.json': record.replace('"total":200000', '"total":-1') } }),
    ],
    ['holds no record', /record\.json/, () => ({ files: { 'other.json': record } })],
    ['is no zip', /zip/, () => ({ zip: Buffer.from('PK, but no zip') })],
    ['is half a zip', /zip/, () => ({ zip: zipOf({ 'record.json': record }).subarray(0, 200) })],
  ];
  for (const [what, reason, about] of untrusted) {
    it(`${what} is passed over, and the log says why`, async () => {
      const { run = push, files = { 'record.json': record }, zip, expired = false } = about(team);
      const { id } = team.github.addRun({ headSha: commit, ...run });
      const artifact = team.github.addArtifact({
        name: 'plimsoll-default',
        runId: id,
        expired,
        ...(zip === undefined ? { files } : { zip }),
      });
      const pulled = await team.pull(number, { inputs: { store: 'artifact' } });
      assert.deepEqual(comparedWith(pulled), ['', 'none', '']);
      assert.match(logOf(pulled), new RegExp(`of run ${id} for ${commit.slice(0, 7)}.*?(?:${reason.source})`));
      assert.doesNotMatch(logOf(pulled), /cannot be reached/, 'a bad record is no missing store');
      team.github.hub.artifacts.remove(artifact);
    });
  }

  it('a run of another commit made counts for that commit alone', async () => {
    const { id } = team.github.addRun({ headSha: 'e'.repeat(40), ...push });
    const artifact = team.github.addArtifact({ name: 'plimsoll-default', runId: id, files: { 'record.json': record } });
    const pulled = await team.pull(number, { inputs: { store: 'artifact' } });
    assert.deepEqual(comparedWith(pulled), ['', 'none', '']);
    team.github.hub.artifacts.remove(artifact);
  });

  it('is right is believed, behind others that are not', async () => {
    const runs = [push, { ...push, headRepository: 'fork/app' }].map((run) => team.github.addRun({ headSha: commit, ...run }));
    for (const { id } of runs) team.github.addArtifact({ name: 'plimsoll-default', runId: id, files: { 'record.json': record } });
    const pulled = await team.pull(number, { inputs: { store: 'artifact' } });
    assert.deepEqual(comparedWith(pulled), [commit, 'exact', '0']);
    assert.match(logOf(pulled), /a record was passed over: .* made by a run of a fork/);
  });
});

describe('a store that cannot be reached', { concurrency: true }, () => {
  const cases = [
    ['artifact', 'answers 500', listArtifacts, [faults.serverError, faults.serverError, faults.serverError]],
    ['artifact', 'breaks off', listArtifacts, ['torn', 'torn', 'torn']],
    ['artifact', 'may not be read', listArtifacts, [faults.forbidden]],
    ['branch', 'answers 502', readBranch, [faults.badGateway, faults.badGateway, faults.badGateway]],
  ] as const;
  for (const [store, what, request, answers] of cases) {
    it(`is not taken for an empty one: ${store} that ${what}`, async () => {
      await using team = await startTeam({ inputs: { store, 'comment-when': 'never' } });
      const { number } = await team.project.openPull('topic', grown);
      team.github.fault(request, ...answers);
      const run = await team.pull(number);
      assert.deepEqual([...comparedWith(run), run.code], ['', 'none', '', 0]);
      assert.match(logOf(run), /The store cannot be reached, so that it is not known whether \w{7} has a record/);
      assert.doesNotMatch(logOf(run), /There is no record/);
    });
  }
});
