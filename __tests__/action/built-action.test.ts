/** The bundles of the actions, alone in a folder as GitHub downloads them. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { buildInto } from '../../scripts/build.ts';
import { tellCpuTime } from '../support/cpu-time.ts';
import { openResultsService } from './results-service.ts';
import { runInProcess } from './runner-process.ts';

const root = join(import.meta.dirname, '..', '..');

let folder: string;
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plimsoll-built-action-'));
  writeFileSync(join(folder, 'package.json'), readFileSync(join(root, 'package.json')));
  await buildInto(join(folder, 'dist'));
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** The file and all that it imports before its first line runs. */
function loadedFirst(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, 'utf8');
  seen.set(file, text);
  for (const [, path] of text.matchAll(/^(?:import|\} from|export).*"(\.\.?\/[^"]+)";$/gm)) loadedFirst(join(dirname(file), path!), seen);
  return seen;
}

for (const entry of ['action', 'comment-action']) {
  describe(`dist/${entry}.js`, () => {
    it('needs nothing beside it, and says that this is no job', () => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'dist', `${entry}.js`)], {
        env: { PATH: process.env.PATH },
        encoding: 'utf8',
      });
      assert.equal(status, 2);
      assert.equal(stderr, '');
      assert.match(stdout, /^::error::plimsoll: starting the action: GITHUB_REPOSITORY is not set/);
    });

    it('reads no client of GitHub, of artifacts or of proxies before it needs one', () => {
      const files = loadedFirst(join(folder, 'dist', `${entry}.js`));
      assert.ok(files.size > 5);
      for (const [file, text] of files)
        assert.doesNotMatch(text, /^\/\/ node_modules\/(?:@octokit|@azure|undici|@actions\/(?:artifact|github|http-client))\//m, file);
    });

    it('is at work within 0.4 s of the processor', () => {
      const took = Array.from({ length: 5 }, () => {
        const argv = [...tellCpuTime, join(folder, 'dist', `${entry}.js`)];
        const { stderr } = spawnSync(process.execPath, argv, { env: { PATH: process.env.PATH }, encoding: 'utf8' });
        assert.match(stderr, /^[\d.]+\n$/);
        return Number(stderr);
      });
      assert.ok(Math.min(...took) < 400, took.join(' '));
    });
  });
}

describe('the bundled artifact client', () => {
  it('keeps a file, also in place of another', async () => {
    const service = await openResultsService();
    try {
      const chunk = readdirSync(join(folder, 'dist', 'chunks')).find((name) => /^upload-\w+\.js$/.test(name))!;
      const body = `const { uploadArtifact } = await import(${JSON.stringify(join(folder, 'dist', 'chunks', chunk))});
        for (const text of ['1', '2']) await uploadArtifact('plimsoll-default', 'record.json', Buffer.from(text));
        return 0;`;
      const { code, log } = await runInProcess(folder, body, { environment: service.environment });
      assert.equal(code, 0, log);
      assert.equal(service.calls.filter((call) => call === 'FinalizeArtifact').length, 2);
    } finally {
      service.close();
    }
  });
});
