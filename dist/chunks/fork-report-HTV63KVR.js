import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  decodeForkReport,
  encodeForkFailure,
  encodeForkReport,
  forkReportByteLimit,
  forkReportVersion
} from "./chunk-Z5T3QGZN.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-7P2UZG4H.js";
import "./chunk-ENCD5TUB.js";
import "./chunk-TJ4QSJAB.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-CXMQTDXQ.js";
import "./chunk-NJCJ6VFJ.js";
import "./chunk-IE4SQLRI.js";
import "./chunk-UGXUY2KA.js";
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
