import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collect,
  openGitHub
} from "./chunk-UBDZT3V5.js";
import "./chunk-A5Z4IVIS.js";
import "./chunk-FL52XNTK.js";
import "./chunk-UK3Q75BC.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-CH2MRMEW.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  collect,
  openGitHub
};
