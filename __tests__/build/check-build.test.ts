/** `plimsoll check` of a budget that says how its images are built. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { labIsMissing } from '../lab/tools.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { writeTinyLayout } from '../support/tiny-layout.ts';
import { type Builders, leftBehind, makeContext, processesWith, startBuilders } from './builders.ts';

const budget = `version: 1
images:
  api:
    source: { build: { context: services/api, builder: lab } }
    limits: { total: 100 kB, compressed: 100 kB }
  web:
    source: { build: { context: services/web, builder: lab } }
    limits: { total: 1 MB }
`;

describe('plimsoll check with builds', { skip: labIsMissing() }, () => {
  let builders: Builders;
  let cwd: string;
  before(async () => {
    builders = await startBuilders();
    cwd = makeContext(builders.folder, {
      '.git/HEAD': '',
      'plimsoll.yml': budget,
      'services/api/Dockerfile': 'FROM scratch\nCOPY a /a\n',
      'services/api/a': 'a'.repeat(60_000),
      'services/web/Dockerfile': 'FROM scratch\nCOPY no-such-file /a\n',
    });
  });
  after(() => builders[Symbol.asyncDispose]());
  const run = (...argv: string[]) => runPlimsoll(argv, { cwd, env: builders.environment });

  it('builds the images that are asked for, and judges them', async () => {
    const { code, stdout, stderr } = await run('check', '--image', 'api');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /`api` \(linux\/amd64\) is within budget/);
    assert.match(stderr, /^weighing api \(build:services\/api\)\n(?:.*\n)*.*COPY a \/a/);
    writeFileSync(join(cwd, 'services/api/a'), 'a'.repeat(200_000));
    const grown = await run('check', '--image', 'api', '--quiet');
    assert.deepEqual([grown.code, grown.stderr], [1, '']);
  });

  it('exits with 2 and the failing step where one cannot be built', async () => {
    const { code, stdout, stderr } = await run('check', '--quiet');
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /^plimsoll: building web: docker buildx ended with 1:\n(?:.*\n)*.*"\/no-such-file": not found/);
  });

  it('builds nothing that an option puts another image in the place of', async () => {
    writeTinyLayout(join(cwd, 'out'), { 'linux/amd64': [{ a: 1_000 }] });
    const { code, stderr } = await run('check', '--image', 'api=oci:out', '--image', 'web=oci:out');
    assert.equal(code, 0, stderr);
    assert.equal(stderr, 'weighing api (oci:out)\nweighing web (oci:out)\n');
  });

  /** Starts a check as a process, and waits until its build has said something. */
  async function startCheck(directory: string, word: string, more: Record<string, string> = {}) {
    const env = { ...builders.environment, ...more, TMPDIR: builders.temporary };
    const child = spawn(process.execPath, [resolve(import.meta.dirname, '../../src/cli.ts'), 'check'], { cwd: directory, env });
    let said = '';
    const hasSaid = new Promise<void>((isSaid) => {
      child.stderr.on('data', (chunk: Buffer) => {
        said += chunk;
        if (said.includes(word)) isSaid();
      });
    });
    const ended = new Promise<[number | null, NodeJS.Signals | null]>((isEnded) => child.once('close', (...how) => isEnded(how)));
    await Promise.race([hasSaid, ended]);
    assert.equal(leftBehind(builders).length, 1, said);
    return { child, ended, said: () => said };
  }

  it('leaves nothing behind when it is interrupted', async () => {
    const directory = makeContext(builders.folder, {
      'plimsoll.yml': 'version: 1\nimages: { api: { source: { build: { builder: lab } } } }\n',
      // It waits for a base that nobody serves.
      Dockerfile: 'FROM 10.255.255.1:81/nobody/here\n',
    });
    const { child, ended, said } = await startCheck(directory, 'load metadata for');
    child.kill('SIGINT');
    assert.deepEqual(await ended, [130, null], said());
    assert.deepEqual(leftBehind(builders), []);
  });

  it('leaves nothing behind when it is interrupted twice, and its builder does not listen', async () => {
    const directory = makeContext(builders.folder, {
      'plimsoll.yml': 'version: 1\nimages: { api: { source: { build: { with: podman } } } }\n',
      Dockerfile: 'FROM scratch\n',
    });
    const seconds = `7100.${process.pid}`;
    // One child leaves its group, as those of a container do.
    const script = `#!/bin/sh\ntrap '' INT TERM\n[ "$1" = build ] || exit 0\nsetsid sleep ${seconds} &\necho under way\nsleep ${seconds}\nsleep ${seconds}\n`;
    writeFileSync(join(directory, 'podman'), script, { mode: 0o755 });
    const { child, ended, said } = await startCheck(directory, 'under way', { PATH: `${directory}:${builders.environment.PATH}` });
    // Two that come at once are one to a process.
    const again = setInterval(() => child.kill('SIGINT'), 20);
    const how = await ended;
    clearInterval(again);
    assert.deepEqual(how, [null, 'SIGINT'], said());
    assert.deepEqual(leftBehind(builders), []);
    // What was killed is gone when its parent has heard of it.
    const deadline = Date.now() + 10_000;
    while (processesWith(`sleep ${seconds}`).length > 0) {
      assert.ok(Date.now() < deadline, processesWith(`sleep ${seconds}`).join('\n'));
      await setImmediate();
    }
  });
});
