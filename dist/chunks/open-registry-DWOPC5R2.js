import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  openRegistryImage
} from "./chunk-OX7HVI2V.js";
import "./chunk-GHHV2QTC.js";
import "./chunk-IRSMJQLC.js";
import "./chunk-EVG6426J.js";
import "./chunk-WTL5UKUZ.js";
import "./chunk-HUFAO3EZ.js";
import "./chunk-NTYIXUAT.js";
import "./chunk-MCXDM5AR.js";
import "./chunk-IGIL577L.js";
import "./chunk-4HT4ARZI.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  openRegistryImage
};
