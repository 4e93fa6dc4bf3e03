import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  ScanCache
} from "./chunk-BEU5OCVF.js";
import {
  cacheVariable,
  findCacheFolder
} from "./chunk-OCEBOFHF.js";
import {
  weigh
} from "./chunk-HCDLX5GH.js";
import {
  isLive,
  say
} from "./chunk-7E5BIM6A.js";
import {
  formatSize
} from "./chunk-APSE5AVC.js";

// src/cli/weighing.ts
import { resolve } from "node:path";

// src/cli/progress.ts
async function openProgress(io, { quiet, verbose }) {
  if (quiet) return { begin: async () => {
  }, update() {
  }, end: async () => {
  } };
  const display = isLive(io) ? await openBar(io) : openLines(io);
  return verbose ? withTimes(display, io) : display;
}
function openLines(io) {
  return {
    begin: (name, reference) => say(io, `weighing ${name === reference ? name : `${name} (${reference})`}`),
    update() {
    },
    end: async () => {
    }
  };
}
async function openBar(io) {
  const { default: cliProgress } = await import("./cli-progress-IEFEN5BN.js");
  const newBar = (format) => new cliProgress.SingleBar({
    stream: io.stderr,
    format,
    barsize: 24,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    clearOnComplete: true,
    hideCursor: true,
    // The shell ends the run on a signal, and with it the bar.
    gracefulExit: false
  });
  const bar = newBar("{title} {bar} {percentage}% of {size}");
  const counter = newBar("{title} {size}");
  let name = "";
  let shown;
  const end = async () => {
    shown?.bar.stop();
    shown = void 0;
  };
  return {
    async begin(next) {
      await end();
      name = next;
    },
    update({ platform, doneBytes, totalBytes }) {
      const next = { title: `${name} ${platform}`, bar: totalBytes === void 0 ? counter : bar };
      if (next.title !== shown?.title || next.bar !== shown.bar) {
        shown?.bar.stop();
        next.bar.start(Math.max(totalBytes ?? 0, 1), 0, { title: next.title, size: formatSize(totalBytes ?? doneBytes) });
        shown = next;
      }
      next.bar.update(doneBytes, totalBytes === void 0 ? { size: formatSize(doneBytes) } : {});
    },
    end
  };
}
function withTimes(display, io) {
  let began = 0;
  const seen = /* @__PURE__ */ new Map();
  const tell = async () => {
    const seconds = ((io.now().getTime() - began) / 1e3).toFixed(1);
    for (const { platform, doneLayers, totalLayers, doneBytes } of seen.values()) {
      await say(io, `  ${platform}: ${doneLayers} of ${totalLayers} layers, ${formatSize(doneBytes)}, after ${seconds} s`);
    }
    seen.clear();
  };
  return {
    async begin(name, reference) {
      await tell();
      began = io.now().getTime();
      await display.begin(name, reference);
    },
    update(progress) {
      seen.set(progress.platform, progress);
      display.update(progress);
    },
    async end() {
      await display.end();
      await tell();
    }
  };
}

// src/cli/weighing.ts
async function withProgress(options, io, work) {
  const progress = await openProgress(io, options);
  try {
    return await work(progress);
  } finally {
    await progress.end();
  }
}
function weighNamed(named, options, io) {
  return withProgress(options, io, async (progress) => {
    const records = [];
    const known = /* @__PURE__ */ new Map();
    for (const image of named) {
      const { name, reference, directory, platforms } = image;
      await progress.begin(name, reference);
      const wanted = platforms === void 0 ? {} : { platforms };
      records.push({ image, weighed: await weigh(reference, { ...weighingOf(options, io, progress), known, directory, ...wanted }) });
    }
    return records;
  });
}
async function checkImages(references, options, io) {
  const { check } = await import("./check-L5VQAYHM.js");
  const { findSavedBaseline } = await import("./find-baseline-6BUCGQMW.js");
  const { config, image: images, baseline, save } = options;
  const known = /* @__PURE__ */ new Map();
  return withProgress(options, io, (progress) => {
    const weighing = { ...weighingOf(options, io, progress), known, runBuild: buildsTo(io, options) };
    return check({
      directory: io.cwd,
      references,
      images,
      today: io.now().toISOString().slice(0, 10),
      // A record of sizes alone would leave later comparisons with little to say.
      whole: save !== void 0,
      weighing,
      onImage: ({ name, reference }) => progress.begin(name, reference),
      ...config === void 0 ? {} : { configFile: resolve(io.cwd, config) },
      findBaseline: (budget, named) => findSavedBaseline(baseline, budget, {
        directory: io.cwd,
        images: named,
        weighing,
        onImage: (reference) => progress.begin("the baseline", reference)
      }),
      ...platformsOf(options)
    });
  });
}
function buildsTo(io, { quiet }) {
  return async (_title, build) => {
    if (quiet) return await build(void 0);
    const { fd } = io.stderr;
    if (isLive(io) && fd !== void 0) return await build({ terminal: fd });
    return await build({ onLine: (line) => void say(io, line) });
  };
}
function openCache({ noCache, cacheSize }, io, onStep) {
  const folder = noCache ? void 0 : findCacheFolder(io.env, io.cwd);
  if (folder === void 0) return void 0;
  const level = io.env[cacheVariable] === void 0 ? "debug" : "note";
  return new ScanCache(folder, { maxBytes: cacheSize, onFault: (sentence) => onStep(sentence, level) });
}
function weighingOf(options, io, progress) {
  const { tag, verify, maxUncompressed, engineRead, insecure, quiet, verbose } = options;
  const onStep = (line, level) => {
    if (level === "note" ? !quiet : verbose) void say(io, `plimsoll: ${line}`);
  };
  const cache = openCache(options, io, onStep);
  return {
    verify,
    engineRead,
    insecure,
    environment: io.env,
    signal: io.signal,
    onStep,
    onProgress: (state) => progress.update(state),
    ...cache === void 0 ? {} : { cache },
    ...tag === void 0 ? {} : { tag },
    ...maxUncompressed === void 0 ? {} : { maxUncompressedBytes: maxUncompressed }
  };
}
function platformsOf({ platform }) {
  const asked = [...new Set(platform.flat())];
  if (asked.length === 0) return {};
  return { platforms: asked.includes("all") ? "all" : asked };
}

export {
  withProgress,
  weighNamed,
  checkImages,
  weighingOf,
  platformsOf
};
