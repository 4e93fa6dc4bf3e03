/** The harness is what the tests of the action believe: it hands over what the runner hands over, and reads what the runner reads. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startGitHub } from '../../github/stand-in/stand-in.ts';
import { createProject } from './git-project.ts';
import { mergeGroupPayload, pullRequestPayload, pushPayload } from './payloads.ts';
import { runAction } from './run-action.ts';
import { annotationsIn, commandsIn, readFileCommands } from './workflow-commands.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-harness-'));
after(() => rmSync(folder, { recursive: true, force: true }));

describe('a run of an action', () => {
  it('has the environment of the runner and nothing of ours', async () => {
    const entry = join(folder, 'tell.mjs');
    writeFileSync(
      entry,
      `import { appendFileSync, readFileSync } from 'node:fs';
       const { env } = process;
       appendFileSync(env.GITHUB_OUTPUT, 'one=1\\nseveral<<END\\na\\nb\\nEND\\n');
       appendFileSync(env.GITHUB_STEP_SUMMARY, '# Summary');
       appendFileSync(env.GITHUB_STATE, 'kept=yes\\n');
       console.log('::warning file=plimsoll.yml,line=3,col=7::50%25 of%0Aall');
       console.log(JSON.stringify({ env, number: JSON.parse(readFileSync(env.GITHUB_EVENT_PATH)).number, cwd: process.cwd() }));
       process.exitCode = 1;`,
    );
    await using standIn = await startGitHub();
    using project = await createProject(standIn);
    const { number, mergeSha, pull } = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
    const workspace = project.checkout(`refs/pull/${number}/merge`);
    process.env.PLIMSOLL_TEST_LEAK = 'leaked';
    const done = await runAction({
      ...{ standIn, workspace, entry, event: 'pull_request', payload: pullRequestPayload(standIn, number) },
      ...{ sha: mergeSha, ref: `refs/pull/${number}/merge`, inputs: { 'comment-key': 'other', 'not known': 'x' }, runId: 5, attempt: 2 },
    });
    delete process.env.PLIMSOLL_TEST_LEAK;
    assert.deepEqual([done.code, done.stderr], [1, '']);
    assert.deepEqual(done.outputs, { one: '1', several: 'a\nb' });
    assert.deepEqual([done.summary, done.state], ['# Summary', { kept: 'yes' }]);
    assert.deepEqual(done.annotations, [{ level: 'warning', message: '50% of\nall', file: 'plimsoll.yml', line: 3, column: 7 }]);
    const told = JSON.parse(done.stdout.split('\n')[1] ?? '');
    assert.deepEqual([told.number, told.cwd], [number, workspace]);
    assert.deepEqual(
      [told.env['INPUT_COMMENT-KEY'], told.env.INPUT_NOT_KNOWN, told.env.INPUT_TOKEN, told.env['INPUT_FAIL-ON']],
      ['other', 'x', standIn.token, 'over'],
    );
    assert.deepEqual([told.env.GITHUB_SHA, told.env.GITHUB_HEAD_REF, told.env.GITHUB_RUN_ATTEMPT], [mergeSha, pull.head.ref, '2']);
    assert.equal(told.env.PLIMSOLL_TEST_LEAK, undefined);
  });

  it('is one commit deep, whose object still names its parents', async () => {
    await using standIn = await startGitHub();
    using project = await createProject(standIn);
    const second = await project.commit('main', 'two');
    const { mergeSha, headSha } = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
    const workspace = project.checkout('refs/pull/1/merge');
    const git = (...args: string[]) =>
      execFileSync('git', ['-C', workspace, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    assert.equal(git('rev-parse', 'HEAD'), mergeSha);
    assert.throws(() => git('rev-parse', '--verify', 'HEAD^1'));
    assert.match(git('cat-file', 'commit', 'HEAD'), new RegExp(`parent ${second}\nparent ${headSha}`));
    project.build(workspace);
    assert.ok(existsSync(join(workspace, 'out', 'index.json')));
    assert.equal(git('status', '--porcelain'), '');

    const third = await project.commit('topic', 'more');
    const again = await project.mergePull(1);
    assert.equal(pullRequestPayload(standIn, 1).pull_request.head.sha, third);
    assert.notEqual(again.mergeSha, mergeSha);
    const push = await pushPayload(standIn, { before: second, after: third });
    assert.deepEqual(
      push.commits.map(({ message }) => message),
      ['work on topic', 'more'],
    );
    const group = await mergeGroupPayload(standIn, { headSha: again.mergeSha, baseSha: second, pull: 1 });
    assert.equal(group.merge_group.head_ref, `refs/heads/gh-readonly-queue/main/pr-1-${second}`);
  });
});

describe('workflow commands', () => {
  it('are found where the runner finds them', () => {
    const named = (text: string) => commandsIn(text).map(({ command, data }) => `${command} ${data}`);
    assert.deepEqual(named('  ::error::one\nx ::error::none\nx ##[warning]two\n::unknown::none\n::ERROR title=a%2Cb::three'), [
      'error one',
      'warning two',
      'error three',
    ]);
    assert.deepEqual(named('::stop-commands::t0k\n::error::none\n##[error]none\n::t0k::\n::notice::told'), [
      'stop-commands t0k',
      'notice told',
    ]);
    assert.deepEqual(annotationsIn('::error title=a%2Cb%3A::three'), [{ level: 'error', message: 'three', title: 'a,b:' }]);
  });

  it('in files end at their delimiter', () => {
    assert.deepEqual(readFileCommands('a<<E\nEE\nE\nb=<<c\na=2\n'), { a: '2', b: '<<c' });
    assert.throws(() => readFileCommands('a<<E\nnever'), /Unable to process file command/);
  });
});
