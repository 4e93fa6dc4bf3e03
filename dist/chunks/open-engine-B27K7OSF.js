import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cannotVerify,
  notDirect,
  openEngineImage
} from "./chunk-CXTJGHWO.js";
import "./chunk-NYOOVX2A.js";
import "./chunk-XIJCMDGM.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-CFTPMO3C.js";
import "./chunk-A423ZOMY.js";
import "./chunk-I46BAJYF.js";
import "./chunk-UNRLA6ZQ.js";
import "./chunk-ONQ5GHHQ.js";
import "./chunk-DXRISVWH.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-JRTMWUF4.js";
import "./chunk-UZPCWW7H.js";
import "./chunk-JC374NSG.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  cannotVerify,
  notDirect,
  openEngineImage
};
