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
  layers: { unit: "count", title: "layers", meaning: "number of layers in the manifest" },
  own: { unit: "bytes", title: "own", meaning: "the total of the layers above the base image" },
  base: { unit: "bytes", title: "base", meaning: "the total of the layers of the base image" },
  update: {
    unit: "bytes",
    title: "update",
    meaning: "bytes of the layer blobs that the baseline does not have: what a node that runs the baseline pulls"
  },
  churn: {
    unit: "bytes",
    title: "churn",
    meaning: "the part of update in layers whose files are a baseline layer's, and only their times, order or compression differ"
  }
};
var comparedMetrics = ["update", "churn"];
function isCompared(metric) {
  return comparedMetrics.includes(metric);
}
function needsBase(metric) {
  return metric === "own" || metric === "base";
}
function measure(analysis) {
  const { sizes, layers } = analysis;
  const figures = {
    total: sizes.total,
    compressed: sizes.compressed,
    live: sizes.live,
    wasted: sizes.wasted,
    efficiency: analysis.efficiency,
    layer: largestLayer(analysis),
    layers: layers.length,
    own: analysis.base && totalOf(layers.slice(analysis.base.layers)),
    base: analysis.base && totalOf(layers.slice(0, analysis.base.layers))
  };
  const known = {};
  for (const [metric, figure] of Object.entries(figures)) {
    if (figure !== void 0) known[metric] = figure;
  }
  return known;
}
function totalOf(layers) {
  let sum = 0;
  for (const { total } of layers) {
    if (total === void 0) return void 0;
    sum += total;
  }
  return sum;
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
  isCompared,
  needsBase,
  measure
};
