import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { StandIn } from '../github/stand-in/stand-in.ts';
import { startGitHub } from '../github/stand-in/stand-in.ts';
import { createProject, type Project } from './support/git-project.ts';
import { pullRequestPayload, pushPayload } from './support/payloads.ts';
import { runAction } from './support/run-action.ts';

const onBranch = { store: 'branch' };

async function pushToMain(github: StandIn, project: Project, before: string, sha: string) {
  const workspace = project.checkout('refs/heads/main');
  project.build(workspace);
  const payload = await pushPayload(github, { before, after: sha });
  return await runAction({ standIn: github, event: 'push', payload, workspace, sha, ref: 'refs/heads/main', inputs: onBranch });
}

describe('the action', () => {
  it('keeps a record on main, compares a pull request with it, comments and fails, and updates the same comment', async () => {
    await using github = await startGitHub();
    using project = await createProject(github);
    const first = project.git('rev-parse', 'main');
    const pushed = await pushToMain(github, project, '0'.repeat(40), first);
    assert.equal(pushed.code, 0, pushed.stdout + pushed.stderr);
    assert.equal(pushed.outputs.record, 'true');

    const opened = await project.openPull('topic', { app: { 'app/main.js': 180_000 } });
    const workspace = project.checkout(`refs/pull/${opened.number}/merge`);
    project.build(workspace);
    const request = {
      standIn: github,
      event: 'pull_request',
      payload: pullRequestPayload(github, opened.number),
      workspace,
      sha: opened.mergeSha,
      ref: `refs/pull/${opened.number}/merge`,
      inputs: onBranch,
    };
    const failed = await runAction({ ...request, runId: 2 });
    assert.equal(failed.code, 1);
    assert.deepEqual(github.unexpected, []);
  });
});
