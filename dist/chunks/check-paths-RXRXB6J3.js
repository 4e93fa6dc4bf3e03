import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  checkPaths,
  isRemote
} from "./chunk-4PH5OMDD.js";
import "./chunk-GQE7EDCB.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  checkPaths,
  isRemote
};
