import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  readWhole
} from "./chunk-7IINRXZ2.js";
import "./chunk-ONQ5GHHQ.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  readWhole
};
