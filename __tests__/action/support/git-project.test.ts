/** A project's commits have the ids that they have everywhere: what fails on one machine can be repeated on another. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { describe, it } from 'node:test';
import { startGitHub } from '../../github/stand-in/stand-in.ts';
import { buildCommand, createProject } from './git-project.ts';

const root = resolve(import.meta.dirname, '..', '..', '..');

/** The commits of a project, with any number of checkouts between them, and all that they hold. */
async function makeCommits(checkouts: number): Promise<{ ids: string[]; text: string }> {
  await using github = await startGitHub();
  using project = await createProject(github);
  for (let made = 0; made < checkouts; made++) project.checkout('refs/heads/main');
  const { headSha, mergeSha, baseSha } = await project.openPull('topic', { app: { 'app/main.js': 120_000 } });
  const ids = [baseSha, headSha, mergeSha, await project.commit('main', 'more')];
  return { ids, text: project.git('log', '--all', '--patch', '--format=raw') };
}

describe('a project', () => {
  it('has the same commits whenever, wherever and beside whatever it is made', async () => {
    const { ids, text } = await makeCommits(0);
    assert.deepEqual((await makeCommits(3)).ids, ids);
    for (const place of [root, tmpdir()]) assert.ok(!text.includes(`${place}/`), `${place} is in what is committed`);
  });

  it('builds with its own command what it builds without a process', async () => {
    await using github = await startGitHub();
    using project = await createProject(github);
    const [built, made] = [project.checkout('refs/heads/main'), project.checkout('refs/heads/main')];
    execFileSync(buildCommand, { cwd: built, shell: true });
    project.build(made);
    assert.equal(execFileSync('diff', ['-r', '--exclude=.git', built, made], { encoding: 'utf8' }), '');
  });
});
