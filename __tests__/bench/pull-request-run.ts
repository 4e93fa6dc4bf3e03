/** A pull request as the runner gives it to an action: environment, event, and a checkout of the merge commit with a budget and a small image. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const budget = `version: 1
images: { harbour: { source: app.tar, limits: { total: 1 MB } } }
baseline: { store: "file:records" }
`;

/**
 * Makes the checkout and gives the environment. Nothing has to be asked of GitHub, and nobody would answer.
 * @param folder where all of it is made
 * @param image the archive that is weighed
 */
export function pullRequestRun(folder: string, image: string): Record<string, string> {
  const [workspace, temporary] = [join(folder, 'pull-request'), join(folder, 'runner')];
  for (const place of [workspace, temporary]) {
    rmSync(place, { recursive: true, force: true });
    mkdirSync(place, { recursive: true });
  }
  const git = (...args: string[]) => {
    const who = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com'];
    return execFileSync('git', ['-C', workspace, ...who, ...args], { encoding: 'utf8' }).trim();
  };
  git('init', '--quiet', '--initial-branch=main');
  writeFileSync(join(workspace, 'plimsoll.yml'), budget);
  copyFileSync(image, join(workspace, 'app.tar'));
  git('add', '--all');
  git('commit', '--quiet', '--message', 'begin');
  const base = git('rev-parse', 'HEAD');
  const tree = git('rev-parse', 'HEAD^{tree}');
  const head = git('commit-tree', tree, '-p', base, '-m', 'change');
  const merge = git('commit-tree', tree, '-p', base, '-p', head, '-m', 'merge');
  git('checkout', '--quiet', '--detach', merge);

  const file = (name: string, text = '') => {
    writeFileSync(join(temporary, name), text);
    return join(temporary, name);
  };
  const repo = { full_name: 'example/app' };
  const ends = { base: { ref: 'main', sha: base, repo }, head: { ref: 'topic', sha: head, repo } };
  const event = { action: 'opened', pull_request: { number: 1, ...ends, labels: [] } };
  return {
    GITHUB_API_URL: 'http://127.0.0.1:1',
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event)),
    GITHUB_OUTPUT: file('output'),
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_REPOSITORY: repo.full_name,
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_RUN_ID: '1',
    GITHUB_SHA: merge,
    GITHUB_STEP_SUMMARY: file('summary'),
    GITHUB_WORKSPACE: workspace,
    INPUT_TOKEN: 'none',
    RUNNER_TEMP: temporary,
  };
}
