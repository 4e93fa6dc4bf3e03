import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-V3XWANBF.js";
import {
  version
} from "./chunk-4FGGI2B7.js";
import {
  nameReferences,
  platformsOf,
  renderAnalysisFile,
  saveAnalyses,
  weighNamed
} from "./chunk-MKRBDOOV.js";
import "./chunk-5KTKN3WE.js";
import "./chunk-ERHZL2T4.js";
import "./chunk-OLXXVIGI.js";
import "./chunk-J64XQC44.js";
import "./chunk-ZQYHPZWX.js";
import "./chunk-A423ZOMY.js";
import "./chunk-22274BJM.js";
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
    ...save === void 0 ? [] : records.map(
      ({ image, weighed }) => () => saveAnalyses(resolve(io.cwd, save), image.name, weighed)
    )
  ]);
  return 0;
};
export {
  analyzeCommand
};
