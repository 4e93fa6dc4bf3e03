import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  cannotVerify,
  notDirect,
  openEngineImage
} from "./chunk-DUQ7BXVV.js";
import "./chunk-M5EO7XL6.js";
import "./chunk-WTL5UKUZ.js";
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
  cannotVerify,
  notDirect,
  openEngineImage
};
