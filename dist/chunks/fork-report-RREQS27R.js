import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
} from "./chunk-A2C6VYWO.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-T65ZEI5K.js";
import "./chunk-UGKBZTEZ.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-VHSOBBAC.js";
import "./chunk-IE4SQLRI.js";
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
