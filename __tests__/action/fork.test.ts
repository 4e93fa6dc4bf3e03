/** Pull requests whose run may only read, and the second action, which posts for them and believes next to nothing. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mayNothing, mayRead } from '../github/stand-in/tokens.ts';
import { zipOf } from '../github/stand-in/zip.ts';
import type { ActionResult } from './support/run-action.ts';
import { startTeam, type Team } from './support/team.ts';
import { logOf } from './support/told.ts';

const name = 'plimsoll-report-default';
const big = { app: { 'app/main.js': 180_000 } };
const commenting = /\/comments|graphql/;

describe('the run of a fork, or of Dependabot', () => {
  for (const [who, about] of [
    ['a fork', { repository: 'fork/app' }],
    ['Dependabot', { user: 'dependabot[bot]' }],
  ] as const) {
    it(`(${who}) does not try to comment, fails by its verdict, and leaves a report`, async () => {
      await using team = await startTeam();
      await team.push();
      const { number } = await team.project.openPull('topic', big, about);
      const run = await team.pull(number, { token: team.github.addToken({ permissions: mayRead }) });
      assert.deepEqual([run.code, run.outputs.outcome, run.outputs['comment-url']], [1, 'fail', '']);
      assert.deepEqual(
        team.github.requests.filter(({ path, route }) => commenting.test(route ?? path)),
        [],
      );
      assert.match(run.summary, /^### ❌.*This run may not comment, .* The report was left for the workflow that posts/s);
      assert.deepEqual(
        team.github.hub.artifacts.list(team.github.hub).map((artifact) => artifact.name),
        [name],
      );
    });
  }

  it('says that nobody can post where the report cannot be left', async () => {
    await using team = await startTeam();
    const { number } = await team.project.openPull('topic', big, { repository: 'fork/app' });
    const run = await team.pull(number, { env: { ACTIONS_RESULTS_URL: '' } });
    assert.equal(run.code, 0);
    assert.match(run.summary, /This run may not comment, .* Nor could the report be left/);
  });
});

describe('the poster', () => {
  let team: Team;
  let number: number;
  /** The fork's run, and the report that it left. */
  let ended: number;
  let report: Record<string, unknown>;
  before(async () => {
    team = await startTeam();
    await team.push();
    ({ number } = await team.project.openPull('topic', big, { repository: 'fork/app' }));
    ended = 50;
    await team.pull(number, { runId: ended, token: team.github.addToken({ permissions: mayRead }) });
    const { head } = team.github.hub.pulls.get(number)!;
    report = { head: head.sha };
  });
  after(() => team[Symbol.asyncDispose]());

  it('posts what the fork measured on its pull request, and updates it', async () => {
    team.github.requests.length = 0;
    const run = await team.post(ended);
    assert.deepEqual([run.code, run.outputs.outcome], [0, 'fail'], run.stdout);
    const [comment, ...others] = team.github.comments(number);
    assert.deepEqual(others, []);
    assert.match(comment?.body ?? '', new RegExp(`^<!-- plimsoll key=default head=${report.head} run=50\\.1 -->\\n### ❌ .*280 kB`, 's'));
    assert.equal(run.outputs['comment-url'], `https://github.com/example/app/pull/${number}#issuecomment-${comment?.id}`);
    // It asks for the run, what it left, its pull request and the comments; never for a file, a commit or a tree.
    const asked = new Set(team.github.requests.map(({ method, path }) => `${method} ${path.replaceAll(/\d{2,}|[0-9a-f]{40}/g, 'N')}`));
    const repository = '/repos/example/app';
    assert.deepEqual([...asked].toSorted(), [
      'GET /artifacts/N.zip',
      `GET ${repository}/actions/artifacts/N/zip`,
      `GET ${repository}/actions/runs/N`,
      `GET ${repository}/actions/runs/N/artifacts`,
      `GET ${repository}/commits/N/pulls`,
      `GET ${repository}/issues/${number}/comments`,
      `GET ${repository}/pulls`,
      `GET ${repository}/pulls/${number}`,
      `POST ${repository}/issues/${number}/comments`,
    ]);
    assert.match((await team.post(ended)).stdout, /^comment: unchanged/m);
  });

  /** Posts for a run of the same head that left `files` or `zip`, and gives what came of it; no comment may be written. */
  async function refused(run: object, left: { files: Record<string, string> } | { zip: Buffer } | undefined): Promise<ActionResult> {
    const before = team.github.comments(number).map(({ body }) => body);
    const about = { event: 'pull_request', headRepository: 'fork/app', headBranch: 'topic', headSha: String(report.head) };
    const { id } = team.github.addRun({ ...about, ...run });
    if (left !== undefined) team.github.addArtifact({ name, runId: id, ...left });
    const posted = await team.post(id);
    assert.deepEqual(
      team.github.comments(number).map(({ body }) => body),
      before,
    );
    return posted;
  }
  const document = (change: object) => ({ files: { 'report.json': JSON.stringify({ ...whole(), ...change }) } });
  const whole = () => ({ version: 1, head: report.head, when: 'always', units: 'si', outcome: 'pass', images: [image], groups: [] });
  const image = { name: 'app', platform: 'linux/amd64', now: { total: 1 }, limits: [], paths: { pass: 0, warn: 0, fail: 0 } };

  const nothingToPost: [string, object, () => Parameters<typeof refused>[1], RegExp][] = [
    ['left nothing', {}, () => undefined, /no comment: the run \d+ left no artifact plimsoll-report-default/],
    ['was for a push', { event: 'push' }, () => document({}), /no comment: the run \d+ was for push, not for a pull request/],
    [
      'measured another commit than it was for',
      {},
      () => document({ head: 'a'.repeat(40) }),
      /no comment: the report is for a{40}, and its run was for/,
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

  const notBelieved: [string, () => Parameters<typeof refused>[1], RegExp][] = [
    ['a sentence', () => document({ note: '@octocat look here' }), /at its top it is not what version 1 allows/],
    [
      'a string in place of a number',
      () => document({ images: [{ ...image, now: { total: '1 | @octocat' } }] }),
      /at images\.0\.now\.total it is not/,
    ],
    ['a name that no budget holds', () => document({ images: [{ ...image, name: '<img src=x>' }] }), /at images\.0\.name/],
    ['another version', () => document({ version: 2 }), /at version/],
    ['a number below 0', () => document({ images: [{ ...image, now: { total: -1 } }] }), /at images\.0\.now\.total/],
    ['more than a report', () => ({ files: { 'report.json': ' '.repeat(1_200_000) } }), /report\.json/],
    ['what is not JSON', () => ({ files: { 'report.json': '::error::pwned' } }), /it is not JSON/],
    ['no zip', () => ({ zip: Buffer.from('no zip') }), /zip/],
    ['a bomb', () => ({ zip: zipOf({ 'report.json': Buffer.alloc(50_000_000) }) }), /report\.json/],
  ];
  for (const [what, left, why] of notBelieved) {
    it(`does not believe ${what}`, async () => {
      const posted = await refused({}, left());
      assert.deepEqual([posted.code, posted.outputs.outcome], [2, 'error']);
      assert.match(logOf(posted), why);
      assert.doesNotMatch(posted.stdout + posted.summary, /octocat|pwned|img src/);
    });
  }

  it('takes the numbers for what they are, and not the outcome that the fork claims', async () => {
    const limit = { metric: 'total', kind: 'max', limit: 10, outcome: 'pass' };
    const { id } = team.github.addRun({
      event: 'pull_request',
      headRepository: 'fork/app',
      headBranch: 'topic',
      headSha: String(report.head),
    });
    team.github.addArtifact({ name, runId: id, ...document({ images: [{ ...image, now: { total: 20 }, limits: [limit] }] }) });
    const posted = await team.post(id);
    assert.deepEqual([posted.code, posted.outputs.outcome], [0, 'fail']);
    assert.match(team.github.comments(number)[0]?.body ?? '', /### ❌ /);
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
    const run = await team.post(ended, {
      token: team.github.addToken({ permissions: { ...mayNothing, actions: 'read' } }),
      inputs: { key: 'x' },
    });
    assert.equal(run.code, 2);
    assert.match(run.annotations[0]?.message ?? '', /^Plimsoll has no input key$/);
    assert.match(logOf(run), /`pull-requests: (?:read|write)`/);
  });
});
