import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-ZPI4BGGF.js";
import {
  checkImages
} from "./chunk-GQQUIV3W.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import {
  say
} from "./chunk-ZQYHPZWX.js";
import {
  saveAnalyses
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
    ...deliverReport({ input: reportInput(checked, options) }, options, io),
    ...save === void 0 ? [] : [() => saveChecked(resolve(io.cwd, save), checked)]
  ]);
  return checked.outcome === "fail" ? overBudgetExitCode : 0;
};
function reportInput(checked, options) {
  const { verdict, budgetFile, baselineNote } = checked;
  const images = checked.images.map(({ name, platform, analysis, baseline, comparison }) => ({
    name,
    platform,
    analysis,
    ...baseline === void 0 ? {} : { baseline: baseline.analysis },
    ...comparison === void 0 ? {} : { comparison }
  }));
  return {
    images,
    units: options.units ?? checked.units,
    top: options.top,
    version,
    ...verdict === void 0 ? {} : { verdict },
    ...budgetFile === void 0 ? {} : { budgetFile },
    ...baselineNote === void 0 ? {} : { baselineNote }
  };
}
async function saveChecked(directory, { images }) {
  for (const name of new Set(images.map((image) => image.name))) {
    const weighed = images.filter((image) => image.name === name).map((image) => image.weighed);
    await saveAnalyses(directory, name, weighed);
  }
}
export {
  checkCommand
};
