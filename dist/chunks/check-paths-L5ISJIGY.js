import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  checkPaths,
  isRemote
} from "./chunk-JJOKLAEN.js";
import "./chunk-UGXUY2KA.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  checkPaths,
  isRemote
};
