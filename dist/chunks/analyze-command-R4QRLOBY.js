import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-YJZTZKTA.js";
import {
  platformsOf,
  weighNamed
} from "./chunk-6NLFQR2Q.js";
import {
  nameReferences
} from "./chunk-XVVCFQWA.js";
import "./chunk-HRIFWLIE.js";
import "./chunk-X3NFYE4O.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-G7MVA65G.js";
import "./chunk-L773EDKQ.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-3XUOYUPX.js";
import "./chunk-7RJRN2NK.js";
import "./chunk-F75PHTYK.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-4HC3ICX2.js";
import {
  version
} from "./chunk-Y2KLPIEI.js";
import "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-BVABPLJH.js";
import {
  renderAnalysisFile
} from "./chunk-4K6ECF4W.js";
import "./chunk-L74XMALK.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-6SEC7P4D.js";
import "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-A423ZOMY.js";
import "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
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
      const { saveAnalyses } = await import("./directory-Y7KVBNPO.js");
      await saveAnalyses(resolve(io.cwd, save), image.name, weighed);
    })
  ]);
  return 0;
};
export {
  analyzeCommand
};
