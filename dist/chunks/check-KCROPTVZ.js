import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-TQPYYD6N.js";
import "./chunk-A3RCSLTD.js";
import "./chunk-OUMURKHP.js";
import "./chunk-NIEYS6DK.js";
import "./chunk-D5PER4XP.js";
import "./chunk-H6BZ4WK4.js";
import "./chunk-H6ZFUHAE.js";
import "./chunk-K7BATCZN.js";
import "./chunk-J64XQC44.js";
import "./chunk-PXAIPW27.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-JAFO7TQK.js";
import "./chunk-BBZSYQWC.js";
import "./chunk-A423ZOMY.js";
import "./chunk-HY6VNNEV.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  check,
  measuredOf
};
