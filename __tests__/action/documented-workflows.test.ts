/** The other workflows of docs/action.md, run as they stand there. `workflows.test.ts` runs the first one and that for forks. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { actIsMissing } from './support/act.ts';
import { writeArtifactActions } from './support/artifact-actions.ts';
import { documentedWorkflow } from './support/documented-workflow.ts';
import { archiveBudget, openPipeline } from './support/pipeline.ts';

const skip = actIsMissing();
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-documented-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const app = (bytes: number) => JSON.stringify({ 'app/main.js': bytes });

describe('the workflow for images of several jobs', { skip }, () => {
  it('weighs them in one job, with one comment', async () => {
    const workflow = documentedWorkflow('A matrix, or several images', 0);
    const files = { 'api/app.json': app(100_000), 'worker/app.json': app(100_000) };
    await using pipeline = await openPipeline({
      first: { budget: archiveBudget('api', 'worker'), files },
      actions: writeArtifactActions(folder),
    });
    const { github, project } = pipeline;
    const pushed = await pipeline.push(workflow);
    assert.equal(pushed.code, 0, pushed.log);

    const opened = await project.openPull('topic', { files: { 'worker/app.json': app(160_000) } });
    const compared = await pipeline.pullRequest(workflow, opened);
    assert.deepEqual(compared.jobs, { 'build (api)': 'success', 'build (worker)': 'success', size: 'failure' }, compared.log);
    assert.deepEqual([compared.action.outputs['worst-image'], compared.action.outputs.total], ['worker', '460000']);
    assert.equal(pipeline.comments(opened).length, 1);
    assert.deepEqual(github.unexpected, []);
  });

  it('lets each leg of a matrix judge, comment and remember for itself', async () => {
    const workflow = documentedWorkflow('A matrix, or several images', 1);
    const files = Object.fromEntries(
      ['api', 'worker'].flatMap((name) => [
        [`${name}/app.json`, app(100_000)],
        [`${name}/plimsoll.yml`, archiveBudget(name)],
      ]),
    );
    await using pipeline = await openPipeline({ first: { files } });
    const { github, project } = pipeline;
    const pushed = await pipeline.push(workflow);
    assert.deepEqual(pushed.jobs, { 'size (api)': 'success', 'size (worker)': 'success' }, pushed.log);

    const opened = await project.openPull('topic', { files: { 'api/app.json': app(110_000), 'worker/app.json': app(160_000) } });
    const compared = await pipeline.pullRequest(workflow, opened);
    const ended = compared.steps.flatMap(({ name, job, result }) => (name.includes('plimsoll') ? [[job, result]] : []));
    assert.deepEqual(Object.fromEntries(ended), { 'size (api)': 'success', 'size (worker)': 'failure' }, compared.log);
    const bodies = github.comments(opened.number).map(({ body }) => body);
    assert.equal(bodies.length, 2);
    assert.match(bodies.find((body) => body.startsWith('<!-- plimsoll key=api ')) ?? '', /\+10 kB/);
    assert.match(bodies.find((body) => body.startsWith('<!-- plimsoll key=worker ')) ?? '', /\+60 kB/);
    assert.deepEqual(github.unexpected, []);
  });
});

describe('the workflow for a merge queue', { skip }, () => {
  it('judges the group, and its record serves the pull requests that follow', async () => {
    const workflow = documentedWorkflow('A merge queue');
    await using pipeline = await openPipeline();
    const { github, project } = pipeline;
    const pushed = await pipeline.push(workflow);
    const opened = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
    const group = await pipeline.mergeGroup(workflow, opened);
    assert.deepEqual([group.code, group.jobs], [0, { size: 'success' }], group.log);
    const { record, change, ...outputs } = group.action.outputs;
    assert.deepEqual([record, change, outputs['baseline-kind'], outputs['baseline-sha']], ['true', '20000', 'exact', pushed.sha]);

    project.git('merge', '--quiet', '--ff-only', group.sha);
    await github.pushFrom(project.directory, 'main');
    const next = await pipeline.pullRequest(workflow, await project.openPull('next', { app: { 'app/main.js': 125_000 } }));
    const after = next.action.outputs;
    assert.deepEqual([after['baseline-kind'], after['baseline-sha'], after.change], ['exact', group.sha, '5000'], next.log);
    assert.deepEqual(github.unexpected, []);
  });
});

describe('the step that builds a missing baseline', { skip }, () => {
  it('builds the commit that the pull request would change, and leaves the workspace alone', async () => {
    const workflow = documentedWorkflow('What is compared with what');
    await using pipeline = await openPipeline();
    const { github, project } = pipeline;
    const opened = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
    const compared = await pipeline.pullRequest(workflow, opened);
    const { total, change, ...outputs } = compared.action.outputs;
    assert.deepEqual([compared.code, total, change], [0, '220000', '20000'], compared.log);
    assert.deepEqual([outputs['baseline-kind'], outputs['baseline-sha']], ['built', opened.baseSha]);
    assert.equal(pipeline.comments(opened).length, 1);
    assert.deepEqual(github.unexpected, []);
  });
});

describe('the workflow for GitHub Enterprise Server', { skip }, () => {
  it('keeps its records on a branch, which only the job on main may write', async () => {
    const workflow = documentedWorkflow('GitHub Enterprise Server');
    await using pipeline = await openPipeline({ enterprise: true });
    const { github, project } = pipeline;
    const pushed = await pipeline.push(workflow);
    assert.deepEqual([pushed.code, pushed.action.outputs.record], [0, 'true'], pushed.log);
    assert.deepEqual(github.hub.artifacts.list(github.hub), []);
    const kept = await github.git('ls-tree', '-r', '--name-only', 'plimsoll-data');
    assert.ok(kept.split('\n').includes(`default/records/${pushed.sha}.json`), kept);

    const opened = await project.openPull('topic', { app: { 'app/main.js': 180_000 } });
    const compared = await pipeline.pullRequest(workflow, opened);
    const { change, ...outputs } = compared.action.outputs;
    assert.deepEqual([compared.code, change, outputs['baseline-kind']], [1, '80000', 'exact'], compared.log);
    assert.equal(pipeline.comments(opened).length, 1);
    assert.deepEqual(github.unexpected, []);
  });
});
