/** Every metric has its figure, and what is not known has none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isCompared, measure, metrics } from '../../src/analysis/metrics.ts';
import { sampleAnalysis, sampleLayer } from './sample-analysis.ts';

describe('measure', () => {
  it('gives every metric of a fully known image alone, in the order declared', () => {
    const layers = [sampleLayer('a', { total: 60 }), sampleLayer('b', { total: 140 })];
    const base = { layers: 1, knownBy: 'budget' } as const;
    const figures = measure(sampleAnalysis({ layers, base, sizes: { total: 200, compressed: 80, live: 150, wasted: 50 } }));
    assert.deepEqual(figures, {
      total: 200,
      compressed: 80,
      live: 150,
      wasted: 50,
      efficiency: 0.75,
      layer: 140,
      layers: 2,
      own: 140,
      base: 60,
    });
    assert.deepEqual(
      Object.keys(figures),
      Object.keys(metrics).filter((metric) => !isCompared(metric)),
    );
  });

  it('leaves out what is not known, and the largest layer as soon as one is not', () => {
    const { total: _, ...foreign } = sampleLayer('b');
    const { efficiency: _efficiency, ...analysis } = sampleAnalysis({ layers: [sampleLayer('a'), foreign], sizes: { compressed: 80 } });
    assert.deepEqual(measure(analysis), { compressed: 80, layers: 2 });
  });

  it('weighs an image without layers as 0', () => {
    const figures = measure(sampleAnalysis({ layers: [], waste: [] }));
    assert.equal(figures.layer, 0);
    assert.equal(figures.layers, 0);
  });
});
