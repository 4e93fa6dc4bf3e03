import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-YJZTZKTA.js";
import {
  platformsOf,
  weighingOf,
  withProgress
} from "./chunk-6NLFQR2Q.js";
import {
  compareAll
} from "./chunk-4YQXJEDI.js";
import {
  looksLikeImage
} from "./chunk-YZYOMZRV.js";
import {
  nameOfReference
} from "./chunk-XVVCFQWA.js";
import "./chunk-HRIFWLIE.js";
import "./chunk-X3NFYE4O.js";
import "./chunk-OCEBOFHF.js";
import {
  weigh
} from "./chunk-G7MVA65G.js";
import "./chunk-L773EDKQ.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-3XUOYUPX.js";
import "./chunk-7RJRN2NK.js";
import "./chunk-F75PHTYK.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-4HC3ICX2.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-BVABPLJH.js";
import {
  loadRecord,
  looksLikeAnalysis,
  nameOfAnalysisFile
} from "./chunk-H4APYEXE.js";
import "./chunk-VFMWOZKT.js";
import "./chunk-4K6ECF4W.js";
import "./chunk-L74XMALK.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-6SEC7P4D.js";
import "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-A423ZOMY.js";
import "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
import {
  ExpectedError
} from "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/cli/compare-command.ts
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
var compareCommand = async ([base = "", head = ""], options, io) => {
  const sides = await withProgress(options, io, async (progress) => {
    const weighing = { ...weighingOf(options, io, progress), known: /* @__PURE__ */ new Map() };
    return { base: await open(base, options, io, { progress, weighing }), head: await open(head, options, io, { progress, weighing }) };
  });
  const { units = "si", top } = options;
  const baselineNote = `The base is ${base}`;
  await deliver(deliverReport({ input: { ...pair(sides, { base, head }), units, top, version, baselineNote } }, options, io));
  return 0;
};
async function open(reference, options, io, { progress, weighing }) {
  const file = resolve(io.cwd, reference);
  const { platforms } = platformsOf(options);
  if (await looksLikeAnalysis(file)) {
    const saved = await loadRecord(file);
    return platforms === void 0 || platforms === "all" ? saved : choose(saved, platforms, reference);
  }
  await refuseKept(file, reference);
  await progress.begin(reference, reference);
  const wanted = platforms === void 0 || platforms === "all" ? {} : { platforms };
  return weigh(reference, { ...weighing, directory: io.cwd, ...wanted });
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
