import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  check,
  measuredOf
} from "./chunk-5F3XJ52K.js";
import "./chunk-4YQXJEDI.js";
import "./chunk-XVVCFQWA.js";
import "./chunk-G7MVA65G.js";
import "./chunk-L773EDKQ.js";
import "./chunk-YYTPLKPY.js";
import "./chunk-7JMJC3QE.js";
import "./chunk-RTP75U7M.js";
import "./chunk-XJOOTBM7.js";
import "./chunk-VXYT3GJA.js";
import "./chunk-F75PHTYK.js";
import "./chunk-6J7YFZTT.js";
import "./chunk-4HC3ICX2.js";
import "./chunk-J64XQC44.js";
import "./chunk-BVABPLJH.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-6SEC7P4D.js";
import "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-A423ZOMY.js";
import "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  check,
  measuredOf
};
