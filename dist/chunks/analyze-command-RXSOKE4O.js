import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  nameReferences
} from "./chunk-AJCPJBBW.js";
import "./chunk-A423ZOMY.js";
import {
  deliver,
  deliverReport
} from "./chunk-ZPI4BGGF.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-GQQUIV3W.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import "./chunk-ZQYHPZWX.js";
import {
  renderAnalysisFile
} from "./chunk-2JBQDF5O.js";
import "./chunk-66XB5MS2.js";
import "./chunk-PPEXZ7QB.js";
import "./chunk-K7BATCZN.js";
import "./chunk-J64XQC44.js";
import "./chunk-4RFMAXQW.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-TU7Y3UKQ.js";
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
      const { saveAnalyses } = await import("./directory-I5YFRBVM.js");
      await saveAnalyses(resolve(io.cwd, save), image.name, weighed);
    })
  ]);
  return 0;
};
export {
  analyzeCommand
};
