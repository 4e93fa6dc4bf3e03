import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cacheVariable,
  clearEntries,
  findCacheFolder,
  listEntries,
  scanFolder
} from "./chunk-OCEBOFHF.js";
import {
  escapeText,
  printReport
} from "./chunk-7E5BIM6A.js";
import {
  formatSize
} from "./chunk-APSE5AVC.js";
import {
  didYouMean
} from "./chunk-A423ZOMY.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/cli/cache-command.ts
var actions = {
  ls: (folder) => {
    const entries = listEntries(folder);
    return [`${sum(entries)} in ${escapeText(folder)}`, ...entries.map(renderEntry)].join("\n");
  },
  clear: (folder) => `removed ${sum(clearEntries(folder))} from ${escapeText(folder)}`
};
var cacheCommand = async ([name = ""], _options, io) => {
  const act = Object.hasOwn(actions, name) ? actions[name] : void 0;
  if (act === void 0) {
    const names = Object.keys(actions);
    throw new ExpectedError(
      "option",
      `the cache cannot be told to ${JSON.stringify(name)}${didYouMean(name, names)}; it knows ${names.join(" and ")}`,
      { hint: "`plimsoll cache ls` lists what is kept, `plimsoll cache clear` removes it." }
    );
  }
  const root = findCacheFolder(io.env, io.cwd);
  if (root === void 0)
    throw new ExpectedError("not-found", "looking for the cache: the environment names neither a home nor a folder for caches", {
      hint: `name a folder with ${cacheVariable}`
    });
  await printReport(io, `${attempt(scanFolder(root), act)}
`);
  return 0;
};
function attempt(folder, act) {
  try {
    return act(folder);
  } catch (error) {
    throw new ExpectedError("not-readable", `reading the cache in ${folder}: ${error.message}`, {
      hint: `see that the folder is yours, or name another with ${cacheVariable}`,
      cause: error
    });
  }
}
function sum(entries) {
  const bytes = entries.reduce((total, { size }) => total + size, 0);
  return `${entries.length} ${entries.length === 1 ? "layer" : "layers"}, ${formatSize(bytes)},`;
}
function renderEntry({ digest, size, lastUsed }) {
  return `${lastUsed.toISOString().slice(0, 19)}Z  ${formatSize(size).padStart(9)}  ${digest}`;
}
export {
  cacheCommand
};
