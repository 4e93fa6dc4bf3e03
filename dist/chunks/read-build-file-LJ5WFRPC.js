import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  FileFault,
  readBounded
} from "./chunk-VXDS5MXW.js";
import "./chunk-QWRNOYTG.js";

// src/base/read-build-file.ts
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
var maxBytes = 512 * 1024;
var flags = new Set("--force-rm --layers --no-cache --pull --quiet --rm -q".split(" "));
var valued = new Set(
  `--add-host --allow --annotation --attest --authfile --build-arg --build-context --cache-from --cache-to --cap-add --cpu-shares --format
  --isolation --jobs --label --memory --network --progress --provenance --runtime --sbom --secret --security-opt --shm-size --ssh --tag
  --ulimit -t`.split(/\s+/)
);
async function readBuildFile(build, directory, program) {
  const given = readExtraArgs(build.extraArgs);
  if (given === void 0) return void 0;
  const context = resolve(directory, build.context);
  const names = program === "buildah" || program === "podman" ? ["Containerfile", "Dockerfile"] : ["Dockerfile"];
  const paths = build.file === void 0 ? names.map((name) => join(context, name)) : [resolve(directory, build.file)];
  const text = await readFirst(paths);
  if (text === void 0) return void 0;
  return {
    text,
    args: { ...build.args, ...given.args },
    contexts: given.contexts,
    ...build.target === void 0 ? {} : { target: build.target }
  };
}
function readExtraArgs(extraArgs) {
  const args = [];
  const contexts = [];
  for (let index = 0; index < extraArgs.length; index++) {
    const [, option = "", attached] = /^(-t|-q|--[a-z-]+)(?:=(.*))?$/s.exec(extraArgs[index]) ?? [];
    if (flags.has(option)) continue;
    if (!valued.has(option)) return void 0;
    const value = attached ?? extraArgs[++index];
    if (value === void 0) return void 0;
    if (option !== "--build-arg" && option !== "--build-context") continue;
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    if (name === void 0 || text === void 0) return void 0;
    (option === "--build-arg" ? args : contexts).push([name, text]);
  }
  return { args: Object.fromEntries(args), contexts: Object.fromEntries(contexts) };
}
async function readFirst(paths) {
  for (const path of paths) {
    const stats = await stat(path).catch(() => void 0);
    if (stats === void 0) continue;
    if (!stats.isFile()) return void 0;
    try {
      return (await readBounded(path, maxBytes)).toString("utf8");
    } catch (error) {
      if (error instanceof FileFault) return void 0;
      throw error;
    }
  }
  return void 0;
}
export {
  readBuildFile
};
