import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-Z4FMGHTR.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-JGUEVRW3.js";
import {
  nameReferences
} from "./chunk-TCJXONFW.js";
import "./chunk-ESF22MZF.js";
import "./chunk-LPR7JIAU.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-VRDUEBAQ.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-BYRFQ7N5.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-6JUU46EK.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-6CMFL2CS.js";
import "./chunk-T65ZEI5K.js";
import "./chunk-UGKBZTEZ.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-VHSOBBAC.js";
import "./chunk-IE4SQLRI.js";
import {
  version
} from "./chunk-CH2MRMEW.js";
import "./chunk-7E5BIM6A.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-EVG6426J.js";
import {
  renderAnalysisFile
} from "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
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
      const { saveAnalyses } = await import("./directory-LI4MTTZW.js");
      await saveAnalyses(resolve(io.cwd, save), image.name, weighed);
    })
  ]);
  return 0;
};
export {
  analyzeCommand
};
