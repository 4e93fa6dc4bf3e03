import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);

// src/analysis/analysis.ts
var analysisVersion = 1;
var wasteCauses = ["removed", "replaced", "rewritten", "shadowed"];
var baseSigns = ["budget", "provenance", "dockerfile", "annotation", "history"];

export {
  analysisVersion,
  wasteCauses,
  baseSigns
};
