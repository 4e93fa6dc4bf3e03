import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  readWhole
} from "./chunk-JRZKBQAG.js";
import "./chunk-IHCDD5UU.js";
import "./chunk-6RHFNCIA.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  readWhole
};
