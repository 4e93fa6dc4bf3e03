/** Workflows run under act as tests of the action rely on it: environment, outputs, summaries, annotations, and artifacts that the stand-in lists. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, describe, it } from 'node:test';
import { startGitHub } from '../../github/stand-in/stand-in.ts';
import { actIsMissing, runWorkflow } from './act.ts';
import { buildCommand, createProject } from './git-project.ts';
import { pullRequestPayload } from './payloads.ts';

const folder = mkdtempSync(join(tmpdir(), 'plimsoll-act-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const artifactClient = resolve(import.meta.dirname, '..', '..', '..', 'node_modules', '@actions', 'artifact', 'lib', 'artifact.js');

function writeAction(): string {
  const place = join(folder, 'action');
  mkdirSync(join(place, 'below'), { recursive: true });
  const about =
    'name: tell\ndescription: tells\noutputs: { sha: { description: the commit } }\nruns: { using: node24, main: ../tell.mjs }\n';
  writeFileSync(join(place, 'below', 'action.yml'), about);
  writeFileSync(
    join(place, 'tell.mjs'),
    `import { appendFileSync, writeFileSync } from 'node:fs';
     import { join } from 'node:path';
     import { DefaultArtifactClient } from ${JSON.stringify(artifactClient)};
     const { env } = process;
     appendFileSync(env.GITHUB_OUTPUT, 'sha=' + env.GITHUB_SHA + '\\nnode=' + process.versions.node + '\\n');
     appendFileSync(env.GITHUB_STEP_SUMMARY, '# Told');
     console.log('::warning file=plimsoll.yml,line=2::of two%0Alines');
     console.log([env.GITHUB_API_URL, env.GITHUB_REPOSITORY, env.GITHUB_REF, env.GITHUB_RUN_ID, env.GITHUB_ACTOR].join(' '));
     const file = join(env.RUNNER_TEMP, 'record.json');
     writeFileSync(file, '{"from":"act"}');
     await new DefaultArtifactClient().uploadArtifact('plimsoll-default', [file], env.RUNNER_TEMP);
     process.exitCode = 1;
    `,
  );
  return place;
}

describe('a workflow under act', { skip: actIsMissing() }, () => {
  it('has a checkout, the API of the stand-in and artifacts that it lists', async () => {
    const artifactDirectory = join(folder, 'artifacts');
    await using standIn = await startGitHub({ artifactDirectory });
    using project = await createProject(standIn);
    const { number, mergeSha, headSha } = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
    const ref = `refs/pull/${number}/merge`;
    standIn.addRun({ id: 77, event: 'pull_request', headSha, headBranch: 'topic' });
    const done = await runWorkflow({
      ...{ standIn, artifactDirectory, event: 'pull_request', payload: pullRequestPayload(standIn, number), runId: 77 },
      ...{ workspace: project.checkout(ref), sha: mergeSha, ref, actions: { 'example/tell@v1': writeAction() } },
      workflow: `
        on: pull_request
        jobs:
          size:
            runs-on: ubuntu-latest
            steps:
              - uses: actions/checkout@v6
              - { id: build, run: '${buildCommand} && git cat-file commit HEAD && ls out' }
              - { id: tell, uses: example/tell/below@v1 }
              - { id: never, run: echo never }
              - { id: last, if: always(), run: 'echo "\${{ steps.tell.outputs.sha }} \${{ github.event.number }}"' }
      `,
    });
    const tell = done.step('tell');
    assert.deepEqual([done.code, done.jobs, tell.result], [1, { size: 'failure' }, 'failure'], done.log);
    assert.match(done.step('build').log, new RegExp(`parent .*\nparent ${headSha}[^]*index.json`));
    assert.equal(tell.outputs.sha, mergeSha);
    assert.match(tell.outputs.node ?? '', /^24\./);
    assert.equal(tell.summary, '# Told');
    assert.deepEqual(tell.annotations, [{ level: 'warning', message: 'of two\nlines', file: 'plimsoll.yml', line: 2 }]);
    assert.match(tell.log, new RegExp(`^${standIn.url} example/app ${ref} 77 contributor$`, 'm'));
    assert.equal(done.step('last').log, `${mergeSha} 1\n`);
    assert.ok(!done.steps.some(({ id }) => id === 'never'));

    const api = `${standIn.url}/repos/example/app/actions/artifacts`;
    const headers = { authorization: `Bearer ${standIn.token}` };
    const { artifacts } = (await (await fetch(`${api}?name=plimsoll-default`, { headers })).json()) as {
      artifacts: { id: number; workflow_run: { head_sha: string } }[];
    };
    assert.deepEqual(
      artifacts.map((artifact) => artifact.workflow_run.head_sha),
      [headSha],
    );
    const zip = await fetch(`${api}/${artifacts[0]!.id}/zip`, { headers });
    assert.match(Buffer.from(await zip.arrayBuffer()).toString('latin1'), /^PK.*record\.json/s);
  });
});
