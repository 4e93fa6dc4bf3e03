/** The project's own workflows that use the action, run on a copy of what a clone has. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { actIsMissing } from './support/act.ts';
import type { Project } from './support/git-project.ts';
import { openPipeline } from './support/pipeline.ts';

const root = resolve(import.meta.dirname, '..', '..');
const size = readFileSync(join(root, '.github', 'workflows', 'size.yml'), 'utf8');
const poster = readFileSync(join(root, '.github', 'workflows', 'size-comment.yml'), 'utf8');

async function commitOurselves(project: Project): Promise<void> {
  for (const part of ['action.yml', 'comment', 'dist', 'example', 'package.json', 'plimsoll.yml'])
    cpSync(join(root, part), join(project.directory, part), { recursive: true });
  // Here the images are committed.
  await project.commit('main', 'the project', { files: { '.gitignore': '' } });
}

describe('size.yml and size-comment.yml', { skip: actIsMissing() }, () => {
  it('keep a record on main, comment on a pull request, and post for a fork alone', async () => {
    await using pipeline = await openPipeline({ visibility: 'public' });
    const { github, project } = pipeline;
    await commitOurselves(project);
    const pushed = await pipeline.push(size);
    assert.deepEqual([pushed.code, pushed.jobs], [0, { example: 'success' }], pushed.log);
    assert.deepEqual([pushed.action.outputs.outcome, pushed.action.outputs.record], ['fail', 'true']);

    const loosened = readFileSync(join(root, 'plimsoll.yml'), 'utf8').replace('max: 500 kB', 'max: 5 MB');
    const opened = await project.openPull('topic', { budget: loosened });
    const compared = await pipeline.pullRequest(size, opened);
    assert.deepEqual([compared.code, compared.jobs], [0, { example: 'success' }], compared.log);
    const { change, ...outputs } = compared.action.outputs;
    assert.deepEqual([change, outputs['baseline-kind'], outputs['baseline-sha']], ['0', 'exact', pushed.sha], compared.log);
    const comments = pipeline.comments(opened);
    assert.match(comments.join(''), /loosens its own budget/);
    const skipped = await pipeline.workflowRun(poster, compared.runId);
    assert.deepEqual([skipped.code, skipped.jobs, pipeline.comments(opened)], [0, { comment: 'success' }, comments], skipped.log);

    const older = readFileSync(join(root, 'plimsoll.yml'), 'utf8').replace('app-2.tar', 'app-1.tar');
    const foreign = await project.openPull('fork', { budget: older }, { repository: 'stranger/app', user: 'stranger' });
    const left = await pipeline.pullRequest(size, foreign);
    assert.deepEqual([left.code, pipeline.comments(foreign)], [0, []], left.log);
    const posted = await pipeline.workflowRun(poster, left.runId);
    assert.deepEqual([posted.code, posted.jobs], [0, { comment: 'success' }], posted.log);
    assert.equal(pipeline.comments(foreign).length, 1, posted.log);
    assert.deepEqual(github.unexpected, []);
  });
});
