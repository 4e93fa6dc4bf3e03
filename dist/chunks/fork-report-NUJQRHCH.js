import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
} from "./chunk-HKRHIAWR.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-UFIZZ5R3.js";
import "./chunk-ZBW3U2L6.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-DVCM4KPF.js";
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
