import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  looksLikeImage
} from "./chunk-NSL3XSK2.js";
import {
  weigh
} from "./chunk-HCDLX5GH.js";
import {
  isInRegistry,
  locateImage
} from "./chunk-KJI7O4S7.js";
import {
  analysisFileName,
  loadBaseline,
  looksLikeAnalysis
} from "./chunk-TUL7YH7R.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";

// src/cli/find-baseline.ts
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
async function findSavedBaseline(asked, budget, needs) {
  if (asked !== void 0)
    return await isImage(asked, needs) ? imageBaseline(asked, needs) : keptBaseline(resolve(needs.directory, asked), asked);
  const store = budget?.store;
  if (budget === void 0 || store === void 0) return void 0;
  return store.kind === "file" ? keptBaseline(resolve(budget.folder, store.directory), store.directory) : distantBaseline(store.kind);
}
function keptBaseline(path, named) {
  const found = existsSync(path) ? `nothing is kept of what was weighed in ${named}` : `there is no ${named}`;
  return {
    load: async (name) => await loadBaseline(path, name) ?? [],
    note: (compared) => compared ? void 0 : `There is no baseline yet: ${found}`
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
  const stats = await stat(path).catch(() => void 0);
  if (stats === void 0) return /^[A-Za-z0-9][\w./-]+:/.test(asked) || /\.(?:tar|tgz|gz|zst|oci)$/i.test(asked);
  if (stats.isDirectory() && images.some(({ name }) => existsSync(resolve(path, analysisFileName(name))))) return false;
  if (await looksLikeImage(path)) return true;
  if (!stats.isFile() || stats.size === 0 || await looksLikeAnalysis(path)) return false;
  throw new ExpectedError("analysis", `reading the baseline ${asked}: it is neither an Analysis document nor an image`, {
    hint: "name a directory that --save wrote, the .json of an image in it, or an image: an archive or a layout"
  });
}
function imageBaseline(reference, { directory, images, weighing, onImage }) {
  locateImage(reference, directory);
  if (images.length !== 1) {
    const names = images.map(({ name }) => name).join(", ");
    throw new ExpectedError("option", `the baseline ${reference} is one image, and ${images.length} are checked: ${names}`, {
      hint: "compare one image alone with --image NAME, or all with a directory that --save wrote, which holds something of each"
    });
  }
  return {
    load: async (name) => {
      await onImage?.(reference);
      const { platforms, sizesOnly = false, base } = images.find((image) => image.name === name) ?? {};
      const isSpared = sizesOnly && isInRegistry(reference);
      const weighed = await weighKnown(reference, platforms, { ...weighing, directory, sizesOnly: isSpared });
      if (base === void 0 || isSpared || weighed.length === 0) return weighed;
      const { confirmBase } = await import("./confirm-base-3A2QLEAT.js");
      const { tag: _tag, ...opening } = weighing ?? {};
      return await confirmBase(weighed, base, { ...opening, orFound: true });
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
  findSavedBaseline
};
