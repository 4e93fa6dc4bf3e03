/** The stand-in is what other tests believe, so what they lean on is shown here. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { Octokit } from '@octokit/rest';
import { readZipEntry } from '../../src/github/zip-entry.ts';
import { faults } from './stand-in/faults.ts';
import { gitEnvironment } from './stand-in/git-store.ts';
import { type StandIn, startGitHub } from './stand-in/stand-in.ts';
import { mayNothing, mayRead } from './stand-in/tokens.ts';
import { zipOf } from './stand-in/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-stand-in-'));
after(() => rmSync(folder, { recursive: true, force: true }));

function clientOf(github: StandIn, auth = github.token): Octokit {
  return new Octokit({ baseUrl: github.url, auth, log: { debug() {}, info() {}, warn() {}, error() {} } });
}

const statusOf = (status: number) => (error: unknown) => (error as { status?: number }).status === status;

describe('comments', () => {
  it('come in pages with links, 30 a page', async () => {
    await using github = await startGitHub();
    github.addPullRequest({ head: { ref: 'topic' } });
    for (let count = 0; count < 65; count += 1) github.addComment({ issue: 1, body: `comment ${count}`, user: 'contributor' });
    const octokit = clientOf(github);
    const where = { owner: github.owner, repo: github.name, issue_number: 1 };
    const { data, headers } = await octokit.rest.issues.listComments({ ...where, page: 2 });
    assert.equal(data[0]?.body, 'comment 30');
    const home = `${github.url}/repositories/\\d+/issues/1/comments`;
    assert.match(
      headers.link ?? '',
      new RegExp(
        `^<${home}\\?page=1>; rel="prev", <${home}\\?page=3>; rel="next", <${home}\\?page=3>; rel="last", <${home}\\?page=1>; rel="first"$`,
      ),
    );
    const all = await octokit.paginate(octokit.rest.issues.listComments, where);
    assert.equal(all.length, 65);
    assert.equal((await octokit.rest.issues.listComments({ ...where, per_page: 1000 })).data.length, 65);
    assert.deepEqual(github.unexpected, []);
  });

  it('need a permission, are of the token, and are not too long', async () => {
    await using github = await startGitHub();
    github.addPullRequest({ head: { ref: 'topic' } });
    const where = { owner: github.owner, repo: github.name, issue_number: 1 };
    const forks = clientOf(github, github.addToken({ permissions: mayRead }));
    await assert.rejects(forks.rest.issues.createComment({ ...where, body: 'hello' }), /Resource not accessible by integration/);
    const blind = clientOf(github, github.addToken({ permissions: mayNothing }));
    await assert.rejects(blind.rest.issues.listComments(where), statusOf(403));
    await assert.rejects(clientOf(github, 'ghs_of-another').rest.issues.listComments(where), statusOf(401));

    const octokit = clientOf(github);
    await assert.rejects(
      octokit.rest.issues.createComment({ ...where, body: 'x'.repeat(65_537) }),
      /Body is too long \(maximum is 65536 characters\)/,
    );
    await assert.rejects(octokit.rest.issues.createComment({ ...where, issue_number: 2, body: 'hello' }), statusOf(404));
    const { data } = await octokit.rest.issues.createComment({ ...where, body: 'x'.repeat(65_536) });
    assert.deepEqual([data.user?.login, data.user?.type], ['github-actions[bot]', 'Bot']);
    await assert.rejects(octokit.rest.users.getAuthenticated(), statusOf(403));
    assert.deepEqual(await octokit.graphql('{ viewer { login } }'), { viewer: { login: 'github-actions[bot]' } });
  });
});

describe('git data', () => {
  it('is written beside the working tree, and refused where it is no fast-forward', async () => {
    await using github = await startGitHub();
    const octokit = clientOf(github);
    const where = { owner: github.owner, repo: github.name };
    const commitWith = async (content: string, parents: string[], base_tree?: string) => {
      const tree = [{ path: 'default/index.json', mode: '100644', type: 'blob', content }] as const;
      const made = await octokit.rest.git.createTree({ ...where, tree: [...tree], ...(base_tree === undefined ? {} : { base_tree }) });
      const { data } = await octokit.rest.git.createCommit({ ...where, message: `with ${content}`, tree: made.data.sha, parents });
      return data;
    };
    const first = await commitWith('1', []);
    await octokit.rest.git.createRef({ ...where, ref: 'refs/heads/data', sha: first.sha });
    await assert.rejects(octokit.rest.git.createRef({ ...where, ref: 'refs/heads/data', sha: first.sha }), /Reference already exists/);
    const second = await commitWith('2', [first.sha], first.tree.sha);
    const rival = await commitWith('3', [first.sha], first.tree.sha);
    await octokit.rest.git.updateRef({ ...where, ref: 'heads/data', sha: second.sha });
    await assert.rejects(octokit.rest.git.updateRef({ ...where, ref: 'heads/data', sha: rival.sha }), /Update is not a fast forward/);
    assert.equal((await octokit.rest.git.getRef({ ...where, ref: 'heads/data' })).data.object.sha, second.sha);
    const file = await octokit.rest.repos.getContent({ ...where, path: 'default/index.json', ref: 'data', mediaType: { format: 'raw' } });
    assert.equal(file.data as unknown, '2');
    assert.equal(await github.git('log', '--format=%s', 'data'), 'with 2\nwith 1');
    assert.deepEqual(github.unexpected, []);
  });

  it('is compared by the merge base, and listed by date over all parents', async () => {
    await using github = await startGitHub();
    const work = join(folder, 'compared');
    mkdirSync(work);
    let hour = 0;
    const git = (...args: string[]) => {
      hour += 1;
      const date = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
      const env = { ...gitEnvironment, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
      return execFileSync('git', ['-C', work, '-c', 'user.name=Tester', '-c', 'user.email=tester@example.com', ...args], {
        env,
        encoding: 'utf8',
      });
    };
    git('init', '--quiet', '--initial-branch=main');
    git('commit', '--quiet', '--allow-empty', '-m', 'one');
    git('checkout', '--quiet', '-b', 'topic');
    git('commit', '--quiet', '--allow-empty', '-m', 'on the topic');
    git('checkout', '--quiet', 'main');
    git('commit', '--quiet', '--allow-empty', '-m', 'two');
    await github.pushFrom(work, 'main', 'topic');
    const octokit = clientOf(github);
    const where = { owner: github.owner, repo: github.name };
    const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...where, basehead: 'main...topic' });
    assert.deepEqual([data.status, data.ahead_by, data.behind_by, data.merge_base_commit.commit.message], ['diverged', 1, 1, 'one']);
    assert.deepEqual(
      data.commits.map(({ commit }) => commit.message),
      ['on the topic'],
    );
    git('merge', '--quiet', '--no-ff', '-m', 'merge', 'topic');
    await github.pushFrom(work, 'main');
    const listed = await octokit.rest.repos.listCommits({ ...where, sha: 'main', per_page: 3 });
    assert.deepEqual(
      listed.data.map(({ commit }) => commit.message),
      ['merge', 'two', 'on the topic'],
    );
    const pull = github.addPullRequest({ head: { ref: 'topic' } });
    assert.equal(pull.head.sha, git('rev-parse', 'topic').trim());
  });
});

describe('artifacts', () => {
  it('are downloaded from another host that must not see the token', async () => {
    const directory = join(folder, 'uploaded');
    mkdirSync(join(directory, '7', 'plimsoll-default'), { recursive: true });
    writeFileSync(join(directory, '7', 'plimsoll-default', 'plimsoll-default.zip'), zipOf({ 'record.json': '{"from":"act"}' }));
    await using github = await startGitHub({ artifactDirectory: directory });
    github.addRun({ id: 7, headSha: 'a'.repeat(40) });
    github.addRun({ id: 8, headSha: 'b'.repeat(40), event: 'pull_request', headRepository: 'fork/app' });
    const octokit = clientOf(github);
    const where = { owner: github.owner, repo: github.name };
    github.addArtifact({ name: 'plimsoll-default', runId: 8, files: { 'record.json': '{}' } });
    github.addArtifact({ name: 'plimsoll-default-2', runId: 8, files: {} });
    const { data } = await octokit.rest.actions.listArtifactsForRepo({ ...where, name: 'plimsoll-default' });
    assert.deepEqual(
      data.artifacts.map(({ workflow_run: run }) => [run?.head_sha?.[0], run?.repository_id === run?.head_repository_id]),
      [
        ['a', true],
        ['b', false],
      ],
    );
    const [uploaded] = data.artifacts;
    const zip = await octokit.rest.actions.downloadArtifact({ ...where, artifact_id: uploaded!.id, archive_format: 'zip' });
    const record = await readZipEntry(Buffer.from(zip.data as ArrayBuffer), 'record.json', 100);
    assert.equal(record.toString(), '{"from":"act"}');
    const download = github.requests.at(-1);
    assert.deepEqual([download?.headers.authorization, download?.status], [undefined, 200]);
    const refused = await fetch(zip.url, { headers: { authorization: `Bearer ${github.token}` } });
    assert.equal(refused.status, 403);
  });
});

describe('faults and gates', () => {
  const create = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';

  it('answer the next requests that match, and no others', async () => {
    await using github = await startGitHub();
    github.addPullRequest({ head: { ref: 'topic' } });
    const where = { owner: github.owner, repo: github.name, issue_number: 1 };
    const octokit = clientOf(github);
    github.fault(create, faults.tooManyRequests(7), 'reset', 'not-json');
    const post = () => octokit.rest.issues.createComment({ ...where, body: 'hello' });
    await octokit.rest.issues.listComments(where);
    await assert.rejects(
      post(),
      (error: { response?: { headers?: Record<string, string> } }) => error.response?.headers?.['retry-after'] === '7',
    );
    await assert.rejects(post());
    assert.match(String((await post()).data), /^<!doctype html>/);
    assert.equal(github.comments(1).length, 0);
    assert.equal((await post()).status, 201);
    assert.deepEqual(
      github.requestsTo(create).map(({ status }) => status),
      [429, undefined, 200, 201],
    );
  });

  it('tear the connection in the middle of an answer whose work is done', async () => {
    await using github = await startGitHub();
    github.addPullRequest({ head: { ref: 'topic' } });
    github.fault(/^POST .*\/comments$/, 'torn');
    const send = { method: 'POST', headers: { authorization: `token ${github.token}` }, body: JSON.stringify({ body: 'hello' }) };
    const response = await fetch(`${github.url}/repos/${github.owner}/${github.name}/issues/1/comments`, send);
    assert.equal(response.status, 201);
    await assert.rejects(response.json());
    assert.equal(github.comments(1).length, 1);
  });

  it('hold requests until they are let go', async () => {
    await using github = await startGitHub();
    github.addPullRequest({ head: { ref: 'topic' } });
    const where = { owner: github.owner, repo: github.name, issue_number: 1 };
    const gate = github.gate(create);
    const octokit = clientOf(github);
    const posts = ['one', 'two'].map((body) => octokit.rest.issues.createComment({ ...where, body }));
    await gate.arrived(2);
    assert.deepEqual([gate.held, github.comments(1).length], [2, 0]);
    gate.release(1);
    await Promise.race(posts);
    assert.deepEqual([gate.held, github.comments(1).length], [1, 1]);
    gate.open();
    await Promise.all(posts);
    assert.equal(github.comments(1).length, 2);
  });
});

it('answers what it does not know with 404, and remembers it', async () => {
  await using github = await startGitHub({ enterprise: true });
  const response = await fetch(`${github.url}/repos/${github.owner}/${github.name}/stargazers`, {
    headers: { authorization: `token ${github.token}` },
  });
  assert.equal(response.status, 404);
  assert.deepEqual(github.unexpected, [`GET /repos/${github.owner}/${github.name}/stargazers`]);
  assert.match(github.url, /\/api\/v3$/);
});
