/** What else docs/action.md shows: nothing in it stays untried. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { openCache } from '../../src/action/open-cache.ts';
import { loadBudget } from '../../src/budget/load-budget.ts';
import { startGitHub } from '../github/stand-in/stand-in.ts';
import { blocksBelow } from './support/documented-workflow.ts';
import { createProject, tinyBudget } from './support/git-project.ts';

const root = resolve(import.meta.dirname, '..', '..');
const text = readFileSync(join(root, 'docs', 'action.md'), 'utf8');

describe('docs/action.md', () => {
  it('shows as many blocks as are tried', () => {
    const blocks = [...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => [
      heading!,
      { yaml: blocksBelow(heading!, 'yaml').length, sh: blocksBelow(heading!, 'sh').length },
    ]);
    const shown = blocks.filter(([, count]) => JSON.stringify(count) !== '{"yaml":0,"sh":0}');
    assert.deepEqual(
      Object.fromEntries(shown),
      {
        'Pull requests and main': { yaml: 1, sh: 0 },
        'What is compared with what': { yaml: 1, sh: 0 },
        'A matrix, or several images': { yaml: 2, sh: 0 },
        'A merge queue': { yaml: 1, sh: 0 },
        'Forks and Dependabot': { yaml: 1, sh: 0 },
        'Being allowed to grow': { yaml: 1, sh: 0 },
        'GitHub Enterprise Server': { yaml: 1, sh: 0 },
        'Layers that were read before': { yaml: 1, sh: 0 },
        'Other CI': { yaml: 0, sh: 1 },
      },
      'try the new one here, in workflows.test.ts or in documented-workflows.test.ts',
    );
    assert.equal([...text.matchAll(/^```[a-z]+$/gm)].length, 10, 'blocks of other languages');
  });

  it('shows an override that a budget may hold', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'plimsoll-documents-'));
    try {
      writeFileSync(join(folder, 'plimsoll.yml'), `${tinyBudget}${blocksBelow('Being allowed to grow', 'yaml')[0]}`);
      const { budget } = await loadBudget(join(folder, 'plimsoll.yml'), folder);
      assert.deepEqual([budget.override?.labels, budget.override?.permission], [['allow-image-growth'], 'write']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has the action keep layers where it has actions/cache carry them from', () => {
    type Step = { uses: string; with?: { path: string }; env?: Record<string, string> };
    const [carry, check] = parse(blocksBelow('Layers that were read before', 'yaml')[0]!) as Step[];
    assert.match(carry!.uses, /^actions\/cache@/);
    const [[name = '', folder = ''] = []] = Object.entries(check!.env!);
    assert.equal(folder, carry!.with!.path);
    const runner = { workspace: root, log: (line: string) => assert.fail(line) };
    assert.ok(openCache({ ...runner, env: { [name]: '/runner/temp/plimsoll' } }).cache);
    // A home alone is no place that the workflow has named.
    assert.deepEqual(openCache({ ...runner, env: { HOME: '/home/runner', XDG_CACHE_HOME: '/home/runner/.cache' } }), {});
  });

  it('shows commands for other CI that keep a record, compare with it and fail', async () => {
    await using github = await startGitHub();
    using project = await createProject(github);
    const [onBase = '', onChange = ''] = blocksBelow('Other CI', 'sh')[0]!
      .split(/^# .*\n/m)
      .slice(1)
      .map((command) => command.replace('node dist/cli.js', `'${process.execPath}' '${join(root, 'dist', 'cli.js')}'`));
    const cache = mkdtempSync(join(tmpdir(), 'plimsoll-documents-'));
    const run = (workspace: string, command: string, variables: Record<string, string>) => {
      project.build(workspace);
      const env = { PATH: process.env.PATH, CACHE: cache, ...variables };
      return execFileSync('bash', ['-ec', command], { cwd: workspace, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    };
    try {
      const base = project.git('rev-parse', 'main');
      run(project.checkout('refs/heads/main'), onBase, { COMMIT: base });
      const opened = await project.openPull('topic', { app: { 'app/main.js': 180_000 } });
      const workspace = project.checkout(`refs/pull/${opened.number}/merge`, { depth: 0 });
      const before = project.git('-C', workspace, 'rev-parse', 'HEAD^1');
      assert.equal(before, base);
      assert.throws(() => run(workspace, onChange, { BASE_COMMIT: before }), { status: 1 });
      assert.match(readFileSync(join(workspace, 'report.md'), 'utf8'), /\+80 kB/);
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  });
});
