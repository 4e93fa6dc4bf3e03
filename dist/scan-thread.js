import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  readWhole
} from "./chunks/chunk-BVABPLJH.js";
import "./chunks/chunk-7ZM2TGLH.js";
import "./chunks/chunk-UMDBVFCF.js";
import "./chunks/chunk-ZWHLNFSF.js";
import {
  ExpectedError
} from "./chunks/chunk-66IXKVOD.js";
import "./chunks/chunk-G7GWBHRU.js";

// src/scan/scan-thread.ts
import { parentPort, workerData } from "node:worker_threads";
var { content, options } = workerData;
function post(message, transfer = []) {
  parentPort?.postMessage(message, [...transfer]);
}
var reportBytes = 4 << 20;
var unreported = 0;
function report(count) {
  unreported += count;
  if (unreported < reportBytes) return;
  post({ kind: "bytes", count: unreported });
  unreported = 0;
}
try {
  const scan = await readWhole(content, { ...options, onBytes: report });
  post({ kind: "bytes", count: unreported });
  const data = scan.toData();
  post(
    { kind: "scan", data },
    data.columns.map(({ buffer }) => buffer)
  );
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  post({ kind: "error", code: error.code, message: error.message, hint: error.hint });
}
