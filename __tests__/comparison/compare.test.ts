/** A comparison adds up, turns round with its sides, and says how exact it is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { InventoryFile, Weighed } from '../../src/analysis/analysis.ts';
import { isCompared } from '../../src/analysis/metrics.ts';
import { compare, compareAll } from '../../src/comparison/compare.ts';
import type { Comparison } from '../../src/comparison/comparison.ts';
import { sampleAnalysis, sampleLayer } from '../analysis/sample-analysis.ts';
import { filesOf, inventoryOf, weighedOf } from './sample-weighed.ts';

const anyFiles = fc
  .dictionary(
    fc.stringMatching(/^[ab-]{1,2}(\/[ab.]{1,2}){0,3}$/),
    fc.tuple(fc.constantFrom(0, 1, 5, 5, 70), fc.constantFrom('crc32:01', 'crc32:02')),
    { maxKeys: 20 },
  )
  .map((sizes) => filesOf(sizes));
const anyWeighed = fc
  .tuple(anyFiles, fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('RUN', 'COPY')), { maxLength: 5 }))
  .map(([files, rows]): Weighed => {
    const layers = rows.map(([name, createdBy]) => sampleLayer(name, { createdBy, total: name.charCodeAt(0) }));
    const waste = layers.map(({ total = 0 }, i) => ({
      path: `w${i % 2}`,
      bytes: total,
      cause: 'removed' as const,
      storedIn: i,
      wastedIn: i,
    }));
    return weighedOf(files, { layers, waste });
  });

const bytesOf = (files: Iterable<InventoryFile>) => [...files].reduce((sum, { bytes }) => sum + bytes, 0);
const sumOf = (changes: readonly { change?: number }[]) => changes.reduce((sum, { change }) => sum + (change ?? 0), 0);
const wasteOf = ({ analysis }: Weighed) => analysis.waste.reduce((sum, { bytes }) => sum + bytes, 0);
/** −0 is 0 here. */
const negated = (number: number) => 0 - number;

describe('compare', () => {
  it('finds nothing between an image and itself', () => {
    fc.assert(
      fc.property(anyWeighed, (weighed) => {
        const found = compare(weighed, weighed);
        assert.deepEqual(found.files, []);
        assert.deepEqual(found.directories, []);
        assert.equal(found.filesWithOtherContent, 0);
        assert.deepEqual(found.waste, { new: [], gone: [] });
        assert.deepEqual(found.notes, []);
        assert.equal(found.exactTo, 'file');
        assert.ok(found.metrics.every(({ change = 0 }) => change === 0));
        assert.deepEqual(
          found.layers.map(({ kind, base, head, change, wastedChange }) => [kind, base, head, change, wastedChange]),
          weighed.analysis.layers.map((_, index) => ['same', index, index, 0, 0]),
        );
      }),
    );
  });

  it('adds up: files to live, groups of waste to wasted', () => {
    fc.assert(
      fc.property(anyWeighed, anyWeighed, (base, head) => {
        const found = compare(base, head);
        const live = bytesOf(head.inventory!.files) - bytesOf(base.inventory!.files);
        assert.equal(sumOf(found.files!), live);
        assert.equal(sumOf(Object.values(found.fileSums!)), live);
        assert.equal(
          Object.values(found.fileSums!).reduce((sum, { files }) => sum + files, 0),
          found.files!.length,
        );
        assert.equal(sumOf(found.waste.new) + sumOf(found.waste.gone), wasteOf(head) - wasteOf(base));
      }),
      { numRuns: 500 },
    );
  });

  it('turns round with its sides', () => {
    const turnedSum = (changes: { change?: number }[] | undefined) => changes?.map(({ change }) => change);
    fc.assert(
      fc.property(anyWeighed, anyWeighed, (base, head) => {
        const [there, back] = [compare(base, head), compare(head, base)];
        const turned = <T extends { base?: number; head?: number; change?: number }>({ base, head, change, ...rest }: T) => ({
          ...rest,
          ...(head === undefined ? {} : { base: head }),
          ...(base === undefined ? {} : { head: base }),
          ...(change === undefined ? {} : { change: negated(change) }),
        });
        const withoutLayer = <T extends { layer?: number }>({ layer: _, ...rest }: T) => rest;
        const sided = ({ metrics }: Comparison) => metrics.filter(({ metric }) => !isCompared(metric));
        assert.deepEqual(sided(there), sided(back).map(turned));
        assert.deepEqual(there.files!.map(withoutLayer), back.files!.map(withoutLayer).map(turned));
        assert.deepEqual(there.directories, back.directories.map(turned));
        assert.equal(there.filesWithOtherContent, back.filesWithOtherContent);
        assert.deepEqual(
          [there.fileSums!.came.files, there.fileSums!.grew.files],
          [back.fileSums!.gone.files, back.fileSums!.shrank.files],
        );
        assert.equal(sumOf(there.layers), negated(sumOf(back.layers)));
        assert.deepEqual(
          turnedSum(there.files),
          turnedSum(back.files)?.map((change) => negated(change!)),
        );
      }),
      { numRuns: 500 },
    );
  });

  it('lists what came, went, grew and shrank, with the layer that stores it, and sums it', () => {
    const base = weighedOf(filesOf({ 'app/gone': 7, 'app/grew': 10, 'app/shrank': 30, same: 9 }));
    const head = weighedOf(filesOf({ 'app/grew': 60, 'app/shrank': 10, same: 9, 'app/came': 4 }));
    const found = compare(base, head);
    assert.deepEqual(found.files, [
      { path: 'app/grew', base: 10, head: 60, layer: 0, change: 50 },
      { path: 'app/shrank', base: 30, head: 10, layer: 0, change: -20 },
      { path: 'app/gone', base: 7, change: -7 },
      { path: 'app/came', head: 4, layer: 0, change: 4 },
    ]);
    assert.deepEqual(found.fileSums, {
      came: { files: 1, change: 4 },
      gone: { files: 1, change: -7 },
      grew: { files: 1, change: 50 },
      shrank: { files: 1, change: -20 },
    });
  });

  it('counts files of equal size and other content, where the identities are of one kind', () => {
    const base = weighedOf(filesOf({ a: [5, 'crc32:01'], b: [5, 'crc32:02'], c: 5, d: [0, 'crc32:03'], e: [5, 'crc32:05'] }));
    const head = weighedOf(
      filesOf({ a: [5, 'crc32:09'], b: [5, 'crc32:02'], c: [5, 'crc32:01'], d: [0, 'crc32:04'], e: [5, 'sha256:05'] }),
    );
    const found = compare(base, head);
    assert.equal(found.filesWithOtherContent, 1);
    assert.deepEqual(found.notes, [
      'Files of equal size were not compared by content: the base identifies it by crc32, the head by sha256.',
    ]);
  });

  it('keeps the thousand largest files and sums them all', () => {
    const sizes = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`f${i}`, (i * 7919) % 5003]));
    const { files, fileSums } = compare(weighedOf([]), weighedOf(filesOf(sizes)));
    const largest = Object.values(sizes).sort((one, other) => other - one);
    assert.deepEqual(
      files!.map(({ change }) => change),
      largest.slice(0, 1000),
    );
    assert.deepEqual(fileSums!.came, { files: 5000, change: largest.reduce((sum, size) => sum + size) });
  });

  it('refuses, as a bug of the caller, an inventory that is not sorted', () => {
    const files = filesOf({ b: 1, a: 1 });
    const unsorted = { analysis: sampleAnalysis(), inventory: { ...inventoryOf([]), files, count: 2 } };
    assert.throws(() => compare(unsorted, weighedOf([])), /not sorted/);
  });

  it('is exact to the directory where an inventory is missing, and to the layer where directories are', () => {
    const base = weighedOf(filesOf({ 'app/x': 1 }), { directories: [{ path: 'app', bytes: 10, files: 1 }] });
    const head = { analysis: sampleAnalysis({ directories: [{ path: 'app', bytes: 25, files: 1 }] }) };
    const found = compare(base, head);
    assert.equal(found.exactTo, 'directory');
    assert.deepEqual(found.directories, [{ path: 'app', base: 10, head: 25, change: 15 }]);
    assert.ok(!('files' in found) && !('fileSums' in found));
    assert.equal(compare(base, { analysis: sampleAnalysis({ directories: [] }) }).exactTo, 'layer');
  });

  it('leaves a metric out that a side does not know', () => {
    const base = { analysis: sampleAnalysis({ sizes: { compressed: 80, total: 200 } }) };
    const head = { analysis: sampleAnalysis({ sizes: { total: 260 } }) };
    const [total, compressed, live] = compare(base, head).metrics;
    assert.deepEqual(total, { metric: 'total', base: 200, head: 260, change: 60 });
    assert.deepEqual(compressed, { metric: 'compressed', base: 80 });
    assert.deepEqual(live, { metric: 'live' });
  });
});

describe('compareAll', () => {
  const on = (platform: string, reference = 'api'): Weighed => ({ analysis: sampleAnalysis({ platform, reference }) });
  const written = (base: Weighed[], head: Weighed[]) =>
    compareAll(base, head).map(({ platform, base, head, comparison }) =>
      [platform, base?.analysis.reference ?? '-', head?.analysis.reference ?? '-', comparison ? 'compared' : 'alone'].join(' '),
    );

  it('matches platforms, and names those that one side has alone', () => {
    const base = [on('linux/amd64', 'b'), on('linux/s390x', 'b')];
    const head = [on('linux/arm64', 'h'), on('linux/amd64', 'h')];
    assert.deepEqual(written(base, head), ['linux/arm64 - h alone', 'linux/amd64 b h compared', 'linux/s390x b - alone']);
  });

  it('compares one image with one image of another platform, and says so', () => {
    const [found] = compareAll([on('linux/amd64')], [on('linux/arm64')]);
    assert.deepEqual(found!.comparison!.notes, [
      "The base is an image for linux/amd64, the head one for linux/arm64: much of the difference may be the platform's.",
    ]);
  });

  it('takes several images of one platform in their order', () => {
    const base = [on('linux/amd64', 'b1'), on('linux/amd64', 'b2')];
    assert.deepEqual(written(base, [on('linux/amd64', 'h1'), on('linux/amd64', 'h2')]), [
      'linux/amd64 b1 h1 compared',
      'linux/amd64 b2 h2 compared',
    ]);
    assert.deepEqual(written([], [on('linux/amd64', 'h1')]), ['linux/amd64 - h1 alone']);
  });
});
