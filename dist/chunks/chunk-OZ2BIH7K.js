import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/write-file.ts
import { randomUUID } from "node:crypto";
import { open, readlink, realpath, rename, stat, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
async function writeFileAtomically(path, content) {
  const staged = await stageFile(path, content);
  await staged.commit();
}
async function stageFile(path, content) {
  try {
    const present = await statIfPresent(path);
    if (present?.isDirectory()) throw new ExpectedError("write", `writing ${path}: it is a directory`, { hint: "Name a file." });
    if (isStandardStream(path) || present && !present.isFile()) {
      return { commit: () => writeDirectly(path, content), discard: async () => {
      } };
    }
    return await stageBeside(path, present, content);
  } catch (error) {
    throw failed(path, error);
  }
}
function isStandardStream(path) {
  return /^\/(?:dev\/(?:std|fd\/)|proc\/)/.test(path);
}
async function writeDirectly(path, content) {
  try {
    await writeFile(path, content, { flag: "a" });
  } catch (error) {
    throw failed(path, error);
  }
}
async function stageBeside(path, present, content) {
  var _stack = [];
  try {
    const target = present ? await realpath(path) : await endOfLink(path);
    const temporary = join(dirname(target), `.${basename(target).slice(0, 100)}.${randomUUID().slice(0, 8)}.tmp`);
    const file = __using(_stack, await open(temporary, "wx"), true);
    const discard = async () => {
      await unlink(temporary).catch(() => {
      });
    };
    try {
      await fill(file, present, content);
    } catch (error) {
      await discard();
      throw error;
    }
    const commit = async () => {
      try {
        await rename(temporary, target);
      } catch (error) {
        await discard();
        throw failed(path, error);
      }
      await syncDirectory(dirname(target));
    };
    return { commit, discard };
  } catch (_) {
    var _error = _, _hasError = true;
  } finally {
    var _promise = __callDispose(_stack, _error, _hasError);
    _promise && await _promise;
  }
}
async function endOfLink(path) {
  try {
    return resolve(dirname(path), await readlink(path));
  } catch {
    return path;
  }
}
async function fill(file, present, content) {
  if (present) await file.chmod(present.mode & 511);
  await file.writeFile(content);
  await file.sync();
}
async function syncDirectory(path) {
  try {
    var _stack = [];
    try {
      const directory = __using(_stack, await open(path), true);
      await directory.sync();
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
  }
}
async function statIfPresent(path) {
  try {
    return await stat(path);
  } catch (error) {
    if (error.code === "ENOENT") return void 0;
    throw error;
  }
}
var reasons = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "what should be its folder is a file",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "this user's quota is used up",
  EFBIG: "it is larger than files may be here",
  ENAMETOOLONG: "its name is too long"
};
function explainWriteFault(error) {
  const { code = "", message } = error;
  return reasons[code] ?? message;
}
function failed(path, error) {
  if (error instanceof ExpectedError) return error;
  const { code } = error;
  if (code === void 0 || !/^E[A-Z]+$/.test(code)) return error;
  return new ExpectedError("write", `writing ${path}: ${explainWriteFault(error)}`, {
    hint: "Name a place that can be written to; what stood there before is unchanged.",
    cause: error
  });
}

export {
  writeFileAtomically,
  stageFile,
  explainWriteFault
};
