/** What is said while images are weighed: in the job's log, in the words of the command line. */
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { startGuarded } from '../sources/registry/token-server.ts';
import { runPlimsoll } from '../support/cli-run.ts';
import { buildImage, digestOf } from '../support/image-builder.ts';
import { newFolder } from '../support/image-files.ts';
import { startTeam } from './support/team.ts';

describe('the log of the action', () => {
  it('has the notes of what was weighed, the baseline too, and with debug logging what --verbose tells', async () => {
    await using guarded = await startGuarded();
    const { registry } = guarded;
    // A base that nobody can confirm is news for --verbose alone.
    const base = { 'org.opencontainers.image.base.name': `${registry.host}/o/base:1` };
    const annotations = { ...base, 'org.opencontainers.image.base.digest': digestOf('base') };
    const imageOf = (bytes: number) => buildImage([{ files: { app: bytes } }], { manifest: { annotations } });
    const reference = registry.push('o/api', 'ci', imageOf(300));
    const baseline = registry.push('o/api', 'main', imageOf(100));
    const budget = `version: 1\nimages: { api: { source: "${reference}", limits: { total: 1 kB } } }\n`;

    const [cwd, docker] = [newFolder(), newFolder()];
    mkdirSync(join(cwd, '.git'));
    writeFileSync(join(cwd, 'plimsoll.yml'), budget);
    writeFileSync(join(docker, 'config.json'), JSON.stringify({ credsStore: 'nobody-has-this' }));
    const env = { DOCKER_CONFIG: docker, PATH: '/usr/bin:/bin' };
    const saidWith = async (...options: string[]) => {
      const argv = ['check', '--no-cache', '--baseline', baseline, ...options];
      const { code, stderr } = await runPlimsoll(argv, { cwd, env: { ...env, HOME: cwd } });
      assert.equal(code, 0, stderr);
      return stderr.split('\n').flatMap((line) => (line.startsWith('plimsoll: ') ? [line.slice('plimsoll: '.length)] : []));
    };
    const notes = await saidWith();
    const more = (await saidWith('--verbose')).filter((line) => !notes.includes(line));
    assert.equal(notes.length, 2, notes.join('\n'));
    assert.match(notes.join('\n'), /docker-credential-nobody-has-this/);
    assert.match(more.join('\n'), /is named as its base, but the registry could not confirm it/);

    await using team = await startTeam({ first: { budget } });
    const { code, stdout, commands } = await team.push({ entry: 'src/action.ts', env, inputs: { baseline } });
    assert.equal(code, 0, stdout);
    assert.deepEqual(
      stdout.split('\n').filter((line) => notes.includes(line)),
      notes,
    );
    const debugged = commands.flatMap(({ command, data }) => (command === 'debug' ? [data] : []));
    assert.deepEqual(
      debugged.filter((line) => line.includes(registry.host) && !notes.includes(line)),
      more,
    );
  });
});
