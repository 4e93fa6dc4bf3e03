import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  loadBaseline,
  loadRecord,
  saveAnalyses
} from "./chunk-5HEKKAGV.js";
import "./chunk-QPZDVU6Y.js";
import "./chunk-TU7Y3UKQ.js";
import "./chunk-5Q6EGKKA.js";
import "./chunk-L74XMALK.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  loadBaseline,
  loadRecord,
  saveAnalyses
};
