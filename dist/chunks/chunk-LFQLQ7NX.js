import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  parseImageReference,
  weigh
} from "./chunk-D5PER4XP.js";
import {
  analysisFileName,
  loadBaseline,
  looksLikeAnalysis
} from "./chunk-4LNNQAM5.js";
import {
  TarReader,
  blockSize,
  sniffCompression
} from "./chunk-HY6VNNEV.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import {
  __callDispose,
  __using
} from "./chunk-G7GWBHRU.js";

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

// src/cli/find-baseline.ts
import { existsSync } from "node:fs";
import { stat as stat2 } from "node:fs/promises";
import { resolve } from "node:path";
async function findSavedBaseline(asked, budget, needs) {
  if (asked !== void 0)
    return await isImage(asked, needs) ? imageBaseline(asked, needs) : keptBaseline(resolve(needs.directory, asked));
  const store = budget?.store;
  if (budget === void 0 || store === void 0) return void 0;
  return store.kind === "file" ? keptBaseline(resolve(budget.folder, store.directory)) : distantBaseline(store.kind);
}
function keptBaseline(path) {
  return {
    load: async (name) => await loadBaseline(path, name) ?? [],
    note: (compared) => compared ? void 0 : "There is no baseline yet: nothing was kept where it was looked for"
  };
}
function distantBaseline(store) {
  return {
    load: async () => [],
    note: () => `The baseline is kept by the GitHub action (store: ${store}); --baseline compares with a directory, a file or an image`
  };
}
async function isImage(asked, { directory, images }) {
  const path = resolve(directory, asked);
  const stats = await stat2(path).catch(() => void 0);
  if (stats === void 0) return /^[A-Za-z0-9][\w./-]+:/.test(asked) || /\.(?:tar|tgz|gz|zst|oci)$/i.test(asked);
  if (stats.isDirectory() && images.some(({ name }) => existsSync(resolve(path, analysisFileName(name))))) return false;
  if (await looksLikeImage(path)) return true;
  if (!stats.isFile() || stats.size === 0 || await looksLikeAnalysis(path)) return false;
  throw new ExpectedError("analysis", `reading the baseline ${asked}: it is neither an Analysis document nor an image`, {
    hint: "name a directory that --save wrote, the .json of an image in it, or an image: an archive or a layout"
  });
}
function imageBaseline(reference, { directory, images, weighing, onImage }) {
  parseImageReference(reference, (path) => existsSync(resolve(directory, path)));
  if (images.length !== 1) {
    const names = images.map(({ name }) => name).join(", ");
    throw new ExpectedError("option", `the baseline ${reference} is one image, and ${images.length} are checked: ${names}`, {
      hint: "compare one image alone with --image NAME, or all with a directory that --save wrote, which holds something of each"
    });
  }
  return {
    load: async (name) => {
      await onImage?.(reference);
      const platforms = images.find((image) => image.name === name)?.platforms;
      return weighKnown(reference, platforms, { ...weighing, directory });
    },
    note: (compared) => `The baseline is the image ${reference}${compared ? "" : ", which has none of the platforms that were weighed"}`
  };
}
async function weighKnown(reference, platforms, options) {
  try {
    return await weigh(reference, { ...options, ...platforms === void 0 ? {} : { platforms } });
  } catch (error) {
    if (!(error instanceof ExpectedError) || error.code !== "platform" || platforms === void 0) throw error;
    if (platforms.length === 1) return [];
  }
  const weighed = [];
  for (const platform of platforms) weighed.push(...await weighKnown(reference, [platform], options));
  return weighed;
}

export {
  looksLikeImage,
  findSavedBaseline
};
