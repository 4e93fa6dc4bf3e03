/** What the project's own workflows use is pinned, and they ask for their rights job by job. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { readFiles } from './source-files.ts';

const workflows = readFiles('.github/workflows/*');

describe('a workflow of this project', () => {
  it('pins every action by the hash of a commit, and says which version that is', () => {
    const used = workflows.flatMap(({ path, text }) =>
      [...text.matchAll(/^.*\buses\b.*$/gm)].map(([line]) => ({ path, line: line.trim() })),
    );
    assert.ok(used.length >= 5);
    const loose = used.filter(({ line }) => !/^(- )?uses: (\.\/\S*|[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/.test(line));
    assert.deepEqual(loose, []);
  });

  it('uses one action at one version everywhere', () => {
    const pins = new Map<string, Set<string>>();
    for (const { text } of workflows)
      for (const [, action, pin] of text.matchAll(/uses: ([\w./-]+)@(.+)$/gm))
        pins.set(action!, (pins.get(action!) ?? new Set()).add(pin!));
    assert.deepEqual(
      [...pins].filter(([, { size }]) => size > 1),
      [],
    );
  });

  it('has no right that it did not ask for', () => {
    for (const { path, text } of workflows) {
      const { permissions, jobs } = parse(text) as { permissions?: object; jobs: Record<string, { permissions?: object }> };
      const silent = Object.entries(jobs).filter(([, job]) => (job.permissions ?? permissions) === undefined);
      assert.deepEqual(silent, [], path);
      assert.ok(!/write/.test(JSON.stringify(permissions)), `${path}: only a job may ask to write`);
    }
  });
});
