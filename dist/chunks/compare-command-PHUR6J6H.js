import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-G76T2U27.js";
import {
  platformsOf,
  weighingOf,
  withProgress
} from "./chunk-HKDT5O5W.js";
import "./chunk-S6MODOPI.js";
import {
  compareAll
} from "./chunk-A3RCSLTD.js";
import {
  nameOfReference
} from "./chunk-NIEYS6DK.js";
import {
  looksLikeImage
} from "./chunk-LFQLQ7NX.js";
import {
  weigh
} from "./chunk-D5PER4XP.js";
import "./chunk-IMZVH4AR.js";
import "./chunk-K7BATCZN.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-PXAIPW27.js";
import {
  loadRecord,
  looksLikeAnalysis,
  nameOfAnalysisFile
} from "./chunk-4LNNQAM5.js";
import "./chunk-E7CP34HL.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-JAFO7TQK.js";
import "./chunk-BBZSYQWC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-HY6VNNEV.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/cli/compare-command.ts
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
var compareCommand = async ([base = "", head = ""], options, io) => {
  const sides = await withProgress(options, io, async (progress) => ({
    base: await open(base, options, io, progress),
    head: await open(head, options, io, progress)
  }));
  const { units = "si", top } = options;
  const baselineNote = `The base is ${base}`;
  await deliver(deliverReport({ input: { ...pair(sides, { base, head }), units, top, version, baselineNote } }, options, io));
  return 0;
};
async function open(reference, options, io, progress) {
  const file = resolve(io.cwd, reference);
  const { platforms } = platformsOf(options);
  if (await looksLikeAnalysis(file)) {
    const saved = await loadRecord(file);
    return platforms === void 0 || platforms === "all" ? saved : choose(saved, platforms, reference);
  }
  await refuseKept(file, reference);
  await progress.begin(reference, reference);
  const wanted = platforms === void 0 || platforms === "all" ? {} : { platforms };
  return weigh(reference, { ...weighingOf(options, io, progress), directory: io.cwd, ...wanted });
}
async function refuseKept(directory, reference) {
  if (await looksLikeImage(directory)) return;
  const files = (await readdir(directory).catch(() => [])).filter((file) => nameOfAnalysisFile(file) !== void 0);
  const kept = [];
  for (const file of files.toSorted()) if (await looksLikeAnalysis(join(directory, file))) kept.push(join(reference, file));
  if (kept.length === 0) return;
  const shown = kept.slice(0, 5).join(", ") + (kept.length > 5 ? `, and ${kept.length - 5} more` : "");
  throw new ExpectedError("not-an-image", `opening ${reference}: it is a directory of saved analyses, expected an image or one analysis`, {
    hint: `name the analysis of one image: ${shown}`
  });
}
function choose(saved, platforms, what) {
  return platforms.map((platform) => {
    const found = saved.find(({ analysis }) => analysis.platform === platform);
    if (found !== void 0) return found;
    const there = saved.map(({ analysis }) => analysis.platform).join(", ");
    throw new ExpectedError("platform", `looking for ${platform} in the analysis ${what}: it has ${there}`);
  });
}
function pair({ base, head }, names) {
  const pairs = compareAll(base, head);
  if (pairs.every(({ comparison }) => comparison === void 0)) {
    const [before, after] = [base, head].map((side) => side.map(({ analysis }) => analysis.platform).join(", "));
    throw new ExpectedError("platform", `${names.base} is for ${before} and ${names.head} for ${after}: there is nothing to compare`, {
      hint: "Name images of one platform, or choose with --platform."
    });
  }
  const name = nameOfReference(names.head);
  return {
    images: pairs.flatMap(({ platform, base: base2, head: head2, comparison }) => {
      if (head2 === void 0) return [];
      const baseline = base2 === void 0 ? {} : { baseline: base2.analysis };
      return [{ name, platform, analysis: head2.analysis, ...baseline, ...comparison === void 0 ? {} : { comparison } }];
    }),
    notes: pairs.flatMap(({ platform, head: head2 }) => head2 === void 0 ? [`${platform} is only in ${names.base}`] : [])
  };
}
export {
  compareCommand
};
