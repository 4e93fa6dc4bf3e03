import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
} from "./chunk-6IFLC6KP.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-NI7HV2EG.js";
import "./chunk-CI5OFH4D.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-2RVOX5RM.js";
import "./chunk-FEA2JEDD.js";
import "./chunk-APSE5AVC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-7U6DWAOW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
};
