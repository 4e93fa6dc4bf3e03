import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  collect,
  openGitHub
} from "./chunk-HKP3AQFJ.js";
import "./chunk-GMILDPA3.js";
import "./chunk-Y4XS72UX.js";
import "./chunk-LLISQF3O.js";
import "./chunk-Y2KLPIEI.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  collect,
  openGitHub
};
