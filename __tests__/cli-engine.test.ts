import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { runPlimsoll } from './support/cli-run.ts';
import { docker25 } from './support/docker-archives.ts';
import { startFakeEngine } from './support/fake-engine.ts';
import { archiveOf, sampleImage } from './support/image-builder.ts';
import { newFolder } from './support/image-files.ts';

const image = sampleImage();
const archive = archiveOf(docker25(image));

describe('plimsoll with an image of the local engine', () => {
  it('weighs it by its name alone, and says with --verbose how it was read', async () => {
    await using engine = await startFakeEngine({ image, archive });
    const run = (...argv: string[]) =>
      runPlimsoll(['analyze', 'sample:ci', ...argv], { cwd: newFolder(), env: { DOCKER_HOST: engine.host } });
    const quiet = await run();
    assert.equal(quiet.code, 0);
    assert.match(quiet.stdout, /linux\/amd64/);
    assert.equal(quiet.stderr, 'weighing sample (sample:ci)\n');
    const { stderr } = await run('--verbose');
    const where = `the image sample:ci in the engine at ${engine.host}`;
    assert.ok(stderr.includes(`\nplimsoll: ${where} is ${image.imageID}; its API is 1.41\n`), stderr);
    assert.match(
      stderr,
      /\nplimsoll: the image .* is exported, as its store cannot be read: \/nowhere\/image\/overlay2\/.* is not there\n/,
    );
    assert.match(stderr, /\n {2}linux\/amd64: 3 of 3 layers, [\d.]+ kB, after /);
  });

  it('does not export it where it was told to read the store', async () => {
    await using engine = await startFakeEngine({ image, archive });
    const { code, stdout, stderr } = await runPlimsoll(['analyze', 'docker-daemon:sample:ci', '--engine-read', 'direct'], {
      env: { DOCKER_HOST: engine.host },
    });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(
      stderr,
      /^plimsoll: reading the image sample:ci in the engine at .* directly from its store: .* is not there\n {2}hint: .*--engine-read auto$/m,
    );
    assert.ok(!engine.asked.some((path) => path.endsWith('/get')));
  });

  it('refuses --tag, which chooses in a file', async () => {
    await using engine = await startFakeEngine({ image, archive });
    for (const reference of ['sample:ci', 'docker-daemon:sample:ci', 'containers-storage:sample:ci', 'docker://localhost:1/sample:ci']) {
      const { code, stdout, stderr } = await runPlimsoll(['analyze', reference, '--tag', 'pr'], { env: { DOCKER_HOST: engine.host } });
      assert.deepEqual([code, stdout], [2, ''], reference);
      assert.match(stderr, /^plimsoll: choosing pr by --tag: it chooses among .*, and [a-z-]+:NAME is one image by itself\n {2}hint: /m);
    }
    assert.deepEqual(engine.asked, []);
  });

  it('keeps the name as it is in a budget that lies elsewhere', async () => {
    await using engine = await startFakeEngine({ image, archive });
    const cwd = newFolder();
    mkdirSync(join(cwd, '.github'));
    const env = { DOCKER_HOST: engine.host };
    const made = await runPlimsoll(['init', 'sample:ci', 'docker-daemon:sample:ci', '--config', '.github/plimsoll.yml'], { cwd, env });
    assert.equal(made.code, 0, made.stderr);
    assert.match(
      readFileSync(join(cwd, '.github', 'plimsoll.yml'), 'utf8'),
      /source: sample:ci\n(?:.*\n)*.*source: docker-daemon:sample:ci\n/,
    );
    const checked = await runPlimsoll(['check'], { cwd, env });
    assert.equal(checked.code, 0, checked.stderr);
  });
});
