import { createRequire as plimsollCreateRequire } from 'node:module';
const require = plimsollCreateRequire(import.meta.url);
import {
  analysisVersion
} from "./chunk-JVTTIVCO.js";

// src/analysis/write-analysis.ts
var rowFields = /* @__PURE__ */ new Set(["layers", "waste", "directories", "unknown"]);
function renderAnalysisFile(analyses) {
  const written = analyses.map((analysis) => `    ${renderAnalysis(analysis)}`);
  const list = written.length === 0 ? "[]" : `[
${written.join(",\n")}
  ]`;
  return `{
  "version": ${analysisVersion},
  "analyses": ${list}
}
`;
}
function renderAnalysis(analysis) {
  const fields = Object.entries(analysis).filter(([, value]) => value !== void 0);
  const lines = fields.map(([key, value]) => {
    const rows = rowFields.has(key) && Array.isArray(value) && value.length > 0 ? value : void 0;
    const text = rows ? `[
${rows.map((row) => `        ${JSON.stringify(row)}`).join(",\n")}
      ]` : JSON.stringify(value);
    return `      ${JSON.stringify(key)}: ${text}`;
  });
  return `{
${lines.join(",\n")}
    }`;
}

export {
  renderAnalysisFile
};
