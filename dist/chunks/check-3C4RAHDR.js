import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-W5T3BRMR.js";
import "./chunk-A3RCSLTD.js";
import "./chunk-PAHWHAWN.js";
import "./chunk-N7K7KPCT.js";
import "./chunk-5HEKKAGV.js";
import "./chunk-QPZDVU6Y.js";
import "./chunk-TU7Y3UKQ.js";
import "./chunk-AJCPJBBW.js";
import "./chunk-A423ZOMY.js";
import "./chunk-YP7IULGS.js";
import "./chunk-K7BATCZN.js";
import "./chunk-J64XQC44.js";
import "./chunk-7W2DWKST.js";
import "./chunk-5Q6EGKKA.js";
import "./chunk-L74XMALK.js";
import "./chunk-NITVEDXZ.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  check,
  measuredOf
};
