import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openSource
} from "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import {
  findBase
} from "./chunk-6JUU46EK.js";
import {
  loadImages
} from "./chunk-IUPM4RPA.js";
import {
  locateImage
} from "./chunk-KJI7O4S7.js";
import "./chunk-A5TMYYZ7.js";
import "./chunk-AIL643C2.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/confirm-base.ts
async function confirmBase(weighed, { reference, directory }, {
  orFound = false,
  ...options
}) {
  var _stack = [];
  try {
    const platforms = [...new Set(weighed.map(({ analysis }) => analysis.platform))];
    const source = __using(_stack, await openSource(locateImage(reference, directory), options), true);
    const bases = await loadImages(source, { platforms, ...options.signal === void 0 ? {} : { signal: options.signal } });
    return weighed.map((one) => {
      const base = bases[platforms.indexOf(one.analysis.platform)];
      const digest = base.digest === void 0 ? {} : { digest: base.digest };
      const named = { name: reference, ...digest, diffIDs: base.layers.map(({ diffID }) => diffID) };
      return { ...one, analysis: withBase(one.analysis, named, orFound) };
    });
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function withBase(found, named, orFound) {
  const { base: _found, unknown: before = [], ...analysis } = found;
  const { base, reason } = findBase(analysis, named);
  if (base === void 0 && orFound) return found;
  const others = before.filter(({ metric }) => metric !== "own" && metric !== "base");
  const unknown = [...others, ...reason === void 0 ? [] : ["own", "base"].map((metric) => ({ metric, reason }))];
  return { ...analysis, ...base === void 0 ? {} : { base }, ...unknown.length === 0 ? {} : { unknown } };
}
export {
  confirmBase
};
