/** Layers are told by what they are, never by where they stand. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { LayerAnalysis } from '../../src/analysis/analysis.ts';
import { compareLayers } from '../../src/comparison/compare-layers.ts';
import { matchLayers } from '../../src/comparison/match-layers.ts';
import { sampleDigest } from '../analysis/sample-analysis.ts';

/** `diffID instruction content`, the last two `-` where absent; total is 100 and the length of the diffID's name. */
function layersOf(...lines: string[]): LayerAnalysis[] {
  return lines.map((line) => {
    const [name = '', createdBy = '-', content = '-'] = line.split(' ');
    return {
      diffID: sampleDigest(name),
      mediaType: 'application/vnd.oci.image.layer.v1.tar',
      total: 100 + name.length,
      wasted: 0,
      ...(createdBy === '-' ? {} : { createdBy }),
      ...(content === '-' ? {} : { content }),
    };
  });
}

function compared(base: LayerAnalysis[], head: LayerAnalysis[]): string[] {
  return compareLayers(base, head, matchLayers(base, head)).map(
    ({ kind, base: b, head: h, change, certain }) =>
      `${kind} ${b ?? '-'}>${h ?? '-'} ${change}${certain === undefined ? '' : certain ? ' certain' : ' uncertain'}`,
  );
}

describe('compareLayers on layers of the same files', () => {
  type Prints = NonNullable<LayerAnalysis['fingerprints']>;
  const layer = (name: string, content: string, prints?: Partial<Prints>, createdBy = 'COPY'): LayerAnalysis => ({
    ...layersOf(`${name} ${createdBy} ${content}`)[0]!,
    ...(prints === undefined
      ? {}
      : { fingerprints: { files: `${content.split(':')[0]}:f`, owners: 'a', modes: 'b', times: 'c', order: 'd', ...prints } }),
  });
  const change = (base: LayerAnalysis, head: LayerAnalysis) => {
    const [found, ...others] = compareLayers([base], [head], matchLayers([base], [head])).map((one) => [
      one.kind,
      one.differs,
      one.certain,
    ]);
    assert.equal(others.length, 0);
    return found;
  };
  const base = layer('a', 'crc32:1', {});

  it('says what differs, as far as both sides know', () => {
    const rebuilt = (prints?: Partial<Prints>) => change(base, layer('b', 'crc32:1', prints));
    assert.deepEqual(rebuilt({ times: 'other' }), ['rebuilt', ['times'], true]);
    assert.deepEqual(rebuilt({ order: 'other' }), ['rebuilt', ['order'], true]);
    assert.deepEqual(rebuilt({ times: 'other', order: 'other' }), ['rebuilt', ['times', 'order'], true]);
    assert.deepEqual(rebuilt({}), ['rebuilt', ['details'], true]);
    // Older records know nothing of it.
    assert.deepEqual(rebuilt(), ['rebuilt', undefined, true]);
    assert.deepEqual(change(layer('a', 'crc32:1'), layer('b', 'crc32:1', {})), ['rebuilt', undefined, true]);
  });

  it('gives no reason that an order which was not kept might be', () => {
    const { order: _, ...prints } = base.fingerprints!;
    const listed = (times: string) => ({ ...layer('b', 'crc32:1'), fingerprints: { ...prints, times } });
    assert.deepEqual(change(base, listed('c')), ['rebuilt', undefined, true]);
    assert.deepEqual(change(base, listed('other')), ['rebuilt', ['times'], true]);
  });

  it('does not take for a detail what may be the contents', () => {
    const [one, same, touched] = [layer('a', 'size:1', {}), layer('b', 'size:1', {}), layer('b', 'size:1', { times: 'other' })];
    assert.deepEqual(change(one, same), ['rebuilt', undefined, false]);
    assert.deepEqual(change(one, touched), ['rebuilt', ['times'], false]);
  });

  it('calls changed what has other owners or modes, whichever instruction made it', () => {
    assert.deepEqual(change(base, layer('b', 'crc32:2', { owners: 'other' })), ['changed', ['owners'], true]);
    assert.deepEqual(change(base, layer('b', 'crc32:2', { modes: 'other', times: 'other' })), ['changed', ['modes', 'times'], true]);
    assert.deepEqual(change(base, layer('b', 'crc32:2', { owners: 'other' }, 'COPY-chown')), ['changed', ['owners'], true]);
    assert.deepEqual(change(layer('a', 'size:1', {}), layer('b', 'size:2', { owners: 'other' })), ['changed', ['owners'], false]);
  });

  it('says nothing of layers with other files', () => {
    assert.deepEqual(change(base, layer('b', 'crc32:2', { files: 'crc32:other', times: 'other' })), ['changed', undefined, true]);
  });

  it('looks for the same owners first', () => {
    const two = [layer('b', 'crc32:2', { owners: 'other' }), layer('c', 'crc32:1', { times: 'other' })];
    assert.deepEqual(
      compareLayers([base], two, matchLayers([base], two)).map(({ kind, head }) => [kind, head]),
      [
        ['added', 0],
        ['rebuilt', 1],
      ],
    );
  });

  it('names another compression of the same layer', () => {
    const blob = (digest: string) => ({ ...base, digest: sampleDigest(digest) });
    assert.deepEqual(change(blob('gzip'), blob('zstd')), ['same', ['compression'], undefined]);
    assert.deepEqual(change(blob('gzip'), blob('gzip')), ['same', undefined, undefined]);
    assert.deepEqual(change(base, blob('gzip')), ['same', undefined, undefined]);
  });
});

describe('compareLayers', () => {
  it('finds layers again behind one that was put in between', () => {
    assert.deepEqual(compared(layersOf('a FROM', 'b RUN'), layersOf('a FROM', 'new COPY', 'b RUN')), [
      'same 0>0 0',
      'added ->1 103',
      'same 1>2 0',
    ]);
  });

  it('lets a removed layer stand where it stood', () => {
    assert.deepEqual(compared(layersOf('a', 'gone', 'b', 'last'), layersOf('a', 'b')), [
      'same 0>0 0',
      'removed 1>- -104',
      'same 2>1 0',
      'removed 3>- -104',
    ]);
  });

  it('takes equal diffIDs one by one, in order', () => {
    assert.deepEqual(compared(layersOf('e', 'a', 'e', 'e'), layersOf('e', 'e', 'a')), [
      'same 0>0 0',
      'same 2>1 0',
      'removed 3>- -101',
      'same 1>2 0',
    ]);
  });

  it('says that a layer with the same files was rebuilt, certain only where contents were compared', () => {
    const base = layersOf('a RUN crc32:01', 'b COPY size:02', 'c ADD crc32:03');
    const head = layersOf('a2 RUN crc32:01', 'b2 COPY size:02', 'c2 ADD crc32:04');
    assert.deepEqual(compared(base, head), ['rebuilt 0>0 1 certain', 'rebuilt 1>1 1 uncertain', 'changed 2>2 1 certain']);
  });

  it('finds the same files also under another instruction, before it looks at the instruction', () => {
    const base = layersOf('a RUN-one crc32:01', 'b RUN-two crc32:02');
    const head = layersOf('c RUN-two crc32:01', 'd RUN-one crc32:03');
    assert.deepEqual(compared(base, head), ['rebuilt 0>0 0 certain', 'removed 1>- -101', 'added ->1 101']);
  });

  it('keeps equal files of equal instructions together', () => {
    const base = layersOf('a WORKDIR crc32:00', 'b RUN-true crc32:00');
    const head = layersOf('c RUN-true crc32:00');
    assert.deepEqual(compared(base, head), ['removed 0>- -101', 'rebuilt 1>0 0 certain']);
  });

  it('does not compare fingerprints of two kinds', () => {
    assert.deepEqual(compared(layersOf('a RUN crc32:01'), layersOf('b RUN size:01')), ['changed 0>0 0 uncertain']);
    assert.deepEqual(compared(layersOf('a RUN'), layersOf('b RUN')), ['changed 0>0 0 uncertain']);
  });

  it('matches a repeated instruction within its neighbours', () => {
    const base = layersOf('a FROM', 'x COPY', 'b RUN', 'y COPY');
    const head = layersOf('a FROM', 'b RUN', 'z COPY');
    assert.deepEqual(compared(base, head), ['same 0>0 0', 'removed 1>- -101', 'same 2>1 0', 'changed 3>2 0 uncertain']);
  });

  it('never matches by position: layers without history are added and removed', () => {
    assert.deepEqual(compared(layersOf('a'), layersOf('b')), ['removed 0>- -101', 'added ->0 101']);
  });

  it('leaves the change out where a total is not known', () => {
    const { total: _, ...foreign } = layersOf('b RUN')[0]!;
    assert.deepEqual(compared([foreign], layersOf('c RUN')), ['changed 0>0 undefined uncertain']);
    assert.deepEqual(compared([], [foreign]), ['added ->0 undefined']);
  });

  const anyLayers = fc
    .array(
      fc.tuple(fc.constantFrom('a', 'bb', 'ccc', 'dddd'), fc.constantFrom('-', 'RUN', 'COPY'), fc.constantFrom('-', 'crc32:1', 'size:1')),
      {
        maxLength: 9,
      },
    )
    .map((rows) => layersOf(...rows.map((row) => row.join(' '))));
  const total = (layers: LayerAnalysis[]) => layers.reduce((sum, layer) => sum + layer.total!, 0);

  it('names each layer once, heads in order, and explains the change of total', () => {
    fc.assert(
      fc.property(anyLayers, anyLayers, (base, head) => {
        const changes = compareLayers(base, head, matchLayers(base, head));
        const indexes = (side: 'base' | 'head') => changes.flatMap((change) => change[side] ?? []);
        assert.deepEqual(indexes('head'), [...head.keys()]);
        assert.deepEqual(
          indexes('base').sort((one, other) => one - other),
          [...base.keys()],
        );
        assert.equal(
          changes.reduce((sum, { change }) => sum + change!, 0),
          total(head) - total(base),
        );
        const same = changes.filter(({ kind }) => kind === 'same').length;
        const count = (layers: LayerAnalysis[], diffID: string) => layers.filter((layer) => layer.diffID === diffID).length;
        const diffIDs = [...new Set(base.map((layer) => layer.diffID))];
        assert.equal(
          same,
          diffIDs.reduce((sum, diffID) => sum + Math.min(count(base, diffID), count(head, diffID)), 0),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('takes thousands of layers in good time', () => {
    const many = (name: string) => layersOf(...Array.from({ length: 5000 }, (_, i) => `${name}${i % 7}`));
    assert.equal(compared(many('a'), many('a').reverse()).filter((line) => line.startsWith('same')).length, 5000);
  });
});
