import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  GitHubFault,
  explainFault,
  ifThere,
  isRateLimit,
  missingPermissions
} from "./chunk-UK3Q75BC.js";
import "./chunk-2TAK4XIA.js";
import "./chunk-ZWRDINFH.js";
import "./chunk-QWRNOYTG.js";
export {
  GitHubFault,
  explainFault,
  ifThere,
  isRateLimit,
  missingPermissions
};
