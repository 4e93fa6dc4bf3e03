import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-IVAYNEJ3.js";
import "./chunk-A3RCSLTD.js";
import "./chunk-OQJRJSBU.js";
import "./chunk-64TELBL5.js";
import "./chunk-AJCPJBBW.js";
import "./chunk-A423ZOMY.js";
import "./chunk-PPEXZ7QB.js";
import "./chunk-K7BATCZN.js";
import "./chunk-J64XQC44.js";
import "./chunk-4RFMAXQW.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-TU7Y3UKQ.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  check,
  measuredOf
};
