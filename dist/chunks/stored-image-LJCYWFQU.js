import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openPodmanImage,
  openStored
} from "./chunk-RKUA57YN.js";
import "./chunk-GADISLZI.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-A423ZOMY.js";
import "./chunk-VUSY7YSB.js";
import "./chunk-EVG6426J.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  openPodmanImage,
  openStored
};
