import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
} from "./chunk-H4APYEXE.js";
import "./chunk-VFMWOZKT.js";
import "./chunk-4K6ECF4W.js";
import "./chunk-L74XMALK.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
};
