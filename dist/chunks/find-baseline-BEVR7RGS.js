import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  findSavedBaseline
} from "./chunk-DOOWHLNW.js";
import "./chunk-YZYOMZRV.js";
import "./chunk-G7MVA65G.js";
import "./chunk-L773EDKQ.js";
import "./chunk-BVABPLJH.js";
import "./chunk-H4APYEXE.js";
import "./chunk-VFMWOZKT.js";
import "./chunk-4K6ECF4W.js";
import "./chunk-L74XMALK.js";
import "./chunk-WEYIY5DU.js";
import "./chunk-MHA7OTC5.js";
import "./chunk-6SEC7P4D.js";
import "./chunk-MNO4ENMA.js";
import "./chunk-3MOFPOIJ.js";
import "./chunk-7ZM2TGLH.js";
import "./chunk-UMDBVFCF.js";
import "./chunk-ZWHLNFSF.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  findSavedBaseline
};
