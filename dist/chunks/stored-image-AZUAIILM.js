import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openPodmanImage,
  openStored
} from "./chunk-O6WX2WRQ.js";
import "./chunk-NYOOVX2A.js";
import "./chunk-XIJCMDGM.js";
import "./chunk-A423ZOMY.js";
import "./chunk-I46BAJYF.js";
import "./chunk-UNRLA6ZQ.js";
import "./chunk-ONQ5GHHQ.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  openPodmanImage,
  openStored
};
