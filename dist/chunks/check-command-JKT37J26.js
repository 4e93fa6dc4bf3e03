import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  shellQuote
} from "./chunk-4UUKHMBZ.js";
import {
  deliver,
  deliverReport
} from "./chunk-Z4FMGHTR.js";
import {
  checkImages
} from "./chunk-JGUEVRW3.js";
import {
  reportChecked
} from "./chunk-AAWVAJCL.js";
import "./chunk-ESF22MZF.js";
import "./chunk-LPR7JIAU.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-VRDUEBAQ.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-BYRFQ7N5.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-CFTPMO3C.js";
import {
  plainName
} from "./chunk-7P2UZG4H.js";
import "./chunk-6CMFL2CS.js";
import "./chunk-T65ZEI5K.js";
import "./chunk-UGKBZTEZ.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-VHSOBBAC.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-CH2MRMEW.js";
import {
  say
} from "./chunk-7E5BIM6A.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-EVG6426J.js";
import {
  saveAnalyses
} from "./chunk-TUL7YH7R.js";
import "./chunk-M3F7BX6P.js";
import "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-N6RXVYRL.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-PTVYIMF5.js";
import "./chunk-ESYM3VSD.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";

// src/cli/check-command.ts
import { resolve } from "node:path";
var overBudgetExitCode = 1;
var checkCommand = async (operands, options, io) => {
  const checked = await checkImages(operands, options, io);
  const { image: images, save, quiet } = options;
  if (checked.verdict === void 0 && !quiet) {
    const named = operands[0] === void 0 ? `--image ${imageArgument(images[0])}` : shellQuote(operands[0]);
    await say(io, `plimsoll: there is no budget, so nothing is judged; \`plimsoll init ${named}\` makes one`);
  }
  await deliver([
    ...deliverReport({ input: reportChecked(checked, options) }, options, io),
    ...save === void 0 ? [] : [() => saveChecked(resolve(io.cwd, save), checked)]
  ]);
  return checked.outcome === "fail" ? overBudgetExitCode : 0;
};
function imageArgument({ name, reference } = { name: "" }) {
  return shellQuote(`${plainName(name) ?? "image"}=${reference ?? "REF"}`);
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
