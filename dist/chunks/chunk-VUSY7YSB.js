import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  SplitLayer,
  TarSplitFault
} from "./chunk-EVG6426J.js";
import {
  Inflater
} from "./chunk-IHCDD5UU.js";
import {
  LayerScan,
  checkAbort,
  finish,
  takeAllowance
} from "./chunk-IGIL577L.js";
import {
  TarFault
} from "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/scan/scan-tar-split.ts
import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
var storedPieceBytes = 1 << 16;
var pauseMilliseconds = 50;
async function scanTarSplit(stored, options) {
  const scan = new LayerScan();
  const layer = new SplitLayer(scan);
  const gunzip = new Inflater((bytes) => layer.write(bytes));
  let lastPause = performance.now();
  try {
    for await (const piece of stored) {
      gunzip.write(piece);
      if (gunzip.fault !== void 0) break;
      if (performance.now() - lastPause < pauseMilliseconds) continue;
      await setImmediate();
      checkAbort(options.signal);
      lastPause = performance.now();
    }
    gunzip.end();
    if (gunzip.fault !== void 0) throw new TarSplitFault(`it is not gzip (${gunzip.fault.message.replace(/^zlib: /, "")})`);
    layer.end();
    finish(layer.reader, scan, layer.reader.position);
  } catch (error) {
    if (error instanceof TarFault || error instanceof SyntaxError) throw new TarSplitFault(`the index holds ${error.message}`);
    throw error;
  }
  takeAllowance(layer.reader.position, options);
  scan.trim();
  return scan;
}
async function takeIndexes(indexes, next, options, onScan) {
  for (let number = Atomics.add(next, 0, 1); number < indexes.length; number = Atomics.add(next, 0, 1)) {
    const { path, what } = indexes[number];
    checkAbort(options.signal);
    try {
      onScan(await scanFile(path, { ...options, what }), number);
    } catch (error) {
      const { code } = error;
      if (error instanceof TarSplitFault) throw new TarSplitFault(error.message, { path });
      if (error instanceof ExpectedError || code === void 0) throw error;
      throw new TarSplitFault(error.message, { path, code });
    }
  }
}
async function scanFile(path, options) {
  const fd = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!fstatSync(fd).isFile()) throw new TarSplitFault("it is not a file");
    return await scanTarSplit(piecesOf(fd), options);
  } finally {
    closeSync(fd);
  }
}
function* piecesOf(fd) {
  const piece = Buffer.allocUnsafe(storedPieceBytes);
  for (let count = readSync(fd, piece); count > 0; count = readSync(fd, piece)) yield piece.subarray(0, count);
}

export {
  scanTarSplit,
  takeIndexes
};
