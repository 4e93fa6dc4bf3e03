import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cannotVerify,
  notDirect,
  openEngineImage
} from "./chunk-IYEUBZW4.js";
import "./chunk-GADISLZI.js";
import "./chunk-PHF7NIVV.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-A423ZOMY.js";
import "./chunk-VUSY7YSB.js";
import "./chunk-EVG6426J.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-WM5VD6C7.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  cannotVerify,
  notDirect,
  openEngineImage
};
