/** The client that actions use, against the service that runs outside of act get. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { it } from 'node:test';
import { promisify } from 'node:util';
import { readZipEntry } from '../../../src/github/zip-entry.ts';
import { startGitHub } from '../../github/stand-in/stand-in.ts';
import { startArtifactService } from './artifact-service.ts';

const upload = resolve(import.meta.dirname, '..', '..', '..', 'src', 'action', 'upload.ts');

it('takes a name once a run, keeps what was uploaded, and the stand-in lists it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-service-'));
  try {
    const script = join(folder, 'upload.mjs');
    writeFileSync(
      script,
      `import { uploadArtifact } from ${JSON.stringify(upload)};
       for (const text of ['{"first":1}', '{"second":2}']) await uploadArtifact('plimsoll-default', 'record.json', Buffer.from(text));`,
    );
    const artifactDirectory = join(folder, 'artifacts');
    await using service = await startArtifactService(artifactDirectory);
    await using github = await startGitHub({ artifactDirectory });
    const run = github.addRun({ headSha: 'a'.repeat(40) });
    const env = { PATH: process.env.PATH, RUNNER_TEMP: folder, GITHUB_SERVER_URL: github.serverUrl, ...service.environment(run.id) };
    await promisify(execFile)(process.execPath, [script], { env: { ...env, GITHUB_WORKSPACE: folder } });
    const [artifact, ...others] = github.hub.artifacts.list(github.hub);
    assert.deepEqual([artifact?.name, artifact?.runId, others], ['plimsoll-default', run.id, []]);
    const headers = { authorization: `Bearer ${github.token}` };
    const zip = await fetch(`${github.url}/repos/example/app/actions/artifacts/${artifact?.id}/zip`, { headers });
    const record = await readZipEntry(Buffer.from(await zip.arrayBuffer()), 'record.json', 100);
    assert.equal(record.toString(), '{"second":2}');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
