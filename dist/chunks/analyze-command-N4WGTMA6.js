import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-G76T2U27.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-HKDT5O5W.js";
import "./chunk-S6MODOPI.js";
import {
  nameReferences
} from "./chunk-NIEYS6DK.js";
import "./chunk-LFQLQ7NX.js";
import "./chunk-D5PER4XP.js";
import "./chunk-IMZVH4AR.js";
import "./chunk-K7BATCZN.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-PXAIPW27.js";
import {
  renderAnalysisFile
} from "./chunk-4LNNQAM5.js";
import "./chunk-E7CP34HL.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-JAFO7TQK.js";
import "./chunk-BBZSYQWC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-HY6VNNEV.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/cli/analyze-command.ts
import { resolve } from "node:path";
var analyzeCommand = async (operands, options, io) => {
  const { save, units = "si", top } = options;
  const named = nameReferences({ directory: io.cwd, references: operands, images: [], ...platformsOf(options) });
  const records = await weighNamed(named, options, io);
  const images = records.flatMap(
    ({ image: { name }, weighed }) => weighed.map(({ analysis }) => ({ name, platform: analysis.platform, analysis }))
  );
  const json = () => renderAnalysisFile(images.map(({ analysis }) => analysis));
  await deliver([
    ...deliverReport({ input: { images, units, top, version }, json }, options, io),
    ...save === void 0 ? [] : records.map(({ image, weighed }) => async () => {
      const { saveAnalyses } = await import("./directory-75G5KODD.js");
      await saveAnalyses(resolve(io.cwd, save), image.name, weighed);
    })
  ]);
  return 0;
};
export {
  analyzeCommand
};
