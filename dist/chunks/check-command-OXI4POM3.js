import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  deliver,
  deliverReport
} from "./chunk-YJZTZKTA.js";
import {
  checkImages
} from "./chunk-6NLFQR2Q.js";
import {
  reportChecked
} from "./chunk-WQSMUSWE.js";
import "./chunk-HRIFWLIE.js";
import "./chunk-X3NFYE4O.js";
import "./chunk-OCEBOFHF.js";
import "./chunk-G7MVA65G.js";
import "./chunk-L773EDKQ.js";
import "./chunk-3XUOYUPX.js";
import "./chunk-7RJRN2NK.js";
import "./chunk-F75PHTYK.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-4HC3ICX2.js";
import "./chunk-Y2KLPIEI.js";
import {
  say
} from "./chunk-ZQYHPZWX.js";
import "./chunk-J64XQC44.js";
import "./chunk-BVABPLJH.js";
import {
  saveAnalyses
} from "./chunk-H4APYEXE.js";
import "./chunk-VFMWOZKT.js";
import "./chunk-4K6ECF4W.js";
import "./chunk-L74XMALK.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-6SEC7P4D.js";
import "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
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
