/** A check with a baseline that lies behind the commit that it should be of. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { check } from '../src/check.ts';
import { weigh } from '../src/weigh.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

describe('check with a baseline that is behind', () => {
  const directory = mkdtempSync(join(tmpdir(), 'plimsoll-behind-'));
  after(() => rmSync(directory, { recursive: true }));
  writeTinyLayout(join(directory, 'old'), { 'linux/amd64': [{ a: 1000 }] });
  writeTinyLayout(join(directory, 'new'), { 'linux/amd64': [{ a: 1500 }] });
  const configFile = join(directory, 'plimsoll.yml');
  writeFileSync(configFile, 'version: 1\nimages: { api: { source: new, limits: { total: { max-increase: 0 } } } }\n');

  const checked = (behind: { behind?: number }) =>
    check({
      ...{ directory, configFile, references: [], images: [], today: '2026-09-01', weighing: {} },
      findBaseline: async () => ({ load: () => weigh(join(directory, 'old')), note: () => undefined, ...behind }),
    });

  it('warns of growth, and fails over the right one', async () => {
    const { outcome, verdict } = await checked({ behind: 2 });
    assert.equal(outcome, 'warn');
    assert.equal(verdict?.results[0]?.note, 'the baseline is 2 commits behind');
    assert.equal((await checked({})).outcome, 'fail');
  });
});
