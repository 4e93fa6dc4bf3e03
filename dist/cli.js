#!/usr/bin/env node
import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  couldNotCheckExitCode,
  explainError,
  interruptedExitCode,
  runCli
} from "./chunks/chunk-MAZDDQZR.js";
import "./chunks/chunk-Y2KLPIEI.js";
import "./chunks/chunk-ZQYHPZWX.js";
import "./chunks/chunk-J64XQC44.js";
import "./chunks/chunk-A423ZOMY.js";
import "./chunks/chunk-66IXKVOD.js";
import "./chunks/chunk-G7GWBHRU.js";

// src/cli.ts
var graceMilliseconds = 2e3;
var interruption = new AbortController();
var interruptedBy;
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    interruptedBy = signal;
    interruption.abort();
    setTimeout(() => {
      if (process.stderr.isTTY) process.stderr.write("\x1B[?25h\x1B[?7h");
      process.kill(process.pid, signal);
    }, graceMilliseconds).unref();
  });
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
