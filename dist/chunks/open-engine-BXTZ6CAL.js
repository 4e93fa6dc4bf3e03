import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cannotVerify,
  notDirect,
  openEngineImage
} from "./chunk-QAZ24UB7.js";
import "./chunk-M5EO7XL6.js";
import "./chunk-BBZSYQWC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-HY6VNNEV.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  cannotVerify,
  notDirect,
  openEngineImage
};
