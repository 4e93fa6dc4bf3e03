import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-ZP4WX4S6.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-WEJX7E7X.js";
import {
  nameReferences
} from "./chunk-J735ITZ3.js";
import "./chunk-QQ36QMJJ.js";
import "./chunk-BEU5OCVF.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-HCDLX5GH.js";
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
  renderAnalysisFile
} from "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
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
