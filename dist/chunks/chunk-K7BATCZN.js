import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/analysis/metrics.ts
var metrics = {
  total: { unit: "bytes", title: "total", meaning: "bytes of the regular files stored in all layers" },
  compressed: {
    unit: "bytes",
    title: "compressed",
    meaning: "bytes of the layer blobs as a registry stores them: what a first pull transfers"
  },
  live: { unit: "bytes", title: "live", meaning: "bytes of the files that are visible in the final filesystem" },
  wasted: { unit: "bytes", title: "wasted", meaning: "total − live: bytes that a perfect squash would give back" },
  efficiency: { unit: "ratio", title: "efficiency", meaning: "live / total" },
  layer: { unit: "bytes", title: "largest layer", meaning: "the largest layer's total" },
  layers: { unit: "count", title: "layers", meaning: "number of layers in the manifest" }
};
var laterMetrics = ["own", "base", "update", "churn"];
function measure(analysis) {
  const { sizes, layers } = analysis;
  const figures = {
    total: sizes.total,
    compressed: sizes.compressed,
    live: sizes.live,
    wasted: sizes.wasted,
    efficiency: analysis.efficiency,
    layer: largestLayer(analysis),
    layers: layers.length
  };
  const known = {};
  for (const metric of Object.keys(metrics)) {
    const figure = figures[metric];
    if (figure !== void 0) known[metric] = figure;
  }
  return known;
}
function largestLayer(analysis) {
  let largest = 0;
  for (const { total } of analysis.layers) {
    if (total === void 0) return void 0;
    largest = Math.max(largest, total);
  }
  return largest;
}

export {
  metrics,
  laterMetrics,
  measure
};
