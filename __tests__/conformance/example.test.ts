/** What is committed of the example is what its script makes, and what Plimsoll says of it today. */
import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { makeExample } from '../../example/make.ts';
import { saveAnalyses } from '../../src/baseline/directory.ts';
import { weigh } from '../../src/weigh.ts';
import { labIsMissing } from '../lab/tools.ts';

const root = join(import.meta.dirname, '..', '..');
const example = join(root, 'example');

describe('the example', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-example-test-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('is what its script makes, byte for byte', { skip: labIsMissing() }, async () => {
    await makeExample(folder);
    for (const archive of ['app-1.tar', 'app-2.tar']) {
      const same = readFileSync(join(folder, archive)).equals(readFileSync(join(example, archive)));
      assert.ok(same, `example/${archive} differs: run node example/make.ts, and save its baseline again as CONTRIBUTING.md says`);
    }
  });

  it('has a baseline that is what the first version weighs', async () => {
    const saved = join(folder, 'baseline');
    await saveAnalyses(saved, 'harbour', await weigh('example/app-1.tar', { directory: root }));
    const committed = join(example, 'baseline');
    assert.deepEqual(readdirSync(saved).sort(), readdirSync(committed).sort());
    for (const file of readdirSync(saved)) {
      assert.deepEqual(readFileSync(join(saved, file)), readFileSync(join(committed, file)), relative(root, join(committed, file)));
    }
  });
});
