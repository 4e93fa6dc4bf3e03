/** The second action, which posts for runs that may not comment, and believes next to nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mayNothing, mayRead } from '../github/stand-in/tokens.ts';
import { zipOf } from '../github/stand-in/zip.ts';
import type { ActionResult } from './support/run-action.ts';
import { startTeam, type Team } from './support/team.ts';
import { logOf } from './support/told.ts';

const name = 'plimsoll-report-default';
const big = { app: { 'app/main.js': 180_000 } };
const measure = { entry: 'src/action.ts' };
const poster = { entry: 'src/comment-action.ts' };

describe('the poster', () => {
  let team: Team;
  let number: number;
  /** The fork's run, and the report that it left. */
  let ended: number;
  let report: Record<string, unknown>;
  before(async () => {
    team = await startTeam({ github: { visibility: 'public' } });
    await team.push(measure);
    ({ number } = await team.project.openPull('topic', big, { repository: 'fork/app' }));
    ended = 50;
    await team.pull(number, { ...measure, runId: ended, token: team.github.addToken({ permissions: mayRead }) });
    const { head } = team.github.hub.pulls.get(number)!;
    report = { head: head.sha };
  });
  after(() => team[Symbol.asyncDispose]());

  it('posts what the fork measured on its pull request, and updates it', async () => {
    team.github.requests.length = 0;
    const run = await team.post(ended, poster);
    assert.deepEqual([run.code, run.outputs.outcome], [0, 'fail'], run.stdout);
    const [comment, ...others] = team.github.comments(number);
    assert.deepEqual(others, []);
    assert.match(comment?.body ?? '', new RegExp(`^<!-- plimsoll key=default head=${report.head} run=50\\.1 -->\\n### ❌ .*280 kB`, 's'));
    assert.equal(run.outputs['comment-url'], `https://github.com/example/app/pull/${number}#issuecomment-${comment?.id}`);
    // It asks for the run, what it left, its pull request, the budgets and the comments; never for another file, or a tree.
    const asked = new Set(team.github.requests.map(({ method, path }) => `${method} ${path.replaceAll(/[0-9a-f]{40}|\d{2,}/g, 'N')}`));
    const repository = '/repos/example/app';
    assert.deepEqual([...asked].toSorted(), [
      'GET /artifacts/N.zip',
      `GET ${repository}/actions/artifacts/N/zip`,
      `GET ${repository}/actions/runs/N`,
      `GET ${repository}/actions/runs/N/artifacts`,
      `GET ${repository}/commits/N/pulls`,
      `GET ${repository}/compare/N...N`,
      `GET ${repository}/contents/plimsoll.yml`,
      `GET ${repository}/issues/${number}/comments`,
      `GET ${repository}/pulls`,
      `GET ${repository}/pulls/${number}`,
      `POST ${repository}/issues/${number}/comments`,
    ]);
    assert.match((await team.post(ended, poster)).stdout, /^comment: unchanged/m);
  });

  /** Posts for a run of the same head that left `files` or `zip`, and gives what came of it; no comment may be written. */
  async function refused(run: object, left: Left | undefined): Promise<ActionResult> {
    const before = team.github.comments(number).map(({ body }) => body);
    const about = { event: 'pull_request', headRepository: 'fork/app', headBranch: 'topic', headSha: String(report.head) };
    const { id } = team.github.addRun({ ...about, ...run });
    if (left !== undefined) team.github.addArtifact({ name, runId: id, ...left(id) });
    const posted = await team.post(id, poster);
    assert.deepEqual(
      team.github.comments(number).map(({ body }) => body),
      before,
    );
    return posted;
  }
  type Left = (runId: number) => { files: Record<string, string> } | { zip: Buffer };
  const document = (change: object): Left => {
    return (id) => ({ files: { 'report.json': JSON.stringify({ ...whole(id), ...change }) } });
  };
  const whole = (id: number) => ({
    ...{ version: 1, head: report.head, run: { id, attempt: 1 }, outcome: 'measured', units: 'si', images: [image] },
  });
  const image = { name: 'app', platform: 'linux/amd64', now: { total: 1 }, paths: [] };

  const nothingToPost: [string, object, () => Left | undefined, RegExp][] = [
    ['left nothing', {}, () => undefined, /no comment: the run \d+ left no artifact plimsoll-report-default/],
    ['was for a push', { event: 'push' }, () => document({}), /no comment: the run \d+ was for push, not for a pull request/],
    [
      'measured another commit than it was for',
      {},
      () => document({ head: 'a'.repeat(40) }),
      /no comment: the report is for a{40}, and its run was for/,
    ],
    [
      'has another number than its report',
      {},
      () => document({ run: { id: 50, attempt: 1 } }),
      /the report is of attempt 1 of run 50, and/,
    ],
    [
      'left its report at an earlier attempt',
      { attempt: 2 },
      () => document({}),
      /the report is of attempt 1 of run \d+, and attempt 2 of/,
    ],
    [
      'is of a head that no pull request has',
      { headSha: 'b'.repeat(40) },
      () => document({ head: 'b'.repeat(40) }),
      /no comment: 0 open pull requests have the head/,
    ],
    ['is of another fork', { headRepository: 'other/app' }, () => document({}), /no comment: 0 open pull requests/],
  ];
  for (const [what, run, left, why] of nothingToPost) {
    it(`posts nothing where the run ${what}, and says why`, async () => {
      const posted = await refused(run, left());
      assert.equal(posted.code, 0, posted.stdout);
      assert.match(logOf(posted), why);
    });
  }

  const notBelieved: [string, () => Left | undefined, RegExp][] = [
    ['a sentence', () => document({ note: '@octocat look here' }), /at its top it is not what version 1 allows/],
    [
      'a string in place of a number',
      () => document({ images: [{ ...image, now: { total: '1 | @octocat' } }] }),
      /at images\.0\.now\.total it is not/,
    ],
    ['a name that no budget holds', () => document({ images: [{ ...image, name: '<img src=x>' }] }), /at images\.0\.name/],
    ['another version', () => document({ version: 2 }), /at version/],
    ['a number below 0', () => document({ images: [{ ...image, now: { total: -1 } }] }), /at images\.0\.now\.total/],
    ['more than a report', () => () => ({ files: { 'report.json': ' '.repeat(1_200_000) } }), /report\.json/],
    ['what is not JSON', () => () => ({ files: { 'report.json': '::error::pwned' } }), /it is not JSON/],
    ['no zip', () => () => ({ zip: Buffer.from('no zip') }), /zip/],
    ['a bomb', () => () => ({ zip: zipOf({ 'report.json': Buffer.alloc(50_000_000) }) }), /report\.json/],
  ];
  for (const [what, left, why] of notBelieved) {
    it(`does not believe ${what}`, async () => {
      const posted = await refused({}, left());
      assert.deepEqual([posted.code, posted.outputs.outcome], [2, 'error']);
      assert.match(logOf(posted), why);
      assert.doesNotMatch(posted.stdout + posted.summary, /octocat|pwned|img src/);
    });
  }

  it('works the verdict out from the numbers, and takes no other from the fork', async () => {
    for (const claim of [{ outcome: 'pass' }, { outcome: 'warn' }, { overridden: { label: 'x', by: 'maintainer' } }, { when: 'never' }])
      assert.equal((await refused({}, document(claim))).code, 2);
    const about = { event: 'pull_request', headRepository: 'fork/app', headBranch: 'topic', headSha: String(report.head) };
    const { id } = team.github.addRun(about);
    team.github.addArtifact({ name, runId: id, ...document({ images: [{ ...image, now: { total: 500_001 } }] })(id) });
    const posted = await team.post(id, poster);
    assert.deepEqual([posted.code, posted.outputs.outcome], [0, 'fail']);
    assert.match(team.github.comments(number)[0]?.body ?? '', /### ❌ .* 1 B over its total budget of 500 kB/);
  });

  it('does not write about a pull request that has moved on, is closed, or is not the only one', async () => {
    const { head } = team.github.hub.pulls.get(number)!;
    const second = team.github.addPullRequest({ head });
    assert.match(logOf(await refused({}, document({}))), /no comment: 2 open pull requests have the head/);
    team.github.changePullRequest(second.number, { state: 'closed' });
    team.github.changePullRequest(number, { head: { ...head, sha: 'c'.repeat(40) } });
    assert.match(logOf(await refused({}, document({}))), /no comment: 0 open pull requests have the head/);
    team.github.changePullRequest(number, { head, state: 'closed' });
    assert.match(logOf(await refused({}, document({}))), /no comment: 0 open pull requests have the head/);
    team.github.changePullRequest(number, { state: 'open' });
  });

  it('fails with the permissions that it lacks, and says which inputs nobody reads', async () => {
    const { id } = team.github.addRun({
      event: 'pull_request',
      headRepository: 'fork/app',
      headBranch: 'topic',
      headSha: String(report.head),
    });
    team.github.addArtifact({ name, runId: id, ...document({})(id) });
    const run = await team.post(id, {
      ...poster,
      token: team.github.addToken({ permissions: { ...mayNothing, actions: 'read' } }),
      inputs: { key: 'x' },
    });
    assert.equal(run.code, 2, run.stdout);
    assert.match(run.annotations[0]?.message ?? '', /^Plimsoll has no input key$/);
    assert.match(logOf(run), /`pull-requests: (?:read|write)`/);
  });
});
