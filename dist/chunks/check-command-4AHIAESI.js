import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-ZP4WX4S6.js";
import {
  checkImages
} from "./chunk-WEJX7E7X.js";
import {
  shellQuote
} from "./chunk-4UUKHMBZ.js";
import {
  reportChecked
} from "./chunk-AAWVAJCL.js";
import "./chunk-QQ36QMJJ.js";
import "./chunk-BEU5OCVF.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-HCDLX5GH.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-GT3TMP24.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-IUPM4RPA.js";
import {
  plainName
} from "./chunk-7P2UZG4H.js";
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
