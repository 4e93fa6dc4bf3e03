import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  readWhole
} from "./chunk-AVBWNE4X.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-XVTP6P6O.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  readWhole
};
