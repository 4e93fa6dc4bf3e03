#!/usr/bin/env node
import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  couldNotCheckExitCode,
  explainError,
  interruptedExitCode,
  runCli
} from "./chunks/chunk-6BDWKWBM.js";
import "./chunks/chunk-CH2MRMEW.js";
import "./chunks/chunk-7E5BIM6A.js";
import "./chunks/chunk-APSE5AVC.js";
import "./chunks/chunk-A423ZOMY.js";
import "./chunks/chunk-IRSMJQLC.js";
import "./chunks/chunk-ZWRDINFH.js";
import "./chunks/chunk-QWRNOYTG.js";

// src/cli.ts
var graceMilliseconds = 2e3;
var interruption = new AbortController();
var interruptedBy;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (interruptedBy !== void 0) endBy(signal);
    interruptedBy = signal;
    interruption.abort();
    setTimeout(() => endBy(signal), graceMilliseconds).unref();
  });
}
function endBy(signal) {
  if (process.stderr.isTTY) process.stderr.write("\x1B[?25h\x1B[?7h");
  process.once("exit", () => {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  process.exit(couldNotCheckExitCode);
}
process.on("uncaughtException", (error) => {
  process.stderr.write(`${explainError(error, process.argv.includes("--verbose"))}
`, () => process.exit(couldNotCheckExitCode));
});
var exitCode = await runCli(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  cwd: process.cwd(),
  env: process.env,
  now: () => /* @__PURE__ */ new Date(),
  signal: interruption.signal
});
process.exitCode = exitCode === interruptedExitCode && interruptedBy === "SIGTERM" ? 143 : exitCode;
