import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cannotVerify,
  notDirect,
  openEngineImage
} from "./chunk-CTCILQBP.js";
import "./chunk-YKDGMEN5.js";
import "./chunk-SSLFGIHA.js";
import "./chunk-TMFPA2JO.js";
import "./chunk-IUPM4RPA.js";
import "./chunk-A423ZOMY.js";
import "./chunk-VUSY7YSB.js";
import "./chunk-EVG6426J.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-P7DQNF6O.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-ZYTXOB37.js";
import "./chunk-OHHQZVAT.js";
import "./chunk-I44IK55E.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  cannotVerify,
  notDirect,
  openEngineImage
};
