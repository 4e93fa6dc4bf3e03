import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  __callDispose,
  __using
} from "./chunk-QWRNOYTG.js";

// src/base/read-build-file.ts
import { open } from "node:fs/promises";
import { join, resolve } from "node:path";
var maxBytes = 512 * 1024;
var decisive = /^(?:-[ft]?f|--(?:file|target|squash|squash-all|call|check))(?:=|$)/;
async function readBuildFile(build, directory) {
  if (build.kind === "bake" || build.extraArgs.some((arg) => decisive.test(arg))) return void 0;
  const text = await readText(
    build.file === void 0 ? join(resolve(directory, build.context), "Dockerfile") : resolve(directory, build.file)
  );
  if (text === void 0) return void 0;
  return {
    text,
    args: { ...build.args, ...valuesOf(build.extraArgs, "--build-arg") },
    contexts: valuesOf(build.extraArgs, "--build-context"),
    ...build.target === void 0 ? {} : { target: build.target }
  };
}
function valuesOf(args, option) {
  const texts = args.flatMap((arg, index) => {
    if (arg.startsWith(`${option}=`)) return [arg.slice(option.length + 1)];
    return args[index - 1] === option ? [arg] : [];
  });
  return Object.fromEntries(
    texts.map((text) => {
      const [, name = text, value = ""] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
      return [name, value];
    })
  );
}
async function readText(path) {
  try {
    var _stack = [];
    try {
      const file = __using(_stack, await open(path), true);
      const stats = await file.stat();
      return stats.isFile() && stats.size <= maxBytes ? await file.readFile("utf8") : void 0;
    } catch (_) {
      var _error = _, _hasError = true;
    } finally {
      var _promise = __callDispose(_stack, _error, _hasError);
      _promise && await _promise;
    }
  } catch {
    return void 0;
  }
}
export {
  readBuildFile
};
