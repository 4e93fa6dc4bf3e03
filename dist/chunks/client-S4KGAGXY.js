import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collect,
  openGitHub
} from "./chunk-UGFFLUY3.js";
import "./chunk-6E3DLBHQ.js";
import "./chunk-FL52XNTK.js";
import "./chunk-EZSY22F3.js";
import "./chunk-Y2KLPIEI.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  collect,
  openGitHub
};
