import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
} from "./chunk-4LNNQAM5.js";
import "./chunk-E7CP34HL.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-JAFO7TQK.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  loadBaseline,
  loadRecord,
  makeDirectory,
  saveAnalyses
};
