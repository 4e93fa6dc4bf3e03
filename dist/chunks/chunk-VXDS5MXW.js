import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/read-file.ts
import { open, stat } from "node:fs/promises";
var FileFault = class extends Error {
  name = "FileFault";
  reason;
  constructor(reason, message, cause) {
    super(message, cause === void 0 ? void 0 : { cause });
    this.reason = reason;
  }
};
async function readBounded(path, limit) {
  try {
    var _stack = [];
    try {
      const stats = await stat(path);
      if (stats.isDirectory()) throw new FileFault("directory", "it is a directory");
      if (!stats.isFile() && !stats.isFIFO()) throw new FileFault("other", "it is a device or a socket, expected a file");
      if (stats.size > limit) throw tooLarge(`it has ${stats.size} bytes`, limit);
      const file = __using(_stack, await open(path), true);
      return await readWithin(file, limit);
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch (error) {
    throw explainReadFault(error);
  }
}
async function readWithin(file, limit) {
  const parts = [];
  let size = 0;
  for await (const part of file.createReadStream({ end: limit, autoClose: false })) {
    parts.push(part);
    size += part.length;
    if (size > limit) throw tooLarge(`it has more than ${limit} bytes`, limit);
  }
  return Buffer.concat(parts, size);
}
function tooLarge(found, limit) {
  return new FileFault("too-large", `${found}, and at most ${limit} are read`);
}
var reasons = {
  ENOTDIR: "a part of its path is a file",
  EACCES: "this user may not read it",
  EPERM: "this user may not read it",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its name is too long",
  EIO: "the device failed"
};
function explainReadFault(error) {
  if (error instanceof FileFault) return error;
  const { code } = error;
  if (code === void 0) throw error;
  if (code === "ENOENT") return new FileFault("missing", "there is no such file", error);
  return new FileFault("other", reasons[code] ?? `it cannot be read (${code})`, error);
}

export {
  FileFault,
  readBounded,
  explainReadFault
};
