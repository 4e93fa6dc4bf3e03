import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-ZP4WX4S6.js";
import {
  platformsOf,
  weighingOf,
  withProgress
} from "./chunk-WEJX7E7X.js";
import {
  compareAll
} from "./chunk-NU3VTDQV.js";
import {
  looksLikeImage
} from "./chunk-NSL3XSK2.js";
import {
  nameOfReference
} from "./chunk-J735ITZ3.js";
import "./chunk-QQ36QMJJ.js";
import "./chunk-BEU5OCVF.js";
import "./chunk-OCEBOFHF.js";
import {
  weigh
} from "./chunk-HCDLX5GH.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import "./chunk-6ZSUARQE.js";
import "./chunk-U4YZRNW4.js";
import "./chunk-ENCD5TUB.js";
import "./chunk-TJ4QSJAB.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-NJCJ6VFJ.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-UGXUY2KA.js";
import "./chunk-GHHV2QTC.js";
import "./chunk-KJI7O4S7.js";
import {
  version
} from "./chunk-CH2MRMEW.js";
import "./chunk-7E5BIM6A.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-EVG6426J.js";
import {
  loadRecord,
  looksLikeAnalysis,
  nameOfAnalysisFile
} from "./chunk-TUL7YH7R.js";
import "./chunk-M3F7BX6P.js";
import "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-AVBWNE4X.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-A5TMYYZ7.js";
import "./chunk-AIL643C2.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import {
  ExpectedError
} from "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

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
