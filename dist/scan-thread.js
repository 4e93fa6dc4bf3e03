import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  takeIndexes
} from "./chunks/chunk-VUSY7YSB.js";
import {
  TarSplitFault
} from "./chunks/chunk-EVG6426J.js";
import "./chunks/chunk-IHCDD5UU.js";
import "./chunks/chunk-IGIL577L.js";
import "./chunks/chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunks/chunk-ZWRDINFH.js";
import "./chunks/chunk-QWRNOYTG.js";

// src/scan/scan-thread.ts
import { parentPort, workerData } from "node:worker_threads";
var task = workerData;
function post(message, transfer = []) {
  parentPort?.postMessage(message, [...transfer]);
}
function postScan(scan, number) {
  const data = scan.toData();
  post(
    { kind: "scan", number, data },
    data.columns.map(({ buffer }) => buffer)
  );
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
  if (task.kind === "layer") {
    const { readWhole } = await import("./chunks/read-whole-W7JOAA4W.js");
    const scan = await readWhole(task.content, { ...task.options, onBytes: report });
    post({ kind: "bytes", count: unreported });
    postScan(scan, 0);
  } else await takeIndexes(task.indexes, task.next, task.options, postScan);
} catch (error) {
  if (error instanceof ExpectedError) post({ kind: "error", code: error.code, message: error.message, hint: error.hint });
  else if (error instanceof TarSplitFault) post({ kind: "split-fault", message: error.message, place: error.place });
  else throw error;
}
