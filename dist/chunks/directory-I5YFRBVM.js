import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  loadBaseline,
  loadRecord,
  saveAnalyses
} from "./chunk-2JBQDF5O.js";
import "./chunk-66XB5MS2.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-TU7Y3UKQ.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  loadBaseline,
  loadRecord,
  saveAnalyses
};
