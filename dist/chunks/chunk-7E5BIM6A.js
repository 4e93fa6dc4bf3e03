import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError,
  showUnseen
} from "./chunk-ZWRDINFH.js";

// src/report/escape-text.ts
function escapeText(text) {
  return showUnseen(text).replace(/(^|\s)::/g, "$1:\\u{3a}").replace(/##(?=\w*\[)/g, "#\\u{23}");
}

// src/cli/terminal.ts
async function printReport(io, text) {
  const error = await write(io.stdout, text);
  if (error === void 0 || isClosed(error)) return;
  throw new ExpectedError("write", `the report could not be written to stdout: ${error.message}`, {
    hint: "What stdout was given is not whole. See that the disk it leads to has room.",
    cause: error
  });
}
async function say(io, line) {
  await sayAll(io, escapeText(line));
}
async function sayAll(io, lines) {
  await write(io.stderr, `${lines}
`);
}
function isLive(io) {
  return io.stderr.isTTY === true && io.env.TERM !== "dumb";
}
function wantsColor(io, when) {
  if (when !== "auto") return when === "always";
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: terminal } = io.env;
  if (force !== void 0 && force !== "") return force !== "0" && force !== "false";
  if (no !== void 0 && no !== "") return false;
  return io.stdout.isTTY === true && terminal !== "dumb";
}
function write(stream, text) {
  return new Promise((resolve) => {
    try {
      stream.write(text, (error) => resolve(error ?? void 0));
    } catch (error) {
      resolve(error);
    }
  });
}
function isClosed(error) {
  return error.code === "EPIPE" || error.code === "ECONNRESET" || error.code === "ERR_STREAM_DESTROYED";
}

export {
  escapeText,
  printReport,
  say,
  sayAll,
  isLive,
  wantsColor
};
