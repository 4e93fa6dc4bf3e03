/** A budget that says how its images are built: the action builds them, those of the commit to compare with in a work tree of its own. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type Builders, startBuilders } from '../build/builders.ts';
import { labIsMissing } from '../lab/tools.ts';
import { startTeam } from './support/team.ts';
import { logOf } from './support/told.ts';

const entry = 'src/action.ts';
const budgetOf = (source: string) => `version: 1
images:
  app:
    source: ${source}
    limits: { total: { max: 500 kB, max-increase: 50 kB } }
baseline: { on-missing: build }
`;
const commit = (bytes: number, source = '{ build: { context: service, builder: lab } }') => ({
  budget: budgetOf(source),
  files: { 'service/Dockerfile': 'FROM scratch\nCOPY a /a\n', 'service/a': 'a'.repeat(bytes) },
});

describe('a source that is built', { skip: labIsMissing() }, () => {
  let builders: Builders;
  before(async () => {
    builders = await startBuilders();
  });
  after(() => builders[Symbol.asyncDispose]());
  const environment = () => {
    const { PATH, DOCKER_CONFIG, DOCKER_HOST, BUILDX_CONFIG } = builders.environment;
    return { PATH: PATH!, DOCKER_CONFIG: DOCKER_CONFIG!, DOCKER_HOST: DOCKER_HOST!, BUILDX_CONFIG: BUILDX_CONFIG! };
  };

  it('is built of both commits, in a group of the log, and leaves nothing behind', async () => {
    await using team = await startTeam({ first: commit(100_000) });
    const { number } = await team.project.openPull('topic', commit(180_000));
    const run = await team.pull(number, { entry, env: environment() });
    assert.deepEqual([run.outputs['baseline-kind'], run.outputs.change, run.code], ['built', '80000', 1], run.stdout);
    assert.match(run.stdout, /^::group::building app \(build:service\)\n(?:.*\n)*.*COPY a \/a(?:.*\n)*::endgroup::$/m);
    assert.deepEqual(
      readdirSync(run.temporary).filter((name) => /build|worktree/.test(name)),
      [],
    );
  });

  it('is not taken from outside of the repository for another commit', async () => {
    await using team = await startTeam({ first: commit(100_000) });
    const { number } = await team.project.openPull('topic', {
      budget: budgetOf('{ build: { context: .., file: service/Dockerfile, builder: lab } }'),
      files: { 'service/Dockerfile': 'FROM scratch\nCOPY . /\n' },
    });
    const run = await team.pull(number, { entry, env: environment() });
    assert.match(logOf(run), /the image app \(build:\.\.\) lies outside of the repository/);
  });

  it('fails with the last lines of the failing step', async () => {
    const broken = { ...commit(100_000), files: { 'service/Dockerfile': 'FROM scratch\nCOPY nothing /a\n', 'service/a': 'a' } };
    await using team = await startTeam({ first: broken });
    const run = await team.push({ entry, env: environment() });
    assert.deepEqual([run.code, run.outputs.outcome], [2, 'error']);
    assert.match(run.annotations[0]?.message ?? '', /building app: docker buildx ended with 1:(?:.*\n)*.*"\/nothing": not found/);
  });
});
