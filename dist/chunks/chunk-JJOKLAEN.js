import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  withoutUsers
} from "./chunk-UGXUY2KA.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/build/check-paths.ts
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
var isRemote = (path) => /^(?:[a-z][a-z0-9+.-]*:\/\/|git@|github\.com\/)/.test(path);
async function checkPaths(build, doing, directory) {
  const from = `it is taken from ${directory}, the folder of the budget`;
  if (build.kind === "bake") {
    for (const file2 of build.files) {
      if (isRemote(file2))
        throw new ExpectedError(
          "build",
          `${doing}: the bake file ${withoutUsers(file2)} is remote, where a file of this machine was expected`,
          {
            hint: "Check its repository out, and name the file in it."
          }
        );
      if (!existsSync(resolve(directory, file2)))
        throw new ExpectedError("not-found", `${doing}: there is no bake file ${file2}`, { hint: `Check the path; ${from}.` });
    }
    return;
  }
  const { context, file } = build;
  const path = resolve(directory, context);
  const found = isRemote(context) ? void 0 : await stat(path).catch(() => "nothing");
  if (found === "nothing")
    throw new ExpectedError("not-found", `${doing}: there is no directory ${context} for its context`, {
      hint: `Check the path; ${from}.`
    });
  if (found !== void 0 && !found.isDirectory())
    throw new ExpectedError("not-found", `${doing}: its context ${context} is a file, where a directory was expected`);
  if (file === void 0 || found === void 0 || existsSync(resolve(directory, file))) return;
  const within = existsSync(resolve(path, file)) ? ` In the context there is one: write file: ${join(context, file)}.` : "";
  throw new ExpectedError("not-found", `${doing}: there is no Dockerfile ${file}`, { hint: `Check the path; ${from}.${within}` });
}

export {
  isRemote,
  checkPaths
};
