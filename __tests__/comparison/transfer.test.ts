/** What an update pulls: layers are told by their blobs, and those that hold nothing new by their files. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LayerAnalysis } from '../../src/analysis/analysis.ts';
import { compare } from '../../src/comparison/compare.ts';
import { measureAgainst, measureTransfer } from '../../src/comparison/transfer.ts';
import { sampleAnalysis, sampleDigest, sampleLayer } from '../analysis/sample-analysis.ts';

/** A layer whose blob has a digest and a size of its own. */
function stored(seed: string, compressed: number, more: Partial<LayerAnalysis> = {}): LayerAnalysis {
  return sampleLayer(seed, { digest: sampleDigest(`blob of ${seed}`), compressed, content: `crc32:${seed}`, ...more });
}

/** A layer of a source that keeps no blobs. */
function kept(seed: string, more: Partial<LayerAnalysis> = {}): LayerAnalysis {
  return sampleLayer(seed, { content: `size:${seed}`, ...more });
}

const image = (...layers: LayerAnalysis[]) => sampleAnalysis({ layers, waste: [] });

describe('measureTransfer', () => {
  it('counts the blobs that the base does not have', () => {
    const base = image(stored('a', 100), stored('b', 20));
    const head = image(stored('a', 100), stored('c', 30), stored('d', 7));
    assert.deepEqual(measureTransfer(base, head), { update: 37, churn: 0, certain: true, unknown: {} });
    assert.deepEqual(measureTransfer(base, base), { update: 0, churn: 0, certain: true, unknown: {} });
  });

  it('counts layers that moved as known, and a blob that the head has twice once', () => {
    const base = image(stored('a', 100), stored('b', 20));
    assert.equal(measureTransfer(base, image(stored('b', 20), stored('a', 100))).update, 0);
    assert.equal(measureTransfer(base, image(stored('a', 100), stored('c', 30), stored('c', 30))).update, 30);
  });

  it('takes another blob of the same layer for new, and for nothing new', () => {
    const base = image(stored('a', 100));
    const head = image(stored('a', 90, { digest: sampleDigest('zstd') }));
    assert.deepEqual(measureTransfer(base, head), { update: 90, churn: 90, certain: true, unknown: {} });
  });

  it('goes by the layer where one side has no blobs', () => {
    const base = image(kept('a'), kept('b'));
    const head = image(stored('a', 100), stored('b', 20));
    assert.equal(measureTransfer(base, head).update, 0);
  });

  it('needs no size of what is not pulled', () => {
    const base = image(kept('a'));
    assert.equal(measureTransfer(base, image(kept('a'), stored('b', 20))).update, 20);
    assert.equal(measureTransfer(base, base).update, 0);
  });

  it('does not know the update where a new layer has no size', () => {
    const { update, churn, unknown } = measureTransfer(image(kept('a')), image(kept('a'), kept('b')));
    assert.deepEqual([update, churn], [undefined, undefined]);
    assert.match(unknown.update ?? '', /how large a registry stores a layer/);
    assert.match(unknown.churn ?? '', /how large a registry stores a layer/);
  });

  it('counts layers with the files of a layer of the base as churn', () => {
    const base = image(stored('a', 100), stored('b', 20), stored('c', 5, { createdBy: 'COPY . .' }));
    const head = image(stored('a', 100), stored('b2', 21, { content: 'crc32:b' }), stored('d', 6, { createdBy: 'COPY . .' }));
    assert.deepEqual(measureTransfer(base, head), { update: 27, churn: 21, certain: true, unknown: {} });
  });

  it('takes the same files with other owners for something new', () => {
    const fingerprints = { files: 'crc32:f', owners: 'a', modes: 'b', times: 'c', order: 'd' };
    const base = image(stored('a', 100, { fingerprints }));
    const head = image(stored('b', 90, { fingerprints: { ...fingerprints, owners: 'other' } }));
    assert.deepEqual(measureTransfer(base, head), { update: 90, churn: 0, certain: true, unknown: {} });
  });

  it('calls a guess what names, modes and sizes alone tell', () => {
    const base = image(stored('a', 100, { content: 'size:1' }));
    const head = image(stored('b', 90, { content: 'size:1' }));
    assert.deepEqual(measureTransfer(base, head), { update: 90, churn: 90, certain: false, unknown: {} });
    const { notes } = compare({ analysis: base }, { analysis: head });
    assert.deepEqual(notes, [
      'churn is a guess: of some layers not the contents of the files were compared, but their names, modes and sizes',
    ]);
  });

  it('does not know the churn where files cannot be compared', () => {
    const { content: _, ...unread } = stored('b', 90);
    const base = image(stored('a', 100));
    for (const layer of [unread, stored('b', 90, { content: 'size:1' })]) {
      const { update, churn, unknown } = measureTransfer(base, image(layer));
      assert.deepEqual([update, churn], [90, undefined]);
      assert.match(unknown.churn ?? '', /cannot be compared/);
    }
    // Nothing of the base is left that it could be.
    assert.equal(measureTransfer(base, image(stored('a', 100), unread)).churn, 0);
  });
});

describe('measureAgainst', () => {
  it('adds what is measured against a base, where there is one', () => {
    const head = image(stored('a', 100));
    assert.equal(Object.hasOwn(measureAgainst(undefined, head), 'update'), false);
    const { update, churn, layers } = measureAgainst(image(), head);
    assert.deepEqual({ update, churn, layers }, { update: 100, churn: 0, layers: 1 });
  });

  it('stands in the metrics of a comparison on the side of the head alone', () => {
    const { metrics } = compare({ analysis: image(stored('a', 100)) }, { analysis: image(stored('b', 30)) });
    assert.deepEqual(metrics.slice(-2), [
      { metric: 'update', head: 30 },
      { metric: 'churn', head: 0 },
    ]);
  });
});
