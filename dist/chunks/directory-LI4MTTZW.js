import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
} from "./chunk-TUL7YH7R.js";
import "./chunk-M3F7BX6P.js";
import "./chunk-SA26MRWN.js";
import "./chunk-OZ2BIH7K.js";
import "./chunk-JVTTIVCO.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-VXDS5MXW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
};
