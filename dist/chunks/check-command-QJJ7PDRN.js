import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-G76T2U27.js";
import {
  checkImages
} from "./chunk-HKDT5O5W.js";
import {
  reportChecked
} from "./chunk-GF3BUSUM.js";
import "./chunk-S6MODOPI.js";
import "./chunk-LFQLQ7NX.js";
import "./chunk-D5PER4XP.js";
import "./chunk-IMZVH4AR.js";
import "./chunk-K7BATCZN.js";
import "./chunk-Y2KLPIEI.js";
import {
  say
} from "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-PXAIPW27.js";
import {
  saveAnalyses
} from "./chunk-4LNNQAM5.js";
import "./chunk-E7CP34HL.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-JAFO7TQK.js";
import "./chunk-BBZSYQWC.js";
import "./chunk-HY6VNNEV.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";

// src/cli/check-command.ts
import { resolve } from "node:path";
var overBudgetExitCode = 1;
var checkCommand = async (operands, options, io) => {
  const checked = await checkImages(operands, options, io);
  const { image: images, save, quiet } = options;
  if (checked.verdict === void 0 && !quiet) {
    const named = operands[0] ?? `--image ${images[0]?.name}=${images[0]?.reference}`;
    await say(io, `plimsoll: there is no budget, so nothing is judged; \`plimsoll init ${named}\` makes one`);
  }
  await deliver([
    ...deliverReport({ input: reportChecked(checked, options) }, options, io),
    ...save === void 0 ? [] : [() => saveChecked(resolve(io.cwd, save), checked)]
  ]);
  return checked.outcome === "fail" ? overBudgetExitCode : 0;
};
async function saveChecked(directory, { images }) {
  for (const name of new Set(images.map((image) => image.name))) {
    const weighed = images.filter((image) => image.name === name).map((image) => image.weighed);
    await saveAnalyses(directory, name, weighed);
  }
}
export {
  checkCommand
};
