/** The story that a team sees, by the workflows that docs/action.md shows, run whole: artifacts are kept by the runner's service, comments by the stand-in. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readZipEntry } from '../../src/github/zip-entry.ts';
import { actIsMissing } from './support/act.ts';
import { documentedWorkflow } from './support/documented-workflow.ts';
import { openPipeline } from './support/pipeline.ts';

const skip = actIsMissing();

describe('the workflow for pull requests and main', { skip }, () => {
  it('keeps a record on main, compares with exactly that, comments once, fails, and passes when all is well again', async () => {
    const workflow = documentedWorkflow('Pull requests and main');
    await using pipeline = await openPipeline();
    const { github, project } = pipeline;

    const pushed = await pipeline.push(workflow);
    assert.deepEqual([pushed.code, pushed.jobs], [0, { size: 'success' }], pushed.log);
    assert.deepEqual([pushed.action.outputs.record, pushed.action.outputs['baseline-kind']], ['true', 'none']);
    const kept = github.hub.artifacts.list(github.hub).map(({ name, runId }) => ({ name, runId }));
    assert.deepEqual(kept, [{ name: 'plimsoll-default', runId: pushed.runId }]);

    const opened = await project.openPull('topic', { app: { 'app/main.js': 180_000 } });
    const grown = await pipeline.pullRequest(workflow, opened);
    assert.deepEqual([grown.code, grown.jobs], [1, { size: 'failure' }], grown.log);
    const { outcome, change, record, ...outputs } = grown.action.outputs;
    assert.deepEqual({ outcome, change, record }, { outcome: 'fail', change: '80000', record: 'false' }, grown.log);
    assert.deepEqual([outputs['baseline-sha'], outputs['baseline-kind'], outputs['baseline-distance']], [pushed.sha, 'exact', '0']);
    const [first, ...others] = github.comments(opened.number);
    assert.ok(first !== undefined && others.length === 0, grown.log);
    assert.ok(first.body.startsWith(`<!-- plimsoll key=default head=${opened.headSha} run=${grown.runId}.1 -->\n`), first.body);
    const { id, updatedAt } = first;
    assert.match(first.body, /\+80 kB/);
    assert.match(grown.action.summary, /\+80 kB/);
    assert.ok(outputs['comment-url']?.endsWith(`#issuecomment-${id}`));
    assert.deepEqual(
      grown.action.annotations.map(({ level, file, line }) => ({ level, file, line })),
      [{ level: 'error', file: 'plimsoll.yml', line: 6 }],
    );

    const poster = await pipeline.workflowRun(documentedWorkflow('Forks and Dependabot'), grown.runId);
    assert.deepEqual([poster.code, poster.jobs, poster.action.outputs.outcome], [0, { comment: 'success' }, undefined], poster.log);
    assert.match(poster.action.log, /no comment: the run 2 left no artifact plimsoll-report-default/);
    assert.deepEqual(github.comments(opened.number), [first]);

    const mended = await pipeline.pullRequest(workflow, await pipeline.commitTo(opened, { app: { 'app/main.js': 101_000 } }));
    assert.deepEqual([mended.code, mended.jobs], [0, { size: 'success' }], mended.log);
    const [second, ...more] = github.comments(opened.number);
    assert.ok(second !== undefined && second.id === id && more.length === 0, mended.log);
    assert.notEqual(second.updatedAt, updatedAt);
    assert.ok(second.body.includes(`run=${mended.runId}.1 -->\n`), second.body);
    assert.match(second.body, /\+1 kB/);
    assert.deepEqual(github.unexpected, []);
  });
});

describe('the workflow for forks', { skip }, () => {
  it('posts what the run of a fork left, and nothing that a fork made up', async () => {
    const workflow = documentedWorkflow('Pull requests and main');
    const poster = documentedWorkflow('Forks and Dependabot');
    await using pipeline = await openPipeline({ visibility: 'public' });
    const { github, project } = pipeline;
    await pipeline.push(workflow);

    const stranger = { repository: 'stranger/app', user: 'stranger' };
    const opened = await project.openPull('topic', { app: { 'app/main.js': 180_000 } }, stranger);
    const written = github.requestsTo(({ method }) => method !== 'GET').length;
    const left = await pipeline.pullRequest(workflow, opened);
    assert.deepEqual([left.code, left.action.outputs.outcome, left.action.outputs.change], [1, 'fail', '80000'], left.log);
    assert.match(left.action.summary, /\+80 kB/);
    assert.deepEqual(pipeline.comments(opened), []);
    assert.deepEqual(github.requestsTo(({ method }) => method !== 'GET').slice(written), []);

    const posted = await pipeline.workflowRun(poster, left.runId);
    assert.deepEqual([posted.code, posted.jobs, posted.action.outputs.outcome], [0, { comment: 'success' }, 'fail'], posted.log);
    assert.match(pipeline.comments(opened).join(''), /\+80 kB/);
    const [comment] = github.comments(opened.number);
    assert.ok(comment?.body.startsWith(`<!-- plimsoll key=default head=${opened.headSha} run=${left.runId}.1 -->\n`), comment?.body);

    const victim = await project.openPull('other', {});
    const honest = await reportLeftBy(left.runId);
    const spoofs = [
      { spoof: { head: victim.headSha }, reason: /no comment: the report is for .*, and its run was for/ },
      {
        spoof: { images: [{ ...honest.images[0], name: '<b>@everyone</b>' }] },
        reason: /at images\.0\.name it is not what version 1 allows/,
      },
    ];
    for (const [index, { spoof, reason }] of spoofs.entries()) {
      const runId = 900 + index;
      github.addRun({ id: runId, event: 'pull_request', headSha: opened.headSha, headBranch: 'topic', headRepository: 'stranger/app' });
      github.addArtifact({ name: 'plimsoll-report-default', runId, files: { 'report.json': JSON.stringify({ ...honest, ...spoof }) } });
      const before = structuredClone(github.hub.comments);
      const refused = await pipeline.workflowRun(poster, runId);
      assert.deepEqual(github.hub.comments, before, refused.log);
      const said = [refused.action.log, ...refused.action.annotations.map(({ message }) => message)].join('\n');
      assert.match(said, reason);
    }
    assert.deepEqual(github.unexpected, []);

    async function reportLeftBy(runId: number): Promise<{ images: { name: string }[] }> {
      const artifact = github.hub.artifacts.list(github.hub).find((each) => each.runId === runId);
      assert.equal(artifact?.name, 'plimsoll-report-default');
      return JSON.parse(String(await readZipEntry(artifact.read(), 'report.json', 1_000_000)));
    }
  });
});
