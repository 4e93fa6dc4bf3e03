import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  checkPaths,
  isRemote
} from "./chunk-CVDMRGQS.js";
import "./chunk-QI52KIIX.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  checkPaths,
  isRemote
};
