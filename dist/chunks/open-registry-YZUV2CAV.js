import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openRegistryImage
} from "./chunk-CSQ5EISE.js";
import "./chunk-UNRLA6ZQ.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-TYJF4ATT.js";
import "./chunk-FOM4KPNH.js";
import "./chunk-PAZWRSQF.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  openRegistryImage
};
