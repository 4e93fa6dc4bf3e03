import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { saveAnalyses } from '../src/baseline/directory.ts';
import { type CheckRequest, check } from '../src/check.ts';
import { findSavedBaseline } from '../src/cli/find-baseline.ts';
import { weigh } from '../src/weigh.ts';
import { writeTinyLayout } from './support/tiny-layout.ts';

const directory = mkdtempSync(join(tmpdir(), 'plimsoll-check-'));
after(() => rmSync(directory, { recursive: true }));
mkdirSync(join(directory, '.git'));
writeTinyLayout(join(directory, 'old'), { 'linux/amd64': [{ a: 1000 }] });
writeTinyLayout(join(directory, 'new'), { 'linux/amd64': [{ a: 1000 }, { b: 500 }], 'linux/arm64': [{ a: 3000 }] });

function request(budget: string, { baseline, ...more }: Partial<CheckRequest> & { baseline?: string } = {}): CheckRequest {
  const configFile = join(directory, 'budget.yml');
  writeFileSync(configFile, `version: 1\n${budget}`);
  return {
    directory,
    configFile,
    references: [],
    images: [],
    today: '2026-09-01',
    weighing: {},
    findBaseline: (found, images) => findSavedBaseline(baseline, found, { directory, images }),
    ...more,
  };
}

describe('check', () => {
  it('weighs, compares and judges each platform of each image, in the order of the budget', async () => {
    await saveAnalyses(join(directory, 'kept'), 'api', await weigh(join(directory, 'old')));
    const budget = `images:
  web: { source: old, limits: { total: 1 kB } }
  api: { source: new, limits: { total: { max-increase: 499 }, layers: 2 } }`;
    const { images, verdict, outcome, units } = await check(request(budget, { baseline: join(directory, 'kept') }));
    assert.deepEqual(
      images.map(({ name, platform, baseline, comparison }) => [name, platform, baseline?.analysis.sizes.total, comparison?.exactTo]),
      [
        ['web', 'linux/amd64', undefined, undefined],
        ['api', 'linux/amd64', 1000, 'file'],
        // The baseline's image is for another platform: figures of the two say nothing of growth.
        ['api', 'linux/arm64', undefined, undefined],
      ],
    );
    assert.deepEqual(
      verdict?.results.map(({ image, platform, metric, kind, actual, change, outcome }) => [
        image,
        platform,
        metric,
        kind,
        actual,
        change,
        outcome,
      ]),
      [
        ['web', 'linux/amd64', 'total', 'max', 1000, undefined, 'pass'],
        ['api', 'linux/amd64', 'total', 'max-increase', 1500, 500, 'fail'],
        ['api', 'linux/amd64', 'layers', 'max', 2, 1, 'pass'],
        ['api', 'linux/arm64', 'total', 'max-increase', 3000, undefined, 'pass'],
        ['api', 'linux/arm64', 'layers', 'max', 1, undefined, 'pass'],
      ],
    );
    assert.deepEqual([outcome, units], ['fail', 'si']);
  });

  it('compares with what the budget says was kept, from its own folder, unless the command line says otherwise', async () => {
    await saveAnalyses(join(directory, 'said'), 'api', await weigh(join(directory, 'old')));
    const budget = 'images: { api: { source: new } }\nbaseline: { store: "file:said" }';
    const baselines = async (more?: Partial<CheckRequest> & { baseline?: string }) =>
      (await check(request(budget, { directory: tmpdir(), ...more }))).images.map(({ baseline }) => baseline?.analysis.sizes.total);
    assert.deepEqual(await baselines(), [1000, undefined]);
    assert.deepEqual(await baselines({ baseline: join(directory, 'nothing') }), [undefined, undefined]);
  });

  it('judges by the absolute limits where there is no baseline, and says that there is none', async () => {
    const budget = 'images: { api: { source: old, limits: { total: { max: 999, max-increase: 0 } } } }';
    const { outcome, baselineNote } = await check(request(budget, { baseline: join(directory, 'nothing') }));
    assert.equal(outcome, 'fail');
    const nothing = join(directory, 'nothing');
    assert.equal(baselineNote, `There is no baseline yet: there is no ${nothing}`);
    const kept = 'images: { api: { source: old } }\nbaseline: { store: "file:other" }';
    await saveAnalyses(join(directory, 'other'), 'web', await weigh(join(directory, 'old')));
    const { baselineNote: note } = await check(request(kept));
    assert.equal(note, 'There is no baseline yet: nothing is kept of what was weighed in other');
  });

  it('lets an exception that has expired no longer count', async () => {
    const budget = `images: { api: { source: old, limits: { total: 999 } } }
exceptions: [{ image: api, metric: total, max: 2 kB, until: 2026-09-01, reason: test }]`;
    assert.equal((await check(request(budget))).outcome, 'pass');
    const later = await check(request(budget, { today: '2026-09-02' }));
    assert.equal(later.outcome, 'fail');
    assert.match(later.verdict?.notes.join() ?? '', /expired/);
  });

  it('judges nothing where there is no budget', async () => {
    const { verdict, outcome, images } = await check({ directory, references: ['old'], images: [], today: '2026-09-01', weighing: {} });
    assert.deepEqual([verdict, outcome, images.map(({ name }) => name)], [undefined, 'pass', ['old']]);
  });

  it('tells of each image before it is weighed, and of how far it has come', async () => {
    const told: string[] = [];
    await check(
      request('images: { b: { source: old }, a: { source: old } }', {
        onImage: ({ name }) => void told.push(name),
        weighing: { onProgress: ({ doneLayers, totalLayers }) => void (doneLayers === totalLayers && told.push('done')) },
      }),
    );
    assert.deepEqual(
      told.filter((word, at) => word !== told[at - 1]),
      ['b', 'done', 'a', 'done'],
    );
  });

  it('passes on what guards the machine, and an interruption', async () => {
    const budget = 'images: { api: { source: new } }';
    await assert.rejects(check(request(budget, { weighing: { maxUncompressedBytes: 1000 } })), { code: 'too-large' });
    await assert.rejects(check(request(budget, { weighing: { signal: AbortSignal.abort() } })));
  });
});
