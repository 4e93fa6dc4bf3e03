import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  findBase,
  openSource,
  parseImageReference
} from "./chunk-L773EDKQ.js";
import {
  loadImages
} from "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
import "./chunk-66IXKVOD.js";
import {
  __callDispose,
  __using
} from "./chunk-G7GWBHRU.js";

// src/confirm-base.ts
import { existsSync } from "node:fs";
import { isAbsolute, join, resolve } from "node:path";
async function confirmBase(weighed, { reference, directory }, options) {
  var _stack = [];
  try {
    const parsed = parseImageReference(reference, (path) => existsSync(resolve(directory, path)));
    const located = "path" in parsed && !isAbsolute(parsed.path) ? { ...parsed, path: join(directory, parsed.path) } : parsed;
    const platforms = [...new Set(weighed.map(({ analysis }) => analysis.platform))];
    const source = __using(_stack, await openSource(located, options), true);
    const bases = await loadImages(source, { platforms, ...options.signal === void 0 ? {} : { signal: options.signal } });
    return weighed.map((one) => {
      const base = bases[platforms.indexOf(one.analysis.platform)];
      const digest = base.digest === void 0 ? {} : { digest: base.digest };
      return { ...one, analysis: withBase(one.analysis, { name: reference, ...digest, diffIDs: base.layers.map(({ diffID }) => diffID) }) };
    });
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
function withBase({ base: _guess, unknown: before = [], ...analysis }, named) {
  const { base, reason } = findBase(analysis, named);
  const unknown = [...before, ...reason === void 0 ? [] : ["own", "base"].map((metric) => ({ metric, reason }))];
  return { ...analysis, ...base === void 0 ? {} : { base }, ...unknown.length === 0 ? {} : { unknown } };
}
export {
  confirmBase
};
