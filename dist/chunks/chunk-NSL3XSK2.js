import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  sniffCompression
} from "./chunk-MCXDM5AR.js";
import {
  TarReader,
  blockSize
} from "./chunk-4HT4ARZI.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/sources/looks-like-image.ts
import { open, stat } from "node:fs/promises";
import { join } from "node:path";
async function looksLikeImage(path) {
  try {
    const stats = await stat(path);
    if (stats.isDirectory()) return await isImageDirectory(path);
    return stats.isFile() && isArchive(await readStart(path, blockSize));
  } catch {
    return false;
  }
}
async function isImageDirectory(path) {
  if (await kindOf(join(path, "oci-layout")) === "file") return true;
  if (await kindOf(join(path, "index.json")) === "file" && await kindOf(join(path, "blobs")) === "directory") return true;
  if (await kindOf(join(path, "manifest.json")) !== "file") return false;
  const head = await readStart(join(path, "manifest.json"), blockSize);
  return /^\ufeff?\s*\[/.test(head.toString("utf8"));
}
async function kindOf(path) {
  const stats = await stat(path).catch(() => void 0);
  if (stats === void 0) return void 0;
  return stats.isDirectory() ? "directory" : "file";
}
function isArchive(head) {
  if (sniffCompression(head) !== "none") return true;
  if (head.length < blockSize || head[0] === 0) return false;
  try {
    new TarReader({ entry: () => false }).write(head);
    return true;
  } catch {
    return false;
  }
}
async function readStart(path, bytes) {
  var _stack = [];
  try {
    const file = __using(_stack, await open(path), true);
    const head = Buffer.alloc(bytes);
    const { bytesRead } = await file.read(head, 0, bytes, 0);
    return head.subarray(0, bytesRead);
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}

export {
  looksLikeImage
};
