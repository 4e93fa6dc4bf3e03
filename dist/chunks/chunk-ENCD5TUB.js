import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  measureAgainst
} from "./chunk-TJ4QSJAB.js";
import {
  isCompared,
  measure,
  metrics,
  needsBase
} from "./chunk-6J7YFZTT.js";
import {
  isNews
} from "./chunk-CXMQTDXQ.js";

// src/report/image-figures.ts
function figuresOf({ name, platform, analysis, baseline, comparison }) {
  const now = measureAgainst(baseline, analysis);
  if (baseline === void 0 && comparison === void 0) return { name, platform, now };
  const base = baseline === void 0 ? {} : measure(baseline);
  for (const { metric, base: then, head } of comparison?.metrics ?? []) {
    if (then !== void 0) base[metric] = then;
    if (isCompared(metric) && head !== void 0) now[metric] = head;
  }
  return { name, platform, now, base };
}
function isChanged({ now, base }, noise = {}) {
  if (base === void 0) return false;
  const known = [...Object.keys(now), ...Object.keys(base)];
  return known.some((metric) => {
    if (isCompared(metric)) return false;
    const [was, is] = [base[metric], now[metric]];
    if (was === void 0 || is === void 0) return !needsBase(metric) && was !== is;
    return isNews(metrics[metric].unit, was, is, noise);
  });
}
function changeOfSize({ now, base }) {
  for (const metric of ["total", "compressed"]) {
    const [is, was] = [now[metric], base?.[metric]];
    if (is !== void 0 && was !== void 0) return { metric, base: was, now: is, change: is - was };
  }
  return void 0;
}

export {
  figuresOf,
  isChanged,
  changeOfSize
};
