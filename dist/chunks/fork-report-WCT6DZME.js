import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
} from "./chunk-5CJBDD73.js";
import "./chunk-XJOOTBM7.js";
import "./chunk-7RJRN2NK.js";
import "./chunk-F75PHTYK.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-4HC3ICX2.js";
import "./chunk-J64XQC44.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-A423ZOMY.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
};
