/** A record is found again as it was kept; none, a damaged one and another image's are three different things. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type { InventoryFile, Weighed } from '../../src/analysis/analysis.ts';
import { renderAnalysisFile } from '../../src/analysis/write-analysis.ts';
import { loadBaseline, saveAnalyses } from '../../src/baseline/directory.ts';
import { sampleAnalysis, sampleDigest } from '../analysis/sample-analysis.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plimsoll-baseline-'));
});
afterEach(() => rm(folder, { recursive: true }));

function weighedFor(platform: string, files?: InventoryFile[]): Weighed {
  const analysis = sampleAnalysis({ platform, imageID: sampleDigest(platform) });
  if (!files) return { analysis };
  return { analysis, inventory: { imageID: analysis.imageID, platform, files, count: files.length } };
}

/** The same with its files as a list, so that it can be compared. */
function listed(weighed: Weighed[] | undefined): unknown {
  return weighed?.map(({ analysis, inventory }) => ({ analysis, inventory: inventory && { ...inventory, files: [...inventory.files] } }));
}

const files: InventoryFile[] = [
  { path: 'bin/sh\udc80', bytes: 100, layer: 0, content: 'crc32:00000001' },
  { path: 'etc/hosts\n', bytes: 50, layer: 1 },
];
const amd64 = weighedFor('linux/amd64', files);
const arm64 = weighedFor('linux/arm64/v8', [{ path: 'x', bytes: 1, layer: 0 }]);

describe('saveAnalyses', () => {
  it('writes one document and one inventory for each platform, and nothing else', async () => {
    const directory = join(folder, 'made', 'here');
    await saveAnalyses(directory, 'team/api', [amd64, arm64]);
    assert.deepEqual((await readdir(directory)).sort(), [
      'team%2Fapi.json',
      'team%2Fapi.linux-amd64.inventory.gz',
      'team%2Fapi.linux-arm64-v8.inventory.gz',
    ]);
  });

  it('replaces the record, and takes away inventories that it no longer has', async () => {
    await saveAnalyses(folder, 'api', [amd64, arm64]);
    await saveAnalyses(folder, 'api.linux-arm64-v8', [arm64]);
    await saveAnalyses(folder, 'api', [amd64]);
    assert.deepEqual(listed(await loadBaseline(folder, 'api')), listed([amd64]));
    assert.deepEqual(listed(await loadBaseline(folder, 'api.linux-arm64-v8')), listed([arm64]));
    assert.ok(!(await readdir(folder)).includes('api.linux-arm64-v8.inventory.gz'));
  });

  it('leaves the old record whole where a part of the new one cannot be written', async () => {
    await saveAnalyses(folder, 'api', [amd64, arm64]);
    const before = await readdir(folder);
    const broken = weighedFor('linux/arm64/v8', [
      { path: 'b', bytes: 1, layer: 0 },
      { path: 'a', bytes: 1, layer: 0 },
    ]);
    await assert.rejects(saveAnalyses(folder, 'api', [weighedFor('linux/amd64', []), broken]), /not sorted/);
    assert.deepEqual(await readdir(folder), before);
    assert.deepEqual(listed(await loadBaseline(folder, 'api')), listed([amd64, arm64]));
  });

  it('keeps two analyses of one platform, with the inventory of the first', async () => {
    const second = weighedFor('linux/amd64', [{ path: 'other', bytes: 1, layer: 0 }]);
    await saveAnalyses(folder, 'api', [amd64, second]);
    assert.deepEqual(listed(await loadBaseline(folder, 'api')), listed([amd64, { analysis: second.analysis }]));
  });

  it('writes the same bytes for the same image', async () => {
    for (const name of ['one', 'two']) await saveAnalyses(join(folder, name), 'api', [amd64]);
    for (const file of await readdir(join(folder, 'one'))) {
      assert.deepEqual(await readFile(join(folder, 'one', file)), await readFile(join(folder, 'two', file)), file);
    }
  });

  it('replaces nothing but an earlier record, whole, cut off or of another version, and an empty file', async () => {
    const file = join(folder, 'package.json');
    const written = renderAnalysisFile([amd64.analysis]);
    const reordered = JSON.stringify({ analyses: [], version: 7 });
    for (const old of ['', written, written.slice(0, 100), `\ufeff${written}`, reordered, '{"version": 2, "analyses": {}}']) {
      await writeFile(file, old);
      await saveAnalyses(folder, 'package', [amd64]);
      assert.equal(await readFile(file, 'utf8'), written, old.slice(0, 40));
    }
    for (const foreign of ['{"name":"mine","version":"1.0.0"}', '{"version":1,"records":[]}', '[]', 'text', '{']) {
      await writeFile(file, foreign);
      const before = await readdir(folder);
      await assert.rejects(saveAnalyses(folder, 'package', [amd64]), {
        name: 'ExpectedError',
        code: 'write',
        message: `keeping the analysis of package as ${file}: what stands there is no analysis that Plimsoll wrote`,
      });
      assert.equal(await readFile(file, 'utf8'), foreign);
      assert.deepEqual(await readdir(folder), before);
    }
  });

  it('says that it cannot write where the directory is a file', async () => {
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(saveAnalyses(join(folder, 'file'), 'api', [amd64]), { name: 'ExpectedError', code: 'write' });
    await assert.rejects(saveAnalyses(join(folder, 'file', 'kept'), 'api', [amd64]), {
      code: 'write',
      message: `making the directory ${join(folder, 'file', 'kept')}: what should be its folder is a file`,
      hint: 'Name a directory that can be written to.',
    });
  });
});

describe('loadBaseline', () => {
  it('gives back what was kept, to the file', async () => {
    await saveAnalyses(folder, 'team/api', [amd64, arm64]);
    assert.deepEqual(listed(await loadBaseline(folder, 'team/api')), listed([amd64, arm64]));
  });

  it('says that there is no record where the directory or the record is missing', async () => {
    assert.equal(await loadBaseline(folder, 'api'), undefined);
    assert.equal(await loadBaseline(join(folder, 'none'), 'api'), undefined);
  });

  it('never takes a record that cannot be read for none', async () => {
    await mkdir(join(folder, 'api.json'));
    await assert.rejects(loadBaseline(folder, 'api'), { name: 'ExpectedError', code: 'not-readable' });
    await symlink('loop.json', join(folder, 'loop.json'));
    await assert.rejects(loadBaseline(folder, 'loop'), { name: 'ExpectedError', code: 'not-readable' });
    await writeFile(join(folder, 'cut.json'), '{"version":1,');
    await assert.rejects(loadBaseline(folder, 'cut'), { name: 'ExpectedError', code: 'analysis' });
  });

  it('takes a file whatever it is called, with the inventory beside it', async () => {
    await saveAnalyses(folder, 'api', [amd64]);
    assert.deepEqual(listed(await loadBaseline(join(folder, 'api.json'), 'another')), listed([amd64]));
    await rename(join(folder, 'api.json'), join(folder, 'Base of main'));
    assert.deepEqual(listed(await loadBaseline(join(folder, 'Base of main'), 'api')), listed([{ analysis: amd64.analysis }]));
  });

  it('says that a file is missing that was named as one', async () => {
    await assert.rejects(loadBaseline(join(folder, 'base.json'), 'api'), { name: 'ExpectedError', code: 'not-found' });
  });

  it('reads a record without its inventories to the directory', async () => {
    await saveAnalyses(folder, 'api', [amd64, arm64]);
    await rm(join(folder, 'api.linux-amd64.inventory.gz'));
    assert.deepEqual(listed(await loadBaseline(folder, 'api')), listed([{ analysis: amd64.analysis }, arm64]));
  });

  it('refuses a damaged inventory, and one of another image', async () => {
    const inventory = join(folder, 'api.linux-amd64.inventory.gz');
    await saveAnalyses(folder, 'api', [amd64]);
    await truncate(inventory, 20);
    await assert.rejects(loadBaseline(folder, 'api'), {
      code: 'analysis',
      message: /api\.linux-amd64\.inventory\.gz: it ends in the middle/,
    });
    const other: Weighed = { analysis: amd64.analysis, inventory: { ...amd64.inventory!, imageID: sampleDigest('other') } };
    await saveAnalyses(folder, 'api', [other]);
    await assert.rejects(loadBaseline(folder, 'api'), { code: 'analysis', message: /its imageID is sha256:6f74.*beside it sha256:6c69/ });
    await saveAnalyses(folder, 'api', [weighedFor('linux/amd64', [{ path: 'a', bytes: 1, layer: 2 }])]);
    await assert.rejects(loadBaseline(folder, 'api'), { code: 'analysis', message: /"a" lies in layer 2 of an image of 2 layers/ });
  });
});
