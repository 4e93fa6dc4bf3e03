import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  GitHubFault,
  explainFault,
  ifThere,
  isRateLimit,
  missingPermissions
} from "./chunk-EZSY22F3.js";
import "./chunk-66IXKVOD.js";
import "./chunk-G7GWBHRU.js";
export {
  GitHubFault,
  explainFault,
  ifThere,
  isRateLimit,
  missingPermissions
};
