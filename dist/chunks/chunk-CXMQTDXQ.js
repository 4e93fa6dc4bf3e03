import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  formatPercent,
  formatSize,
  ppmPerUnit
} from "./chunk-APSE5AVC.js";

// src/budget/noise.ts
var usualNoise = { bytes: 4096, ppm: 500 };
var usualNoiseText = `${formatSize(usualNoise.bytes, "iec")} and ${formatPercent(usualNoise.ppm / ppmPerUnit, 2)}`;
function isNoise(change, baseline, { bytes, ppm }) {
  return isWithin(change, baseline, { bytes: bytes?.value, ppm: ppm?.value });
}
function isNews(unit, base, now, { bytes, ppm } = {}) {
  const given = bytes === void 0 && ppm === void 0 ? usualNoise : { bytes: bytes?.value, ppm: ppm?.value };
  const change = Math.abs(now - base);
  if (unit === "ratio") return change * ppmPerUnit > (given.ppm ?? usualNoise.ppm);
  return change > 0 && (unit === "count" || !isWithin(change, base, given));
}
function isWithin(change, baseline, { bytes, ppm }) {
  return bytes !== void 0 && change <= bytes || ppm !== void 0 && BigInt(change) * BigInt(ppmPerUnit) <= BigInt(baseline) * BigInt(ppm);
}

export {
  usualNoiseText,
  isNoise,
  isNews
};
